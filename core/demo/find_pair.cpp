// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/demo/demo.h"

#include <cstdlib>
#include <system_error>

namespace prism {

namespace fs = std::filesystem;

DemoPair find_demo_pair() {
  std::vector<fs::path> folders;
  if (const char* own = std::getenv("PRISM_DEMO_DATA"); own != nullptr && *own != '\0')
    folders.emplace_back(own);
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  if (!program.empty()) folders.push_back(program.parent_path().parent_path() / "share/prism-workbench/demo");
  folders.emplace_back(PRISM_DEMO_SOURCE);
  std::string looked;
  for (const fs::path& folder : folders) {
    DemoPair pair{folder / "books-upper", folder / "books-lower"};
    if (fs::is_directory(pair.upper, ignored) && fs::is_directory(pair.lower, ignored)) return pair;
    looked += (looked.empty() ? "" : ", ") + folder.string();
  }
  throw Error(ErrorCode::not_found, "the built-in pair is not there; looked in " + looked, {}, {},
              "folders books-upper and books-lower; PRISM_DEMO_DATA can name the folder that holds them");
}

}  // namespace prism
