// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/tensor_file.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace prism {

using OpenFile = TensorFile (*)(const std::filesystem::path&);

/// The weight map of a model.safetensors.index.json or pytorch_model.bin.index.json: tensor → file name.
/// Refuses names that are no plain file name.
[[nodiscard]] std::map<std::string, std::string> read_shard_index(const std::filesystem::path& index);

/// All shards that an index names, as one set. Throws Error for a missing shard, a shard outside the index's
/// folder, or a tensor that is not where the index says.
[[nodiscard]] TensorFile open_shards(const std::filesystem::path& index, OpenFile open);
/// Files that together are one model but have no index; a tensor in two of them is refused.
[[nodiscard]] TensorFile open_together(const std::vector<std::filesystem::path>& paths, OpenFile open);

/// All files of a split GGUF model ("NAME-00001-of-00003.gguf") that `path` is one of, in order; empty when
/// its name is not of that form.
[[nodiscard]] std::vector<std::filesystem::path> gguf_shards(const std::filesystem::path& path);
/// A GGUF file, or all files of the split model that it belongs to, with the metadata of the first. Throws
/// Error for a file that is missing or does not fit in.
[[nodiscard]] TensorFile open_gguf_model(const std::filesystem::path& path);

}  // namespace prism
