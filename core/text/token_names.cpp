// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/text/encodings.h"
#include "core/text/vocabulary_readers.h"

#include <algorithm>
#include <array>

namespace prism {
namespace {

struct NumberedName {
  std::string_view before;
  std::string_view after;
};

constexpr std::array<NumberedName, 9> kUnusedNames{{
    {"<|reserved_special_token_", "|>"},
    {"<|reserved_token_", "|>"},
    {"<|reserved_", "|>"},
    {"<reserved_", ">"},
    {"<unused", ">"},
    {"[unused", "]"},
    {"[PAD", "]"},
    {"<|extra_", "|>"},
    {"<|placeholder", "|>"},
}};

constexpr std::array<std::string_view, 13> kSpecialNames{"<s>",   "</s>",  "<unk>", "<pad>", "<mask>",
                                                         "<bos>", "<eos>", "<cls>", "[PAD]", "[UNK]",
                                                         "[CLS]", "[SEP]", "[MASK]"};

bool is_number(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool is_unused_name(std::string_view text) noexcept {
  return std::any_of(kUnusedNames.begin(), kUnusedNames.end(), [&](const NumberedName& name) {
    return text.size() > name.before.size() + name.after.size() && text.starts_with(name.before) &&
           text.ends_with(name.after) &&
           is_number(text.substr(name.before.size(), text.size() - name.before.size() - name.after.size()));
  });
}

bool is_special_name(std::string_view text) noexcept {
  if (std::find(kSpecialNames.begin(), kSpecialNames.end(), text) != kSpecialNames.end()) return true;
  if (text.size() < 5 || !text.starts_with("<|") || !text.ends_with("|>")) return false;
  const std::string_view word = text.substr(2, text.size() - 4);
  return std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

Token token_of_piece(std::string_view piece, int type, const std::filesystem::path& file,
                     std::size_t position) {
  enum { kUnknownType = 2, kControl = 3, kUserDefined = 4, kUnused = 5, kByte = 6 };
  const auto fail = [&](const std::string& reason, const char* expected) {
    throw Error(ErrorCode::format, reason, file, "token " + std::to_string(position), expected);
  };
  if (piece.size() > kMaxTokenBytes) fail("is longer than 65536 bytes", "a token of ordinary length");
  Token token;
  token.special = type == kUnknownType || type == kControl || (type == 0 && is_special_name(piece));
  token.unused = type == kUnused || is_unused_name(piece);
  if (token.special || type == kUserDefined || type == kUnused) {
    token.bytes = token.special ? std::string(piece) : bytes_of_piece(piece);
    return token;
  }
  const bool byte_form = looks_like_byte_piece(piece);
  if (type == kByte || byte_form) {
    const auto byte = byte_of_piece(piece);
    if (!byte) fail("malformed byte token " + quoted_token(piece), "<0x00> to <0xFF>");
    token.bytes = std::string(1, static_cast<char>(*byte));
    token.byte_fallback = true;
    return token;
  }
  token.bytes = bytes_of_piece(piece);
  return token;
}

void check_token_count(std::size_t count, const std::filesystem::path& file) {
  if (count == 0) throw Error(ErrorCode::format, "the vocabulary has no tokens", file);
  if (count > kMaxTokens) {
    throw Error(ErrorCode::format, "the vocabulary has " + std::to_string(count) + " tokens", file, {},
                "at most " + std::to_string(kMaxTokens));
  }
}

}  // namespace prism
