// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/speech/alignment_file.h"
#include "core/speech/alignment_formats.h"
#include "core/speech/check_parts.h"
#include "core/speech/letters.h"
#include "core/speech/units.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace prism {
namespace {

constexpr double kNoLength = 0.001;  // seconds
constexpr double kOtherEnd = 0.1;    // seconds the alignment may end before or after the recording

std::string many(std::int64_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// Words of the text (what stands between spaces and has letters) that no range touches.
std::int64_t untouched(std::string_view text, const std::vector<TextRange>& ranges) {
  std::int64_t count = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \t\n", begin), text.size());
    const auto b = static_cast<std::int64_t>(begin), e = static_cast<std::int64_t>(end);
    if (!letters_of(text.substr(begin, end - begin)).folded.empty() &&
        std::none_of(ranges.begin(), ranges.end(),
                     [&](const TextRange& r) { return r.begin < e && b < r.end; })) {
      ++count;
    }
    begin = end + 1;
  }
  return count;
}

void examine_words(Examined& of, const AlignmentTier* tier) {
  if (tier == nullptr) {
    of.add(0.5, "the alignment has no tier of words");
    return;
  }
  std::vector<std::string> words;
  std::int64_t noise = 0;
  for (const TierInterval& x : tier->intervals) {
    if (x.text == "<unk>" || x.text == "spn") ++noise;
    if (!is_silence(x.text)) words.push_back(x.text);
  }
  const std::vector<TextRange> ranges = words_in_text(words, of.text);
  const auto strangers =
      std::count_if(ranges.begin(), ranges.end(), [](const auto& r) { return r.begin < 0; });
  of.check.words = static_cast<std::int64_t>(words.size());
  of.check.unknown_words = strangers + noise;
  of.check.missing_words = untouched(of.text, ranges);
  if (!words.empty() && strangers == static_cast<std::ptrdiff_t>(words.size())) {
    of.add(3, "no word of the alignment stands in the text: the transcript belongs to another utterance");
    return;
  }
  if (of.check.unknown_words > 0) {
    of.add(std::min(2.0, 0.3 * static_cast<double>(of.check.unknown_words)),
           many(of.check.unknown_words, "word") +
               " of the alignment not in the text, or not known to the aligner");
  }
  if (of.check.missing_words > 0) {
    of.add(std::min(2.0, 0.3 * static_cast<double>(of.check.missing_words)),
           many(of.check.missing_words, "word") + " of the text not in the alignment");
  }
}

/// Speaking time without silences, and what has no length.
double examine_labels(Examined& of, const AlignmentTier& tier, bool phones) {
  double spoken = 0;
  for (const TierInterval& x : tier.intervals) {
    if (is_silence(x.text)) continue;
    const double length = x.end - x.begin;
    spoken += length;
    of.check.zero_length += length < kNoLength ? 1 : 0;
    if (phones && length >= kNoLength) of.phones.emplace_back(x.text, length);
  }
  return spoken;
}

}  // namespace

void examine_alignment(Examined& of, const Alignment& alignment, const MelContract& contract) {
  UtteranceCheck& check = of.check;
  const AlignmentTier* words = word_tier(alignment);
  const AlignmentTier* phones = phone_tier(alignment);
  of.aligned = words != nullptr || phones != nullptr;
  if (!of.aligned) {
    of.add(2, "the alignment has neither a tier of words nor one of phones");
    return;
  }
  for (const AlignmentTier* tier : {words, phones}) {
    if (tier == nullptr) continue;
    const TierOddities odd = oddities_of(*tier);
    check.gaps += odd.gaps;
    check.overlaps += odd.overlaps;
  }
  if (check.gaps > 0)
    of.add(std::min(1.0, 0.2 * static_cast<double>(check.gaps)), many(check.gaps, "gap") + " between labels");
  if (check.overlaps > 0)
    of.add(std::min(2.0, 0.5 * static_cast<double>(check.overlaps)),
           many(check.overlaps, "overlap") + " of labels");
  examine_words(of, words);
  const double spoken = examine_labels(of, phones != nullptr ? *phones : *words, phones != nullptr);
  if (check.zero_length > 0) {
    of.add(std::min(1.0, 0.2 * static_cast<double>(check.zero_length)),
           many(check.zero_length, phones != nullptr ? "phone" : "word") + " without length");
  }
  if (spoken > 0) {
    check.words_per_second = static_cast<double>(check.words) / spoken;
    check.phones_per_second = static_cast<double>(of.phones.size()) / spoken;
  }
  if (check.seconds > 0 && std::abs(alignment.end - check.seconds) > kOtherEnd) {
    of.add(1.5, fmt::format("the alignment ends at {:.2f} s, the recording at {:.2f} s", alignment.end,
                            check.seconds));
  }
  if (check.frames == 0) return;
  try {
    const UtteranceUnits units = units_of(alignment, of.text, {}, check.frames, contract);
    for (const SpeechUnit& unit : units.units) check.unit_frames += unit.frames;
  } catch (const Error&) {
    check.unit_frames = 0;  // no word fits: told above
  }
  if (check.unit_frames != check.frames) {
    of.add(2, fmt::format("durations add up to {} frames, the recording has {}", check.unit_frames,
                          check.frames));
  }
}

}  // namespace prism
