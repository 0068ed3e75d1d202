// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <span>
#include <vector>

namespace prism {

/// A queue between exactly one writing and one reading thread. Neither ever waits; nothing is allocated after
/// the constructor. T is copied plainly.
template <typename T>
class RingBuffer {
 public:
  /// Holds at least `capacity` elements.
  explicit RingBuffer(std::size_t capacity) : m_data(std::bit_ceil(std::max<std::size_t>(capacity, 2))) {}

  [[nodiscard]] std::size_t capacity() const noexcept { return m_data.size(); }

  /// Writer: how many elements there is room for.
  [[nodiscard]] std::size_t space() const noexcept {
    return m_data.size() -
           (m_written.load(std::memory_order_relaxed) - m_read.load(std::memory_order_acquire));
  }
  /// Writer: takes as many as there is room for; gives their number.
  std::size_t write(std::span<const T> values) noexcept {
    const std::size_t written = m_written.load(std::memory_order_relaxed);
    const std::size_t count = std::min(values.size(), space());
    for (std::size_t i = 0; i < count; ++i) m_data[(written + i) & (m_data.size() - 1)] = values[i];
    m_written.store(written + count, std::memory_order_release);
    return count;
  }

  /// Reader: what can be read without a break; more may follow once it is consumed.
  [[nodiscard]] std::span<const T> readable() const noexcept {
    const std::size_t read = m_read.load(std::memory_order_relaxed);
    const std::size_t ready = m_written.load(std::memory_order_acquire) - read;
    const std::size_t first = read & (m_data.size() - 1);
    return {m_data.data() + first, std::min(ready, m_data.size() - first)};
  }
  /// Reader: gives `count` elements of readable() back.
  void consume(std::size_t count) noexcept {
    m_read.store(m_read.load(std::memory_order_relaxed) + count, std::memory_order_release);
  }

 private:
  std::vector<T> m_data;
  // Counters that only grow, each on a cache line of its own: the two threads do not slow each other.
  alignas(64) std::atomic<std::size_t> m_written{0};
  alignas(64) std::atomic<std::size_t> m_read{0};
};

}  // namespace prism
