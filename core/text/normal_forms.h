// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace prism {

/// Rules under which two tokens count as the same: both are brought to the rule's form, and the forms
/// compared.
enum class NormalRule {
  space,      ///< without one leading space
  nfc,        ///< canonical composition
  nfkc,       ///< compatibility composition
  case_fold,  ///< full case folding
};

/// "space", "nfc", "nfkc", "case"; throws Error(usage) listing them.
[[nodiscard]] NormalRule normal_rule_of(const std::string& word);
[[nodiscard]] const char* name_of(NormalRule rule) noexcept;

/// Nothing where the rule does not apply (text rules on bytes that are not UTF-8). By utf8proc.
[[nodiscard]] std::optional<std::string> normal_form(NormalRule rule, std::string_view bytes);

}  // namespace prism
