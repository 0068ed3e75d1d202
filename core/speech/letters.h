// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace prism {

/// What of a text is spoken: letters and digits in lower case, with where they stand.
struct Letters {
  std::vector<char32_t> folded;
  std::vector<std::int64_t> begin, end;  ///< bytes of each
  std::vector<bool> starts;              ///< the first of a piece: after a space, hyphen, apostrophe …
};
[[nodiscard]] Letters letters_of(std::string_view text);

}  // namespace prism
