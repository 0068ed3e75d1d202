// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/text/tokenizer_parts.h"

#include <algorithm>
#include <array>

namespace prism {
namespace {

constexpr std::array<std::string_view, 12> kEnds{"<|endoftext|>",
                                                 "<|end_of_text|>",
                                                 "<|eot_id|>",
                                                 "<|eom_id|>",
                                                 "<|im_end|>",
                                                 "<|end|>",
                                                 "<end_of_turn>",
                                                 "</s>",
                                                 "<EOT>",
                                                 "<|return|>",
                                                 "<eos>",
                                                 "<\xEF\xBD\x9C"
                                                 "end\xE2\x96\x81of\xE2\x96\x81sentence\xEF\xBD\x9C>"};

/// Ids inside the vocabulary, from a number or a list of them.
std::vector<std::int32_t> ids_of(const Json& config, const char* field, const TokenizerParts& parts) {
  std::vector<std::int32_t> ids;
  const auto add = [&](const Json& value) {
    if (value.is_number_unsigned() && value.get<std::uint64_t>() < parts.vocabulary.tokens.size())
      ids.push_back(static_cast<std::int32_t>(value.get<std::uint64_t>()));
  };
  const auto found = config.is_object() ? config.find(field) : config.end();
  if (!config.is_object() || found == config.end()) return ids;
  if (found->is_array()) {
    for (const Json& value : *found) add(value);
  } else {
    add(*found);
  }
  return ids;
}

}  // namespace

void read_special_ids_beside(const std::filesystem::path& file, TokenizerParts& parts) {
  for (const char* name : {"generation_config.json", "config.json"}) {
    const std::filesystem::path beside = file.parent_path() / name;
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(beside, ignored)) continue;
    const Json config = read_json_file(beside);
    const auto begins = ids_of(config, "bos_token_id", parts);
    const auto ends = ids_of(config, "eos_token_id", parts);
    if (parts.bos < 0 && !begins.empty()) parts.bos = begins.front();
    if (parts.eos < 0 && !ends.empty()) parts.eos = ends.front();
    parts.ends.insert(parts.ends.end(), ends.begin(), ends.end());
  }
}

void complete_ends(TokenizerParts& parts) {
  if (parts.eos >= 0) parts.ends.insert(parts.ends.begin(), parts.eos);
  const auto& tokens = parts.vocabulary.tokens;
  for (std::size_t id = 0; id < tokens.size(); ++id) {
    if (tokens[id].special && std::find(kEnds.begin(), kEnds.end(), tokens[id].bytes) != kEnds.end())
      parts.ends.push_back(static_cast<std::int32_t>(id));
  }
  std::vector<std::int32_t> unique;
  for (const std::int32_t id : parts.ends)
    if (std::find(unique.begin(), unique.end(), id) == unique.end()) unique.push_back(id);
  parts.ends = std::move(unique);
}

}  // namespace prism
