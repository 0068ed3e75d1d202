// SPDX-License-Identifier: GPL-3.0-or-later
// What token bytes are written as in files, and what they are as text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prism {

inline constexpr char32_t kInvalid = 0xFFFFFFFF;

/// Takes the next code point off the front of `text`; kInvalid (and one byte taken) where the bytes are not
/// strict UTF-8 (no surrogates, nothing overlong). `text` must not be empty.
char32_t take_code_point(std::string_view& text) noexcept;
void append_utf8(std::string& out, char32_t code_point);
[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;
[[nodiscard]] bool is_ascii(std::string_view bytes) noexcept;

/// Not empty, valid UTF-8 and nothing but characters of Unicode bidirectional class WS, B or S or category Zs
/// (the White_Space characters and the four information separators U+001C to U+001F).
[[nodiscard]] bool is_whitespace_only(std::string_view bytes) noexcept;
/// Holds a C0 control character other than tab, line feed and carriage return.
[[nodiscard]] bool has_control_characters(std::string_view bytes) noexcept;

/// GPT-2's reversible byte table: printable Latin-1 stands for itself, the other 68 bytes for U+0100 upwards.
/// Bytes of a byte-level token; nothing if it holds a character outside the table.
[[nodiscard]] std::optional<std::string> bytes_of_byte_level(std::string_view token);
/// Its inverse: one character a byte.
[[nodiscard]] std::string byte_level_of(std::string_view bytes);

/// SentencePiece: "▁" (U+2581) is a space.
[[nodiscard]] std::string bytes_of_piece(std::string_view piece);
/// "<0x" … ">": written like a SentencePiece byte token, though perhaps wrongly.
[[nodiscard]] bool looks_like_byte_piece(std::string_view piece) noexcept;
/// The byte of "<0xNN>" with exactly two hexadecimal digits.
[[nodiscard]] std::optional<std::uint8_t> byte_of_piece(std::string_view piece) noexcept;

/// Strict base64 with padding; nothing on any other character.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

/// The beginning of a token in quotes, for error messages.
[[nodiscard]] std::string quoted_token(std::string_view bytes);

/// Lossless one-line form of bytes for tables: \t \n \r \\, and \xNN for other control characters and invalid
/// UTF-8.
[[nodiscard]] std::string escape_bytes(std::string_view bytes);
/// Its inverse; nothing when an escape is malformed.
[[nodiscard]] std::optional<std::string> unescape_bytes(std::string_view text);

}  // namespace prism
