// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix_view.h"

#include "widgets/colour_legend.h"
#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QEvent>
#include <QPainter>
#include <QTextStream>

namespace prism::widgets {
namespace {

constexpr double kStretchFrom = 8;        ///< more elongated matrices do not keep square cells
constexpr std::size_t kSampled = 400000;  ///< values looked at for the percentile range
constexpr int kMostCsvSide = 1024;
constexpr int kHatchPeriod = 5;

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
  if (stretch <= kStretchFrom) view.scale_x = view.scale_y = std::min(view.scale_x, view.scale_y);
  // Cells of a whole number of pixels where there is at least one for each.
  if (view.scale_x > 1) view.scale_x = std::floor(view.scale_x);
  if (view.scale_y > 1) view.scale_y = std::floor(view.scale_y);
  return view;
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

QImage MatrixView::render(const View& view, const QSize& pixels, double ratio) const {
  QImage image(pixels, QImage::Format_RGB32);
  const ThemeColours& c = colours();
  image.fill(c.base);
  const MatrixCells& base = m_pyramid.level(0);
  // Pixels a base cell; the level whose cells are at least a pixel is drawn.
  const double cell_x = view.scale_x * ratio * static_cast<double>(base.source_cols) / base.cols;
  const double cell_y = view.scale_y * ratio * static_cast<double>(base.source_rows) / base.rows;
  int level = 0;
  while (level + 1 < m_pyramid.levels() && std::min(cell_x, cell_y) * std::pow(2, level) < 0.75) ++level;
  const MatrixCells& cells = m_pyramid.level(level);
  const std::vector<float>& values = m_pyramid.values(level, m_which);
  const double factor = std::pow(2, level);
  const auto lines = [factor](int count, int most, double origin, double pixel_units, double source,
                              double base_count) {
    // Which cell every pixel row or column shows; −1 beyond the matrix.
    std::vector<int> shown(static_cast<std::size_t>(count), -1);
    for (int i = 0; i < count; ++i) {
      const double at = origin + (i + 0.5) / pixel_units;
      if (at < 0 || at >= source) continue;
      shown[static_cast<std::size_t>(i)] =
          std::min(most - 1, static_cast<int>(at * base_count / source / factor));
    }
    return shown;
  };
  const std::vector<int> cols = lines(pixels.width(), cells.cols, view.origin.x(), view.scale_x * ratio,
                                      static_cast<double>(base.source_cols), base.cols);
  const std::vector<int> rows = lines(pixels.height(), cells.rows, view.origin.y(), view.scale_y * ratio,
                                      static_cast<double>(base.source_rows), base.rows);
  // Colours come from a table: 10⁶ pixels a frame while panning.
  std::vector<QRgb> table(1024);
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Rgb rgb = colour_at(m_scale.map, static_cast<double>(i) / static_cast<double>(table.size() - 1));
    table[i] = qRgb(rgb.r, rgb.g, rgb.b);
  }
  const QRgb hatch_ground = c.window.rgb();
  const QRgb hatch_line = blended(c.window, c.muted, 0.55).rgb();
  for (int y = 0; y < pixels.height(); ++y) {
    const int row = rows[static_cast<std::size_t>(y)];
    if (row < 0) continue;
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    const float* source =
        values.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(cells.cols);
    for (int x = 0; x < pixels.width(); ++x) {
      const int col = cols[static_cast<std::size_t>(x)];
      if (col < 0) continue;
      const double place = m_scale.place(source[col]);
      if (std::isnan(place)) {
        line[x] = (x + y) % kHatchPeriod == 0 ? hatch_line : hatch_ground;
      } else {
        line[x] = table[static_cast<std::size_t>(place * static_cast<double>(table.size() - 1) + 0.5)];
      }
    }
  }
  return image;
}

void MatrixView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const ThemeColours& c = colours();
  painter.fillRect(rect(), c.base);
  if (empty()) return;
  const QRect canvas = canvasRect();
  const double ratio = devicePixelRatioF();
  const QSize pixels = QSizeF(QSizeF(canvas.size()) * ratio).toSize();
  if (m_image.size() != pixels && !pixels.isEmpty()) m_image = render(m_view, pixels, ratio);
  painter.drawImage(QRectF(canvas), m_image);
  paintAxes(painter, QRectF(canvas), m_view);
  if (m_current) {
    const QRectF cell(
        canvas.left() + (static_cast<double>(m_current->second) - m_view.origin.x()) * m_view.scale_x,
        canvas.top() + (static_cast<double>(m_current->first) - m_view.origin.y()) * m_view.scale_y,
        std::max(3.0, m_view.scale_x), std::max(3.0, m_view.scale_y));
    painter.setClipRect(canvas.adjusted(-2, -2, 2, 2));
    painter.setPen(QPen(c.base, 3));
    painter.drawRect(cell.adjusted(-1, -1, 0, 0));
    painter.setPen(QPen(c.accent, 1));
    painter.drawRect(cell.adjusted(-1, -1, 0, 0));
    painter.setClipping(false);
  }
  if (hasFocus()) {
    painter.setPen(QPen(c.accent, 1));
    painter.drawRect(canvas.adjusted(-1, -1, 0, 0));
  }
}

void MatrixView::paintAxes(QPainter& painter, const QRectF& area, const View& view) const {
  const ThemeColours& c = colours();
  const QFontMetricsF metrics(painter.font());
  const MatrixCells& base = m_pyramid.level(0);
  painter.setPen(c.muted);
  const auto ticks = [](double origin, double room, double scale, std::int64_t count, std::int64_t first,
                        double spacing) {
    const double end = std::min(static_cast<double>(count - 1), origin + room / scale);
    std::vector<std::int64_t> found;
    for (const double at : round_ticks(static_cast<double>(first) + origin, static_cast<double>(first) + end,
                                       std::max(1, static_cast<int>(room / spacing)))) {
      if (at == std::floor(at)) found.push_back(static_cast<std::int64_t>(at) - first);
    }
    return found;
  };
  for (const std::int64_t col :
       ticks(view.origin.x(), area.width(), view.scale_x, base.source_cols, m_first_col, 70)) {
    const double x = area.left() + (static_cast<double>(col) + 0.5 - view.origin.x()) * view.scale_x;
    painter.drawText(QRectF(x - 40, area.top() - metrics.height() - 3, 80, metrics.height()), Qt::AlignCenter,
                     count_text(m_first_col + col));
    painter.drawLine(QPointF(x, area.top() - 3), QPointF(x, area.top() - 1));
  }
  for (const std::int64_t row :
       ticks(view.origin.y(), area.height(), view.scale_y, base.source_rows, m_first_row, 50)) {
    const double y = area.top() + (static_cast<double>(row) + 0.5 - view.origin.y()) * view.scale_y;
    painter.drawText(QRectF(0, y - metrics.height() / 2, area.left() - 6, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, count_text(m_first_row + row));
    painter.drawLine(QPointF(area.left() - 3, y), QPointF(area.left() - 1, y));
  }
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

void MatrixView::paintPicture(QPainter& painter, const QSizeF& size) const {
  painter.fillRect(QRectF(QPointF(0, 0), size), colours().base);
  if (empty()) return;
  painter.setFont(font());
  const QRect here = canvasRect();
  const double wide = m_legend->sizeHint().width();
  const QRectF area(here.left(), here.top(), size.width() - here.left() - wide - 20,
                    size.height() - here.top() - 8);
  View view = fittedView(area.size());
  // Twice the points, so that the exported image stays sharp; smooth scaling would invent values.
  constexpr double kRatio = 2;
  const auto& base = m_pyramid.level(0);
  const QSizeF shown(std::min(area.width(), view.scale_x * static_cast<double>(base.source_cols)),
                     std::min(area.height(), view.scale_y * static_cast<double>(base.source_rows)));
  const QSize pixels = QSizeF(shown * kRatio).toSize();
  painter.drawImage(QRectF(area.topLeft(), QSizeF(pixels) / kRatio), render(view, pixels, kRatio));
  paintAxes(painter, area, view);
  ColourLegend::paint(painter, QRectF(size.width() - wide - 8, 4, wide, std::min(size.height() - 8, 320.0)),
                      m_scale, m_name, {}, font());
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
