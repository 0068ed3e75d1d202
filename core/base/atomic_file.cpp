// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include "core/base/error.h"
#include "core/base/mapped_file.h"
#include "core/base/text_format.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace prism {

namespace fs = std::filesystem;

AtomicFile::AtomicFile(fs::path target) : m_target(std::move(target)) {
  std::error_code ignored;
  if (fs::is_symlink(m_target, ignored)) {
    // Replace what the link names, not the link.
    const fs::path real = fs::weakly_canonical(m_target, ignored);
    if (!ignored) m_target = real;
  }
  fs::path parent = m_target.parent_path();
  if (parent.empty()) parent = ".";
  std::error_code failed;
  fs::create_directories(parent, failed);
  if (failed) throw system_error(failed.value(), "cannot create the folder", parent);
  if (fs::is_directory(m_target, ignored)) throw system_error(EISDIR, "cannot write", m_target);

  std::string pattern = (parent / ("." + m_target.filename().string() + ".XXXXXX")).string();
  m_descriptor = ::mkostemp(pattern.data(), O_CLOEXEC);
  if (m_descriptor < 0) throw system_error(errno, "cannot write", m_target);
  m_temporary = pattern;
  // mkostemp gives 0600; outputs follow the user's umask as any other file does.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(m_descriptor, 0666 & ~mask);
}

AtomicFile::~AtomicFile() {
  if (m_descriptor >= 0) ::close(m_descriptor);
  if (!m_temporary.empty()) ::unlink(m_temporary.c_str());
}

void AtomicFile::fail(int error_number, const char* action) const {
  const Error plain = system_error(error_number, action, m_target);
  if (plain.code() == ErrorCode::disk_full) {
    throw Error(plain.code(), plain.reason() + " after " + format_bytes(m_written), m_target);
  }
  throw plain;
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(m_descriptor, bytes.data(), bytes.size());
    if (count < 0) {
      if (errno == EINTR) continue;
      fail(errno, "cannot write");
    }
    m_written += static_cast<std::uint64_t>(count);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

void AtomicFile::write(std::string_view text) {
  write(std::as_bytes(std::span(text.data(), text.size())));
}

void AtomicFile::write_at(std::uint64_t offset, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0) {
      if (errno == EINTR) continue;
      fail(errno, "cannot write");
    }
    offset += static_cast<std::uint64_t>(count);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

void AtomicFile::commit() {
  if (::fsync(m_descriptor) != 0) fail(errno, "cannot sync");
  if (::close(std::exchange(m_descriptor, -1)) != 0) fail(errno, "cannot close");
  if (::rename(m_temporary.c_str(), m_target.c_str()) != 0) fail(errno, "cannot rename into place");
  m_temporary.clear();
  fs::path parent = m_target.parent_path();
  if (parent.empty()) parent = ".";
  const int directory = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return;
  // Some file systems cannot sync a directory (EINVAL); the rename itself has happened.
  ::fsync(directory);
  ::close(directory);
}

void write_file(const fs::path& target, std::string_view text) {
  AtomicFile file(target);
  file.write(text);
  file.commit();
}

std::string read_file(const fs::path& path, std::uint64_t limit) {
  const auto mapped = MappedFile::open(path);
  if (mapped->size() > limit) {
    throw Error(ErrorCode::format, "holds " + format_bytes(mapped->size()), path, {},
                "at most " + format_bytes(limit));
  }
  const auto bytes = mapped->bytes();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace prism
