// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// Bytes of tokens become text: whole characters only (tokens cut characters), bytes that are no UTF-8
/// replaced by U+FFFD, and nothing from a stop text on.
class TextStream {
 public:
  /// Throws Error(usage) for an empty stop text.
  explicit TextStream(std::vector<std::string> stops);

  /// Takes the bytes of a token and gives the text that is certain by now.
  std::string add(std::string_view bytes);
  /// The rest, which might have been the beginning of a stop text. An unfinished character is dropped.
  std::string finish();

  [[nodiscard]] bool stopped() const noexcept { return m_stopped; }
  /// Bytes taken so far, without the stop text.
  [[nodiscard]] std::size_t size() const noexcept { return m_bytes.size(); }

 private:
  std::string give(std::size_t end);

  std::vector<std::string> m_stops;
  std::string m_bytes;
  std::size_t m_given = 0;  ///< bytes that went out
  bool m_stopped = false;
};

}  // namespace prism
