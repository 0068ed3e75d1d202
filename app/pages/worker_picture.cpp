// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/worker_picture.h"

#include "app/pages/worker_table_model.h"
#include "app/workspace.h"
#include "widgets/colour_legend.h"
#include "widgets/histogram_view.h"
#include "widgets/tile_grid_view.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QLabel>
#include <QVBoxLayout>

namespace prism::app {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool same_tiles(const Plan& a, const Plan& b) {
  return a.d_in == b.d_in && a.d_out == b.d_out && a.workers.size() == b.workers.size() &&
         std::equal(a.workers.begin(), a.workers.end(), b.workers.begin(),
                    [](const Worker& x, const Worker& y) { return x.rows == y.rows && x.cols == y.cols; });
}

}  // namespace

WorkerPicture::WorkerPicture(Workspace& workspace, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent), m_workspace(workspace) {
  m_grid = new widgets::TileGridView;
  m_grid->setAccessibleName(tr("Workers of all pipes"));
  m_grid->setMinimumSize(320, 160);
  connect(m_grid, &widgets::TileGridView::selectionChanged, &m_workspace, &Workspace::setSelection);
  connect(m_grid, &widgets::TileGridView::rangeChanged, this,
          [this] { m_histogram->setScale(m_grid->scale()); });
  connect(m_grid->legend(), &widgets::ColourLegend::rangeEdited, this, [this] { m_user_range = true; });
  connect(m_grid->legend(), &widgets::ColourLegend::resetRequested, this, [this] { m_user_range = true; });
  connect(m_grid, &widgets::TileGridView::hovered, this,
          [this](int worker) { m_histogram->setMarker(worker < 0 ? kNone : m_grid->shownValue(worker)); });
  m_histogram = new widgets::HistogramView;
  m_histogram->setAccessibleName(tr("Histogram of the metric"));
  m_histogram->setMinimumWidth(180);
  m_histogram->setLogarithmicCounts(true);  // five broken tiles must show beside five hundred healthy ones
  connect(m_histogram, &widgets::HistogramView::rangeSelected, this,
          [this](double, double, const std::vector<int>& workers) { m_workspace.setSelection(workers); });
  connect(m_histogram, &widgets::HistogramView::rangeCleared, this, [this] { m_workspace.setSelection({}); });
  m_title = new QLabel;
  m_title->setWordWrap(true);
  auto* side = new QWidget;
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_title);
  layout->addWidget(m_histogram, 1);
  setChildrenCollapsible(false);
  addWidget(m_grid);
  addWidget(side);
  setStretchFactor(0, 4);
  setStretchFactor(1, 1);
}

Metric WorkerPicture::shownMetric() const {
  return m_grid->metric();
}

void WorkerPicture::setMetric(Metric metric) {
  m_user_range = false;
  m_grid->setMetric(metric);
  useUsualRange();
  fillHistogram();
}

void WorkerPicture::showMap() {
  const AdapterSession& session = m_workspace.session();
  const ErrorMap& map = session.errorMap();
  m_grid->setPlan(session.plan());
  if (map.workers.empty()) {
    m_grid->clearErrorMap();
  } else {
    m_grid->setErrorMap(map);
  }
  if (!m_user_range) useUsualRange();
  fillHistogram();
}

void WorkerPicture::showReference() {
  const AdapterSession& session = m_workspace.session();
  if (session.reference() && same_tiles(session.reference()->plan, session.plan()) &&
      session.referenceMap().workers.size() == session.errorMap().workers.size()) {
    m_grid->setReference(session.referenceMap(), session.referenceName());
  } else {
    m_grid->clearReference();
    if (session.reference()) {
      Q_EMIT m_workspace.problemRaised(tr("%1 is cut into other tiles, so the two cannot be compared tile by "
                                          "tile. Choose an adapter with the same plan.")
                                           .arg(session.referenceName()),
                                       {});
    }
  }
  if (!m_user_range) useUsualRange();
  fillHistogram();
}

void WorkerPicture::showSelection() {
  m_grid->setSelection(m_workspace.selection());
}

void WorkerPicture::fillHistogram() {
  const Metric metric = m_grid->metric();
  const MetricInfo& info = all_metrics()[static_cast<std::size_t>(metric)];
  const std::size_t count = m_workspace.session().errorMap().workers.size();
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = m_grid->shownValue(static_cast<int>(i));
  m_histogram->setValues(std::move(values), info.logarithmic && !m_grid->differenceMode());
  m_histogram->setLabel(metricName(metric), QString::fromUtf8(info.unit));
  m_histogram->setScale(m_grid->scale());
  const bool threshold = metric == Metric::deviation && !m_grid->differenceMode();
  m_histogram->setReferenceLine(threshold ? kFaultyDeviation : kNone, tr("faulty"));
  m_title->setText(metricMeaning(metric));
}

// Below their accuracy deviation and gain are rounding: a range from there makes healthy tiles look alike and
// broken ones stand out, which the percentiles of the values themselves would not.
void WorkerPicture::useUsualRange() {
  const Metric metric = m_grid->metric();
  const bool absolute = metric == Metric::deviation || metric == Metric::gain;
  if (!absolute || m_grid->differenceMode()) {
    m_grid->setAutomaticRange();
    return;
  }
  double high = 1e-3;
  for (const WorkerFigures& figures : m_workspace.session().errorMap().workers) {
    const double value = figures.value(metric);
    if (std::isfinite(value)) high = std::max(high, value);
  }
  m_grid->setRange(metric == Metric::deviation ? 1e-12 : 1e-9, high);
}

}  // namespace prism::app
