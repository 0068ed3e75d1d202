// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/charsmap.h"

#include "core/base/error.h"

namespace prism {
namespace {

std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

// A unit of the double array, as its authors document it.
std::uint32_t offset_of(std::uint32_t unit) {
  return (unit >> 10) << ((unit & (1u << 9)) >> 6);
}
std::uint32_t label_of(std::uint32_t unit) {
  return unit & ((1u << 31) | 0xFFu);
}
bool has_leaf(std::uint32_t unit) {
  return ((unit >> 8) & 1u) != 0;
}

}  // namespace

Charsmap::Charsmap(std::string_view bytes, const std::filesystem::path& file) {
  const auto fail = [&](const std::string& reason) {
    throw Error(ErrorCode::format, reason, file, "precompiled character map",
                "a size, a trie of that size and replacements");
  };
  if (bytes.size() < 8) fail("has only " + std::to_string(bytes.size()) + " bytes");
  const std::size_t trie = little_endian(bytes, 0);
  if (trie == 0 || trie % 4 != 0 || trie > bytes.size() - 4)
    fail("declares a trie of " + std::to_string(trie) + " bytes");
  m_units.reserve(trie / 4);
  for (std::size_t at = 4; at < 4 + trie; at += 4) m_units.push_back(little_endian(bytes, at));
  m_replacements = bytes.substr(4 + trie);
  if (m_replacements.empty() || m_replacements.back() != '\0') m_replacements += '\0';
}

std::optional<Charsmap::Match> Charsmap::longest(std::string_view text) const {
  std::optional<Match> found;
  std::size_t node = offset_of(m_units[0]);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    node ^= byte;
    if (node >= m_units.size() || label_of(m_units[node]) != byte) break;
    const std::uint32_t unit = m_units[node];
    node ^= offset_of(unit);
    if (!has_leaf(unit)) continue;
    if (node >= m_units.size()) break;
    const std::size_t place = m_units[node] & 0x7FFFFFFFu;
    if (place >= m_replacements.size()) break;
    found = Match{i + 1, std::string_view(m_replacements.data() + place)};
  }
  return found;
}

}  // namespace prism
