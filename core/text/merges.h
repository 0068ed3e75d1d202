// SPDX-License-Identifier: GPL-3.0-or-later
// Merge rules of byte-pair encodings, checked against the vocabulary. Not for use outside core/text.
#pragma once

#include "core/text/vocabulary.h"

#include <filesystem>
#include <string_view>
#include <unordered_map>

namespace prism {

/// Token text as it stands in the file → id.
using TokenIds = std::unordered_map<std::string_view, std::int32_t>;

/// Both sides and what they make must be tokens; otherwise Error(format) naming the rule. `prefix` is the
/// continuing-subword prefix that the right side loses. Adds the rule's bytes to `vocabulary.merges`.
void add_merge(Vocabulary& vocabulary, const TokenIds& ids, std::string_view left, std::string_view right,
               std::string_view prefix, const std::filesystem::path& file);

}  // namespace prism
