// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/samples/data.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

namespace prism::cli {

/// DATA of interfaces.md: two models (with a text: their activations), two matrices, or a file of pairs.
struct DataOptions {
  DataSpec spec;
  std::string target;  ///< empty: told by the entry layer
  int exit_layer = -1, entry_layer = -1;

  /// The data as given, perhaps empty. Throws Error(usage).
  [[nodiscard]] DataSpec checked() const;
};

void add_data_options(CLI::App& command, DataOptions& data);

}  // namespace prism::cli
