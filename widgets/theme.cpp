// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFileInfo>
#include <QStyle>
#include <QStyleFactory>

namespace prism::widgets {
namespace {

constexpr auto kPortal = "org.freedesktop.portal.Desktop";
constexpr auto kPortalPath = "/org/freedesktop/portal/desktop";
constexpr auto kPortalSettings = "org.freedesktop.portal.Settings";
constexpr auto kAppearance = "org.freedesktop.appearance";
constexpr auto kColourScheme = "color-scheme";

/// Listens to the desktop portal's colour scheme (Qt tells it itself only from 6.5 on).
class DesktopSetting final : public QObject {
  Q_OBJECT

 public:
  explicit DesktopSetting(QObject* parent) : QObject(parent) {
    // Without a running session bus libdbus would start one of its own.
    const QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QString socket = folder + QStringLiteral("/bus");
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") &&
        (folder.isEmpty() || !QFileInfo::exists(socket)))
      return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    bus.connect(kPortal, kPortalPath, kPortalSettings, "SettingChanged", this,
                SLOT(onChanged(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(kPortal, kPortalPath, kPortalSettings, "Read");
    call << QString(kAppearance) << QString(kColourScheme);
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
      const QDBusPendingReply<QDBusVariant> reply = *watcher;
      if (!reply.isError()) take(reply.value().variant());
      watcher->deleteLater();
    });
  }

 Q_SIGNALS:
  void told(bool dark);

 private Q_SLOTS:
  void onChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group == QLatin1String(kAppearance) && key == QLatin1String(kColourScheme)) take(value.variant());
  }

 private:
  void take(QVariant value) {
    // Read wraps its answer in one more variant than SettingChanged does.
    if (value.canConvert<QDBusVariant>()) value = value.value<QDBusVariant>().variant();
    bool whole = false;
    const uint scheme = value.toUInt(&whole);
    if (whole && scheme <= 2) Q_EMIT told(scheme == 1);  // 0 no preference, 1 dark, 2 light
  }
};

bool palette_is_dark(const QPalette& palette) {
  return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QString style_sheet(const ThemeColours& c) {
  const QString hover = blended(c.accent, c.text, 0.12).name();
  const QString pressed = blended(c.accent, c.text, 0.24).name();
  const QString quiet = blended(c.window, c.text, 0.08).name();
  return QStringLiteral(
             "QToolTip { color: %1; background: %2; border: 1px solid %3; padding: 4px; }"
             "QHeaderView::section { background: %4; color: %5; border: none;"
             " border-right: 1px solid %3; border-bottom: 1px solid %3; padding: 3px 6px; }"
             "QToolButton[pageAction=\"true\"] { border: 1px solid %3; border-radius: 4px; background: %2;"
             " color: %1; padding: 4px 10px; }"
             "QToolButton[pageAction=\"true\"]:hover { background: %9; }"
             "QToolButton[pageAction=\"true\"]:pressed { background: %3; }"
             "QToolButton[pageAction=\"true\"]:focus { border-color: %6; }"
             "QToolButton[pageAction=\"true\"]:disabled { color: %5; background: %4; }"
             "QToolButton[primary=\"true\"] { background: %6; border-color: %6; color: %7; }"
             "QToolButton[primary=\"true\"]:hover { background: %8; border-color: %8; }")
             .arg(c.text.name(), c.base.name(), c.line.name(), c.window.name(), c.muted.name(),
                  c.accent.name(), c.on_accent.name(), hover, quiet) +
         QStringLiteral(
             "QToolButton[primary=\"true\"]:pressed { background: %1; border-color: %1; }"
             "QToolButton[primary=\"true\"]:focus { border-color: %2; }"
             "QToolButton[primary=\"true\"]:disabled { background: %3; border-color: %4; color: %5; }"
             "QToolButton[pageAction=\"true\"][popupMode=\"1\"] { padding-right: 24px; }"
             "QToolButton[pageAction=\"true\"][popupMode=\"2\"] { padding-right: 20px; }"
             "QToolButton[pageAction=\"true\"]::menu-button { border: none; width: 18px; }"
             "QToolButton[pageAction=\"true\"]::menu-indicator { subcontrol-position: right center;"
             " subcontrol-origin: padding; right: 5px; }")
             .arg(pressed, c.text.name(), c.window.name(), c.line.name(), c.muted.name());
}

}  // namespace

const ThemeColours& light_colours() {
  static const ThemeColours kLight{false,
                                   QColor(0xF7F7F5),
                                   QColor(0xFFFFFF),
                                   QColor(0x1E1F22),
                                   QColor(0x6B6F76),
                                   QColor(0xDADCE0),
                                   QColor(0x2F6DB5),
                                   QColor(0xC77700),
                                   QColor(0xB3261E),
                                   QColor(0x2E7D4F),
                                   QColor(0xFFFFFF)};
  return kLight;
}

const ThemeColours& dark_colours() {
  static const ThemeColours kDark{true,
                                  QColor(0x1F2124),
                                  QColor(0x17181A),
                                  QColor(0xE6E6E3),
                                  QColor(0x9AA0A6),
                                  QColor(0x34373B),
                                  QColor(0x6CA8E8),
                                  QColor(0xF0A63A),
                                  QColor(0xF2776F),
                                  QColor(0x6BC28F),
                                  QColor(0x17181A)};
  return kDark;
}

Theme& Theme::instance() {
  static Theme theme;
  return theme;
}

Theme::Theme() : m_colours(&light_colours()) {}

void Theme::apply(ColourScheme scheme) {
  if (!m_following) {
    // The palette the desktop's plugin chose, before ours hides it, is the first hint.
    m_desktop_dark = palette_is_dark(QApplication::palette());
    m_following = true;
    followDesktop();
  }
  m_scheme = scheme;
  const bool dark = scheme == ColourScheme::dark || (scheme == ColourScheme::system && m_desktop_dark);
  use(dark ? dark_colours() : light_colours());
}

void Theme::followDesktop() {
  auto* setting = new DesktopSetting(qApp);
  connect(setting, &DesktopSetting::told, this, [this](bool dark) {
    m_desktop_dark = dark;
    if (m_scheme == ColourScheme::system) use(dark ? dark_colours() : light_colours());
  });
  // A new QApplication in the same process (tests) is asked anew.
  connect(qApp, &QObject::destroyed, this, [this] { m_following = false; });
}

void Theme::use(const ThemeColours& colours) {
  m_colours = &colours;
  QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  QApplication::setPalette(palette_of(colours));
  qApp->setStyleSheet(style_sheet(colours));
  Q_EMIT changed();
}

const ThemeColours& colours() {
  return Theme::instance().colours();
}

QPalette palette_of(const ThemeColours& c) {
  QPalette palette;
  palette.setColor(QPalette::Window, c.window);
  palette.setColor(QPalette::WindowText, c.text);
  palette.setColor(QPalette::Base, c.base);
  palette.setColor(QPalette::AlternateBase, blended(c.base, c.text, 0.03));
  palette.setColor(QPalette::Text, c.text);
  palette.setColor(QPalette::PlaceholderText, c.muted);
  palette.setColor(QPalette::Button, blended(c.window, c.text, c.dark ? 0.06 : 0.0));
  palette.setColor(QPalette::ButtonText, c.text);
  palette.setColor(QPalette::BrightText, c.error);
  palette.setColor(QPalette::ToolTipBase, c.base);
  palette.setColor(QPalette::ToolTipText, c.text);
  palette.setColor(QPalette::Highlight, c.accent);
  palette.setColor(QPalette::HighlightedText, c.on_accent);
  palette.setColor(QPalette::Link, c.accent);
  palette.setColor(QPalette::LinkVisited, c.accent);
  palette.setColor(QPalette::Light, blended(c.window, Qt::white, c.dark ? 0.1 : 0.8));
  palette.setColor(QPalette::Midlight, blended(c.window, c.line, 0.5));
  palette.setColor(QPalette::Mid, c.line);
  palette.setColor(QPalette::Dark, blended(c.line, c.text, 0.3));
  palette.setColor(QPalette::Shadow, c.dark ? QColor(Qt::black) : blended(c.line, c.text, 0.5));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    palette.setColor(QPalette::Disabled, role, blended(c.window, c.muted, 0.7));
  }
  palette.setColor(QPalette::Disabled, QPalette::Highlight, c.line);
  palette.setColor(QPalette::Disabled, QPalette::HighlightedText, c.muted);
  return palette;
}

QColor blended(const QColor& under, const QColor& over, double share) {
  const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
  return {mix(under.red(), over.red()), mix(under.green(), over.green()), mix(under.blue(), over.blue())};
}

QColor series_colour(int index) {
  // Apart in lightness as well as in hue, so that curves can be told apart without colour vision.
  static const std::array<QColor, 6> kLight{QColor(0x2F6DB5), QColor(0xB45F06), QColor(0x2E7D4F),
                                            QColor(0x8E3B8A), QColor(0x4A4E54), QColor(0x8A6D00)};
  static const std::array<QColor, 6> kDark{QColor(0x6CA8E8), QColor(0xF0A63A), QColor(0x6BC28F),
                                           QColor(0xD18BD0), QColor(0xC5C9CE), QColor(0xD8C46A)};
  const auto& all = colours().dark ? kDark : kLight;
  const auto count = static_cast<int>(all.size());
  return all[static_cast<std::size_t>(((index % count) + count) % count)];
}

double contrast(const QColor& a, const QColor& b) {
  const auto luminance = [](const QColor& colour) {
    const auto linear = [](double part) {
      return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
  };
  const double one = luminance(a);
  const double other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

}  // namespace prism::widgets

#include "theme.moc"
