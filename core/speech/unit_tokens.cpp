// SPDX-License-Identifier: GPL-3.0-or-later
// Which token of the language model each unit carries.
#include "core/speech/letters.h"
#include "core/speech/units.h"

#include <algorithm>

namespace prism {
namespace {

/// Letters of the text before each byte: how much of a stretch is spoken.
class LetterCount {
 public:
  explicit LetterCount(std::string_view text) : m_before(text.size() + 1, 0) {
    const Letters letters = letters_of(text);
    for (const std::int64_t end : letters.end) ++m_before[static_cast<std::size_t>(end)];
    for (std::size_t i = 1; i < m_before.size(); ++i) m_before[i] += m_before[i - 1];
  }
  [[nodiscard]] std::int64_t in(TextRange range) const { return before(range.end) - before(range.begin); }

 private:
  [[nodiscard]] std::int64_t before(std::int64_t at) const {
    const auto last = static_cast<std::int64_t>(m_before.size()) - 1;
    return m_before[static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, last))];
  }
  std::vector<std::int64_t> m_before;
};

bool overlaps(TextRange a, TextRange b) {
  return a.begin < b.end && b.begin < a.end;
}

/// Words that are not in the text share what stands between their neighbours there: "1903" is three words.
std::vector<TextRange> filled(std::span<const TextRange> words, std::int64_t text_size,
                              const LetterCount& letters) {
  std::vector<TextRange> out(words.begin(), words.end());
  for (std::size_t first = 0; first < out.size(); ++first) {
    if (out[first].begin >= 0) continue;
    std::size_t last = first;
    while (last + 1 < out.size() && out[last + 1].begin < 0) ++last;
    TextRange gap{first > 0 ? out[first - 1].end : 0,
                  last + 1 < out.size() ? out[last + 1].begin : text_size};
    if (letters.in(gap) <= 0) gap = first > 0 ? out[first - 1] : TextRange{0, 0};
    for (std::size_t i = first; i <= last; ++i) out[i] = gap;
    first = last;
  }
  return out;
}

/// The token at a share (0 … 1) of the letters of a range; −1 where no token touches it.
int token_at(TextRange range, double share, std::span<const TextRange> tokens, const LetterCount& letters) {
  std::int64_t total = 0;
  for (const TextRange& token : tokens) {
    if (overlaps(token, range))
      total += letters.in({std::max(token.begin, range.begin), std::min(token.end, range.end)});
  }
  int found = -1;
  double before = 0;
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    if (!overlaps(tokens[t], range)) continue;
    const std::int64_t part =
        letters.in({std::max(tokens[t].begin, range.begin), std::min(tokens[t].end, range.end)});
    if (part == 0 && total > 0) continue;
    found = static_cast<int>(t);
    before += static_cast<double>(part);
    if (total == 0 || before > share * static_cast<double>(total)) break;
  }
  return found;
}

/// The token of the first punctuation between two words; −1 where there is none of its own.
int punctuation_token(std::int64_t begin, std::int64_t end, std::span<const TextRange> tokens,
                      std::string_view text) {
  const auto at = [&](std::int64_t i) {
    return static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
  };
  while (begin < end && (at(begin) <= ' ')) ++begin;
  if (begin >= end) return -1;
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    if (tokens[t].begin <= begin && begin < tokens[t].end) return static_cast<int>(t);
  }
  return -1;
}

}  // namespace

void assign_tokens(std::vector<SpeechUnit>& units, std::span<const TextRange> words,
                   std::span<const TextRange> tokens, std::string_view text) {
  for (SpeechUnit& unit : units) unit.token = -1;
  if (tokens.empty()) return;
  const LetterCount letters(text);
  const auto size = static_cast<std::int64_t>(text.size());
  const std::vector<TextRange> ranges = filled(words, size, letters);
  const auto known = [&](const SpeechUnit& unit) {
    return unit.word >= 0 && unit.word < static_cast<int>(ranges.size());
  };
  int before = 0;                // the token of what was said last; the first one at the beginning
  std::int64_t text_before = 0;  // where that ends in the text
  for (std::size_t first = 0; first < units.size();) {
    if (!known(units[first])) {
      std::size_t next = first;
      while (next < units.size() && !known(units[next])) ++next;
      const std::int64_t until =
          next < units.size() ? ranges[static_cast<std::size_t>(units[next].word)].begin : size;
      const int mark = punctuation_token(text_before, std::max(until, text_before), tokens, text);
      if (mark >= 0) before = mark;
      for (; first < next; ++first) units[first].token = before;
      continue;
    }
    // The phones of one word, or of words that share one stretch of text.
    const TextRange range = ranges[static_cast<std::size_t>(units[first].word)];
    std::vector<std::size_t> members;
    std::size_t next = first;
    for (; next < units.size(); ++next) {
      if (!known(units[next])) {
        // A pause inside such a stretch does not end it.
        std::size_t after = next;
        while (after < units.size() && !known(units[after])) ++after;
        if (after == units.size()) break;
        const TextRange other = ranges[static_cast<std::size_t>(units[after].word)];
        if (other.begin != range.begin || other.end != range.end) break;
        continue;
      }
      const TextRange other = ranges[static_cast<std::size_t>(units[next].word)];
      if (other.begin != range.begin || other.end != range.end) break;
      members.push_back(next);
    }
    for (std::size_t k = 0; k < members.size(); ++k) {
      const double share = (static_cast<double>(k) + 0.5) / static_cast<double>(members.size());
      const int token = token_at(range, share, tokens, letters);
      units[members[k]].token = token >= 0 ? token : before;
    }
    int inside = before;
    for (; first < next; ++first) {
      if (units[first].token < 0) units[first].token = inside;
      inside = units[first].token;
    }
    before = inside;
    text_before = std::max(text_before, range.end);
  }
}

}  // namespace prism
