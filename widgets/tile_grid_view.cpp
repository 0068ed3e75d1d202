// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tile_grid_view.h"

#include "widgets/colour_legend.h"
#include "widgets/metric_text.h"
#include "widgets/numbers.h"
#include "widgets/theme.h"
#include "widgets/tile_grid_input.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QAccessible>
#include <QEvent>
#include <QFontMetrics>
#include <QResizeEvent>

namespace prism::widgets {
namespace {

QString range_text(const IndexRange& range) {
  return QStringLiteral("%1–%2").arg(count_text(range.begin), count_text(range.end - 1));
}

/// Same workers at the same places, so that values and selection still mean the same.
bool same_workers(const Plan& a, const Plan& b) {
  return a.d_in == b.d_in && a.d_out == b.d_out &&
         std::equal(a.workers.begin(), a.workers.end(), b.workers.begin(), b.workers.end(),
                    [](const Worker& one, const Worker& other) {
                      return one.pipe == other.pipe && one.expert == other.expert && one.rows == other.rows &&
                             one.cols == other.cols;
                    });
}

}  // namespace

TileGridView::TileGridView(QWidget* parent)
    : QWidget(parent), m_legend(new ColourLegend(this)), m_input(std::make_unique<Input>()) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("Tile grid"));
  connect(m_legend, &ColourLegend::rangeEdited, this,
          [this](double low, double high) { setRange(low, high); });
  connect(m_legend, &ColourLegend::resetRequested, this, &TileGridView::setAutomaticRange);
  connect(&Theme::instance(), &Theme::changed, this, &TileGridView::applyTheme);
  m_legend->hide();
  applyTheme();
}

TileGridView::~TileGridView() = default;

void TileGridView::setPlan(const Plan& plan) {
  const bool same = same_workers(plan, m_plan);
  m_plan = plan;
  if (!same) {
    m_geometry = TileGridGeometry(m_plan);
    m_map.reset();
    m_reference.reset();
    m_range.reset();
    m_current = -1;
    m_hovered = -1;
    m_lit.clear();
    m_fitted = true;
    layOut();
  }
  rebuildValues();
  if (!same) changeSelection({});
}

void TileGridView::setErrorMap(const ErrorMap& map) {
  const bool was_plan = planMode();
  m_map = map;
  if (was_plan) layOut();
  rebuildValues();
}

void TileGridView::clearErrorMap() {
  m_map.reset();
  layOut();
  rebuildValues();
}

void TileGridView::setMetric(Metric metric) {
  if (metric == m_metric) return;
  m_metric = metric;
  m_range.reset();
  rebuildValues();
}

void TileGridView::setReference(const ErrorMap& reference, const QString& name) {
  m_range.reset();
  m_reference = reference;
  m_reference_name = name;
  rebuildValues();
}

void TileGridView::clearReference() {
  if (!m_reference) return;
  m_range.reset();
  m_reference.reset();
  rebuildValues();
}

void TileGridView::setColourMap(ColourMap map) {
  m_colour_map = map;
  updateScale();
  refreshView();
}

void TileGridView::setRange(double low, double high) {
  m_range = {low, high};
  updateScale();
  refreshView();
}

void TileGridView::setAutomaticRange() {
  m_range.reset();
  updateScale();
  refreshView();
}

const ValueScale& TileGridView::scale() const {
  return m_renderer.scale();
}

void TileGridView::setLegendVisible(bool visible) {
  m_input->legend_wanted = visible;
  placeLegend();
  layOut();
  refreshView();
}

double TileGridView::shownValue(int worker) const {
  if (!m_map || worker < 0) return std::nan("");
  const double value = value_in(*m_map, worker, m_metric);
  return m_reference ? value - value_in(*m_reference, worker, m_metric) : value;
}

QString TileGridView::describe(int worker) const {
  if (worker < 0 || worker >= m_geometry.workers()) return {};
  const Worker& tile = m_plan.workers[static_cast<std::size_t>(worker)];
  const bool experts = m_plan.pipes[static_cast<std::size_t>(tile.pipe - 1)].experts > 1;
  QStringList lines;
  lines << (experts ? tr("Worker %1 · pipe %2 · row %3 · column %4 · expert %5")
                          .arg(tile.id)
                          .arg(tile.pipe)
                          .arg(tile.row)
                          .arg(tile.col)
                          .arg(tile.expert)
                    : tr("Worker %1 · pipe %2 · row %3 · column %4")
                          .arg(tile.id)
                          .arg(tile.pipe)
                          .arg(tile.row)
                          .arg(tile.col));
  lines << tr("Outputs %1 · inputs %2").arg(range_text(tile.rows), range_text(tile.cols));
  if (!m_map) return lines.join(u'\n');
  const auto id = static_cast<std::size_t>(worker);
  const bool known = id < m_map->workers.size() && (id >= m_map->known.size() || m_map->known[id] != 0);
  if (!known) {
    lines << tr("Not computed yet");
    return lines.join(u'\n');
  }
  const double value = value_in(*m_map, worker, m_metric);
  const QString unit = metric_unit(m_metric).isEmpty() ? QString() : u' ' + metric_unit(m_metric);
  lines << QStringLiteral("%1 %2%3").arg(metric_label(m_metric), full_number_text(value), unit);
  if (m_reference) {
    const double before = value_in(*m_reference, worker, m_metric);
    lines << QStringLiteral("%1 %2").arg(m_reference_name, full_number_text(before));
    lines << tr("Difference %1").arg(full_number_text(value - before));
  }
  const WorkerFigures& figures = m_map->workers[id];
  if (!figures.finite) {
    lines << tr("Faulty: weights that are not finite");
  } else if (figures.changed) {
    lines << tr("Faulty: weights changed since training");
  } else if (figures.faulty) {
    lines << tr("Faulty: deviation above the threshold");
  }
  return lines.join(u'\n');
}

void TileGridView::rebuildValues() {
  std::vector<double> values;
  if (m_map) {
    values.resize(static_cast<std::size_t>(m_geometry.workers()));
    for (std::size_t id = 0; id < values.size(); ++id) values[id] = shownValue(static_cast<int>(id));
  }
  m_renderer.setColours(planMode() ? planTints() : std::vector<QRgb>());
  m_renderer.setValues(std::move(values));
  placeLegend();
  updateScale();
  refreshView();
}

void TileGridView::updateScale() {
  const MetricInfo& info = info_of(m_metric);
  const ColourMap map = m_reference ? ColourMap::diverging : m_colour_map;
  ValueScale scale = percentile_scale(m_renderer.values(), map, info.logarithmic && !m_reference);
  if (m_range) {
    scale.low = m_range->first;
    scale.high = m_range->second;
  }
  const bool changed = !(scale == m_renderer.scale());
  m_renderer.setScale(scale);
  m_legend->setScale(scale);
  m_legend->setEdited(m_range.has_value());
  const QString name = m_reference ? tr("Δ %1").arg(metric_label(m_metric)) : metric_label(m_metric);
  m_legend->setLabel(name, metric_unit(m_metric));
  if (changed && m_map) Q_EMIT rangeChanged(scale.low, scale.high, !m_range.has_value());
}

void TileGridView::applyTheme() {
  const ThemeColours& c = colours();
  m_renderer.setPalette({c.base.rgb(), c.window.rgb(), blended(c.window, c.muted, 0.55).rgb()});
  if (planMode()) m_renderer.setColours(planTints());
  refreshView();
}

std::vector<QRgb> TileGridView::planTints() const {
  const ThemeColours& c = colours();
  std::vector<QRgb> tints;
  tints.reserve(m_plan.workers.size());
  const QColor ground = blended(c.base, c.accent, c.dark ? 0.42 : 0.34);
  const QColor other = blended(c.base, c.accent, c.dark ? 0.30 : 0.22);
  for (const Worker& tile : m_plan.workers) {
    const PipePlan& pipe = m_plan.pipes[static_cast<std::size_t>(tile.pipe - 1)];
    const QColor colour = (tile.row + tile.col) % 2 == 0 ? ground : other;
    // Tiles smaller than the rest are what a remainder left: their own tint, and the title tells the
    // strategy.
    const bool odd = tile.rows.size() != pipe.tile_rows || tile.cols.size() != pipe.tile_cols;
    const QColor tint = odd ? blended(colour, c.warning, 0.45) : colour;
    tints.push_back((tile.expert % 2 == 0 ? tint : blended(tint, c.base, 0.25)).rgb());
  }
  return tints;
}

void TileGridView::setSelection(std::vector<int> workers) {
  changeSelection(std::move(workers));
}

void TileGridView::changeSelection(std::vector<int> workers) {
  std::erase_if(workers, [this](int id) { return id < 0 || id >= static_cast<int>(m_plan.workers.size()); });
  std::sort(workers.begin(), workers.end());
  workers.erase(std::unique(workers.begin(), workers.end()), workers.end());
  if (workers == m_selection) return;
  m_selection = std::move(workers);
  m_input->outline_valid = false;
  update();
  Q_EMIT selectionChanged(m_selection);
}

void TileGridView::setCurrent(int worker) {
  if (worker >= m_geometry.workers()) worker = -1;
  if (worker == m_current) return;
  m_current = worker;
  if (worker >= 0) {
    showCell(worker);
    setAccessibleDescription(describe(worker));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
  }
  m_legend->setValueMarker(shownValue(worker));
  update();
  Q_EMIT currentChanged(worker);
}

void TileGridView::setLit(std::vector<int> workers) {
  m_lit = std::move(workers);
  update();
}

void TileGridView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) {
    setAccessibleName(tr("Tile grid"));
    placeLegend();
    layOut();
    updateScale();
    refreshView();
  }
}

}  // namespace prism::widgets
