// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/units.h"

#include "core/base/error.h"
#include "core/speech/alignment_file.h"
#include "core/speech/letters.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace prism {
namespace {

constexpr const char* kSilence = "sil";
constexpr double kNoTime = 1e-6;     // seconds: shorter than any file means
constexpr double kFarBeyond = 0.05;  // seconds an alignment may go beyond its recording without a word

/// Intervals in order, cut to [0, end] and to where the one before ended; what lies between them is silence.
class Timeline {
 public:
  Timeline(double end, UtteranceUnits& out) : m_end(end), m_out(out) {}

  void add(double begin, double end, SpeechUnit unit) {
    begin = std::clamp(begin, m_at, m_end);
    end = std::clamp(end, begin, m_end);
    if (begin > m_at + kNoTime) put(m_at, begin, silence());
    put(m_at, end, std::move(unit));
  }
  void finish() {
    if (m_end > m_at + kNoTime) put(m_at, m_end, silence());
  }
  static SpeechUnit silence() {
    SpeechUnit unit;
    unit.label = kSilence;
    unit.silence = true;
    return unit;
  }

 private:
  void put(double begin, double end, SpeechUnit unit) {
    m_at = end;
    if (unit.silence && !m_out.units.empty() && m_out.units.back().silence) {
      m_out.units.back().end = end;
      return;
    }
    unit.begin = begin;
    unit.end = end;
    m_out.units.push_back(std::move(unit));
  }

  double m_end;
  double m_at = 0;
  UtteranceUnits& m_out;
};

std::vector<TierInterval> in_order(const AlignmentTier& tier) {
  std::vector<TierInterval> out = tier.intervals;
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return out;
}

/// The word whose time holds the middle of an interval; −1 in a silence.
int word_at(const std::vector<TierInterval>& words, double begin, double end) {
  const double middle = (begin + end) / 2;
  const auto after = std::upper_bound(words.begin(), words.end(), middle,
                                      [](double time, const auto& word) { return time < word.begin; });
  if (after == words.begin()) return -1;
  return middle <= std::prev(after)->end ? static_cast<int>(after - words.begin()) - 1 : -1;
}

void add_phones(const AlignmentTier& tier, const std::vector<TierInterval>& words, Timeline& line) {
  for (const TierInterval& phone : in_order(tier)) {
    SpeechUnit unit = Timeline::silence();
    if (!is_silence(phone.text)) {
      unit.silence = false;
      unit.label = phone.text;
      unit.word = word_at(words, phone.begin, phone.end);
    }
    line.add(phone.begin, phone.end, std::move(unit));
  }
}

/// One unit a token: a word's time is shared by the letters that its tokens have of it.
void add_tokens(const std::vector<TierInterval>& words, std::span<const TextRange> ranges,
                std::span<const TextRange> tokens, std::string_view text, Timeline& line) {
  std::vector<int> owner(tokens.size(), -1);
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    for (std::size_t w = 0; w < ranges.size() && owner[t] < 0; ++w) {
      if (tokens[t].begin < ranges[w].end && ranges[w].begin < tokens[t].end) owner[t] = static_cast<int>(w);
    }
  }
  for (std::size_t w = 0; w < words.size(); ++w) {
    std::vector<std::size_t> mine;
    std::vector<double> letters;
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      if (owner[t] != static_cast<int>(w)) continue;
      const std::int64_t begin = std::max(tokens[t].begin, ranges[w].begin);
      const std::int64_t end = std::min(tokens[t].end, ranges[w].end);
      mine.push_back(t);
      letters.push_back(static_cast<double>(
          letters_of(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)))
              .folded.size()));
    }
    const double total = std::accumulate(letters.begin(), letters.end(), 0.0);
    SpeechUnit unit;
    unit.word = static_cast<int>(w);
    unit.label = words[w].text;
    if (total <= 0) {
      line.add(words[w].begin, words[w].end, unit);
      continue;
    }
    double at = words[w].begin, before = 0;
    for (std::size_t k = 0; k < mine.size(); ++k) {
      if (letters[k] == 0) continue;
      before += letters[k];
      const double end = words[w].begin + (words[w].end - words[w].begin) * before / total;
      const TextRange token = tokens[mine[k]];
      unit.label = text.substr(static_cast<std::size_t>(token.begin),
                               static_cast<std::size_t>(token.end - token.begin));
      unit.label.erase(0, std::min(unit.label.find_first_not_of(" \t\n"), unit.label.size()));
      line.add(at, end, unit);
      at = end;
    }
  }
}

}  // namespace

std::vector<std::int64_t> frames_by_largest_remainder(std::span<const double> seconds, std::int64_t frames) {
  if (frames < 0 || (frames > 0 && seconds.empty())) {
    throw Error(ErrorCode::usage, fmt::format("{} frames for {} stretches of time", frames, seconds.size()));
  }
  std::vector<double> length(seconds.begin(), seconds.end());
  for (double& x : length) x = std::isfinite(x) && x > 0 ? x : 0;
  double total = std::accumulate(length.begin(), length.end(), 0.0);
  if (!(total > 0) || !std::isfinite(total)) {
    std::fill(length.begin(), length.end(), 1.0);
    total = static_cast<double>(length.size());
  }
  std::vector<std::int64_t> out(length.size());
  std::vector<double> rest(length.size());
  std::int64_t left = frames;
  for (std::size_t i = 0; i < length.size(); ++i) {
    const double share = length[i] / total * static_cast<double>(frames);
    out[i] = std::min(left, static_cast<std::int64_t>(share));
    rest[i] = share - static_cast<double>(out[i]);
    left -= out[i];
  }
  std::vector<std::size_t> order(length.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
  for (std::size_t k = 0; left > 0; ++k, --left) ++out[order[k % order.size()]];
  return out;
}

UtteranceUnits units_of(const Alignment& alignment, std::string_view text, std::span<const TextRange> tokens,
                        std::int64_t frames, const MelContract& contract) {
  const AlignmentTier* phones = phone_tier(alignment);
  const AlignmentTier* said = word_tier(alignment);
  if (phones == nullptr && said == nullptr) {
    throw Error(ErrorCode::mismatch, "the alignment has neither a tier of words nor one of phones");
  }
  UtteranceUnits out;
  out.phones = phones != nullptr;
  std::vector<TierInterval> words;
  if (said != nullptr) {
    for (TierInterval& word : in_order(*said)) {
      if (!is_silence(word.text)) words.push_back(std::move(word));
    }
  }
  for (const TierInterval& word : words) out.words.push_back(word.text);
  const std::vector<TextRange> ranges = words_in_text(out.words, text);
  const auto strangers =
      std::count_if(ranges.begin(), ranges.end(), [](const auto& r) { return r.begin < 0; });
  if (!words.empty() && strangers == static_cast<std::ptrdiff_t>(words.size())) {
    throw Error(ErrorCode::mismatch,
                "no word of the alignment stands in the text: they belong to different utterances");
  }
  if (strangers > 0) {
    out.warnings.push_back(fmt::format("{} of {} words do not stand in the text", strangers, words.size()));
  }
  const double end = static_cast<double>(frames) * contract.hop / contract.sample_rate;
  if (alignment.end > end + kFarBeyond) {
    out.warnings.push_back(
        fmt::format("the alignment goes on for {:.2f} s after the sound ends", alignment.end - end));
  }
  Timeline line(end, out);
  if (phones != nullptr) {
    add_phones(*phones, words, line);
  } else {
    add_tokens(words, ranges, tokens, text, line);
  }
  line.finish();
  if (out.units.empty() && frames > 0) out.units.push_back(Timeline::silence());
  std::vector<double> seconds;
  seconds.reserve(out.units.size());
  for (const SpeechUnit& unit : out.units) seconds.push_back(unit.end - unit.begin);
  const std::vector<std::int64_t> whole = frames_by_largest_remainder(seconds, frames);
  for (std::size_t i = 0; i < whole.size(); ++i) out.units[i].frames = whole[i];
  assign_tokens(out.units, ranges, tokens, text);
  return out;
}

Alignment alignment_of_units(std::span<const SpeechUnit> units, const std::vector<std::string>& words,
                             const MelContract& contract, bool phones) {
  Alignment out;
  AlignmentTier word_tier, unit_tier;
  word_tier.name = "words";
  unit_tier.name = phones ? "phones" : "tokens";
  const double frame = static_cast<double>(contract.hop) / contract.sample_rate;
  std::int64_t at = 0;
  int last = -2;
  for (const SpeechUnit& unit : units) {
    const double begin = static_cast<double>(at) * frame;
    at += unit.frames;
    const double end = static_cast<double>(at) * frame;
    unit_tier.intervals.push_back({begin, end, unit.label});
    const int word = unit.word >= 0 && unit.word < static_cast<int>(words.size()) ? unit.word : -1;
    if (word == last) {
      word_tier.intervals.back().end = end;
    } else {
      word_tier.intervals.push_back({begin, end, word >= 0 ? words[static_cast<std::size_t>(word)] : ""});
    }
    last = word;
  }
  out.end = word_tier.end = unit_tier.end = static_cast<double>(at) * frame;
  out.tiers = {std::move(word_tier), std::move(unit_tier)};
  return out;
}

}  // namespace prism
