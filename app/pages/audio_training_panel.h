// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tts/train.h"

#include <QJsonObject>
#include <QString>
#include <QWidget>

class QAction;
class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace prism::widgets {
class CurveView;
}

namespace prism::app {

class SpeechTraining;

/// How a projector is trained, and its losses while it is.
class AudioTrainingPanel final : public QWidget {
  Q_OBJECT

 public:
  /// `train` starts or stops it; the panel shows it as its button.
  AudioTrainingPanel(SpeechTraining& training, QAction* train, QWidget* parent = nullptr);

  /// Without output folder.
  [[nodiscard]] SpeechTrainOptions options() const;
  /// Language model whose hidden states speak; empty: the upper model of the pair.
  [[nodiscard]] QString model() const;
  [[nodiscard]] int layer() const;
  [[nodiscard]] QString previewText() const;
  /// What the empty field of the model stands for.
  void setUsualModel(const QString& path);
  void setStatus(const QString& text);
  [[nodiscard]] QJsonObject saveState() const;
  void restoreState(const QJsonObject& state);

 private:
  void showCurves();

  SpeechTraining& m_training;
  QLineEdit* m_model;
  QSpinBox* m_layer;
  QSpinBox* m_steps;
  QSpinBox* m_batch;
  QDoubleSpinBox* m_rate;
  QSpinBox* m_preview;
  QLineEdit* m_preview_text;
  QCheckBox* m_resume;
  QLabel* m_status;
  widgets::CurveView* m_curves;
};

}  // namespace prism::app
