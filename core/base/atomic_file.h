// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace prism {

/// Writes a file beside its target and renames it there: readers see the old file or the whole new one.
/// commit() syncs the file and its directory. Without commit() the destructor removes the temporary file.
class AtomicFile {
 public:
  /// Creates the parent directory when missing. `bytes` is what will be written as far as it is known, for
  /// the message of a full disk. Throws Error (permission, disk_full, io).
  explicit AtomicFile(std::filesystem::path target, std::uint64_t bytes = 0);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::span<const std::byte> bytes);
  void write(std::string_view text);
  /// Overwrites earlier bytes, for headers known only at the end.
  void write_at(std::uint64_t offset, std::span<const std::byte> bytes);
  [[nodiscard]] std::uint64_t written() const noexcept { return m_written; }
  /// The temporary file, for libraries that insist on writing by name.
  [[nodiscard]] const std::filesystem::path& temporary() const noexcept { return m_temporary; }
  void commit();

 private:
  [[noreturn]] void fail(int error_number, const char* action) const;

  std::filesystem::path m_target;
  std::filesystem::path m_temporary;
  int m_descriptor = -1;
  std::uint64_t m_bytes;
  std::uint64_t m_written = 0;
};

/// Throws what AtomicFile would throw for a folder that cannot be written, before any work is done for
/// `target`; makes nothing. An empty path is no output and passes.
void require_writable(const std::filesystem::path& target);

/// The common case: one text, atomically.
void write_file(const std::filesystem::path& target, std::string_view text);

/// A whole small file as text; refuses more than `limit` bytes.
[[nodiscard]] std::string read_file(const std::filesystem::path& path, std::uint64_t limit = 256u << 20);

}  // namespace prism
