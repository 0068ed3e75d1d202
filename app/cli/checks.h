// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>
#include <string>

namespace prism::cli {

/// A whole number from `least` up; what is wrong is said in one short sentence. Numbers beyond 2⁶³ pass here
/// and are judged by the option's own type.
[[nodiscard]] inline CLI::Validator at_least(std::int64_t least) {
  const auto check = [least](const std::string& text) -> std::string {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, failed] = std::from_chars(text.data(), end, value);
    const bool huge = failed == std::errc::result_out_of_range && stop == end && !text.starts_with('-');
    if (huge || (failed == std::errc() && stop == end && value >= least)) return {};
    return text + " is not possible; expected a whole number from " + std::to_string(least) + " up";
  };
  return {check, "INT >= " + std::to_string(least)};
}

}  // namespace prism::cli
