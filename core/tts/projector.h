// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <filesystem>

namespace prism {

/// Shape of a projector (design audio §3). The default has 2–5 M parameters.
struct ProjectorConfig {
  std::int64_t llm_width = 0;  ///< d_llm
  std::int64_t width = 256;    ///< d
  std::int64_t target_width = 80;
  int codebook_size = 0;         ///< > 0: target_width codebooks, classified
  std::int64_t phones = 0;       ///< size of the phone set; 0: units are tokens
  int encoder_convolutions = 4;  ///< residual convolution blocks over the units, before the upsampling
  int attention_blocks = 2;      ///< frames attend to the token features
  int heads = 4;
  int decoder_convolutions = 4;  ///< residual convolution blocks after the upsampling
  int kernel = 3;
  double dropout = 0.1;
  bool operator==(const ProjectorConfig&) const = default;
};
/// What each frame is told of its place in its unit besides the unit's own features (methods, projector).
inline constexpr std::int64_t kPositionFeatures = 3;
[[nodiscard]] Json to_json(const ProjectorConfig& config);
[[nodiscard]] ProjectorConfig projector_config_of(const Json& json, const std::filesystem::path& file);
/// Throws Error for heads that do not divide the width, even kernels …; `file` empty: a request, not a file.
void check_projector(const ProjectorConfig& config, const std::filesystem::path& file = {});
/// Trained numbers of such a projector.
[[nodiscard]] std::int64_t parameters_of(const ProjectorConfig& config);

}  // namespace prism
