// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/tensor_file.h"

#include <filesystem>

namespace prism {

/// All shards that a model.safetensors.index.json names, as one set. Throws Error for a missing shard, a
/// shard outside the index's folder, or a tensor that is not where the index says.
[[nodiscard]] TensorFile open_sharded_safetensors(const std::filesystem::path& index);

}  // namespace prism
