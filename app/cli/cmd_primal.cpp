// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checks.h"
#include "app/cli/primal_commands.h"
#include "core/base/error.h"
#include "core/base/text_format.h"

#include <cmath>
#include <fmt/format.h>

namespace prism::cli {

LowBitTrainOptions PrimalOptions::checked(const Context& context) const {
  LowBitTrainOptions all = train;
  all.seed = context.global.seed;
  if (!shape.empty()) {
    if (shape.size() != 5) {
      throw Error(ErrorCode::usage, fmt::format("--shape has {} numbers", shape.size()), {}, {},
                  "width,layers,heads,kv_heads,feed_forward");
    }
    all.shape = {shape[0], shape[1], shape[2], shape[3], shape[4]};
    if (all.shape.width == 0) throw Error(ErrorCode::usage, "--shape has a width of 0");
  }
  return all;
}

void add_primal_options(CLI::App& command, PrimalOptions& options) {
  LowBitTrainOptions& train = options.train;
  UpdateOptions& update = train.update;
  command.add_option("--text", train.text, "Text file to learn from; its end is kept for validation")
      ->required();
  command.add_option("--tokenizer", train.tokenizer,
                     "Model or tokenizer file whose vocabulary is used (none: learn one from the text)");
  command.add_option("--vocabulary", train.vocabulary, "Tokens of the vocabulary that is learnt")
      ->check(CLI::Range(257, 65536));
  command.add_option("--size", train.size, "tiny, small or 0.1b");
  command.add_option("--shape", options.shape, "Instead: width,layers,heads,kv_heads,feed_forward")
      ->delimiter(',');
  command.add_option("--steps", train.steps, "Optimiser steps")->check(at_least(0));
  command.add_option("--batch", train.batch, "Sequences a micro-batch")->check(CLI::PositiveNumber);
  command
      .add_option("--micro-batches", train.micro_batches, "Micro-batches a step: each is one vote a weight")
      ->check(CLI::Range(1, 127));
  command.add_option("--context", train.context, "Tokens a sequence")->check(at_least(2));
  command.add_option("--learning-rate", update.learning_rate,
                     "Of low-bit weights (0: 0.01 for vote and sr, 0.002 for qat and fp32)");
  command.add_option("--z", update.z, "A weight votes where |g| exceeds mean + z·std");
  command.add_option("--consensus", update.consensus, "c of |votes| ≥ c·√(n·q)");
  command.add_option("--fixed-fraction", update.fixed_fraction,
                     "Instead: |votes| ≥ this share of n (0: not)");
  command.add_option("--p-min", update.p_min, "Least probability of a move");
  command.add_option("--p-max", update.p_max, "Greatest probability of a move");
  command.add_option("--cooldown", update.cooldown, "Steps a moved weight rests")->check(at_least(0));
  command.add_option("--vote-momentum", update.vote_momentum, "Share of the votes kept for the next step");
  command.add_option("--other-learning-rate", update.other_learning_rate,
                     "AdamW of embeddings, head, norms and scales");
  command.add_option("--weight-decay", update.weight_decay, "Of qat and fp32");
  command.add_flag("--learn-scales,!--fixed-scales", update.learn_scales, "Scales follow their gradients");
  command.add_option("--decay-to", update.decay_to, "Share of the learning rates at the last step");
  command.add_option("--warmup", update.warmup, "Steps until the full learning rates")->check(at_least(0));
  command.add_option("--validation-share", train.validation_share, "Share of the text, at its end");
  command.add_option("--validation-windows", train.validation_windows, "Windows of it that are read")
      ->check(at_least(1));
  command.add_option("--validate-every", train.validate_every, "Steps (0: only at the end)")
      ->check(at_least(0));
}

std::vector<std::string> primal_heading() {
  return {"grid",      "update", "validation", "over fp32", "bytes/parameter", "flip rate",
          "agreement", "zeros",  "values",     "tokens/s",  "seconds"};
}

std::vector<std::string> primal_line(const LowBitRun& run, double reference) {
  const LowBitResult& result = run.result;
  const bool grid = run.update != LowBitUpdate::fp32;
  const auto only = [grid](const std::string& text) { return grid ? text : std::string("–"); };
  return {run.grid,
          name_of(run.update),
          fmt::format("{:.4f}", result.validation_loss),
          std::isfinite(reference) ? fmt::format("{:+.1f} %", 100 * (result.validation_loss / reference - 1))
                                   : std::string("–"),
          fmt::format("{:.3f}", result.bytes_per_parameter()),
          only(fmt::format("{:.2e}", result.flip_rate)),
          run.update == LowBitUpdate::vote ? fmt::format("{:.3f}", result.vote_agreement) : std::string("–"),
          only(fmt::format("{:.3f}", result.last.zero_fraction)),
          only(std::to_string(result.last.values_used)),
          fmt::format("{:.0f}", result.tokens_per_second),
          fmt::format("{:.1f}", result.seconds)};
}

void add_primal(Commands& commands) {
  CLI::App* primal =
      commands.add("primal", "Low-bit weights: training on a grid without float copies, packing, comparing");
  primal->require_subcommand(1);
  for (const auto add : {add_primal_train, add_primal_quantize, add_primal_inspect, add_primal_compare})
    add(commands, primal);
}

}  // namespace prism::cli
