// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/letters.h"
#include "core/speech/text_encoding.h"
#include "core/speech/units.h"

#include <algorithm>

namespace prism {
namespace {

// Above so many cells (a chapter read at once) words are looked for near where the last one stood.
constexpr std::size_t kMostCells = 16u << 20;
constexpr std::size_t kWindow = 200;  // letters

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  // General punctuation, CJK punctuation, arrows to dingbats, replacement marks.
  return c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2070) && !(c >= 0x2190 && c < 0x2C00) &&
         !(c >= 0x3000 && c < 0x3004) && !(c >= 0xFFF0 && c < 0x10000);
}

char32_t lower(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 0x20;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 0x20;
  if (c >= 0x100 && c <= 0x17F) {
    const bool odd_capitals = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if (c == 0x138 || c == 0x149 || c == 0x178 || c == 0x17F) return c == 0x178 ? 0xFF : c;
    return (c % 2 == 1) == odd_capitals ? c + 1 : c;
  }
  if (c >= 0x391 && c <= 0x3A9) return c + 0x20;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  return c;
}

/// What a word is worth at a place: its letters twice, once where one end is inside a piece, nothing where
/// both are.
int worth(const Letters& text, std::size_t at, const std::vector<char32_t>& word) {
  if (word.empty() || word.size() > text.folded.size() - at) return 0;
  if (!std::equal(word.begin(), word.end(), text.folded.begin() + static_cast<std::ptrdiff_t>(at))) return 0;
  const std::size_t end = at + word.size();
  const int ends = (text.starts[at] ? 1 : 0) + (end == text.folded.size() || text.starts[end] ? 1 : 0);
  return ends * static_cast<int>(word.size());
}

TextRange range_of(const Letters& text, std::size_t at, std::size_t length) {
  return {text.begin[at], text.end[at + length - 1]};
}

/// The choice of places in rising order that is worth most; of equal ones the earliest.
std::vector<TextRange> best_places(const std::vector<Letters>& words, const Letters& text) {
  const std::size_t n = words.size(), m = text.folded.size();
  enum Step : char { skip_word, skip_letter, match };
  std::vector<char> steps(n * (m + 1), skip_word);
  std::vector<int> below(m + 1, 0), row(m + 1, 0);
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = m + 1; j-- > 0;) {
      int best = below[j];
      char step = skip_word;
      if (j < m && row[j + 1] >= best) {
        best = row[j + 1];
        step = skip_letter;
      }
      if (const int value = j < m ? worth(text, j, words[i].folded) : 0; value > 0) {
        if (const int total = value + below[j + words[i].folded.size()]; total >= best) {
          best = total;
          step = match;
        }
      }
      row[j] = best;
      steps[i * (m + 1) + j] = step;
    }
    below.swap(row);
  }
  std::vector<TextRange> out(n, {-1, -1});
  for (std::size_t i = 0, j = 0; i < n;) {
    const char step = steps[i * (m + 1) + j];
    if (step == match) {
      out[i] = range_of(text, j, words[i].folded.size());
      j += words[i].folded.size();
      ++i;
    } else if (step == skip_letter) {
      ++j;
    } else {
      ++i;
    }
  }
  return out;
}

std::vector<TextRange> nearest_places(const std::vector<Letters>& words, const Letters& text) {
  std::vector<TextRange> out(words.size(), {-1, -1});
  std::size_t at = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t length = words[i].folded.size();
    for (std::size_t j = at; j < std::min(at + kWindow, text.folded.size()); ++j) {
      if (worth(text, j, words[i].folded) < 2 * static_cast<int>(std::max<std::size_t>(length, 1))) continue;
      out[i] = range_of(text, j, length);
      at = j + length;
      break;
    }
  }
  return out;
}

}  // namespace

Letters letters_of(std::string_view text) {
  Letters out;
  bool start = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = take_code_point(text, at);
    if (!is_letter(c)) {
      start = true;
      continue;
    }
    out.folded.push_back(lower(c));
    out.begin.push_back(static_cast<std::int64_t>(begin));
    out.end.push_back(static_cast<std::int64_t>(at));
    out.starts.push_back(start);
    start = false;
  }
  return out;
}

std::vector<TextRange> words_in_text(const std::vector<std::string>& words, std::string_view text) {
  const Letters spoken = letters_of(text);
  std::vector<Letters> folded;
  folded.reserve(words.size());
  for (const std::string& word : words) folded.push_back(letters_of(word));
  if (words.size() * (spoken.folded.size() + 1) <= kMostCells) return best_places(folded, spoken);
  return nearest_places(folded, spoken);
}

}  // namespace prism
