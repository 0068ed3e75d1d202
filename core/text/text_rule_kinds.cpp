// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/text_rule_kinds.h"

#include "core/text/encodings.h"

#include <cstdlib>
#include <optional>
#include <utf8proc.h>

namespace prism {
namespace {

/// A rule that looks at one character at a time: nothing keeps it as it is.
template <typename Change>
TextRules::Rule each_character(Change change) {
  return [change](const AlignedText& from) {
    AlignedText out;
    for (std::string_view rest = from.text(); !rest.empty();) {
      const std::size_t begin = from.size() - rest.size();
      const char32_t code = take_code_point(rest);
      const std::size_t size = from.size() - rest.size() - begin;
      std::optional<std::string> changed;
      if (code != kInvalid) changed = change(code);
      if (changed) {
        out.put(*changed, from, begin, size);
      } else {
        out.keep(from, begin, size);
      }
    }
    return out;
  };
}

std::string utf8_of(char32_t code) {
  std::string text;
  append_utf8(text, code);
  return text;
}

int options_of(UnicodeForm form) {
  switch (form) {
    case UnicodeForm::nfc:
      return UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    case UnicodeForm::nfd:
      return UTF8PROC_STABLE | UTF8PROC_DECOMPOSE;
    case UnicodeForm::nfkc:
      return UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
    case UnicodeForm::nfkd:
      return UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT;
  }
  return 0;
}

std::optional<std::string> mapped(std::string_view text, int options) {
  utf8proc_uint8_t* raw = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &raw, static_cast<utf8proc_option_t>(options));
  if (length < 0) return std::nullopt;
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(raw, &std::free);
  return std::string(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length));
}

/// End of the user-perceived character at `begin`: no normal form joins what such a border divides. Bytes
/// that are not UTF-8 are characters of their own.
std::size_t cluster_end(std::string_view text, std::size_t begin) {
  std::string_view rest = text.substr(begin);
  char32_t before = take_code_point(rest);
  if (before == kInvalid) return begin + 1;
  utf8proc_int32_t state = 0;
  while (!rest.empty()) {
    const std::string_view here = rest;
    const char32_t next = take_code_point(rest);
    if (next == kInvalid || utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(before),
                                                             static_cast<utf8proc_int32_t>(next), &state))
      return text.size() - here.size();
    before = next;
  }
  return text.size();
}

bool is_space(std::string_view text) {
  return is_whitespace_only(text);
}

}  // namespace

TextRules::Rule unicode_form_rule(UnicodeForm form) {
  return [options = options_of(form)](const AlignedText& from) {
    if (is_ascii(from.text())) return from;
    AlignedText out;
    const std::string_view text = from.text();
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = cluster_end(text, begin);
      const std::string_view cluster = text.substr(begin, end - begin);
      const auto normal = is_ascii(cluster) ? std::nullopt : mapped(cluster, options);
      if (normal && *normal != cluster) {
        out.put(*normal, from, begin, end - begin);
      } else {
        out.keep(from, begin, end - begin);
      }
      begin = end;
    }
    return out;
  };
}

TextRules::Rule lower_case_rule() {
  return each_character([](char32_t code) -> std::optional<std::string> {
    if (code == 0x130) return std::string("i\xCC\x87");  // the one whose lower case is two characters
    const auto lower = static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(code)));
    if (lower == code) return std::nullopt;
    return utf8_of(lower);
  });
}

TextRules::Rule strip_accents_rule() {
  return each_character([](char32_t code) -> std::optional<std::string> {
    if (utf8proc_category(static_cast<utf8proc_int32_t>(code)) != UTF8PROC_CATEGORY_MN) return std::nullopt;
    return std::string();
  });
}

TextRules::Rule strip_rule(bool left, bool right) {
  return [left, right](const AlignedText& from) {
    const std::string_view text = from.text();
    std::size_t begin = text.size(), end = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t next = cluster_end(text, at);
      if (!is_space(text.substr(at, next - at))) {
        begin = std::min(begin, at);
        end = next;
      }
      at = next;
    }
    if (!left) begin = 0;
    if (!right) end = text.size();
    AlignedText out;
    if (begin < end) out.keep(from, begin, end - begin);
    return out;
  };
}

TextRules::Rule prepend_rule(std::string put) {
  return [put = std::move(put)](const AlignedText& from) {
    if (from.size() == 0) return from;
    AlignedText out;
    out.put(put, from, 0, 0);
    out.keep(from, 0, from.size());
    return out;
  };
}

TextRules::Rule replace_rule(std::string what, std::string with) {
  return [what = std::move(what), with = std::move(with)](const AlignedText& from) {
    AlignedText out;
    std::size_t done = 0;
    while (!what.empty()) {
      const std::size_t at = from.text().find(what, done);
      if (at == std::string::npos) break;
      out.keep(from, done, at - done);
      out.put(with, from, at, what.size());
      done = at + what.size();
    }
    out.keep(from, done, from.size() - done);
    return out;
  };
}

TextRules::Rule replace_rule(Pattern what, std::string with) {
  return [what = std::move(what), with = std::move(with)](const AlignedText& from) {
    if (!is_utf8(from.text())) return from;
    AlignedText out;
    std::size_t done = 0;
    what.each_match(from.text(), [&](TextRange match) {
      out.keep(from, done, match.begin - done);
      out.put(with, from, match.begin, match.size());
      done = match.end;
    });
    out.keep(from, done, from.size() - done);
    return out;
  };
}

TextRules::Rule charsmap_rule(std::shared_ptr<const Charsmap> map) {
  return [map = std::move(map)](const AlignedText& from) {
    AlignedText out;
    const std::string_view text = from.text();
    for (std::size_t at = 0; at < text.size();) {
      std::string_view rest = text.substr(at);
      if (const auto match = map->longest(rest)) {
        out.put(match->replacement, from, at, match->size);
        at += match->size;
        continue;
      }
      take_code_point(rest);
      const std::size_t next = text.size() - rest.size();
      out.keep(from, at, next - at);
      at = next;
    }
    return out;
  };
}

TextRules::Rule nmt_rule() {
  return each_character([](char32_t code) -> std::optional<std::string> {
    const bool control = (code >= 0x01 && code <= 0x08) || code == 0x0B || (code >= 0x0E && code <= 0x1F) ||
                         code == 0x7F || code == 0x8F || code == 0x9F;
    if (control) return std::string();
    const bool space = code == 0x09 || code == 0x0A || code == 0x0C || code == 0x0D || code == 0x1680 ||
                       (code >= 0x200B && code <= 0x200F) || code == 0x2028 || code == 0x2029 ||
                       code == 0x2581 || code == 0xFEFF || code == 0xFFFD;
    if (space) return std::string(" ");
    return std::nullopt;
  });
}

TextRules::Rule single_spaces_rule() {
  return [](const AlignedText& from) {
    AlignedText out;
    const std::string& text = from.text();
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_not_of(' ', at), text.size());
      if (end > at) {
        if (at > 0 && end < text.size()) out.keep(from, end - 1, 1);
        at = end;
        continue;
      }
      const std::size_t next = std::min(text.find(' ', at), text.size());
      out.keep(from, at, next - at);
      at = next;
    }
    return out;
  };
}

}  // namespace prism
