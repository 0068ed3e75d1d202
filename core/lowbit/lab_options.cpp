// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/lowbit/lab_parts.h"

#include <fmt/format.h>

namespace prism {

std::vector<std::string> shape_names() {
  return {"tiny", "small", "0.1b"};
}

LowBitShape shape_named(const std::string& size) {
  if (size == "tiny") return {128, 2, 4, 4, 352};
  if (size == "small") return {256, 4, 8, 4, 704};
  if (size == "0.1b") return {768, 12, 12, 12, 2048};
  throw Error(ErrorCode::usage, "there is no size \"" + size + "\"", {}, {}, "tiny, small or 0.1b");
}

LowBitShape shape_of(const LowBitTrainOptions& options) {
  const LowBitShape shape = options.shape.width != 0 ? options.shape : shape_named(options.size);
  const auto refuse = [](const std::string& reason, const std::string& expected) {
    throw Error(ErrorCode::usage, reason, {}, {}, expected);
  };
  for (const auto& [name, value, most] :
       {std::tuple("width", shape.width, 16384L), std::tuple("layers", shape.layers, 256L),
        std::tuple("heads", shape.heads, 256L), std::tuple("heads of keys", shape.kv_heads, 256L),
        std::tuple("feed-forward width", shape.feed_forward, 65536L)}) {
    if (value < 1 || value > most) refuse(fmt::format("{} is {}", name, value), fmt::format("1 to {}", most));
  }
  if (shape.width % shape.heads != 0 || shape.width / shape.heads % 2 != 0) {
    refuse(fmt::format("{} heads do not share a width of {}", shape.heads, shape.width),
           "a whole, even width a head");
  }
  if (shape.heads % shape.kv_heads != 0)
    refuse(fmt::format("{} heads do not share {} heads of keys", shape.heads, shape.kv_heads), "a divisor");
  return shape;
}

void check_options(const LowBitTrainOptions& options) {
  const auto require = [](bool good, const char* name, double value, const char* expected) {
    if (!good) throw Error(ErrorCode::usage, fmt::format("{} is {}", name, value), {}, {}, expected);
  };
  (void)shape_of(options);
  check_update(options.update);
  require(options.steps >= 0 && options.steps <= 100'000'000, "the number of steps",
          static_cast<double>(options.steps), "0 to 100 000 000");
  require(options.batch >= 1 && options.batch <= 4096, "the batch", options.batch, "1 to 4096 sequences");
  require(options.micro_batches >= 1 && options.micro_batches <= 127, "the number of micro-batches",
          options.micro_batches, "1 to 127: votes are counted in eight bits");
  require(options.context >= 2 && options.context <= 8192, "the context",
          static_cast<double>(options.context), "2 to 8192 tokens");
  require(options.validation_share > 0 && options.validation_share <= 0.5, "the validation share",
          options.validation_share, "above 0, at most 0.5");
  require(options.validation_windows >= 1, "the number of validation windows",
          static_cast<double>(options.validation_windows), "1 or more");
  require(options.validate_every >= 0 && options.checkpoint_every >= 0, "an interval of steps", -1,
          "0 or more");
}

Json LowBitTrainOptions::to_json() const {
  const LowBitShape used = shape_of(*this);
  return {{"text", text.string()},
          {"tokenizer", tokenizer.string()},
          {"vocabulary", vocabulary},
          {"size", shape.width != 0 ? "own" : size},
          {"shape",
           {{"width", used.width},
            {"layers", used.layers},
            {"heads", used.heads},
            {"kv_heads", used.kv_heads},
            {"feed_forward", used.feed_forward}}},
          {"grid", grid.name},
          {"table", grid.values},
          {"bits", grid.bits},
          {"update", name_of(update.update)},
          {"learning_rate",
           update.learning_rate > 0 ? update.learning_rate : default_learning_rate(update.update)},
          {"z", update.z},
          {"consensus", update.consensus},
          {"fixed_fraction", update.fixed_fraction},
          {"p_min", update.p_min},
          {"p_max", update.p_max},
          {"cooldown", update.cooldown},
          {"vote_momentum", update.vote_momentum},
          {"other_learning_rate", update.other_learning_rate},
          {"weight_decay", update.weight_decay},
          {"learn_scales", update.learn_scales},
          {"decay_to", update.decay_to},
          {"warmup", update.warmup},
          {"steps", steps},
          {"batch", batch},
          {"micro_batches", micro_batches},
          {"context", context},
          {"validation_share", validation_share},
          {"validate_every", validate_every},
          {"validation_windows", validation_windows},
          {"seed", seed}};
}

std::uint64_t LowBitMemory::total() const noexcept {
  return weights + votes + optimizer + embeddings + embeddings_optimizer + activations;
}

namespace {

double each(std::uint64_t bytes, std::int64_t parameters) {
  return parameters > 0 ? static_cast<double>(bytes) / static_cast<double>(parameters) : 0;
}

}  // namespace

double LowBitResult::bytes_per_parameter() const noexcept {
  return each(memory.weights + memory.votes + memory.optimizer, start.low_bit_parameters);
}

Json to_json(const LowBitMemory& memory) {
  return {{"weights", memory.weights},
          {"votes", memory.votes},
          {"optimizer", memory.optimizer},
          {"embeddings", memory.embeddings},
          {"embeddings_optimizer", memory.embeddings_optimizer},
          {"activations", memory.activations},
          {"total", memory.total()}};
}

Json to_json(const LowBitResult& result) {
  const LowBitMemory& memory = result.memory;
  const std::int64_t low = result.start.low_bit_parameters;
  Json validations = Json::array();
  for (const LowBitValidation& one : result.validations)
    validations.push_back({{"step", one.step}, {"loss", one.loss}});
  return {{"parameters", low + result.start.other_parameters},
          {"low_bit_parameters", low},
          {"other_parameters", result.start.other_parameters},
          {"bytes_per_parameter",
           {{"weights", each(memory.weights, low)},
            {"votes", each(memory.votes, low)},
            {"optimizer", each(memory.optimizer, low)},
            {"total", result.bytes_per_parameter()}}},
          {"memory", to_json(memory)},
          {"peak_rss_bytes", result.peak_rss_bytes},
          {"loss", result.loss},
          {"validation", validations},
          {"initial_validation_loss", result.initial_validation_loss},
          {"validation_loss", result.validation_loss},
          {"flip_rate", result.flip_rate},
          {"vote_agreement", result.vote_agreement},
          {"occupancy", result.last.occupancy},
          {"values_used", result.last.values_used},
          {"zero_fraction", result.last.zero_fraction},
          {"tokens_per_second", result.tokens_per_second},
          {"train_tokens", result.start.train_tokens},
          {"validation_tokens", result.start.validation_tokens},
          {"vocabulary", result.start.vocabulary},
          {"steps", result.steps},
          {"seconds", result.seconds},
          {"stopped", result.stopped},
          {"notes", result.notes}};
}

}  // namespace prism
