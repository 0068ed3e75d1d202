// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/icons.h"

#include "widgets/theme.h"

#include <memory>
#include <utility>

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

// Resources of a static library are linked in only when named, and the macro must stand outside namespaces.
static void load_icon_resources() {
  Q_INIT_RESOURCE(icons);
}

namespace prism::widgets {
namespace {

QColor colour_of(IconColour role) {
  const ThemeColours& c = colours();
  switch (role) {
    case IconColour::text:
      return c.text;
    case IconColour::muted:
      return c.muted;
    case IconColour::accent:
      return c.accent;
    case IconColour::warning:
      return c.warning;
    case IconColour::error:
      return c.error;
    case IconColour::good:
      return c.good;
    case IconColour::on_accent:
      return c.on_accent;
  }
  return c.text;
}

/// Chooses its colour when it paints, so icons follow the theme without being set anew.
class LineIconEngine final : public QIconEngine {
 public:
  LineIconEngine(QString name, QByteArray source, IconColour role)
      : m_name(std::move(name)), m_source(std::move(source)), m_role(role) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    QColor colour = colour_of(m_role);
    if (mode == QIcon::Disabled) colour = blended(colours().window, colours().muted, 0.6);
    if (mode == QIcon::Selected) colour = colours().on_accent;
    QByteArray source = m_source;
    source.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(source);
    const int side = std::min(rect.width(), rect.height());
    const QRect square(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side,
                       side);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    renderer.render(painter, square);
    painter->restore();
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap picture(size);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paint(&painter, QRect(QPoint(0, 0), size), mode, state);
    return picture;
  }

  [[nodiscard]] QIconEngine* clone() const override { return new LineIconEngine(m_name, m_source, m_role); }
  QString iconName() override { return m_name; }
  QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override { return {{16, 16}, {24, 24}}; }

 private:
  QString m_name;
  QByteArray m_source;
  IconColour m_role;
};

}  // namespace

QIcon icon(const QString& name, IconColour colour) {
  load_icon_resources();
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QIcon(new LineIconEngine(name, file.readAll(), colour));
}

QStringList icon_names() {
  load_icon_resources();
  QStringList names;
  const QStringList files =
      QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
  for (const QString& file : files) names << file.chopped(4);
  return names;
}

}  // namespace prism::widgets
