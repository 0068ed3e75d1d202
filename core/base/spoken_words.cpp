// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/spoken_words.h"

#include <algorithm>
#include <array>

namespace prism {
namespace {

struct Letter {
  std::size_t bytes = 1;
  bool blank = false;
  bool dash = false;
  bool mark = false;  ///< punctuation that is not spoken
};

Letter letter_at(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 4> kDashes{"—", "–", "…", "―"};
  static constexpr std::array<std::string_view, 10> kMarks{"“", "”", "„", "‘", "’", "‚", "«", "»", "¿", "¡"};
  static constexpr std::array<std::string_view, 4> kBlanks{"\u00A0", "\u2009", "\u202F", "\u200B"};
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) {
    const char c = text[at];
    const bool mark = std::string_view(".,;:!?\"'()[]{}<>-_*~`|/\\").find(c) != std::string_view::npos;
    return {1, c == ' ' || (c >= '\t' && c <= '\r'), false, mark};
  }
  const std::string_view rest = text.substr(at);
  const auto among = [&](const auto& list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view one) { return rest.starts_with(one); });
  };
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  return {std::min(bytes, rest.size()), among(kBlanks), among(kDashes), among(kMarks)};
}

}  // namespace

std::vector<std::pair<std::int64_t, std::int64_t>> split_words(std::string_view text) {
  std::vector<std::pair<std::int64_t, std::int64_t>> words;
  // Of the stretch between blanks: where its first and behind its last spoken letter are.
  std::int64_t begin = -1, end = -1;
  const auto close = [&] {
    if (begin >= 0) words.emplace_back(begin, end);
    begin = end = -1;
  };
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    // Two hyphens are a dash of typewriters.
    if (letter.blank || letter.dash || text.substr(at, 2) == "--") {
      close();
    } else if (!letter.mark) {
      if (begin < 0) begin = static_cast<std::int64_t>(at);
      end = static_cast<std::int64_t>(at + letter.bytes);
    }
    at += letter.bytes;
  }
  close();
  return words;
}

}  // namespace prism
