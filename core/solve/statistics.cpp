// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/solve/statistics_torch.h"

#include <ATen/ATen.h>

namespace prism {
namespace {

std::uint64_t bytes_of(const at::Tensor& tensor) {
  return tensor.defined() ? static_cast<std::uint64_t>(tensor.nbytes()) : 0;
}

std::uint64_t bytes_of(const Moments& moments) {
  return bytes_of(moments.sum_x) + bytes_of(moments.sum_z) + bytes_of(moments.gram) +
         bytes_of(moments.cross) + bytes_of(moments.zz);
}

at::Tensor mean_offset(const at::Tensor& sum, std::int64_t count) {
  return count > 0 ? sum / static_cast<double>(count) : at::zeros_like(sum);
}

}  // namespace

const Moments& Statistics::part(Part which) const {
  switch (which) {
    case Part::train:
      return train;
    case Part::validation:
      return validation;
    case Part::test:
      return test;
  }
  throw Error(ErrorCode::internal, "unknown part of the samples");
}

at::Tensor Statistics::mean_x() const {
  return provisional_x + mean_offset(train.sum_x, train.count);
}

at::Tensor Statistics::mean_z() const {
  return provisional_z + mean_offset(train.sum_z, train.count);
}

Centred Statistics::centred(Part which) const {
  const Moments& moments = part(which);
  const double n = static_cast<double>(moments.count);
  const at::Tensor dx = mean_offset(train.sum_x, train.count);
  const at::Tensor dz = mean_offset(train.sum_z, train.count);
  // Σ(x−p−dx)(z−q−dz)ᵀ = C − s_x·dzᵀ − dx·s_zᵀ + n·dx·dzᵀ = C − s_x·dzᵀ − dx·(s_z − n·dz)ᵀ
  Centred out;
  out.count = moments.count;
  out.gram = moments.gram.clone();
  out.gram.addr_(moments.sum_x, dx, 1, -1).addr_(dx, moments.sum_x - n * dx, 1, -1);
  out.cross = moments.cross.clone();
  out.cross.addr_(moments.sum_x, dz, 1, -1).addr_(dx, moments.sum_z - n * dz, 1, -1);
  out.zz = moments.zz - 2 * dz * moments.sum_z + n * dz * dz;
  return out;
}

double sse_of(const Centred& part, const at::Tensor& weight) {
  const at::Tensor fitted = at::mm(part.gram, weight).sub_(part.cross, 2);
  return part.zz.sum().item<double>() + fitted.mul_(weight).sum().item<double>();
}

std::uint64_t bytes_of(const Statistics& statistics) {
  return bytes_of(statistics.train) + bytes_of(statistics.validation) + bytes_of(statistics.test) +
         bytes_of(statistics.provisional_x) + bytes_of(statistics.provisional_z);
}

}  // namespace prism
