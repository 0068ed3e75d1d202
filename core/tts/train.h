// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/tts/feature_store.h"
#include "core/tts/projector.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace prism {

/// Each term of the loss, unweighted, and their weighted sum.
struct SpeechLoss {
  double total = 0;
  double acoustic = 0;  ///< MSE, or cross-entropy of codec tokens
  double cosine = 0;    ///< 1 − cosine
  double duration = 0;  ///< MSE of log durations
  double perceptual = 0;
};

struct SpeechTrainOptions {
  ProjectorConfig projector;  ///< llm_width, target_width, phones are taken from the features
  std::int64_t steps = 2000;  ///< 0: as many as `seconds` allow
  int batch = 8;              ///< utterances
  int accumulation = 1;
  double learning_rate = 1e-3;
  std::int64_t warmup = 50;
  double weight_decay = 0.01;
  double clip = 1.0;
  double weight_cosine = 0.5, weight_duration = 0.1, weight_perceptual = 0;
  double validation_share = 0.1;  ///< split by utterance
  std::int64_t validate_every = 100;
  std::int64_t checkpoint_every = 500;
  std::int64_t patience = 0;  ///< validations without a better loss before it ends; 0 = never
  std::int64_t preview_every = 0;
  double seconds = 0;             ///< wall-clock budget; 0 = none. The schedule follows it
  std::string trainer = "adamw";  ///< or "primal" (low-bit weights by votes)
  std::uint64_t seed = 0;
  std::string device = "cpu";
  bool mixed_precision = true;  ///< on CUDA
  std::filesystem::path
      output;  ///< folder: step-N.safetensors (last three), best.safetensors, log.csv, events
  std::filesystem::path start;  ///< checkpoint whose weights are taken to begin with (fine-tuning)
  bool resume = false;          ///< go on from the newest good checkpoint in `output`

  [[nodiscard]] Json to_json() const;
};

struct SpeechTrainStep {
  std::int64_t step = 0;
  SpeechLoss loss;
  double learning_rate = 0;
  double gradient_norm = 0;
  double steps_per_second = 0;
};
struct SpeechValidation {
  std::int64_t step = 0;
  SpeechLoss loss;
  double duration_mae_ms = 0;
};

/// Called on the training thread; must return soon. `preview` comes every preview_every steps with the
/// checkpoint file just written (the weights of exactly that step).
struct SpeechTrainSink {
  std::function<void(const SpeechTrainStep&)> step;
  std::function<void(const SpeechValidation&)> validation;
  std::function<void(std::int64_t step, const std::filesystem::path& checkpoint)> preview;
  std::function<void(const std::string&)> note;  ///< a checkpoint that was bad and passed over …
};

struct SpeechTrainResult {
  std::int64_t steps = 0;
  std::int64_t parameters = 0;
  SpeechLoss loss;  ///< mean of the last 50 steps
  SpeechValidation best;
  double seconds = 0;
  bool stopped = false;
  std::filesystem::path checkpoint;  ///< the best one; the last one where there was no validation
};
/// A stop keeps a checkpoint and returns. Resuming gives the bytes an uninterrupted run gives (CPU, same
/// threads). Throws Error.
SpeechTrainResult train_projector(const FeatureStore& features, const SpeechTrainOptions& options,
                                  const SpeechTrainSink& sink = {}, const RunControl& control = {});

}  // namespace prism
