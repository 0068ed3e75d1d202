// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/model/tensor_file.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace prism {

/// Whether a tensor file is a checkpoint of a projector.
[[nodiscard]] bool is_projector(const TensorFile& file);

struct ProjectorExport {
  std::int64_t tensors = 0;
  std::uint64_t bytes = 0;
};
/// The weights and scales of a checkpoint with everything it says of itself (configuration, contract, front
/// end, model, step, record), without the state of its training, which is two thirds of the file. A
/// .safetensors opens again wherever checkpoints do, whatever its type; .gguf has the same tensors and
/// metadata under "prism."; a .pt has the tensors alone. `dtype`: "f32", "f16", "bf16", and
/// for GGUF "q8_0", "q4_0". Throws Error.
[[nodiscard]] ProjectorExport export_projector(const std::filesystem::path& checkpoint,
                                               const std::filesystem::path& target, DType dtype,
                                               const RunControl& control = {});

}  // namespace prism
