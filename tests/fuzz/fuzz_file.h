// SPDX-License-Identifier: GPL-3.0-or-later
// What every reader's fuzz target does with its bytes: open them as a file and read what it promises.
#pragma once

#include "core/base/error.h"
#include "core/model/rows.h"
#include "core/model/tensor_file.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace prism::fuzz {

/// A file in memory that is given new contents again and again.
class MemoryFile {
 public:
  MemoryFile() : m_descriptor(::memfd_create("fuzz", MFD_CLOEXEC)) {
    if (m_descriptor < 0) std::abort();
  }
  void fill(std::span<const std::uint8_t> bytes) const {
    if (::ftruncate(m_descriptor, 0) != 0) std::abort();
    while (!bytes.empty()) {
      // After the truncation the descriptor's position is stale: write by offset.
      const auto at = ::lseek(m_descriptor, 0, SEEK_END);
      const auto count = ::pwrite(m_descriptor, bytes.data(), bytes.size(), at);
      if (count <= 0) std::abort();
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
  }
  [[nodiscard]] std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(m_descriptor); }

 private:
  int m_descriptor;
};

/// Reads every tensor's raw bytes and first and last rows. Refusing with an Error is right; anything else is
/// a bug.
inline void read_some(const TensorFile& file) {
  std::vector<float> values;
  std::uint64_t sum = 0;
  for (const TensorInfo& tensor : file.tensors) {
    try {
      const auto bytes = file.data(tensor);
      if (!bytes.empty())
        sum += static_cast<std::uint64_t>(bytes.front()) + static_cast<std::uint64_t>(bytes.back());
      const RowReader rows(file, tensor);
      if (rows.rows() == 0 || rows.cols() == 0) continue;
      const std::int64_t width = std::min<std::int64_t>(rows.cols(), 4096);
      values.resize(static_cast<std::size_t>(width));
      rows.read_part(0, 0, width, values.data());
      rows.read_part(rows.rows() - 1, rows.cols() - width, width, values.data());
      if (rows.cols() <= 4096) rows.read(rows.rows() - 1, values.data());
    } catch (const Error&) {
      continue;
    }
  }
  // Keeps the compiler from leaving the reads out.
  static volatile std::uint64_t sink;
  sink = sum;
}

inline int run(const std::uint8_t* data, std::size_t size, TensorFile (*open)(const std::filesystem::path&)) {
  static const MemoryFile file;
  file.fill({data, size});
  try {
    read_some(open(file.path()));
  } catch (const Error&) {
    return 0;
  }
  return 0;
}

}  // namespace prism::fuzz
