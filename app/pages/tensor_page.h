// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"
#include "app/page.h"
#include "app/tensor_slice.h"

#include <memory>
#include <optional>

#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QSlider;
class QSpinBox;
class QSplitter;
class QTabWidget;
class QTableWidget;

namespace prism::widgets {
class Exportable;
class HistogramView;
class MatrixView;
class SurfaceView;
}  // namespace prism::widgets

namespace prism::app {

class TensorChooser;

/// Any tensor as pictures: slices, a surface, its distribution; two of them compared.
class TensorPage final : public Page {
  Q_OBJECT

 public:
  explicit TensorPage(Workspace& workspace, QWidget* parent = nullptr);

  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  void activate() override;
  [[nodiscard]] bool busy() const override;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  enum Shown { kFirst, kSecond, kDifference };
  QWidget* makeControls();
  QWidget* makeFigures();
  void tensorChanged();
  void loadSlice();
  void loadStatistics();
  void loadComparison();
  void fillFigures();
  [[nodiscard]] Shown shown() const;
  [[nodiscard]] QString sliceText() const;

  TensorChooser* m_first;
  TensorChooser* m_second;
  QCheckBox* m_compare;
  QComboBox* m_which;
  QSlider* m_slider;
  QSpinBox* m_number;
  QLabel* m_slice_text;
  QTabWidget* m_views;
  widgets::MatrixView* m_matrix;
  widgets::SurfaceView* m_surface;
  widgets::HistogramView* m_histogram;
  QTableWidget* m_figures;
  QSplitter* m_splitter;
  QTimer m_delay;
  std::optional<SlicePlan> m_plan;
  std::optional<TensorStatistics> m_statistics;
  std::optional<TensorComparison> m_comparison;
  bool m_active = false;  ///< nothing is read before the page is first shown
  bool m_stale = true;
  JobTicket m_slice_job, m_statistics_job, m_comparison_job;
};

}  // namespace prism::app
