// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/lowbit/lab.h"

#include <memory>
#include <string>
#include <vector>

namespace prism::cli {

// One file a command; each adds itself under `primal`.
void add_primal_train(Commands& commands, CLI::App* primal);
void add_primal_compare(Commands& commands, CLI::App* primal);
void add_primal_quantize(Commands& commands, CLI::App* primal);
void add_primal_inspect(Commands& commands, CLI::App* primal);

/// `demo build`: the built-in pair made anew.
void add_demo_build(Commands& commands, CLI::App* demo);

/// What `train` and `compare` share.
struct PrimalOptions {
  LowBitTrainOptions train;
  std::vector<std::int64_t> shape;  ///< width, layers, heads, kv heads, feed-forward
  /// With shape and seed filled in.
  [[nodiscard]] LowBitTrainOptions checked(const Context& context) const;
};
void add_primal_options(CLI::App& command, PrimalOptions& options);

/// "prime13 vote" beside loss, bytes, flips …: a line a run.
[[nodiscard]] std::vector<std::string> primal_heading();
[[nodiscard]] std::vector<std::string> primal_line(const LowBitRun& run, double reference);

}  // namespace prism::cli
