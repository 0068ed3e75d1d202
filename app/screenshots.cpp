// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshots.h"

#include "app/heartbeat.h"
#include "app/inference_session.h"
#include "app/lowbit_session.h"
#include "app/main_window.h"
#include "app/page.h"
#include "app/router_session.h"
#include "app/workspace.h"
#include "core/base/json.h"
#include "core/base/version.h"
#include "widgets/error_bar.h"

#include <cstdio>
#include <ctime>
#include <fstream>
#include <unistd.h>

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QPainter>
#include <QTimer>

namespace prism::app {

namespace {

constexpr int kRouterEpochs = 5;
constexpr int kSpokenTokens = 40;
constexpr int kMeasuredWindows = 20;
constexpr int kLowBitSteps = 42;
constexpr int kSettleMs = 150;  // longer than any view waits before it asks for a preview

void spin(int ms) {
  QEventLoop loop;
  QTimer::singleShot(ms, &loop, &QEventLoop::quit);
  loop.exec();
}

bool save_picture(MainWindow& window, const QString& file) {
  QImage image(window.size(), QImage::Format_RGB32);
  window.render(&image);
  return image.save(file);
}

}  // namespace

bool wait_until_idle(MainWindow& window, int limit_ms) {
  QElapsedTimer clock;
  clock.start();
  const auto busy = [&window] {
    const Page* page = window.currentPage();
    return window.workspace().busy() || window.workspace().session().busy() ||
           window.workspace().pair().busy() || (page != nullptr && page->busy());
  };
  while (clock.elapsed() < limit_ms) {
    spin(kSettleMs);
    if (!busy()) {
      spin(kSettleMs);  // a view may have asked for more just now
      if (!busy()) return true;
    }
  }
  return false;
}

bool run_models(MainWindow& window) {
  Workspace& workspace = window.workspace();
  RouteOptions options = workspace.router().options();
  options.epochs = kRouterEpochs;
  workspace.router().setOptions(options);
  workspace.router().train(true);
  if (!wait_until_idle(window)) return false;
  InferenceSettings settings;
  settings.max_tokens = kSpokenTokens;
  workspace.inference().measureOnSampledText(kMeasuredWindows);
  if (!wait_until_idle(window)) return false;
  workspace.inference().run(QStringLiteral("The morning was bright and cold, and the road"), settings);
  return wait_until_idle(window) && !workspace.inference().history().empty();
}

bool train_low_bits(MainWindow& window) {
  LowBitSession& lab = window.workspace().lowbit();
  LabSettings settings = lab.settings();
  settings.train.steps = kLowBitSteps;
  settings.train.micro_batches = 4;
  settings.train.context = 64;
  settings.train.validate_every = kLowBitSteps / 6;
  settings.grids = {grid_named("prime13"), grid_named("nf4")};
  settings.updates = {LowBitUpdate::vote, LowBitUpdate::fp32};
  lab.setSettings(settings);
  lab.compare();
  return wait_until_idle(window) && lab.runs().size() >= 3;
}

bool train_and_break(MainWindow& window) {
  Workspace& workspace = window.workspace();
  if (!workspace.canTrain()) return false;
  workspace.train();
  if (!wait_until_idle(window) || workspace.session().state() != AdapterSession::State::ready) return false;
  if (!run_models(window) || !train_low_bits(window)) return false;
  workspace.session().keepAsReference();
  const int workers = static_cast<int>(workspace.session().plan().workers.size());
  workspace.session().corrupt({workers / 3, workers / 2, workers * 4 / 5}, Corruption::noise, 0);
  if (!wait_until_idle(window)) return false;
  workspace.session().clearReference();
  const std::vector<int> faulty = workspace.session().faulty();
  if (!faulty.empty()) workspace.setSelection({faulty.front()});
  return wait_until_idle(window);
}

int take_screenshots(MainWindow& window, const QString& folder, const QSize& size, bool demo) {
  QString trouble;
  QObject::connect(&window.workspace(), &Workspace::problemRaised, &window,
                   [&trouble](const QString& sentence) { trouble = sentence; });
  QApplication::setCursorFlashTime(0);
  if (!QDir().mkpath(folder)) {
    std::fprintf(stderr, "%s: cannot create this folder\n", qPrintable(folder));
    return 1;
  }
  for (const char* dock : {"jobs", "log"}) window.findChild<QDockWidget*>(QLatin1String(dock))->hide();
  window.resize(size);
  window.show();
  if (!wait_until_idle(window)) return 1;
  if (demo && !train_and_break(window)) std::fprintf(stderr, "the built-in pair could not be trained\n");
  for (const auto scheme : {widgets::ColourScheme::light, widgets::ColourScheme::dark}) {
    window.setPaletteScheme(scheme);
    const char* word = scheme == widgets::ColourScheme::light ? "light" : "dark";
    for (const Page* page : window.pages()) {
      window.showPage(page->info().id);
      window.setFocus();
      if (!wait_until_idle(window)) return 1;
      const QString file = QStringLiteral("%1/%2-%3.png").arg(folder, page->info().id, QLatin1String(word));
      if (!save_picture(window, file)) {
        std::fprintf(stderr, "%s: cannot be written\n", qPrintable(file));
        return 1;
      }
      std::printf("%s\n", qPrintable(file));
    }
  }
  if (trouble.isEmpty()) return 0;
  std::fprintf(stderr, "%s\n", qPrintable(trouble));
  return 3;
}

int benchmark_ui(MainWindow& window, double start_ms) {
  QElapsedTimer clock;
  clock.start();
  if (!wait_until_idle(window)) return 1;
  Workspace& workspace = window.workspace();
  QString why;
  if (!workspace.canTrain(&why)) {
    std::fprintf(stderr, "%s\n", qPrintable(why));
    return 1;
  }
  window.showPage(QStringLiteral("workers"));
  spin(kSettleMs);
  window.heartbeat().reset();
  QElapsedTimer training;
  training.start();
  workspace.train();
  while (workspace.session().busy()) spin(20);
  const double seconds_training = static_cast<double>(training.elapsed()) / 1000;
  if (!wait_until_idle(window)) return 1;
  const Json result{{"version", version()},
                    {"seconds", static_cast<double>(clock.elapsed()) / 1000},
                    {"start_ms", start_ms},
                    {"max_stall_ms", window.heartbeat().longestStall()},
                    {"seconds_training", seconds_training},
                    {"workers", workspace.session().plan().workers.size()},
                    {"trained", workspace.session().state() == AdapterSession::State::ready}};
  std::printf("%s\n", dump_json(result).c_str());
  return workspace.session().state() == AdapterSession::State::ready ? 0 : 1;
}

double milliseconds_since_start() {
  std::ifstream stat("/proc/self/stat");
  std::string text;
  std::getline(stat, text);
  // Field 22, counted from the one after the program's name, which may hold anything.
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::size_t place = name_end + 1;
  for (int field = 2; field < 21 && place != std::string::npos; ++field) place = text.find(' ', place + 1);
  if (place == std::string::npos) return 0;
  const double started =
      std::strtod(text.c_str() + place, nullptr) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 - started) * 1000;
}

}  // namespace prism::app
