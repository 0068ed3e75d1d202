// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"
#include "core/lowbit/grid.h"

#include <optional>
#include <vector>

#include <QString>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace prism::widgets {
class CurveView;
}

namespace prism::app {

/// How well a table holds normally distributed weights at its best scale.
struct GaussianFit {
  double sqnr_db = 0;
  double scale = 0;  ///< of the table, for weights of deviation 1
};
/// Quantises equally likely quantiles of the normal distribution: no chance in it. Any thread.
[[nodiscard]] GaussianFit fit_gaussian(const Grid& grid);
/// "0.5", "-1/3"; none for anything else.
[[nodiscard]] std::optional<float> table_value_of(const QString& text);

/// An own table of weight values: edited, kept sorted and (if wished) symmetric; what it costs and what it
/// loses on a Gaussian is told at once.
class GridEditor final : public QWidget {
  Q_OBJECT

 public:
  explicit GridEditor(JobCenter& jobs, QWidget* parent = nullptr);

  [[nodiscard]] const std::vector<float>& values() const noexcept { return m_values; }
  void setValues(
      const std::vector<float>& values);  ///< without signalling; what makes no table is left aside
  /// NaN until the latest table has been measured.
  [[nodiscard]] double sqnr() const noexcept { return m_sqnr; }

 Q_SIGNALS:
  void changed(const std::vector<float>& values);
  void measured();

 private:
  void edit(int row, const QString& text);
  void add();
  void remove();
  /// Takes the values if they make a table, else says why not; `what` was asked for.
  bool use(std::vector<float> values);
  void showValues();
  void measure();
  void showFit(const GaussianFit& fit);

  JobCenter& m_jobs;
  std::vector<float> m_values;
  double m_sqnr;
  QTableWidget* m_table;
  QCheckBox* m_symmetric;
  QComboBox* m_from;
  QPushButton* m_remove;
  QLabel* m_figures;
  widgets::CurveView* m_picture;
  JobTicket m_job;
};

}  // namespace prism::app
