// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio_session.h"

#include "core/sound/voice.h"
#include "core/tts/speaker.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <QFileInfo>

namespace prism::app {

namespace {

constexpr std::size_t kTakesKept = 60;

std::string to_std(const QString& text) {
  const QByteArray bytes = text.toUtf8();
  return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

}  // namespace

// Boundaries and the speech that follows them are in audio_session_times.cpp.

AudioSession::AudioSession(JobCenter& jobs, QUndoStack& undo, QObject* parent)
    : QObject(parent), m_jobs(jobs), m_undo(undo) {
  connect(&jobs, &JobCenter::ended, this, [this](JobTicket ticket) {
    const auto gone = std::remove(m_tickets.begin(), m_tickets.end(), ticket);
    if (gone == m_tickets.end()) return;
    m_tickets.erase(gone, m_tickets.end());
    Q_EMIT activityChanged();
  });
}

AudioSession::~AudioSession() = default;

AudioSession::Take AudioSession::take(int id) const {
  const auto found =
      std::find_if(m_takes.begin(), m_takes.end(), [id](const Take& each) { return each->id == id; });
  return found != m_takes.end() ? *found : nullptr;
}

void AudioSession::show(int id) {
  if (id == m_shown || !take(id)) return;
  m_shown = id;
  m_before.reset();
  // A beside itself tells nothing.
  if (m_compared == id) compare(0);
  Q_EMIT shownChanged();
}

void AudioSession::compare(int id) {
  if (id == m_compared || (id != 0 && (!take(id) || id == m_shown))) return;
  m_compared = id;
  Q_EMIT comparedChanged();
}

int AudioSession::add(AudioTake made, bool show_it) {
  made.id = m_next++;
  const int id = made.id;
  m_takes.insert(m_takes.begin(), std::make_shared<const AudioTake>(std::move(made)));
  while (m_takes.size() > kTakesKept) {
    // The oldest that is not on show.
    const auto old = std::find_if(m_takes.rbegin(), m_takes.rend(), [this](const Take& each) {
      return each->id != m_shown && each->id != m_compared;
    });
    m_takes.erase(std::next(old).base());
  }
  Q_EMIT takesChanged();
  if (show_it) show(id);
  return id;
}

void AudioSession::replace(AudioTake made) {
  for (Take& each : m_takes) {
    if (each->id != made.id) continue;
    const int id = made.id;
    each = std::make_shared<const AudioTake>(std::move(made));
    Q_EMIT takesChanged();
    if (id == m_shown) Q_EMIT shownChanged();
    if (id == m_compared) Q_EMIT comparedChanged();
    return;
  }
}

bool AudioSession::busy() const {
  return !m_tickets.empty() || m_again;
}

QString AudioSession::activity() const {
  for (const JobCenter::View& view : m_jobs.views()) {
    if (std::find(m_tickets.begin(), m_tickets.end(), view.ticket) == m_tickets.end()) continue;
    return view.lane_view.running ? view.title : tr("Waiting for other work to finish…");
  }
  return {};
}

void AudioSession::stop() {
  for (const JobTicket ticket : m_tickets) m_jobs.cancel(ticket);
}

void AudioSession::begin(JobTicket ticket) {
  m_tickets.push_back(ticket);
  Q_EMIT activityChanged();
}

void AudioSession::ended(const QString& title, const JobEvent& event) {
  if (event.end == JobEnd::failed)
    Q_EMIT problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
}

JobTicket AudioSession::runTake(Lane lane, const QString& title, SpeakerCall work, bool compare_it,
                                std::function<void()> then) {
  const JobTicket ticket = m_jobs.run<AudioTake>(
      lane, title, this, std::move(work),
      [this, compare_it, then = std::move(then)](AudioTake made) {
        const int id = add(std::move(made), !compare_it);
        if (compare_it) compare(id);
        if (then) then();
        Q_EMIT spoken(id);
      },
      [this, title](const JobEvent& event) { ended(title, event); }, true);
  begin(ticket);
  return ticket;
}

void AudioSession::setVoice(const QString& voice) {
  m_voice = voice;
}

void AudioSession::setVocoder(const QString& vocoder) {
  if (vocoder == m_vocoder) return;
  m_vocoder = vocoder;
  if (!m_checkpoint.isEmpty()) openCheckpoint(m_checkpoint);
}

void AudioSession::openCheckpoint(const QString& path, std::function<void()> then) {
  const QString title = tr("Opening %1").arg(QFileInfo(path).fileName());
  begin(m_jobs.run<std::shared_ptr<const Speaker>>(
      Lane::io, title, this,
      [path, vocoder = m_vocoder](const RunControl& control) {
        return Speaker::open(to_std(path), to_std(vocoder), {}, "cpu", control);
      },
      [this, path, then = std::move(then)](std::shared_ptr<const Speaker> speaker) {
        m_speaker = std::move(speaker);
        m_checkpoint = path;
        Q_EMIT speakerChanged();
        if (then) then();
      },
      [this, title](const JobEvent& event) { ended(title, event); }));
}

AudioSession::Opened AudioSession::speakerOf(const QString& checkpoint) const {
  const bool same = m_speaker && checkpoint == m_checkpoint;
  const bool sister = m_speaker && QFileInfo(checkpoint).path() == QFileInfo(m_checkpoint).path();
  return [speaker = m_speaker, same, sister, file = to_std(checkpoint),
          vocoder = to_std(m_vocoder)](const RunControl& control) {
    if (same) return speaker;
    return sister ? speaker->with_checkpoint(file) : Speaker::open(file, vocoder, {}, "cpu", control);
  };
}

void AudioSession::closeCheckpoint() {
  m_speaker.reset();
  m_checkpoint.clear();
  Q_EMIT speakerChanged();
}

void AudioSession::speakVoice(const QString& text, bool compare_it) {
  const MelContract contract = m_speaker ? m_speaker->contract() : MelContract{};
  runTake(
      Lane::preview, tr("Speaking with the built-in voice"),
      [text, voice = m_voice, contract](const RunControl&) {
        return take_of_voice(speak_voice(to_std(voice), to_std(text)), voice, text, contract);
      },
      compare_it);
}

void AudioSession::speak(const QString& text) {
  if (text.simplified().isEmpty()) {
    const QString why = tr("Write a sentence first: there is nothing to speak.");
    Q_EMIT problemRaised(why, why);
    return;
  }
  if (!m_speaker) {
    speakVoice(text, false);
    return;
  }
  runTake(
      Lane::preview, tr("Speaking"),
      [speaker = m_speaker, text, source = m_checkpoint](const RunControl& control) {
        return take_of_speech(speaker->say(to_std(text), {}, control), speaker->contract(), source);
      },
      false);
  // The same sentence to hear it against; an earlier one would say something else.
  const Take reference = compared();
  if (!reference || reference->kind != TakeKind::voice || reference->text != text) speakVoice(text, true);
}

void AudioSession::speakStep(const QString& checkpoint, const QString& text) {
  // Previews come to the front while the user follows the training, not over what was chosen by hand.
  const Take now = shown();
  const bool follows = !now || (now->kind == TakeKind::voice && !now->edited) ||
                       (now->kind == TakeKind::projector && !now->edited &&
                        QFileInfo(now->source).path() == QFileInfo(checkpoint).path());
  const QString title = tr("Speaking a preview");
  begin(m_jobs.run<std::pair<std::shared_ptr<const Speaker>, AudioTake>>(
      Lane::preview, title, this,
      [opened = speakerOf(checkpoint), checkpoint, text](const RunControl& control) {
        auto own = opened(control);
        AudioTake made = take_of_speech(own->say(to_std(text), {}, control), own->contract(), checkpoint);
        return std::pair(std::move(own), std::move(made));
      },
      [this, checkpoint, follows](std::pair<std::shared_ptr<const Speaker>, AudioTake> result) {
        m_speaker = std::move(result.first);
        m_checkpoint = checkpoint;
        Q_EMIT speakerChanged();
        const Take before = shown();
        add(std::move(result.second), follows);
        // The step before is what one wants to hear the new one against.
        if (follows && before && !compared()) compare(before->id);
      },
      [this, title](const JobEvent& event) {
        // Training keeps three checkpoints: one that is gone by now has others after it.
        if (event.code != ErrorCode::not_found) ended(title, event);
      },
      true));
}

void AudioSession::loadUtterance(const Utterance& utterance, std::function<void()> then) {
  // Again is quick: the take is there.
  for (const Take& each : m_takes) {
    if (each->kind != TakeKind::recording || each->edited || to_std(each->source) != utterance.audio.string())
      continue;
    show(each->id);
    if (then) then();
    return;
  }
  const MelContract contract = m_speaker ? m_speaker->contract() : MelContract{};
  runTake(
      Lane::preview, tr("Opening %1").arg(QString::fromStdString(utterance.id)),
      [utterance, contract](const RunControl&) { return take_of_utterance(utterance, contract); }, false,
      std::move(then));
}

void AudioSession::speakWithTimesOf(int id) {
  const Take reference = take(id);
  if (!reference || !m_speaker || reference->alignment.tiers.empty()) return;
  runTake(
      Lane::preview, tr("Speaking with the recording's times"),
      [speaker = m_speaker, reference, source = m_checkpoint](const RunControl& control) {
        const std::string text = to_std(reference->text);
        UtteranceUnits units =
            speaker->recorded_units(reference->alignment, text, reference->mel ? reference->mel->frames : 0);
        AudioTake made =
            take_of_speech(speaker->say_units(text, std::move(units.units), units.words, control),
                           speaker->contract(), source);
        for (const std::string& warning : units.warnings) made.notes << QString::fromStdString(warning);
        return made;
      },
      false, [this, id] { compare(id); });
}

}  // namespace prism::app
