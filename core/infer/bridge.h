// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/infer/runner.h"
#include "core/llm/activations.h"
#include "core/llm/language_model.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace prism {

/// Where an adapter leaves A and enters B; read from its run record, the options of activations filled in.
struct Junction {
  int exit_layer = -1;
  int entry_layer = 0;  ///< 0 = embedding
  ActivationTarget target = ActivationTarget::next_embedding;
};
[[nodiscard]] Junction junction_of(const Adapter& adapter);

/// Text through A, the adapter, then B. Not thread-safe: one lane.
struct Bridge {
  std::shared_ptr<const LanguageModel> upper, lower;
  std::shared_ptr<const Adapter> adapter;
  Junction junction;
  RunnerOptions runner;
};
/// Throws Error(mismatch) when widths or vocabularies do not fit. Warnings ("a map fitted on rows is used on
/// hidden states") are for showing.
[[nodiscard]] std::vector<std::string> check_bridge(const Bridge& bridge);

/// One position at which the adapter spoke.
struct BridgeStep {
  bool prompt = false;                                 ///< still inside the prompt
  std::string upper_token;                             ///< A's token there, printable
  std::string lower_token;                             ///< B's token that follows in fact
  std::vector<std::pair<std::string, float>> nearest;  ///< B's tokens nearest to the adapter's output, cosine
  ActiveWorkers active;
};

struct InferOptions {
  GenerateOptions upper;  ///< how A goes on
  GenerateOptions lower;  ///< how B goes on
  int nearest = 5;
};
struct InferEvents {
  std::function<void(const std::string& piece)> upper_text;
  std::function<void(const std::string& piece)> lower_text;
  std::function<void(const BridgeStep& step)> step;
};
struct InferResult {
  std::string text;        ///< prompt and B's continuation
  std::string upper_text;  ///< A's continuation by itself
  std::string lower_text;  ///< B's continuation behind the adapter
  std::string alone_text;  ///< B's continuation of the same text by its own embeddings
  std::int64_t tokens = 0;
  double tokens_per_second = 0;
  RunnerCounters counters;
  std::vector<BridgeStep> steps;
  std::vector<std::int64_t> active_workers;  ///< times each worker was active, by id
  std::vector<std::string> warnings;
  bool stopped = false;
};
/// A stop keeps what is there.
[[nodiscard]] InferResult infer(const Bridge& bridge, const std::string& prompt, const InferOptions& options,
                                const RunControl& control = {}, const InferEvents& events = {});

/// Stitched perplexity (methods §10).
struct StitchResult {
  Perplexity own, stitched, shuffled;
  double replaced_share = 0;
};
[[nodiscard]] StitchResult stitch(const Bridge& bridge, const std::string& text,
                                  const PerplexityOptions& options, std::uint64_t seed,
                                  const RunControl& control = {});

}  // namespace prism
