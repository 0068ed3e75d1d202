// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of sample sources behind open_samples. Not for use outside core/samples.
#pragma once

#include "core/model/rows.h"
#include "core/samples/data.h"
#include "core/text/vocabulary.h"

#include <memory>

namespace prism {

[[nodiscard]] std::unique_ptr<SampleSource> open_weights(const DataSpec& spec, std::uint64_t seed,
                                                         const RunControl& control);
[[nodiscard]] std::unique_ptr<SampleSource> open_matrices(const DataSpec& spec, std::uint64_t seed);
[[nodiscard]] std::unique_ptr<SampleSource> open_pairs(const DataSpec& spec, std::uint64_t seed);

/// Rows of two matrices, subset and split as the options say; the parts of it that open_activations adds to.
[[nodiscard]] std::unique_ptr<SampleSource> make_matrix_source(RowReader x, RowReader z, Domain domain,
                                                               const DataSpec& spec, std::uint64_t seed);
/// Pairs that write_activations wrote (`file` holds lower_ids, upper_ids, ends, text): samples with their
/// words in context, B's embedding rows as candidates as long as the models are where they were.
[[nodiscard]] std::unique_ptr<SampleSource> open_activations(const TensorFile& file, const DataSpec& spec,
                                                             std::uint64_t seed);

/// Hash of a vocabulary's content, so that the same one in another kind of file is still the same.
[[nodiscard]] std::string identity_of(const Vocabulary& vocabulary);

/// Ascending indices of a random subset of 0 … count − 1; all of them when max_samples is 0 or not smaller.
[[nodiscard]] std::vector<std::int64_t> random_subset(std::int64_t count, std::int64_t max_samples,
                                                      std::uint64_t seed);

}  // namespace prism
