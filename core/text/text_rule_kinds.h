// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that normalisers are made of. Bytes that are not UTF-8 pass through all of them.
#pragma once

#include "core/text/charsmap.h"
#include "core/text/pattern.h"
#include "core/text/text_rules.h"

#include <memory>
#include <string>

namespace prism {

enum class UnicodeForm { nfc, nfd, nfkc, nfkd };

[[nodiscard]] TextRules::Rule unicode_form_rule(UnicodeForm form);
[[nodiscard]] TextRules::Rule lower_case_rule();
/// Takes nonspacing marks away.
[[nodiscard]] TextRules::Rule strip_accents_rule();
/// Takes white space off the ends.
[[nodiscard]] TextRules::Rule strip_rule(bool left, bool right);
/// Puts `text` before whatever is not empty.
[[nodiscard]] TextRules::Rule prepend_rule(std::string text);
[[nodiscard]] TextRules::Rule replace_rule(std::string what, std::string with);
[[nodiscard]] TextRules::Rule replace_rule(Pattern what, std::string with);
[[nodiscard]] TextRules::Rule charsmap_rule(std::shared_ptr<const Charsmap> map);
/// SentencePiece's Nmt: control characters go, unusual spaces become a space.
[[nodiscard]] TextRules::Rule nmt_rule();
/// SentencePiece's remove_extra_whitespaces: no spaces at the ends, single ones between.
[[nodiscard]] TextRules::Rule single_spaces_rule();

}  // namespace prism
