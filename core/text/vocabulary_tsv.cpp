// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/text/encodings.h"
#include "core/text/tsv_lines.h"
#include "core/text/vocabulary_map.h"

#include <optional>

namespace prism {
namespace {

constexpr std::string_view kHeader =
    "upper_id\tupper_text\tclass\tlower_ids\tlower_text\tflags\trule\texcluded";
constexpr std::size_t kColumns = 8;

std::optional<TokenClass> class_of(std::string_view word) {
  for (int i = 0; i < 5; ++i)
    if (word == name_of(static_cast<TokenClass>(i))) return static_cast<TokenClass>(i);
  return std::nullopt;
}

void append(std::string& list, const char* separator, const std::string& item) {
  if (!list.empty()) list += separator;
  list += item;
}

TokenPair read_pair(const TsvLines& lines, const Vocabulary& upper, const Vocabulary& lower,
                    const std::filesystem::path& file) {
  lines.require_fields(kColumns);
  TokenPair pair;
  pair.upper = lines.id(lines.field(0), upper.size());
  const auto text = unescape_bytes(lines.field(1));
  if (!text) lines.fail("malformed escape", "\\t \\n \\r \\\\ or \\xNN");
  if (*text != upper.tokens[static_cast<std::size_t>(pair.upper)].bytes) {
    throw Error(ErrorCode::mismatch, "belongs to another upper vocabulary", file,
                "token " + std::to_string(pair.upper),
                "\"" + escape_bytes(upper.tokens[static_cast<std::size_t>(pair.upper)].bytes) + "\"");
  }
  const auto token_class = class_of(lines.field(2));
  if (!token_class) lines.fail("unknown class", "special, exact, normalised, approximated or dropped");
  pair.token_class = *token_class;
  pair.lower = lines.ids(lines.field(3), lower.size());
  try {
    for (const std::string_view name : split(lines.field(5), ',')) pair.flags |= flag_of(std::string(name));
  } catch (const Error& error) {
    lines.fail(error.reason(), error.expected());
  }
  pair.rule = lines.field(6);
  if (lines.field(7) != "0" && lines.field(7) != "1") lines.fail("column \"excluded\" is wrong", "0 or 1");
  pair.excluded = lines.field(7) == "1";
  return pair;
}

}  // namespace

void write_map_tsv(const VocabularyMap& map, const Vocabulary& upper, const Vocabulary& lower,
                   const std::filesystem::path& target) {
  std::string text(kHeader);
  text += '\n';
  for (const TokenPair& pair : map.pairs) {
    text += std::to_string(pair.upper) + '\t';
    text += escape_bytes(upper.tokens.at(static_cast<std::size_t>(pair.upper)).bytes) + '\t';
    text += name_of(pair.token_class);
    std::string ids;
    std::string texts;
    for (const std::int32_t id : pair.lower) {
      append(ids, ",", std::to_string(id));
      append(texts, " | ", escape_bytes(lower.tokens.at(static_cast<std::size_t>(id)).bytes));
    }
    std::string flags;
    for (const std::string& name : names_of_flags(pair.flags)) append(flags, ",", name);
    text += '\t' + ids + '\t' + texts + '\t' + flags + '\t' + pair.rule + (pair.excluded ? "\t1\n" : "\t0\n");
  }
  write_file(target, text);
}

VocabularyMap read_map_tsv(const std::filesystem::path& file, const Vocabulary& upper,
                           const Vocabulary& lower) {
  const std::string text = read_file(file);
  TsvLines lines(text, file);
  if (!lines.next() || lines.line() != kHeader)
    throw Error(ErrorCode::format, "is no vocabulary map", file, "line 1",
                "the header " + escape_bytes(kHeader));
  VocabularyMap map;
  map.upper_size = upper.size();
  map.lower_size = lower.size();
  while (lines.next()) {
    TokenPair pair = read_pair(lines, upper, lower, file);
    if (pair.upper != static_cast<std::int32_t>(map.pairs.size()))
      lines.fail("upper id " + std::to_string(pair.upper), "one line for each upper token, in order");
    map.pairs.push_back(std::move(pair));
  }
  if (static_cast<std::int64_t>(map.pairs.size()) != upper.size()) {
    throw Error(ErrorCode::mismatch, std::to_string(map.pairs.size()) + " tokens", file, {},
                std::to_string(upper.size()) + ", as many as the upper vocabulary has");
  }
  map.recount(upper, lower);
  return map;
}

}  // namespace prism
