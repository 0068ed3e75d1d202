// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/text/encodings.h"
#include "core/text/vocabulary_readers.h"

#include <charconv>
#include <unordered_set>

namespace prism {
namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

struct Entry {
  std::string bytes;
  std::uint64_t rank = 0;
};

bool parse_line(std::string_view line, Entry& entry) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return false;
  const std::string_view rank = line.substr(space + 1);
  const auto [end, problem] = std::from_chars(rank.data(), rank.data() + rank.size(), entry.rank);
  if (problem != std::errc() || end != rank.data() + rank.size()) return false;
  auto bytes = decode_base64(line.substr(0, space));
  if (!bytes) return false;
  entry.bytes = std::move(*bytes);
  return true;
}

}  // namespace

bool looks_like_tiktoken(std::string_view text) noexcept {
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) continue;
    Entry entry;
    return line.size() < 2 * kMaxTokenBytes && parse_line(line, entry);
  }
  return false;
}

Vocabulary read_tiktoken(std::string_view text, const std::filesystem::path& file) {
  Vocabulary vocabulary;
  vocabulary.kind = VocabularyKind::tiktoken;
  vocabulary.source = file;
  std::vector<Entry> entries;
  std::size_t number = 0;
  const auto fail = [&](const std::string& reason, const std::string& expected) {
    throw Error(ErrorCode::format, reason, file, "line " + std::to_string(number), expected);
  };
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    ++number;
    if (line.empty()) continue;
    if (line.size() > 2 * kMaxTokenBytes) fail("is too long", "a token of at most 65536 bytes");
    Entry entry;
    if (!parse_line(line, entry)) fail("cannot be read", "base64 of a token's bytes, a space and its rank");
    // A rank beyond the last line could only leave a hole.
    if (entry.rank >= kMaxTokens)
      fail("rank " + std::to_string(entry.rank) + " is too large", "ranks from 0 on");
    entries.push_back(std::move(entry));
    if (entries.size() > kMaxTokens) break;
  }
  check_token_count(entries.size(), file);

  vocabulary.tokens.resize(entries.size());
  std::vector<bool> seen(entries.size());
  std::unordered_set<std::string_view> texts;
  texts.reserve(entries.size());
  for (Entry& entry : entries) {
    const std::string position = "rank " + std::to_string(entry.rank);
    if (entry.rank >= entries.size()) {
      throw Error(ErrorCode::format,
                  "ranks have holes: there are only " + std::to_string(entries.size()) + " tokens", file,
                  position, "ranks 0 to " + std::to_string(entries.size() - 1));
    }
    if (seen[entry.rank]) throw Error(ErrorCode::format, "rank appears twice", file, position);
    seen[entry.rank] = true;
    std::string& bytes = vocabulary.tokens[entry.rank].bytes;
    bytes = std::move(entry.bytes);
    if (!texts.insert(bytes).second)
      throw Error(ErrorCode::format, "token " + quoted_token(bytes) + " appears twice", file, position);
  }
  return vocabulary;
}

}  // namespace prism
