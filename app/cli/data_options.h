// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/samples/data.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

namespace prism::cli {

/// DATA of interfaces.md: two models, two matrices, or a file of pairs.
struct DataOptions {
  DataSpec spec;
  std::string text, target;
  int exit_layer = -1, entry_layer = -1;

  /// The data as given, perhaps empty. Throws Error(usage) for the forms this version has no decoder for.
  [[nodiscard]] DataSpec checked() const;
};

void add_data_options(CLI::App& command, DataOptions& data);

}  // namespace prism::cli
