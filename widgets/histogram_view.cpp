// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/histogram_view.h"

#include "widgets/numbers.h"
#include "widgets/plot_axes.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <QPainter>
#include <QTextStream>

namespace prism::widgets {
namespace {

constexpr int kBins = 48;
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Histogram bin_values(const std::vector<double>& values, int bins, bool logarithmic) {
  Histogram histogram;
  const auto usable = [logarithmic](double value) {
    return std::isfinite(value) && (!logarithmic || value > 0);
  };
  const auto place = [logarithmic](double value) { return logarithmic ? std::log10(value) : value; };
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double value : values) {
    if (!usable(value)) continue;
    low = std::min(low, place(value));
    high = std::max(high, place(value));
  }
  histogram.counts.assign(static_cast<std::size_t>(std::max(1, bins)), 0);
  if (low > high) low = high = 0;
  if (low == high) {
    // One value only: a range around it, so that its bar stands in the middle.
    const double half = low == 0 || logarithmic ? 0.5 : std::abs(low) / 2;
    low -= half;
    high += half;
  }
  histogram.low = low;
  histogram.high = high;
  for (const double value : values) {
    if (usable(value)) {
      const double share = (place(value) - low) / (high - low);
      const auto bin = static_cast<std::size_t>(share * static_cast<double>(histogram.counts.size()));
      ++histogram.counts[std::min(bin, histogram.counts.size() - 1)];
    } else if (std::isnan(value)) {
      ++histogram.not_a_number;
    } else if (value > 0) {
      ++histogram.above;
    } else {
      ++histogram.below;
    }
  }
  return histogram;
}

HistogramView::HistogramView(QWidget* parent) : QWidget(parent), m_marker(kNothing), m_line(kNothing) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAccessibleName(tr("Histogram"));
  connect(&Theme::instance(), &Theme::changed, this, [this] { update(); });
}

void HistogramView::setValues(std::vector<double> values, bool logarithmic) {
  const bool zoomed = m_view_low != m_histogram.low || m_view_high != m_histogram.high;
  const bool keep = zoomed && logarithmic == m_logarithmic && !m_histogram.counts.empty();
  m_values = std::move(values);
  m_logarithmic = logarithmic;
  m_histogram = bin_values(m_values, kBins, logarithmic);
  m_hover_bin = -1;
  if (!keep) fit();
  update();
}

void HistogramView::setHistogram(const Histogram& histogram) {
  m_values.clear();
  m_logarithmic = false;
  m_histogram = histogram;
  m_hover_bin = -1;
  fit();
}

void HistogramView::setLabel(const QString& name, const QString& unit) {
  m_name = name;
  m_unit = unit;
  setAccessibleDescription(tr("Distribution of %1").arg(name));
  update();
}

void HistogramView::setScale(const std::optional<ValueScale>& scale) {
  m_scale = scale;
  update();
}

void HistogramView::setLogarithmicCounts(bool logarithmic) {
  m_log_counts = logarithmic;
  update();
}

void HistogramView::setRange(const std::optional<std::pair<double, double>>& range) {
  m_range = range;
  update();
}

void HistogramView::setMarker(double value) {
  m_marker = value;
  update();
}

void HistogramView::setReferenceLine(double value, const QString& name) {
  m_line = value;
  m_line_name = name;
  update();
}

void HistogramView::fit() {
  m_view_low = m_histogram.low;
  m_view_high = m_histogram.high > m_histogram.low ? m_histogram.high : m_histogram.low + 1;
  update();
}

std::vector<int> HistogramView::indicesInRange() const {
  std::vector<int> found;
  if (!m_range) return found;
  for (std::size_t i = 0; i < m_values.size(); ++i) {
    if (m_values[i] >= m_range->first && m_values[i] <= m_range->second) found.push_back(static_cast<int>(i));
  }
  return found;
}

double HistogramView::axis(double value) const {
  if (!m_logarithmic) return value;
  return value > 0 ? std::log10(value) : -std::numeric_limits<double>::infinity();
}

double HistogramView::binEdge(int bin) const {
  const double share =
      static_cast<double>(bin) / static_cast<double>(std::max<std::size_t>(1, m_histogram.counts.size()));
  return m_histogram.low + share * (m_histogram.high - m_histogram.low);
}

QRectF HistogramView::plotRect(const QSizeF& size) const {
  const QFontMetricsF metrics(font());
  std::int64_t most = 100;
  for (const std::int64_t count : m_histogram.counts) most = std::max(most, count);
  const double left = metrics.horizontalAdvance(count_text(most)) + 10;
  const double top = metrics.height() + 8;
  const double bottom = metrics.height() * 2 + 10;
  return {left, top, std::max(10.0, size.width() - left - 12), std::max(10.0, size.height() - top - bottom)};
}

QRectF HistogramView::plotRect() const {
  return plotRect(QSizeF(size()));
}

double HistogramView::valueAt(double x) const {
  const QRectF plot = plotRect();
  const double at = m_view_low + (x - plot.left()) / plot.width() * (m_view_high - m_view_low);
  return m_logarithmic ? std::pow(10.0, at) : at;
}

double HistogramView::positionOf(double value) const {
  const QRectF plot = plotRect();
  return plot.left() + (axis(value) - m_view_low) / (m_view_high - m_view_low) * plot.width();
}

void HistogramView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  paintInto(painter, QSizeF(size()), true);
}

void HistogramView::paintPicture(QPainter& painter, const QSizeF& size) const {
  painter.setFont(font());
  paintInto(painter, size, false);
}

void HistogramView::paintInto(QPainter& painter, const QSizeF& size, bool interactive) const {
  const ThemeColours& c = colours();
  painter.fillRect(QRectF(QPointF(0, 0), size), c.base);
  const QRectF plot = plotRect(size);
  const QFontMetricsF metrics(painter.font());
  const auto x_of = [&](double at) {
    return plot.left() + (at - m_view_low) / (m_view_high - m_view_low) * plot.width();
  };
  std::int64_t most = 1;
  for (const std::int64_t count : m_histogram.counts) most = std::max(most, count);
  const auto height_of = [&](double count) {
    if (count <= 0) return 0.0;
    return plot.height() * (m_log_counts ? std::log1p(count) / std::log1p(static_cast<double>(most))
                                         : count / static_cast<double>(most));
  };

  paint_x_axis(painter, plot, {m_view_low, m_view_high, m_logarithmic});
  painter.setPen(QPen(c.line, 1));
  std::vector<double> levels = m_log_counts ? std::vector<double>{}
                                            : round_ticks(0, static_cast<double>(most),
                                                          std::max(1, static_cast<int>(plot.height() / 32)));
  if (m_log_counts) {
    for (double level = 1; level <= static_cast<double>(most); level *= 10) levels.push_back(level);
  }
  for (const double level : levels) {
    if (level != std::floor(level)) continue;
    const double y = plot.bottom() - height_of(level);
    painter.setPen(QPen(c.line, 1));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    painter.setPen(c.muted);
    painter.drawText(QRectF(0, y - metrics.height() / 2, plot.left() - 6, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, count_text(std::llround(level)));
  }

  painter.save();
  painter.setClipRect(plot.adjusted(0, -1, 1, 1));
  const auto bins = static_cast<int>(m_histogram.counts.size());
  for (int bin = 0; bin < bins; ++bin) {
    const auto count = static_cast<double>(m_histogram.counts[static_cast<std::size_t>(bin)]);
    if (count == 0) continue;
    const double left = x_of(binEdge(bin));
    const double right = x_of(binEdge(bin + 1));
    const double middle = (binEdge(bin) + binEdge(bin + 1)) / 2;
    const double value = m_logarithmic ? std::pow(10.0, middle) : middle;
    // At least a pixel high: one outlier among thousands must be seen.
    const double high = std::max(1.5, height_of(count));
    const bool inside = !m_range || (value >= m_range->first && value <= m_range->second);
    QColor fill = m_scale ? QColor(m_scale->colour(value)) : c.accent;
    if (!inside) fill = blended(c.base, fill, 0.35);
    if (bin == m_hover_bin && interactive) fill = blended(fill, c.text, 0.3);
    const QRectF bar(left, plot.bottom() - high, std::max(1.0, right - left - (right - left > 3 ? 1 : 0)),
                     high);
    painter.fillRect(bar, fill);
    // Light ends of a map would vanish on a light ground.
    if (m_scale && contrast(fill, c.base) < 1.6) {
      painter.setPen(QPen(c.muted, 0.7));
      painter.setBrush(Qt::NoBrush);
      painter.drawRect(bar);
    }
  }
  if (m_range) {
    const double from = x_of(axis(m_range->first));
    const double to = x_of(axis(m_range->second));
    QColor band = c.accent;
    band.setAlphaF(0.10F);
    painter.fillRect(QRectF(QPointF(from, plot.top()), QPointF(to, plot.bottom())), band);
    for (const double x : {from, to}) {
      painter.setPen(QPen(c.accent, 1.5));
      painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
      if (!interactive) continue;
      painter.setBrush(c.accent);
      painter.drawRoundedRect(QRectF(x - 3, plot.center().y() - 8, 6, 16), 2, 2);
    }
  }
  if (!std::isnan(m_line)) {
    const double x = x_of(axis(m_line));
    painter.setPen(QPen(c.warning, 1.2, Qt::DashLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    painter.setPen(c.text);
    const double wide = metrics.horizontalAdvance(m_line_name) + 8;
    const bool left_side = x + wide > plot.right();
    painter.drawText(QRectF(left_side ? x - wide : x + 4, plot.top(), wide, metrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, m_line_name);
  }
  if (!std::isnan(m_marker) && interactive) {
    const double x = std::clamp(x_of(axis(m_marker)), plot.left(), plot.right());
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.text);
    painter.drawPolygon(QPolygonF{QPointF(x, plot.bottom() - 1), QPointF(x - 5, plot.bottom() - 9),
                                  QPointF(x + 5, plot.bottom() - 9)});
  }
  painter.restore();

  painter.setPen(c.text);
  const QString title = m_unit.isEmpty() ? m_name : QStringLiteral("%1 (%2)").arg(m_name, m_unit);
  painter.drawText(QRectF(plot.left(), plot.bottom() + metrics.height() + 7, plot.width(), metrics.height()),
                   Qt::AlignRight | Qt::AlignVCenter,
                   metrics.elidedText(title, Qt::ElideRight, plot.width()));
  painter.setPen(c.muted);
  painter.drawText(QRectF(6, 2, size.width() - 12, metrics.height() + 2), Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(headline(), Qt::ElideRight, size.width() - 12));
  if (interactive && hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(c.accent, 1));
    painter.drawRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1));
  }
}

QString HistogramView::headline() const {
  QStringList parts;
  if (m_range) {
    const QString range = tr("%1 to %2").arg(number_text(m_range->first), number_text(m_range->second));
    parts << (m_values.empty()
                  ? range
                  : tr("%1: %2 selected")
                        .arg(range, count_text(static_cast<std::int64_t>(indicesInRange().size()))));
  } else {
    std::int64_t total = 0;
    for (const std::int64_t count : m_histogram.counts) total += count;
    parts << tr("%1 values").arg(count_text(total));
  }
  if (m_histogram.below > 0 && m_logarithmic) {
    parts << tr("%1 not positive").arg(count_text(m_histogram.below));
  } else if (m_histogram.below + m_histogram.above > 0) {
    parts << tr("%1 outside").arg(count_text(m_histogram.below + m_histogram.above));
  }
  if (m_histogram.not_a_number > 0) parts << tr("%1 unknown").arg(count_text(m_histogram.not_a_number));
  return parts.join(QStringLiteral(" · "));
}

QString HistogramView::exportName() const {
  return m_name.isEmpty() ? QStringLiteral("histogram")
                          : QStringLiteral("histogram-%1").arg(m_name.toLower().replace(u' ', u'-'));
}

QSizeF HistogramView::exportSize() const {
  return QSizeF(std::max(width(), 420), std::max(height(), 240));
}

QString HistogramView::csv() const {
  QString text;
  QTextStream out(&text);
  out << "low,high,count\n";
  for (int bin = 0; bin < static_cast<int>(m_histogram.counts.size()); ++bin) {
    const auto edge = [this](int at) { return m_logarithmic ? std::pow(10.0, binEdge(at)) : binEdge(at); };
    out << csv_number(edge(bin)) << ',' << csv_number(edge(bin + 1)) << ','
        << qint64(m_histogram.counts[static_cast<std::size_t>(bin)]) << '\n';
  }
  return text;
}

QSize HistogramView::sizeHint() const {
  return {320, 200};
}

QSize HistogramView::minimumSizeHint() const {
  return {160, 110};
}

}  // namespace prism::widgets
