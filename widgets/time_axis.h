// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>
#include <QString>

namespace prism::widgets {

/// A stretch of time, seconds.
struct TimeSpan {
  double begin = 0;
  double end = 0;
  [[nodiscard]] double length() const noexcept { return end - begin; }
  bool operator==(const TimeSpan&) const = default;
};

/// `shown` made `factor` times as long around `at` and moved into [0, duration]; never shorter than `least`.
[[nodiscard]] TimeSpan zoomed(const TimeSpan& shown, double at, double factor, double duration, double least);
/// Moved by `seconds` as far as [0, duration] allows; its length stays.
[[nodiscard]] TimeSpan panned(const TimeSpan& shown, double seconds, double duration);
/// Place of a time on a line of pixels that shows a span, and back.
[[nodiscard]] double pixel_of(double seconds, const TimeSpan& shown, double left, double width);
[[nodiscard]] double time_of(double pixel, const TimeSpan& shown, double left, double width);
/// Seconds with as many decimals as a step of this size needs: "0.482 s".
[[nodiscard]] QString time_text(double seconds, double step = 0.001);

/// What linked views share: the stretch of time they show, the cursor, the playhead and the selection.
class TimeAxis final : public QObject {
  Q_OBJECT

 public:
  static constexpr double kLeastShown = 0.002;  ///< seconds at the strongest zoom

  using QObject::QObject;

  /// Keeps what is shown while the user has zoomed in and it still exists.
  void setDuration(double seconds);
  [[nodiscard]] double duration() const noexcept { return m_duration; }
  [[nodiscard]] const TimeSpan& shown() const noexcept { return m_shown; }
  void setShown(const TimeSpan& shown);
  void zoomAt(double seconds, int steps);  ///< positive steps zoom in
  void pan(double seconds);
  void fit();
  [[nodiscard]] bool fitted() const noexcept { return m_fitted; }

  /// Where the pointer or the keys are, in any of the views.
  void setCursor(std::optional<double> seconds);
  [[nodiscard]] std::optional<double> cursor() const noexcept { return m_cursor; }
  /// What is heard now; none hides it.
  void setPlayhead(std::optional<double> seconds);
  [[nodiscard]] std::optional<double> playhead() const noexcept { return m_playhead; }
  /// Stretch chosen by hand (looped, exported); an empty one is none.
  void setSelection(std::optional<TimeSpan> span);
  [[nodiscard]] const std::optional<TimeSpan>& selection() const noexcept { return m_selection; }
  /// A view was clicked here: playback goes on from it.
  void requestSeek(double seconds);

 Q_SIGNALS:
  void shownChanged();
  void cursorChanged();
  void playheadChanged();
  void selectionChanged();
  void seekRequested(double seconds);
  void playRequested();  ///< Space in a view: play or pause

 private:
  double m_duration = 0;
  TimeSpan m_shown;
  bool m_fitted = true;
  std::optional<double> m_cursor, m_playhead;
  std::optional<TimeSpan> m_selection;
};

}  // namespace prism::widgets
