// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace prism::test {

/// The folder of real files: $PRISM_TEST_DATA, else ../shared/data beside the source tree; empty when absent.
std::filesystem::path shared_data();

/// A file of it, or an empty path when it is not there: `if (path.empty()) QSKIP("…")`.
std::filesystem::path shared_file(const std::string& relative);

/// A file kept in the repository under tests/data.
std::filesystem::path own_file(const std::string& relative);

/// A fresh folder that is removed with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return m_path / name; }

 private:
  std::filesystem::path m_path;
};

}  // namespace prism::test
