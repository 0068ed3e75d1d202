// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

namespace prism {

/// Counts the bytes that Torch's processor allocator gives out and takes back on this thread while it lives
/// (backward passes on the processor included). Memory that was there before does not count; where it is
/// freed, the count goes below zero.
class MemoryMeter {
 public:
  MemoryMeter();
  ~MemoryMeter();
  MemoryMeter(const MemoryMeter&) = delete;
  MemoryMeter& operator=(const MemoryMeter&) = delete;

  [[nodiscard]] std::int64_t now() const noexcept;
  [[nodiscard]] std::int64_t peak() const noexcept;  ///< since the last reset
  void reset_peak() noexcept;

 private:
  struct Inside;
  std::unique_ptr<Inside> m_inside;
};

}  // namespace prism
