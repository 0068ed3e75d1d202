// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/front_end.h"
#include "core/speech/mel_contract.h"
#include "core/tts/projector.h"
#include "core/types/audio.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// What a checkpoint says of itself.
struct ProjectorInfo {
  ProjectorConfig config;
  MelContract contract;
  FrontEnd front_end;
  std::filesystem::path model;  ///< the language model whose states it was trained on
  std::string model_hash;       ///< path_hash of it
  int layer = -1;               ///< as in FeatureOptions
  std::int64_t step = 0;
  Json record = Json::object();  ///< options, data and figures of the training
};

/// What the projector gives for units of known length.
struct ProjectedFrames {
  FrameFeatures features;      ///< [frames, target_width]: log mel as the contract has it, or codec tokens
  FrameFeatures upsampling;    ///< [frames, units], each row sums to 1; 0 for units without frames
  std::vector<float> centres;  ///< of each unit, frames
  std::vector<float> ranges;   ///< σ of each unit, frames
};

/// A projector as a checkpoint holds it, its weights only. Immutable; calls from several threads are safe.
class TrainedProjector {
 public:
  /// Throws Error(format, mismatch …) naming what is wrong with the file.
  [[nodiscard]] static std::shared_ptr<const TrainedProjector> load(const std::filesystem::path& checkpoint,
                                                                    const std::string& device = "cpu");
  virtual ~TrainedProjector() = default;
  [[nodiscard]] virtual const ProjectorInfo& info() const = 0;
  /// Predicted lengths in frames, not rounded. `token_features` are the language model's states [tokens,
  /// llm_width] (token_states.h); units carry token and label, their frames are not looked at.
  [[nodiscard]] virtual std::vector<float> predict_frames(const FrameFeatures& token_features,
                                                          std::span<const SpeechUnit> units) const = 0;
  /// Decoder features for units whose frames are given; their sum is the number of rows. Throws Error(usage)
  /// when that is 0 or a token is not there.
  [[nodiscard]] virtual ProjectedFrames decode(const FrameFeatures& token_features,
                                               std::span<const SpeechUnit> units) const = 0;
  /// Labels among the units that the projector has never seen; they are spoken by their token alone.
  [[nodiscard]] virtual std::vector<std::string> unknown_phones(std::span<const SpeechUnit> units) const = 0;
};

/// Predicted lengths over `speed` as whole frames: the rounding of each unit is carried on to the next, so
/// that the sum is right to half a frame; a unit that is no silence gets at least one.
[[nodiscard]] std::vector<std::int64_t> whole_frames(std::span<const float> predicted,
                                                     std::span<const SpeechUnit> units, double speed = 1.0);

}  // namespace prism
