// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace prism {

/// Rows of numbers that wait on disk until their count is known; the file has no name and goes with the
/// object.
class Spool {
 public:
  /// In the folder of `beside`, which is made when missing. Throws Error(permission, io …).
  explicit Spool(const std::filesystem::path& beside);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  void add(std::span<const float> values);
  /// Values [first, first + count), counted from the first that was added.
  void read(std::int64_t first, std::int64_t count, float* out) const;
  /// Forgets all values behind the first `count`.
  void truncate(std::int64_t count);
  [[nodiscard]] std::int64_t size() const noexcept { return m_size; }

 private:
  std::filesystem::path m_beside;
  int m_descriptor = -1;
  std::int64_t m_size = 0;
};

}  // namespace prism
