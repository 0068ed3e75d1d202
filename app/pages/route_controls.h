// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/router.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;
class QSpinBox;

namespace prism::app {

/// How gates are trained, and how many workers they may choose.
class RouteControls final : public QWidget {
  Q_OBJECT

 public:
  explicit RouteControls(QWidget* parent = nullptr);

  [[nodiscard]] RouteOptions options() const;
  void setOptions(const RouteOptions& options);
  /// Workers of the largest pipe: the slider's end. Until the budget is chosen it is the usual share of them.
  void setWorkers(int workers);
  [[nodiscard]] int budget() const;
  [[nodiscard]] QWidget* budgetRow() const noexcept { return m_budget_row; }

 Q_SIGNALS:
  void changed();
  void budgetMoved(int budget);  ///< also while it is dragged

 private:
  void showBudget();

  QWidget* m_budget_row;
  QSlider* m_slider;
  QSpinBox* m_budget;
  QLabel* m_share;
  QSpinBox* m_epochs;
  QComboBox* m_balance;
  QCheckBox* m_separate;
  QDoubleSpinBox* m_rate;
  QSpinBox* m_batch;
  QSpinBox* m_rows;
  QSpinBox* m_seed;
  bool m_usual = true;     ///< nobody has chosen a budget yet
  RouteOptions m_options;  ///< what has no control keeps its value
};

}  // namespace prism::app
