// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/text_encoding.h"

#include "core/base/error.h"

#include <algorithm>
#include <fmt/format.h>

namespace prism {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Length of the strict UTF-8 sequence at `at`, 0 where there is none.
std::size_t sequence(std::string_view text, std::size_t at, char32_t& code_point) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) {
    code_point = first;
    return 1;
  }
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() - at < length) return 0;
  char32_t value = first & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
    value = value << 6 | (byte(i) & 0x3Fu);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  if (overlong || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return 0;
  code_point = value;
  return length;
}

std::string from_utf16(std::string_view bytes, std::size_t begin, bool big,
                       const std::filesystem::path& name) {
  if ((bytes.size() - begin) % 2 != 0) {
    throw Error(ErrorCode::format, "an odd number of bytes cannot be UTF-16", name,
                fmt::format("offset {}", bytes.size() - 1), "two bytes a unit");
  }
  const auto unit = [&](std::size_t at) {
    const auto a = static_cast<unsigned char>(bytes[at]), b = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big ? a << 8 | b : b << 8 | a);
  };
  std::string out;
  out.reserve((bytes.size() - begin) / 2);
  for (std::size_t at = begin; at < bytes.size(); at += 2) {
    char32_t value = unit(at);
    if (value >= 0xD800 && value < 0xE000) {
      const char32_t low = at + 3 < bytes.size() ? unit(at + 2) : 0;
      if (value >= 0xDC00 || low < 0xDC00 || low > 0xDFFF) {
        throw Error(ErrorCode::format, "half of a surrogate pair", name, fmt::format("offset {}", at),
                    "UTF-16 characters that are whole");
      }
      value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    append_code_point(out, value);
  }
  return out;
}

void append_utf16(std::string& out, char32_t unit, bool big) {
  const char high = static_cast<char>(unit >> 8 & 0xFF), low = static_cast<char>(unit & 0xFF);
  out += big ? high : low;
  out += big ? low : high;
}

std::string to_utf16(std::string_view text, bool big) {
  std::string out;
  out.reserve(text.size() * 2 + 2);
  append_utf16(out, 0xFEFF, big);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t value = take_code_point(text, at);
    if (value < 0x10000) {
      append_utf16(out, value, big);
    } else {
      append_utf16(out, 0xD800 + ((value - 0x10000) >> 10), big);
      append_utf16(out, 0xDC00 + ((value - 0x10000) & 0x3FF), big);
    }
  }
  return out;
}

std::string to_latin1(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t value = take_code_point(text, at);
    if (value > 0xFF) {
      throw Error(ErrorCode::usage,
                  fmt::format("“{}” is not in Latin-1", std::string(text.substr(begin, at - begin))), {}, {},
                  "UTF-8 or UTF-16");
    }
    out += static_cast<char>(value);
  }
  if (out != text && valid_utf8_prefix(out) == out.size()) {
    throw Error(ErrorCode::usage, "these letters in Latin-1 would read back as UTF-8", {}, {},
                "UTF-8 or UTF-16");
  }
  return out;
}

}  // namespace

char32_t take_code_point(std::string_view text, std::size_t& at) noexcept {
  char32_t value = kReplacement;
  at += std::max<std::size_t>(1, sequence(text, at, value));
  return value;
}

void append_code_point(std::string& out, char32_t value) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xC0 | value >> 6);
    put(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    put(0xE0 | value >> 12);
    put(0x80 | (value >> 6 & 0x3F));
    put(0x80 | (value & 0x3F));
  } else {
    put(0xF0 | value >> 18);
    put(0x80 | (value >> 12 & 0x3F));
    put(0x80 | (value >> 6 & 0x3F));
    put(0x80 | (value & 0x3F));
  }
}

std::size_t valid_utf8_prefix(std::string_view text) noexcept {
  char32_t ignored = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = sequence(text, at, ignored);
    if (length == 0) break;
    at += length;
  }
  return at;
}

DecodedText decode_text(std::string_view bytes, const std::filesystem::path& name) {
  DecodedText out;
  const auto starts = [&](const char* mark, std::size_t size) {
    return bytes.substr(0, size) == std::string_view(mark, size);
  };
  // Without a mark: the first letter of every such file is ASCII.
  const bool bare = bytes.size() >= 2 && (bytes[0] == '\0') != (bytes[1] == '\0');
  if (starts("\xFF\xFE", 2) || starts("\xFE\xFF", 2) || bare) {
    const bool big = bare ? bytes[0] == '\0' : starts("\xFE\xFF", 2);
    out.encoding = big ? TextEncoding::utf16_be : TextEncoding::utf16_le;
    out.text = from_utf16(bytes, bare ? 0 : 2, big, name);
  } else {
    const bool mark = starts("\xEF\xBB\xBF", 3);
    out.encoding = mark ? TextEncoding::utf8_bom : TextEncoding::utf8;
    out.text = bytes.substr(mark ? 3 : 0);
    if (const std::size_t valid = valid_utf8_prefix(out.text); valid < out.text.size()) {
      out.warnings.push_back(
          fmt::format("byte {} is not UTF-8: the file was read as Latin-1", valid + (mark ? 3 : 0)));
      out.encoding = TextEncoding::latin1;
      std::string latin;
      for (const char c : out.text) append_code_point(latin, static_cast<unsigned char>(c));
      out.text = std::move(latin);
    }
  }
  if (const std::size_t nul = out.text.find('\0'); nul != std::string::npos) {
    throw Error(ErrorCode::format, "a NUL in a text", name, fmt::format("character offset {}", nul),
                "a text file");
  }
  return out;
}

std::string encode_text(std::string_view text, TextEncoding encoding) {
  if (valid_utf8_prefix(text) != text.size() || text.find('\0') != std::string_view::npos) {
    throw Error(ErrorCode::usage, "a label is not a text", {}, {}, "UTF-8 without NUL");
  }
  switch (encoding) {
    case TextEncoding::utf8:
      return std::string(text);
    case TextEncoding::utf8_bom:
      return "\xEF\xBB\xBF" + std::string(text);
    case TextEncoding::utf16_le:
      return to_utf16(text, false);
    case TextEncoding::utf16_be:
      return to_utf16(text, true);
    case TextEncoding::latin1:
      return to_latin1(text);
  }
  return std::string(text);
}

}  // namespace prism
