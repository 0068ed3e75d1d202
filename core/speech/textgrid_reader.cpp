// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/speech/alignment_formats.h"
#include "core/speech/praat_text.h"

#include <fmt/format.h>

namespace prism {
namespace {

// The fewest bytes of an interval (`0 1""`), a point (`0""`) and a tier (`"TextTier"""0 0 0`).
constexpr std::size_t kIntervalBytes = 5, kPointBytes = 3, kTierBytes = 16;

constexpr std::string_view kChronological = "Praat chronological TextGrid text file";

/// Line ends of other systems inside labels become "\n", when the file's first line ends so: a file of ours
/// never does, and keeps every character of its labels.
std::string with_plain_lines(std::string_view text) {
  const std::size_t end = text.find_first_of("\r\n");
  if (end == std::string_view::npos || text[end] == '\n') return std::string(text);
  const bool pairs = end + 1 < text.size() && text[end + 1] == '\n';
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (!pairs) {
      out += '\n';
    } else if (i + 1 >= text.size() || text[i + 1] != '\n') {
      out += '\r';
    }
  }
  return out;
}

void read_range(PraatText& in, double& begin, double& end, const char* what) {
  begin = in.number("xmin");
  end = in.number("xmax");
  if (begin > end) {
    in.fail(fmt::format("{} begins at {} and ends before that, at {}", what, begin, end), "xmax",
            "xmin not above xmax");
  }
}

void require_at_most(PraatText& in, std::int64_t count, std::int64_t most, const char* what) {
  if (count > most) in.fail(fmt::format("more than {} {}", most, what), "size", "fewer");
}

AlignmentTier tier_head(PraatText& in) {
  AlignmentTier tier;
  const std::string kind = in.string("class");
  if (kind != "IntervalTier" && kind != "TextTier") {
    in.fail("a tier of class “" + kind.substr(0, 40) + "”", "class", "\"IntervalTier\" or \"TextTier\"");
  }
  tier.point_tier = kind == "TextTier";
  tier.name = in.string("name");
  read_range(in, tier.begin, tier.end, "the tier");
  return tier;
}

void read_element(PraatText& in, AlignmentTier& tier) {
  if (tier.point_tier) {
    TierPoint point;
    point.time = in.number("number");
    point.text = in.string("mark");
    tier.points.push_back(std::move(point));
  } else {
    TierInterval interval;
    read_range(in, interval.begin, interval.end, "the interval");
    interval.text = in.string("text");
    tier.intervals.push_back(std::move(interval));
  }
}

void read_by_tiers(PraatText& in, AlignmentFile& out) {
  const std::string flag = in.flag("tiers?");
  if (flag == "absent") return;
  if (flag != "exists") in.fail("<" + flag.substr(0, 40) + ">", "tiers?", "<exists> or <absent>");
  const std::int64_t tiers = in.count("size", kTierBytes);
  require_at_most(in, tiers, kMostTiers, "tiers");
  std::int64_t labels = 0;
  for (std::int64_t t = 1; t <= tiers; ++t) {
    in.set_place(t, 0);
    AlignmentTier tier = tier_head(in);
    const std::int64_t elements = in.count("size", tier.point_tier ? kPointBytes : kIntervalBytes);
    labels += elements;
    require_at_most(in, labels, kMostLabels, "labels");
    tier.point_tier ? tier.points.reserve(static_cast<std::size_t>(elements))
                    : tier.intervals.reserve(static_cast<std::size_t>(elements));
    for (std::int64_t e = 1; e <= elements; ++e) {
      in.set_place(t, e);
      read_element(in, tier);
    }
    out.alignment.tiers.push_back(std::move(tier));
  }
  in.set_place(0, 0);
  if (!in.at_end()) out.warnings.emplace_back("there is more after the last tier; it was ignored");
}

void read_by_time(PraatText& in, AlignmentFile& out) {
  const std::int64_t tiers = in.count("number of tiers", kTierBytes);
  require_at_most(in, tiers, kMostTiers, "tiers");
  for (std::int64_t t = 1; t <= tiers; ++t) {
    in.set_place(t, 0);
    out.alignment.tiers.push_back(tier_head(in));
  }
  for (std::int64_t e = 1; !in.at_end(); ++e) {
    in.set_place(0, e);
    require_at_most(in, e, kMostLabels, "labels");
    const double tier = in.number("tier number");
    if (!(tier >= 1 && tier <= static_cast<double>(tiers))) {
      in.fail(fmt::format("tier {} does not exist", tier), "tier number", fmt::format("1 to {}", tiers));
    }
    read_element(in, out.alignment.tiers[static_cast<std::size_t>(tier) - 1]);
  }
}

}  // namespace

AlignmentFile parse_textgrid(std::string_view bytes, const std::filesystem::path& name) {
  const std::string text = with_plain_lines(bytes);
  PraatText in(text, name);
  AlignmentFile out;
  const std::string type = in.string("File type");
  const bool by_time = type == kChronological;
  if (!by_time) {
    if (type != "ooTextFile" && type != "ooTextFile short") {
      in.fail("a file of type “" + type.substr(0, 40) + "”", "File type", "\"ooTextFile\"");
    }
    const std::string object = in.string("Object class");
    if (object != "TextGrid") {
      throw Error(ErrorCode::unsupported, "a Praat file of class “" + object.substr(0, 40) + "”", name,
                  "Object class", "\"TextGrid\"");
    }
  }
  read_range(in, out.alignment.begin, out.alignment.end, "the TextGrid");
  if (by_time) {
    read_by_time(in, out);
    out.warnings.emplace_back("a chronological TextGrid; written back it takes the ordinary form");
  } else {
    read_by_tiers(in, out);
  }
  out.format = in.named() ? AlignmentFormat::textgrid_long : AlignmentFormat::textgrid_short;
  for (std::string& warning : tier_warnings(out.alignment, true)) out.warnings.push_back(std::move(warning));
  return out;
}

}  // namespace prism
