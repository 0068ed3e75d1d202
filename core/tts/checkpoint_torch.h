// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of tts. Not for use outside core/tts and its tests.
#pragma once

#include "core/tts/projector_torch.h"
#include "core/tts/trained_projector.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// What training needs besides the weights to go on as if it had never stopped. Choices of data and dropout
/// follow from seed and step, so no generator's state is among them.
struct TrainingState {
  std::string key;  ///< of features and options: another training is not resumed
  /// The optimiser's tensors of any type, by name.
  std::vector<std::pair<std::string, at::Tensor>> optimiser;
  Json progress = Json::object();  ///< recent losses, best validation, loss scale, seconds so far
};

/// Writes a checkpoint: weights, scales, `state` when given; metadata with version, configuration, contract,
/// front end, model, record and SHA-256 sums. Atomic.
void save_projector(const std::filesystem::path& path, const ProjectorNet& net, const ProjectorInfo& info,
                    const TrainingState* state = nullptr);

struct LoadedProjector {
  std::unique_ptr<ProjectorNet> net;
  ProjectorInfo info;
  std::unique_ptr<TrainingState> state;  ///< null when not asked for or not there
};
/// Only what is asked for is read. Throws Error(format, mismatch, unsupported) naming file and field; a sum
/// that does not fit what is read is Error(format).
[[nodiscard]] LoadedProjector load_projector(const std::filesystem::path& path, bool with_state);

/// `step-N.safetensors` of a folder, newest first.
[[nodiscard]] std::vector<std::filesystem::path> step_checkpoints(const std::filesystem::path& folder);
/// Removes all but the newest `keep` of them.
void prune_checkpoints(const std::filesystem::path& folder, std::size_t keep = 3);
/// The newest that opens; those passed over are told to `note` with the reason. Net is null when none is.
[[nodiscard]] LoadedProjector newest_good_checkpoint(const std::filesystem::path& folder,
                                                     const std::function<void(const std::string&)>& note);

}  // namespace prism
