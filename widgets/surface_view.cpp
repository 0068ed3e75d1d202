// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/surface_view.h"

#include "widgets/colour_legend.h"
#include "widgets/icons.h"
#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QTextStream>
#include <QWheelEvent>

namespace prism::widgets {
namespace {

constexpr int kMostSide = 128;
constexpr double kHeight = 0.45;  ///< of the value range, sides of the base being 1
constexpr double kTurn = -35;
constexpr double kTilt = 35;
constexpr double kKeyTurn = 5;
constexpr double kSide = 90;  ///< room for the value range left and the legend right

/// The parallel projection of the unit cube [−½, ½]² × [0, kHeight] seen from turn and tilt.
struct Camera {
  double cos_turn, sin_turn, cos_tilt, sin_tilt, scale;
  QPointF centre;

  [[nodiscard]] QPointF point(double x, double y, double z) const {
    const double right = x * cos_turn - y * sin_turn;
    const double away = x * sin_turn + y * cos_turn;
    return centre + scale * QPointF(right, away * sin_tilt - (z - kHeight / 2) * cos_tilt);
  }
  /// Greater is nearer to the eye.
  [[nodiscard]] double nearness(double x, double y) const { return x * sin_turn + y * cos_turn; }
};

}  // namespace

struct SurfaceView::Projection : Camera {};

SurfaceView::SurfaceView(QWidget* parent) : QWidget(parent), m_turn(kTurn), m_tilt(kTilt) {
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("Surface picture"));
  connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

void SurfaceView::setMatrix(std::int64_t rows, std::int64_t cols, std::vector<float> values,
                            const QString& name) {
  MatrixCells cells;
  cells.source_rows = rows;
  cells.source_cols = cols;
  cells.rows = static_cast<int>(rows);
  cells.cols = static_cast<int>(cols);
  cells.mean = std::move(values);
  setCells(cells, name);
}

void SurfaceView::setCells(const MatrixCells& cells, const QString& name) {
  m_name = name;
  // Block means on an even grid of our own, so that any shape comes down to at most 128 a side.
  MatrixCells reduced;
  reduced.source_rows = cells.source_rows;
  reduced.source_cols = cells.source_cols;
  reduced.rows = std::min(kMostSide, cells.rows);
  reduced.cols = std::min(kMostSide, cells.cols);
  std::vector<double> finite;
  for (int row = 0; row < reduced.rows; ++row) {
    for (int col = 0; col < reduced.cols; ++col) {
      double sum = 0;
      int count = 0;
      for (int r = row * cells.rows / reduced.rows; r < (row + 1) * cells.rows / reduced.rows; ++r) {
        for (int c = col * cells.cols / reduced.cols; c < (col + 1) * cells.cols / reduced.cols; ++c) {
          const float value = cells.mean[static_cast<std::size_t>(r) * static_cast<std::size_t>(cells.cols) +
                                         static_cast<std::size_t>(c)];
          if (!std::isfinite(value)) continue;
          sum += static_cast<double>(value);
          ++count;
        }
      }
      const double mean = count > 0 ? sum / count : std::nan("");
      if (count > 0) finite.push_back(mean);
      reduced.mean.push_back(static_cast<float>(mean));
    }
  }
  m_cells = std::move(reduced);
  m_least = m_greatest = 0;
  if (!finite.empty()) {
    const auto [least, greatest] = std::minmax_element(finite.begin(), finite.end());
    m_least = *least;
    m_greatest = *greatest;
  }
  if (!m_own_scale) {
    const bool both_signs = m_least < 0 && m_greatest > 0;
    m_scale = percentile_scale(finite, both_signs ? ColourMap::diverging : ColourMap::cividis, false);
  }
  setAccessibleDescription(tr("%1, from %2 to %3").arg(name, number_text(m_least), number_text(m_greatest)));
  update();
}

void SurfaceView::clear() {
  m_cells = {};
  update();
}

void SurfaceView::setScale(const ValueScale& scale) {
  m_scale = scale;
  m_own_scale = true;
  update();
}

void SurfaceView::setAngles(double turn, double tilt) {
  m_turn = std::remainder(turn, 360.0);
  m_tilt = std::clamp(tilt, 5.0, 90.0);
  update();
}

void SurfaceView::turnBy(double turn, double tilt) {
  setAngles(m_turn + turn, m_tilt + tilt);
  Q_EMIT turned(m_turn, m_tilt);
}

void SurfaceView::reset() {
  m_zoom = 1;
  setAngles(kTurn, kTilt);
  Q_EMIT turned(m_turn, m_tilt);
}

SurfaceView::Projection SurfaceView::projection(const QSizeF& size) const {
  const double turn = m_turn * std::numbers::pi / 180;
  const double tilt = m_tilt * std::numbers::pi / 180;
  Projection view;
  view.cos_turn = std::cos(turn);
  view.sin_turn = std::sin(turn);
  view.cos_tilt = std::cos(tilt);
  view.sin_tilt = std::sin(tilt);
  // The base's diagonal and the height must fit whatever the angle, so that turning does not change the size.
  const double high = std::numbers::sqrt2 * view.sin_tilt + kHeight * view.cos_tilt;
  view.scale =
      m_zoom * std::min((size.width() - 2 * kSide) / std::numbers::sqrt2, (size.height() - 60) / high);
  view.scale = std::max(10.0, view.scale);
  view.centre = QPointF((size.width() - kSide / 3) / 2, size.height() / 2);
  return view;
}

void SurfaceView::paintBox(QPainter& painter, const Projection& view) const {
  const ThemeColours& c = colours();
  const QFontMetricsF metrics(painter.font());
  painter.setPen(QPen(c.line, 1));
  painter.setBrush(Qt::NoBrush);
  static constexpr std::array<std::pair<double, double>, 4> kCorners{
      {{-.5, -.5}, {.5, -.5}, {.5, .5}, {-.5, .5}}};
  QPolygonF floor;
  std::size_t farthest = 0;
  for (std::size_t i = 0; i < kCorners.size(); ++i) {
    floor << view.point(kCorners[i].first, kCorners[i].second, 0);
    if (view.nearness(kCorners[i].first, kCorners[i].second) <
        view.nearness(kCorners[farthest].first, kCorners[farthest].second)) {
      farthest = i;
    }
  }
  painter.drawPolygon(floor);
  // The two walls behind the surface, with its value range at their outer edges.
  for (const std::size_t side : {(farthest + 1) % 4, (farthest + 3) % 4}) {
    const auto& [x0, y0] = kCorners[farthest];
    const auto& [x1, y1] = kCorners[side];
    painter.drawPolyline(QPolygonF{view.point(x0, y0, 0), view.point(x0, y0, kHeight),
                                   view.point(x1, y1, kHeight), view.point(x1, y1, 0)});
  }
  const std::size_t a = (farthest + 1) % 4;
  const std::size_t b = (farthest + 3) % 4;
  const std::size_t left = view.point(kCorners[a].first, kCorners[a].second, 0).x() <
                                   view.point(kCorners[b].first, kCorners[b].second, 0).x()
                               ? a
                               : b;
  painter.setPen(c.muted);
  for (const auto& [z, value] : {std::pair(0.0, m_least), std::pair(kHeight, m_greatest)}) {
    const QPointF at = view.point(kCorners[left].first, kCorners[left].second, z);
    if (view.cos_tilt < 0.2 && z > 0) continue;  // from above both ends fall together
    painter.drawText(QRectF(at.x() - 106, at.y() - metrics.height() / 2, 100, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, number_text(value));
  }
}

void SurfaceView::paintLabels(QPainter& painter, const Projection& view) const {
  const QFontMetricsF metrics(painter.font());
  painter.setPen(colours().text);
  // Axis names at the two edges of the base nearest to the eye.
  const double row_side = view.nearness(.5, 0) > view.nearness(-.5, 0) ? .5 : -.5;
  const double col_side = view.nearness(0, .5) > view.nearness(0, -.5) ? .5 : -.5;
  const auto label = [&](const QPointF& at, const QString& text) {
    const double wide = metrics.horizontalAdvance(text);
    const double shift = at.x() < view.centre.x() ? -wide : 0;
    painter.drawText(QPointF(at.x() + shift, at.y() + metrics.ascent()), text);
  };
  label(view.point(row_side * 1.08, 0, 0), tr("%1 rows").arg(count_text(m_cells.source_rows)));
  label(view.point(0, col_side * 1.08, 0), tr("%1 columns").arg(count_text(m_cells.source_cols)));
}

void SurfaceView::paintPicture(QPainter& painter, const QSizeF& size) const {
  const ThemeColours& c = colours();
  painter.fillRect(QRectF(QPointF(0, 0), size), c.base);
  if (m_cells.rows < 1 || m_cells.cols < 1) return;
  painter.save();
  painter.setFont(font());
  const Projection view = projection(size);
  painter.setRenderHint(QPainter::Antialiasing);
  paintBox(painter, view);
  const double span = m_greatest > m_least ? m_greatest - m_least : 1;
  const int rows = m_cells.rows;
  const int cols = m_cells.cols;
  const auto value = [&](int row, int col) {
    return static_cast<double>(m_cells.mean[static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) +
                                            static_cast<std::size_t>(col)]);
  };
  const auto z_of = [&](double v) { return (v - m_least) / span * kHeight; };
  const auto x_of = [&](int col) { return cols > 1 ? static_cast<double>(col) / (cols - 1) - 0.5 : 0; };
  const auto y_of = [&](int row) { return rows > 1 ? static_cast<double>(row) / (rows - 1) - 0.5 : 0; };
  // Facets from far to near: on a height field that order is a plain walk along both axes.
  const bool rows_up = view.nearness(0, 1) > 0;
  const bool cols_up = view.nearness(1, 0) > 0;
  const bool meshed = std::max(rows, cols) <= 64;
  for (int i = 0; i + 1 < rows; ++i) {
    const int row = rows_up ? i : rows - 2 - i;
    for (int k = 0; k + 1 < cols; ++k) {
      const int col = cols_up ? k : cols - 2 - k;
      const double v00 = value(row, col);
      const double v01 = value(row, col + 1);
      const double v10 = value(row + 1, col);
      const double v11 = value(row + 1, col + 1);
      const double mean = (v00 + v01 + v10 + v11) / 4;
      if (std::isnan(mean)) continue;  // a hole says that there is nothing
      // Light from the upper left of the picture's back: slopes towards it are brighter.
      const double slope_x = (z_of(v01) + z_of(v11) - z_of(v00) - z_of(v10)) / 2 * (cols - 1);
      const double slope_y = (z_of(v10) + z_of(v11) - z_of(v00) - z_of(v01)) / 2 * (rows - 1);
      const double light =
          (0.4 * slope_x + 0.5 * slope_y + 1) / std::sqrt(1 + slope_x * slope_x + slope_y * slope_y);
      const QColor plain(m_scale.colour(mean));
      const QColor shaded = light >= 1 ? blended(plain, Qt::white, std::min(0.25, (light - 1) * 0.5))
                                       : blended(plain, Qt::black, std::min(0.45, (1 - light) * 0.35));
      const double x0 = x_of(col);
      const double x1 = x_of(col + 1);
      const double y0 = y_of(row);
      const double y1 = y_of(row + 1);
      const QPointF corners[4] = {view.point(x0, y0, z_of(v00)), view.point(x1, y0, z_of(v01)),
                                  view.point(x1, y1, z_of(v11)), view.point(x0, y1, z_of(v10))};
      painter.setBrush(shaded);
      painter.setPen(QPen(meshed ? blended(shaded, Qt::black, 0.18) : shaded, meshed ? 0.6 : 0.8));
      painter.drawConvexPolygon(corners, 4);
    }
  }
  paintLabels(painter, view);
  ColourLegend::paint(painter, QRectF(size.width() - 84, 6, 82, std::min(size.height() - 12, 280.0)), m_scale,
                      m_name, {}, font());
  painter.restore();
}

void SurfaceView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintPicture(painter, QSizeF(size()));
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours().accent, 1));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
  }
}

void SurfaceView::mousePressEvent(QMouseEvent* event) {
  m_last = event->position();
}

void SurfaceView::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() == Qt::NoButton) return;
  const QPointF step = event->position() - m_last;
  m_last = event->position();
  turnBy(-step.x() * 0.5, step.y() * 0.5);
}

void SurfaceView::mouseDoubleClickEvent(QMouseEvent*) {
  reset();
}

void SurfaceView::wheelEvent(QWheelEvent* event) {
  m_zoom = std::clamp(m_zoom * std::pow(1.25, event->angleDelta().y() / 120.0), 0.5, 8.0);
  update();
  event->accept();
}

void SurfaceView::keyPressEvent(QKeyEvent* event) {
  if (handleCopyKey(event)) return;
  switch (event->key()) {
    case Qt::Key_Left:
      return turnBy(kKeyTurn, 0);
    case Qt::Key_Right:
      return turnBy(-kKeyTurn, 0);
    case Qt::Key_Up:
      return turnBy(0, -kKeyTurn);
    case Qt::Key_Down:
      return turnBy(0, kKeyTurn);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      m_zoom = std::min(8.0, m_zoom * 1.25);
      return update();
    case Qt::Key_Minus:
      m_zoom = std::max(0.5, m_zoom / 1.25);
      return update();
    case Qt::Key_Home:
      return reset();
    default:
      QWidget::keyPressEvent(event);
  }
}

void SurfaceView::contextMenuEvent(QContextMenuEvent* event) {
  showPictureMenu(this, event->globalPos(), [this](QMenu& menu) {
    menu.addAction(icon(QStringLiteral("fit")), tr("Back to the first view"), this, &SurfaceView::reset);
    menu.addAction(tr("From above"), this, [this] { turnBy(-m_turn, 90 - m_tilt); });
  });
}

QString SurfaceView::exportName() const {
  return m_name.isEmpty()
             ? QStringLiteral("surface")
             : m_name.toLower().replace(u' ', u'-').replace(u'/', u'-') + QStringLiteral("-surface");
}

QSizeF SurfaceView::exportSize() const {
  return QSizeF(std::max(width(), 420), std::max(height(), 320));
}

QString SurfaceView::csv() const {
  QString text;
  QTextStream out(&text);
  out << "row,column,value\n";
  for (int row = 0; row < m_cells.rows; ++row) {
    for (int col = 0; col < m_cells.cols; ++col) {
      const float value =
          m_cells.mean[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_cells.cols) +
                       static_cast<std::size_t>(col)];
      out << qint64(row * m_cells.source_rows / m_cells.rows) << ','
          << qint64(col * m_cells.source_cols / m_cells.cols) << ',' << csv_number(static_cast<double>(value))
          << '\n';
    }
  }
  return text;
}

QSize SurfaceView::sizeHint() const {
  return {420, 320};
}

QSize SurfaceView::minimumSizeHint() const {
  return {200, 160};
}

}  // namespace prism::widgets
