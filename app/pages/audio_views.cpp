// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/audio_views.h"

#include "widgets/pitch_view.h"
#include "widgets/spectrogram_view.h"
#include "widgets/theme.h"
#include "widgets/tier_view.h"
#include "widgets/time_axis.h"
#include "widgets/time_view.h"
#include "widgets/waveform_view.h"

#include <algorithm>
#include <utility>

#include <QPainter>
#include <QVBoxLayout>

namespace prism::app {

namespace {
constexpr double kLeastUnit = 0.005;  ///< seconds, where there are no frames
}

AudioViews::AudioViews(widgets::TimeAxis& axis, QWidget* parent)
    : QWidget(parent),
      m_axis(axis),
      m_wave(new widgets::WaveformView(axis)),
      m_mel(new widgets::SpectrogramView(axis)),
      m_pitch(new widgets::PitchView(axis)),
      m_tiers(new widgets::TierView(axis)),
      m_upsampling(new widgets::SpectrogramView(axis)),
      m_ruler(new widgets::TimeRuler(axis)) {
  m_upsampling->setAccessibleName(tr("Upsampling: how much of each unit goes into each frame"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(1);
  column->addWidget(m_wave, 3);
  column->addWidget(m_mel, 6);
  column->addWidget(m_pitch, 2);
  column->addWidget(m_tiers, 0);
  column->addWidget(m_upsampling, 3);
  column->addWidget(m_ruler, 0);
  m_tiers->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  m_ruler->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  for (widgets::TimeView* view :
       {static_cast<widgets::TimeView*>(m_wave), static_cast<widgets::TimeView*>(m_mel),
        static_cast<widgets::TimeView*>(m_pitch), static_cast<widgets::TimeView*>(m_tiers),
        static_cast<widgets::TimeView*>(m_upsampling)})
    connect(view, &widgets::TimeView::hovered, this, &AudioViews::hovered);
  connect(m_tiers, &widgets::TierView::boundaryDragged, this, [this](int row, int boundary, double seconds) {
    if (row == m_phone_row) Q_EMIT boundaryDragged(boundary, seconds);
  });
  connect(m_tiers, &widgets::TierView::boundaryMoved, this,
          [this](int row, int boundary, double, double seconds) {
            if (row == m_phone_row) Q_EMIT boundaryMoved(boundary, seconds);
          });
}

bool AudioViews::dragging() const {
  return m_tiers->dragging();
}

void AudioViews::setTakes(AudioSession::Take a, AudioSession::Take b, bool b_heard) {
  m_a = std::move(a);
  m_b = std::move(b);
  m_axis.setDuration(std::max(m_a ? m_a->duration() : 0, m_b ? m_b->duration() : 0));
  const bool is_b = b_heard && m_b != nullptr;
  const AudioSession::Take& heard = is_b ? m_b : m_a;
  const QString side = is_b ? QStringLiteral("B") : QStringLiteral("A");
  m_wave->setEnvelope(heard ? heard->envelope : nullptr, tr("%1 sound").arg(side));
  m_mel->setPicture(heard ? mel_picture(*heard) : widgets::FramePicture{}, tr("%1 mel").arg(side));
  const bool upsampled = heard && heard->upsampling && heard->upsampling->frames > 0;
  m_upsampling->setVisible(upsampled);
  m_upsampling->setPicture(upsampled ? upsampling_picture(*heard) : widgets::FramePicture{}, tr("units"));
  std::vector<widgets::PitchView::Track> tracks;
  if (m_a) tracks.push_back({QStringLiteral("A"), m_a->pitch});
  if (m_b) tracks.push_back({QStringLiteral("B"), m_b->pitch});
  m_pitch->setTracks(std::move(tracks), tr("F0"));
  // What is under the hand stays there until it is let go.
  if (!dragging()) showTiers();
}

void AudioViews::showTiers() {
  std::vector<widgets::TierRow> rows;
  m_phone_row = -1;
  const auto row = [&rows](const QString& name, std::vector<TierInterval> intervals, bool editable,
                           bool compared) {
    if (!intervals.empty()) rows.push_back({name, std::move(intervals), editable, compared});
  };
  if (m_a) {
    row(tr("A words"), words_of(*m_a), false, false);
    const std::size_t before = rows.size();
    row(m_a->edited ? tr("A edited") : tr("A phones"), phones_of(*m_a), true, false);
    if (rows.size() > before) m_phone_row = static_cast<int>(before);
    if (m_a->edited) row(tr("predicted"), predicted_of(*m_a), false, true);
    m_tiers->setStep(m_a->units.empty() ? 0 : m_a->frameSeconds(),
                     m_a->units.empty() ? kLeastUnit : m_a->frameSeconds());
  }
  if (m_b) row(tr("B phones"), phones_of(*m_b), false, true);
  m_tiers->setRows(std::move(rows));
  m_tiers->setVisible(!m_tiers->rows().empty());
}

std::vector<widgets::TimeView*> AudioViews::shownViews() const {
  std::vector<widgets::TimeView*> views;
  for (widgets::TimeView* view :
       {static_cast<widgets::TimeView*>(m_wave), static_cast<widgets::TimeView*>(m_mel),
        static_cast<widgets::TimeView*>(m_pitch), static_cast<widgets::TimeView*>(m_tiers),
        static_cast<widgets::TimeView*>(m_upsampling)}) {
    if (!view->isHidden()) views.push_back(view);
  }
  return views;
}

QString AudioViews::exportName() const {
  return m_a ? QStringLiteral("speech-%1").arg(m_a->title.toLower().simplified().replace(u' ', u'-'))
             : QStringLiteral("speech");
}

QSizeF AudioViews::exportSize() const {
  return {std::max(720.0, 1.0 * width()), std::max(320.0, 1.0 * height() + fontMetrics().height() + 8)};
}

void AudioViews::paintPicture(QPainter& painter, const QSizeF& size) const {
  painter.fillRect(QRectF(QPointF(0, 0), size), widgets::colours().base);
  const std::vector<widgets::TimeView*> views = shownViews();
  double whole = 0;
  for (const widgets::TimeView* view : views) whole += view->height();
  const QFontMetricsF metrics(font());
  const double above = metrics.height() + 8;
  painter.setFont(font());
  painter.setPen(widgets::colours().text);
  QString caption = m_a ? QStringLiteral("A: %1 — %2").arg(m_a->title, m_a->text) : QString();
  if (m_b) caption += QStringLiteral("   B: %1").arg(m_b->title);
  painter.drawText(QRectF(8, 2, size.width() - 16, above), Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(caption, Qt::ElideRight, size.width() - 16));
  const double below = metrics.height() + 10;
  double top = above;
  for (const widgets::TimeView* view : views) {
    const bool last = view == views.back();
    const double height = (size.height() - above - below) * view->height() / std::max(1.0, whole);
    painter.save();
    painter.translate(0, top);
    // Only the last has the ticks of time below it.
    painter.setClipRect(QRectF(0, 0, size.width(), last ? height + below : height));
    view->paintPicture(painter, QSizeF(size.width(), height + below));
    painter.restore();
    top += height;
  }
}

QString AudioViews::csv() const {
  return m_tiers->csv();
}

}  // namespace prism::app
