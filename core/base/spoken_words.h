// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace prism {

/// The words of a text as bytes [begin, end): what stands between blanks and dashes, without the punctuation
/// around it. "%" or "&" alone is a word, for it is spoken; "…" is none.
[[nodiscard]] std::vector<std::pair<std::int64_t, std::int64_t>> split_words(std::string_view text);

}  // namespace prism
