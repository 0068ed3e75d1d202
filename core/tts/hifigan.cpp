// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/tts/hifigan_torch.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr std::int64_t kEndKernel = 7;  // of the first and the last convolution, in every version
constexpr double kSlope = 0.1;          // of the leaky rectifiers …
constexpr double kLastSlope = 0.01;     // … but the one before the last convolution
constexpr std::int64_t kPieceFrames = 256;

std::vector<std::int64_t> sizes(const Json& json, const char* key, std::int64_t most,
                                const std::filesystem::path& file) {
  const auto values = json_field<std::vector<std::int64_t>>(json, key, file);
  const bool good = !values.empty() && values.size() <= 16 &&
                    std::all_of(values.begin(), values.end(),
                                [most](std::int64_t value) { return value >= 1 && value <= most; });
  if (good) return values;
  throw Error(ErrorCode::format, "the sizes make no sense", file, fmt::format("\"{}\"", key),
              fmt::format("1 to 16 numbers from 1 to {}", most));
}

}  // namespace

std::int64_t HifiganConfig::hop() const noexcept {
  std::int64_t product = 1;
  for (const std::int64_t rate : rates) product *= rate;
  return product;
}

std::int64_t HifiganConfig::context() const noexcept {
  std::int64_t widest = 0;  // of the residual blocks, in samples of their stage
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    std::int64_t reach = 0;
    for (const std::int64_t dilation : dilations[i]) {
      reach += (kernels[i] - 1) / 2 * (dilation + (resblock == 1 ? 1 : 0));
    }
    widest = std::max(widest, reach);
  }
  std::int64_t reach = kEndKernel / 2;
  for (std::size_t i = rates.size(); i-- > 0;) {
    reach += widest;
    const std::int64_t padding = (up_kernels[i] - rates[i]) / 2;
    reach = (reach + std::max(padding, up_kernels[i] - 1 - padding) + rates[i] - 1) / rates[i];
  }
  return reach + kEndKernel / 2;
}

HifiganConfig hifigan_config_of(const Json& whole, std::int64_t mels, const std::filesystem::path& file) {
  const Json& json = whole.is_object() && whole.contains("model") ? whole["model"] : whole;
  const auto refuse = [&](const char* key, const std::string& reason, const std::string& expected) {
    throw Error(ErrorCode::format, reason, file, fmt::format("\"{}\"", key), expected);
  };
  HifiganConfig config;
  config.mels = mels;
  const auto version = json.is_object() ? json.find("resblock") : json.end();
  if (json.is_object() && version != json.end()) {
    if (*version == "1" || *version == 1) {
      config.resblock = 1;
    } else if (*version == "2" || *version == 2) {
      config.resblock = 2;
    } else {
      refuse("resblock", "the kind of residual block is not known", "\"1\" or \"2\"");
    }
  }
  config.channels = json_field<std::int64_t>(json, "upsample_initial_channel", file);
  config.rates = sizes(json, "upsample_rates", 64, file);
  config.up_kernels = sizes(json, "upsample_kernel_sizes", 256, file);
  config.kernels = sizes(json, "resblock_kernel_sizes", 255, file);
  config.dilations =
      json_field<std::vector<std::vector<std::int64_t>>>(json, "resblock_dilation_sizes", file);
  if (config.up_kernels.size() != config.rates.size())
    refuse("upsample_kernel_sizes", "not one kernel a rate", fmt::format("{} numbers", config.rates.size()));
  for (std::size_t i = 0; i < config.rates.size(); ++i) {
    if (config.up_kernels[i] < config.rates[i])
      refuse("upsample_kernel_sizes", "a kernel is shorter than its rate: samples would stay empty",
             "kernels of at least the rate");
  }
  if (config.hop() > (1 << 20)) refuse("upsample_rates", "a frame has more than 2^20 samples", "less");
  const std::int64_t divisor = std::int64_t{1} << config.rates.size();
  if (config.channels < divisor || config.channels > 8192 || config.channels % divisor != 0)
    refuse("upsample_initial_channel", fmt::format("{} channels cannot be halved", config.channels),
           fmt::format("a multiple of {}, at most 8192", divisor));
  if (std::any_of(config.kernels.begin(), config.kernels.end(), [](std::int64_t k) { return k % 2 == 0; }))
    refuse("resblock_kernel_sizes", "an even kernel would shift the sound", "odd numbers");
  if (config.dilations.size() != config.kernels.size())
    refuse("resblock_dilation_sizes", "not one list a kernel",
           fmt::format("{} lists", config.kernels.size()));
  for (const auto& list : config.dilations) {
    if (list.empty() || list.size() > 16 ||
        std::any_of(list.begin(), list.end(), [](std::int64_t d) { return d < 1 || d > 1024; }))
      refuse("resblock_dilation_sizes", "a dilation makes no sense", "lists of 1 to 16 numbers, 1 to 1024");
  }
  return config;
}

at::Tensor HifiganGenerator::Convolution::operator()(const at::Tensor& x) const {
  return at::conv1d(x, weight, bias, stride, padding, dilation);
}

at::Tensor HifiganGenerator::Convolution::transposed(const at::Tensor& x) const {
  return at::conv_transpose1d(x, weight, bias, stride, padding);
}

HifiganGenerator::Convolution HifiganGenerator::convolution(const StateDict& weights, const std::string& name,
                                                            std::int64_t out, std::int64_t in,
                                                            std::int64_t kernel,
                                                            std::int64_t dilation) const {
  Convolution made;
  made.weight = weights.weight(name, {out, in, kernel}).to(m_device);
  made.bias = weights.get(name + ".bias", {out}).to(m_device);
  made.dilation = dilation;
  made.padding = (kernel - 1) / 2 * dilation;
  return made;
}

HifiganGenerator::HifiganGenerator(HifiganConfig config, StateDict weights, const at::Device& device)
    : m_config(std::move(config)), m_device(device) {
  const at::NoGradGuard no_gradients;
  weights.find_prefix("conv_pre.bias");
  m_first = convolution(weights, "conv_pre", m_config.channels, m_config.mels, kEndKernel);
  std::int64_t channels = m_config.channels;
  for (std::size_t i = 0; i < m_config.rates.size(); ++i) {
    Stage stage;
    const std::int64_t rate = m_config.rates[i], kernel = m_config.up_kernels[i];
    const std::string up = fmt::format("ups.{}", i);
    stage.up.weight = weights.weight(up, {channels, channels / 2, kernel}).to(m_device);
    stage.up.bias = weights.get(up + ".bias", {channels / 2}).to(m_device);
    stage.up.stride = rate;
    stage.up.padding = (kernel - rate) / 2;
    channels /= 2;
    for (std::size_t k = 0; k < m_config.kernels.size(); ++k) {
      const std::string name = fmt::format("resblocks.{}", i * m_config.kernels.size() + k);
      Block block;
      for (std::size_t d = 0; d < m_config.dilations[k].size(); ++d) {
        const auto add = [&](const char* list, std::int64_t dilation) {
          block.push_back(convolution(weights, fmt::format("{}.{}.{}", name, list, d), channels, channels,
                                      m_config.kernels[k], dilation));
        };
        add(m_config.resblock == 1 ? "convs1" : "convs", m_config.dilations[k][d]);
        if (m_config.resblock == 1) add("convs2", 1);
      }
      stage.blocks.push_back(std::move(block));
    }
    m_stages.push_back(std::move(stage));
  }
  m_last = convolution(weights, "conv_post", 1, channels, kEndKernel);
}

at::Tensor HifiganGenerator::residual(const Block& block, at::Tensor x) const {
  const std::size_t step = m_config.resblock == 1 ? 2 : 1;
  for (std::size_t i = 0; i < block.size(); i += step) {
    at::Tensor y = x;
    for (std::size_t j = i; j < i + step; ++j) y = block[j](at::leaky_relu(y, kSlope));
    x = y.add_(x);
  }
  return x;
}

at::Tensor HifiganGenerator::generate(const at::Tensor& log_mel) const {
  at::Tensor x = m_first(log_mel.unsqueeze(0));
  for (const Stage& stage : m_stages) {
    x = stage.up.transposed(at::leaky_relu(x, kSlope));
    at::Tensor sum = residual(stage.blocks.front(), x);
    for (std::size_t i = 1; i < stage.blocks.size(); ++i) sum.add_(residual(stage.blocks[i], x));
    x = sum.div_(static_cast<double>(stage.blocks.size()));
  }
  return at::tanh(m_last(at::leaky_relu(x, kLastSlope))).flatten();
}

at::Tensor HifiganGenerator::operator()(const at::Tensor& log_mel, const RunControl& control) const {
  const at::NoGradGuard no_gradients;
  const std::int64_t frames = log_mel.size(1), hop = m_config.hop(), context = m_config.context();
  at::Tensor sound = at::empty({frames * hop}, at::kFloat);
  const at::Tensor mel = log_mel.to(m_device, at::kFloat);
  for (std::int64_t begin = 0; begin < frames; begin += kPieceFrames) {
    control.check();
    const std::int64_t end = std::min(frames, begin + kPieceFrames);
    const std::int64_t from = std::max<std::int64_t>(0, begin - context);
    const std::int64_t to = std::min(frames, end + context);
    const at::Tensor piece = generate(mel.narrow(1, from, to - from));
    sound.narrow(0, begin * hop, (end - begin) * hop)
        .copy_(piece.narrow(0, (begin - from) * hop, (end - begin) * hop));
  }
  return sound;
}

}  // namespace prism
