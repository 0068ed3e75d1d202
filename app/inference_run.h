// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/infer/bridge.h"

#include <cstdint>
#include <memory>
#include <vector>

#include <QCoreApplication>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace prism::app {

/// How both models go on.
struct InferenceSettings {
  int max_tokens = 48;
  double temperature = 0;  ///< 0 = always the likeliest token
  int top_k = 0;           ///< 0 = all
  double top_p = 1;
  int seed = 0;
  QStringList stop;                      ///< texts that end the generation
  Through through = Through::automatic;  ///< how long the adapter stays between the models

  [[nodiscard]] GenerateOptions options() const;
  [[nodiscard]] QJsonObject toJson() const;
  static InferenceSettings fromJson(const QJsonObject& json);  ///< unknown or impossible values: the defaults
  bool operator==(const InferenceSettings&) const = default;
};

/// Stop texts in one line: separated by " | ", with \n, \t, \| and \\ for characters that could not be
/// written.
[[nodiscard]] QString line_of_stop_texts(const QStringList& texts);
[[nodiscard]] QStringList stop_texts_of(const QString& line);

/// One prompt and what came of it. Texts are kept in the session; steps and adapter only while the window is
/// open.
struct InferenceRun {
  Q_DECLARE_TR_FUNCTIONS(InferenceRun)
 public:
  int serial = 0;   ///< tells runs of this session apart
  QString started;  ///< ISO 8601, local time
  QString prompt;
  InferenceSettings settings;
  QString upper_name, lower_name, adapter_name;
  QString second_name;  ///< of the adapter beside the first; empty without one
  QString upper_text, lower_text, second_text, alone_text;  ///< continuations only
  std::int64_t tokens = 0;
  double tokens_per_second = 0;
  double second_tokens_per_second = 0;
  RunnerCounters counters;
  QStringList warnings;
  bool stopped = false;
  bool finished = false;
  std::vector<BridgeStep> steps;
  std::shared_ptr<const Adapter> adapter;

  [[nodiscard]] QJsonObject toJson() const;
  static InferenceRun fromJson(const QJsonObject& json);
  /// Everything as plain text, for the clipboard and files.
  [[nodiscard]] QString text() const;
  /// A header line and one a step: tokens, nearest ones with cosines, active workers.
  [[nodiscard]] QString stepsCsv() const;
  /// Share of steps at which each worker was active, by id; empty without steps.
  [[nodiscard]] std::vector<double> utilisation() const;
  /// Whether some worker rested at some step: only then is it worth showing which were active.
  [[nodiscard]] bool routed() const;
};

/// Perplexity of the lower model on one text: with its own embeddings, the adapter's, and shuffled ones.
struct StitchMeasurement {
  QString started;
  QString adapter_name;
  QString text_name;
  double own = 0, stitched = 0, shuffled = 0;
  double replaced_share = 0;
  std::int64_t tokens = 0;

  [[nodiscard]] QJsonObject toJson() const;
  static StitchMeasurement fromJson(const QJsonObject& json);
};
[[nodiscard]] QString csv_of(const std::vector<StitchMeasurement>& measurements);

}  // namespace prism::app
