// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/lowbit/grid.h"
#include "core/lowbit/update.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace prism {

/// Shape of the language model that is trained (Llama form, untied head).
struct LowBitShape {
  std::int64_t width = 0, layers = 0, heads = 0, kv_heads = 0, feed_forward = 0;
  bool operator==(const LowBitShape&) const = default;
};
/// "tiny" (128 wide, 2 layers), "small" (the shape of the built-in upper model), "0.1b". Throws Error(usage).
[[nodiscard]] LowBitShape shape_named(const std::string& size);
[[nodiscard]] std::vector<std::string> shape_names();

struct LowBitTrainOptions {
  std::filesystem::path text;       ///< UTF-8 or any bytes
  std::filesystem::path tokenizer;  ///< a model's; empty: a byte-level BPE of `vocabulary` tokens of our own
  std::int64_t vocabulary = 512;    ///< 257 to 65 536: bytes, merges and the end-of-text token
  std::string size = "tiny";
  LowBitShape shape;  ///< instead of `size` where its width is not 0
  Grid grid = grid_named("prime13");
  UpdateOptions update;
  std::int64_t steps = 400;
  int batch = 2;          ///< sequences a micro-batch
  int micro_batches = 8;  ///< a step
  std::int64_t context = 128;
  double validation_share = 0.05;        ///< the end of the text
  std::int64_t validate_every = 50;      ///< steps; 0: only at the end
  std::int64_t validation_windows = 32;  ///< at most
  std::int64_t checkpoint_every = 100;   ///< steps; a stop writes one too
  std::filesystem::path checkpoints;     ///< folder, the last three kept; empty: none
  bool resume = false;
  std::uint64_t seed = 0;
  std::filesystem::path output;  ///< packed file NAME.safetensors; empty: none
  std::filesystem::path folder;  ///< Hugging Face folder with dequantised weights; empty: none

  /// Every option by name; shape filled in.
  [[nodiscard]] Json to_json() const;
};

/// Bytes that are really allocated, a group each; nothing is in two groups.
struct LowBitMemory {
  std::uint64_t weights = 0;     ///< of the low-bit matrices: codes, scales, tables (f32 weights for fp32)
  std::uint64_t votes = 0;       ///< int8 buffers
  std::uint64_t optimizer = 0;   ///< masters, moments, gradient sums of the low-bit matrices
  std::uint64_t embeddings = 0;  ///< embeddings, head, norms, biases in f32
  std::uint64_t embeddings_optimizer = 0;  ///< their gradients and moments
  std::uint64_t activations = 0;  ///< peak of everything transient in a step: states, gradients, blocks
  [[nodiscard]] std::uint64_t total() const noexcept;
};

/// One optimiser step. `flips` and `occupancy` are empty for fp32.
struct LowBitStep {
  std::int64_t step = 0;  ///< from 1
  double loss = 0;        ///< training, nats per token
  double learning_rate = 0;
  double flip_rate = 0;       ///< share of low-bit weights that moved
  double vote_agreement = 0;  ///< mean |votes| / votes cast over weights with any vote; 1 = unanimous
  double zero_fraction = 0;
  int values_used = 0;            ///< table values with at least one weight
  std::vector<double> occupancy;  ///< share of weights on each table value
  std::vector<double> flips;      ///< flip rate of each matrix, in the order of LowBitStart::matrices
  double tokens_per_second = 0;
  LowBitMemory memory;
};
struct LowBitValidation {
  std::int64_t step = 0;
  double loss = 0;
};
/// What is known before the first step.
struct LowBitStart {
  std::vector<std::string> matrices;  ///< "layers.0.self_attn.q_proj", …: rows of the flip map
  std::int64_t low_bit_parameters = 0;
  std::int64_t other_parameters = 0;
  std::int64_t train_tokens = 0, validation_tokens = 0, vocabulary = 0;
  std::int64_t step = 0;  ///< > 0 after a resume
};
/// Called on the training thread; must return soon.
struct LowBitSink {
  std::function<void(const LowBitStart&)> start;
  std::function<void(const LowBitStep&)> step;
  std::function<void(const LowBitValidation&)> validation;
  std::function<void(const std::string&)> note;
};

struct LowBitResult {
  LowBitStart start;
  std::vector<double> loss;  ///< of each step
  std::vector<LowBitValidation> validations;
  double initial_validation_loss = 0;
  double validation_loss = 0;                ///< at the end
  double flip_rate = 0, vote_agreement = 0;  ///< means over the steps
  LowBitStep last;
  LowBitMemory memory;  ///< activations: peak over the run
  std::uint64_t peak_rss_bytes = 0;
  double tokens_per_second = 0;
  double seconds = 0;
  std::int64_t steps = 0;
  bool stopped = false;
  std::vector<std::string> notes;

  [[nodiscard]] double bytes_per_parameter() const noexcept;  ///< low-bit: (weights + votes + optimiser) each
};
/// The fields of primal.md; `fp32_validation_loss` is added by whoever trained the reference.
[[nodiscard]] Json to_json(const LowBitResult& result);

/// Trains a decoder-only language model on a text file. Same options, seed and threads: same bytes; resuming
/// gives the bytes of an uninterrupted run. A stop keeps a checkpoint and the outputs. Throws Error.
[[nodiscard]] LowBitResult train_low_bit(const LowBitTrainOptions& options, const LowBitSink& sink = {},
                                         const RunControl& control = {});

/// Grids × updates on the same data, order, steps and seed.
struct LowBitCompareOptions {
  LowBitTrainOptions train;  ///< grid, update rule and outputs are left aside
  std::vector<Grid> grids;
  std::vector<LowBitUpdate> updates;  ///< fp32 runs once whatever the grids
};
struct LowBitRun {
  std::string grid;  ///< "f32" for fp32
  LowBitUpdate update = LowBitUpdate::vote;
  LowBitResult result;
};
struct LowBitComparison {
  std::vector<LowBitRun> runs;
  bool stopped = false;
  /// Validation loss of the fp32 run; NaN without one.
  [[nodiscard]] double reference() const noexcept;
};
/// `sink_of` gives the sink of each run as it begins (may be empty). A stop keeps the runs that ended.
[[nodiscard]] LowBitComparison compare_low_bit(
    const LowBitCompareOptions& options,
    const std::function<LowBitSink(const std::string& grid, LowBitUpdate update)>& sink_of = {},
    const RunControl& control = {});

}  // namespace prism
