// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/speech/csv_rows.h"
#include "core/speech/dataset_check.h"
#include "core/speech/text_encoding.h"

#include <algorithm>
#include <fmt/format.h>

namespace prism {

AlignmentAnalysis read_alignment_analysis(const std::filesystem::path& path) {
  const DecodedText decoded = decode_text(read_file(path, 64u << 20), path);
  CsvRows rows(decoded.text, path);
  const auto header = rows.next();
  const auto key =
      header ? std::find(header->begin(), header->end(), "file") : std::vector<std::string>::const_iterator();
  if (!header || key == header->end()) {
    throw Error(ErrorCode::format, "no column \"file\"", path, "line 1", "MFA's alignment_analysis.csv");
  }
  const auto name = static_cast<std::size_t>(key - header->begin());
  AlignmentAnalysis out;
  while (const auto row = rows.next()) {
    if (row->size() < header->size()) {
      throw Error(ErrorCode::format, fmt::format("a row of {} fields", row->size()), path,
                  fmt::format("line {}", rows.line()), fmt::format("{} fields", header->size()));
    }
    auto& figures = out[(*row)[name]];
    for (std::size_t i = 0; i < header->size(); ++i) {
      if (const auto value = plain_number((*row)[i]); value && i != name) figures[(*header)[i]] = *value;
    }
  }
  return out;
}

}  // namespace prism
