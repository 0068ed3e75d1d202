// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/about.h"
#include "app/main_window.h"
#include "app/screenshots.h"
#include "app/translations.h"
#include "core/solve/train.h"
#include "widgets/error_bar.h"

#include <algorithm>
#include <cstdio>

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QRect>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

namespace {

using namespace prism;
using namespace prism::app;

/// Sizes a window can have: from its smallest to the largest screens.
constexpr QRect kSizes{QPoint(960, 600), QPoint(7680, 4320)};

struct Arguments {
  QStringList files;
  QString page;
  QString palette;
  QString screenshots;
  QSize size{1440, 900};
  bool version = false;
  bool benchmark = false;
  [[nodiscard]] bool unattended() const { return !screenshots.isEmpty() || benchmark; }
};

// Before QApplication exists: --version and --help must work without a display.
int parse(int argc, char** argv, Arguments& arguments) {
  QCommandLineParser parser;
  parser.setApplicationDescription(
      QStringLiteral("Research workbench that connects language models through small trainable adapters."));
  const QCommandLineOption help = parser.addHelpOption();
  const QCommandLineOption version(QStringLiteral("version"),
                                   QStringLiteral("Print the versions of this program and its libraries."));
  const QCommandLineOption page(QStringLiteral("page"), QStringLiteral("Page to show first."),
                                QStringLiteral("NAME"));
  const QCommandLineOption palette(QStringLiteral("palette"), QStringLiteral("light, dark or system."),
                                   QStringLiteral("NAME"));
  const QCommandLineOption screenshots(
      QStringLiteral("screenshots"),
      QStringLiteral("Render every page in both palettes as PNG files into DIR and exit."),
      QStringLiteral("DIR"));
  const QCommandLineOption size(QStringLiteral("size"),
                                QStringLiteral("Size of the rendered window, 1440x900 when not given."),
                                QStringLiteral("WIDTHxHEIGHT"));
  const QCommandLineOption benchmark(
      QStringLiteral("benchmark-ui"),
      QStringLiteral("Train the built-in pair, print start time and longest stall as JSON and exit."));
  parser.addOptions({version, page, palette, screenshots, size, benchmark});
  parser.addPositionalArgument(QStringLiteral("files"),
                               QStringLiteral("Projects, adapters, model folders or files, matrices."),
                               QStringLiteral("[files…]"));
  QStringList words;
  for (int i = 0; i < argc; ++i) words << QString::fromLocal8Bit(argv[i]);
  if (!parser.parse(words)) {
    std::fprintf(stderr, "prism-workbench: %s\n", qPrintable(parser.errorText()));
    return 2;
  }
  if (parser.isSet(help)) {
    std::printf("%s", qPrintable(parser.helpText()));
    return 0;
  }
  arguments.files = parser.positionalArguments();
  arguments.page = parser.value(page);
  arguments.palette = parser.value(palette);
  arguments.screenshots = parser.value(screenshots);
  arguments.version = parser.isSet(version);
  arguments.benchmark = parser.isSet(benchmark);
  if (parser.isSet(size)) {
    const QStringList numbers = parser.value(size).split(QLatin1Char('x'));
    if (numbers.size() == 2) arguments.size = {numbers[0].toInt(), numbers[1].toInt()};
    if (numbers.size() != 2 || !kSizes.contains(arguments.size.width(), arguments.size.height())) {
      std::fprintf(stderr, "prism-workbench: --size takes WIDTHxHEIGHT, from 960x600 to 7680x4320\n");
      return 2;
    }
  }
  if (parser.isSet(screenshots) && arguments.screenshots.isEmpty()) {
    std::fprintf(stderr, "prism-workbench: --screenshots needs a folder\n");
    return 2;
  }
  const QStringList palettes{QString(), QStringLiteral("light"), QStringLiteral("dark"),
                             QStringLiteral("system")};
  if (!palettes.contains(arguments.palette)) {
    std::fprintf(stderr, "prism-workbench: --palette takes light, dark or system\n");
    return 2;
  }
  return -1;
}

widgets::ColourScheme scheme_of(const Arguments& arguments) {
  if (arguments.palette == QLatin1String("light")) return widgets::ColourScheme::light;
  if (arguments.palette == QLatin1String("dark")) return widgets::ColourScheme::dark;
  if (arguments.palette == QLatin1String("system")) return widgets::ColourScheme::system;
  if (arguments.unattended()) return widgets::ColourScheme::light;
  const int kept =
      QSettings().value(QStringLiteral("palette"), static_cast<int>(widgets::ColourScheme::system)).toInt();
  return static_cast<widgets::ColourScheme>(std::clamp(kept, 0, 2));
}

}  // namespace

int main(int argc, char** argv) {
  QCoreApplication::setOrganizationName(QStringLiteral("prism-workbench"));
  QCoreApplication::setApplicationName(QStringLiteral("prism-workbench"));
  Arguments arguments;
  if (const int code = parse(argc, argv, arguments); code >= 0) return code;
  if (arguments.version) {
    std::printf("%s\n", qPrintable(versions_text(true)));
    return 0;
  }

  // Unattended runs leave the user's settings, history and caches alone.
  QTemporaryDir own;
  if (arguments.unattended()) {
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"}) {
      qputenv(name, (own.path() + QLatin1Char('/') + QLatin1String(name)).toLocal8Bit());
    }
    qunsetenv("PRISM_RUNS");
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (!display && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  }

  QApplication application(argc, argv);
  QApplication::setDesktopFileName(QStringLiteral("prism-workbench"));
  install_translations(application);
  widgets::Theme::instance().apply(scheme_of(arguments));

  MainWindow window({.remember = !arguments.unattended()});
  window.openAtStart(arguments.files, arguments.page);
  if (!arguments.screenshots.isEmpty()) {
    return take_screenshots(window, arguments.screenshots, arguments.size, arguments.files.isEmpty());
  }
  window.show();
  if (arguments.benchmark) {
    QApplication::processEvents();
    return benchmark_ui(window, milliseconds_since_start());
  }
  // Measured when the window is long usable: the check multiplies matrices.
  QTimer::singleShot(3000, &window, [&window] { window.checkBlas(); });
  return QApplication::exec();
}
