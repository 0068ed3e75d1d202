// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/grid_editor.h"

#include "app/pages/lowbit_panels.h"
#include "core/base/error.h"
#include "core/lowbit/packed.h"
#include "widgets/curve_view.h"
#include "widgets/numbers.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

namespace prism::app {

using widgets::number_text;

namespace {

constexpr std::int64_t kQuantiles = 8192;
constexpr double kDrawn = 4;  // deviations to each side

double density(double x) {
  return std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi);
}

/// Middles of equally likely parts of the normal distribution, by Newton's method from the one before.
std::vector<float> quantiles() {
  std::vector<float> values(kQuantiles);
  double x = 0;
  for (std::int64_t i = kQuantiles / 2; i < kQuantiles; ++i) {
    const double p = (static_cast<double>(i) + 0.5) / static_cast<double>(kQuantiles);
    for (int step = 0; step < 50; ++step) {
      // From below the root: the distribution bends downwards here, so every step stays below it.
      const double move = (p - 0.5 * std::erfc(-x / std::numbers::sqrt2)) / density(x);
      x += move;
      if (std::abs(move) < 1e-12) break;
    }
    values[static_cast<std::size_t>(i)] = static_cast<float>(x);
    values[static_cast<std::size_t>(kQuantiles - 1 - i)] = static_cast<float>(-x);
  }
  return values;
}

}  // namespace

GaussianFit fit_gaussian(const Grid& grid) {
  static const std::vector<float> weights = quantiles();
  const PackedMatrix packed = quantise_matrix(weights, 1, kQuantiles, grid);
  std::vector<float> back(weights.size());
  dequantise_rows(packed, 0, 1, back.data());
  return {sqnr_db(weights, back), static_cast<double>(packed.scales[0])};
}

std::optional<float> table_value_of(const QString& text) {
  QString plain = text.trimmed();
  plain.replace(QChar(0x2212), u'-');
  const QStringList parts = plain.split(u'/');
  if (parts.size() > 2) return std::nullopt;
  double value = 1;
  for (int i = 0; i < parts.size(); ++i) {
    bool good = false;
    double each = QLocale::c().toDouble(parts[i].trimmed(), &good);
    if (!good) each = QLocale().toDouble(parts[i].trimmed(), &good);
    if (!good || !std::isfinite(each) || (i == 1 && each == 0)) return std::nullopt;
    value = i == 0 ? each : value / each;
  }
  return static_cast<float>(value);
}

GridEditor::GridEditor(JobCenter& jobs, QWidget* parent)
    : QWidget(parent), m_jobs(jobs), m_sqnr(std::nan("")) {
  m_table = new QTableWidget(0, 1);
  m_table->setHorizontalHeaderLabels({tr("Value")});
  m_table->setAccessibleName(tr("Values of the own table"));
  m_table->setToolTip(tr("Double-click or F2 to edit; 1/3 is understood"));
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 6);
  m_table->setMaximumWidth(150);
  m_symmetric = new QCheckBox(tr("S&ymmetric"));
  m_symmetric->setToolTip(tr("A value always comes and goes with its negative"));
  m_symmetric->setChecked(true);
  m_from = new QComboBox;
  m_from->setAccessibleName(tr("Start from a known table"));
  m_from->addItem(tr("Start from…"));
  for (const std::string& name : grid_names()) m_from->addItem(QString::fromStdString(name));
  auto* add_button = new QPushButton(tr("&Add value"));
  m_remove = new QPushButton(tr("&Remove value"));
  m_figures = new QLabel;
  m_figures->setWordWrap(true);
  m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_picture = new widgets::CurveView;
  m_picture->setName(tr("own table on a Gaussian"));
  m_picture->setAccessibleName(tr("Values of the table on a Gaussian at their best scale"));
  m_picture->setMinimumSize(220, 90);
  m_picture->setPointsVisible(false);
  m_picture->setAxes(widgets::CurveView::Axis::linear, widgets::CurveView::Axis::linear);

  auto* tools = new QVBoxLayout;
  tools->setSpacing(8);
  for (QWidget* each : std::initializer_list<QWidget*>{m_from, add_button, m_remove, m_symmetric})
    tools->addWidget(each);
  tools->addStretch();
  auto* right = new QVBoxLayout;
  right->setSpacing(4);
  right->addWidget(m_figures);
  right->addWidget(m_picture, 1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 8, 0, 0);
  row->setSpacing(12);
  row->addWidget(m_table);
  row->addLayout(tools);
  row->addLayout(right, 1);

  connect(m_table, &QTableWidget::cellChanged, this,
          [this](int at, int column) { edit(at, m_table->item(at, column)->text()); });
  connect(add_button, &QPushButton::clicked, this, &GridEditor::add);
  connect(m_remove, &QPushButton::clicked, this, &GridEditor::remove);
  connect(m_from, &QComboBox::activated, this, [this](int at) {
    if (at > 0) use(grid_named(m_from->itemText(at).toStdString()).values);
    m_from->setCurrentIndex(0);
  });
  connect(m_symmetric, &QCheckBox::toggled, this, [this](bool symmetric) {
    if (symmetric) use(m_values);
  });
}

void GridEditor::setValues(const std::vector<float>& values) {
  if (values == m_values) return;
  const QSignalBlocker quiet(this);
  const bool symmetric = std::all_of(values.begin(), values.end(), [&](float value) {
    return std::find(values.begin(), values.end(), -value) != values.end();
  });
  {
    const QSignalBlocker silent(m_symmetric);
    m_symmetric->setChecked(symmetric);
  }
  use(values);
}

bool GridEditor::use(std::vector<float> values) {
  if (m_symmetric->isChecked()) {
    const std::vector<float> before = values;
    for (const float value : before) values.push_back(-value);
    for (float& value : values) value = value == 0 ? 0.0F : value;  // no negative zero
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
  }
  try {
    m_values = custom_grid("own", std::move(values)).values;
  } catch (const Error& error) {
    showValues();
    m_figures->setText(tr("This is no table: %1.").arg(QString::fromStdString(error.reason())));
    return false;
  }
  showValues();
  measure();
  Q_EMIT changed(m_values);
  return true;
}

void GridEditor::showValues() {
  const QSignalBlocker quiet(m_table);
  m_table->setRowCount(static_cast<int>(m_values.size()));
  for (int row = 0; row < m_table->rowCount(); ++row) {
    const float value = m_values[static_cast<std::size_t>(row)];
    auto* item = new QTableWidgetItem(table_value_text(value));
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    item->setToolTip(widgets::full_number_text(static_cast<double>(value)));
    m_table->setItem(row, 0, item);
  }
  m_remove->setEnabled(m_values.size() > 2);
}

void GridEditor::edit(int row, const QString& text) {
  if (row < 0 || row >= static_cast<int>(m_values.size())) return;
  const float before = m_values[static_cast<std::size_t>(row)];
  const auto wanted = table_value_of(text);
  if (!wanted) {
    showValues();
    m_figures->setText(tr("\"%1\" is no number; write 0.25 or 1/4.").arg(text));
    return;
  }
  std::vector<float> values = m_values;
  values[static_cast<std::size_t>(row)] = *wanted;
  if (m_symmetric->isChecked() && before != 0) std::erase(values, -before);
  use(std::move(values));
}

// A new value goes into the middle of the widest gap.
void GridEditor::add() {
  std::size_t widest = 0;
  for (std::size_t i = 0; i + 1 < m_values.size(); ++i) {
    if (m_values[i + 1] - m_values[i] > m_values[widest + 1] - m_values[widest]) widest = i;
  }
  std::vector<float> values = m_values;
  values.push_back((m_values[widest] + m_values[widest + 1]) / 2);
  use(std::move(values));
}

void GridEditor::remove() {
  const int row = m_table->currentRow();
  if (row < 0 || row >= static_cast<int>(m_values.size())) {
    m_figures->setText(tr("Choose the value to remove first."));
    return;
  }
  const float gone = m_values[static_cast<std::size_t>(row)];
  std::vector<float> values = m_values;
  std::erase(values, gone);
  if (m_symmetric->isChecked()) std::erase(values, -gone);
  use(std::move(values));
}

void GridEditor::measure() {
  m_jobs.drop(m_job);
  m_sqnr = std::nan("");
  m_job = m_jobs.run<GaussianFit>(
      Lane::preview, tr("Measuring a table"), this,
      [grid = custom_grid("own", m_values)](const RunControl&) { return fit_gaussian(grid); },
      [this](const GaussianFit& fit) { showFit(fit); }, {}, true);
}

void GridEditor::showFit(const GaussianFit& fit) {
  m_sqnr = fit.sqnr_db;
  const int bits = custom_grid("own", m_values).bits;
  m_figures->setText(
      tr("%1 values, %2 bits · SQNR %3 dB on a Gaussian (prime13 16.5, uniform15 18.9, nf4 20.0)")
          .arg(m_values.size())
          .arg(bits)
          .arg(number_text(fit.sqnr_db)));
  Curve curve{tr("Gaussian").toStdString(),
              tr("weight, deviations").toStdString(),
              tr("density").toStdString(),
              {},
              {}};
  for (double x = -kDrawn; x <= kDrawn + 1e-9; x += 0.05) {
    curve.x.push_back(x);
    curve.y.push_back(density(x));
  }
  std::vector<widgets::GuideLine> guides;
  for (const float value : m_values) guides.push_back({static_cast<double>(value) * fit.scale, {}, true});
  m_picture->setCurves({std::move(curve)});
  m_picture->setGuides(std::move(guides));
  Q_EMIT measured();
}

}  // namespace prism::app
