// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/route/figures_torch.h"
#include "core/solve/ridge_torch.h"
#include "core/solve/solvers_torch.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace prism {
namespace {

/// Inputs whose tile outputs are all in memory at once, for each thread.
constexpr std::int64_t kPart = 16;

std::size_t at_(std::int64_t index) {
  return static_cast<std::size_t>(index);
}

/// One input's weights for a trial, all pipes.
class Chooser {
 public:
  explicit Chooser(const Units& units) : m_units(units) {}

  void weigh(const Trial& trial, const std::vector<at::Tensor>& logits, std::int64_t row,
             const float* centred, const std::vector<double>& norms, std::uint64_t seed,
             std::span<float> weights) const {
    const std::vector<int> active = router_budgets(m_units.adapter().plan, trial.top_k);
    for (std::size_t p = 0; p < m_units.pipes(); ++p) {
      const SlotRule& rule = m_units.rule(p);
      const auto count = at_(rule.logits());
      const std::span<const float> own(logits[p].data_ptr<float>() + row * rule.logits(), count);
      const std::span<float> out = weights.subspan(m_units.first_slot(p), at_(rule.size()));
      switch (trial.choice) {
        case Choice::routed:
          rule.weigh(own, centred, active[p], out);
          break;
        case Choice::all_active:
          rule.weigh(own, centred, 0, out);
          if (rule.kind() == Gate::Kind::scale) std::fill(out.begin(), out.end(), 1.0F);
          break;
        case Choice::original:
          original(p, own, active[p], out);
          break;
        case Choice::magnitude:
        case Choice::random:
          equal(p, trial.choice, active[p], norms, seed, out);
          break;
      }
    }
  }

 private:
  // Softmax over all workers of the pipe, the k largest kept and made to add up to one: as first written
  // down.
  void original(std::size_t p, std::span<const float> logits, int active, std::span<float> weights) const {
    const SlotRule& rule = m_units.rule(p);
    const std::size_t first = m_units.first_slot(p);
    std::vector<std::int32_t> order(weights.size());
    std::iota(order.begin(), order.end(), 0);
    const auto logit = [&](std::int32_t u) { return logits[at_(rule.logit_of(u))]; };
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return logit(a) > logit(b); });
    std::fill(weights.begin(), weights.end(), 0.0F);
    double sum = 0;
    int spent = 0;
    std::vector<std::int32_t> chosen;
    for (const std::int32_t u : order) {
      const auto cost = static_cast<int>(m_units.list()[first + at_(u)].workers.size());
      if (cost == 0 || spent + cost > active) continue;
      spent += cost;
      chosen.push_back(u);
      sum += cost * std::exp(static_cast<double>(logit(u)) - logit(order.front()));
    }
    for (const std::int32_t u : chosen) {
      weights[at_(u)] =
          static_cast<float>(std::exp(static_cast<double>(logit(u)) - logit(order.front())) / sum);
    }
  }

  // The largest outputs, or any, each at full weight; the experts of a position share it evenly.
  void equal(std::size_t p, Choice choice, int active, const std::vector<double>& norms, std::uint64_t seed,
             std::span<float> weights) const {
    const SlotRule& rule = m_units.rule(p);
    const std::size_t first = m_units.first_slot(p);
    Random random(mix64(seed + p));
    std::vector<double> scores(weights.size());
    for (std::size_t u = 0; u < scores.size(); ++u) {
      scores[u] = choice == Choice::random ? random.uniform() : norms[first + u];
    }
    if (rule.kind() == Gate::Kind::scale) {
      std::vector<char> chosen(scores.size());
      rule.rule().strongest(scores, active, chosen);
      for (std::size_t u = 0; u < scores.size(); ++u) weights[u] = chosen[u] != 0 ? 1.0F : 0.0F;
      return;
    }
    std::vector<float> pseudo(scores.size());
    for (std::size_t u = 0; u < scores.size(); ++u)
      pseudo[u] = static_cast<float>(std::log(scores[u] + 1e-30));
    rule.rule().mixture(pseudo, active, weights);
    const auto experts = at_(m_units.adapter().plan.pipes[p].experts);
    for (std::size_t group = 0; group < weights.size(); group += experts) {
      const auto own = weights.subspan(group, experts);
      const auto chosen = std::count_if(own.begin(), own.end(), [](float w) { return w > 0; });
      for (float& weight : own) weight = weight > 0 ? 1.0F / static_cast<float>(chosen) : 0.0F;
    }
  }

  const Units& m_units;
};

std::vector<at::Tensor> logits_of(const std::vector<Gate>& gates, const at::Tensor& x) {
  std::vector<at::Tensor> all;
  for (const Gate& gate : gates) {
    const at::Tensor weight =
        at::from_blob(const_cast<float*>(gate.weight.data()), {gate.logits(), x.size(1)}, at::kFloat);
    all.push_back(at::addmm(at::tensor(gate.bias, at::kFloat), x, weight.t()).contiguous());
  }
  return all;
}

ActiveWorkers active_of(const Units& units, std::span<const float> weights) {
  std::vector<std::pair<int, float>> all;
  for (std::size_t u = 0; u < weights.size(); ++u) {
    if (weights[u] == 0) continue;
    for (const int worker : units.list()[u].workers) all.emplace_back(worker, weights[u]);
  }
  std::sort(all.begin(), all.end());
  ActiveWorkers active;
  for (const auto& [worker, weight] : all) {
    active.workers.push_back(worker);
    active.weights.push_back(weight);
  }
  return active;
}

}  // namespace

UseCounter::UseCounter(const Plan& plan)
    : m_plan(plan),
      m_active(plan.workers.size(), 0),
      m_weight(plan.workers.size(), 0),
      m_uncovered(plan.pipes.size(), 0) {}

void UseCounter::add(const ActiveWorkers& active) {
  ++m_inputs;
  std::vector<std::vector<char>> covered(m_plan.pipes.size());
  for (std::size_t p = 0; p < covered.size(); ++p) covered[p].assign(at_(m_plan.pipes[p].grid_rows), 0);
  for (std::size_t i = 0; i < active.workers.size(); ++i) {
    const Worker& worker = m_plan.workers[at_(active.workers[i])];
    ++m_active[at_(worker.id)];
    m_weight[at_(worker.id)] += active.weights[i];
    covered[at_(worker.pipe - 1)][at_(worker.row)] = 1;
  }
  for (std::size_t p = 0; p < covered.size(); ++p) {
    const PipePlan& pipe = m_plan.pipes[p];
    const int first = pipe.first_position / pipe.grid_cols;
    const int last = (pipe.first_position + std::max(1, pipe.positions) - 1) / pipe.grid_cols;
    for (int row = first; row <= last; ++row) m_uncovered[p] += covered[p][at_(row)] == 0 ? 1 : 0;
  }
}

std::vector<PipeUse> UseCounter::use(const std::vector<bool>& mixture) const {
  std::vector<PipeUse> all;
  const double inputs = static_cast<double>(std::max<std::int64_t>(1, m_inputs));
  for (std::size_t p = 0; p < m_plan.pipes.size(); ++p) {
    const PipePlan& pipe = m_plan.pipes[p];
    PipeUse use;
    double total = 0, gates = 0;
    for (int i = 0; i < pipe.workers; ++i) {
      const std::size_t id = at_(pipe.first_worker + i);
      use.load.push_back(static_cast<double>(m_active[id]) / inputs);
      total += use.load.back();
      gates += m_weight[id] / inputs;
      use.dead += m_active[id] == 0 ? 1 : 0;
    }
    double entropy = 0;
    for (const double load : use.load) {
      const double share = load / std::max(1e-30, total);
      if (share > 0) entropy -= share * std::log(share);
      use.max_share = std::max(use.max_share, share);
    }
    use.effective = std::exp(entropy);
    use.entropy = pipe.workers > 1 ? entropy / std::log(static_cast<double>(pipe.workers)) : 1;
    use.uncovered = static_cast<int>(m_uncovered[p]);
    // A mixture's position has one sum; a scale gate's row block adds its columns up.
    use.gate_sum = gates / std::max(1, mixture[p] ? pipe.workers / pipe.experts : pipe.grid_rows);
    all.push_back(std::move(use));
  }
  return all;
}

double r2_of(double sse, const at::Tensor& z) {
  const at::Tensor wide = z.to(at::kDouble);
  const double sst = (wide - wide.mean(0)).square_().sum().item<double>();
  return sst > 0 ? 1 - sse / sst : std::nan("");
}

void compare_choices(const Units& units, const std::vector<Gate>& gates, const Rows& rows, std::uint64_t seed,
                     std::vector<Trial>& trials, at::Tensor* predicted, UseCounter* counter,
                     const RunControl& control) {
  const std::int64_t count = rows.x.size(0), d_in = rows.x.size(1), d_out = rows.z.size(1);
  const std::vector<at::Tensor> logits = logits_of(gates, rows.x);
  const Chooser chooser(units);
  const std::size_t slots = units.list().size();
  if (predicted != nullptr) *predicted = at::zeros({count, d_out}, at::kFloat);
  std::vector<ActiveWorkers> active(counter != nullptr ? at_(count) : 0);
  std::vector<double> errors(at_(count) * trials.size(), 0.0);
  // A round of parts at a time, so that a stop is heard.
  const std::int64_t round = kPart * 4 * at::get_num_threads();
  for (std::int64_t start = 0; start < count; start += round) {
    control.check();
    control.progress("test", static_cast<double>(start), static_cast<double>(count), "rows");
    const std::int64_t here = std::min(round, count - start);
    at::parallel_for(0, (here + kPart - 1) / kPart, 1, [&](std::int64_t begin, std::int64_t end) {
      SlotOutputs outputs;
      std::vector<float> weights(slots), rest(at_(d_out));
      std::vector<double> norms(slots);
      for (std::int64_t part = begin; part < end; ++part) {
        const std::int64_t first = start + part * kPart;
        const std::int64_t size = std::min(kPart, count - first);
        units.all_outputs(rows.x.data_ptr<float>() + first * d_in, size, outputs);
        for (std::int64_t i = 0; i < size; ++i) {
          const std::int64_t row = first + i;
          const auto output = [&](std::size_t u) {
            return outputs.values[u].data() + i * units.list()[u].rows.size();
          };
          for (std::size_t u = 0; u < slots; ++u) {
            double square = 0;
            const float* value = output(u);
            for (std::int64_t r = 0; r < units.list()[u].rows.size(); ++r)
              square += static_cast<double>(value[r]) * value[r];
            norms[u] = std::sqrt(square);
          }
          const float* target = rows.z.data_ptr<float>() + row * d_out;
          for (std::size_t t = 0; t < trials.size(); ++t) {
            std::copy_n(target, d_out, rest.begin());
            chooser.weigh(trials[t], logits, row, rows.x.data_ptr<float>() + row * d_in, norms,
                          mix64(seed) + static_cast<std::uint64_t>(row) * 7919, weights);
            for (std::size_t u = 0; u < slots; ++u) {
              if (weights[u] == 0) continue;
              const Slot& slot = units.list()[u];
              const float* value = output(u);
              float* left = rest.data() + slot.rows.begin;
              for (std::int64_t r = 0; r < slot.rows.size(); ++r) left[r] -= weights[u] * value[r];
            }
            double error = 0;
            for (const float value : rest) error += static_cast<double>(value) * value;
            errors[at_(row) * trials.size() + t] = error;
            if (t > 0) continue;
            if (counter != nullptr) active[at_(row)] = active_of(units, weights);
            if (predicted == nullptr) continue;
            float* to = predicted->data_ptr<float>() + row * d_out;
            for (std::int64_t o = 0; o < d_out; ++o) to[o] = target[o] - rest[at_(o)];
          }
        }
      }
    });
  }
  for (std::size_t t = 0; t < trials.size(); ++t) {
    double sse = 0;
    for (std::int64_t row = 0; row < count; ++row) sse += errors[at_(row) * trials.size() + t];
    trials[t].r2 = r2_of(sse, rows.z);
  }
  for (const ActiveWorkers& each : active) counter->add(each);
}

double routed_r2(const Units& units, const std::vector<Gate>& gates, const Rows& rows,
                 const std::vector<int>& active, Group& group, const RunControl& control) {
  const std::int64_t count = rows.x.size(0), d_in = rows.x.size(1), d_out = rows.z.size(1);
  const std::vector<at::Tensor> logits = logits_of(gates, rows.x);
  const std::size_t slots = units.list().size();
  const std::int64_t part = kPart * 4;
  std::vector<double> errors(at_((count + part - 1) / part), 0.0);
  control.check();
  const IndexRange share = group.share(static_cast<std::int64_t>(errors.size()));
  at::parallel_for(share.begin, share.end, 1, [&](std::int64_t begin, std::int64_t end) {
    SlotOutputs outputs;
    std::vector<float> weights(at_(part) * slots);
    for (std::int64_t which = begin; which < end; ++which) {
      const std::int64_t first = which * part;
      const std::int64_t size = std::min(part, count - first);
      outputs.samples.assign(slots, {});
      for (std::int64_t s = 0; s < size; ++s) {
        const std::span<float> own(weights.data() + at_(s) * slots, slots);
        for (std::size_t p = 0; p < units.pipes(); ++p) {
          const SlotRule& rule = units.rule(p);
          rule.weigh({logits[p].data_ptr<float>() + (first + s) * rule.logits(), at_(rule.logits())},
                     rows.x.data_ptr<float>() + (first + s) * d_in, active[p],
                     own.subspan(units.first_slot(p), at_(rule.size())));
        }
        for (std::size_t u = 0; u < slots; ++u) {
          if (own[u] != 0) outputs.samples[u].push_back(static_cast<std::int32_t>(s));
        }
      }
      units.outputs(rows.x.data_ptr<float>() + first * d_in, size, outputs);
      const float* target = rows.z.data_ptr<float>() + first * d_out;
      std::vector<float> rest(target, target + size * d_out);
      for (std::size_t u = 0; u < slots; ++u) {
        const IndexRange range = units.list()[u].rows;
        for (std::size_t i = 0; i < outputs.samples[u].size(); ++i) {
          const auto s = outputs.samples[u][i];
          const float weight = weights[at_(s) * slots + u];
          const float* value = outputs.values[u].data() + static_cast<std::int64_t>(i) * range.size();
          float* left = rest.data() + s * d_out + range.begin;
          for (std::int64_t r = 0; r < range.size(); ++r) left[r] -= weight * value[r];
        }
      }
      for (const float value : rest) errors[at_(which)] += static_cast<double>(value) * value;
    }
  });
  at::Tensor all = at::from_blob(errors.data(), {static_cast<std::int64_t>(errors.size())}, at::kDouble);
  group.sum(all);
  return r2_of(std::accumulate(errors.begin(), errors.end(), 0.0), rows.z);
}

at::Tensor dense_ridge(const Adapter& adapter, const Statistics& statistics, const RunControl& control) {
  const std::vector<IndexRange> all{{0, statistics.d_in}};
  double relative = adapter.ridge;
  if (relative <= 0) relative = choose_ridge(statistics, all, 0, control).relative;
  std::vector<std::string> notes;
  const RidgeFactors factors = ridge_factors(statistics, relative, all, notes, control);
  return solve_joint(
             statistics, factors,
             [&](std::int64_t, const at::Tensor&, const at::Tensor&) { return !control.stop_requested(); })
      .to(at::kFloat);
}

}  // namespace prism
