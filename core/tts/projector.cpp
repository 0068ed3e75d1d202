// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/projector.h"

#include "core/base/error.h"

#include <cmath>
#include <fmt/format.h>

namespace prism {
namespace {

/// No checkpoint of a sensible size goes beyond these; they keep sizes from overflowing.
constexpr std::int64_t kWidest = 1 << 16;
constexpr std::int64_t kMostBlocks = 256;

template <typename T>
T bounded(const Json& json, const char* name, T low, T high, const std::filesystem::path& file) {
  const T value = json_field<T>(json, name, file);
  if (value >= low && value <= high) return value;
  throw Error(ErrorCode::format, fmt::format("{} is out of range", value), file,
              fmt::format("projector \"{}\"", name), fmt::format("{} to {}", low, high));
}

}  // namespace

Json to_json(const ProjectorConfig& config) {
  return {{"llm_width", config.llm_width},
          {"width", config.width},
          {"target_width", config.target_width},
          {"codebook_size", config.codebook_size},
          {"phones", config.phones},
          {"encoder_convolutions", config.encoder_convolutions},
          {"attention_blocks", config.attention_blocks},
          {"heads", config.heads},
          {"decoder_convolutions", config.decoder_convolutions},
          {"kernel", config.kernel},
          {"dropout", config.dropout}};
}

ProjectorConfig projector_config_of(const Json& json, const std::filesystem::path& file) {
  ProjectorConfig config;
  config.llm_width = bounded<std::int64_t>(json, "llm_width", 1, kWidest, file);
  config.width = bounded<std::int64_t>(json, "width", 1, kWidest, file);
  config.target_width = bounded<std::int64_t>(json, "target_width", 1, kWidest, file);
  config.codebook_size = bounded<int>(json, "codebook_size", 0, 1 << 20, file);
  config.phones = bounded<std::int64_t>(json, "phones", 0, kWidest, file);
  config.encoder_convolutions = bounded<int>(json, "encoder_convolutions", 0, kMostBlocks, file);
  config.attention_blocks = bounded<int>(json, "attention_blocks", 0, kMostBlocks, file);
  config.heads = bounded<int>(json, "heads", 1, 1024, file);
  config.decoder_convolutions = bounded<int>(json, "decoder_convolutions", 0, kMostBlocks, file);
  config.kernel = bounded<int>(json, "kernel", 1, 63, file);
  config.dropout = bounded<double>(json, "dropout", 0.0, 0.95, file);
  check_projector(config, file);
  return config;
}

void check_projector(const ProjectorConfig& config, const std::filesystem::path& file) {
  const auto refuse = [&](const std::string& reason, const std::string& expected) {
    throw Error(file.empty() ? ErrorCode::usage : ErrorCode::format, reason, file, "projector", expected);
  };
  if (config.width < 1 || config.heads < 1 || config.width % config.heads != 0) {
    refuse(fmt::format("{} heads do not divide the width {}", config.heads, config.width),
           "a width that is a multiple of the heads");
  }
  if (config.kernel < 1 || config.kernel % 2 == 0) {
    refuse(fmt::format("a kernel of {} frames has no middle", config.kernel), "an odd kernel");
  }
  if (!(config.dropout >= 0 && config.dropout < 1)) {
    refuse(fmt::format("dropout {} is not a share", config.dropout), "0 to below 1");
  }
}

std::int64_t parameters_of(const ProjectorConfig& config) {
  const std::int64_t d = config.width;
  const std::int64_t norm = 2 * d;
  const auto linear = [](std::int64_t in, std::int64_t out) { return in * out + out; };
  std::int64_t count = linear(config.llm_width, d) + linear(d, d) + 2 * norm;
  if (config.phones > 0) count += (config.phones + 1) * d;
  count += config.encoder_convolutions * (linear(3 * d, d) + norm);
  count += 2 * (linear(3 * d, d) + norm) + linear(d, 1);     // durations
  count += linear(d + 1, 1) + linear(kPositionFeatures, d);  // range, place within the unit
  count += config.attention_blocks * (4 * linear(d, d) + 2 * norm + linear(d, 2 * d) + linear(2 * d, d));
  count += config.decoder_convolutions * (linear(config.kernel * d, d) + linear(d, d) + norm);
  const std::int64_t classes = config.codebook_size > 0 ? config.codebook_size : 1;
  return count + norm + linear(d, config.target_width * classes);
}

}  // namespace prism
