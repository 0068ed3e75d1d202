// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_line.h"

#include "core/base/text_format.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

namespace prism::cli {
namespace {

constexpr auto kRedraw = std::chrono::milliseconds(100);
constexpr auto kPlainLine = std::chrono::seconds(10);
constexpr int kBarCells = 24;

std::string amount(double value, const std::string& unit) {
  return unit == "bytes" ? format_bytes(static_cast<std::uint64_t>(std::max(value, 0.0)))
                         : fmt::format("{:.0f}", value);
}

std::string bar(double share) {
  const int full = static_cast<int>(std::lround(share * kBarCells));
  std::string text = "[";
  for (int i = 0; i < kBarCells; ++i) text += i < full ? "█" : "·";
  return text + "]";
}

}  // namespace

std::string progress_text(const Progress& progress, double seconds_left) {
  std::string text = progress.stage;
  if (progress.total > 0) {
    text += fmt::format("  {:.0f} %", 100 * std::clamp(progress.done / progress.total, 0.0, 1.0));
  }
  if (!progress.unit.empty()) {
    text += "  " + amount(progress.done, progress.unit);
    if (progress.total > 0) text += " of " + amount(progress.total, progress.unit);
    if (progress.unit != "bytes") text += " " + progress.unit;
  }
  if (std::isfinite(seconds_left)) text += ", " + format_seconds(seconds_left) + " left";
  return text;
}

ProgressLine::ProgressLine(bool quiet)
    : m_quiet(quiet), m_terminal(::isatty(STDERR_FILENO) == 1), m_stage_start(Clock::now()) {
  m_before = set_log_sink([this](LogLevel level, const std::string& line) { log_line(level, line); });
  if (!m_quiet) m_ticker = std::jthread([this](const std::stop_token& stop) { tick(stop); });
}

ProgressLine::~ProgressLine() {
  finish();
  set_log_sink(m_before);
}

void ProgressLine::report(const Progress& progress) {
  const std::scoped_lock lock(m_mutex);
  if (!m_any || progress.stage != m_latest.stage) {
    m_stage_start = Clock::now();
    m_stage_done = progress.done;
  }
  m_latest = progress;
  m_any = true;
}

void ProgressLine::finish() {
  if (m_ticker.joinable()) {
    m_ticker.request_stop();
    m_ticker.join();
  }
  const std::scoped_lock lock(m_mutex);
  clear_line();
}

void ProgressLine::tick(const std::stop_token& stop) {
  std::unique_lock lock(m_mutex);
  while (!stop.stop_requested()) {
    m_wake.wait_for(lock, stop, m_terminal ? Clock::duration(kRedraw) : Clock::duration(kPlainLine),
                    [] { return false; });
    if (!stop.stop_requested() && m_any) draw();
  }
}

void ProgressLine::draw() {
  const double seconds = std::chrono::duration<double>(Clock::now() - m_stage_start).count();
  const double speed = seconds > 0 ? (m_latest.done - m_stage_done) / seconds : 0;
  const double left =
      m_latest.total > 0 && speed > 0 && seconds > 0.5 ? (m_latest.total - m_latest.done) / speed : NAN;
  const std::string text = progress_text(m_latest, left);
  if (!m_terminal) {
    std::fprintf(stderr, "%s\n", text.c_str());
    return;
  }
  const std::string front =
      m_latest.total > 0 ? bar(std::clamp(m_latest.done / m_latest.total, 0.0, 1.0)) + " " : "";
  std::fprintf(stderr, "\r\x1b[K%s%s", front.c_str(), text.c_str());
  std::fflush(stderr);
  m_drawn = true;
}

void ProgressLine::clear_line() {
  if (!m_drawn) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  m_drawn = false;
}

void ProgressLine::log_line(LogLevel level, const std::string& line) {
  if (m_quiet && level == LogLevel::info) return;
  const std::scoped_lock lock(m_mutex);
  clear_line();
  const char* front = level == LogLevel::warning ? "warning: " : level == LogLevel::error ? "error: " : "";
  std::fprintf(stderr, "%s%s\n", front, line.c_str());
}

}  // namespace prism::cli
