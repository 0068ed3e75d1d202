// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/tts/state_dict_torch.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace prism {

/// Shape of a HiFi-GAN generator (Kong, Kim, Bae 2020), as its config.json tells it.
struct HifiganConfig {
  int resblock = 1;  ///< 1: pairs of convolutions (V1, V2); 2: single ones (V3)
  std::int64_t mels = 80;
  std::int64_t channels = 512;           ///< after the first convolution; halved by each upsampling
  std::vector<std::int64_t> rates;       ///< of upsampling; their product is the hop
  std::vector<std::int64_t> up_kernels;  ///< one a rate
  std::vector<std::int64_t> kernels;     ///< of the residual blocks, odd
  std::vector<std::vector<std::int64_t>> dilations;  ///< one list a kernel

  [[nodiscard]] std::int64_t hop() const noexcept;  ///< samples a frame
  /// Frames on each side that a sample depends on.
  [[nodiscard]] std::int64_t context() const noexcept;
};
/// Fields at the top or inside "model". Throws Error(format) for sizes that make no sense.
[[nodiscard]] HifiganConfig hifigan_config_of(const Json& json, std::int64_t mels,
                                              const std::filesystem::path& file);

/// The generator: log mel to waveform. Immutable; no gradients; calls from several threads are safe.
class HifiganGenerator {
 public:
  /// Takes the weights out of a checkpoint; every shape is checked against `config`. Throws Error.
  HifiganGenerator(HifiganConfig config, StateDict weights, const at::Device& device);

  [[nodiscard]] const HifiganConfig& config() const noexcept { return m_config; }
  /// [mels, frames] f32 → [frames · hop] on the processor. Long ones go in pieces with the context they need:
  /// memory does not grow with them and a stop is heard between them.
  [[nodiscard]] at::Tensor operator()(const at::Tensor& log_mel, const RunControl& control = {}) const;

 private:
  struct Convolution {
    at::Tensor weight, bias;
    std::int64_t stride = 1, padding = 0, dilation = 1;
    [[nodiscard]] at::Tensor operator()(const at::Tensor& x) const;
    [[nodiscard]] at::Tensor transposed(const at::Tensor& x) const;
  };
  using Block = std::vector<Convolution>;  ///< in the order they are applied
  struct Stage {
    Convolution up;
    std::vector<Block> blocks;
  };

  [[nodiscard]] Convolution convolution(const StateDict& weights, const std::string& name, std::int64_t out,
                                        std::int64_t in, std::int64_t kernel,
                                        std::int64_t dilation = 1) const;
  [[nodiscard]] at::Tensor residual(const Block& block, at::Tensor x) const;
  [[nodiscard]] at::Tensor generate(const at::Tensor& log_mel) const;

  HifiganConfig m_config;
  at::Device m_device;
  Convolution m_first, m_last;
  std::vector<Stage> m_stages;
};

}  // namespace prism
