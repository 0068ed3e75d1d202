// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/vocabulary_map.h"

#include "core/base/error.h"
#include "core/text/encodings.h"
#include "core/text/normal_forms.h"
#include "core/text/segmenter.h"

#include <algorithm>
#include <cmath>

namespace prism {
namespace {

constexpr std::array<const char*, 5> kClassNames{"special", "exact", "normalised", "approximated", "dropped"};

struct FlagName {
  TokenFlag flag;
  const char* name;
};
constexpr std::array<FlagName, 6> kFlagNames{{
    {kWhitespaceOnly, "whitespace"},
    {kControlCharacters, "control"},
    {kNotUtf8, "not_utf8"},
    {kUnusedName, "unused"},
    {kUndertrained, "undertrained"},
    {kSingleByte, "single_byte"},
}};

constexpr std::size_t kStopInterval = 4096;  // tokens between two looks at the stop request

std::uint32_t flags_of(const Token& token) {
  std::uint32_t flags = 0;
  if (is_whitespace_only(token.bytes)) flags |= kWhitespaceOnly;
  if (has_control_characters(token.bytes)) flags |= kControlCharacters;
  if (!is_utf8(token.bytes)) flags |= kNotUtf8;
  if (token.unused) flags |= kUnusedName;
  if (token.bytes.size() == 1) flags |= kSingleByte;
  return flags;
}

/// Lower tokens that a rule changes, by what it makes of them. Those it leaves as they are need no entry:
/// they are found by their bytes.
class FormIndex {
 public:
  FormIndex(NormalRule rule, const Vocabulary& lower, const TokenIndex& by_bytes, const RunControl& control)
      : m_rule(rule), m_by_bytes(by_bytes) {
    for (std::size_t id = 0; id < lower.tokens.size(); ++id) {
      if (id % kStopInterval == 0) control.check();
      const Token& token = lower.tokens[id];
      if (token.special || token.byte_fallback) continue;
      auto form = normal_form(rule, token.bytes);
      if (form && *form != token.bytes && !form->empty())
        m_changed.emplace(std::move(*form), static_cast<std::int32_t>(id));
    }
  }

  [[nodiscard]] std::int32_t find(std::string_view bytes) const {
    const auto form = normal_form(m_rule, bytes);
    if (!form || form->empty()) return -1;
    if (const std::int32_t id = m_by_bytes.find_piece(*form); id >= 0) return id;
    const auto found = m_changed.find(*form);
    return found == m_changed.end() ? -1 : found->second;
  }

 private:
  NormalRule m_rule;
  const TokenIndex& m_by_bytes;
  std::unordered_map<std::string, std::int32_t> m_changed;
};

std::int32_t exact_partner(const Token& token, const TokenIndex& lower) {
  if (token.byte_fallback) {
    const std::int32_t id = lower.find_byte(static_cast<unsigned char>(token.bytes.front()));
    if (id >= 0) return id;
  }
  return lower.find(token.bytes);
}

bool is_below(std::span<const float> norms, double limit, std::int32_t id) {
  const auto place = static_cast<std::size_t>(id);
  return place < norms.size() && static_cast<double>(norms[place]) < limit;
}

double undertrained_limit(std::span<const float> norms, std::int64_t tokens) {
  std::vector<float> sorted;
  for (const float norm : norms.first(std::min(norms.size(), static_cast<std::size_t>(tokens))))
    if (std::isfinite(norm)) sorted.push_back(norm);
  if (sorted.empty()) return 0;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  return kUndertrainedFraction * static_cast<double>(*middle);
}

}  // namespace

const char* name_of(TokenClass token_class) noexcept {
  return kClassNames[static_cast<std::size_t>(token_class)];
}

std::vector<std::string> names_of_flags(std::uint32_t flags) {
  std::vector<std::string> names;
  for (const FlagName& flag : kFlagNames)
    if ((flags & flag.flag) != 0) names.emplace_back(flag.name);
  return names;
}

std::uint32_t flag_of(const std::string& name) {
  for (const FlagName& flag : kFlagNames)
    if (name == flag.name) return flag.flag;
  throw Error(ErrorCode::usage, "unknown token flag \"" + name + "\"", {}, {},
              "whitespace, control, not_utf8, unused, undertrained or single_byte");
}

VocabularyMap map_vocabularies(const Vocabulary& upper, const Vocabulary& lower, const MapOptions& options,
                               const RunControl& control) {
  std::vector<NormalRule> rules;
  for (const std::string& word : options.normalise) rules.push_back(normal_rule_of(word));

  VocabularyMap map;
  map.upper_size = upper.size();
  map.lower_size = lower.size();
  map.pairs.resize(upper.tokens.size());
  const TokenIndex index(lower);
  std::vector<std::size_t> open;  // not special, not exact
  for (std::size_t id = 0; id < upper.tokens.size(); ++id) {
    if (id % kStopInterval == 0) control.check();
    const Token& token = upper.tokens[id];
    TokenPair& pair = map.pairs[id];
    pair.upper = static_cast<std::int32_t>(id);
    pair.flags = flags_of(token);
    if (token.special) {
      pair.token_class = TokenClass::special;
    } else if (const std::int32_t partner = exact_partner(token, index); partner >= 0) {
      pair.token_class = TokenClass::exact;
      pair.lower = {partner};
    } else {
      open.push_back(id);
    }
  }

  for (const NormalRule rule : rules) {
    if (open.empty()) break;
    const FormIndex forms(rule, lower, index, control);
    std::erase_if(open, [&](std::size_t id) {
      const std::int32_t partner = forms.find(upper.tokens[id].bytes);
      if (partner < 0) return false;
      map.pairs[id].token_class = TokenClass::normalised;
      map.pairs[id].lower = {partner};
      map.pairs[id].rule = name_of(rule);
      return true;
    });
  }

  if (!open.empty()) {
    const Segmenter segmenter(lower, index);
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (i % 256 == 0) control.check();
      TokenPair& pair = map.pairs[open[i]];
      pair.lower = segmenter.segment(upper.tokens[open[i]].bytes);
      if (!pair.lower.empty()) pair.token_class = TokenClass::approximated;
    }
  }
  if (options.overrides.empty()) {
    map.recount(upper, lower);
  } else {
    apply_overrides(map, upper, lower, options.overrides);
  }
  return map;
}

void mark_undertrained(VocabularyMap& map, std::span<const float> upper_norms,
                       std::span<const float> lower_norms) {
  const double upper_limit = undertrained_limit(upper_norms, map.upper_size);
  const double lower_limit = undertrained_limit(lower_norms, map.lower_size);
  for (TokenPair& pair : map.pairs) {
    const bool undertrained = is_below(upper_norms, upper_limit, pair.upper) ||
                              std::any_of(pair.lower.begin(), pair.lower.end(), [&](std::int32_t id) {
                                return is_below(lower_norms, lower_limit, id);
                              });
    pair.flags = undertrained ? pair.flags | kUndertrained : pair.flags & ~std::uint32_t{kUndertrained};
  }
}

void VocabularyMap::recount(const Vocabulary& upper, const Vocabulary& lower) {
  counts.fill(0);
  exact_utf8 = 0;
  flags.clear();
  for (const FlagName& flag : kFlagNames) flags[flag.name] = 0;
  std::vector<bool> reached(lower.tokens.size());
  for (const TokenPair& pair : pairs) {
    ++counts[static_cast<std::size_t>(pair.token_class)];
    if (pair.token_class != TokenClass::exact) continue;
    if ((pair.flags & kNotUtf8) == 0) ++exact_utf8;
    for (const FlagName& flag : kFlagNames)
      if ((pair.flags & flag.flag) != 0) ++flags[flag.name];
    for (const std::int32_t id : pair.lower) reached[static_cast<std::size_t>(id)] = true;
  }
  const auto ordinary = [](const Vocabulary& vocabulary) {
    return std::count_if(vocabulary.tokens.begin(), vocabulary.tokens.end(),
                         [](const Token& token) { return !token.special; });
  };
  const auto share = [](auto part, auto whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
  };
  coverage_upper = share(counts[static_cast<std::size_t>(TokenClass::exact)], ordinary(upper));
  coverage_lower = share(std::count(reached.begin(), reached.end(), true), ordinary(lower));
}

}  // namespace prism
