// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/mel_contract.h"
#include "core/types/audio.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace prism::test {

/// A tiny HiFi-GAN generator with random weights, computed by plain loops in double precision.
class ReferenceHifigan {
 public:
  explicit ReferenceHifigan(int resblock);

  [[nodiscard]] MelContract contract() const;
  [[nodiscard]] std::vector<float> speak(const FrameFeatures& mel) const;
  /// config.json and a checkpoint: 0 plain weights, 1 weight_g and weight_v, 2 parametrizations (all
  /// .safetensors), 3 weight norm below "generator." in a .pt.
  void write(const std::filesystem::path& folder, int form) const;

 private:
  struct Tensor {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
  };
  using Signal = std::vector<std::vector<double>>;  ///< [channels][time]

  void add(const std::string& name, std::vector<std::int64_t> shape);
  [[nodiscard]] Signal convolve(const Signal& x, const std::string& name, std::int64_t dilation) const;
  [[nodiscard]] Signal upsample(const Signal& x, const std::string& name, std::int64_t rate) const;

  int m_resblock;
  std::uint64_t m_state = 1;
  std::map<std::string, Tensor> m_tensors;
};

}  // namespace prism::test
