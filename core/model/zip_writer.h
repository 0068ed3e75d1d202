// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/atomic_file.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// Writes a zip archive of stored entries, atomically. Data begin at multiples of 64 bytes, so that readers
/// can map them; entries and archives beyond 4 GiB use zip64.
class ZipWriter {
 public:
  explicit ZipWriter(const std::filesystem::path& target) : m_file(target) {}

  /// Begins an entry of exactly `size` bytes; write() them, then end_entry().
  void begin_entry(const std::string& name, std::uint64_t size);
  void write(std::span<const std::byte> bytes);
  /// Throws Error(internal) when another number of bytes than announced was written.
  void end_entry();
  void add(const std::string& name, std::string_view text);
  /// Writes the directory and puts the file into place; returns its size.
  std::uint64_t finish();

 private:
  struct Entry {
    std::string name;
    std::uint64_t header = 0;
    std::uint64_t size = 0;
    std::uint32_t crc = 0;
  };
  AtomicFile m_file;
  std::vector<Entry> m_entries;
  std::uint64_t m_left = 0;
};

}  // namespace prism
