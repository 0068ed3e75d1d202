// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace prism {

/// A whole file mapped read-only. Shared by pointer: tensors that view it keep it alive.
/// A file that shrinks while mapped makes reads fail with SIGBUS on any system that maps files; `still_whole`
/// lets long readers notice between blocks.
class MappedFile {
 public:
  /// Throws Error (not_found, permission, io; a directory is refused by name). An empty file gives an empty
  /// span.
  static std::shared_ptr<const MappedFile> open(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {m_data, m_size}; }
  [[nodiscard]] std::uint64_t size() const noexcept { return m_size; }
  /// False when the file on disk is now shorter than what was mapped.
  [[nodiscard]] bool still_whole() const noexcept;
  /// Tells the system that this part is not needed soon, so that reading a huge file once does not fill
  /// memory.
  void forget(std::uint64_t offset, std::uint64_t length) const noexcept;

 private:
  MappedFile(std::filesystem::path path, int descriptor, const std::byte* data, std::size_t size);

  std::filesystem::path m_path;
  int m_descriptor;
  const std::byte* m_data;
  std::size_t m_size;
};

}  // namespace prism
