// SPDX-License-Identifier: GPL-3.0-or-later
// The formats behind alignment_file.h, one .cpp each; texts here are UTF-8.
#pragma once

#include "core/speech/alignment_file.h"

#include <cstdint>

namespace prism {

// Ten hours of phones: what a hostile file can make of its bytes stays bounded.
inline constexpr std::int64_t kMostLabels = 1 << 20, kMostTiers = 1 << 14;
/// Throws Error(format) at `line` when there is more.
void require_bounded(std::size_t tiers, std::size_t labels, const std::filesystem::path& name,
                     std::int64_t line);

[[nodiscard]] AlignmentFile parse_textgrid(std::string_view text, const std::filesystem::path& name);
[[nodiscard]] std::string format_textgrid(const Alignment& alignment, bool short_form);

/// MFA's JSON ({"start", "end", "tiers": {NAME: {"type", "entries"}}}), and the form with a list of tiers
/// that keeps what MFA's cannot say: tiers of one name, or with times of their own.
[[nodiscard]] AlignmentFile parse_mfa_json(std::string_view text, const std::filesystem::path& name);
[[nodiscard]] std::string format_mfa_json(const Alignment& alignment);

/// MFA's CSV: Begin, End, Label, Type, Speaker; a tier is "SPEAKER - TYPE". A point has no End.
[[nodiscard]] AlignmentFile parse_mfa_csv(std::string_view text, const std::filesystem::path& name);
[[nodiscard]] std::string format_mfa_csv(const Alignment& alignment);

/// Audacity's label tracks: begin, end and label between tabs; a track after another begins where the time
/// goes back.
[[nodiscard]] AlignmentFile parse_audacity(std::string_view text, const std::filesystem::path& name);
[[nodiscard]] std::string format_audacity(const Alignment& alignment);

/// What is odd about one tier, and where it first is (seconds).
struct TierOddities {
  std::int64_t gaps = 0, overlaps = 0, outside = 0, unordered = 0;
  double first_gap = 0, first_overlap = 0;
};
[[nodiscard]] TierOddities oddities_of(const AlignmentTier& tier);

/// What is odd about the tiers, a sentence each: overlaps, what lies outside, and gaps where they count.
[[nodiscard]] std::vector<std::string> tier_warnings(const Alignment& alignment, bool gaps);

/// The alignment's extent and its tiers' from what they hold, beginning at 0 at the latest.
void set_extents(Alignment& alignment);

}  // namespace prism
