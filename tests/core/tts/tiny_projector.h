// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/mel_contract.h"

#include <cstdint>
#include <filesystem>

namespace prism::test {

/// The smaller model of the built-in pair.
std::filesystem::path demo_model();

struct TinyProjector {
  bool phones = true;  ///< units are the phones of a lexicon of a few words; else tokens
  std::uint64_t seed = 1;
  std::int64_t step = 7;
  std::int64_t width = 0;  ///< of the language model's states; 0 = as the model has them
  MelContract contract;
};
/// Writes a checkpoint with random weights for demo_model(). Its lexicon, without a voice: "the", "cat",
/// "sat", "down".
void write_projector(const std::filesystem::path& file, const TinyProjector& options = {});

}  // namespace prism::test
