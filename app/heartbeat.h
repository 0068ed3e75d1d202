// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace prism::app {

/// Measures how long the event loop fails to answer: a short timer whose lateness is the stall.
class Heartbeat final : public QObject {
  Q_OBJECT

 public:
  explicit Heartbeat(QObject* parent = nullptr);

  /// Longest stall since the start or the last reset, in milliseconds.
  [[nodiscard]] double longestStall() const noexcept { return m_longest_ms; }
  void reset();

 Q_SIGNALS:
  /// A stall longer than 100 ms has just ended.
  void stalled(double milliseconds);

 private:
  void beat();

  QTimer m_timer;
  QElapsedTimer m_clock;
  double m_longest_ms = 0;
};

}  // namespace prism::app
