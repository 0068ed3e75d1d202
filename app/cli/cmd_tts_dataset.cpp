// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tts_commands.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/text_format.h"
#include "core/speech/voice_dataset.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::string voice = "espeak:en-us";
  std::int64_t count = 0;
  double speed = 1;
  std::filesystem::path sentences, output;
};

/// "espeak:en-us" → "en-us": the name says which engine speaks.
std::string voice_of(const std::string& name) {
  const std::string engine = "espeak:";
  if (name.starts_with(engine)) return name.substr(engine.size());
  if (name.find(':') == std::string::npos) return name;
  throw Error(ErrorCode::usage, fmt::format("no engine speaks \"{}\"", name), {}, "--voice",
              "espeak:LANGUAGE");
}

Answer dataset(Context& context, const Options& options) {
  VoiceDatasetOptions wanted;
  wanted.voice = voice_of(options.voice);
  wanted.count = options.count;
  wanted.speed = options.speed;
  if (!options.sentences.empty()) {
    wanted.sentences = read_voice_sentences(options.sentences);
    note_input(context.record, options.sentences);
  }
  context.begin_saving();  // an interrupt waits for the list of what is finished
  const VoiceDatasetResult result = make_voice_dataset(options.output, wanted, context.control);
  for (const std::string& warning : result.warnings) log_warning(warning);
  if (result.utterances > 0) note_output(context.record, options.output / "metadata.csv");
  Answer answer;
  answer.stopped = result.stopped;
  const std::string folder = std::filesystem::absolute(options.output).lexically_normal().string();
  answer.json = {{"utterances", result.utterances},
                 {"seconds_audio", result.seconds_audio},
                 {"voice", "espeak:" + wanted.voice},
                 {"folder", folder},
                 {"warnings", result.warnings}};
  answer.text = fmt::format("{} utterances, {} of speech, in {}\n", result.utterances,
                            format_seconds(result.seconds_audio), folder);
  return answer;
}

}  // namespace

void add_tts_dataset(Commands& commands, CLI::App* tts) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("dataset", "Speak sentences by the built-in voice, with true times", tts);
  command->add_option("--voice", options->voice, "espeak:LANGUAGE, as espeak:en-us or espeak:de")
      ->capture_default_str();
  command->add_option("--count", options->count, "How many sentences (all of them when not given)")
      ->check(CLI::PositiveNumber);
  command->add_option("--sentences", options->sentences,
                      "Text file, one sentence a line, instead of the built-in ones");
  command->add_option("--speed", options->speed, "Times the voice's own speed, 0.46 to 2.57")
      ->capture_default_str();
  command->add_option("--output,--output-dir", options->output, "Folder for the dataset")->required();
  commands.on(command, [options](Context& context) { return dataset(context, *options); });
}

}  // namespace prism::cli
