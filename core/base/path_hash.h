// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace prism {

/// Identity of an input for run records and caches: quick_file_hash of a file; of a folder (a model) one over
/// the names and hashes of the files right inside it. Throws Error.
[[nodiscard]] std::string path_hash(const std::filesystem::path& path);

}  // namespace prism
