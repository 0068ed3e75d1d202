// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace prism {

/// 64-bit keys to small values in one array (open addressing): a look-up is one cache miss, which is what
/// merging costs. Keys must not be kNone; nothing is ever removed.
template <typename Value>
class FlatMap {
 public:
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};

  void reserve(std::size_t count) {
    if (const std::size_t size = std::bit_ceil(count * 2 + 8); size > m_slots.size()) grow(size);
  }
  /// Keeps the first value of a key; false if there was one.
  bool emplace(std::uint64_t key, const Value& value) {
    reserve(m_count + 1);
    Slot& slot = m_slots[place(key)];
    if (slot.key == key) return false;
    slot = {key, value};
    ++m_count;
    return true;
  }
  [[nodiscard]] const Value* find(std::uint64_t key) const noexcept {
    if (m_count == 0) return nullptr;
    const Slot& slot = m_slots[place(key)];
    return slot.key == key ? &slot.value : nullptr;
  }
  [[nodiscard]] bool empty() const noexcept { return m_count == 0; }

 private:
  struct Slot {
    std::uint64_t key = kNone;
    Value value{};
  };
  [[nodiscard]] std::size_t place(std::uint64_t key) const noexcept {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15u) >> 20) & mask;
    while (m_slots[at].key != kNone && m_slots[at].key != key) at = (at + 1) & mask;
    return at;
  }
  void grow(std::size_t size) {
    std::vector<Slot> old(size);
    old.swap(m_slots);
    for (const Slot& slot : old)
      if (slot.key != kNone) m_slots[place(slot.key)] = slot;
  }

  std::vector<Slot> m_slots;
  std::size_t m_count = 0;
};

}  // namespace prism
