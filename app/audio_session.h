// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio_take.h"
#include "app/job_center.h"
#include "core/speech/dataset.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>
#include <QStringList>

class QUndoStack;

namespace prism {
class Speaker;
}

namespace prism::app {

/// What has been spoken and heard: takes by the built-in voice, by projectors of any step, and recordings;
/// the projector that speaks; edits of boundaries with speech following them. Engine objects are touched only
/// by jobs. GUI thread only.
class AudioSession final : public QObject {
  Q_OBJECT

 public:
  using Take = std::shared_ptr<const AudioTake>;

  AudioSession(JobCenter& jobs, QUndoStack& undo, QObject* parent = nullptr);
  ~AudioSession() override;

  /// Newest first, at most 60; each in its present version.
  [[nodiscard]] const std::vector<Take>& takes() const noexcept { return m_takes; }
  [[nodiscard]] Take take(int id) const;  ///< null when it is gone
  /// A and B of the comparison; null: none.
  [[nodiscard]] Take shown() const { return take(m_shown); }
  [[nodiscard]] Take compared() const { return take(m_compared); }
  void show(int id);
  void compare(int id);  ///< 0: nothing
  /// Takes of a training's previews come to the front as long as one of them is shown.
  int add(AudioTake take, bool show);

  [[nodiscard]] QString voice() const { return m_voice; }
  void setVoice(const QString& voice);
  [[nodiscard]] QString vocoder() const { return m_vocoder; }
  /// "griffin-lim", or a generator's file or folder; the open checkpoint is opened again with it.
  void setVocoder(const QString& vocoder);
  [[nodiscard]] QString checkpoint() const { return m_checkpoint; }
  [[nodiscard]] std::shared_ptr<const Speaker> speaker() const { return m_speaker; }
  void openCheckpoint(const QString& path, std::function<void()> then = {});
  void closeCheckpoint();

  /// By the projector where one is open, beside the built-in voice for comparison; else by the voice alone.
  void speak(const QString& text);
  /// With the weights of one step of a training that goes on.
  void speakStep(const QString& checkpoint, const QString& text);
  void loadUtterance(const Utterance& utterance, std::function<void()> then = {});
  /// The projector says a recording's text with the recording's own times.
  void speakWithTimesOf(int id);

  /// While a boundary of A's phones is under the hand, and when it was let go (that can be undone). Speech
  /// follows where a projector spoke it; the last position wins.
  void dragBoundary(int boundary, double seconds);
  void moveBoundary(int boundary, double seconds);

  [[nodiscard]] bool busy() const;
  [[nodiscard]] QString activity() const;
  void stop();

 Q_SIGNALS:
  void takesChanged();
  void shownChanged();  ///< A is another take or another version of it
  void comparedChanged();
  void speakerChanged();
  void activityChanged();
  void spoken(int id);  ///< something asked for by hand is ready
  void problemRaised(const QString& sentence, const QString& details);

 private:
  class TimesCommand;
  struct Wanted {
    int id = 0;
    TakeTimes times;
  };
  using SpeakerCall = std::function<AudioTake(const RunControl&)>;

  /// The speaker of a checkpoint, given the open one: itself, its language model with other weights (steps of
  /// one training stand in one folder), or opened anew. For jobs.
  using Opened = std::function<std::shared_ptr<const Speaker>(const RunControl&)>;
  [[nodiscard]] Opened speakerOf(const QString& checkpoint) const;
  /// A job whose take is added; `compare` makes it B instead of A.
  JobTicket runTake(Lane lane, const QString& title, SpeakerCall work, bool compare,
                    std::function<void()> then = {});
  void begin(JobTicket ticket);
  void ended(const QString& title, const JobEvent& event);
  void replace(AudioTake take);
  void applyTimes(int id, const TakeTimes& times);
  void follow();
  void sayAgain();
  void speakVoice(const QString& text, bool compare);

  JobCenter& m_jobs;
  QUndoStack& m_undo;
  std::vector<Take> m_takes;
  int m_next = 1;
  int m_shown = 0;
  int m_compared = 0;
  QString m_voice = QStringLiteral("en-us");
  QString m_vocoder = QStringLiteral("griffin-lim");
  QString m_checkpoint;
  std::shared_ptr<const Speaker> m_speaker;
  std::vector<JobTicket> m_tickets;  ///< speaking, loading, opening
  JobTicket m_again;                 ///< speech that follows a boundary
  std::optional<Wanted> m_wanted;    ///< the newest times it does not have yet
  Take m_before;                     ///< A as it was when the drag began
};

}  // namespace prism::app
