// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/speech/alignment_formats.h"
#include "core/speech/csv_rows.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace prism {
namespace {

constexpr std::string_view kJoint = " - ";

struct Columns {
  std::size_t begin = 0, end = 0, label = 0, type = 0, speaker = 0;  ///< speaker: size of the row when absent
};

Columns columns_of(std::vector<std::string> header, const std::filesystem::path& name) {
  for (std::string& title : header) {
    std::transform(title.begin(), title.end(), title.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  }
  const auto find = [&](const char* title, bool needed) {
    const auto at = std::find(header.begin(), header.end(), title);
    if (at == header.end() && needed) {
      throw Error(ErrorCode::format, fmt::format("no column \"{}\"", title), name, "line 1",
                  "Begin, End, Label, Type, Speaker");
    }
    return static_cast<std::size_t>(at - header.begin());
  };
  return {find("begin", true), find("end", true), find("label", true), find("type", true),
          find("speaker", false)};
}

double time_in(const std::string& text, const std::filesystem::path& name, std::int64_t line,
               const char* field) {
  const auto value = plain_number(text);
  if (!value) {
    throw Error(ErrorCode::format, "“" + text.substr(0, 40) + "” is not a time", name,
                fmt::format("line {}, {}", line, field), "seconds");
  }
  return *value;
}

}  // namespace

AlignmentFile parse_mfa_csv(std::string_view text, const std::filesystem::path& name) {
  CsvRows rows(text, name);
  const auto header = rows.next();
  if (!header) throw Error(ErrorCode::format, "the file is empty", name);
  const Columns at = columns_of(*header, name);
  AlignmentFile out;
  out.format = AlignmentFormat::mfa_csv;
  std::vector<AlignmentTier>& tiers = out.alignment.tiers;
  std::map<std::string, std::size_t> known;
  for (std::size_t labels = 0; const auto row = rows.next(); ++labels) {
    require_bounded(tiers.size(), labels, name, rows.line());
    if (row->size() < header->size()) {
      throw Error(ErrorCode::format, fmt::format("a row of {} fields", row->size()), name,
                  fmt::format("line {}", rows.line()), fmt::format("{} fields", header->size()));
    }
    const std::string speaker = at.speaker < header->size() ? (*row)[at.speaker] : "";
    const std::string title =
        speaker.empty() ? (*row)[at.type] : fmt::format("{}{}{}", speaker, kJoint, (*row)[at.type]);
    const bool point = (*row)[at.end].empty();
    const auto [found, fresh] = known.emplace(title, tiers.size());
    if (fresh) {
      tiers.emplace_back();
      tiers.back().name = title;
      tiers.back().point_tier = point;
    }
    AlignmentTier& tier = tiers[found->second];
    if (tier.point_tier != point) {
      throw Error(ErrorCode::format, "a tier of both points and intervals", name,
                  fmt::format("line {}", rows.line()), "an End in all rows of a tier, or in none");
    }
    const double begin = time_in((*row)[at.begin], name, rows.line(), "Begin");
    if (point) {
      tier.points.push_back({begin, (*row)[at.label]});
      continue;
    }
    const double end = time_in((*row)[at.end], name, rows.line(), "End");
    if (begin > end) {
      throw Error(ErrorCode::format, fmt::format("begins at {} and ends before that, at {}", begin, end),
                  name, fmt::format("line {}", rows.line()), "a Begin not above the End");
    }
    tier.intervals.push_back({begin, end, (*row)[at.label]});
  }
  set_extents(out.alignment);
  out.warnings = tier_warnings(out.alignment, false);
  return out;
}

std::string format_mfa_csv(const Alignment& alignment) {
  std::string out = "Begin,End,Label,Type,Speaker\n";
  std::map<std::string, int> names;
  for (const AlignmentTier& tier : alignment.tiers) {
    if (++names[tier.name] > 1) {
      throw Error(ErrorCode::usage, "CSV cannot hold two tiers named “" + tier.name + "”", {}, {},
                  "TextGrid or JSON");
    }
    std::string type = tier.name, speaker;
    const std::size_t joint = tier.name.rfind(kJoint);
    if (joint != std::string::npos && joint > 0 && joint + kJoint.size() < tier.name.size()) {
      speaker = tier.name.substr(0, joint);
      type = tier.name.substr(joint + kJoint.size());
    }
    const std::string end = fmt::format(",{},{}\n", csv_field(type), csv_field(speaker));
    const auto interval = [&](double a, double b, const std::string& text) {
      out += fmt::format("{},{},{}{}", a, b, csv_field(text), end);
    };
    for (const TierPoint& x : tier.points) out += fmt::format("{},,{}{}", x.time, csv_field(x.text), end);
    if (tier.point_tier) continue;
    // Rows are all there is: silence at the ends of a tier is said by rows of its own.
    const double first = tier.intervals.empty() ? tier.end : tier.intervals.front().begin;
    const double last = tier.intervals.empty() ? tier.end : tier.intervals.back().end;
    if (tier.begin < first) interval(tier.begin, first, "");
    for (const TierInterval& x : tier.intervals) interval(x.begin, x.end, x.text);
    if (last < tier.end) interval(last, tier.end, "");
  }
  return out;
}

}  // namespace prism
