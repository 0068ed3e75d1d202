// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/speaker.h"

#include "core/base/error.h"
#include "core/base/path_hash.h"
#include "core/llm/language_model.h"
#include "core/llm/state_windows.h"
#include "core/speech/alignment_file.h"
#include "core/tts/token_states.h"
#include "core/tts/token_units.h"
#include "core/tts/trained_projector.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <iterator>
#include <span>
#include <utility>

namespace prism {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// Pieces are cut in silences once they are this long: the first can be heard while the rest is computed.
constexpr double kFirstPieceSeconds = 0.8;
constexpr std::int64_t kSilenceFrames = 4;
constexpr std::int64_t kMostFrames = 1 << 20;  // over three hours: a mistake

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Frames where the features may be cut: middles of silences.
std::vector<std::int64_t> cuts(std::span<const SpeechUnit> units, std::int64_t least) {
  std::vector<std::int64_t> found;
  std::int64_t at = 0, last = 0;
  for (const SpeechUnit& unit : units) {
    const std::int64_t middle = at + unit.frames / 2;
    if (unit.silence && unit.frames >= kSilenceFrames && middle - last >= least) {
      found.push_back(middle);
      last = middle;
    }
    at += unit.frames;
  }
  return found;
}

class ProjectorSpeaker final : public Speaker {
 public:
  ProjectorSpeaker(std::shared_ptr<const TrainedProjector> projector,
                   std::shared_ptr<const LanguageModel> llm, std::shared_ptr<const Vocoder> decoder,
                   std::string device)
      : m_projector(std::move(projector)),
        m_llm(std::move(llm)),
        m_vocoder(std::move(decoder)),
        m_device(std::move(device)) {}

  [[nodiscard]] Speech say(const std::string& text, const SpeakOptions& options,
                           const RunControl& control) const override {
    if (!(options.speed >= 0.1) || !(options.speed <= 10)) {
      throw Error(ErrorCode::usage, fmt::format("the speed {} makes no sense", options.speed), {}, "speed",
                  "0.1 to 10");
    }
    const auto start = Clock::now();
    const TokenStates states = token_states(*m_llm, text, m_projector->info().layer, control);
    const bool phones = m_projector->info().config.phones > 0;
    SpokenUnits spoken =
        phones ? speak_units(m_projector->info().front_end, text) : token_units(text, states.tokens);
    if (phones) assign_tokens(spoken.units, spoken.word_ranges, states.tokens, text);
    Speech speech = begun(text, std::move(spoken.units), std::move(spoken.words));
    speech.warnings = std::move(spoken.warnings);
    speech.predicted_frames = m_projector->predict_frames(states.states, speech.units);
    const std::vector<std::int64_t> frames =
        whole_frames(speech.predicted_frames, speech.units, options.speed);
    for (std::size_t i = 0; i < frames.size(); ++i) speech.units[i].frames = frames[i];
    for (const auto& [unit, length] : options.durations) {
      if (unit < 0 || unit >= static_cast<std::int64_t>(speech.units.size()) || length < 0) {
        throw Error(ErrorCode::usage, fmt::format("unit {} cannot have {} frames", unit, length), {},
                    "durations", fmt::format("units 0 to {}, frames from 0", speech.units.size() - 1));
      }
      speech.units[static_cast<std::size_t>(unit)].frames = length;
    }
    finish(speech, states, start, control);
    return speech;
  }

  [[nodiscard]] Speech say_units(const std::string& text, std::vector<SpeechUnit> units,
                                 const std::vector<std::string>& words,
                                 const RunControl& control) const override {
    const auto start = Clock::now();
    const TokenStates states = token_states(*m_llm, text, m_projector->info().layer, control);
    const auto tokens = static_cast<int>(states.tokens.size());
    const bool known = std::all_of(units.begin(), units.end(), [tokens](const SpeechUnit& unit) {
      return unit.token >= 0 && unit.token < tokens;
    });
    if (!known) assign_tokens(units, words_in_text(words, text), states.tokens, text);
    Speech speech = begun(text, std::move(units), words);
    speech.predicted_frames = m_projector->predict_frames(states.states, speech.units);
    finish(speech, states, start, control);
    return speech;
  }

  [[nodiscard]] UtteranceUnits recorded_units(const Alignment& alignment, const std::string& text,
                                              std::int64_t frames) const override {
    Alignment seen = alignment;
    if (m_projector->info().config.phones == 0) {  // its units are tokens, whatever the file has
      const AlignmentTier* phones = phone_tier(seen);
      if (phones != nullptr) seen.tiers.erase(seen.tiers.begin() + (phones - seen.tiers.data()));
    }
    const ModelText read = read_text(m_llm->tokenizer(), text);
    std::vector<TextRange> tokens;
    for (const TextToken& token : read.tokens)
      tokens.push_back({static_cast<std::int64_t>(token.begin), static_cast<std::int64_t>(token.end)});
    return units_of(seen, text, tokens, frames, contract());
  }

  [[nodiscard]] std::shared_ptr<const Speaker> with_checkpoint(const fs::path& checkpoint) const override {
    auto other = TrainedProjector::load(checkpoint, m_device);
    require_same_contract(contract(), "the speaker", other->info().contract, checkpoint.filename().string());
    require_width(*other, *m_llm, checkpoint);
    return std::make_shared<ProjectorSpeaker>(std::move(other), m_llm, m_vocoder, m_device);
  }

  [[nodiscard]] const MelContract& contract() const override { return m_projector->info().contract; }
  [[nodiscard]] std::int64_t step() const override { return m_projector->info().step; }
  [[nodiscard]] const fs::path& model() const override { return m_llm->path(); }
  [[nodiscard]] const Vocoder& vocoder() const override { return *m_vocoder; }

  static void require_width(const TrainedProjector& projector, const LanguageModel& llm,
                            const fs::path& checkpoint) {
    const std::int64_t wanted = projector.info().config.llm_width;
    if (wanted == llm.config().width) return;
    throw Error(ErrorCode::mismatch,
                fmt::format("the projector takes states of {} values, but {} gives {}", wanted,
                            llm.path().string(), llm.config().width),
                checkpoint, {}, "the language model it was trained with");
  }

 private:
  [[nodiscard]] Speech begun(const std::string& text, std::vector<SpeechUnit> units,
                             std::vector<std::string> words) const {
    Speech speech;
    speech.step = step();
    speech.text = text;
    speech.units = std::move(units);
    speech.words = std::move(words);
    return speech;
  }

  /// Units with frames become features and sound.
  void finish(Speech& speech, const TokenStates& states, Clock::time_point start,
              const RunControl& control) const {
    control.check();
    std::int64_t frames = 0;
    for (const SpeechUnit& unit : speech.units) {
      if (unit.frames < 0 || unit.frames > kMostFrames || (frames += unit.frames) > kMostFrames)
        throw Error(ErrorCode::usage, "the units have more frames than can be meant", {}, {},
                    fmt::format("at most {} frames in all", kMostFrames));
    }
    double at = 0;
    for (SpeechUnit& unit : speech.units) {
      unit.begin = at;
      at += static_cast<double>(unit.frames) / contract().frames_per_second();
      unit.end = at;
    }
    const std::vector<std::string> unknown = m_projector->unknown_phones(speech.units);
    if (!unknown.empty()) {
      speech.warnings.push_back(
          fmt::format("not heard in training, spoken by their word alone: {}", fmt::join(unknown, ", ")));
    }
    ProjectedFrames projected = m_projector->decode(states.states, speech.units);
    speech.features = std::move(projected.features);
    speech.upsampling = std::move(projected.upsampling);
    vocode(speech, start, control);
    speech.seconds = seconds_since(start);
  }

  void vocode(Speech& speech, Clock::time_point start, const RunControl& control) const {
    const auto least = static_cast<std::int64_t>(kFirstPieceSeconds * contract().frames_per_second());
    std::vector<std::int64_t> ends;
    if (m_vocoder->joins_in_silence()) ends = cuts(speech.units, least);
    ends.push_back(speech.features.frames);
    std::int64_t begin = 0;
    for (const std::int64_t end : ends) {
      if (end == begin) continue;
      FrameFeatures piece{end - begin, speech.features.dim, {}};
      piece.values.assign(speech.features.row(begin), speech.features.row(begin) + piece.frames * piece.dim);
      Audio sound = m_vocoder->speak(piece, control);
      if (begin == 0) speech.seconds_first = seconds_since(start);
      speech.audio.rate = sound.rate;
      std::move(sound.samples.begin(), sound.samples.end(), std::back_inserter(speech.audio.samples));
      begin = end;
    }
  }

  std::shared_ptr<const TrainedProjector> m_projector;
  std::shared_ptr<const LanguageModel> m_llm;
  std::shared_ptr<const Vocoder> m_vocoder;
  std::string m_device;
};

/// The language model a checkpoint was trained with, where it stands now.
fs::path model_of(const ProjectorInfo& info, const fs::path& given, const fs::path& checkpoint) {
  fs::path model = given.empty() ? info.model : given;
  std::error_code ignored;
  if (model.empty() || !fs::exists(model, ignored)) {
    throw Error(ErrorCode::not_found,
                model.empty() ? "the checkpoint names no language model"
                              : "its language model is not at " + model.string(),
                checkpoint, {}, "the model it was trained with, named by --model");
  }
  if (!info.model_hash.empty() && path_hash(model) != info.model_hash) {
    throw Error(ErrorCode::mismatch, "it was trained with another language model than " + model.string(),
                checkpoint, {}, "the model whose hash is " + info.model_hash);
  }
  return model;
}

}  // namespace

std::shared_ptr<const Speaker> Speaker::open(const fs::path& checkpoint, const std::string& vocoder,
                                             const fs::path& model, const std::string& device,
                                             const RunControl& control) {
  auto projector = TrainedProjector::load(checkpoint, device);
  const ProjectorInfo& info = projector->info();
  auto decoder = Vocoder::open(vocoder, info.contract, device);
  ModelOptions options;
  options.device = device;
  auto llm = LanguageModel::open(model_of(info, model, checkpoint), options, control);
  ProjectorSpeaker::require_width(*projector, *llm, checkpoint);
  return std::make_shared<ProjectorSpeaker>(std::move(projector), std::move(llm), std::move(decoder), device);
}

}  // namespace prism
