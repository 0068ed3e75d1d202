// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/flat_map.h"

#include <bitset>
#include <cstdint>
#include <string_view>

namespace prism {

/// Texts by their bytes, for finding all that begin at one place of a text.
class TokenTrie {
 public:
  static constexpr std::uint32_t kRoot = 0;

  /// The first value of equal texts stays. Empty texts are not taken.
  void add(std::string_view text, std::int32_t value) {
    if (text.empty()) return;
    m_first.set(static_cast<unsigned char>(text.front()));
    std::uint32_t node = kRoot;
    for (const char byte : text) {
      const std::uint64_t key = key_of(node, byte);
      const std::uint32_t* next = m_edges.find(key);
      if (next == nullptr) {
        m_values.push_back(-1);
        node = static_cast<std::uint32_t>(m_values.size() - 1);
        m_edges.emplace(key, node);
      } else {
        node = *next;
      }
    }
    if (m_values[node] < 0) m_values[node] = value;
  }
  [[nodiscard]] bool empty() const noexcept { return m_first.none(); }
  [[nodiscard]] bool may_begin(char byte) const noexcept { return m_first[static_cast<unsigned char>(byte)]; }

  /// Calls `visit(size, value)` for every text that `text` begins with, the shortest first.
  template <typename Visit>
  void prefixes(std::string_view text, const Visit& visit) const {
    std::uint32_t node = kRoot;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::uint32_t* next = m_edges.find(key_of(node, text[i]));
      if (next == nullptr) return;
      node = *next;
      if (m_values[node] >= 0) visit(i + 1, m_values[node]);
    }
  }

 private:
  static std::uint64_t key_of(std::uint32_t node, char byte) noexcept {
    return (std::uint64_t{node} << 8) | static_cast<unsigned char>(byte);
  }
  FlatMap<std::uint32_t> m_edges;
  std::vector<std::int32_t> m_values{-1};
  std::bitset<256> m_first;
};

}  // namespace prism
