// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace prism {

/// RFC 4648, with padding: pictures inside HTML, tokens of tiktoken files.
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace prism
