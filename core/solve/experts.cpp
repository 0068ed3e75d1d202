// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/base/random.h"
#include "core/solve/blas_torch.h"
#include "core/solve/block_reader_torch.h"
#include "core/solve/clustering_torch.h"
#include "core/solve/expert_ridge_torch.h"
#include "core/solve/experts_torch.h"
#include "core/solve/ridge_torch.h"
#include "core/solve/solvers_torch.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr double kKept = std::numeric_limits<double>::infinity();

/// Every output of the workers of one expert, cut from its map.
void write_expert(TileWriter& tiles, const Adapter& adapter, int pipe_index, int expert,
                  const at::Tensor& map, const RowMoments& moments, double share) {
  const PipePlan& pipe = adapter.plan.pipes[static_cast<std::size_t>(pipe_index)];
  std::vector<double> conditions(static_cast<std::size_t>(pipe.grid_cols), -1);
  for (int id = pipe.first_worker + expert; id < pipe.first_worker + pipe.workers; id += pipe.experts) {
    const Worker& worker = adapter.worker(id);
    double& condition = conditions[static_cast<std::size_t>(worker.col)];
    if (condition < 0) {
      condition = condition_number(moments.gram.narrow(0, worker.cols.begin, worker.cols.size())
                                       .narrow(1, worker.cols.begin, worker.cols.size()));
    }
    tiles.write(
        worker,
        map.narrow(0, worker.cols.begin, worker.cols.size()).narrow(1, worker.rows.begin, worker.rows.size()),
        {condition, moments.count, share});
  }
}

struct Fallbacks {
  int few = 0;        ///< clusters with too few rows
  int unhelpful = 0;  ///< clusters whose own map validates no better than what it is shrunk towards
  int raised = 0;
};

void note_fallbacks(const Fallbacks& fallbacks, int pipe, bool alone, std::int64_t d_in,
                    std::vector<std::string>& notes) {
  const char* kept = alone ? "keep the global map" : "add nothing";
  if (fallbacks.few > 0) {
    notes.push_back(fmt::format("Pipe {}: {} experts have fewer than {} rows and {}.", pipe + 1,
                                fallbacks.few, d_in, kept));
  }
  if (fallbacks.unhelpful > 0) {
    notes.push_back(fmt::format("Pipe {}: {} experts do no better on validation rows and {}.", pipe + 1,
                                fallbacks.unhelpful, kept));
  }
  if (fallbacks.raised > 0) {
    notes.push_back(
        fmt::format("Pipe {}: the ridge of {} experts was raised, their inputs depend on each other.",
                    pipe + 1, fallbacks.raised));
  }
}

/// A gate that sends every row to the first expert: what a pipe has until its clusters are known.
Gate first_expert(const Plan& plan, const PipePlan& pipe) {
  Gate gate;
  gate.layout = Gate::Layout::expert;
  gate.active = pipe.positions;
  gate.bias.assign(static_cast<std::size_t>(pipe.experts), 0.0F);
  gate.weight.assign(static_cast<std::size_t>(pipe.experts * plan.d_in), 0.0F);
  return gate;
}

void fit_pipe(const SampleSource& source, const Statistics& statistics, const TrainOptions& options,
              int index, const at::Tensor& prior, TileWriter& tiles, TrainResult& result,
              const RunControl& control) {
  Adapter& adapter = result.adapter;
  const PipePlan& pipe = adapter.plan.pipes[static_cast<std::size_t>(index)];
  const std::vector<std::int64_t> train = ascending(statistics.split.train);
  const std::vector<std::int64_t> validation = ascending(statistics.split.validation);
  ExpertFit& fit = adapter.experts[static_cast<std::size_t>(index)];
  const auto seed = mix64(options.seed + 0x636c7573ull + static_cast<std::uint64_t>(index));
  fit.clusters = cluster_rows(source, statistics, train, pipe.experts, seed, control);
  Gate gate = fit.clusters;
  gate.active = pipe.positions;
  adapter.gates[static_cast<std::size_t>(index)] = gate;
  const auto rows = rows_by_cluster(source, statistics, train, fit.clusters, control);
  const auto judged = rows_by_cluster(source, statistics, validation, fit.clusters, control);
  const std::unique_ptr<AdapterMap> earlier = map_before(adapter, index);

  ExpertRidge ridge(source, statistics, earlier.get(), options);
  Fallbacks fallbacks;
  for (int e = 0; e < pipe.experts; ++e) {
    control.check();
    control.progress(fmt::format("experts of pipe {}", index + 1), e, pipe.experts, "experts");
    const std::vector<std::int64_t>& own = rows[static_cast<std::size_t>(e)];
    const RowMoments moments = row_moments(source, statistics, own, earlier.get(), control);
    double lambda = kKept;
    if (static_cast<std::int64_t>(own.size()) < statistics.d_in) {
      ++fallbacks.few;
    } else {
      lambda = ridge.choose(moments, prior, judged[static_cast<std::size_t>(e)], control);
      if (std::isinf(lambda)) ++fallbacks.unhelpful;
    }
    const double wanted = lambda;
    const at::Tensor map =
        solve_expert(moments, prior, lambda, statistics.double_precision, *statistics.group);
    if (lambda != wanted) ++fallbacks.raised;
    fit.lambda[static_cast<std::size_t>(e)] = lambda;
    const double share =
        static_cast<double>(own.size()) / static_cast<double>(std::max<std::size_t>(1, train.size()));
    write_expert(tiles, adapter, index, e, map, moments, share);
    tiles.publish(false);
  }
  note_fallbacks(fallbacks, index, prior.defined(), statistics.d_in, result.notes);
}

/// α on validation rows: the weights under which the pipes' outputs fit best.
void fit_pipe_weights(Adapter& adapter, const SampleSource& source, const Statistics& statistics,
                      const RunControl& control) {
  const auto pipes = static_cast<std::int64_t>(adapter.plan.pipes.size());
  const std::vector<std::int64_t> rows = ascending(statistics.split.validation);
  if (pipes < 2 || rows.empty()) return;
  std::vector<AdapterMap> maps;
  for (int p = 0; p < pipes; ++p) maps.emplace_back(adapter, AdapterMapOptions{{p}, false, true});
  at::Tensor products = at::zeros({pipes, pipes}, at::kDouble);
  at::Tensor targets = at::zeros({pipes}, at::kDouble);
  Group& group = *statistics.group;
  BlockReader reader(source, share_of(group, rows), statistics.mean_x(), statistics.mean_z(), at::kFloat,
                     4096);
  while (const SampleBlock* block = reader.next()) {
    control.check();
    control.progress("weighing the pipes", static_cast<double>(block->first * group.size()),
                     static_cast<double>(rows.size()), "rows");
    std::vector<at::Tensor> outputs;
    for (const AdapterMap& map : maps) outputs.push_back(map(block->x));
    for (std::int64_t p = 0; p < pipes; ++p) {
      const at::Tensor& output = outputs[static_cast<std::size_t>(p)];
      targets[p] += (output * block->z).sum(at::kDouble);
      for (std::int64_t q = 0; q <= p; ++q) {
        products[p][q] += (output * outputs[static_cast<std::size_t>(q)]).sum(at::kDouble);
      }
    }
  }
  group.sum(products);
  group.sum(targets);
  products = products.tril() + products.tril(-1).t();
  const at::Tensor weights = at::mv(at::linalg_pinv(products, 1e-9, true), targets);
  // A pipe that is all zero gets no weight from the pseudo-inverse; one does no harm there.
  for (std::int64_t p = 0; p < pipes; ++p) {
    const double weight = weights[p].item<double>();
    const bool silent = products[p][p].item<double>() <= 0;
    adapter.pipe_weights[static_cast<std::size_t>(p)] =
        silent || !std::isfinite(weight) ? 1.0F : static_cast<float>(weight);
  }
}

}  // namespace

std::vector<int> stages_of(const Plan& plan) {
  std::vector<int> stages;
  for (const bool experts : {false, true}) {
    for (std::size_t p = 0; p < plan.pipes.size(); ++p) {
      if ((plan.pipes[p].experts > 1) == experts) stages.push_back(static_cast<int>(p));
    }
  }
  return stages;
}

std::unique_ptr<AdapterMap> map_before(const Adapter& adapter, int pipe) {
  const std::vector<int> stages = stages_of(adapter.plan);
  const std::vector<int> before(stages.begin(), std::find(stages.begin(), stages.end(), pipe));
  if (before.empty()) return nullptr;
  return std::make_unique<AdapterMap>(adapter, AdapterMapOptions{before, false, true});
}

std::vector<std::int64_t> ascending(std::vector<std::int64_t> rows) {
  std::sort(rows.begin(), rows.end());
  return rows;
}

RowMoments row_moments(const SampleSource& source, const Statistics& statistics,
                       std::span<const std::int64_t> rows, const AdapterMap* earlier,
                       const RunControl& control) {
  Group& group = *statistics.group;
  const std::int64_t d_in = source.d_in();
  const std::int64_t d_out = source.d_out();
  const bool is_double = statistics.double_precision;
  RowMoments out;
  out.count = static_cast<std::int64_t>(rows.size());
  out.gram = at::zeros({d_in, d_in}, at::kDouble);
  out.cross = at::zeros({d_in, d_out}, at::kDouble);
  out.zz = at::zeros({d_out}, at::kDouble);
  if (rows.empty()) return out;
  const std::int64_t at_once = std::min<std::int64_t>(16384, block_rows(d_in, d_out, is_double ? 8 : 4));
  const IndexRange own = share_of_blocks(group, out.count, at_once);
  const at::ScalarType type = is_double ? at::kDouble : at::kFloat;
  at::Tensor gram = is_double ? out.gram : at::empty({d_in, d_in}, at::kFloat);
  at::Tensor cross = is_double ? out.cross : at::empty({d_in, d_out}, at::kFloat);
  BlockReader reader(source,
                     rows.subspan(static_cast<std::size_t>(own.begin), static_cast<std::size_t>(own.size())),
                     statistics.mean_x(), statistics.mean_z(), type, at_once, own.begin == 0);
  while (const SampleBlock* block = reader.next()) {
    control.check();
    at::Tensor target = block->z;
    if (earlier != nullptr) target = block->z - (*earlier)(block->x.to(at::kFloat)).to(type);
    out.zz += block->zz;
    if (!is_double) {
      gram.zero_();
      cross.zero_();
    }
    add_gram(block->x, gram);
    add_cross(block->x, target, cross);
    if (!is_double) {
      out.gram.add_(gram);
      out.cross.add_(cross);
    }
  }
  for (at::Tensor* each : {&out.gram, &out.cross, &out.zz}) group.sum(*each);
  out.gram = out.gram.triu() + out.gram.triu(1).t();  // products give the upper triangle
  return out;
}

at::Tensor solve_expert(const RowMoments& moments, const at::Tensor& prior, double& lambda,
                        bool double_precision, Group& group) {
  const at::Tensor base = prior.defined() ? prior : at::zeros_like(moments.cross);
  if (std::isinf(lambda)) return base;
  const IndexRange own = group.share(base.size(1));
  const auto mine = [&](const at::Tensor& matrix) { return matrix.narrow(1, own.begin, own.size()); };
  at::Tensor right = mine(moments.cross).clone(at::MemoryFormat::Contiguous);
  if (prior.defined()) right = right - at::mm(moments.gram, mine(prior));
  const double scale = std::max(1e-300, moments.gram.diagonal().mean().item<double>());
  for (int attempt = 0; attempt < 40; ++attempt, lambda = std::max(10 * lambda, 1e-7 * scale)) {
    at::Tensor factor = moments.gram.clone();
    factor.diagonal().clamp_min_(0).add_(lambda);
    if (group.sum_of(factorise(factor, double_precision) ? 0 : 1) > 0) continue;
    if (own.size() > 0) solve_with_factor(factor, right);
    right.add_(mine(base));
    if (group.alone()) return right;
    at::Tensor whole = at::zeros_like(base);
    mine(whole).copy_(right);
    group.gather(whole, 1);
    return whole;
  }
  throw Error(ErrorCode::numeric, "the statistics of an expert's inputs cannot be factored");
}

at::Tensor prior_of(const Adapter& adapter, const Statistics& statistics, const RunControl& control) {
  if (adapter.plan.pipes.size() > 1) return {};
  std::vector<std::string> notes;
  const RidgeFactors factor = ridge_factors(statistics, adapter.lambda / mean_diagonal(statistics),
                                            {{0, statistics.d_in}}, notes, control);
  at::Tensor map = solve_joint(statistics, factor, [&](std::int64_t, const at::Tensor&, const at::Tensor&) {
    return !control.stop_requested();
  });
  control.check();
  return map;
}

void run_experts(const SampleSource& source, const Statistics& statistics, const TrainOptions& options,
                 double relative, TileWriter& tiles, TrainResult& result, const RunControl& control) {
  Adapter& adapter = result.adapter;
  const Plan& plan = adapter.plan;
  adapter.gates.resize(plan.pipes.size());
  adapter.experts.resize(plan.pipes.size());
  for (std::size_t p = 0; p < plan.pipes.size(); ++p) {
    if (plan.pipes[p].experts == 1) continue;
    adapter.gates[p] = first_expert(plan, plan.pipes[p]);
    adapter.experts[p] = {adapter.gates[p],
                          std::vector<double>(static_cast<std::size_t>(plan.pipes[p].experts), kKept)};
  }
  const auto wide = static_cast<std::uint64_t>(statistics.d_in) *
                    static_cast<std::uint64_t>(2 * statistics.d_in + 2 * statistics.d_out);
  require_memory(wide * sizeof(double), "the statistics of an expert");
  const RidgeFactors factors =
      ridge_factors(statistics, relative, {{0, statistics.d_in}}, result.notes, control);
  adapter.ridge = factors.relative;
  adapter.lambda = factors.lambda;
  const auto progress = [&] {
    control.progress("solving", tiles.written(), static_cast<double>(plan.workers.size()), "workers");
  };
  at::Tensor prior;
  for (const int index : stages_of(plan)) {
    const PipePlan& pipe = plan.pipes[static_cast<std::size_t>(index)];
    if (pipe.experts > 1) {
      if (plan.pipes.size() == 1) prior = prior_of(adapter, statistics, control);
      fit_pipe(source, statistics, options, index, prior, tiles, result, control);
    } else {
      (void)solve_joint(statistics, factors,
                        [&](std::int64_t end, const at::Tensor& weight, const at::Tensor& sse) {
                          tiles.write_outputs(pipe, end, weight, sse);
                          progress();
                          return !control.stop_requested();
                        });
    }
    control.check();
    progress();
  }
  if (options.combine == "fitted") fit_pipe_weights(adapter, source, statistics, control);
}

Adapter refit_experts(const Adapter& adapter, const SampleSource& source, const Statistics& statistics,
                      const RunControl& control) {
  Adapter solved = make_adapter(adapter.plan);
  solved.experts = adapter.experts;
  solved.lambda = adapter.lambda;
  solved.mean_x = adapter.mean_x;
  solved.mean_z = adapter.mean_z;
  TileWriter tiles(solved, statistics, nullptr);
  const std::vector<std::int64_t> train = ascending(statistics.split.train);
  const at::Tensor prior = prior_of(adapter, statistics, control);
  for (const int index : stages_of(adapter.plan)) {
    const PipePlan& pipe = adapter.plan.pipes[static_cast<std::size_t>(index)];
    if (pipe.experts == 1) {
      std::vector<std::string> notes;
      const RidgeFactors factors = ridge_factors(statistics, adapter.lambda / mean_diagonal(statistics),
                                                 {{0, statistics.d_in}}, notes, control);
      (void)solve_joint(statistics, factors,
                        [&](std::int64_t end, const at::Tensor& weight, const at::Tensor& sse) {
                          tiles.write_outputs(pipe, end, weight, sse);
                          return !control.stop_requested();
                        });
      control.check();
      continue;
    }
    const auto p = static_cast<std::size_t>(index);
    if (p >= adapter.experts.size() || adapter.experts[p].empty()) {
      throw Error(ErrorCode::unsupported, "the adapter does not say how its experts were fitted");
    }
    const auto rows = rows_by_cluster(source, statistics, train, adapter.experts[p].clusters, control);
    const std::unique_ptr<AdapterMap> earlier = map_before(solved, index);
    for (int e = 0; e < pipe.experts; ++e) {
      control.check();
      control.progress("solving for comparison", e, pipe.experts, "experts");
      const auto& own = rows[static_cast<std::size_t>(e)];
      double lambda = adapter.experts[p].lambda[static_cast<std::size_t>(e)];
      const RowMoments moments = row_moments(source, statistics, own, earlier.get(), control);
      const at::Tensor map =
          solve_expert(moments, prior, lambda, statistics.double_precision, *statistics.group);
      for (int id = pipe.first_worker + e; id < pipe.first_worker + pipe.workers; id += pipe.experts) {
        const Worker& worker = adapter.worker(id);
        tiles.write(worker,
                    map.narrow(0, worker.cols.begin, worker.cols.size())
                        .narrow(1, worker.rows.begin, worker.rows.size()),
                    {1, moments.count, 0});
      }
    }
  }
  return solved;
}

double condition_number(const at::Tensor& gram) {
  constexpr std::int64_t kExact = 64;
  if (gram.size(0) <= kExact) {
    const at::Tensor values = at::linalg_eigvalsh(gram);
    const double smallest = values[0].item<double>();
    return smallest > 0 ? values[-1].item<double>() / smallest : std::numeric_limits<double>::infinity();
  }
  at::Tensor factor = gram.clone(at::MemoryFormat::Contiguous);
  const double norm = factor.abs().sum(0).max().item<double>();
  return cholesky_in_place(factor) ? condition_of(factor, norm) : std::numeric_limits<double>::infinity();
}

}  // namespace prism
