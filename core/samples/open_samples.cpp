// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/samples/sources.h"

#include <algorithm>
#include <numeric>

namespace prism {

std::unique_ptr<SampleSource> open_samples(const DataSpec& spec, std::uint64_t seed,
                                           const RunControl& control) {
  const auto usage = [](const char* reason, const char* expected) {
    throw Error(ErrorCode::usage, reason, {}, {}, expected);
  };
  const bool weights = !spec.upper.empty() || !spec.lower.empty();
  const bool matrices = !spec.x.empty() || !spec.z.empty();
  const bool pairs = !spec.pairs.empty();
  constexpr const char* kForms = "--upper and --lower, or --x and --z, or --pairs";
  if (weights + matrices + pairs == 0) usage("no training data is given", kForms);
  if (weights + matrices + pairs > 1) usage("more than one kind of training data is given", kForms);
  if (weights && (spec.upper.empty() || spec.lower.empty())) usage("only one model is given", kForms);
  if (matrices && (spec.x.empty() || spec.z.empty())) usage("only one matrix is given", kForms);
  if (!spec.text.empty()) {
    usage("models cannot run over a text here", "pairs recorded from them (core/workflow/open_data.h)");
  }
  if (spec.max_samples < 0) usage("the number of samples is negative", "0 for all, or a positive number");
  if (weights) return open_weights(spec, seed, control);
  return matrices ? open_matrices(spec, seed) : open_pairs(spec, seed);
}

std::vector<std::int64_t> random_subset(std::int64_t count, std::int64_t max_samples, std::uint64_t seed) {
  if (max_samples > 0 && max_samples < count) {
    // Not the seed itself: the split's order, drawn from the same seed, must not repeat this one.
    std::vector<std::int64_t> order = Random(mix64(seed ^ 0x5A3Full)).permutation(count);
    order.resize(static_cast<std::size_t>(max_samples));
    std::sort(order.begin(), order.end());
    return order;
  }
  std::vector<std::int64_t> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), std::int64_t{0});
  return all;
}

}  // namespace prism
