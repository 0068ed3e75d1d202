// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lowbit_run.h"
#include "app/pages/view_chooser.h"

#include <memory>
#include <vector>

class QLabel;
class QSlider;
class QTableWidget;

namespace prism::widgets {
class BarView;
class MatrixView;
}  // namespace prism::widgets

namespace prism::app {

/// A table value as people write it: "−1/3" where it is a simple fraction.
[[nodiscard]] QString table_value_text(float value);

/// How many weights each value of the table has: at one step as bars, over time as a picture, as a table.
class OccupancyPanel final : public ViewChooser {
  Q_OBJECT

 public:
  explicit OccupancyPanel(QWidget* parent = nullptr);
  /// The run, or what was added to it; null for none. The slider stays at the last step while it is there.
  void show(const LabRun* run);

 private:
  void showStep();
  void showPicture(const LabRun& run);

  widgets::BarView* m_bars;
  QSlider* m_slider;
  widgets::MatrixView* m_picture;
  QTableWidget* m_table;
  int m_serial = 0;
  Grid m_grid;
  std::vector<std::pair<std::int64_t, std::vector<double>>> m_steps;  ///< step and its occupancy
};

/// Which matrices moved how much, over time.
class FlipPanel final : public ViewChooser {
  Q_OBJECT

 public:
  explicit FlipPanel(QWidget* parent = nullptr);
  void show(const LabRun* run);

 private:
  void tell(qint64 row, qint64 col, double value);

  widgets::MatrixView* m_picture;
  QTableWidget* m_table;
  std::vector<std::string> m_names;
  std::vector<std::int64_t> m_steps;
};

/// Bytes by group as they are allocated, and the process's peak apart from them.
class MemoryPanel final : public ViewChooser {
  Q_OBJECT

 public:
  explicit MemoryPanel(QWidget* parent = nullptr);
  void show(const LabRun* run, const std::vector<std::shared_ptr<LabRun>>& all);

 private:
  widgets::BarView* m_bars;
  QLabel* m_peak;
  QTableWidget* m_table;
};

}  // namespace prism::app
