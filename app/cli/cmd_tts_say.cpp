// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"
#include "app/cli/tts_commands.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/text_format.h"
#include "core/sound/audio_file.h"
#include "core/speech/alignment_file.h"
#include "core/speech/units.h"
#include "core/tts/speaker.h"
#include "core/workflow/run_inputs.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <memory>
#include <string_view>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path checkpoint, model, output, textgrid;
  std::string text, vocoder = "griffin-lim", durations;
  SpeakOptions speak;
};

std::int64_t whole(std::string_view digits, const std::string& option) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc() && end == digits.data() + digits.size() && value >= 0) return value;
  throw Error(ErrorCode::usage, fmt::format("\"{}\" is no whole number", digits), {}, option,
              "unit=frames,unit=frames,… as in 3=12,4=8");
}

/// "3=12,4=8": frames of single units.
std::map<std::int64_t, std::int64_t> edits_of(std::string_view text) {
  const std::string option = "--duration-edit";
  std::map<std::int64_t, std::int64_t> edits;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(','));
    text.remove_prefix(std::min(one.size() + 1, text.size()));
    const std::size_t sign = std::min(one.find('='), one.size());
    const std::string_view frames = sign < one.size() ? one.substr(sign + 1) : std::string_view();
    edits[whole(one.substr(0, sign), option)] = whole(frames, option);
  }
  return edits;
}

Answer say(Context& context, Options options) {
  options.speak.durations = edits_of(options.durations);
  require_writable(options.output);
  require_writable(options.textgrid);
  const auto speaker = Speaker::open(options.checkpoint, options.vocoder, options.model,
                                     context.global.device, context.control);
  const Speech speech = speaker->say(options.text, options.speak, context.control);
  for (const std::string& warning : speech.warnings) log_warning(warning);
  write_audio(options.output, speech.audio);
  note_input(context.record, options.checkpoint);
  note_input(context.record, speaker->model());
  note_output(context.record, options.output);
  if (!options.textgrid.empty()) {
    write_alignment(options.textgrid, alignment_of_units(speech.units, speech.words, speaker->contract()));
    note_output(context.record, options.textgrid);
  }
  Answer answer;
  Json durations = Json::array(), units = Json::array();
  for (std::size_t i = 0; i < speech.units.size(); ++i) {
    const SpeechUnit& unit = speech.units[i];
    durations.push_back(unit.frames);
    units.push_back({{"label", unit.label},
                     {"word", unit.word},
                     {"token", unit.token},
                     {"frames", unit.frames},
                     {"predicted", speech.predicted_frames[i]},
                     {"begin", unit.begin},
                     {"end", unit.end}});
  }
  answer.json = {{"text", speech.text},
                 {"seconds_audio", speech.audio.seconds()},
                 {"seconds", speech.seconds},
                 {"seconds_speaking", speech.seconds},
                 {"seconds_first", speech.seconds_first},
                 {"rtf", speech.rtf()},
                 {"step", speech.step},
                 {"vocoder", speaker->vocoder().name()},
                 {"sample_rate", speech.audio.rate},
                 {"frames", speech.features.frames},
                 {"words", speech.words},
                 {"durations", durations},
                 {"units", units},
                 {"warnings", speech.warnings},
                 {"output", options.output.string()}};
  FactSheet sheet;
  sheet.add("Speech", fmt::format("{:.2f} s, {} units, {} frames", speech.audio.seconds(),
                                  speech.units.size(), speech.features.frames));
  sheet.add("Computed in",
            fmt::format("{} (real-time factor {}), first sound after {}", format_seconds(speech.seconds),
                        format_number(speech.rtf()), format_seconds(speech.seconds_first)));
  sheet.add("Vocoder", speaker->vocoder().name());
  sheet.add("Written to", options.output.string());
  answer.text = sheet.text();
  return answer;
}

}  // namespace

void add_tts_say(Commands& commands, CLI::App* tts) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("say", "Speak a text with a trained projector", tts);
  command->add_option("--checkpoint", options->checkpoint, "Trained projector: a file, or its folder")
      ->required();
  command->add_option("--text", options->text, "What to say")->required();
  command->add_option("--output", options->output, "Sound file: .wav or .flac")->required();
  command->add_option("--textgrid", options->textgrid, "Also write when each word and phone is said");
  command->add_option("--speed", options->speak.speed, "Durations are divided by it");
  command->add_option("--duration-edit", options->durations,
                      "Frames of single units instead of the predicted ones: unit=frames,…");
  command->add_option("--vocoder", options->vocoder,
                      "griffin-lim, a HiFi-GAN folder or checkpoint, or a TorchScript decoder");
  command->add_option("--model", options->model,
                      "Language model, where it is no longer at the place the checkpoint names");
  commands.on(command, [options](Context& context) { return say(context, *options); });
}

}  // namespace prism::cli
