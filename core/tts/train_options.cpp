// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/tts/train.h"
#include "core/tts/training_torch.h"

#include <cmath>
#include <fmt/format.h>

namespace prism {
namespace {

void require(bool good, const std::string& name, double value, const char* expected) {
  if (good) return;
  throw Error(ErrorCode::usage, fmt::format("{} {} makes no sense", name, value), {}, {}, expected);
}

}  // namespace

Json SpeechTrainOptions::to_json() const {
  return {{"projector", prism::to_json(projector)},
          {"steps", steps},
          {"batch", batch},
          {"accumulation", accumulation},
          {"learning_rate", learning_rate},
          {"warmup", warmup},
          {"weight_decay", weight_decay},
          {"clip", clip},
          {"weight_cosine", weight_cosine},
          {"weight_duration", weight_duration},
          {"weight_perceptual", weight_perceptual},
          {"validation_share", validation_share},
          {"validate_every", validate_every},
          {"checkpoint_every", checkpoint_every},
          {"patience", patience},
          {"preview_every", preview_every},
          {"seconds", this->seconds},
          {"trainer", trainer},
          {"seed", seed},
          {"device", device},
          {"mixed_precision", mixed_precision},
          {"start", start.string()}};
}

void check_training(const SpeechTrainOptions& options) {
  const auto whole = [](std::int64_t value) { return static_cast<double>(value); };
  require(options.steps >= 0, "steps", whole(options.steps), "0 or more");
  require(options.steps > 0 || options.seconds > 0, "steps", 0, "a number of steps, or of seconds");
  require(options.batch > 0, "batch", options.batch, "at least 1");
  require(options.accumulation > 0, "accumulation", options.accumulation, "at least 1");
  require(options.learning_rate > 0 && std::isfinite(options.learning_rate), "learning rate",
          options.learning_rate, "more than 0");
  require(options.warmup >= 0, "warm-up", whole(options.warmup), "0 or more steps");
  require(options.weight_decay >= 0, "weight decay", options.weight_decay, "0 or more");
  require(options.clip >= 0, "clip", options.clip, "0 (none) or more");
  for (const double weight : {options.weight_cosine, options.weight_duration, options.weight_perceptual})
    require(weight >= 0 && std::isfinite(weight), "a loss's weight of", weight, "0 or more");
  require(options.validation_share >= 0 && options.validation_share < 1, "validation share",
          options.validation_share, "0 to below 1");
  require(options.seconds >= 0, "seconds", options.seconds, "0 (no limit) or more");
  if (options.output.empty()) throw Error(ErrorCode::usage, "no output folder is given");
  if (options.trainer != "adamw" && options.trainer != "primal") {
    throw Error(ErrorCode::usage, fmt::format("the trainer \"{}\" is not known", options.trainer), {}, {},
                "adamw or primal");
  }
}

}  // namespace prism
