// SPDX-License-Identifier: GPL-3.0-or-later
// base: what every part of the engine shares — errors, progress, files, hashes, run records.
#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <string>

namespace prism {

/// What kind of trouble an Error tells of. The command line turns it into an exit code, the window into
/// translated text.
enum class ErrorCode {
  usage,        ///< the request itself makes no sense (exit 2)
  not_found,    ///< a named file, tensor, worker or run does not exist (exit 3)
  format,       ///< a file breaks its own format (exit 3)
  unsupported,  ///< a well-formed file uses something this program does not read (exit 3)
  mismatch,     ///< two inputs do not belong together: shapes, vocabularies, contracts (exit 3)
  io,           ///< reading or writing failed (exit 1)
  disk_full,    ///< no room for an output (exit 1)
  permission,   ///< not allowed to read or write (exit 1)
  memory,       ///< the request needs more memory than there is (exit 1)
  numeric,      ///< a computation could not give finite numbers (exit 1)
  internal,     ///< a library failed in a way that has no better name (exit 1)
};

/// The only exception the engine throws for what a user or a file can cause. what() reads
/// "file: position: reason; expected …", leaving out what is unknown.
class Error : public std::exception {
 public:
  Error(ErrorCode code, std::string reason);
  Error(ErrorCode code, std::string reason, std::filesystem::path file, std::string position = {},
        std::string expected = {});

  [[nodiscard]] ErrorCode code() const noexcept { return m_code; }
  [[nodiscard]] const std::string& reason() const noexcept { return m_reason; }
  [[nodiscard]] const std::filesystem::path& file() const noexcept { return m_file; }
  /// Offset, field or line inside the file.
  [[nodiscard]] const std::string& position() const noexcept { return m_position; }
  [[nodiscard]] const std::string& expected() const noexcept { return m_expected; }
  [[nodiscard]] const char* what() const noexcept override { return m_what.c_str(); }

 private:
  ErrorCode m_code;
  std::string m_reason;
  std::filesystem::path m_file;
  std::string m_position;
  std::string m_expected;
  std::string m_what;
};

/// Thrown by RunControl::check() when the user asked to stop. Not an Error: code that can keep finished work
/// asks RunControl::stop_requested() instead and returns what it has.
class Stopped : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "stopped on request"; }
};

/// "not_found", "format", …: the word of a code in JSON and logs.
[[nodiscard]] const char* name_of(ErrorCode code) noexcept;

/// Translates errno of a failed system call on `file` into an Error ("cannot open: No such file…").
[[nodiscard]] Error system_error(int error_number, const std::string& action,
                                 const std::filesystem::path& file);

}  // namespace prism
