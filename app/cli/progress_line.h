// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/log.h"
#include "core/base/progress.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace prism::cli {

/// Progress on stderr: a bar with the time left on a terminal, a plain line every ten seconds otherwise,
/// nothing when quiet. Log lines pass through it, so that they never tear the bar.
class ProgressLine final : public ProgressSink {
 public:
  explicit ProgressLine(bool quiet);
  ~ProgressLine() override;
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void report(const Progress& progress) override;
  /// Ends the ticker and leaves an empty line behind.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;
  void tick(const std::stop_token& stop);
  void draw();        // with the lock held
  void clear_line();  // with the lock held
  void log_line(LogLevel level, const std::string& line);

  bool m_quiet;
  bool m_terminal;
  std::mutex m_mutex;
  std::condition_variable_any m_wake;
  Progress m_latest;
  bool m_any = false;
  bool m_drawn = false;
  Clock::time_point m_stage_start;
  double m_stage_done = 0;  ///< `done` when the stage was first seen
  LogSink m_before;
  std::jthread m_ticker;
};

/// "statistics  42 %  12 000 of 28 000 rows, 3.1 s left"; exposed for the tests.
[[nodiscard]] std::string progress_text(const Progress& progress, double seconds_left);

}  // namespace prism::cli
