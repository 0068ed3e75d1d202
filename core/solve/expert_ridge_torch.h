// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/solve/experts_torch.h"

#include <optional>

namespace prism {

/// Chooses λ of one expert after another on their validation rows. Starts from the choice before, since
/// neighbouring clusters are alike; the order of experts is fixed, so the choices are.
class ExpertRidge {
 public:
  ExpertRidge(const SampleSource& source, const Statistics& statistics, const AdapterMap* earlier,
              const TrainOptions& options);

  /// λ with the least validation error among half decades from 1e-7 to 1e2 of mean(diag G_e), downhill from
  /// the last choice; infinite when W₀ does no worse. With too few validation rows the last choice (1e-2 at
  /// first); the relative λ of the options when they give one. Wide outputs are judged on a seeded choice of
  /// 256. The first rank chooses for all.
  [[nodiscard]] double choose(const RowMoments& moments, const at::Tensor& prior,
                              std::span<const std::int64_t> validation, const RunControl& control);

 private:
  double choose_alone(const RowMoments& moments, const at::Tensor& prior,
                      std::span<const std::int64_t> validation, const RunControl& control);

  const SampleSource& m_source;
  const Statistics& m_statistics;
  const AdapterMap* m_earlier;
  std::optional<double> m_given;
  at::Tensor m_judged;  ///< outputs looked at; undefined = all
  int m_last;           ///< half decades
};

}  // namespace prism
