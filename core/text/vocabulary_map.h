// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/text/vocabulary.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace prism {

/// Exactly one per upper token, the first that applies.
enum class TokenClass { special, exact, normalised, approximated, dropped };
[[nodiscard]] const char* name_of(TokenClass token_class) noexcept;

/// Bit set beside the class.
enum TokenFlag : std::uint32_t {
  kWhitespaceOnly = 1,
  kControlCharacters = 2,
  kNotUtf8 = 4,
  kUnusedName = 8,
  kUndertrained = 16,  ///< by row norm; set by mark_undertrained
  kSingleByte = 32,
};
[[nodiscard]] std::vector<std::string> names_of_flags(std::uint32_t flags);
/// Bit of "whitespace", "control", "not_utf8", "unused", "undertrained", "single_byte"; throws Error(usage).
[[nodiscard]] std::uint32_t flag_of(const std::string& name);

/// What an upper token becomes in the lower vocabulary.
struct TokenPair {
  std::int32_t upper = 0;
  TokenClass token_class = TokenClass::dropped;
  std::uint32_t flags = 0;
  std::vector<std::int32_t>
      lower;              ///< one id; several for approximated (mean of their rows); none when dropped
  std::string rule;       ///< of normalised: "space", "nfc", "nfkc", "case"; "override" after an edit
  bool excluded = false;  ///< by the user: keeps its class, is not trained on
};

struct MapOptions {
  std::vector<std::string> normalise{"space", "nfc", "nfkc", "case"};  ///< rules tried in this order
  std::filesystem::path
      overrides;  ///< TSV of edits: upper id <tab> lower id[,id…] | "-" (exclude); empty = none
};

struct VocabularyMap {
  std::int64_t upper_size = 0;
  std::int64_t lower_size = 0;
  std::vector<TokenPair> pairs;               ///< one per upper token, by id
  std::array<std::int64_t, 5> counts{};       ///< by TokenClass; sums to upper_size
  std::int64_t exact_utf8 = 0;                ///< exact ones whose bytes are valid UTF-8 alone
  std::map<std::string, std::int64_t> flags;  ///< over exact tokens
  double coverage_upper = 0;                  ///< exact / tokens of the upper side that are not special
  double coverage_lower = 0;  ///< lower tokens that are some token's exact partner / those not special

  void recount(const Vocabulary& upper, const Vocabulary& lower);
};

/// Both vocabularies to one table. Llama-3 × Qwen-2: 109 566 exact in well under 0.5 s.
[[nodiscard]] VocabularyMap map_vocabularies(const Vocabulary& upper, const Vocabulary& lower,
                                             const MapOptions& options = {}, const RunControl& control = {});

/// TSV with header: upper_id, upper_text, class, lower_ids, lower_text, flags, rule, excluded. Atomic.
void write_map_tsv(const VocabularyMap& map, const Vocabulary& upper, const Vocabulary& lower,
                   const std::filesystem::path& target);

}  // namespace prism
