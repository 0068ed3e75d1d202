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

namespace {

/// A folder on the way that is none, or is not there, is trouble with an output, not a missing input.
Error output_error(int error_number, const std::string& action, const fs::path& path) {
  const Error plain = system_error(error_number, action, path);
  if (plain.code() != ErrorCode::not_found) return plain;
  return {ErrorCode::io, plain.reason(), path, {}, "a folder that can be written"};
}

/// What is really written when `target` is a link, and its folder, which is made when missing.
fs::path prepare(fs::path& target) {
  std::error_code ignored;
  if (fs::is_symlink(target, ignored)) {
    // Replace what the link names, not the link.
    const fs::path real = fs::weakly_canonical(target, ignored);
    if (!ignored) target = real;
  }
  fs::path parent = target.parent_path();
  if (parent.empty()) parent = ".";
  std::error_code failed;
  fs::create_directories(parent, failed);
  if (failed) throw output_error(failed.value(), "cannot create the folder", parent);
  if (!fs::is_directory(parent, ignored)) throw output_error(ENOTDIR, "cannot write into", parent);
  if (fs::is_directory(target, ignored)) throw system_error(EISDIR, "cannot write", target);
  return parent;
}

}  // namespace

void require_writable(const fs::path& target) {
  if (target.empty()) return;
  std::error_code ignored;
  if (fs::is_directory(target, ignored)) throw system_error(EISDIR, "cannot write", target);
  // The nearest folder that is there decides whether the others can be made in it.
  fs::path folder = fs::absolute(target, ignored).parent_path();
  while (!fs::exists(folder, ignored) && folder.has_relative_path()) folder = folder.parent_path();
  if (!fs::is_directory(folder, ignored))
    throw output_error(ENOTDIR, "cannot write " + target.string(), folder);
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    throw output_error(errno, "cannot write " + target.string(), folder);
  }
}

AtomicFile::AtomicFile(fs::path target, std::uint64_t bytes) : m_target(std::move(target)), m_bytes(bytes) {
  const fs::path parent = prepare(m_target);

  std::string pattern = (parent / ("." + m_target.filename().string() + ".XXXXXX")).string();
  m_descriptor = ::mkostemp(pattern.data(), O_CLOEXEC);
  if (m_descriptor < 0) throw output_error(errno, "cannot write", m_target);
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
    std::error_code ignored;
    const std::uint64_t free =
        fs::space(m_target.parent_path().empty() ? "." : m_target.parent_path(), ignored).available;
    const std::string needed =
        m_bytes > m_written ? format_bytes(m_bytes) : "more than " + format_bytes(m_written);
    throw Error(plain.code(), plain.reason() + " after " + format_bytes(m_written), m_target, {},
                needed + " in all" + (ignored ? "" : ", " + format_bytes(free) + " are free"));
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
