// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mapped_file.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// One file inside a zip archive.
struct ZipEntry {
  std::string name;
  std::uint64_t header = 0;       ///< offset of the local header
  std::uint64_t offset = 0;       ///< offset of the first data byte in the archive
  std::uint64_t size = 0;         ///< bytes unpacked
  std::uint64_t packed_size = 0;  ///< bytes in the archive
  std::uint32_t crc = 0;          ///< CRC-32 of the unpacked bytes, as the archive tells it
  bool stored = true;             ///< not compressed: data can be mapped
};

/// The directory of a zip archive (zip64 included), read from a mapped file. Nothing is unpacked: only stored
/// entries have data. Opening checks every entry against its local header, the archive's end and its
/// neighbours, so that what one reader sees is what every reader sees.
class ZipArchive {
 public:
  /// Throws Error(format) with the offset for anything inconsistent, Error(unsupported) for encrypted or
  /// multi-volume archives.
  explicit ZipArchive(std::shared_ptr<const MappedFile> file);

  [[nodiscard]] const std::vector<ZipEntry>& entries() const noexcept {
    return m_entries;
  }  ///< sorted by name
  [[nodiscard]] const ZipEntry* find(const std::string& name) const noexcept;
  /// Bytes of a stored entry; throws Error(unsupported) for a compressed one.
  [[nodiscard]] std::span<const std::byte> data(const ZipEntry& entry) const;
  /// Throws Error(format) when the bytes of a stored entry do not give its CRC-32. Reads the whole entry.
  void check_crc(const ZipEntry& entry) const;
  [[nodiscard]] const std::shared_ptr<const MappedFile>& file() const noexcept { return m_file; }

 private:
  struct Directory {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t entries = 0;
    std::uint64_t end = 0;  ///< offset of the record that tells all this
  };
  [[nodiscard]] Directory find_directory() const;
  void read_zip64_end(std::uint64_t end_record, Directory& directory, bool required) const;
  void read_directory(const Directory& directory);
  void check_local_header(ZipEntry& entry, std::uint16_t flags, std::uint16_t method) const;
  void check_overlaps(const Directory& directory) const;

  std::shared_ptr<const MappedFile> m_file;
  std::vector<ZipEntry> m_entries;
};

}  // namespace prism
