// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/time_axis.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

namespace prism::widgets {

namespace {
constexpr double kZoomStep = 1.25;
}  // namespace

TimeSpan panned(const TimeSpan& shown, double seconds, double duration) {
  const double length = std::min(shown.length(), duration);
  const double begin = std::clamp(shown.begin + seconds, 0.0, std::max(0.0, duration - length));
  return {begin, begin + length};
}

TimeSpan zoomed(const TimeSpan& shown, double at, double factor, double duration, double least) {
  const double length = std::clamp(shown.length() * factor, std::min(least, duration), duration);
  // What is under the pointer stays there.
  const double share = shown.length() > 0 ? (at - shown.begin) / shown.length() : 0.5;
  const double begin = at - share * length;
  return panned({begin, begin + length}, 0, duration);
}

double pixel_of(double seconds, const TimeSpan& shown, double left, double width) {
  return shown.length() > 0 ? left + (seconds - shown.begin) / shown.length() * width : left;
}

double time_of(double pixel, const TimeSpan& shown, double left, double width) {
  return width > 0 ? shown.begin + (pixel - left) / width * shown.length() : shown.begin;
}

QString time_text(double seconds, double step) {
  const int decimals = step > 0 ? std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6) : 3;
  return QCoreApplication::translate("TimeAxis", "%1 s", "seconds").arg(seconds, 0, 'f', decimals);
}

void TimeAxis::setDuration(double seconds) {
  seconds = std::max(0.0, seconds);
  if (seconds == m_duration) return;
  m_duration = seconds;
  if (m_fitted || m_shown.begin >= m_duration) {
    m_fitted = true;
    m_shown = {0, m_duration};
  } else {
    m_shown = panned(m_shown, 0, m_duration);
  }
  if (m_selection && m_selection->end > m_duration) setSelection(std::nullopt);
  Q_EMIT shownChanged();
}

void TimeAxis::setShown(const TimeSpan& shown) {
  const TimeSpan next = panned(shown, 0, m_duration);
  m_fitted = next.length() >= m_duration;
  if (next == m_shown) return;
  m_shown = next;
  Q_EMIT shownChanged();
}

void TimeAxis::zoomAt(double seconds, int steps) {
  if (m_duration <= 0 || steps == 0) return;
  setShown(zoomed(m_shown, seconds, std::pow(kZoomStep, -steps), m_duration, kLeastShown));
}

void TimeAxis::pan(double seconds) {
  setShown(panned(m_shown, seconds, m_duration));
}

void TimeAxis::fit() {
  setShown({0, m_duration});
}

void TimeAxis::setCursor(std::optional<double> seconds) {
  if (seconds && (*seconds < 0 || *seconds > m_duration)) seconds.reset();
  if (seconds == m_cursor) return;
  m_cursor = seconds;
  Q_EMIT cursorChanged();
}

void TimeAxis::setPlayhead(std::optional<double> seconds) {
  if (seconds == m_playhead) return;
  m_playhead = seconds;
  Q_EMIT playheadChanged();
}

void TimeAxis::setSelection(std::optional<TimeSpan> span) {
  if (span) {
    if (span->end < span->begin) std::swap(span->begin, span->end);
    span->begin = std::clamp(span->begin, 0.0, m_duration);
    span->end = std::clamp(span->end, 0.0, m_duration);
    if (span->length() <= 0) span.reset();
  }
  if (span == m_selection) return;
  m_selection = span;
  Q_EMIT selectionChanged();
}

void TimeAxis::requestSeek(double seconds) {
  Q_EMIT seekRequested(std::clamp(seconds, 0.0, m_duration));
}

}  // namespace prism::widgets
