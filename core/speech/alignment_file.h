// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/alignment.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

enum class AlignmentFormat { textgrid_long, textgrid_short, mfa_json, mfa_csv, audacity };
enum class TextEncoding { utf8, utf8_bom, utf16_le, utf16_be, latin1 };

struct AlignmentFile {
  Alignment alignment;
  AlignmentFormat format = AlignmentFormat::textgrid_long;
  TextEncoding encoding = TextEncoding::utf8;
  std::vector<std::string> warnings;  ///< gaps, overlaps, Latin-1 … in plain English
};

/// Reads any of the formats, told by content. Throws Error(format) naming line or offset, Error(unsupported)
/// for Praat's binary form.
[[nodiscard]] AlignmentFile read_alignment(const std::filesystem::path& path);
/// The same from bytes; `name` stands in errors.
[[nodiscard]] AlignmentFile parse_alignment(std::string_view bytes, const std::filesystem::path& name);

/// Writes atomically; numbers in the shortest form that reads back to the same value.
void write_alignment(const std::filesystem::path& path, const Alignment& alignment,
                     AlignmentFormat format = AlignmentFormat::textgrid_long,
                     TextEncoding encoding = TextEncoding::utf8);
[[nodiscard]] std::string format_alignment(const Alignment& alignment, AlignmentFormat format,
                                           TextEncoding encoding = TextEncoding::utf8);
/// By ending: .TextGrid, .json, .csv, .txt (Audacity). Throws Error(usage).
[[nodiscard]] AlignmentFormat alignment_format_of(const std::filesystem::path& path);

/// The tiers that hold words and phones (by their names: "words", "NAME - phones", "MAU" …, else by their
/// contents); null when there is none.
[[nodiscard]] const AlignmentTier* word_tier(const Alignment& alignment);
[[nodiscard]] const AlignmentTier* phone_tier(const Alignment& alignment);
/// "", "sil", "sp", "spn", "<eps>", "_", "pau", "#" …
[[nodiscard]] bool is_silence(std::string_view label);

}  // namespace prism
