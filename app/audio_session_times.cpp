// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AudioSession that moves boundaries and lets the speech follow.
#include "app/audio_session.h"
#include "core/tts/speaker.h"

#include <utility>

#include <QPointer>
#include <QUndoCommand>
#include <QUndoStack>

namespace prism::app {

/// One boundary put elsewhere. The session may be gone before the stack.
class AudioSession::TimesCommand final : public QUndoCommand {
 public:
  TimesCommand(const QString& text, AudioSession& session, int id, TakeTimes before, TakeTimes after)
      : QUndoCommand(text),
        m_session(&session),
        m_id(id),
        m_before(std::move(before)),
        m_after(std::move(after)) {}
  void undo() override { apply(m_before); }
  void redo() override { apply(m_after); }

 private:
  void apply(const TakeTimes& times) {
    if (!m_session || !m_session->take(m_id)) {
      setObsolete(true);
      return;
    }
    m_session->show(m_id);
    m_session->applyTimes(m_id, times);
  }
  QPointer<AudioSession> m_session;
  int m_id;
  TakeTimes m_before, m_after;
};

void AudioSession::dragBoundary(int boundary, double seconds) {
  const Take now = shown();
  if (!now) return;
  if (!m_before || m_before->id != now->id) m_before = now;
  m_wanted = Wanted{now->id, with_boundary(*m_before, boundary, seconds)};
  follow();
}

void AudioSession::moveBoundary(int boundary, double seconds) {
  const Take now = shown();
  if (!now) return;
  const Take from = m_before && m_before->id == now->id ? m_before : now;
  m_before.reset();
  TakeTimes after = with_boundary(*from, boundary, seconds);
  const std::vector<TierInterval> phones = phones_of(*from);
  const QString label = boundary >= 0 && static_cast<std::size_t>(boundary) < phones.size()
                            ? QString::fromStdString(phones[static_cast<std::size_t>(boundary)].text)
                            : QString();
  m_undo.push(
      new TimesCommand(label.isEmpty() ? tr("Move a boundary") : tr("Move the end of “%1”").arg(label), *this,
                       now->id, times_of(*from), std::move(after)));
}

void AudioSession::applyTimes(int id, const TakeTimes& times) {
  const Take now = take(id);
  if (!now) return;
  m_before.reset();
  AudioTake changed = *now;
  changed.units = times.units;
  changed.alignment = times.alignment;
  changed.edited = true;
  replace(std::move(changed));
  m_wanted = Wanted{id, times};
  follow();
}

void AudioSession::follow() {
  if (!m_wanted || m_again) return;
  const Take now = take(m_wanted->id);
  // Recordings and the built-in voice have times to correct, but nothing that could say them anew.
  if (!now || now->kind != TakeKind::projector || !m_speaker || m_wanted->times.units.empty()) {
    m_wanted.reset();
    return;
  }
  sayAgain();
}

void AudioSession::sayAgain() {
  const Take now = take(m_wanted->id);
  const Wanted wanted = *std::exchange(m_wanted, std::nullopt);
  const QString title = tr("Speaking with the new times");
  m_again = m_jobs.run<AudioTake>(
      Lane::preview, title, this,
      [opened = speakerOf(now->source), now, wanted](const RunControl& control) {
        // A take of another step is said again by that step's weights.
        const auto own = opened(control);
        AudioTake made =
            take_of_speech(own->say_units(now->text.toStdString(), wanted.times.units, now->words, control),
                           own->contract(), now->source);
        made.id = now->id;
        made.edited = true;
        return made;
      },
      [this](AudioTake made) {
        m_again = {};
        replace(std::move(made));
        follow();
        Q_EMIT activityChanged();
      },
      [this, title](const JobEvent& event) {
        m_again = {};
        ended(title, event);
        follow();
        Q_EMIT activityChanged();
      },
      true);
  Q_EMIT activityChanged();
}

}  // namespace prism::app
