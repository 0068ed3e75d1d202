// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/added_tokens.h"

#include "core/text/encodings.h"

#include <utf8proc.h>

namespace prism {
namespace {

/// The code point that ends before `at`; kInvalid where none does. Moves `at` to its beginning.
char32_t code_before(std::string_view text, std::size_t& at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < 4) {
    --begin;
    if ((static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) continue;
    std::string_view rest = text.substr(begin, at - begin);
    const char32_t code = take_code_point(rest);
    if (!rest.empty()) return kInvalid;
    at = begin;
    return code;
  }
  return kInvalid;
}

char32_t code_at(std::string_view text, std::size_t& at) {
  if (at >= text.size()) return kInvalid;
  std::string_view rest = text.substr(at);
  const char32_t code = take_code_point(rest);
  at = text.size() - rest.size();
  return code;
}

bool is_space(char32_t code) {
  std::string text;
  if (code == kInvalid) return false;
  append_utf8(text, code);
  return is_whitespace_only(text);
}

bool is_word(char32_t code) {
  if (code == kInvalid) return false;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
      return true;
    default:
      return false;
  }
}

}  // namespace

void AddedTokens::add(AddedToken token) {
  m_trie.add(token.content, static_cast<std::int32_t>(m_tokens.size()));
  m_tokens.push_back(std::move(token));
}

const AddedToken* AddedTokens::longest_at(std::string_view text, std::size_t at, bool parse_special) const {
  const AddedToken* found = nullptr;
  m_trie.prefixes(text.substr(at), [&](std::size_t, std::int32_t place) {
    const AddedToken& token = m_tokens[static_cast<std::size_t>(place)];
    if (parse_special || !token.special) found = &token;
  });
  if (found == nullptr || !found->single_word) return found;
  std::size_t before = at, after = at + found->content.size();
  return is_word(code_before(text, before)) || is_word(code_at(text, after)) ? nullptr : found;
}

std::vector<AddedTokens::Section> AddedTokens::cut(std::string_view text, bool parse_special) const {
  std::vector<Section> sections;
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size();) {
    const AddedToken* token = m_trie.may_begin(text[at]) ? longest_at(text, at, parse_special) : nullptr;
    if (token == nullptr) {
      ++at;
      continue;
    }
    TextRange range{at, at + token->content.size()};
    if (token->lstrip) {
      for (std::size_t next = range.begin; is_space(code_before(text, next)) && next >= done;)
        range.begin = next;
    }
    if (token->rstrip) {
      for (std::size_t next = range.end; is_space(code_at(text, next));) range.end = next;
    }
    if (range.begin > done) sections.push_back({{done, range.begin}, -1});
    sections.push_back({range, token->id});
    at = done = range.end;
  }
  if (done < text.size()) sections.push_back({{done, text.size()}, -1});
  return sections;
}

}  // namespace prism
