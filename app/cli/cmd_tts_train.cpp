// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"
#include "app/cli/tts_commands.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/text_format.h"
#include "core/tts/train.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path features, dataset, model, alignments;
  int layer = -1;
  SpeechTrainOptions train;
};

Json json_of(const SpeechLoss& loss) {
  return {{"total", loss.total},
          {"acoustic", loss.acoustic},
          {"cosine", loss.cosine},
          {"duration", loss.duration},
          {"perceptual", loss.perceptual}};
}

/// The file named, or one made of the dataset in the output folder.
std::filesystem::path features_of(Context& context, const Options& options) {
  const bool both = !options.features.empty() && !options.dataset.empty();
  if (both || (options.features.empty() && (options.dataset.empty() || options.model.empty()))) {
    throw Error(ErrorCode::usage, "it is not clear what to train on", {}, {},
                "--features F, or --dataset D and --model M");
  }
  if (!options.features.empty()) return options.features;
#ifdef PRISM_AUDIO
  FeatureOptions wanted;
  wanted.model = options.model;
  wanted.layer = options.layer;
  wanted.alignments = options.alignments;
  const std::filesystem::path file = options.train.output / "features.prismtts";
  const FeatureResult result = prepare_features(options.dataset, wanted, file, context.control);
  for (const std::string& warning : result.warnings) log_warning(warning);
  note_input(context.record, options.model);
  return file;
#else
  throw Error(ErrorCode::unsupported, "this program was built without audio", {}, "--dataset",
              "--features with a file made elsewhere");
#endif
}

Answer train(Context& context, Options options) {
  SpeechTrainOptions& wanted = options.train;
  wanted.seed = context.global.seed;
  wanted.device = context.global.device;
  const std::filesystem::path file = features_of(context, options);
  const auto features = FeatureStore::open(file);
  context.record.options["training"] = wanted.to_json();
  std::vector<std::string> notes;
  SpeechTrainSink sink;
  // From the first step on there is something to keep: an interrupt waits for the checkpoint.
  sink.step = [&](const SpeechTrainStep&) { context.begin_saving(); };
  sink.validation = [](const SpeechValidation& found) {
    log_info(fmt::format("step {}: validation loss {}, durations off by {} ms", found.step,
                         format_number(found.loss.total), format_number(found.duration_mae_ms)));
  };
  sink.note = [&](const std::string& text) {
    notes.push_back(text);
    log_warning(text);
  };
  const SpeechTrainResult result = train_projector(*features, wanted, sink, context.control);
  note_input(context.record, file);
  note_output(context.record, result.checkpoint);
  Answer answer;
  answer.stopped = result.stopped;
  answer.json = {
      {"steps", result.steps},
      {"parameters", result.parameters},
      {"utterances", features->size()},
      {"loss", json_of(result.loss)},
      {"validation", json_of(result.best.loss)},
      {"seconds_training", result.seconds},
      {"steps_per_second", result.seconds > 0 ? static_cast<double>(result.steps) / result.seconds : 0.0},
      {"checkpoint", result.checkpoint.string()},
      {"notes", notes}};
  answer.json["validation"]["step"] = result.best.step;
  answer.json["validation"]["duration_mae_ms"] = result.best.duration_mae_ms;
  FactSheet facts;
  facts.add("Steps", fmt::format("{}{}", result.steps, result.stopped ? " (stopped; --resume goes on)" : ""));
  facts.add("Parameters", std::to_string(result.parameters));
  facts.add("Training loss",
            fmt::format("{} (acoustic {}, cosine {}, durations {})", format_number(result.loss.total),
                        format_number(result.loss.acoustic), format_number(result.loss.cosine),
                        format_number(result.loss.duration)));
  if (result.best.step > 0) {
    facts.add("Best validation",
              fmt::format("{} at step {}, durations off by {} ms", format_number(result.best.loss.total),
                          result.best.step, format_number(result.best.duration_mae_ms)));
  }
  facts.add("Took", format_seconds(result.seconds));
  facts.add("Checkpoint", result.checkpoint.string());
  answer.text = facts.text();
  return answer;
}

void add_shape(CLI::App& command, ProjectorConfig& shape) {
  command.add_option("--width", shape.width, "Width of the projector");
  command.add_option("--heads", shape.heads, "Heads of its attention; they divide the width");
  command.add_option("--attention-blocks", shape.attention_blocks, "Blocks in which frames see the tokens");
  command.add_option("--encoder-convolutions", shape.encoder_convolutions, "Blocks over the units");
  command.add_option("--decoder-convolutions", shape.decoder_convolutions, "Blocks over the frames");
  command.add_option("--kernel", shape.kernel, "Frames a convolution sees, odd");
  command.add_option("--dropout", shape.dropout, "Share of values dropped in training");
}

}  // namespace

void add_tts_train(Commands& commands, CLI::App* tts) {
  auto options = std::make_shared<Options>();
  SpeechTrainOptions& of = options->train;
  CLI::App* command = commands.add("train", "Train a projector from hidden states to speech", tts);
  command->add_option("--features", options->features, "File of `tts features` …");
  command->add_option("--dataset", options->dataset, "… or the dataset it is made of");
  command->add_option("--model", options->model, "Language model, with --dataset");
  command->add_option("--layer", options->layer, "Its layer; -1: the last");
  command->add_option("--alignments", options->alignments, "Folder of alignments, with --dataset");
  command->add_option("--output", of.output, "Folder of checkpoints and logs")->required();
  CLI::Option* steps =
      command->add_option("--steps", of.steps, "Steps of the optimiser (0: as --seconds allow)");
  command->add_option("--seconds", of.seconds, "End after so many seconds; alone it sets the schedule too");
  command->add_option("--batch", of.batch, "Utterances a batch");
  command->add_option("--accumulation", of.accumulation, "Batches a step");
  command->add_option("--learning-rate", of.learning_rate, "Highest of the schedule");
  command->add_option("--warmup", of.warmup, "Steps until it is reached");
  command->add_option("--weight-decay", of.weight_decay, "Of AdamW, on matrices");
  command->add_option("--clip", of.clip, "Largest norm of a gradient (0: any)");
  command->add_option("--weight-cosine", of.weight_cosine, "Of 1 - cosine in the loss");
  command->add_option("--weight-duration", of.weight_duration, "Of the error of log durations");
  command->add_option("--weight-perceptual", of.weight_perceptual, "Of the multi-scale term");
  command->add_option("--validation-share", of.validation_share, "Utterances held out");
  command->add_option("--validate-every", of.validate_every, "Steps");
  command->add_option("--checkpoint-every", of.checkpoint_every, "Steps (and every 20 s)");
  command->add_option("--patience", of.patience,
                      "Validations without a better one before it ends (0: never)");
  command->add_option("--trainer", of.trainer, "adamw, or primal (low-bit weights by votes)");
  command->add_option("--start", of.start, "Checkpoint whose weights and shape are taken to begin with");
  command->add_flag("--resume", of.resume, "Go on from the newest good checkpoint in the folder");
  command->add_flag("!--full-precision", of.mixed_precision, "No half precision on CUDA");
  add_shape(*command, of.projector);
  commands.on(command, [options, steps](Context& context) {
    if (options->train.seconds > 0 && steps->count() == 0) options->train.steps = 0;
    return train(context, *options);
  });
}

}  // namespace prism::cli
