// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/samples/data.h"
#include "core/samples/parallel_ranges.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace prism {
namespace {

constexpr std::int64_t kBlocks = 100;

/// A sample with what decides its part: equal hashes stay together.
struct Place {
  std::uint64_t hash = 0;
  std::int64_t index = 0;
};
using Parts = std::array<std::vector<Place>, 3>;  // train, validation, test

Parts split_by_hash(std::vector<Place> places) {
  Parts parts;
  for (const Place& place : places) {
    constexpr std::uint64_t kTenth = ~std::uint64_t{0} / 10 + 1;
    const std::uint64_t tenth = place.hash / kTenth;
    parts[tenth < 8 ? 0 : tenth - 7].push_back(place);
  }
  return parts;
}

/// Gives an empty part one key's samples of the largest part (one sample if that has but one key).
void fill_empty(Parts& parts) {
  for (std::vector<Place>& part : parts) {
    if (!part.empty()) continue;
    std::vector<Place>& from = *std::max_element(
        parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    if (from.size() < 2) return;
    std::sort(from.begin(), from.end(), [](const Place& a, const Place& b) {
      return a.hash != b.hash ? a.hash < b.hash : a.index < b.index;
    });
    auto first = std::find_if(from.begin(), from.end(),
                              [&](const Place& place) { return place.hash == from.back().hash; });
    if (first == from.begin()) first = from.end() - 1;
    part.assign(first, from.end());
    from.erase(first, from.end());
  }
}

Parts split_in_blocks(std::int64_t size, std::uint64_t seed) {
  const std::int64_t blocks = std::min(size, kBlocks);
  const std::int64_t tenth = blocks < 3 ? 0 : std::max<std::int64_t>(1, blocks / 10);
  const std::vector<std::int64_t> order = Random(seed).permutation(blocks);
  Parts parts;
  for (std::int64_t i = 0; i < blocks; ++i) {
    const std::int64_t block = order[static_cast<std::size_t>(i)];
    auto& part = parts[i < tenth ? 2 : i < 2 * tenth ? 1 : 0];
    for (std::int64_t index = size * block / blocks; index < size * (block + 1) / blocks; ++index)
      part.push_back({0, index});
  }
  return parts;
}

std::vector<std::int64_t> shuffled(std::vector<Place> part, std::uint64_t seed) {
  std::sort(part.begin(), part.end(), [](const Place& a, const Place& b) { return a.index < b.index; });
  std::vector<std::int64_t> result;
  result.reserve(part.size());
  for (const std::int64_t i : Random(seed).permutation(static_cast<std::int64_t>(part.size())))
    result.push_back(part[static_cast<std::size_t>(i)].index);
  return result;
}

}  // namespace

SplitKind split_kind_of(const std::string& word) {
  if (word == "auto" || word == "automatic") return SplitKind::automatic;
  if (word == "row") return SplitKind::row;
  if (word == "block") return SplitKind::block;
  throw Error(ErrorCode::usage, "unknown split \"" + word + "\"", {}, {}, "auto, row or block");
}

Split split_samples(const SampleSource& source, SplitKind kind, std::uint64_t seed) {
  const std::int64_t size = source.size();
  if (kind == SplitKind::automatic && source.domain() == Domain::activations) kind = SplitKind::block;
  Parts parts;
  if (kind == SplitKind::block) {
    parts = split_in_blocks(size, seed);
  } else {
    std::vector<Place> places(static_cast<std::size_t>(size));
    parallel_ranges(size, 1024, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t i = begin; i < end; ++i) {
        const std::uint64_t key =
            kind == SplitKind::row ? static_cast<std::uint64_t>(i) : source.split_key(i);
        places[static_cast<std::size_t>(i)] = {mix64(mix64(key) ^ mix64(seed + 1)), i};
      }
    });
    parts = split_by_hash(std::move(places));
  }
  if (size >= 3) fill_empty(parts);
  return {shuffled(std::move(parts[0]), seed), shuffled(std::move(parts[1]), seed + 1),
          shuffled(std::move(parts[2]), seed + 2)};
}

}  // namespace prism
