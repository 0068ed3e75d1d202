// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/merges.h"

#include "core/base/error.h"
#include "core/text/encodings.h"

namespace prism {

void add_merge(Vocabulary& vocabulary, const TokenIds& ids, std::string_view left, std::string_view right,
               std::string_view prefix, const std::filesystem::path& file) {
  const auto require = [&](std::string_view token) {
    if (ids.contains(token)) return;
    throw Error(ErrorCode::format,
                "merge " + std::to_string(vocabulary.merges.size()) + " (" + quoted_token(left) + ", " +
                    quoted_token(right) + ") refers to the unknown token " + quoted_token(token),
                file, "merges", "tokens of the vocabulary");
  };
  require(left);
  require(right);
  std::string made(left);
  made += !prefix.empty() && right.starts_with(prefix) ? right.substr(prefix.size()) : right;
  require(made);
  const auto bytes = [&](std::string_view text) {
    if (vocabulary.kind == VocabularyKind::byte_bpe)
      return bytes_of_byte_level(text).value_or(std::string(text));
    return bytes_of_piece(text);
  };
  vocabulary.merges.emplace_back(bytes(left), bytes(right));
}

}  // namespace prism
