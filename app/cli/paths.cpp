// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/paths.h"

#include <system_error>

namespace prism::cli {

namespace fs = std::filesystem;

fs::path output_file(const fs::path& output, const std::string& name) {
  std::error_code ignored;
  // A name without an ending is the folder of --output-dir, there or not.
  const bool folder = !output.has_filename() || !output.has_extension() || fs::is_directory(output, ignored);
  return folder ? output / name : output;
}

fs::path with_suffix(const fs::path& file, const std::string& suffix) {
  return file.parent_path() / (file.stem().string() + "-" + suffix + file.extension().string());
}

}  // namespace prism::cli
