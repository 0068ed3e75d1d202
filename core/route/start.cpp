// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/route/figures_torch.h"

#include <array>
#include <cmath>
#include <fmt/format.h>

#include <ATen/ATen.h>

namespace prism {
namespace {

/// Spreads of a group's logits that are tried: from nearly even shares to one expert alone.
constexpr std::array kSpreads{0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 64.0};

std::size_t at_(std::int64_t index) {
  return static_cast<std::size_t>(index);
}

/// The same choice for every unit of a finer layout.
Gate spread_out(const Gate& gate, const PipePlan& pipe, Gate::Layout layout, std::int64_t d_in) {
  if (gate.layout == layout) return gate;
  const GateRule from(pipe, gate.layout), to(pipe, layout);
  Gate fine;
  fine.layout = layout;
  fine.weight.assign(at_(to.units() * d_in), 0.0F);
  fine.bias.assign(at_(to.units()), 0.0F);
  for (int i = 0; i < pipe.workers; ++i) {
    std::copy_n(gate.weight.begin() + from.unit_of(i) * d_in, d_in,
                fine.weight.begin() + to.unit_of(i) * d_in);
    fine.bias[at_(to.unit_of(i))] = gate.bias[at_(from.unit_of(i))];
  }
  return fine;
}

void scale_by(Gate& gate, double factor) {
  for (float& value : gate.weight) value = static_cast<float>(value * factor);
  for (float& value : gate.bias) value = static_cast<float>(value * factor);
}

/// Standard deviation of the logits among the experts of a group, in the mean.
double spread_of(const Gate& gate, const PipePlan& pipe, const at::Tensor& x) {
  const at::Tensor weight =
      at::from_blob(const_cast<float*>(gate.weight.data()), {gate.logits(), x.size(1)}, at::kFloat);
  const at::Tensor logits = at::addmm(at::tensor(gate.bias, at::kFloat), x, weight.t());
  return logits.view({x.size(0), gate.logits() / pipe.experts, pipe.experts})
      .std(2, false)
      .mean()
      .item<double>();
}

}  // namespace

std::vector<Gate> start_gates(const Adapter& adapter, const Rows& validation, bool separate,
                              const std::vector<int>& active, std::vector<std::string>& notes, Group& group,
                              const RunControl& control) {
  const Plan& plan = adapter.plan;
  std::vector<Gate> gates(plan.pipes.size());
  std::vector<std::size_t> mixtures;
  for (std::size_t p = 0; p < plan.pipes.size(); ++p) {
    const PipePlan& pipe = plan.pipes[p];
    const bool has = !adapter.gates.empty() && !adapter.gates[p].empty();
    if (pipe.experts == 1) {
      gates[p].kind = Gate::Kind::scale;
      gates[p].layout = Gate::Layout::worker;
      gates[p].weight.assign(at_(pipe.workers * plan.d_in), 0.0F);
      gates[p].bias.assign(at_(pipe.workers), 1.0F);
      if (has && adapter.gates[p].kind == Gate::Kind::scale &&
          adapter.gates[p].layout == Gate::Layout::worker) {
        gates[p] = adapter.gates[p];  // trained before: goes on from there
      }
    } else {
      if (!has) {
        throw Error(ErrorCode::unsupported,
                    fmt::format("pipe {} has experts but no gate to start from", p + 1), {}, {},
                    "an adapter of the solver experts");
      }
      const Gate::Layout finest = separate ? Gate::Layout::worker : Gate::Layout::row_block;
      const Gate::Layout layout =
          adapter.gates[p].layout == Gate::Layout::worker ? Gate::Layout::worker : finest;
      gates[p] = spread_out(adapter.gates[p], pipe, layout, plan.d_in);
      mixtures.push_back(p);
    }
    gates[p].active = active[p];
    const GateRule rule(pipe, gates[p].layout);
    const int least = gates[p].kind == Gate::Kind::scale ? pipe.grid_rows : rule.minimum();
    if (active[p] < least) {
      notes.push_back(fmt::format("pipe {}: {} workers cannot cover its {} row blocks; {} are active", p + 1,
                                  active[p], pipe.grid_rows, least));
    }
  }
  // Temperatures one pipe after the other, twice: each is judged beside the others' present ones.
  if (validation.x.size(0) == 0) return gates;
  std::vector<double> spread(plan.pipes.size(), 1);
  for (const std::size_t p : mixtures)
    spread[p] = std::max(1e-12, spread_of(gates[p], plan.pipes[p], validation.x));
  const std::vector<Gate> given = gates;
  const Units units(adapter, gates);
  int largest = 1;
  for (std::size_t p = 0; p < plan.pipes.size(); ++p) largest = std::max(largest, plan.pipes[p].workers);
  std::vector<double> factor(plan.pipes.size(), 1);
  const int rounds = mixtures.size() > 1 ? 2 : 1;
  for (int round = 0; round < rounds; ++round) {
    for (const std::size_t p : mixtures) {
      double best = -std::numeric_limits<double>::infinity();
      double chosen = factor[p];
      for (std::size_t i = 0; i <= kSpreads.size(); ++i) {
        const double tried = i == kSpreads.size() ? 1.0 : kSpreads[i] / spread[p];  // as it came, too
        gates[p] = given[p];
        scale_by(gates[p], tried);
        const double r2 = routed_r2(units, gates, validation, active, group, control);
        if (!(r2 > best)) continue;
        best = r2;
        chosen = tried;
      }
      factor[p] = chosen;
      gates[p] = given[p];
      scale_by(gates[p], chosen);
    }
  }
  for (std::size_t p = 0; p < plan.pipes.size(); ++p) gates[p].active = active[p];
  return gates;
}

}  // namespace prism
