// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/llm/activations.h"

namespace prism {

const char* name_of(ActivationTarget target) noexcept {
  return target == ActivationTarget::hidden ? "hidden" : "next-embedding";
}

ActivationTarget activation_target_of(const std::string& word) {
  if (word == "next-embedding" || word.empty()) return ActivationTarget::next_embedding;
  if (word == "hidden") return ActivationTarget::hidden;
  throw Error(ErrorCode::usage, "unknown target \"" + word + "\"", {}, {}, "next-embedding or hidden");
}

std::vector<AlignedPosition> aligned_positions(const std::vector<TextToken>& upper,
                                               const std::vector<TextToken>& lower) {
  std::vector<AlignedPosition> positions;
  // Of tokens that share an end (an empty one behind another) the first counts.
  const auto skip = [](const std::vector<TextToken>& tokens, std::size_t at, std::size_t past) {
    while (at < tokens.size() && (tokens[at].end <= past || tokens[at].begin == tokens[at].end)) ++at;
    return at;
  };
  std::size_t a = skip(upper, 0, 0);
  std::size_t b = skip(lower, 0, 0);
  while (a < upper.size() && b < lower.size()) {
    const std::size_t end = upper[a].end;
    if (end == lower[b].end) {
      positions.push_back({static_cast<std::int64_t>(a), static_cast<std::int64_t>(b)});
      a = skip(upper, a, end);
      b = skip(lower, b, end);
    } else if (end < lower[b].end) {
      a = skip(upper, a, end);
    } else {
      b = skip(lower, b, lower[b].end);
    }
  }
  return positions;
}

}  // namespace prism
