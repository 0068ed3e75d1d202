// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/model/rows.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace prism {

/// The one tensor that a file or model argument means: `tensor` when given (layer name of a model), else the
/// only tensor of a file, else the model's output head. Throws Error(not_found) listing what there is.
[[nodiscard]] RowReader open_matrix(const std::filesystem::path& path, const std::string& tensor = {});

/// The same tensor as its matrices: one of a matrix, each [i] of a stack [n, rows, cols] (an adapter's tiles;
/// of an adapter without `tensor` those of its first pipe). Throws Error(unsupported) for other ranks.
[[nodiscard]] std::vector<RowReader> open_slices(const std::filesystem::path& path,
                                                 const std::string& tensor = {});

/// How two matrices differ. Element figures need equal shapes and are NaN otherwise; CKA only equal rows.
struct MatrixComparison {
  bool same_shape = false;
  bool identical = false;  ///< every value bitwise equal as f32
  double max_abs = 0;
  double mean_abs = 0;
  double cosine = 0;  ///< of all values as one vector
  double cka = 0;     ///< linear centred kernel alignment, Kornblith et al. 2019; NaN when a side is constant
  struct Row {
    std::int64_t row = 0;
    double difference = 0;  ///< ‖a − b‖ of this row
    double cosine = 0;
  };
  std::vector<Row> worst_rows;  ///< largest difference first
};

/// One streaming pass over both; memory (d₁ + d₂)² whatever the number of rows. Throws Error(mismatch) when
/// the numbers of rows differ, Error(memory) when the widths are too large.
[[nodiscard]] MatrixComparison compare_matrices(const RowReader& a, const RowReader& b, int worst_rows = 10,
                                                const RunControl& control = {});

}  // namespace prism
