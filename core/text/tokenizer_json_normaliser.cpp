// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/text/encodings.h"
#include "core/text/text_rule_kinds.h"
#include "core/text/tokenizer_json_sections.h"

#include <array>

namespace prism {
namespace {

constexpr const char* kNormaliser = "\"normalizer\"";
constexpr std::string_view kLowOne = "\xE2\x96\x81";

struct NamedForm {
  std::string_view name;
  UnicodeForm form;
};
constexpr std::array<NamedForm, 4> kForms{{{"NFC", UnicodeForm::nfc},
                                           {"NFD", UnicodeForm::nfd},
                                           {"NFKC", UnicodeForm::nfkc},
                                           {"NFKD", UnicodeForm::nfkd}}};

}  // namespace

void TokenizerJsonSections::read_normaliser(const Json& json, TokenizerParts& parts) {
  if (!json.is_null()) add_rule(json, parts);
}

void TokenizerJsonSections::add_rule(const Json& step, TokenizerParts& parts) {
  const std::string type = type_of(step, kNormaliser);
  for (const NamedForm& named : kForms) {
    if (type == named.name) {
      parts.rules.add(unicode_form_rule(named.form));
      return;
    }
  }
  if (type == "Sequence") {
    const auto steps = step.find("normalizers");
    if (steps == step.end() || !steps->is_array()) fail("is a Sequence without its steps", kNormaliser);
    for (const Json& inner : *steps) add_rule(inner, parts);
  } else if (type == "Replace") {
    add_replacement(step, parts);
  } else if (type == "Prepend") {
    parts.rules.add(prepend_rule(text_of(step, "prepend", kNormaliser)));
  } else if (type == "Lowercase") {
    parts.rules.add(lower_case_rule());
  } else if (type == "Strip") {
    parts.rules.add(strip_rule(flag_of(step, "strip_left", true), flag_of(step, "strip_right", true)));
  } else if (type == "StripAccents") {
    parts.rules.add(strip_accents_rule());
  } else if (type == "Nmt") {
    parts.rules.add(nmt_rule());
  } else if (type == "Precompiled") {
    const auto bytes = decode_base64(text_of(step, "precompiled_charsmap", kNormaliser));
    if (!bytes) fail("has a character map that is not base64", kNormaliser);
    parts.rules.add(charsmap_rule(std::make_shared<const Charsmap>(*bytes, m_file)));
  } else if (type == "ByteLevel") {
    m_byte_level = true;
  } else {
    refuse("normaliser " + quoted_token(type) + " is not known", kNormaliser);
  }
}

void TokenizerJsonSections::add_replacement(const Json& step, TokenizerParts& parts) {
  const std::string content = text_of(step, "content", kNormaliser);
  const auto pattern = step.find("pattern");
  const bool literal = pattern != step.end() && pattern->is_object() && pattern->contains("String");
  if (!literal) {
    parts.rules.add(replace_rule(Pattern(pattern_of(step, kNormaliser), m_file), content));
    return;
  }
  const std::string what = text_of(*pattern, "String", kNormaliser);
  m_low_ones |= what == " " && content == kLowOne;
  parts.rules.add(replace_rule(what, content));
}

}  // namespace prism
