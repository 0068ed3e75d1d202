// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// SentencePiece's precompiled character map: a double-array trie (Darts) of what is replaced, and the
/// replacements. Layout: u32 bytes of the trie, its 32-bit units, then texts that end with NUL.
class Charsmap {
 public:
  struct Match {
    std::size_t size = 0;  ///< bytes of the text
    std::string_view replacement;
  };

  /// Throws Error(format) for sizes that do not fit. Whatever the units say, no look-up leaves them.
  Charsmap(std::string_view bytes, const std::filesystem::path& file);

  /// The longest entry that `text` begins with.
  [[nodiscard]] std::optional<Match> longest(std::string_view text) const;

 private:
  std::vector<std::uint32_t> m_units;
  std::string m_replacements;
};

}  // namespace prism
