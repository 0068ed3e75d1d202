// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/update.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace prism {

const char* name_of(LowBitUpdate update) noexcept {
  switch (update) {
    case LowBitUpdate::vote:
      return "vote";
    case LowBitUpdate::sr:
      return "sr";
    case LowBitUpdate::qat:
      return "qat";
    case LowBitUpdate::fp32:
      break;
  }
  return "fp32";
}

LowBitUpdate update_of(const std::string& word) {
  for (const LowBitUpdate each :
       {LowBitUpdate::vote, LowBitUpdate::sr, LowBitUpdate::qat, LowBitUpdate::fp32}) {
    if (word == name_of(each)) return each;
  }
  throw Error(ErrorCode::usage, "there is no update rule \"" + word + "\"", {}, {}, "vote, sr, qat or fp32");
}

double default_learning_rate(LowBitUpdate update) noexcept {
  return update == LowBitUpdate::vote || update == LowBitUpdate::sr ? 1e-2 : 2e-3;
}

void check_update(const UpdateOptions& options) {
  const auto require = [](bool good, const char* name, double value, const char* expected) {
    if (!good) throw Error(ErrorCode::usage, fmt::format("{} is {}", name, value), {}, {}, expected);
  };
  require(options.learning_rate >= 0 && std::isfinite(options.learning_rate), "the learning rate",
          options.learning_rate, "a positive number");
  require(options.z >= 0 && options.z <= 10, "z", options.z, "0 to 10");
  require(options.consensus >= 0 && options.consensus <= 100, "the consensus factor", options.consensus,
          "0 to 100");
  require(options.fixed_fraction >= 0 && options.fixed_fraction <= 1, "the fixed fraction",
          options.fixed_fraction, "0 to 1");
  require(options.p_min >= 0 && options.p_min <= 1, "the least probability", options.p_min, "0 to 1");
  require(options.p_max >= options.p_min && options.p_max <= 1, "the greatest probability", options.p_max,
          "from the least one to 1");
  require(options.cooldown >= 0 && options.cooldown <= 255, "the cooldown", options.cooldown, "0 to 255");
  require(options.vote_momentum >= 0 && options.vote_momentum < 1, "the vote momentum", options.vote_momentum,
          "0 to below 1");
  require(options.other_learning_rate >= 0 && std::isfinite(options.other_learning_rate),
          "the learning rate of the other parameters", options.other_learning_rate, "a positive number");
  require(options.weight_decay >= 0 && options.weight_decay < 1, "the weight decay", options.weight_decay,
          "0 to below 1");
  require(options.decay_to >= 0 && options.decay_to <= 1, "the final share of the learning rate",
          options.decay_to, "0 to 1");
  require(options.warmup >= 0, "the warm-up", static_cast<double>(options.warmup), "0 or more steps");
}

double rate_at(const UpdateOptions& options, std::int64_t step, std::int64_t steps) noexcept {
  const std::int64_t warmup = std::min(options.warmup, steps / 4);
  if (step <= warmup)
    return static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(1, warmup));
  const double share =
      static_cast<double>(step - warmup) / static_cast<double>(std::max<std::int64_t>(1, steps - warmup));
  const double cosine = 0.5 * (1 + std::cos(std::numbers::pi * std::min(1.0, share)));
  return options.decay_to + (1 - options.decay_to) * cosine;
}

}  // namespace prism
