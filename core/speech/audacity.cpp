// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/speech/alignment_formats.h"
#include "core/speech/csv_rows.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace prism {
namespace {

/// A track of instants alone is a point tier.
AlignmentTier tier_of(std::vector<TierInterval> labels, std::size_t number) {
  AlignmentTier tier;
  tier.name = number == 1 ? "labels" : fmt::format("labels {}", number);
  tier.point_tier = std::all_of(labels.begin(), labels.end(), [](const auto& x) { return x.begin == x.end; });
  if (tier.point_tier) {
    for (TierInterval& x : labels) tier.points.push_back({x.begin, std::move(x.text)});
  } else {
    tier.intervals = std::move(labels);
  }
  return tier;
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

}  // namespace

AlignmentFile parse_audacity(std::string_view text, const std::filesystem::path& name) {
  AlignmentFile out;
  out.format = AlignmentFormat::audacity;
  std::vector<TierInterval> track;
  std::int64_t line = 0, frequencies = 0;
  std::size_t labels = 0;
  while (!text.empty()) {
    ++line;
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view row = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (row.empty()) continue;
    if (row.starts_with("\\\t")) {
      ++frequencies;
      continue;
    }
    const std::size_t first = std::min(row.find('\t'), row.size());
    const std::size_t second = std::min(row.find('\t', first + 1), row.size());
    const auto begin_time = plain_number(row.substr(0, first));
    const auto end_time = plain_number(first < row.size() ? row.substr(first + 1, second - first - 1) : "");
    const std::string place = fmt::format("line {}", line);
    if (!begin_time || !end_time) {
      throw Error(ErrorCode::format, "this is not a label", name, place, "begin, tab, end, tab, text");
    }
    if (*begin_time > *end_time) {
      throw Error(ErrorCode::format,
                  fmt::format("begins at {} and ends before that, at {}", *begin_time, *end_time), name,
                  place);
    }
    if (!track.empty() && *begin_time < track.back().begin) {
      out.alignment.tiers.push_back(tier_of(std::move(track), out.alignment.tiers.size() + 1));
      track.clear();
    }
    require_bounded(out.alignment.tiers.size(), ++labels, name, line);
    track.push_back({*begin_time, *end_time, std::string(second < row.size() ? row.substr(second + 1) : "")});
  }
  if (!track.empty())
    out.alignment.tiers.push_back(tier_of(std::move(track), out.alignment.tiers.size() + 1));
  set_extents(out.alignment);
  if (frequencies > 0) {
    out.warnings.push_back(fmt::format("frequency ranges of {} labels were left out", frequencies));
  }
  return out;
}

std::string format_audacity(const Alignment& alignment) {
  std::string out;
  for (const AlignmentTier& tier : alignment.tiers) {
    for (const TierInterval& x : tier.intervals) {
      out += fmt::format("{}\t{}\t{}\n", x.begin, x.end, one_line(x.text));
    }
    for (const TierPoint& x : tier.points)
      out += fmt::format("{}\t{}\t{}\n", x.time, x.time, one_line(x.text));
  }
  return out;
}

}  // namespace prism
