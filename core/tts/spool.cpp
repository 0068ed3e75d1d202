// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/spool.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>

namespace prism {

Spool::Spool(const std::filesystem::path& beside) : m_beside(beside) {
  const std::filesystem::path folder = std::filesystem::absolute(beside).parent_path();
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) throw system_error(failed.value(), "create", folder);
  std::string name = (folder / ".prism-spool-XXXXXX").string();
  m_descriptor = mkostemp(name.data(), O_CLOEXEC);
  if (m_descriptor < 0) throw system_error(errno, "write in", folder);
  unlink(name.c_str());
}

Spool::~Spool() {
  if (m_descriptor >= 0) close(m_descriptor);
}

void Spool::add(std::span<const float> values) {
  auto bytes = std::as_bytes(values);
  auto offset = static_cast<off_t>(m_size) * static_cast<off_t>(sizeof(float));
  while (!bytes.empty()) {
    const ssize_t written = pwrite(m_descriptor, bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw system_error(written < 0 ? errno : EIO, "write beside", m_beside);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += written;
  }
  m_size += static_cast<std::int64_t>(values.size());
}

void Spool::read(std::int64_t first, std::int64_t count, float* out) const {
  auto* bytes = reinterpret_cast<char*>(out);
  auto left = static_cast<std::size_t>(count) * sizeof(float);
  auto offset = static_cast<off_t>(first) * static_cast<off_t>(sizeof(float));
  while (left > 0) {
    const ssize_t got = pread(m_descriptor, bytes, left, offset);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw system_error(got < 0 ? errno : EIO, "read back what was written beside", m_beside);
    bytes += got;
    left -= static_cast<std::size_t>(got);
    offset += got;
  }
}

void Spool::truncate(std::int64_t count) {
  m_size = count;
}

}  // namespace prism
