// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solve/large_tensor_torch.h"
#include "core/solve/shared_moments_torch.h"

#include <ATen/ATen.h>

namespace prism {

void add_up(Group& group, Moments& moments) {
  if (group.alone()) return;
  moments.count = static_cast<std::int64_t>(group.sum_of(static_cast<double>(moments.count)));
  for (at::Tensor* each : {&moments.sum_x, &moments.sum_z, &moments.gram, &moments.cross, &moments.zz}) {
    group.sum(*each);
  }
}

void hand_out(Group& group, Statistics& statistics) {
  if (group.alone()) return;
  const std::int64_t d_in = statistics.d_in, d_out = statistics.d_out;
  const auto give = [&](at::Tensor& tensor) { group.broadcast(tensor, 0); };
  const auto vector = [&](at::Tensor& tensor, std::int64_t size) {
    if (!group.first()) tensor = at::empty({size}, at::kDouble);
    give(tensor);
  };
  const auto matrix = [&](at::Tensor& tensor, std::int64_t rows, std::int64_t cols) {
    if (!group.first()) tensor = large_zeros(rows, cols, at::kDouble);
    give(tensor);
  };
  vector(statistics.provisional_x, d_in);
  vector(statistics.provisional_z, d_out);
  for (Moments* part : {&statistics.train, &statistics.validation, &statistics.test}) {
    vector(part->sum_x, d_in);
    vector(part->sum_z, d_out);
    matrix(part->gram, d_in, d_in);
    matrix(part->cross, d_in, d_out);
    vector(part->zz, d_out);
  }
}

}  // namespace prism
