// SPDX-License-Identifier: GPL-3.0-or-later
// The texts in __metadata__ of NAME.prism and NAME.prism.history; used only inside this folder.
#pragma once

#include "core/adapter/adapter.h"
#include "core/base/json.h"
#include "core/model/tensor_file.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>

namespace prism {

/// Raised when a reader of the version before could misread the file; what an earlier reader understands is
/// written in its version: gates came with 2.
inline constexpr int kAdapterFormat = 2;

/// Every value is JSON text.
[[nodiscard]] std::map<std::string, std::string> adapter_metadata(const Adapter& adapter);

/// What the metadata say, checked in themselves: the plan is consistent, records, ranges and gates agree with
/// it. Tiles, means, gate values and history are left empty. `history_steps` gets the number of steps the
/// history file should hold. Throws Error(format), or Error(unsupported) for a later format version.
[[nodiscard]] Adapter adapter_from_metadata(const std::map<std::string, std::string>& metadata,
                                            const std::filesystem::path& file, std::size_t& history_steps);

[[nodiscard]] Json to_json(const WorkerRecord& record);
[[nodiscard]] WorkerRecord worker_record_from_json(const Json& json, const std::filesystem::path& file);

/// The metadata text under `key`, parsed. Throws Error(format) when it is missing.
[[nodiscard]] Json metadata_json(const std::map<std::string, std::string>& metadata, const std::string& key,
                                 const std::filesystem::path& file);

/// The tensor `name` of exactly this shape in F32, stored plainly. Throws Error(format).
[[nodiscard]] const TensorInfo& plain_tensor(const TensorFile& tensors, const std::string& name,
                                             const std::vector<std::int64_t>& shape,
                                             const std::filesystem::path& file);

/// NAME.prism.history beside NAME.prism.
[[nodiscard]] std::filesystem::path history_path(const std::filesystem::path& adapter);
/// Steps the history file holds; 0 when there is none or it cannot be read.
[[nodiscard]] std::size_t history_length(const std::filesystem::path& adapter);
/// Writes or, when there are no steps, removes it. Returns bytes written.
std::uint64_t save_history(const Adapter& adapter, const std::filesystem::path& target);
/// Fills adapter.history with the first `steps` steps. A history that is damaged or belongs to another
/// training is left out and logged: it never stands in the way of the adapter itself.
void load_history(Adapter& adapter, const std::filesystem::path& path, std::size_t steps);

}  // namespace prism
