// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mapped_file.h"

#include "core/base/error.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace prism {

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw system_error(errno, "cannot open", path);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) {
    const int reason = errno;
    ::close(descriptor);
    throw system_error(reason, "cannot read its size", path);
  }
  if (!S_ISREG(status.st_mode)) {
    ::close(descriptor);
    throw Error(ErrorCode::format, "is not a regular file", path, {}, "a file");
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  const std::byte* data = nullptr;
  if (size > 0) {
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
    if (address == MAP_FAILED) {
      const int reason = errno;
      ::close(descriptor);
      throw system_error(reason, "cannot map", path);
    }
    data = static_cast<const std::byte*>(address);
  }
  return std::shared_ptr<const MappedFile>(new MappedFile(path, descriptor, data, size));
}

MappedFile::MappedFile(std::filesystem::path path, int descriptor, const std::byte* data, std::size_t size)
    : m_path(std::move(path)), m_descriptor(descriptor), m_data(data), m_size(size) {}

MappedFile::~MappedFile() {
  if (m_data != nullptr) ::munmap(const_cast<std::byte*>(m_data), m_size);
  ::close(m_descriptor);
}

bool MappedFile::still_whole() const noexcept {
  struct stat status {};
  return ::fstat(m_descriptor, &status) == 0 && static_cast<std::uint64_t>(status.st_size) >= m_size;
}

void MappedFile::forget(std::uint64_t offset, std::uint64_t length) const noexcept {
  if (m_data == nullptr || offset >= m_size) return;
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const std::uint64_t begin = (offset + page - 1) / page * page;
  const std::uint64_t end = std::min<std::uint64_t>(offset + length, m_size) / page * page;
  if (end > begin) ::madvise(const_cast<std::byte*>(m_data) + begin, end - begin, MADV_DONTNEED);
}

}  // namespace prism
