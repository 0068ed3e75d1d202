// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/model.h"

#include <cstdint>
#include <optional>
#include <string>

namespace prism {

/// The part of a configuration that describes the language model: `text_config` of models that also see or
/// hear, else the whole.
[[nodiscard]] const Json& text_config(const Json& config);
[[nodiscard]] std::optional<bool> config_flag(const Json& config, const std::string& key);

/// GGUF metadata as the fields of a Hugging Face config.json; what is not there is left out.
[[nodiscard]] Json config_of_gguf(const TensorFile& file);

/// Sizes that make no sense throw Error(format); sizes that contradict the tensors throw Error(mismatch)
/// naming both. `source`: the file the configuration came from.
void check_config(const Model& model, const std::filesystem::path& source);

}  // namespace prism
