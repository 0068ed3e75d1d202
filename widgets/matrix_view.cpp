// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix_view.h"

#include "widgets/colour_legend.h"
#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QEvent>
#include <QTextStream>

namespace prism::widgets {
namespace {

constexpr double kStretchFrom = 8;        ///< more elongated matrices do not keep square cells
constexpr std::size_t kSampled = 400000;  ///< values looked at for the percentile range
constexpr int kMostCsvSide = 1024;

}  // namespace

MatrixView::MatrixView(QWidget* parent) : QWidget(parent), m_legend(new ColourLegend(this)) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("Matrix picture"));
  m_row_name = tr("row");
  m_col_name = tr("column");
  m_legend->hide();
  connect(m_legend, &ColourLegend::rangeEdited, this, &MatrixView::setRange);
  connect(m_legend, &ColourLegend::resetRequested, this, &MatrixView::setAutomaticRange);
  connect(&Theme::instance(), &Theme::changed, this, [this] { place(); });
}

void MatrixView::setMatrix(std::int64_t rows, std::int64_t cols, std::vector<float> values,
                           const QString& name) {
  MatrixCells cells;
  cells.source_rows = rows;
  cells.source_cols = cols;
  cells.rows = static_cast<int>(rows);
  cells.cols = static_cast<int>(cols);
  cells.mean = std::move(values);
  setCells(std::move(cells), name);
}

void MatrixView::setCells(MatrixCells cells, const QString& name) {
  setPyramid(MatrixPyramid(std::move(cells)), name);
}

void MatrixView::setPyramid(MatrixPyramid pyramid, const QString& name) {
  const bool same_shape = !empty() && pyramid.levels() > 0 &&
                          pyramid.level(0).source_rows == m_pyramid.level(0).source_rows &&
                          pyramid.level(0).source_cols == m_pyramid.level(0).source_cols;
  m_pyramid = std::move(pyramid);
  m_name = name;
  // A slider going through slices keeps zoom and hand-set range.
  if (!same_shape) {
    m_fitted = true;
    m_range.reset();
    m_current.reset();
  }
  m_legend->setVisible(m_legend_wanted && !empty());
  updateScale();
  place();
}

void MatrixView::clear() {
  m_pyramid = MatrixPyramid();
  m_legend->hide();
  place();
}

void MatrixView::setIndexOffset(std::int64_t first_row, std::int64_t first_col) {
  m_first_row = first_row;
  m_first_col = first_col;
  update();
}

void MatrixView::setAxisNames(const QString& rows, const QString& cols) {
  m_row_name = rows;
  m_col_name = cols;
  update();
}

void MatrixView::setColourMap(ColourMap map) {
  m_map = map;
  updateScale();
  place();
}

void MatrixView::setAutomaticColourMap() {
  m_map.reset();
  updateScale();
  place();
}

void MatrixView::setCellValue(CellValue which) {
  m_which = which;
  updateScale();
  place();
}

void MatrixView::setRange(double low, double high) {
  m_range = {low, high};
  updateScale();
  place();
}

void MatrixView::setAutomaticRange() {
  m_range.reset();
  updateScale();
  place();
}

void MatrixView::setLegendVisible(bool visible) {
  m_legend_wanted = visible;
  m_legend->setVisible(visible && !empty());
  place();
}

void MatrixView::updateScale() {
  if (empty()) return;
  const bool both_signs = m_pyramid.least() < 0 && m_pyramid.greatest() > 0;
  const ColourMap map = m_map.value_or(both_signs ? ColourMap::diverging : ColourMap::cividis);
  // A regular sample: percentiles of a large matrix do not need every value.
  const std::vector<float>& values = m_pyramid.values(0, m_which);
  std::vector<double> sample;
  const std::size_t stride = values.size() / kSampled + 1;
  for (std::size_t i = 0; i < values.size(); i += stride) sample.push_back(values[i]);
  m_scale = percentile_scale(sample, map, false);
  if (m_range) {
    m_scale.low = m_range->first;
    m_scale.high = m_range->second;
  }
  m_legend->setScale(m_scale);
  m_legend->setLabel(m_name, {});
  m_legend->setEdited(m_range.has_value());
  Q_EMIT rangeChanged(m_scale.low, m_scale.high, !m_range.has_value());
}

QRect MatrixView::canvasRect() const {
  const QFontMetrics metrics(font());
  const int left =
      metrics.horizontalAdvance(count_text(empty() ? 0 : m_first_row + m_pyramid.level(0).source_rows)) + 10;
  const int right = m_legend->isHidden() ? 4 : m_legend->sizeHint().width() + 12;
  return rect().adjusted(left, metrics.height() + 6, -right, -4);
}

MatrixView::View MatrixView::fittedView(const QSizeF& area) const {
  const auto rows = static_cast<double>(m_pyramid.level(0).source_rows);
  const auto cols = static_cast<double>(m_pyramid.level(0).source_cols);
  View view;
  view.scale_x = std::max(1.0, area.width()) / cols;
  view.scale_y = std::max(1.0, area.height()) / rows;
  const double stretch = std::max(view.scale_x / view.scale_y, view.scale_y / view.scale_x);
  if (m_square && stretch <= kStretchFrom) view.scale_x = view.scale_y = std::min(view.scale_x, view.scale_y);
  // Cells of a whole number of pixels where there is at least one for each.
  if (view.scale_x > 1) view.scale_x = std::floor(view.scale_x);
  if (view.scale_y > 1) view.scale_y = std::floor(view.scale_y);
  return view;
}

void MatrixView::setSquareCells(bool square) {
  m_square = square;
  place();
}

void MatrixView::place() {
  m_image = {};
  m_legend->setGeometry(width() - m_legend->sizeHint().width(), 0, m_legend->sizeHint().width(),
                        std::min(height(), 320));
  if (!empty()) {
    const QSizeF area(canvasRect().size());
    if (m_fitted) m_view = fittedView(area);
    const auto clamp = [](double origin, double content, double room) {
      return std::clamp(origin, 0.0, std::max(0.0, content - room));
    };
    m_view.origin.setX(clamp(m_view.origin.x(), static_cast<double>(m_pyramid.level(0).source_cols),
                             area.width() / m_view.scale_x));
    m_view.origin.setY(clamp(m_view.origin.y(), static_cast<double>(m_pyramid.level(0).source_rows),
                             area.height() / m_view.scale_y));
  }
  update();
}

QString MatrixView::describe(std::int64_t row, std::int64_t col) const {
  if (empty()) return {};
  const MatrixCells& base = m_pyramid.level(0);
  if (base.exact()) {
    const float value = base.mean[static_cast<std::size_t>(row) * static_cast<std::size_t>(base.cols) +
                                  static_cast<std::size_t>(col)];
    return QStringLiteral("%1 %2 · %3 %4\n%5 %6")
        .arg(m_row_name, count_text(m_first_row + row), m_col_name, count_text(m_first_col + col), m_name,
             full_number_text(static_cast<double>(value)));
  }
  const std::int64_t cell_row = row * base.rows / base.source_rows;
  const std::int64_t cell_col = col * base.cols / base.source_cols;
  const auto at = static_cast<std::size_t>(cell_row * base.cols + cell_col);
  const auto from = [](std::int64_t cell, std::int64_t source, int cells) {
    return (cell * source + cells - 1) / cells;
  };
  const auto span = [&](std::int64_t cell, std::int64_t source, int cells, std::int64_t first) {
    return QStringLiteral("%1–%2").arg(count_text(first + from(cell, source, cells)),
                                       count_text(first + from(cell + 1, source, cells) - 1));
  };
  QString text = QStringLiteral("%1 %2 · %3 %4\n")
                     .arg(m_row_name, span(cell_row, base.source_rows, base.rows, m_first_row), m_col_name,
                          span(cell_col, base.source_cols, base.cols, m_first_col));
  text += tr("mean %1").arg(full_number_text(static_cast<double>(base.mean[at])));
  if (!base.least.empty() && !base.greatest.empty()) {
    text += u'\n' + tr("from %1 to %2")
                        .arg(full_number_text(static_cast<double>(base.least[at])),
                             full_number_text(static_cast<double>(base.greatest[at])));
  }
  return text;
}

QString MatrixView::exportName() const {
  return m_name.isEmpty() ? QStringLiteral("matrix")
                          : m_name.toLower().replace(u' ', u'-').replace(u'/', u'-');
}

QSizeF MatrixView::exportSize() const {
  return QSizeF(std::max(width(), 420), std::max(height(), 320));
}

QString MatrixView::csv() const {
  QString text;
  if (empty()) return text;
  QTextStream out(&text);
  int n = 0;
  while (n + 1 < m_pyramid.levels() &&
         std::max(m_pyramid.level(n).rows, m_pyramid.level(n).cols) > kMostCsvSide)
    ++n;
  const MatrixCells& cells = m_pyramid.level(n);
  const std::vector<float>& values = m_pyramid.values(n, m_which);
  const auto start = [](std::int64_t cell, std::int64_t source, int count) {
    return (cell * source + count - 1) / count;
  };
  out << csv_text(cells.exact() ? m_row_name + u'/' + m_col_name
                                : tr("means of blocks, first row/first column"));
  for (int col = 0; col < cells.cols; ++col)
    out << ',' << qint64(m_first_col + start(col, cells.source_cols, cells.cols));
  out << '\n';
  for (int row = 0; row < cells.rows; ++row) {
    out << qint64(m_first_row + start(row, cells.source_rows, cells.rows));
    for (int col = 0; col < cells.cols; ++col) {
      const float value = values[static_cast<std::size_t>(row) * static_cast<std::size_t>(cells.cols) +
                                 static_cast<std::size_t>(col)];
      out << ',' << csv_number(static_cast<double>(value));
    }
    out << '\n';
  }
  return text;
}

QSize MatrixView::sizeHint() const {
  return {420, 320};
}

QSize MatrixView::minimumSizeHint() const {
  return {180, 140};
}

}  // namespace prism::widgets
