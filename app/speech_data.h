// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"
#include "core/speech/dataset.h"
#include "core/speech/dataset_check.h"

#include <functional>
#include <memory>

#include <QObject>
#include <QString>
#include <QStringList>

namespace prism::app {

/// The recordings a projector is trained on: opened or made with the built-in voice, checked, aligned, and
/// turned into features. One of these at a time; each ends with what it was asked for or is told. GUI thread
/// only.
class SpeechData final : public QObject {
  Q_OBJECT

 public:
  enum class State { idle, opening, making, aligning, preparing };
  enum class Aligner { builtin, mfa };

  SpeechData(JobCenter& jobs, QString work_folder, QObject* parent = nullptr);

  [[nodiscard]] State state() const noexcept { return m_state; }
  [[nodiscard]] bool busy() const noexcept { return m_state != State::idle || m_check_job; }
  /// "Making a voice set, 40 %"; empty while idle.
  [[nodiscard]] QString activity() const;

  /// Null until one is open. The check follows and may take longer; its table is empty until then.
  [[nodiscard]] std::shared_ptr<const SpeechDataset> dataset() const { return m_dataset; }
  [[nodiscard]] std::shared_ptr<const DatasetCheck> check() const { return m_check; }
  /// features.prismtts of the open dataset; empty until it was prepared.
  [[nodiscard]] QString features() const { return m_features; }
  [[nodiscard]] QString voiceSetFolder() const;

  using Then = std::function<void()>;
  /// `alignments`: their folder where they are not beside the recordings.
  void open(const QString& folder, const QString& alignments = {}, Then then = {});
  /// `count` built-in sentences spoken by the built-in voice, in the work folder; then opened.
  void makeVoiceSet(const QString& voice, int count, Then then = {});
  /// Writes a TextGrid for every utterance into the dataset's folder, then opens it again.
  void align(Aligner aligner, const QString& voice, Then then = {});
  /// States of the language model, mel frames and units, in the work folder; at once where nothing changed.
  void prepare(const QString& model, int layer, Then then = {});
  void stop();

 Q_SIGNALS:
  void stateChanged();
  void datasetChanged();
  void checkChanged();
  void featuresChanged();
  void noted(const QString& sentence);  ///< what was left out, resampled …
  void problemRaised(const QString& sentence, const QString& details);

 private:
  void begin(State state);
  void end();
  void startCheck();
  void failed(const QString& title, const JobEvent& event);

  JobCenter& m_jobs;
  QString m_work_folder;
  State m_state = State::idle;
  JobTicket m_job, m_check_job;
  QString m_alignments;
  std::shared_ptr<const SpeechDataset> m_dataset;
  std::shared_ptr<const DatasetCheck> m_check;
  QString m_features;
};

}  // namespace prism::app
