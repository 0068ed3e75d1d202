// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/encodings.h"

#include "core/text/vocabulary.h"

#include <algorithm>

namespace prism {
namespace {

constexpr std::string_view kLowOne = "\xE2\x96\x81";  // ▁
constexpr char kHexDigits[] = "0123456789abcdef";

/// Code point → byte for U+0000 … U+0143; −1 where the table has none.
std::array<std::int16_t, 324> make_byte_table() {
  std::array<std::int16_t, 324> table{};
  table.fill(-1);
  std::size_t next = 256;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    const bool printable = (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
    table[printable ? byte : next++] = static_cast<std::int16_t>(byte);
  }
  return table;
}

int hex_value(char digit) noexcept {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

bool is_space(char32_t c) noexcept {
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool is_control(char32_t c) noexcept {
  // U+2028 and U+2029 too: many programs end a line there.
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

void append_hex(std::string& out, char byte) {
  const auto value = static_cast<unsigned char>(byte);
  out += "\\x";
  out += kHexDigits[value >> 4];
  out += kHexDigits[value & 15];
}

}  // namespace

char32_t take_code_point(std::string_view& text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  std::size_t length = 1;
  char32_t code = lead;
  char32_t least = 0;
  if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    code = lead & 0x07;
    least = 0x10000;
  } else if (lead >= 0xE0 && lead < 0xF0) {
    length = 3;
    code = lead & 0x0F;
    least = 0x800;
  } else if (lead >= 0xC2 && lead < 0xE0) {
    length = 2;
    code = lead & 0x1F;
    least = 0x80;
  } else if (lead >= 0x80) {
    text.remove_prefix(1);
    return kInvalid;
  }
  bool valid = text.size() >= length;
  for (std::size_t i = 1; valid && i < length; ++i) {
    valid = (byte(i) & 0xC0) == 0x80;
    code = (code << 6) | (byte(i) & 0x3F);
  }
  valid = valid && code >= least && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
  text.remove_prefix(valid ? length : 1);
  return valid ? code : kInvalid;
}

void append_utf8(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

bool is_ascii(std::string_view bytes) noexcept {
  return std::none_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<signed char>(c) < 0; });
}

bool is_utf8(std::string_view bytes) noexcept {
  while (!bytes.empty())
    if (take_code_point(bytes) == kInvalid) return false;
  return true;
}

bool is_whitespace_only(std::string_view bytes) noexcept {
  if (bytes.empty()) return false;
  while (!bytes.empty())
    if (!is_space(take_code_point(bytes))) return false;
  return true;
}

bool has_control_characters(std::string_view bytes) noexcept {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
  });
}

std::optional<std::string> bytes_of_byte_level(std::string_view token) {
  static const auto kTable = make_byte_table();
  std::string bytes;
  bytes.reserve(token.size());
  while (!token.empty()) {
    const char32_t code = take_code_point(token);
    if (code >= kTable.size() || kTable[code] < 0) return std::nullopt;
    bytes += static_cast<char>(kTable[code]);
  }
  return bytes;
}

std::string byte_level_of(std::string_view bytes) {
  static const auto kCharacters = [] {
    std::array<std::string, 256> characters;
    const auto table = make_byte_table();
    for (std::size_t code = 0; code < table.size(); ++code) {
      if (table[code] >= 0)
        append_utf8(characters[static_cast<std::size_t>(table[code])], static_cast<char32_t>(code));
    }
    return characters;
  }();
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) text += kCharacters[static_cast<unsigned char>(byte)];
  return text;
}

std::string bytes_of_piece(std::string_view piece) {
  std::string bytes;
  bytes.reserve(piece.size());
  for (std::size_t i = 0; i < piece.size();) {
    if (piece.substr(i).starts_with(kLowOne)) {
      bytes += ' ';
      i += kLowOne.size();
    } else {
      bytes += piece[i++];
    }
  }
  return bytes;
}

bool looks_like_byte_piece(std::string_view piece) noexcept {
  return piece.size() >= 4 && piece.starts_with("<0x") && piece.ends_with('>');
}

std::optional<std::uint8_t> byte_of_piece(std::string_view piece) noexcept {
  if (piece.size() != 6 || !looks_like_byte_piece(piece)) return std::nullopt;
  const int high = hex_value(piece[3]);
  const int low = hex_value(piece[4]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<std::uint8_t>(high * 16 + low);
}

std::optional<std::string> decode_base64(std::string_view text) {
  static const auto kValues = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < kAlphabet.size(); ++i)
      values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
    return values;
  }();
  if (text.empty() || text.size() % 4 != 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  text.remove_suffix(padding);
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int held = 0;
  for (const char digit : text) {
    const std::int8_t value = kValues[static_cast<unsigned char>(digit)];
    if (value < 0) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes += static_cast<char>((bits >> held) & 0xFF);
    }
  }
  return bytes;
}

std::string quoted_token(std::string_view bytes) {
  std::string text = "\"";
  text += printable(bytes.substr(0, 60));
  text += '"';
  return text;
}

std::string escape_bytes(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::string_view before = bytes;
    const char32_t code = take_code_point(bytes);
    const std::string_view taken = before.substr(0, before.size() - bytes.size());
    if (code == '\t') {
      text += "\\t";
    } else if (code == '\n') {
      text += "\\n";
    } else if (code == '\r') {
      text += "\\r";
    } else if (code == '\\') {
      text += "\\\\";
    } else if (code == kInvalid || is_control(code)) {
      for (const char byte : taken) append_hex(text, byte);
    } else {
      text += taken;
    }
  }
  return text;
}

std::optional<std::string> unescape_bytes(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    switch (text[i]) {
      case 't':
        bytes += '\t';
        break;
      case 'n':
        bytes += '\n';
        break;
      case 'r':
        bytes += '\r';
        break;
      case '\\':
        bytes += '\\';
        break;
      case 'x': {
        if (i + 2 >= text.size()) return std::nullopt;
        const int high = hex_value(text[i + 1]);
        const int low = hex_value(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
        i += 2;
        break;
      }
      default:
        return std::nullopt;
    }
  }
  return bytes;
}

std::string printable(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::string_view before = bytes;
    const char32_t code = take_code_point(bytes);
    const std::string_view taken = before.substr(0, before.size() - bytes.size());
    if (code == ' ') {
      text += "\xE2\x90\xA3";  // ␣
    } else if (code == kInvalid || is_control(code)) {
      for (const char byte : taken) append_hex(text, byte);
    } else {
      text += taken;
    }
  }
  return text;
}

}  // namespace prism
