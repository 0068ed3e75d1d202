// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/test_data.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace prism::test {

/// One generated file and what must happen with it.
struct BadRow {
  std::string row;
  std::filesystem::path path;
  char verdict = 'R';             ///< R refused, A accepted, W accepted with a warning
  std::vector<std::string> says;  ///< pieces that the message of a refusal must hold
};

/// Runs tests/data/make_bad_<format>.py into `folder` with the system's Python and reads its list. Throws
/// std::runtime_error with the script's output when that fails.
std::vector<BadRow> make_bad_files(const std::string& format, const TemporaryFolder& folder);

/// Opens the file through `open`, which returns the warnings it got. Empty if the row's verdict came true,
/// else what was wrong: the outcome, a message without file or position, or memory beyond the bytes present
/// plus 64 MiB.
std::string check_row(const BadRow& row,
                      const std::function<std::vector<std::string>(const std::filesystem::path&)>& open);

}  // namespace prism::test
