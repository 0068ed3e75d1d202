// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/curve_plot.h"

#include "widgets/numbers.h"
#include "widgets/plot_axes.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QLabel>

namespace prism::widgets {
namespace {

constexpr int kPointsUpTo = 40;
constexpr double kLogFromRatio = 1000;

/// Our ticks and our way to write numbers on a QCustomPlot axis.
class Ticker final : public QCPAxisTicker {
 public:
  explicit Ticker(const QCPAxis* axis) : m_axis(axis) {}

 protected:
  QVector<double> createTickVector(double, const QCPRange& range) override {
    const bool logarithmic = m_axis->scaleType() == QCPAxis::stLogarithmic;
    const bool across = m_axis->orientation() == Qt::Horizontal;
    const QRect area = m_axis->axisRect()->rect();
    const int most = across ? area.width() / 80 : area.height() / 40;
    const AxisRange shown{logarithmic ? std::log10(range.lower) : range.lower,
                          logarithmic ? std::log10(range.upper) : range.upper, logarithmic};
    QVector<double> values;
    for (const AxisTick& tick : axis_ticks(shown, std::max(2, most))) {
      values.push_back(logarithmic ? std::pow(10.0, tick.at) : tick.at);
    }
    return values;
  }
  QVector<double> createSubTickVector(int, const QVector<double>&) override { return {}; }
  QString getTickLabel(double tick, const QLocale&, QChar, int) override { return number_text(tick); }

 private:
  const QCPAxis* m_axis;
};

QCPScatterStyle::ScatterShape shape_of(int index) {
  // Told apart by shape as well as by colour.
  static constexpr QCPScatterStyle::ScatterShape kShapes[] = {
      QCPScatterStyle::ssDisc,     QCPScatterStyle::ssSquare, QCPScatterStyle::ssDiamond,
      QCPScatterStyle::ssTriangle, QCPScatterStyle::ssCross,  QCPScatterStyle::ssTriangleInverted};
  return kShapes[index % 6];
}

struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void add(double value, bool logarithmic) {
    if (!std::isfinite(value) || (logarithmic && value <= 0)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  /// With some air at both ends.
  [[nodiscard]] QCPRange padded(double share, bool logarithmic) const {
    if (low > high) return logarithmic ? QCPRange(0.1, 1) : QCPRange(0, 1);
    if (logarithmic) {
      const double factor = low == high ? 2 : std::pow(high / low, share);
      return {low / factor, high * factor};
    }
    double air = (high - low) * share;
    if (air <= 0) air = low == 0 ? 1 : std::abs(low) * 0.1;
    return {low - air, high + air};
  }
};

}  // namespace

CurveView::Plot::Plot(CurveView* owner)
    : view(owner), plot(new QCustomPlot(owner)), readout(new QLabel(owner)) {
  plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  plot->setNoAntialiasingOnDrag(false);
  plot->setFocusPolicy(Qt::NoFocus);
  plot->setMouseTracking(true);
  plot->axisRect()->setRangeZoomFactor(0.8);
  for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
    axis->setTicker(QSharedPointer<QCPAxisTicker>(new Ticker(axis)));
    axis->setTickLengthIn(0);
    axis->setTickLengthOut(3);
    axis->setSubTicks(false);
    axis->setTickLabelPadding(3);
    axis->setLabelPadding(4);
  }
  crosshair_line = new QCPItemLine(plot);
  crosshair_line->setVisible(false);
  crosshair_line->setSelectable(false);
  QObject::connect(plot, &QCustomPlot::afterLayout, owner, [this] { placeLabels(); });
  QObject::connect(plot, &QCustomPlot::mouseWheel, owner, [this] { user_range = true; });
  QObject::connect(plot, &QCustomPlot::mouseDoubleClick, owner, [owner] { owner->fit(); });
  readout->setTextFormat(Qt::RichText);
  readout->setContentsMargins(8, 2, 8, 0);
  readout->setAttribute(Qt::WA_TransparentForMouseEvents);
}

bool CurveView::Plot::wantsLog(bool horizontal) const {
  const Axis kind = horizontal ? axis_x : axis_y;
  if (kind != Axis::automatic) return kind == Axis::logarithmic;
  Extent extent;
  for (const Curve& curve : curves) {
    for (const double value : horizontal ? curve.x : curve.y) {
      if (std::isfinite(value) && value <= 0) return false;
      extent.add(value, true);
    }
  }
  return extent.high > extent.low * kLogFromRatio;
}

void CurveView::Plot::setAxisKind(QCPAxis* axis, bool logarithmic) {
  axis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
}

void CurveView::Plot::rebuild() {
  log_x = wantsLog(true);
  log_y = wantsLog(false);
  setAxisKind(plot->xAxis, log_x);
  setAxisKind(plot->yAxis, log_y);
  for (QCPItemTracer* dot : dots) plot->removeItem(dot);
  for (QCPItemText* label : curve_labels) plot->removeItem(label);
  for (QCPItemStraightLine* line : guide_lines) plot->removeItem(line);
  for (QCPItemText* label : guide_labels) plot->removeItem(label);
  dots.clear();
  curve_labels.clear();
  guide_lines.clear();
  guide_labels.clear();
  plot->clearGraphs();
  const auto text_item = [this](const QString& text) {
    auto* label = new QCPItemText(plot);
    label->setText(text);
    label->setClipToAxisRect(false);
    label->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    label->position->setType(QCPItemPosition::ptAbsolute);
    label->setPadding(QMargins(0, 0, 0, 0));
    return label;
  };
  for (const Curve& curve : curves) {
    QCPGraph* graph = plot->addGraph();
    const std::size_t count = std::min(curve.x.size(), curve.y.size());
    graph->setData(QVector<double>(curve.x.begin(), curve.x.begin() + static_cast<std::ptrdiff_t>(count)),
                   QVector<double>(curve.y.begin(), curve.y.begin() + static_cast<std::ptrdiff_t>(count)),
                   true);
    auto* dot = new QCPItemTracer(plot);
    if (count > 0) dot->setGraph(graph);
    dot->setInterpolating(true);
    dot->setStyle(QCPItemTracer::tsCircle);
    dot->setSize(7);
    dot->setVisible(false);
    dots.push_back(dot);
    curve_labels.push_back(text_item(curves.size() > 1 ? QString::fromStdString(curve.name) : QString()));
  }
  for (const GuideLine& guide : guides) {
    auto* line = new QCPItemStraightLine(plot);
    line->point1->setTypeX(guide.vertical ? QCPItemPosition::ptPlotCoords : QCPItemPosition::ptAxisRectRatio);
    line->point1->setTypeY(guide.vertical ? QCPItemPosition::ptAxisRectRatio : QCPItemPosition::ptPlotCoords);
    line->point2->setTypeX(line->point1->typeX());
    line->point2->setTypeY(line->point1->typeY());
    line->point1->setCoords(guide.vertical ? guide.value : 0, guide.vertical ? 0 : guide.value);
    line->point2->setCoords(guide.vertical ? guide.value : 1, guide.vertical ? 1 : guide.value);
    guide_lines.push_back(line);
    guide_labels.push_back(text_item(guide.name));
  }
  if (!curves.empty()) {
    plot->xAxis->setLabel(QString::fromStdString(curves.front().x_label));
    plot->yAxis->setLabel(QString::fromStdString(curves.front().y_label));
  }
  applyTheme();
  if (!user_range) fit();
  showCrosshair();
  plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurveView::Plot::applyTheme() {
  const ThemeColours& c = colours();
  plot->setBackground(QBrush(c.base));
  const QFont numbers = tabular(view->font());
  for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
    axis->setBasePen(QPen(c.muted, 1));
    axis->setTickPen(QPen(c.muted, 1));
    axis->setTickLabelColor(c.muted);
    axis->setLabelColor(c.text);
    axis->setTickLabelFont(numbers);
    axis->setLabelFont(view->font());
    axis->grid()->setPen(QPen(blended(c.base, c.line, 0.7), 1));
    axis->grid()->setZeroLinePen(QPen(c.line, 1));
  }
  for (int i = 0; i < plot->graphCount(); ++i) {
    const QColor colour = series_colour(i);
    QCPGraph* graph = plot->graph(i);
    graph->setPen(QPen(colour, 1.6, i < 6 ? Qt::SolidLine : Qt::DashLine));
    const bool few = points.value_or(graph->dataCount() <= kPointsUpTo);
    graph->setScatterStyle(few ? QCPScatterStyle(shape_of(i), colour, colour, 5)
                               : QCPScatterStyle(QCPScatterStyle::ssNone));
    const auto at = static_cast<std::size_t>(i);
    dots[at]->setPen(QPen(c.base, 1.5));
    dots[at]->setBrush(colour);
    curve_labels[at]->setColor(contrast(colour, c.base) >= 4.5 ? colour : blended(colour, c.text, 0.35));
    curve_labels[at]->setFont(view->font());
  }
  for (std::size_t i = 0; i < guide_lines.size(); ++i) {
    guide_lines[i]->setPen(QPen(c.muted, 1, Qt::DashLine));
    guide_labels[i]->setColor(c.muted);
    guide_labels[i]->setFont(view->font());
  }
  crosshair_line->setPen(QPen(c.muted, 1));
  const QFontMetrics metrics(view->font());
  readout->setFixedHeight(metrics.height() + 6);
  // Room right of the curves for their names and above them for vertical guides' names.
  int right = 14;
  for (const QCPItemText* label : curve_labels)
    right = std::max(right, metrics.horizontalAdvance(label->text()) + 14);
  bool vertical = false;
  for (std::size_t i = 0; i < guides.size(); ++i) {
    vertical = vertical || guides[i].vertical;
    if (!guides[i].vertical) right = std::max(right, metrics.horizontalAdvance(guides[i].name) + 14);
  }
  right = std::min(right, 180);
  plot->axisRect()->setMinimumMargins(QMargins(12, vertical ? metrics.height() + 4 : 6, right, 8));
}

void CurveView::Plot::placeLabels() {
  const QRect area = plot->axisRect()->rect();
  const QFontMetrics metrics(view->font());
  const double height = metrics.height();
  struct Wish {
    QCPItemText* label;
    double y;
  };
  std::vector<Wish> wishes;
  for (int i = 0; i < plot->graphCount(); ++i) {
    QCPItemText* label = curve_labels[static_cast<std::size_t>(i)];
    // The last point inside the shown range carries the name.
    const Curve& curve = curves[static_cast<std::size_t>(i)];
    double y = std::nan("");
    for (std::size_t k = 0; k < std::min(curve.x.size(), curve.y.size()); ++k) {
      if (curve.x[k] > plot->xAxis->range().upper) break;
      if (std::isfinite(curve.y[k])) y = plot->yAxis->coordToPixel(curve.y[k]);
    }
    const bool shown = std::isfinite(y) && !label->text().isEmpty();
    label->setVisible(shown);
    if (shown) wishes.push_back({label, std::clamp<double>(y, area.top(), area.bottom())});
  }
  for (std::size_t i = 0; i < guides.size(); ++i) {
    QCPItemText* label = guide_labels[i];
    const QCPAxis* axis = guides[i].vertical ? plot->xAxis : plot->yAxis;
    const bool shown = axis->range().contains(guides[i].value);
    label->setVisible(shown);
    if (!shown) continue;
    if (guides[i].vertical) {
      const double half = metrics.horizontalAdvance(guides[i].name) / 2.0;
      const double x = std::clamp<double>(axis->coordToPixel(guides[i].value) - half, area.left(),
                                          std::max<double>(area.left(), area.right() - 2 * half));
      label->position->setCoords(x, area.top() - height / 2 - 1);
    } else {
      wishes.push_back({label, axis->coordToPixel(guides[i].value)});
    }
  }
  // Names that would overlap move apart, down first, then back up from the bottom.
  std::sort(wishes.begin(), wishes.end(), [](const Wish& a, const Wish& b) { return a.y < b.y; });
  for (std::size_t i = 1; i < wishes.size(); ++i)
    wishes[i].y = std::max(wishes[i].y, wishes[i - 1].y + height);
  double limit = area.bottom() + height / 2;
  for (auto wish = wishes.rbegin(); wish != wishes.rend(); ++wish) {
    wish->y = std::min(wish->y, limit);
    limit = wish->y - height;
  }
  for (const Wish& wish : wishes) wish.label->position->setCoords(area.right() + 8, wish.y);
}

void CurveView::Plot::fit() {
  Extent x;
  Extent y;
  for (const Curve& curve : curves) {
    for (const double value : curve.x) x.add(value, log_x);
    for (const double value : curve.y) y.add(value, log_y);
  }
  for (const GuideLine& guide : guides) {
    if (guide.vertical) {
      x.add(guide.value, log_x);
    } else {
      y.add(guide.value, log_y);
    }
  }
  plot->xAxis->setRange(x.padded(0.02, log_x));
  plot->yAxis->setRange(y.padded(0.06, log_y));
}

std::optional<double> CurveView::Plot::nearestX(double pixel) const {
  std::optional<double> best;
  double best_distance = 0;
  const double wanted = plot->xAxis->pixelToCoord(pixel);
  for (const Curve& curve : curves) {
    const auto after = std::lower_bound(curve.x.begin(), curve.x.end(), wanted);
    for (const auto candidate : {after, after == curve.x.begin() ? after : after - 1}) {
      if (candidate == curve.x.end()) continue;
      const double distance = std::abs(plot->xAxis->coordToPixel(*candidate) - pixel);
      if (!best || distance < best_distance) {
        best = *candidate;
        best_distance = distance;
      }
    }
  }
  return best;
}

CurveView::Plot::Reading CurveView::Plot::read(const Curve& curve, double x) {
  const std::size_t count = std::min(curve.x.size(), curve.y.size());
  const auto end = curve.x.begin() + static_cast<std::ptrdiff_t>(count);
  const auto after = std::lower_bound(curve.x.begin(), end, x);
  if (after == end) return {std::nan(""), false};
  const auto at = static_cast<std::size_t>(after - curve.x.begin());
  if (*after == x) return {curve.y[at], true};
  if (at == 0) return {std::nan(""), false};
  const double share = (x - curve.x[at - 1]) / (curve.x[at] - curve.x[at - 1]);
  return {curve.y[at - 1] + share * (curve.y[at] - curve.y[at - 1]), false};
}

void CurveView::Plot::showCrosshair() {
  const bool shown = crosshair && !curves.empty();
  crosshair_line->setVisible(shown);
  for (std::size_t i = 0; i < dots.size(); ++i) {
    const bool here = shown && std::isfinite(read(curves[i], *crosshair).value);
    dots[i]->setVisible(here);
    if (here) dots[i]->setGraphKey(*crosshair);
  }
  if (shown) {
    for (QCPItemPosition* end : {crosshair_line->start, crosshair_line->end}) {
      end->setTypeX(QCPItemPosition::ptPlotCoords);
      end->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    crosshair_line->start->setCoords(*crosshair, 0);
    crosshair_line->end->setCoords(*crosshair, 1);
  }
  QString text;
  if (shown) {
    const auto part = [&text](const QString& what, const QString& value, const QColor& colour) {
      if (!text.isEmpty()) text += QStringLiteral(" &nbsp;·&nbsp; ");
      text += QStringLiteral("<span style=\"color:%1\">%2</span> %3")
                  .arg(colour.name(), what.toHtmlEscaped(), value);
    };
    const QString label = QString::fromStdString(curves.front().x_label);
    part(label.isEmpty() ? QStringLiteral("x") : label, number_text(*crosshair), colours().muted);
    for (std::size_t i = 0; i < curves.size(); ++i) {
      const Reading reading = read(curves[i], *crosshair);
      if (!std::isfinite(reading.value)) continue;
      const QString value = (reading.exact ? QString() : QStringLiteral("≈ ")) + number_text(reading.value);
      part(QString::fromStdString(curves[i].name), value, curve_labels[i]->color());
    }
  }
  readout->setText(text);
  plot->replot(QCustomPlot::rpQueuedReplot);
}

}  // namespace prism::widgets
