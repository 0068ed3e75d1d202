// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/demo_speech.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/text_format.h"
#include "core/demo/speech_report.h"
#include "core/picture/picture.h"
#include "core/sound/audio_file.h"
#include "core/speech/voice_dataset.h"
#include "core/tts/evaluate.h"

#include <fmt/format.h>
#include <system_error>

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kVoiceSentences = 80;
// One pitch: a sentence's melody follows from more than words and phones tell.
constexpr const char* kVoice = "en-us+flat";

/// Sentences that are in no set the projector has heard.
const std::vector<std::string> kUnseen{
    "A quiet harbour waited under the morning fog.",
    "My sister planted seven apple trees behind the old school.",
    "Before winter came, the farmer repaired his broken fence.",
};

Curve curve(const char* name) {
  return {name, "step", "loss", {}, {}};
}

}  // namespace

void SpeechDemo::voice(Json& figures, Report& report, const RunControl& control) {
  const fs::path dataset = m_options.folder / "voice";
  VoiceDatasetOptions voice;
  voice.voice = kVoice;
  voice.count = kVoiceSentences;
  if (make_voice_dataset(dataset, voice, control).stopped) throw Stopped();
  FeatureOptions wanted;
  wanted.model = m_options.model;
  m_features = m_options.folder / "speech" / "features.prismtts";
  const FeatureResult features = prepare_features(dataset, wanted, m_features, control);
  const double seconds = static_cast<double>(features.frames) / wanted.contract.frames_per_second();
  figures = {{"utterances", features.utterances},
             {"skipped", features.skipped},
             {"tokens", features.tokens},
             {"frames", features.frames},
             {"seconds_audio", seconds}};
  report.begin(
      "A voice with known phones",
      "The built-in voice reads sentences and tells when each phone begins and ends. The larger language "
      "model reads the same sentences: its hidden state at every token is what will speak.");
  report.facts({{"Sentences", std::to_string(features.utterances)},
                {"Speech", format_seconds(seconds)},
                {"Tokens", std::to_string(features.tokens)},
                {"Mel frames", std::to_string(features.frames)}});
}

void SpeechDemo::projector(Json& figures, Report& report, const RunControl& control) {
  std::error_code ignored;
  const bool shipped = fs::exists(m_options.start, ignored);
  SpeechTrainOptions options;
  options.steps = 0;
  options.seconds = m_options.seconds;
  options.seed = m_options.seed;
  options.output = m_options.folder / "speech";
  if (shipped) {
    options.start = m_options.start;
    options.learning_rate = 3e-4;  // it goes on from weights that are good already
    options.warmup = 20;
  }
  Curve training = curve("training"), validation = curve("validation");
  SpeechTrainSink sink;
  sink.step = [&](const SpeechTrainStep& step) {
    training.x.push_back(static_cast<double>(step.step));
    training.y.push_back(step.loss.total);
  };
  sink.validation = [&](const SpeechValidation& found) {
    validation.x.push_back(static_cast<double>(found.step));
    validation.y.push_back(found.loss.total);
  };
  const auto features = FeatureStore::open(m_features);
  const SpeechTrainResult result = train_projector(*features, options, sink, control);
  if (result.stopped) throw Stopped();
  m_checkpoint = result.checkpoint;
  m_files.push_back(m_checkpoint);
  figures = {{"steps", result.steps},
             {"parameters", result.parameters},
             {"began_with_shipped", shipped},
             {"loss", result.loss.total},
             {"validation", result.best.loss.total},
             {"duration_mae_ms", result.best.duration_mae_ms},
             {"seconds_training", result.seconds},
             {"checkpoint", m_checkpoint.string()}};
  report.begin(
      "A projector learns to speak",
      "The projector is the only part that learns: hidden states and phones in, mel frames and their lengths "
      "out. " +
          std::string(shipped ? "It goes on from a small one that comes with the program."
                              : "It begins with nothing."));
  report.facts({{"Parameters", format_count(static_cast<double>(result.parameters))},
                {"Steps", std::to_string(result.steps)},
                {"Validation loss", format_number(result.best.loss.total)},
                {"Lengths off by", format_number(result.best.duration_mae_ms) + " ms"}});
  std::vector<Curve> curves;
  for (const Curve* each : {&training, &validation}) {
    if (each->x.size() > 1) curves.push_back(*each);
  }
  if (curves.empty()) return;
  report.picture("Loss while it trains, on sentences it learns from and on those held out.",
                 [&](const fs::path& file, bool dark) {
                   PictureOptions look;
                   look.dark = dark;
                   look.width = 860;
                   look.height = 320;
                   draw_curves(curves, {}, look, file);
                 });
}

void SpeechDemo::speak(Json& figures, Report& report, const RunControl& control) {
  const fs::path folder = m_options.folder / "unseen";
  VoiceDatasetOptions voice;
  voice.voice = kVoice;
  voice.sentences = kUnseen;
  if (make_voice_dataset(folder, voice, control).stopped) throw Stopped();
  const auto speaker = Speaker::open(m_checkpoint, "griffin-lim", m_options.model, "cpu", control);
  const SpeechDataset dataset = open_speech_dataset(folder);
  report.begin("Sentences nobody has heard",
               "These sentences were in no training. Each can be heard three times: as the built-in voice "
               "says it, that "
               "sound's own mel through the same vocoder, which is the best any projector could do, and the "
               "speech made of the language model's hidden states.");
  std::vector<SpokenSentence> sentences;
  const Evaluation found =
      evaluate_speaker(*speaker, dataset, {}, control, [&](const EvaluatedSounds& sounds) {
        const fs::path file = m_options.folder / (sounds.utterance->id + ".wav");
        write_audio(file, sounds.speech->audio);
        m_files.push_back(file);
        sentences.push_back({sounds.utterance->id, *sounds.speech, *sounds.reference, *sounds.copy});
      });
  if (found.stopped) throw Stopped();
  figures = {{"mcd", found.mean.spoken.mcd},
             {"mcd_copy", found.mean.copy.mcd},
             {"f0_rmse", found.mean.spoken.f0_rmse},
             {"vuv", found.mean.spoken.voicing_error},
             {"duration_mae_ms", found.mean.duration_mae_ms},
             {"rtf", found.mean.rtf},
             {"step", speaker->step()},
             {"vocoder", speaker->vocoder().name()},
             {"sentences", Json::array()}};
  std::vector<std::vector<std::string>> rows{
      {"sentence", "MCD dB", "of the copy", "lengths off by ms", "real-time factor"}};
  for (const UtteranceFigures& each : found.utterances) {
    figures["sentences"].push_back({{"id", each.id}, {"text", each.text}, {"mcd", each.spoken.mcd}});
    rows.push_back({each.text, format_number(each.spoken.mcd), format_number(each.copy.mcd),
                    format_number(each.duration_mae_ms), format_number(each.rtf)});
  }
  report.table(rows);
  for (const SpokenSentence& each : sentences) {
    report.words(each.speech.text);
    add_sentence(report, each, speaker->contract());
  }
}

}  // namespace prism
