// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_data.h"

#include <cstdlib>
#include <stdexcept>

namespace prism::test {

namespace fs = std::filesystem;

namespace {

fs::path source_folder() {
  if (const char* folder = std::getenv("PRISM_SOURCE_DIR"); folder != nullptr) return folder;
  return fs::path(__FILE__).parent_path().parent_path().parent_path();
}

}  // namespace

fs::path shared_data() {
  if (const char* folder = std::getenv("PRISM_TEST_DATA"); folder != nullptr && *folder != '\0')
    return folder;
  fs::path beside = source_folder() / ".." / "shared" / "data";
  return fs::exists(beside / "MANIFEST.md") ? fs::canonical(beside) : fs::path();
}

fs::path shared_file(const std::string& relative) {
  const fs::path folder = shared_data();
  if (folder.empty() || !fs::exists(folder / relative)) return {};
  return folder / relative;
}

fs::path own_file(const std::string& relative) {
  return source_folder() / "tests" / "data" / relative;
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "prism-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  m_path = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(m_path, ignored);
}

}  // namespace prism::test
