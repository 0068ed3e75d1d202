// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/vocabulary.h"

#include <array>
#include <string_view>
#include <unordered_map>

namespace prism {

/// Ordinary tokens of a vocabulary by their bytes: special and empty ones are left out, byte-fallback tokens
/// kept apart. Among equal bytes the lowest id counts. Refers to the vocabulary's texts.
class TokenIndex {
 public:
  explicit TokenIndex(const Vocabulary& vocabulary);

  /// −1 when there is none; a piece goes before a byte-fallback token.
  [[nodiscard]] std::int32_t find(std::string_view bytes) const;
  [[nodiscard]] std::int32_t find_piece(std::string_view bytes) const;
  [[nodiscard]] std::int32_t find_byte(unsigned char byte) const { return m_fallback[byte]; }

 private:
  std::unordered_map<std::string_view, std::int32_t> m_pieces;
  std::array<std::int32_t, 256> m_fallback{};
};

}  // namespace prism
