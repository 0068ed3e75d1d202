// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/curve_view.h"

#include "widgets/curve_plot.h"
#include "widgets/icons.h"
#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <QContextMenuEvent>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPicture>
#include <QTextStream>

namespace prism::widgets {

CurveView::CurveView(QWidget* parent) : QWidget(parent), m_plot(std::make_unique<Plot>(this)) {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Curves"));
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  m_plot->plot->installEventFilter(this);
  connect(&Theme::instance(), &Theme::changed, this, [this] {
    m_plot->applyTheme();
    m_plot->showCrosshair();
  });
  m_plot->rebuild();
}

CurveView::~CurveView() = default;

void CurveView::setCurves(std::vector<Curve> curves) {
  m_plot->curves = std::move(curves);
  m_plot->rebuild();
}

const std::vector<Curve>& CurveView::curves() const {
  return m_plot->curves;
}

void CurveView::setGuides(std::vector<GuideLine> guides) {
  m_plot->guides = std::move(guides);
  m_plot->rebuild();
}

void CurveView::setAxes(Axis x, Axis y) {
  m_plot->axis_x = x;
  m_plot->axis_y = y;
  m_plot->user_range = false;
  m_plot->rebuild();
}

bool CurveView::logarithmicX() const {
  return m_plot->log_x;
}

bool CurveView::logarithmicY() const {
  return m_plot->log_y;
}

void CurveView::setPointsVisible(bool visible) {
  m_plot->points = visible;
  m_plot->rebuild();
}

void CurveView::setName(const QString& name) {
  m_plot->name = name;
  setAccessibleName(name);
}

void CurveView::fit() {
  m_plot->user_range = false;
  m_plot->fit();
  m_plot->plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurveView::setCrosshair(std::optional<double> x) {
  m_plot->crosshair = x;
  m_plot->showCrosshair();
}

std::optional<double> CurveView::crosshair() const {
  return m_plot->crosshair;
}

QString CurveView::readout() const {
  if (!m_plot->crosshair || m_plot->curves.empty()) return {};
  const QString label = QString::fromStdString(m_plot->curves.front().x_label);
  QStringList parts{QStringLiteral("%1 %2").arg(label.isEmpty() ? QStringLiteral("x") : label,
                                                full_number_text(*m_plot->crosshair))};
  for (const Curve& curve : m_plot->curves) {
    const Plot::Reading reading = Plot::read(curve, *m_plot->crosshair);
    if (!std::isfinite(reading.value)) continue;
    parts << QStringLiteral("%1 %2%3").arg(QString::fromStdString(curve.name),
                                           reading.exact ? QString() : QStringLiteral("≈ "),
                                           full_number_text(reading.value));
  }
  return parts.join(QStringLiteral(" · "));
}

CurveView::Range CurveView::shownRange() const {
  const QCPRange x = m_plot->plot->xAxis->range();
  const QCPRange y = m_plot->plot->yAxis->range();
  return {x.lower, x.upper, y.lower, y.upper};
}

void CurveView::setShownRange(const Range& range) {
  m_plot->user_range = true;
  m_plot->plot->xAxis->setRange(range.x_low, range.x_high);
  m_plot->plot->yAxis->setRange(range.y_low, range.y_high);
  m_plot->plot->replot(QCustomPlot::rpQueuedReplot);
}

bool CurveView::eventFilter(QObject* watched, QEvent* event) {
  if (watched != m_plot->plot) return QWidget::eventFilter(watched, event);
  switch (event->type()) {
    case QEvent::MouseButtonPress:
      setFocus(Qt::MouseFocusReason);
      break;
    case QEvent::MouseMove: {
      const auto* mouse = static_cast<QMouseEvent*>(event);
      if ((mouse->buttons() & Qt::LeftButton) != 0) {
        m_plot->user_range = true;
        break;
      }
      const QPointF position = mouse->position();
      const bool inside = m_plot->plot->axisRect()->rect().contains(position.toPoint());
      const std::optional<double> x = inside ? m_plot->nearestX(position.x()) : std::nullopt;
      if (x == m_plot->crosshair) break;
      setCrosshair(x);
      if (x) {
        Q_EMIT crosshairMoved(*x);
      } else {
        Q_EMIT crosshairLeft();
      }
      break;
    }
    case QEvent::Leave:
      if (m_plot->crosshair && !hasFocus()) {
        setCrosshair(std::nullopt);
        Q_EMIT crosshairLeft();
      }
      break;
    default:
      break;
  }
  return QWidget::eventFilter(watched, event);
}

void CurveView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange && m_plot) {
    m_plot->applyTheme();
    resizeEvent(nullptr);
  }
}

void CurveView::resizeEvent(QResizeEvent*) {
  const int top = m_plot->readout->height();
  m_plot->readout->setGeometry(0, 0, width(), top);
  m_plot->plot->setGeometry(0, top, width(), std::max(10, height() - top));
}

void CurveView::keyPressEvent(QKeyEvent* event) {
  if (handleCopyKey(event)) return;
  const int direction = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
  if (direction != 0) {
    std::set<double> places;
    for (const Curve& curve : m_plot->curves) places.insert(curve.x.begin(), curve.x.end());
    if (places.empty()) return;
    auto at = places.begin();
    if (m_plot->crosshair) {
      at = places.lower_bound(*m_plot->crosshair);
      if (direction > 0 && at != places.end() && *at == *m_plot->crosshair) ++at;
      if (direction < 0 && at != places.begin()) --at;
      if (at == places.end()) --at;
    }
    setCrosshair(*at);
    Q_EMIT crosshairMoved(*at);
    setAccessibleDescription(readout());
    return;
  }
  const auto zoom = [this](double factor) {
    m_plot->user_range = true;
    for (QCPAxis* axis : {m_plot->plot->xAxis, m_plot->plot->yAxis}) axis->scaleRange(factor);
    m_plot->plot->replot(QCustomPlot::rpQueuedReplot);
  };
  if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal) return zoom(0.8);
  if (event->key() == Qt::Key_Minus) return zoom(1.25);
  if (event->key() == Qt::Key_Home) return fit();
  QWidget::keyPressEvent(event);
}

void CurveView::contextMenuEvent(QContextMenuEvent* event) {
  showPictureMenu(this, event->globalPos(), [this](QMenu& menu) {
    menu.addAction(icon(QStringLiteral("fit")), tr("Fit to window"), this, &CurveView::fit);
    const auto toggle = [&](const QString& text, bool on, const std::function<void(bool)>& set) {
      QAction* action = menu.addAction(text);
      action->setCheckable(true);
      action->setChecked(on);
      connect(action, &QAction::toggled, this, set);
    };
    const auto kind = [](bool on) { return on ? Axis::logarithmic : Axis::linear; };
    toggle(tr("Logarithmic horizontal axis"), m_plot->log_x,
           [this, kind](bool on) { setAxes(kind(on), m_plot->axis_y); });
    toggle(tr("Logarithmic vertical axis"), m_plot->log_y,
           [this, kind](bool on) { setAxes(m_plot->axis_x, kind(on)); });
  });
}

QString CurveView::exportName() const {
  return m_plot->name.isEmpty() ? QStringLiteral("curves") : m_plot->name.toLower().replace(u' ', u'-');
}

QSizeF CurveView::exportSize() const {
  return QSizeF(std::max(width(), 480), std::max(height(), 300));
}

void CurveView::paintPicture(QPainter& painter, const QSizeF& size) const {
  // Recorded first: QCustomPlot insists on a painter of its own kind, and a recording stays made of lines.
  const std::optional<double> crosshair = std::exchange(m_plot->crosshair, std::nullopt);
  m_plot->showCrosshair();
  QPicture recording;
  QCPPainter recorder(&recording);
  m_plot->plot->toPainter(&recorder, static_cast<int>(size.width()), static_cast<int>(size.height()));
  recorder.end();
  painter.drawPicture(0, 0, recording);
  m_plot->crosshair = crosshair;
  m_plot->showCrosshair();
}

QString CurveView::csv() const {
  QString text;
  QTextStream out(&text);
  out << "curve,x,y\n";
  for (const Curve& curve : m_plot->curves) {
    const QString name = csv_text(QString::fromStdString(curve.name));
    for (std::size_t i = 0; i < std::min(curve.x.size(), curve.y.size()); ++i) {
      out << name << ',' << csv_number(curve.x[i]) << ',' << csv_number(curve.y[i]) << '\n';
    }
  }
  return text;
}

QSize CurveView::sizeHint() const {
  return {420, 260};
}

QSize CurveView::minimumSizeHint() const {
  return {200, 140};
}

}  // namespace prism::widgets
