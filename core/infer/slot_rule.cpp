// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/slot_rule.h"

#include "core/infer/tile_cache.h"

#include <cmath>

namespace prism {
namespace {

std::size_t at_(std::int64_t index) {
  return static_cast<std::size_t>(index);
}

/// What a tile makes of an input of length one and random direction, in the mean.
float tile_strength(const Adapter& adapter, int worker) {
  const std::vector<float> tile = computing_tile(adapter, worker);
  const Worker& which = adapter.worker(worker);
  const PipePlan& pipe = adapter.plan.pipes[at_(which.pipe - 1)];
  adapter.pipes[at_(which.pipe - 1)].forget(worker - pipe.first_worker);
  double square = 0;
  for (const float value : tile) square += static_cast<double>(value) * value;
  return static_cast<float>(std::sqrt(square / static_cast<double>(which.cols.size())));
}

}  // namespace

SlotRule::SlotRule(const Adapter& adapter, int pipe, Gate::Layout layout, Gate::Kind kind)
    : m_adapter(adapter), m_pipe(adapter.plan.pipes[at_(pipe)]), m_kind(kind), m_rule(m_pipe, layout) {
  if (kind != Gate::Kind::scale) return;
  for (int i = 0; i < m_pipe.workers; ++i) {
    m_strengths.push_back(tile_strength(adapter, m_pipe.first_worker + i));
  }
}

std::int64_t SlotRule::size() const noexcept {
  return m_kind == Gate::Kind::scale ? m_pipe.workers : m_rule.units();
}

int SlotRule::slot_of(int index) const {
  return m_kind == Gate::Kind::scale ? index : static_cast<int>(m_rule.unit_of(index));
}

std::int64_t SlotRule::logit_of(std::int64_t slot) const {
  return m_kind == Gate::Kind::scale ? m_rule.unit_of(static_cast<int>(slot)) : slot;
}

void SlotRule::weigh(std::span<const float> logits, const float* centred, int active,
                     std::span<float> weights) const {
  if (m_kind == Gate::Kind::mixture) return m_rule.mixture(logits, active, weights);
  const auto workers = at_(m_pipe.workers);
  std::vector<double> scores(workers);
  std::vector<char> chosen(workers, 1);
  if (active > 0 && active < m_pipe.workers) {
    std::vector<double> lengths(at_(m_pipe.grid_cols), -1);  // of each column block's inputs
    for (std::size_t i = 0; i < workers; ++i) {
      const Worker& worker = m_adapter.plan.workers[at_(m_pipe.first_worker) + i];
      double& length = lengths[at_(worker.col)];
      if (length < 0) {
        length = 0;
        for (std::int64_t c = worker.cols.begin; c < worker.cols.end; ++c) {
          length += static_cast<double>(centred[c]) * centred[c];
        }
        length = std::sqrt(length);
      }
      scores[i] = std::fabs(logits[at_(m_rule.unit_of(static_cast<int>(i)))]) * m_strengths[i] * length;
    }
    m_rule.strongest(scores, active, chosen);
  }
  for (std::size_t i = 0; i < workers; ++i) {
    weights[i] = chosen[i] != 0 ? logits[at_(m_rule.unit_of(static_cast<int>(i)))] : 0.0F;
  }
}

}  // namespace prism
