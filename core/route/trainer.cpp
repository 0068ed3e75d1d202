// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/route/trainer_torch.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace prism {
namespace {

/// Inputs one thread works on at once: many, so that a tile is read for many of them; few enough that every
/// thread has some.
std::int64_t part_of(std::int64_t batch) {
  const std::int64_t share = (batch + at::get_num_threads() - 1) / at::get_num_threads();
  return std::clamp<std::int64_t>((share + 15) / 16 * 16, 32, 256);
}

/// Reading a cached number costs about as much time as this many products.
constexpr std::int64_t kProductsARead = 16;
constexpr double kAuxiliary =
    0.01;                        ///< weight of the load loss, relative to the share of unexplained variance
constexpr double kNudge = 2e-3;  ///< of a logit's bias a step, against uneven load

std::size_t at_(std::int64_t index) {
  return static_cast<std::size_t>(index);
}

void adam(at::Tensor& value, at::Tensor& m, at::Tensor& v, const at::Tensor& gradient, double rate,
          std::int64_t step) {
  constexpr double kFirst = 0.9, kSecond = 0.999, kTiny = 1e-12;
  m.mul_(kFirst).add_(gradient, 1 - kFirst);
  v.mul_(kSecond).addcmul_(gradient, gradient, 1 - kSecond);
  const double t = static_cast<double>(step);
  const at::Tensor root = (v / (1 - std::pow(kSecond, t))).sqrt_().add_(kTiny);
  value.addcdiv_(m, root, -rate / (1 - std::pow(kFirst, t)));
}

}  // namespace

struct RouterTrainer::Batch {
  std::int64_t count = 0;
  IndexRange own;  ///< this rank's inputs of the batch
  Rows rows;
  at::Tensor scaled;                      ///< x over its deviations
  std::vector<at::Tensor> logits;         ///< of each pipe [count, logits]
  std::vector<at::Tensor> gradient;       ///< with respect to them
  std::vector<float> weights, by_weight;  ///< [count, slots] and the error's gradient
};

std::vector<std::int64_t> some_rows(std::span<const std::int64_t> indices, std::int64_t count,
                                    std::uint64_t seed) {
  std::vector<std::int64_t> rows(indices.begin(), indices.end());
  std::sort(rows.begin(), rows.end());
  if (count <= 0 || count >= static_cast<std::int64_t>(rows.size())) return rows;
  std::vector<std::int64_t> order = Random(mix64(seed)).permutation(static_cast<std::int64_t>(rows.size()));
  order.resize(at_(count));
  for (std::int64_t& each : order) each = rows[at_(each)];
  std::sort(order.begin(), order.end());
  return order;
}

Rows read_rows(const SampleSource& source, const Adapter& adapter, std::span<const std::int64_t> indices) {
  const auto count = static_cast<std::int64_t>(indices.size());
  Rows rows{at::empty({count, source.d_in()}, at::kFloat), at::empty({count, source.d_out()}, at::kFloat)};
  source.read(indices, rows.x.data_ptr<float>(), rows.z.data_ptr<float>());
  rows.x.sub_(at::tensor(adapter.mean_x, at::kFloat));
  rows.z.sub_(at::tensor(adapter.mean_z, at::kFloat));
  return rows;
}

RouterTrainer::RouterTrainer(const Units& units, const std::vector<Gate>& start, const SampleSource& source,
                             const Statistics& statistics, const RouteOptions& options,
                             std::vector<int> active)
    : m_units(units),
      m_group(statistics.group),
      m_forms(units),
      m_source(source),
      m_options(options),
      m_active(std::move(active)),
      m_shape(start),
      m_rows(some_rows(statistics.split.train, options.max_rows, options.seed)) {
  const Centred train = statistics.centred(Part::train);
  const double n = static_cast<double>(std::max<std::int64_t>(1, train.count));
  m_variance = std::max(1e-30, train.zz.sum().item<double>() / n);
  m_deviation = (train.gram.diagonal() / n).clamp_min(1e-30).sqrt().to(at::kFloat);
  m_batches = (rows() + options.batch - 1) / std::max<std::int64_t>(1, options.batch);
  const std::int64_t d_in = source.d_in();
  for (Gate& gate : m_shape) {
    Head head;
    head.weight = at::tensor(gate.weight, at::kFloat).view({gate.logits(), d_in}) * m_deviation;
    head.bias = at::tensor(gate.bias, at::kFloat);
    head.weight_m = at::zeros_like(head.weight);
    head.weight_v = at::zeros_like(head.weight);
    head.bias_m = at::zeros_like(head.bias);
    head.bias_v = at::zeros_like(head.bias);
    heads.push_back(std::move(head));
    gate.weight.clear();
  }
  // Where an input's products cost less than reading its forms would, nothing is gained by keeping them.
  double share = 0;
  for (std::size_t p = 0; p < m_active.size(); ++p) {
    share += static_cast<double>(m_active[p]) / units.adapter().plan.pipes[p].workers /
             static_cast<double>(m_active.size());
  }
  if (static_cast<double>(m_forms.size() * kProductsARead) < share * static_cast<double>(units.macs())) {
    const std::int64_t inputs = m_group->share(options.batch, 0).size();
    const auto bytes = static_cast<std::uint64_t>(m_forms.size() * inputs) * sizeof(float);
    m_cached = std::min<std::int64_t>(
        m_batches, static_cast<std::int64_t>(options.cache_bytes / std::max<std::uint64_t>(1, bytes)));
  }
  m_kept.resize(at_(m_cached));
}

// Every so-manieth row: ascending, so that files are read in order, yet spread over all of them.
void RouterTrainer::load(std::int64_t number, Batch& batch) const {
  std::vector<std::int64_t> indices;
  for (std::int64_t i = number; i < rows(); i += m_batches) indices.push_back(m_rows[at_(i)]);
  batch.count = static_cast<std::int64_t>(indices.size());
  batch.own = m_group->share(batch.count);
  batch.rows = read_rows(m_source, m_units.adapter(), indices);
  batch.scaled = batch.rows.x / m_deviation;
  batch.logits.clear();
  batch.gradient.clear();
  for (const Head& head : heads) {
    batch.logits.push_back(at::addmm(head.bias, batch.scaled, head.weight.t()));
    batch.gradient.push_back(at::zeros_like(batch.logits.back()));
  }
  const std::size_t slots = m_units.list().size();
  batch.weights.assign(at_(batch.count) * slots, 0.0F);
  batch.by_weight.assign(at_(batch.count) * slots, 0.0F);
}

void RouterTrainer::weigh(Batch& batch) const {
  const std::size_t slots = m_units.list().size();
  at::parallel_for(batch.own.begin, batch.own.end, 8, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t s = begin; s < end; ++s) {
      for (std::size_t p = 0; p < heads.size(); ++p) {
        const SlotRule& rule = m_units.rule(p);
        rule.weigh({batch.logits[p].data_ptr<float>() + s * rule.logits(), at_(rule.logits())},
                   batch.rows.x.data_ptr<float>() + s * m_source.d_in(), m_active[p],
                   {batch.weights.data() + at_(s) * slots + m_units.first_slot(p), at_(rule.size())});
      }
    }
  });
}

double RouterTrainer::direct(Batch& batch, std::int64_t first, std::int64_t count) const {
  const std::size_t slots = m_units.list().size();
  const std::int64_t d_out = m_source.d_out();
  const float* weights = batch.weights.data() + at_(first) * slots;
  float* by_weight = batch.by_weight.data() + at_(first) * slots;
  SlotOutputs outputs;
  outputs.samples.resize(slots);
  for (std::int64_t s = 0; s < count; ++s) {
    for (std::size_t u = 0; u < slots; ++u) {
      if (weights[at_(s) * slots + u] != 0) outputs.samples[u].push_back(static_cast<std::int32_t>(s));
    }
  }
  m_units.outputs(batch.rows.x.data_ptr<float>() + first * m_source.d_in(), count, outputs);
  const float* target = batch.rows.z.data_ptr<float>() + first * d_out;
  std::vector<float> rest(target, target + count * d_out);  // what is left: Σ c f − t, negated
  const auto each = [&](const auto& visit) {
    for (std::size_t u = 0; u < slots; ++u) {
      const std::int64_t rows = m_units.list()[u].rows.size();
      for (std::size_t i = 0; i < outputs.samples[u].size(); ++i) {
        const auto s = at_(outputs.samples[u][i]);
        visit(s * slots + u, outputs.values[u].data() + static_cast<std::int64_t>(i) * rows,
              rest.data() + static_cast<std::int64_t>(s) * d_out + m_units.list()[u].rows.begin, rows);
      }
    }
  };
  each([&](std::size_t at, const float* value, float* left, std::int64_t rows) {
    const float weight = weights[at];
    for (std::int64_t r = 0; r < rows; ++r) left[r] -= weight * value[r];
  });
  each([&](std::size_t at, const float* value, const float* left, std::int64_t rows) {
    float sum = 0;
    for (std::int64_t r = 0; r < rows; ++r) sum += value[r] * left[r];
    by_weight[at] = -2 * sum;
  });
  double error = 0;
  for (const float value : rest) error += static_cast<double>(value) * value;
  return error;
}

double RouterTrainer::cached(Batch& batch, std::int64_t number, std::int64_t first, std::int64_t count) {
  const std::size_t slots = m_units.list().size();
  const std::int64_t d_out = m_source.d_out();
  float* forms = m_kept[at_(number)].get();
  double error = 0;
  for (std::int64_t s = first; s < first + count; ++s) {
    const float* target = batch.rows.z.data_ptr<float>() + s * d_out;
    for (std::int64_t o = 0; o < d_out; ++o) error += static_cast<double>(target[o]) * target[o];
    error += m_forms.add_gradient(forms + (s - batch.own.begin) * m_forms.size(),
                                  {batch.weights.data() + at_(s) * slots, slots},
                                  {batch.by_weight.data() + at_(s) * slots, slots});
  }
  return error;
}

double RouterTrainer::errors(Batch& batch, std::int64_t number) {
  const bool keep = number < m_cached;
  const bool fresh = keep && m_kept[at_(number)] == nullptr;
  const std::int64_t inputs = batch.own.size();
  if (fresh) m_kept[at_(number)] = std::make_unique_for_overwrite<float[]>(at_(inputs * m_forms.size()));
  const std::int64_t size = part_of(inputs);
  const std::int64_t parts = (inputs + size - 1) / size;
  std::vector<double> error(at_(parts), 0.0);
  at::parallel_for(0, parts, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t part = begin; part < end; ++part) {
      const std::int64_t first = batch.own.begin + part * size;
      const std::int64_t count = std::min(size, batch.own.end - first);
      if (fresh) {
        SlotOutputs outputs;
        m_units.all_outputs(batch.rows.x.data_ptr<float>() + first * m_source.d_in(), count, outputs);
        for (std::int64_t s = 0; s < count; ++s) {
          m_forms.make(outputs, s, batch.rows.z.data_ptr<float>() + (first + s) * m_source.d_out(),
                       m_kept[at_(number)].get() + (part * size + s) * m_forms.size());
        }
      }
      error[at_(part)] = keep ? cached(batch, number, first, count) : direct(batch, first, count);
    }
  });
  return std::accumulate(error.begin(), error.end(), 0.0);
}

// Through the softmax of each group, or straight to a scale gate's logit.
void RouterTrainer::to_logits(Batch& batch) const {
  const std::size_t slots = m_units.list().size();
  const double factor = 1 / (m_variance * static_cast<double>(batch.count));
  at::parallel_for(batch.own.begin, batch.own.end, 8, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t s = begin; s < end; ++s) {
      for (std::size_t p = 0; p < heads.size(); ++p) {
        const SlotRule& rule = m_units.rule(p);
        const float* weights = batch.weights.data() + at_(s) * slots + m_units.first_slot(p);
        const float* by_weight = batch.by_weight.data() + at_(s) * slots + m_units.first_slot(p);
        float* out = batch.gradient[p].data_ptr<float>() + s * rule.logits();
        if (rule.kind() == Gate::Kind::scale) {
          for (std::int64_t u = 0; u < rule.size(); ++u) {
            if (weights[u] != 0) out[rule.logit_of(u)] += static_cast<float>(factor) * by_weight[u];
          }
          continue;
        }
        const std::int64_t experts = m_units.adapter().plan.pipes[p].experts;
        for (std::int64_t first = 0; first < rule.size(); first += experts) {
          double mean = 0;
          for (std::int64_t u = first; u < first + experts; ++u)
            mean += static_cast<double>(weights[u]) * by_weight[u];
          for (std::int64_t u = first; u < first + experts; ++u) {
            out[u] = static_cast<float>(factor * weights[u] * (by_weight[u] - mean));
          }
        }
      }
    }
  });
}

// An input's gradient with respect to its logits is smaller than the weights' gradient, and every rank makes
// the same product of all of them: the steps are the bits that one process would take.
void RouterTrainer::bring_together(Batch& batch) const {
  if (m_group->alone()) return;
  std::vector<at::Tensor> flat;
  for (const at::Tensor& each : batch.gradient) flat.push_back(each.view({-1}));
  at::Tensor all = at::cat(flat);
  m_group->sum(all);  // zero for other ranks' inputs
  std::int64_t first = 0;
  for (at::Tensor& each : flat) {
    each.copy_(all.narrow(0, first, each.numel()));
    first += each.numel();
  }
  if (m_options.balance == Balance::none) return;
  at::Tensor weights =
      at::from_blob(batch.weights.data(), {static_cast<std::int64_t>(batch.weights.size())}, at::kFloat);
  m_group->sum(weights);
}

// Loads of a mixture's units in this batch, evened out through the loss or beside it.
void RouterTrainer::balance_load(const Batch& batch, std::size_t pipe, at::Tensor& gradient) {
  const SlotRule& rule = m_units.rule(pipe);
  if (m_options.balance == Balance::none || rule.kind() == Gate::Kind::scale) return;
  const auto slots = static_cast<std::int64_t>(m_units.list().size());
  const std::int64_t experts = m_units.adapter().plan.pipes[pipe].experts;
  const std::int64_t groups = rule.size() / experts;
  const at::Tensor weights =
      at::from_blob(const_cast<float*>(batch.weights.data()), {batch.count, slots}, at::kFloat)
          .narrow(1, static_cast<std::int64_t>(m_units.first_slot(pipe)), rule.size());
  at::Tensor load = (weights > 0).to(at::kFloat).mean(0).view({groups, experts});
  load = load / load.sum(1, true).clamp_min(1e-12);
  if (m_options.balance == Balance::bias) {
    heads[pipe].bias.sub_((load - 1.0 / static_cast<double>(experts)).sign().view({-1}), kNudge);
    return;
  }
  // experts · Σ load · mean softmax is least when both are even (Shazeer et al. 2017, Fedus et al. 2021).
  const at::Tensor shares = batch.logits[pipe].view({batch.count, groups, experts}).softmax(2);
  const at::Tensor mean = (shares * load).sum(2, true);
  const double factor = kAuxiliary * static_cast<double>(experts) / static_cast<double>(batch.count * groups);
  gradient.add_((shares * (load - mean)).view({batch.count, rule.size()}), factor);
}

void RouterTrainer::step(const Batch& batch) {
  ++steps;
  const double total = static_cast<double>(m_batches) * m_options.epochs;
  const double rate =
      m_options.learning_rate * (1 - 0.9 * std::min(1.0, static_cast<double>(steps) / std::max(1.0, total)));
  const double weight_rate = rate / std::sqrt(static_cast<double>(m_source.d_in()));
  for (std::size_t p = 0; p < heads.size(); ++p) {
    Head& head = heads[p];
    at::Tensor gradient = batch.gradient[p];
    balance_load(batch, p, gradient);
    adam(head.weight, head.weight_m, head.weight_v, at::mm(gradient.t(), batch.scaled), weight_rate, steps);
    adam(head.bias, head.bias_m, head.bias_v, gradient.sum(0), rate, steps);
  }
}

double RouterTrainer::epoch(int number, const RunControl& control) {
  const std::vector<std::int64_t> order =
      Random(mix64(m_options.seed ^ mix64(static_cast<std::uint64_t>(number) + 1))).permutation(m_batches);
  double error = 0;
  Batch batch;
  for (std::size_t i = 0; i < order.size(); ++i) {
    control.check();
    load(order[i], batch);
    weigh(batch);
    error += errors(batch, order[i]);
    to_logits(batch);
    bring_together(batch);
    step(batch);
    control.progress("routing", number + static_cast<double>(i + 1) / static_cast<double>(order.size()),
                     m_options.epochs, "epochs");
  }
  error = m_group->sum_of(error);
  return error / (static_cast<double>(rows()) * static_cast<double>(m_source.d_out()));
}

std::vector<Gate> RouterTrainer::gates() const {
  std::vector<Gate> all = m_shape;
  for (std::size_t p = 0; p < all.size(); ++p) {
    const at::Tensor weight = (heads[p].weight / m_deviation).contiguous();
    const at::Tensor bias = heads[p].bias.contiguous();
    all[p].weight.assign(weight.data_ptr<float>(), weight.data_ptr<float>() + weight.numel());
    all[p].bias.assign(bias.data_ptr<float>(), bias.data_ptr<float>() + bias.numel());
    all[p].active = m_active[p];
  }
  return all;
}

}  // namespace prism
