// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/token_units.h"

#include "core/base/error.h"

#include <algorithm>
#include <string_view>

namespace prism {
namespace {

/// Part of a word: letters, digits, apostrophes, everything beyond ASCII.
bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::string_view("'-").find(c) != std::string_view::npos ||
         (byte >= '0' && byte <= '9') || ((byte | 0x20u) >= 'a' && (byte | 0x20u) <= 'z');
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

SpeechUnit silence() {
  SpeechUnit unit;
  unit.label = "sil";
  unit.silence = true;
  return unit;
}

}  // namespace

SpokenUnits token_units(const std::string& text, std::span<const TextRange> tokens) {
  SpokenUnits spoken;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    if (end > at) {
      spoken.words.push_back(text.substr(at, end - at));
      spoken.word_ranges.push_back({static_cast<std::int64_t>(at), static_cast<std::int64_t>(end)});
    }
    at = std::max(end, at + 1);
  }
  spoken.units.push_back(silence());
  for (std::size_t w = 0; w < spoken.word_ranges.size(); ++w) {
    const TextRange range = spoken.word_ranges[w];
    if (w > 0) {
      const auto begin = text.begin() + spoken.word_ranges[w - 1].end, end = text.begin() + range.begin;
      if (!std::all_of(begin, end, is_space) && !spoken.units.back().silence)
        spoken.units.push_back(silence());
    }
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const std::int64_t begin = std::max(tokens[t].begin, range.begin);
      const std::int64_t end = std::min(tokens[t].end, range.end);
      if (begin >= end) continue;
      SpeechUnit unit;
      unit.label = text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
      unit.word = static_cast<int>(w);
      unit.token = static_cast<int>(t);
      spoken.units.push_back(std::move(unit));
    }
  }
  if (spoken.units.size() == 1) throw Error(ErrorCode::usage, "the text has nothing that can be spoken");
  spoken.units.push_back(silence());
  return spoken;
}

}  // namespace prism
