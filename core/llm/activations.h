// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/llm/language_model.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace prism {

/// What the map must give at an aligned position (methods §1).
enum class ActivationTarget { next_embedding, hidden };
[[nodiscard]] const char* name_of(ActivationTarget target) noexcept;  ///< "next-embedding", "hidden"
[[nodiscard]] ActivationTarget activation_target_of(const std::string& word);

struct ActivationOptions {
  int exit_layer = -1;   ///< of A, 0 … layers; −1 = the last (normed)
  int entry_layer = -1;  ///< of B for `hidden`: its state at that layer; −1 = the last. 0 = its embeddings
  ActivationTarget target = ActivationTarget::next_embedding;
  std::int64_t window = 0;       ///< tokens of A a window; 0 = what both contexts carry
  std::int64_t max_samples = 0;  ///< 0 = all
};

/// A position where both tokenisations end at the same character.
struct AlignedPosition {
  std::int64_t upper = 0;  ///< index of the token of A that ends there
  std::int64_t lower = 0;  ///< and of B
};
/// Of two token lists over the same text, ascending.
[[nodiscard]] std::vector<AlignedPosition> aligned_positions(const std::vector<TextToken>& upper,
                                                             const std::vector<TextToken>& lower);

struct ActivationResult {
  std::int64_t samples = 0;
  std::int64_t skipped = 0;  ///< tokens of A without an aligned partner (or without a next token)
  std::int64_t d_in = 0, d_out = 0;
};

/// Runs both models over the text and writes x [samples, d_in], z [samples, d_out] (f32, text order) and
/// lower_ids (I32 [samples]: B's token that comes next, or at the position for `hidden`) as safetensors with
/// domain=activations, both model paths and the options in its metadata. Streamed: memory does not grow with
/// the text. A stop keeps nothing (throws Stopped); the file appears whole.
ActivationResult write_activations(const LanguageModel& upper, const LanguageModel& lower,
                                   const std::string& text, const ActivationOptions& options,
                                   const std::filesystem::path& target, const RunControl& control = {});

}  // namespace prism
