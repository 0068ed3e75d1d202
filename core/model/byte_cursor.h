// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace prism {

static_assert(std::endian::native == std::endian::little, "model files are read in place");

/// Walks little-endian bytes of a file; every step is checked against what is there, and a step too far
/// throws Error(format) with the offset and the name of the thing that was being read.
class ByteCursor {
 public:
  ByteCursor(std::span<const std::byte> bytes, const std::filesystem::path& file, std::uint64_t offset = 0)
      : m_bytes(bytes), m_file(file), m_offset(offset) {}

  [[nodiscard]] std::uint64_t offset() const noexcept { return m_offset; }
  [[nodiscard]] std::uint64_t left() const noexcept {
    return m_offset < m_bytes.size() ? m_bytes.size() - m_offset : 0;
  }

  /// The `length` bytes ahead; moves past them.
  std::string_view take(std::uint64_t length, std::string_view what) {
    if (length > left()) {
      fail("ends inside " + std::string(what) + ": " + std::to_string(length) + " bytes needed, " +
           std::to_string(left()) + " left");
    }
    const auto* start = reinterpret_cast<const char*>(m_bytes.data() + m_offset);
    m_offset += length;
    return {start, static_cast<std::size_t>(length)};
  }

  template <typename T>
  requires std::is_arithmetic_v<T> T number(std::string_view what) {
    T value{};
    std::memcpy(&value, take(sizeof(T), what).data(), sizeof(T));
    return value;
  }

  [[noreturn]] void fail(const std::string& reason, const std::string& expected = {}) const {
    fail_at(m_offset, reason, expected);
  }
  [[noreturn]] void fail_at(std::uint64_t offset, const std::string& reason,
                            const std::string& expected = {}) const {
    throw Error(ErrorCode::format, reason, m_file, "offset " + std::to_string(offset), expected);
  }

 private:
  std::span<const std::byte> m_bytes;
  const std::filesystem::path& m_file;
  std::uint64_t m_offset;
};

}  // namespace prism
