// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

namespace prism {

/// Fills lm_head, embedding, tied and vocab_size from the tensors' names (Hugging Face's and GGUF's) and the
/// configuration; adds a warning when the head is missing although the configuration says it is not tied.
void find_matrices(Model& model);

/// "name [rows, cols]" of the matrices in a model, largest first, for messages.
[[nodiscard]] std::string list_of_matrices(const TensorFile& file, std::size_t limit = 12);

}  // namespace prism
