// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/alignment_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/speech/alignment_formats.h"
#include "core/speech/text_encoding.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace prism {
namespace {

constexpr std::uint64_t kLargestFile = 64u << 20;

std::string lower_line(std::string_view text) {
  std::string out(text.substr(0, std::min(text.find_first_of("\r\n"), std::size_t{400})));
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool looks_like_labels(const std::string& line) {
  const std::size_t tab = line.find('\t');
  return tab != std::string::npos && tab > 0 && line.find_first_not_of("0123456789+-.e ") == tab;
}

AlignmentFile parse_text(std::string_view text, const std::filesystem::path& name) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) {
    throw Error(ErrorCode::format, "the file is empty", name, "offset 0", "an alignment");
  }
  const std::string line = lower_line(text.substr(first));
  if (text[first] == '{') return parse_mfa_json(text, name);
  if (line.find("overall_log_likelihood") != std::string::npos) {
    throw Error(ErrorCode::unsupported, "MFA's list of figures about utterances, not an alignment", name,
                "line 1", "a TextGrid, JSON or CSV beside it");
  }
  if (line.find("begin") != std::string::npos && line.find("label") != std::string::npos &&
      line.find(',') != std::string::npos && line.find('"') != 0) {
    return parse_mfa_csv(text, name);
  }
  if (looks_like_labels(line)) return parse_audacity(text, name);
  const std::string_view head = text.substr(0, 4096);
  if (head.find("ooTextFile") == std::string_view::npos &&
      head.find("Praat chronological") == std::string_view::npos) {
    throw Error(ErrorCode::format, "this is no alignment that can be read", name, "line 1",
                "a TextGrid, MFA's JSON or CSV, or Audacity labels");
  }
  return parse_textgrid(text, name);
}

void require_finite(const Alignment& alignment) {
  const auto check = [](double time, const std::string& where) {
    if (!std::isfinite(time))
      throw Error(ErrorCode::numeric, "a time of the alignment is not finite", {}, where);
  };
  check(alignment.begin, "begin");
  check(alignment.end, "end");
  for (const AlignmentTier& tier : alignment.tiers) {
    const std::string where = "tier \"" + tier.name + "\"";
    check(tier.begin, where);
    check(tier.end, where);
    for (const TierInterval& x : tier.intervals) check(x.begin + x.end, where);
    for (const TierPoint& x : tier.points) check(x.time, where);
  }
}

std::string utf8_of(const Alignment& alignment, AlignmentFormat format) {
  switch (format) {
    case AlignmentFormat::textgrid_long:
      return format_textgrid(alignment, false);
    case AlignmentFormat::textgrid_short:
      return format_textgrid(alignment, true);
    case AlignmentFormat::mfa_json:
      return format_mfa_json(alignment);
    case AlignmentFormat::mfa_csv:
      return format_mfa_csv(alignment);
    case AlignmentFormat::audacity:
      return format_audacity(alignment);
  }
  return {};
}

}  // namespace

AlignmentFile read_alignment(const std::filesystem::path& path) {
  return parse_alignment(read_file(path, kLargestFile), path);
}

AlignmentFile parse_alignment(std::string_view bytes, const std::filesystem::path& name) {
  if (bytes.starts_with("ooBinaryFile")) {
    throw Error(ErrorCode::unsupported, "Praat's binary form", name, "offset 0",
                "a text file: in Praat, “Save as text file…”");
  }
  DecodedText decoded = decode_text(bytes, name);
  AlignmentFile out = parse_text(decoded.text, name);
  out.encoding = decoded.encoding;
  out.warnings.insert(out.warnings.begin(), decoded.warnings.begin(), decoded.warnings.end());
  return out;
}

std::string format_alignment(const Alignment& alignment, AlignmentFormat format, TextEncoding encoding) {
  require_finite(alignment);
  return encode_text(utf8_of(alignment, format), encoding);
}

void write_alignment(const std::filesystem::path& path, const Alignment& alignment, AlignmentFormat format,
                     TextEncoding encoding) {
  write_file(path, format_alignment(alignment, format, encoding));
}

AlignmentFormat alignment_format_of(const std::filesystem::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (ending == ".textgrid") return AlignmentFormat::textgrid_long;
  if (ending == ".json") return AlignmentFormat::mfa_json;
  if (ending == ".csv") return AlignmentFormat::mfa_csv;
  if (ending == ".txt") return AlignmentFormat::audacity;
  throw Error(ErrorCode::usage, "the ending “" + ending + "” names no form of alignment", path, {},
              ".TextGrid, .json, .csv or .txt (Audacity labels)");
}

}  // namespace prism
