// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/llm/language_model.h"
#include "core/llm/state_windows.h"

#include <cstdint>
#include <span>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// Highest layer of a model when `layer` is −1, else the layer itself; throws Error(usage) naming `what` for
/// layers it does not have.
[[nodiscard]] std::int64_t layer_of(const LanguageModel& model, int layer, const char* what);

/// Runs a model over windows side by side. Not thread-safe.
class StateReader {
 public:
  /// `tokens` must outlive it. Throws Error(mismatch) for ids the network does not have.
  StateReader(const LanguageModel& model, const ModelText& text, std::int64_t layer);

  /// States [count of all wanted, width] (f32, processor) in the order of the windows.
  [[nodiscard]] at::Tensor read(std::span<const StateWindow> windows,
                                std::span<const std::int64_t> wanted) const;
  /// Windows that make a good batch: some thousand tokens.
  [[nodiscard]] std::size_t batch(std::int64_t window_length) const;

 private:
  const LanguageModel& m_model;
  const ModelText& m_text;
  std::int64_t m_layer;
};

/// Tokens of a window that a model's context carries behind the text's prefix; `wanted` 0 = as many as pay
/// off.
[[nodiscard]] std::int64_t window_length(const LanguageModel& model, const ModelText& text,
                                         std::int64_t wanted);
/// Tokens at the beginning of a window whose states lack context.
[[nodiscard]] std::int64_t warm_up_of(std::int64_t window_length);

}  // namespace prism
