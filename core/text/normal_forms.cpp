// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/normal_forms.h"

#include "core/base/error.h"
#include "core/text/encodings.h"

#include <cstdlib>
#include <memory>
#include <utf8proc.h>

namespace prism {

const char* name_of(NormalRule rule) noexcept {
  switch (rule) {
    case NormalRule::space:
      return "space";
    case NormalRule::nfc:
      return "nfc";
    case NormalRule::nfkc:
      return "nfkc";
    case NormalRule::case_fold:
      return "case";
  }
  return "";
}

NormalRule normal_rule_of(const std::string& word) {
  for (const NormalRule rule :
       {NormalRule::space, NormalRule::nfc, NormalRule::nfkc, NormalRule::case_fold}) {
    if (word == name_of(rule)) return rule;
  }
  throw Error(ErrorCode::usage, "unknown normalisation rule \"" + word + "\"", {}, {},
              "space, nfc, nfkc or case");
}

std::optional<std::string> normal_form(NormalRule rule, std::string_view bytes) {
  if (rule == NormalRule::space) return std::string(bytes.starts_with(' ') ? bytes.substr(1) : bytes);
  if (is_ascii(bytes)) {
    std::string text(bytes);
    if (rule == NormalRule::case_fold)
      for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
  }
  if (!is_utf8(bytes)) return std::nullopt;
  int options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
  if (rule == NormalRule::nfkc) options |= UTF8PROC_COMPAT;
  if (rule == NormalRule::case_fold) options |= UTF8PROC_CASEFOLD;
  utf8proc_uint8_t* raw = nullptr;
  const utf8proc_ssize_t length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
                                               static_cast<utf8proc_ssize_t>(bytes.size()), &raw,
                                               static_cast<utf8proc_option_t>(options));
  if (length < 0) return std::nullopt;
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(raw, &std::free);
  return std::string(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length));
}

}  // namespace prism
