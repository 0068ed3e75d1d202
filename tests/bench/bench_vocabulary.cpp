// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and aligning two vocabularies of the usual size.
#include "core/base/random.h"
#include "core/text/vocabulary_map.h"

#include <benchmark/benchmark.h>

namespace {

prism::Vocabulary random_vocabulary(int size, std::uint64_t seed) {
  prism::Random random(seed);
  prism::Vocabulary vocabulary;
  vocabulary.kind = prism::VocabularyKind::tiktoken;
  for (int i = 0; i < size; ++i) {
    std::string bytes;
    const auto length = 1 + random.below(8);
    for (std::uint64_t k = 0; k < length; ++k) bytes += static_cast<char>('a' + random.below(6));
    bytes += std::to_string(i % (size / 2));
    vocabulary.tokens.push_back({.bytes = bytes});
  }
  return vocabulary;
}

void align(benchmark::State& state) {
  const auto upper = random_vocabulary(static_cast<int>(state.range(0)), 1);
  const auto lower = random_vocabulary(static_cast<int>(state.range(0)), 2);
  for (auto _ : state) benchmark::DoNotOptimize(prism::map_vocabularies(upper, lower).exact_utf8);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(align)->Arg(16'000)->Arg(128'000)->Unit(benchmark::kMillisecond);

}  // namespace
