// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inference_run.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace prism::app {

/// How the models go on, as a form.
class GenerationPanel final : public QWidget {
  Q_OBJECT

 public:
  explicit GenerationPanel(QWidget* parent = nullptr);

  [[nodiscard]] InferenceSettings settings() const;
  void setSettings(const InferenceSettings& settings);

 Q_SIGNALS:
  void changed();

 private:
  void showDependence();

  QSpinBox* m_max_tokens;
  QDoubleSpinBox* m_temperature;
  QSpinBox* m_top_k;
  QDoubleSpinBox* m_top_p;
  QSpinBox* m_seed;
  QLineEdit* m_stop;
  QComboBox* m_through;
};

}  // namespace prism::app
