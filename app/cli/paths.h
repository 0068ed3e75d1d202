// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace prism::cli {

/// Where an output goes: the file itself, or `name` inside it when it is a folder (there, or written with a
/// trailing slash): --output-dir is an alias of --output.
[[nodiscard]] std::filesystem::path output_file(const std::filesystem::path& output, const std::string& name);

/// "name.png" → "name-spectrum.png".
[[nodiscard]] std::filesystem::path with_suffix(const std::filesystem::path& file, const std::string& suffix);

}  // namespace prism::cli
