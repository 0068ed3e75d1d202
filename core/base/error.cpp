// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <cerrno>
#include <cstring>
#include <utility>

namespace prism {
namespace {

std::string compose(const std::string& reason, const std::filesystem::path& file, const std::string& position,
                    const std::string& expected) {
  std::string text;
  if (!file.empty()) text += file.string() + ": ";
  if (!position.empty()) text += position + ": ";
  text += reason;
  if (!expected.empty()) text += "; expected " + expected;
  return text;
}

ErrorCode code_of(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return ErrorCode::not_found;
    case EACCES:
    case EPERM:
    case EROFS:
      return ErrorCode::permission;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ErrorCode::disk_full;
    case ENOMEM:
      return ErrorCode::memory;
    default:
      return ErrorCode::io;
  }
}

}  // namespace

Error::Error(ErrorCode code, std::string reason) : Error(code, std::move(reason), {}, {}, {}) {}

Error::Error(ErrorCode code, std::string reason, std::filesystem::path file, std::string position,
             std::string expected)
    : m_code(code),
      m_reason(std::move(reason)),
      m_file(std::move(file)),
      m_position(std::move(position)),
      m_expected(std::move(expected)),
      m_what(compose(m_reason, m_file, m_position, m_expected)) {}

const char* name_of(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::usage:
      return "usage";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::format:
      return "format";
    case ErrorCode::unsupported:
      return "unsupported";
    case ErrorCode::mismatch:
      return "mismatch";
    case ErrorCode::io:
      return "io";
    case ErrorCode::disk_full:
      return "disk_full";
    case ErrorCode::permission:
      return "permission";
    case ErrorCode::memory:
      return "memory";
    case ErrorCode::numeric:
      return "numeric";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

Error system_error(int error_number, const std::string& action, const std::filesystem::path& file) {
  return {code_of(error_number), action + ": " + std::strerror(error_number), file};
}

}  // namespace prism
