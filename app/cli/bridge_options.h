// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/infer/bridge.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace prism::cli {

/// Which adapter stands between which models, and how; what is not given is told by the adapter.
struct BridgeOptions {
  std::filesystem::path adapter, upper, lower;
  std::optional<int> exit_layer, entry_layer;
  std::string target, use;
  std::uint64_t stream_bytes = 0;
  bool all_active = false;

  /// Opens adapter and models; those already open in `other` are shared. Notes them as inputs.
  [[nodiscard]] Bridge open(Context& context, const std::filesystem::path& which, bool needs_upper,
                            const Bridge* other = nullptr) const;
};

void add_bridge_options(CLI::App& command, BridgeOptions& options);

}  // namespace prism::cli
