// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of tts. Not for use outside core/tts and its tests.
#pragma once

#include "core/tts/checkpoint_torch.h"
#include "core/tts/event_file.h"
#include "core/tts/step_rule_torch.h"
#include "core/tts/train.h"
#include "core/tts/train_data_torch.h"
#include "core/tts/train_loss_torch.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace prism {

/// Throws Error(usage) naming the option that makes no sense.
void check_training(const SpeechTrainOptions& options);

/// One training from its options to its last checkpoint.
class Training {
 public:
  Training(const FeatureStore& features, const SpeechTrainOptions& options, const SpeechTrainSink& sink,
           const RunControl& control);
  SpeechTrainResult run();

 private:
  void begin_anew();
  bool resume();
  void take_weights_of(const std::filesystem::path& checkpoint);
  void make_rule();
  /// One step of the optimiser; false when a stop was asked for before it was done.
  bool step();
  void validate();
  std::filesystem::path save();
  [[nodiscard]] ProjectorInfo info() const;
  [[nodiscard]] Json progress() const;
  void take_progress(const Json& progress, const std::filesystem::path& file);
  [[nodiscard]] std::string key() const;
  [[nodiscard]] double seconds() const;
  [[nodiscard]] double done() const;  ///< 0 … 1
  [[nodiscard]] SpeechLoss recent() const;
  void note(const std::string& text) const;

  const FeatureStore& m_features;
  SpeechTrainOptions m_options;
  const SpeechTrainSink& m_sink;
  const RunControl& m_control;
  TrainData m_data;
  at::Device m_device;
  std::string m_model_hash;
  std::unique_ptr<ProjectorNet> m_net;
  std::unique_ptr<StepRule> m_rule;
  std::unique_ptr<TrainingLog> m_log;
  DropoutKey m_dropout;

  std::int64_t m_step = 0;
  double m_seconds_before = 0;  ///< of earlier parts of this training
  std::chrono::steady_clock::time_point m_started, m_saved;
  std::int64_t m_saved_step = -1;
  std::deque<SpeechLoss> m_recent;
  std::optional<SpeechValidation> m_best;
  std::int64_t m_since_best = 0;
  double m_scale = 65536;  ///< of the loss under mixed precision
  std::int64_t m_good_steps = 0;
  bool m_mixed = false;
};

}  // namespace prism
