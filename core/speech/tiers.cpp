// SPDX-License-Identifier: GPL-3.0-or-later
// What tiers hold: which are words and phones, what is silence, what is odd.
#include "core/base/error.h"
#include "core/speech/alignment_formats.h"
#include "core/speech/text_encoding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace prism {
namespace {

constexpr double kSameTime = 1e-6;  // seconds: what writing a time with six digits costs

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) {
    return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
  });
  return out;
}

/// "SPEAKER - words" and "speaker/words" end in the tier's own name.
std::string own_name(const std::string& name) {
  std::string out = lower(name);
  for (const char* joint : {" - ", "/", ":"}) {
    const std::size_t at = out.rfind(joint);
    if (at != std::string::npos) out = out.substr(at + std::string_view(joint).size());
  }
  out.erase(0, out.find_first_not_of(' '));
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

const AlignmentTier* named(const Alignment& alignment, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    for (const AlignmentTier& tier : alignment.tiers) {
      if (!tier.point_tier && own_name(tier.name) == name) return &tier;
    }
  }
  return nullptr;
}

/// What the labels of a tier look like, silences aside.
struct Look {
  std::int64_t labels = 0;
  double letters = 0;  ///< mean number of characters
  double spaced = 0;   ///< share with a space inside: phrases
};

Look look_of(const AlignmentTier& tier) {
  Look look;
  for (const TierInterval& interval : tier.intervals) {
    if (is_silence(interval.text)) continue;
    ++look.labels;
    for (std::size_t at = 0; at < interval.text.size(); ++look.letters)
      (void)take_code_point(interval.text, at);
    look.spaced += interval.text.find(' ') != std::string::npos ? 1 : 0;
  }
  if (look.labels > 0) {
    look.letters /= static_cast<double>(look.labels);
    look.spaced /= static_cast<double>(look.labels);
  }
  return look;
}

}  // namespace

bool is_silence(std::string_view label) {
  while (!label.empty() && (label.front() == ' ' || label.front() == '\n')) label.remove_prefix(1);
  while (!label.empty() && (label.back() == ' ' || label.back() == '\n')) label.remove_suffix(1);
  if (label.size() > 9) return false;
  constexpr std::array kSilences = {"",     "sil",   "sp",      "spn",     "<eps>", "_",     "pau",
                                    "#",    "h#",    "_:",      "<p>",     "<p:>",  "<sil>", "<sp>",
                                    "ssil", "pause", "silence", "<pause>", "...",   "…",     "<silence>"};
  const std::string text = lower(label);
  return std::any_of(kSilences.begin(), kSilences.end(), [&](const char* known) { return text == known; });
}

const AlignmentTier* word_tier(const Alignment& alignment) {
  if (const auto* found = named(alignment, {"words", "word", "ort-mau", "ort", "orthography"})) return found;
  // By contents: the longest labels that are single words, and longer than phones are.
  const AlignmentTier* phones = named(alignment, {"phones", "phone", "phonemes", "segments", "mau"});
  const AlignmentTier* best = nullptr;
  double most = 2.5;
  for (const AlignmentTier& tier : alignment.tiers) {
    if (tier.point_tier || &tier == phones) continue;
    const Look look = look_of(tier);
    if (look.labels > 0 && look.spaced < 0.2 && look.letters > most) {
      best = &tier;
      most = look.letters;
    }
  }
  return best;
}

const AlignmentTier* phone_tier(const Alignment& alignment) {
  if (const auto* found =
          named(alignment, {"phones", "phone", "phonemes", "phoneme", "segments", "mau", "phon"})) {
    return found;
  }
  // By contents: short labels, and more of them than there are words.
  const AlignmentTier* words = word_tier(alignment);
  const std::int64_t least = words != nullptr ? look_of(*words).labels : 0;
  for (const AlignmentTier& tier : alignment.tiers) {
    if (tier.point_tier || &tier == words) continue;
    const Look look = look_of(tier);
    if (look.labels > least && look.spaced == 0 && look.letters <= 2.5) return &tier;
  }
  return nullptr;
}

TierOddities oddities_of(const AlignmentTier& tier) {
  TierOddities out;
  double at = tier.begin;
  for (const TierInterval& x : tier.intervals) {
    if (x.begin > at + kSameTime && out.gaps++ == 0) out.first_gap = at;
    // What begins before the tier does is outside it, not over another.
    const bool inside = x.begin >= tier.begin - kSameTime;
    if (inside && x.begin < at - kSameTime && out.overlaps++ == 0) out.first_overlap = x.begin;
    out.outside += !inside || x.end > tier.end + kSameTime ? 1 : 0;
    at = std::max(at, x.end);
  }
  if (!tier.intervals.empty() && at < tier.end - kSameTime && out.gaps++ == 0) out.first_gap = at;
  for (std::size_t i = 0; i < tier.points.size(); ++i) {
    const double time = tier.points[i].time;
    out.outside += time < tier.begin - kSameTime || time > tier.end + kSameTime ? 1 : 0;
    out.unordered += i > 0 && time < tier.points[i - 1].time ? 1 : 0;
  }
  return out;
}

std::vector<std::string> tier_warnings(const Alignment& alignment, bool gaps) {
  std::vector<std::string> out;
  const auto many = [](std::int64_t n, const char* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  };
  for (const AlignmentTier& tier : alignment.tiers) {
    const TierOddities odd = oddities_of(tier);
    const std::string title = "tier “" + tier.name.substr(0, 60) + "”: ";
    if (gaps && odd.gaps > 0) {
      out.push_back(title + many(odd.gaps, "gap") + fmt::format(", the first at {:.3f} s", odd.first_gap));
    }
    if (odd.overlaps > 0) {
      out.push_back(title + many(odd.overlaps, "overlap") +
                    fmt::format(", the first at {:.3f} s", odd.first_overlap));
    }
    if (odd.outside > 0) out.push_back(title + many(odd.outside, "label") + " outside the tier's own times");
    if (odd.unordered > 0) out.push_back(title + many(odd.unordered, "point") + " out of order");
  }
  return out;
}

void require_bounded(std::size_t tiers, std::size_t labels, const std::filesystem::path& name,
                     std::int64_t line) {
  const bool many = tiers > static_cast<std::size_t>(kMostTiers);
  if (!many && labels <= static_cast<std::size_t>(kMostLabels)) return;
  throw Error(
      ErrorCode::format,
      many ? fmt::format("more than {} tiers", kMostTiers) : fmt::format("more than {} labels", kMostLabels),
      name, fmt::format("line {}", line), "fewer");
}

void set_extents(Alignment& alignment) {
  double begin = 0, end = 0;
  for (const AlignmentTier& tier : alignment.tiers) {
    for (const TierInterval& x : tier.intervals) {
      begin = std::min(begin, x.begin);
      end = std::max(end, x.end);
    }
    for (const TierPoint& x : tier.points) {
      begin = std::min(begin, x.time);
      end = std::max(end, x.time);
    }
  }
  alignment.begin = begin;
  alignment.end = end;
  for (AlignmentTier& tier : alignment.tiers) {
    tier.begin = begin;
    tier.end = end;
  }
}

}  // namespace prism
