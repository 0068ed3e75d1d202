// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/path_hash.h"

#include "core/base/sha256.h"

#include <algorithm>
#include <vector>

namespace prism {

namespace fs = std::filesystem;

std::string path_hash(const fs::path& path) {
  if (!fs::is_directory(path)) return quick_file_hash(path);
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Sha256 hash;
  for (const fs::path& file : files) hash.add(file.filename().string() + "\n" + quick_file_hash(file) + "\n");
  return hash.hex();
}

}  // namespace prism
