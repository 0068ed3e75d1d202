// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/alignment_file.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// Reads the character at `at` and moves past it; U+FFFD and one byte where the bytes are not strict UTF-8.
/// `at` must be inside the text.
[[nodiscard]] char32_t take_code_point(std::string_view text, std::size_t& at) noexcept;
void append_code_point(std::string& out, char32_t code_point);
/// Bytes that are strict UTF-8 from the beginning: all of them when the text is.
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view text) noexcept;

struct DecodedText {
  std::string text;  ///< UTF-8 without byte order mark
  TextEncoding encoding = TextEncoding::utf8;
  std::vector<std::string> warnings;
};
/// UTF-8 and UTF-16 (by their marks, UTF-16 also without), else Latin-1 with a warning. Throws Error(format)
/// with the offset of half a UTF-16 unit, half a surrogate pair, or a NUL.
[[nodiscard]] DecodedText decode_text(std::string_view bytes, const std::filesystem::path& name);

/// Throws Error(usage) for what the encoding cannot hold: letters beyond Latin-1, Latin-1 that would read
/// back as UTF-8, invalid UTF-8, NUL.
[[nodiscard]] std::string encode_text(std::string_view text, TextEncoding encoding);

}  // namespace prism
