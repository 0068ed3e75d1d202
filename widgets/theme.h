// SPDX-License-Identifier: GPL-3.0-or-later
// widgets: views that draw plain values, and the look they share. GUI thread only, all of it.
#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

namespace prism::widgets {

enum class ColourScheme { light, dark, system };

/// The colours of look.md. Text roles reach 4.5:1 on window and base.
struct ThemeColours {
  bool dark = false;
  QColor window, base, text, muted, line, accent, warning, error, good;
  QColor on_accent;  ///< text on an accent surface
};
[[nodiscard]] const ThemeColours& light_colours();
[[nodiscard]] const ThemeColours& dark_colours();

/// The application's look: Fusion, one of two palettes, a small style sheet.
class Theme final : public QObject {
  Q_OBJECT

 public:
  /// One for the process; it may be asked for before QApplication exists, apply() may not.
  static Theme& instance();

  /// Style, palette and style sheet for the whole application. `system` follows the desktop's setting while
  /// the program runs.
  void apply(ColourScheme scheme);
  [[nodiscard]] ColourScheme scheme() const noexcept { return m_scheme; }
  [[nodiscard]] const ThemeColours& colours() const noexcept { return *m_colours; }
  [[nodiscard]] bool dark() const noexcept { return m_colours->dark; }

 Q_SIGNALS:
  /// After palette and style sheet are in place.
  void changed();

 private:
  Theme();
  void followDesktop();
  void use(const ThemeColours& colours);

  ColourScheme m_scheme = ColourScheme::light;
  const ThemeColours* m_colours;
  bool m_desktop_dark = false;
  bool m_following = false;  ///< the desktop has been asked
};

/// Colours in use now.
[[nodiscard]] const ThemeColours& colours();
/// The palette made of `colours`.
[[nodiscard]] QPalette palette_of(const ThemeColours& colours);
/// `share` of `over` mixed into `under`.
[[nodiscard]] QColor blended(const QColor& under, const QColor& over, double share);
/// Colour of the i-th curve, told apart by colour-blind people too.
[[nodiscard]] QColor series_colour(int index);
/// WCAG contrast ratio, 1 … 21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

}  // namespace prism::widgets
