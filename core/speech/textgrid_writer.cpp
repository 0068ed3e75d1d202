// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/alignment_formats.h"

#include <fmt/format.h>
#include <iterator>

namespace prism {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

/// Writes one value a line, with its name and indentation in the long form.
class Lines {
 public:
  explicit Lines(bool short_form) : m_short(short_form) {}

  void value(int depth, const char* name, const std::string& text) {
    if (m_short) {
      m_out += text;
    } else {
      fmt::format_to(std::back_inserter(m_out), "{:{}}{} = {} ", "", 4 * depth, name, text);
    }
    m_out += '\n';
  }
  void value(int depth, const char* name, double number) { value(depth, name, fmt::format("{}", number)); }
  void value(int depth, const char* name, std::size_t number) { value(depth, name, std::to_string(number)); }
  /// A line of the long form alone.
  void remark(int depth, const std::string& text) {
    if (!m_short) fmt::format_to(std::back_inserter(m_out), "{:{}}{}\n", "", 4 * depth, text);
  }
  void line(const char* text) { (m_out += text) += '\n'; }
  std::string take() { return std::move(m_out); }

 private:
  bool m_short;
  std::string m_out;
};

}  // namespace

std::string format_textgrid(const Alignment& alignment, bool short_form) {
  Lines out(short_form);
  out.line("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n");
  out.value(0, "xmin", alignment.begin);
  out.value(0, "xmax", alignment.end);
  out.line(short_form ? "<exists>" : "tiers? <exists> ");
  out.value(0, "size", alignment.tiers.size());
  out.remark(0, "item []: ");
  for (std::size_t t = 0; t < alignment.tiers.size(); ++t) {
    const AlignmentTier& tier = alignment.tiers[t];
    out.remark(1, fmt::format("item [{}]:", t + 1));
    out.value(2, "class", std::string(tier.point_tier ? "\"TextTier\"" : "\"IntervalTier\""));
    out.value(2, "name", quoted(tier.name));
    out.value(2, "xmin", tier.begin);
    out.value(2, "xmax", tier.end);
    if (tier.point_tier) {
      out.value(2, "points: size", tier.points.size());
      for (std::size_t i = 0; i < tier.points.size(); ++i) {
        out.remark(2, fmt::format("points [{}]:", i + 1));
        out.value(3, "number", tier.points[i].time);
        out.value(3, "mark", quoted(tier.points[i].text));
      }
    } else {
      out.value(2, "intervals: size", tier.intervals.size());
      for (std::size_t i = 0; i < tier.intervals.size(); ++i) {
        out.remark(2, fmt::format("intervals [{}]:", i + 1));
        out.value(3, "xmin", tier.intervals[i].begin);
        out.value(3, "xmax", tier.intervals[i].end);
        out.value(3, "text", quoted(tier.intervals[i].text));
      }
    }
  }
  return out.take();
}

}  // namespace prism
