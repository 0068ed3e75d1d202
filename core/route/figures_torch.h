// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of route. Not for use outside core/route.
#pragma once

#include "core/infer/runner.h"
#include "core/route/trainer_torch.h"

#include <cstdint>
#include <span>
#include <vector>

namespace prism {

/// Counts how workers are used, input by input.
class UseCounter {
 public:
  explicit UseCounter(const Plan& plan);
  void add(const ActiveWorkers& active);
  /// `mixture`: of each pipe, whether its workers of one position share a softmax.
  [[nodiscard]] std::vector<PipeUse> use(const std::vector<bool>& mixture) const;

 private:
  const Plan& m_plan;
  std::int64_t m_inputs = 0;
  std::vector<std::int64_t> m_active;  ///< of each worker
  std::vector<double> m_weight;        ///< Σ of each worker's weights
  std::vector<std::int64_t> m_uncovered;
};

/// Ways to choose workers that are compared.
enum class Choice { routed, all_active, original, magnitude, random };

struct Trial {
  Choice choice = Choice::routed;
  int top_k = 0;
  double r2 = 0;
};

/// R² of every trial on the same rows: the outputs of all tiles are computed once, each choice then only adds
/// some of them up. `predicted` [rows, d_out], centred, of the first trial when not null; `counter` counts
/// its use. Throws Stopped.
void compare_choices(const Units& units, const std::vector<Gate>& gates, const Rows& rows, std::uint64_t seed,
                     std::vector<Trial>& trials, at::Tensor* predicted, UseCounter* counter,
                     const RunControl& control);

/// R² of the routed map alone: only what is chosen is computed, each rank's share of the rows by it.
[[nodiscard]] double routed_r2(const Units& units, const std::vector<Gate>& gates, const Rows& rows,
                               const std::vector<int>& active, Group& group, const RunControl& control);
/// Pooled R² of predictions from their Σe² on centred rows z.
[[nodiscard]] double r2_of(double sse, const at::Tensor& z);
/// Dense ridge solution W [d_in, d_out], f32, with the adapter's own λ or one chosen on validation.
[[nodiscard]] at::Tensor dense_ridge(const Adapter& adapter, const Statistics& statistics,
                                     const RunControl& control);

/// Share of rows whose truth is the nearest candidate by cosine, for each of `predictions` (centred [rows,
/// d_out] in the order of `indices`); of at most 2 000 rows. NaN without candidates. Throws Stopped.
[[nodiscard]] std::vector<double> retrieval_at_1(const SampleSource& source, const Adapter& adapter,
                                                 std::span<const std::int64_t> indices,
                                                 const std::vector<at::Tensor>& predictions,
                                                 const RunControl& control);

/// Gates to start from: cluster geometry with a temperature fitted on validation rows, unit gates elsewhere.
[[nodiscard]] std::vector<Gate> start_gates(const Adapter& adapter, const Rows& validation, bool separate,
                                            const std::vector<int>& active, std::vector<std::string>& notes,
                                            Group& group, const RunControl& control);

/// How the workers of a gated adapter are used on at most `most` of centred rows, at the given budgets
/// (empty: the gates' own); R² on them too when wanted.
[[nodiscard]] std::vector<PipeUse> use_of(const Adapter& adapter, const Rows& rows,
                                          const std::vector<int>& active, std::int64_t most,
                                          double* r2 = nullptr);

/// NAME.route: everything that training goes on from. Written whole.
struct RouteCheckpoint {
  std::string key;  ///< of adapter, data and options
  std::int64_t steps = 0;
  std::vector<double> loss, r2;
  std::vector<Head> heads;
  std::vector<Gate> best;  ///< gates of the best validation epoch so far
};
void save_checkpoint(const RouteCheckpoint& checkpoint, const std::filesystem::path& file);
/// False when there is none that fits `key` and the shapes of `into`.
[[nodiscard]] bool load_checkpoint(RouteCheckpoint& into, const std::filesystem::path& file);
/// The same in a run of several processes: the first one reads, all go on from it.
[[nodiscard]] bool load_checkpoint(RouteCheckpoint& into, const std::filesystem::path& file, Group& group);

}  // namespace prism
