// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/heartbeat.h"

#include <algorithm>

namespace prism::app {

namespace {
constexpr int kBeatMs = 5;
constexpr double kStallMs = 100;
}  // namespace

Heartbeat::Heartbeat(QObject* parent) : QObject(parent) {
  m_timer.setTimerType(Qt::PreciseTimer);
  m_timer.setInterval(kBeatMs);
  connect(&m_timer, &QTimer::timeout, this, &Heartbeat::beat);
  m_clock.start();
  m_timer.start();
}

void Heartbeat::reset() {
  m_longest_ms = 0;
  m_clock.restart();
}

void Heartbeat::beat() {
  const double late = static_cast<double>(m_clock.nsecsElapsed()) / 1e6 - kBeatMs;
  m_clock.restart();
  m_longest_ms = std::max(m_longest_ms, late);
  if (late > kStallMs) Q_EMIT stalled(late);
}

}  // namespace prism::app
