// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/infer/runner.h"
#include "core/llm/activations.h"
#include "core/llm/language_model.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace prism {

/// Where an adapter leaves A and enters B, and what passes through it; read from what it was trained on.
struct Junction {
  int exit_layer = -1;
  int entry_layer = 0;  ///< 0 = embedding
  ActivationTarget target = ActivationTarget::next_embedding;
  /// weights: A's rows of common tokens, which then replace B's embeddings of them; otherwise hidden states.
  Domain domain = Domain::weights;
};
[[nodiscard]] Junction junction_of(const Adapter& adapter);

/// The two models an adapter was trained between, as its run record says; empty where it says nothing.
struct BridgeModels {
  std::filesystem::path upper, lower;
};
[[nodiscard]] BridgeModels models_of(const Adapter& adapter);

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
  bool prompt = false;      ///< still inside the prompt
  std::string upper_token;  ///< A's token there, printable
  std::string lower_token;  ///< B's token that follows in fact
  /// B's tokens nearest to the adapter's output: by cosine where it enters as an embedding, by B's own
  /// probability where it goes straight to the head; none at the layers in between, whose states no token
  /// has.
  std::vector<std::pair<std::string, float>> nearest;
  ActiveWorkers active;
};

/// How long the adapter stays between the models (docs/methods.md, "Through the adapter").
enum class Through {
  automatic,     ///< next-embedding: prompt; hidden states and rows: all
  prompt,        ///< B reads the prompt through the adapter, then goes on by itself
  continuation,  ///< B reads the prompt and what A adds to it through the adapter, then goes on by itself
  all,           ///< B's own words pass through it too: the model whose perplexity `stitch` reports
};
[[nodiscard]] const char* name_of(Through through) noexcept;
[[nodiscard]] Through through_of(const std::string& word);

struct InferOptions {
  GenerateOptions upper;  ///< how A goes on
  GenerateOptions lower;  ///< how B goes on
  int nearest = 5;
  Through through = Through::automatic;
  bool alone = true;  ///< B's continuation by itself, too
};
struct InferEvents {
  std::function<void(const std::string& piece)> upper_text;
  std::function<void(const std::string& piece)> lower_text;
  std::function<void(const BridgeStep& step)> step;
};
struct InferResult {
  std::string text;        ///< what B read, and its continuation
  std::string upper_text;  ///< A's continuation by itself
  std::string lower_text;  ///< B's continuation behind the adapter
  std::string alone_text;  ///< B's continuation of the same text by its own embeddings
  std::int64_t tokens = 0;
  double tokens_per_second = 0;
  RunnerCounters counters;
  std::vector<BridgeStep> steps;
  std::vector<std::int64_t> active_workers;  ///< times each worker was active, by id
  std::vector<std::string> warnings;
  GenerationEnd end = GenerationEnd::length;  ///< why B's continuation is over
  bool stopped = false;
};
/// A stop keeps what is there. Throws Error(usage) for a prompt that is empty (and no token begins a text) or
/// longer than a context.
[[nodiscard]] InferResult infer(const Bridge& bridge, const std::string& prompt, const InferOptions& options,
                                const RunControl& control = {}, const InferEvents& events = {});

/// Rows [count, d_in] of any other encoder through the adapter as B's leading input embeddings (or its states
/// at the entry), then the prompt, if any, by B's own embeddings; B goes on. `bridge.upper` may be missing.
[[nodiscard]] InferResult infer_rows(const Bridge& bridge, const float* rows, std::int64_t count,
                                     const std::string& prompt, const InferOptions& options,
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
