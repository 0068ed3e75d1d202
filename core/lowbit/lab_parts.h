// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of the low-bit lab. Not for use outside core/lowbit.
#pragma once

#include "core/lowbit/lab.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace prism {

/// The shape that is trained; throws Error(usage) for sizes that make no sense.
[[nodiscard]] LowBitShape shape_of(const LowBitTrainOptions& options);
/// Throws Error(usage) naming the option.
void check_options(const LowBitTrainOptions& options);
[[nodiscard]] Json to_json(const LowBitMemory& memory);

/// The text as tokens, its end kept for validation.
struct LabData {
  std::string tokenizer;  ///< tokenizer.json as text; empty where another kind of file was given
  std::int32_t end = -1;
  std::int64_t vocabulary = 0;
  std::string text_hash;
  std::vector<std::int32_t> train, validation;
};
/// Throws Error for a text too short for one window of either part.
[[nodiscard]] LabData load_lab_data(const LowBitTrainOptions& options, const RunControl& control);

}  // namespace prism
