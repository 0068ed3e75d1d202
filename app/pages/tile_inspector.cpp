// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/tile_inspector.h"

#include "core/solve/spectrum.h"
#include "widgets/curve_view.h"
#include "widgets/histogram_view.h"
#include "widgets/matrix_view.h"
#include "widgets/numbers.h"

#include <numeric>

#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace prism::app {
namespace {

/// Above this many weights a decomposition takes seconds and cannot be interrupted.
constexpr std::int64_t kSpectrumLimit = std::int64_t{1} << 20;
constexpr int kSpectrumDelayMs = 100;
constexpr int kHistogramBins = 48;

}  // namespace
TileInspector::TileInspector(JobCenter& jobs, QWidget* parent) : QWidget(parent), m_jobs(jobs) {
  m_title = new QLabel;
  m_title->setWordWrap(true);
  m_image = new widgets::MatrixView;
  m_image->setAccessibleName(tr("Weights of the tile"));
  m_image->setMinimumHeight(140);
  m_image->setAxisNames(tr("output"), tr("input"));
  m_histogram = new widgets::HistogramView;
  m_histogram->setAccessibleName(tr("Histogram of the weights"));
  m_histogram->setLabel(tr("Weight"), {});
  m_histogram->setMinimumHeight(110);
  m_spectrum = new widgets::CurveView;
  m_spectrum->setAccessibleName(tr("Singular values of the tile"));
  m_spectrum->setName(tr("Spectrum"));
  m_spectrum->setMinimumHeight(140);
  // The scroll area gives wrapped texts the height they ask for; the pictures take what is left.
  for (QWidget* picture : {static_cast<QWidget*>(m_image), static_cast<QWidget*>(m_histogram),
                           static_cast<QWidget*>(m_spectrum)}) {
    picture->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
  }
  auto* facts = new QWidget;
  m_facts = new QFormLayout(facts);
  m_facts->setContentsMargins(0, 0, 0, 0);
  m_facts->setVerticalSpacing(2);

  m_body = new QWidget;
  auto* body = new QVBoxLayout(m_body);
  body->setContentsMargins(0, 0, 0, 0);
  body->addWidget(facts);
  body->addWidget(m_image, 3);
  body->addWidget(m_histogram, 2);
  body->addWidget(m_spectrum, 2);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(m_title);
  layout->addWidget(m_body, 1);
  layout->addStretch(0);
  m_spectrum_soon.setSingleShot(true);
  m_spectrum_soon.setInterval(kSpectrumDelayMs);
  connect(&m_spectrum_soon, &QTimer::timeout, this, [this] { decompose(std::move(m_values)); });
  show(nullptr, -1);
}

bool TileInspector::busy() const {
  return m_jobs.alive(m_job) || m_spectrum_soon.isActive();
}

void TileInspector::show(const std::shared_ptr<const Adapter>& adapter, int worker) {
  // An edit of another tile says "adapter changed" too; this tile's memory then is what it was.
  const float* tile_data =
      adapter && worker >= 0 && static_cast<std::size_t>(worker) < adapter->plan.workers.size()
          ? adapter->tile(worker).data()
          : nullptr;
  if (tile_data != nullptr && tile_data == m_shown && worker == m_worker) return;
  m_jobs.drop(m_job);
  m_spectrum_soon.stop();
  m_shown = tile_data;
  m_worker = worker;
  const bool any = adapter && worker >= 0 && static_cast<std::size_t>(worker) < adapter->plan.workers.size();
  m_body->setVisible(any);
  if (!any) {
    m_title->setText(tr("Choose a tile to see its weights."));
    return;
  }
  const Worker& tile = adapter->plan.workers[static_cast<std::size_t>(worker)];
  m_title->setText(tr("<b>Worker %1</b>").arg(worker));
  fillFacts(*adapter, tile);
  m_image->setIndexOffset(tile.rows.begin, tile.cols.begin);
  m_rows = tile.rows.size();
  m_cols = tile.cols.size();
  m_spectrum->setCurves({});
  m_spectrum->setVisible(m_rows * m_cols <= kSpectrumLimit);
  draw(adapter);
}

// A tile may be the whole map: reading, reducing and counting it are a job.
void TileInspector::draw(const std::shared_ptr<const Adapter>& adapter) {
  struct Drawn {
    std::vector<float> values;
    widgets::MatrixPyramid pyramid;
    Histogram histogram;
  };
  m_job = m_jobs.run<Drawn>(
      Lane::preview, tr("Weights of worker %1").arg(m_worker), this,
      [adapter, worker = m_worker, rows = m_rows, cols = m_cols](const RunControl& control) {
        Drawn drawn;
        drawn.values = tile_values(*adapter, worker);
        control.check();
        widgets::MatrixCells cells;
        cells.source_rows = rows;
        cells.source_cols = cols;
        cells.rows = static_cast<int>(rows);
        cells.cols = static_cast<int>(cols);
        cells.mean = drawn.values;
        drawn.pyramid = widgets::MatrixPyramid(std::move(cells));
        control.check();
        drawn.histogram =
            widgets::bin_values({drawn.values.begin(), drawn.values.end()}, kHistogramBins, false);
        return drawn;
      },
      [this](Drawn drawn) {
        m_job = {};
        m_image->setPyramid(std::move(drawn.pyramid), tr("weight"));
        m_histogram->setHistogram(drawn.histogram);
        if (m_rows * m_cols > kSpectrumLimit) return;
        m_values = std::move(drawn.values);
        m_spectrum_soon.start();
      },
      {}, true);
}

void TileInspector::decompose(std::vector<float> values) {
  m_job = m_jobs.run<std::vector<double>>(
      Lane::preview, tr("Spectrum of worker %1").arg(m_worker), this,
      [values = std::move(values), rows = m_rows, cols = m_cols](const RunControl&) {
        return singular_values(values, rows, cols);
      },
      [this](std::vector<double> spectrum) {
        m_job = {};
        Curve curve;
        curve.name = tr("singular value").toStdString();
        curve.x_label = tr("index").toStdString();
        curve.y_label = curve.name;
        curve.x.resize(spectrum.size());
        std::iota(curve.x.begin(), curve.x.end(), 1.0);
        curve.y = std::move(spectrum);
        m_spectrum->setCurves({std::move(curve)});
      },
      {}, true);
}

void TileInspector::fillFacts(const Adapter& adapter, const Worker& worker) {
  while (m_facts->rowCount() > 0) m_facts->removeRow(0);
  const auto fact = [this](const QString& name, const QString& value) {
    auto* label = new QLabel(value);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    m_facts->addRow(name, label);
  };
  const auto range = [](const IndexRange& indices) {
    return tr("%1 – %2 (%3)").arg(indices.begin).arg(indices.end - 1).arg(indices.size());
  };
  const WorkerRecord& record = adapter.workers[static_cast<std::size_t>(worker.id)];
  fact(tr("Place"), tr("pipe %1, row %2, column %3, expert %4")
                        .arg(worker.pipe)
                        .arg(worker.row)
                        .arg(worker.col)
                        .arg(worker.expert));
  fact(tr("Outputs"), range(worker.rows));
  fact(tr("Inputs"), range(worker.cols));
  fact(tr("Retrained"), tr("%n time(s)", nullptr, record.generation));
  fact(tr("Condition"), widgets::number_text(record.condition));
  fact(tr("Rows fitted on"), widgets::count_text(record.samples));
  fact(tr("CRC-32C"), QStringLiteral("%1").arg(record.crc, 8, 16, QLatin1Char('0')));
}

}  // namespace prism::app
