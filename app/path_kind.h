// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace prism::app {

/// What a dropped or named path holds, told by its content.
enum class PathKind { project, adapter, model, vocabulary, matrix, pairs };

/// Reads headers only. Throws Error: not_found, or unsupported listing what can be opened.
[[nodiscard]] PathKind kind_of(const std::filesystem::path& path);

}  // namespace prism::app
