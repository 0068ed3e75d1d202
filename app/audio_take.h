// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/mel_contract.h"
#include "core/types/alignment.h"
#include "core/types/audio.h"
#include "widgets/envelope.h"
#include "widgets/frame_renderer.h"

#include <memory>
#include <string>
#include <vector>

#include <QString>
#include <QStringList>

namespace prism {
struct Speech;
struct Utterance;
class Speaker;
struct VoiceText;
}  // namespace prism

namespace prism::app {

enum class TakeKind { voice, recording, projector };

/// Something that was spoken or recorded, with everything the Audio page shows of it. Made whole on a job's
/// thread, never changed afterwards; a changed alignment makes another one with the same id.
struct AudioTake {
  int id = 0;
  TakeKind kind = TakeKind::voice;
  QString title;   ///< "step 2 400", "built-in voice en-us", "LJ001-0002"
  QString source;  ///< checkpoint, recording or voice, in full
  QString text;
  std::int64_t step = -1;  ///< of the checkpoint it was spoken with; −1: none
  std::shared_ptr<const Audio> audio;
  std::shared_ptr<const widgets::Envelope> envelope;
  MelContract contract;
  std::shared_ptr<const FrameFeatures> mel;
  PitchTrack pitch;
  Alignment alignment;  ///< tiers "words" and "phones" (or "tokens"), or what the file has
  std::vector<SpeechUnit> units;
  std::vector<std::string> words;
  std::shared_ptr<const FrameFeatures> upsampling;  ///< [frames, units]; null unless spoken by a projector
  std::vector<float> predicted_frames;
  bool edited = false;  ///< boundaries were moved by hand
  double seconds = 0;   ///< of computing
  QStringList notes;    ///< what was resampled, clipped, left out …
  [[nodiscard]] double duration() const { return audio ? audio->seconds() : 0; }
  [[nodiscard]] double frameSeconds() const {
    return static_cast<double>(contract.hop) / contract.sample_rate;
  }
};

/// All of these compute (spectrogram, pitch, envelope): call them in jobs. They throw Error.
[[nodiscard]] AudioTake take_of_voice(const VoiceText& spoken, const QString& voice, const QString& text,
                                      const MelContract& contract);
[[nodiscard]] AudioTake take_of_speech(Speech speech, const MelContract& contract, const QString& source);
[[nodiscard]] AudioTake take_of_utterance(const Utterance& utterance, const MelContract& contract);

/// What the views draw of it. Mel values in dB.
[[nodiscard]] widgets::FramePicture mel_picture(const AudioTake& take);
[[nodiscard]] widgets::FramePicture upsampling_picture(const AudioTake& take);
/// Its words, and its phones (tokens): units where it was spoken by a projector, else the file's tier. Empty
/// when it has none.
[[nodiscard]] std::vector<TierInterval> words_of(const AudioTake& take);
[[nodiscard]] std::vector<TierInterval> phones_of(const AudioTake& take);
/// The lengths the projector's duration predictor gave, before rounding; empty when it has none.
[[nodiscard]] std::vector<TierInterval> predicted_of(const AudioTake& take);

/// What an edit of boundaries changes of a take.
struct TakeTimes {
  std::vector<SpeechUnit> units;  ///< empty for an alignment from a file
  Alignment alignment;
};
[[nodiscard]] TakeTimes times_of(const AudioTake& take);
/// Those times with the boundary between `boundary` and the next of its phones elsewhere: units keep whole
/// frames and their sum, words follow their phones.
[[nodiscard]] TakeTimes with_boundary(const AudioTake& take, int boundary, double seconds);

}  // namespace prism::app
