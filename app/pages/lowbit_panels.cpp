// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/lowbit_panels.h"

#include "core/base/memory.h"
#include "core/base/text_format.h"
#include "widgets/bar_view.h"
#include "widgets/matrix_view.h"
#include "widgets/numbers.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QSlider>
#include <QTableWidget>
#include <QVBoxLayout>

namespace prism::app {

using widgets::BarView;
using widgets::number_text;

namespace {

constexpr int kLargestDivisor = 13;

QString bytes_text(std::uint64_t bytes) {
  return QString::fromStdString(format_bytes(bytes));
}
QString percent_text(double share) {
  return QStringLiteral("%1 %").arg(number_text(std::round(share * 1e4) / 100));
}

QTableWidget* number_table(const QStringList& columns, const QString& name) {
  auto* table = new QTableWidget(0, static_cast<int>(columns.size()));
  table->setHorizontalHeaderLabels(columns);
  table->setAccessibleName(name);
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setShowGrid(false);
  table->setAlternatingRowColors(true);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 6);
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  table->horizontalHeader()->setHighlightSections(false);
  return table;
}

void set_cell(QTableWidget* table, int row, int column, const QString& text, const QString& exact = {}) {
  QTableWidgetItem* item = table->item(row, column);
  if (item == nullptr) {
    item = new QTableWidgetItem;
    item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    item->setFont(widgets::tabular(QApplication::font()));
    table->setItem(row, column, item);
  }
  item->setText(text);
  item->setToolTip(exact.isEmpty() ? text : exact);
}

}  // namespace

QString table_value_text(float value) {
  const double size = std::abs(static_cast<double>(value));
  const QString sign = value < 0 ? QStringLiteral("−") : QString();
  for (int below = 1; below <= kLargestDivisor; ++below) {
    const double above = size * below;
    const double whole = std::round(above);
    if (whole > 2 || std::abs(above - whole) > 1e-6 * below) continue;
    if (whole == 0) return size == 0 ? QStringLiteral("0") : sign + number_text(size);
    if (below == 1) return sign + QString::number(whole);
    return QStringLiteral("%1%2/%3").arg(sign).arg(whole).arg(below);
  }
  return sign + number_text(size);
}

OccupancyPanel::OccupancyPanel(QWidget* parent) : ViewChooser(tr("View of the table's use"), parent) {
  m_bars = new BarView(BarView::Direction::columns);
  m_bars->setLabels(tr("Use of the table"), tr("value"), tr("share of the weights"));
  m_bars->setEmptyText(tr("The share of the weights at each table value appears here while a run trains."));
  m_slider = new QSlider(Qt::Horizontal);
  m_slider->setAccessibleName(tr("Step"));
  m_slider->setToolTip(tr("Drag to look back; at the end it follows the training"));
  m_slider->setEnabled(false);
  connect(m_slider, &QSlider::valueChanged, this, &OccupancyPanel::showStep);
  auto* at_step = new QWidget;
  auto* column = new QVBoxLayout(at_step);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(m_bars, 1);
  column->addWidget(m_slider);
  m_picture = new widgets::MatrixView;
  m_picture->setAccessibleName(tr("Use of the table over time"));
  m_picture->setSquareCells(false);
  m_table = number_table({tr("Value"), tr("Share"), tr("At the start")}, tr("Use of the table's values"));
  addView(tr("At one step"), at_step);
  addView(tr("Over time"), m_picture);
  addView(tr("Table"), m_table);
  connect(m_picture, &widgets::MatrixView::hovered, this, [this](qint64 row, qint64 col, double value) {
    if (row < 0 || row >= m_grid.levels() || col < 0 || col >= static_cast<qint64>(m_steps.size())) return;
    setNote(tr("%1 at step %2: %3 of the weights")
                .arg(table_value_text(m_grid.values[static_cast<std::size_t>(row)]),
                     widgets::count_text(m_steps[static_cast<std::size_t>(col)].first), percent_text(value)));
  });
}

void OccupancyPanel::show(const LabRun* run) {
  const bool other = run == nullptr || run->serial != m_serial;
  const bool at_end = other || m_slider->value() == m_slider->maximum();
  m_serial = run != nullptr ? run->serial : 0;
  m_steps.clear();
  if (run != nullptr) {
    m_grid = run->options.grid;
    const auto levels = static_cast<std::size_t>(m_grid.levels());
    for (const LowBitStep& step : run->steps) {
      if (step.occupancy.size() == levels) m_steps.emplace_back(step.step, step.occupancy);
    }
    if (run->last.occupancy.size() == levels && (m_steps.empty() || m_steps.back().first < run->last.step)) {
      m_steps.emplace_back(run->last.step, run->last.occupancy);
    }
  }
  m_bars->setEmptyText(
      run != nullptr && !run->lowBit()
          ? tr("fp32 weights have no table.")
          : tr("The share of the weights at each table value appears here while a run trains."));
  m_slider->setEnabled(m_steps.size() > 1);
  const int last = std::max(0, static_cast<int>(m_steps.size()) - 1);
  {
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, last);
    m_slider->setPageStep(std::max(1, last / 10));
    if (at_end) m_slider->setValue(last);
  }
  if (run != nullptr && m_picture->isVisible()) showPicture(*run);
  if (m_steps.empty()) m_picture->clear();
  showStep();
}

void OccupancyPanel::showPicture(const LabRun& run) {
  const auto rows = static_cast<std::size_t>(run.options.grid.levels());
  const std::size_t cols = m_steps.size();
  if (cols == 0) return;
  std::vector<float> values(rows * cols);
  for (std::size_t col = 0; col < cols; ++col) {
    for (std::size_t row = 0; row < rows; ++row) {
      values[row * cols + col] = static_cast<float>(m_steps[col].second[row]);
    }
  }
  m_picture->setMatrix(static_cast<std::int64_t>(rows), static_cast<std::int64_t>(cols), std::move(values),
                       tr("share"));
  m_picture->setIndexOffset(0, 1);
  m_picture->setAxisNames(tr("table value"), run.stride == 1 ? tr("step") : tr("recorded step"));
}

void OccupancyPanel::showStep() {
  if (m_steps.empty()) {
    m_bars->setBars({});
    m_table->setRowCount(0);
    setNote({});
    return;
  }
  const auto at =
      static_cast<std::size_t>(std::clamp(m_slider->value(), 0, static_cast<int>(m_steps.size()) - 1));
  const auto& [step, shares] = m_steps[at];
  std::vector<BarView::Bar> bars;
  double largest = 0;
  for (const auto& each : m_steps) {
    for (const double share : each.second) largest = std::max(largest, share);
  }
  m_table->setRowCount(static_cast<int>(shares.size()));
  int used = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const QString name = table_value_text(m_grid.values[i]);
    bars.push_back({name, shares[i], percent_text(shares[i]), static_cast<int>(i) == m_grid.zero()});
    used += shares[i] > 0 ? 1 : 0;
    const int row = static_cast<int>(i);
    set_cell(m_table, row, 0, name, widgets::full_number_text(static_cast<double>(m_grid.values[i])));
    set_cell(m_table, row, 1, percent_text(shares[i]), widgets::full_number_text(shares[i]));
    const double first = m_steps.front().second[i];
    set_cell(m_table, row, 2, percent_text(first), widgets::full_number_text(first));
  }
  m_bars->setBars(std::move(bars));
  m_bars->setMaximum(largest);
  setNote(tr("Step %1: %2 of %3 values in use").arg(widgets::count_text(step)).arg(used).arg(shares.size()));
}

FlipPanel::FlipPanel(QWidget* parent) : ViewChooser(tr("View of the flip rates"), parent) {
  m_picture = new widgets::MatrixView;
  m_picture->setAccessibleName(tr("Flip rate of each matrix over time"));
  m_picture->setSquareCells(false);
  m_table =
      number_table({tr("Matrix"), tr("Mean flip rate"), tr("Last step")}, tr("Flip rate of each matrix"));
  m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  addView(tr("Map"), m_picture);
  addView(tr("Table"), m_table);
  connect(m_picture, &widgets::MatrixView::hovered, this, &FlipPanel::tell);
}

void FlipPanel::tell(qint64 row, qint64 col, double value) {
  if (row < 0 || row >= static_cast<qint64>(m_names.size())) return;
  if (col < 0 || col >= static_cast<qint64>(m_steps.size())) return;
  setNote(tr("%1, step %2: %3 of its weights moved")
              .arg(QString::fromStdString(m_names[static_cast<std::size_t>(row)]),
                   widgets::count_text(m_steps[static_cast<std::size_t>(col)]), percent_text(value)));
}

void FlipPanel::show(const LabRun* run) {
  m_steps.clear();
  m_names.clear();
  std::vector<const LowBitStep*> steps;
  if (run != nullptr) {
    m_names = run->start.matrices;
    for (const LowBitStep& step : run->steps) {
      if (step.flips.size() == m_names.size()) steps.push_back(&step);
    }
  }
  const std::size_t rows = m_names.size(), cols = steps.size();
  if (rows == 0 || cols == 0) {
    m_picture->clear();
    m_table->setRowCount(0);
    setNote(run != nullptr && !run->lowBit() ? tr("fp32 weights do not flip.")
                                             : tr("Rows: matrices from the first layer on; columns: steps"));
    return;
  }
  std::vector<float> values(rows * cols);
  std::vector<double> mean(rows, 0);
  for (std::size_t col = 0; col < cols; ++col) {
    m_steps.push_back(steps[col]->step);
    for (std::size_t row = 0; row < rows; ++row) {
      values[row * cols + col] = static_cast<float>(steps[col]->flips[row]);
      mean[row] += steps[col]->flips[row] / static_cast<double>(cols);
    }
  }
  m_picture->setMatrix(static_cast<std::int64_t>(rows), static_cast<std::int64_t>(cols), std::move(values),
                       tr("flip rate"));
  m_picture->setIndexOffset(1, 1);
  m_picture->setAxisNames(tr("matrix"), run->stride == 1 ? tr("step") : tr("recorded step"));
  m_table->setRowCount(static_cast<int>(rows));
  for (std::size_t row = 0; row < rows; ++row) {
    const int at = static_cast<int>(row);
    const double last = steps.back()->flips[row];
    set_cell(m_table, at, 0, QString::fromStdString(m_names[row]));
    set_cell(m_table, at, 1, percent_text(mean[row]), widgets::full_number_text(mean[row]));
    set_cell(m_table, at, 2, percent_text(last), widgets::full_number_text(last));
  }
  setNote(tr("Rows: matrices from the first layer on; columns: steps"));
}

MemoryPanel::MemoryPanel(QWidget* parent) : ViewChooser(tr("View of the memory"), parent) {
  m_bars = new BarView(BarView::Direction::rows);
  m_bars->setLabels(tr("Memory by group"), tr("group"), tr("bytes"));
  m_bars->setEmptyText(tr("What a training allocates appears here, a group each, from its first step on."));
  m_table = number_table({tr("Run"), tr("Weights"), tr("Votes"), tr("Optimiser"), tr("Others"),
                          tr("Their optimiser"), tr("Activations"), tr("Process peak")},
                         tr("Memory of all runs by group"));
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_peak = new QLabel;
  m_peak->setWordWrap(true);
  m_peak->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* bars = new QWidget;
  auto* column = new QVBoxLayout(bars);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(m_bars, 1);
  column->addWidget(m_peak);
  addView(tr("Bars"), bars);
  addView(tr("All runs"), m_table);
}

void MemoryPanel::show(const LabRun* run, const std::vector<std::shared_ptr<LabRun>>& all) {
  if (run == nullptr || run->last.step == 0) {
    m_bars->setBars({});
    m_peak->clear();
    setNote({});
  } else {
    const LowBitMemory& m = run->last.memory;
    const auto bar = [](const QString& name, std::uint64_t bytes, bool other = false) {
      return BarView::Bar{name, static_cast<double>(bytes), bytes_text(bytes), other};
    };
    m_bars->setBars({bar(tr("Low-bit weights"), m.weights), bar(tr("Votes"), m.votes),
                     bar(tr("Optimiser of them"), m.optimizer),
                     bar(tr("Embeddings, norms"), m.embeddings, true),
                     bar(tr("Optimiser of those"), m.embeddings_optimizer, true),
                     bar(tr("Activations, peak"), m.activations, true)});
    const std::uint64_t peak = run->peak_rss > 0 ? run->peak_rss : peak_resident_bytes();
    setNote(tr("%1 bytes a low-bit weight").arg(number_text(run->bytesPerParameter())));
    m_peak->setText(tr("The whole process, this window included: at most %1").arg(bytes_text(peak)));
  }
  m_table->setRowCount(static_cast<int>(all.size()));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const LabRun& each = *all[i];
    const LowBitMemory& m = each.last.memory;
    const int row = static_cast<int>(i);
    set_cell(m_table, row, 0, each.name());
    int column = 0;
    for (const std::uint64_t bytes : {m.weights, m.votes, m.optimizer, m.embeddings, m.embeddings_optimizer,
                                      m.activations, each.peak_rss}) {
      set_cell(m_table, row, ++column, bytes_text(bytes),
               tr("%1 bytes").arg(widgets::count_text(static_cast<std::int64_t>(bytes))));
    }
  }
}

}  // namespace prism::app
