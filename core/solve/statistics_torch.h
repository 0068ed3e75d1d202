// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/distributed/group.h"
#include "core/samples/data.h"
#include "core/solve/train.h"

#include <cstdint>
#include <span>
#include <string>

#include <ATen/core/Tensor.h>

namespace prism {

/// Sums over the rows of one split, taken about the provisional mean (f64 whatever the block products were).
struct Moments {
  std::int64_t count = 0;
  at::Tensor sum_x;  ///< [d_in]  Σ (x − p)
  at::Tensor sum_z;  ///< [d_out] Σ (z − q)
  at::Tensor gram;   ///< [d_in, d_in]  Σ (x−p)(x−p)ᵀ
  at::Tensor cross;  ///< [d_in, d_out] Σ (x−p)(z−q)ᵀ
  at::Tensor zz;     ///< [d_out] Σ (z−q)²
};

/// Moments about given means: what the solvers use.
struct Centred {
  std::int64_t count = 0;
  at::Tensor gram;   ///< G [d_in, d_in]
  at::Tensor cross;  ///< B [d_in, d_out]
  at::Tensor zz;     ///< [d_out]
};

struct Statistics {
  std::int64_t d_in = 0;
  std::int64_t d_out = 0;
  at::Tensor provisional_x, provisional_z;  ///< f64
  Moments train, validation, test;
  Split split;
  std::string identity;  ///< of data, split, precision
  bool double_precision = false;
  double seconds = 0;
  /// The processes that hold these statistics alike: what is solved from them is shared out among them.
  GroupPtr group = solo_group();

  [[nodiscard]] const Moments& part(Part which) const;
  [[nodiscard]] at::Tensor mean_x() const;  ///< of the training rows, f64
  [[nodiscard]] at::Tensor mean_z() const;
  /// Moments of a part about the *training* means.
  [[nodiscard]] Centred centred(Part which) const;
};

/// A rank's share of some rows.
[[nodiscard]] inline std::span<const std::int64_t> share_of(const Group& group,
                                                            std::span<const std::int64_t> rows) {
  const IndexRange own = group.share(static_cast<std::int64_t>(rows.size()));
  return rows.subspan(static_cast<std::size_t>(own.begin), static_cast<std::size_t>(own.size()));
}

/// 1 − SSE/SST of the linear map W [d_in, d_out] (f64) on centred moments of a part; SST about the part's own
/// mean of z is what `sst` gives.
[[nodiscard]] double sse_of(const Centred& part, const at::Tensor& weight);

}  // namespace prism
