// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/text/tsv_lines.h"
#include "core/text/vocabulary_map.h"

namespace prism {

void set_override(VocabularyMap& map, const Vocabulary& upper, const Vocabulary& lower, std::int32_t upper_id,
                  const std::vector<std::int32_t>& lower_ids) {
  const auto require = [](std::int64_t id, std::int64_t size, const char* side) {
    if (id >= 0 && id < size) return;
    throw Error(ErrorCode::usage, std::string(side) + " token " + std::to_string(id) + " does not exist", {},
                {}, "an id from 0 to " + std::to_string(size - 1));
  };
  require(upper_id, std::min(upper.size(), static_cast<std::int64_t>(map.pairs.size())), "upper");
  for (const std::int32_t id : lower_ids) require(id, lower.size(), "lower");
  TokenPair& pair = map.pairs[static_cast<std::size_t>(upper_id)];
  pair.excluded = lower_ids.empty();
  if (pair.excluded) return;
  pair.rule = "override";
  pair.lower = lower_ids;
  const bool same = upper.tokens[static_cast<std::size_t>(upper_id)].bytes ==
                    lower.tokens[static_cast<std::size_t>(lower_ids.front())].bytes;
  pair.token_class = lower_ids.size() > 1 ? TokenClass::approximated
                     : same               ? TokenClass::exact
                                          : TokenClass::normalised;
}

void apply_overrides(VocabularyMap& map, const Vocabulary& upper, const Vocabulary& lower,
                     const std::filesystem::path& file) {
  const std::string text = read_file(file);
  TsvLines lines(text, file);
  while (lines.next()) {
    if (lines.line().empty() || lines.line().front() == '#') continue;
    lines.require_fields(2);
    const std::int32_t upper_id = lines.id(lines.field(0), upper.size());
    std::vector<std::int32_t> lower_ids;
    if (lines.field(1) != "-") lower_ids = lines.ids(lines.field(1), lower.size());
    if (lower_ids.empty() && lines.field(1) != "-")
      lines.fail("has no lower token", "lower ids parted by commas, or - to exclude the token");
    set_override(map, upper, lower, upper_id, lower_ids);
  }
  map.recount(upper, lower);
}

}  // namespace prism
