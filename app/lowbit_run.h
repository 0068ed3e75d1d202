// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lowbit/lab.h"

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <QString>

namespace prism::app {

/// What the next low-bit training does.
struct LabSettings {
  LowBitTrainOptions train;  ///< text empty: text sampled from the open upper model
  std::vector<Grid> grids{grid_named("prime13"), grid_named("uniform15")};  ///< to compare
  std::vector<LowBitUpdate> updates{LowBitUpdate::vote, LowBitUpdate::fp32};
  std::vector<float> own_table{-1, -0.5F, -0.25F, 0, 0.25F, 0.5F, 1};  ///< of the table editor
};
[[nodiscard]] Json to_json(const LabSettings& settings);
/// Missing or unknown fields keep their defaults. Throws Error for values that make no sense.
[[nodiscard]] LabSettings lab_settings_of(const Json& json);
/// The options that LowBitTrainOptions::to_json wrote.
[[nodiscard]] LowBitTrainOptions lab_options_of(const Json& json);
/// The command line that trains the same: what a run's record needs to be run again.
[[nodiscard]] std::vector<std::string> lab_arguments_of(const LowBitTrainOptions& options);

/// One training of the Low-bit lab, as plain values.
struct LabRun {
  enum class State { waiting, running, done, stopped, failed };

  int serial = 0;  ///< names it while the program runs
  State state = State::waiting;
  LowBitTrainOptions options;
  QString folder;  ///< checkpoints, packed file, its record
  LowBitStart start;
  std::vector<LowBitStep> steps;  ///< at most kMostSteps: every `stride`-th one
  std::int64_t stride = 1;
  LowBitStep last;
  std::vector<LowBitValidation> validations;
  // Of the result; NaN and 0 before.
  double initial_loss = std::numeric_limits<double>::quiet_NaN();
  double validation_loss = std::numeric_limits<double>::quiet_NaN();
  double flip_rate = std::numeric_limits<double>::quiet_NaN();  ///< mean over the steps
  double agreement = std::numeric_limits<double>::quiet_NaN();  ///< mean over the steps
  std::uint64_t peak_rss = 0;
  double seconds = 0;
  QString problem;  ///< why it failed
  std::vector<std::string> notes;

  static constexpr std::size_t kMostSteps = 1500;

  [[nodiscard]] bool lowBit() const noexcept { return options.update.update != LowBitUpdate::fp32; }
  [[nodiscard]] bool live() const noexcept { return state == State::waiting || state == State::running; }
  /// "prime13 · vote", "fp32".
  [[nodiscard]] QString name() const;
  [[nodiscard]] QString packedFile() const;        ///< where it is written; empty for fp32
  [[nodiscard]] double bytesPerParameter() const;  ///< weights, votes, optimiser; NaN before the first step
  /// Same model, data, order, steps and seed: losses may be compared.
  [[nodiscard]] bool comparableWith(const LabRun& other) const;

  void add(const LowBitStep& step);
  void finish(const LowBitResult& result);
  /// Forgets what lies behind a step: a resumed training goes over it again.
  void backTo(std::int64_t step);
};
[[nodiscard]] Json to_json(const LabRun& run);
/// A run as it was kept; waiting and running ones come back as stopped. Throws Error.
[[nodiscard]] LabRun lab_run_of(const Json& json, const std::filesystem::path& file);

}  // namespace prism::app
