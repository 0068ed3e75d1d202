// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"
#include "core/tts/train.h"
#include "core/types/figures.h"

#include <memory>
#include <vector>

#include <QObject>
#include <QString>

class QTimer;

namespace prism::app {

/// A projector in training: curves that grow while it runs, checkpoints to listen to, a stop that keeps what
/// is there. GUI thread only.
class SpeechTraining final : public QObject {
  Q_OBJECT

 public:
  SpeechTraining(JobCenter& jobs, QObject* parent = nullptr);
  ~SpeechTraining() override;

  [[nodiscard]] bool running() const noexcept { return static_cast<bool>(m_job); }
  [[nodiscard]] bool stopping() const noexcept { return m_stopping; }
  /// `options.output` gets the checkpoints; previews come every options.preview_every steps.
  void start(const QString& features, const SpeechTrainOptions& options);
  void stop();

  [[nodiscard]] const std::vector<SpeechTrainStep>& steps() const noexcept { return m_steps; }
  [[nodiscard]] const std::vector<SpeechValidation>& validations() const noexcept { return m_validations; }
  /// Total, acoustic, cosine and duration loss, and the validation's total, over steps: each a curve with at
  /// most 2 000 points (means of neighbours).
  [[nodiscard]] std::vector<Curve> curves() const;
  /// Of the run that ended last; empty file when there is none.
  [[nodiscard]] const SpeechTrainResult& result() const noexcept { return m_result; }
  /// "step 400 of 2 000 · 3.2 steps/s · loss 0.41"; empty before the first step.
  [[nodiscard]] QString progressText() const;

 Q_SIGNALS:
  void stateChanged();
  void grew();  ///< curves have more points; at most ten times a second
  void previewReady(const QString& checkpoint, qint64 step);
  void finished(bool stopped);
  void noted(const QString& sentence);
  void problemRaised(const QString& sentence, const QString& details);

 private:
  struct Live;
  void poll();
  void end();

  JobCenter& m_jobs;
  QTimer* m_timer;
  JobTicket m_job;
  bool m_stopping = false;
  std::shared_ptr<Live> m_live;
  std::int64_t m_wanted_steps = 0;
  std::vector<SpeechTrainStep> m_steps;
  std::vector<SpeechValidation> m_validations;
  SpeechTrainResult m_result;
};

}  // namespace prism::app
