// SPDX-License-Identifier: GPL-3.0-or-later
// Inside of the safetensors reader: the JSON header, parsed as a stream so that a hostile one of many
// megabytes never becomes a tree.
#pragma once

#include "core/model/tensor_file.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

struct SafetensorsHeader {
  std::vector<TensorInfo> tensors;  ///< in the file's order; `offset` counts from the start of the data
  std::map<std::string, std::string> metadata;
};

/// `offset`: where `text` begins in the file, for messages. Checks each tensor alone: known type, whole
/// blocks, no overflow, begin ≤ end, size = shape × type.
[[nodiscard]] SafetensorsHeader parse_safetensors_header(std::string_view text, std::uint64_t offset,
                                                         const std::filesystem::path& file);

}  // namespace prism
