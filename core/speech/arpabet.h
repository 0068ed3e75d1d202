// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// A phone of libespeak-ng's English voices in ARPABET, vowels without stress ("AA"), some as two ("AA",
/// "R"). Empty for one that English does not have.
[[nodiscard]] std::vector<std::string> arpabet_of(std::string_view phone);
/// Whether the synthesiser's vowel is a reduced one, which never bears stress.
[[nodiscard]] bool is_reduced(std::string_view phone);
/// "AA1", "B", …
[[nodiscard]] bool is_arpabet(std::string_view label);

}  // namespace prism
