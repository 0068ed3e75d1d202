// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio_session.h"
#include "widgets/exportable.h"

#include <vector>

#include <QWidget>

namespace prism::widgets {
class PitchView;
class SpectrogramView;
class TierView;
class TimeAxis;
class TimeRuler;
class TimeView;
class WaveformView;
}  // namespace prism::widgets

namespace prism::app {

/// Waveform, spectrogram, fundamental frequency, tiers and upsampling of what is heard, on one axis; the
/// other side's pitch and times beside them.
class AudioViews final : public QWidget, public widgets::Exportable {
  Q_OBJECT

 public:
  AudioViews(widgets::TimeAxis& axis, QWidget* parent = nullptr);

  /// `b_heard`: waveform, spectrogram and upsampling are B's.
  void setTakes(AudioSession::Take a, AudioSession::Take b, bool b_heard);
  [[nodiscard]] bool dragging() const;
  [[nodiscard]] widgets::TierView& tiers() const noexcept { return *m_tiers; }
  [[nodiscard]] widgets::SpectrogramView& spectrogram() const noexcept { return *m_mel; }

  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QSizeF exportSize() const override;
  void paintPicture(QPainter& painter, const QSizeF& size) const override;
  [[nodiscard]] QString csv() const override;

 Q_SIGNALS:
  void hovered(const QString& text);
  void boundaryDragged(int boundary, double seconds);
  void boundaryMoved(int boundary, double seconds);

 private:
  void showTiers();
  [[nodiscard]] std::vector<widgets::TimeView*> shownViews() const;

  widgets::TimeAxis& m_axis;
  AudioSession::Take m_a, m_b;
  widgets::WaveformView* m_wave;
  widgets::SpectrogramView* m_mel;
  widgets::PitchView* m_pitch;
  widgets::TierView* m_tiers;
  widgets::SpectrogramView* m_upsampling;
  widgets::TimeRuler* m_ruler;
  int m_phone_row = -1;  ///< of A, the one that is edited
};

}  // namespace prism::app
