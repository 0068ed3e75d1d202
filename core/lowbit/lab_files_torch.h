// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of the low-bit lab. Not for use outside core/lowbit.
#pragma once

#include "core/lowbit/lab_parts.h"
#include "core/lowbit/lm_torch.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace prism {

/// What a run has behind it besides its tensors.
struct LabHistory {
  std::string key;  ///< options and text: a checkpoint of others is not taken up
  std::int64_t steps = 0;
  std::vector<double> loss;
  std::vector<LowBitValidation> validations;
  double initial_validation_loss = 0;
  double flip_sum = 0, agreement_sum = 0;  ///< over the steps
};

/// Everything between two steps as FOLDER/step-N.safetensors, its SHA-256 beside it; the last three stay.
void save_checkpoint(const TrainedModel& model, const LabHistory& history,
                     const std::filesystem::path& folder);
/// Takes up the newest good checkpoint whose key fits; a bad one is told to `note` and passed over. False
/// when there is none.
bool load_checkpoint(TrainedModel& model, LabHistory& history, const std::filesystem::path& folder,
                     const std::function<void(const std::string&)>& note);

/// Codes, embedding, head and norms with config and tokenizer in the metadata. Not for fp32: its matrices are
/// written as they are.
void write_packed_model(const TrainedModel& model, const LabData& data, const Json& run,
                        const std::filesystem::path& file);
/// config.json, tokenizer.json and model.safetensors in f32.
void write_model_folder(const TrainedModel& model, const LabData& data, const std::filesystem::path& folder);

}  // namespace prism
