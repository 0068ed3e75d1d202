// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/benchmark.h"

#include "core/base/text_format.h"
#include "core/infer/runner.h"
#include "core/plan/plan.h"
#include "core/route/trainer_torch.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <limits>
#include <memory>
#include <numeric>
#include <unistd.h>

#include <ATen/ATen.h>

namespace prism {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The median of some runs after one to warm up: machines shared with others have slow and lucky moments.
template <typename Work>
double median_of(int times, const Work& work) {
  work();
  std::vector<double> all;
  for (int i = 0; i < times; ++i) {
    const auto start = Clock::now();
    work();
    all.push_back(seconds_since(start));
  }
  std::nth_element(all.begin(), all.begin() + times / 2, all.end());
  return all[static_cast<std::size_t>(times / 2)];
}

at::Tensor normal(std::int64_t rows, std::int64_t cols, std::uint64_t seed) {
  const at::Generator generator = at::detail::createCPUGenerator(seed);
  return at::randn({rows, cols}, generator, at::TensorOptions(at::kFloat));
}

/// Tiles of random numbers; a gate in whose logits the inputs matter little for pipes that have experts, and
/// scale gates of ones elsewhere.
Adapter random_adapter(Plan plan, int active, bool gated) {
  Adapter adapter = make_adapter(std::move(plan));
  std::uint64_t seed = 1;
  for (const Worker& worker : adapter.plan.workers) {
    const at::Tensor values = normal(worker.rows.size(), worker.cols.size(), seed++) /
                              std::sqrt(static_cast<double>(adapter.plan.d_in));
    set_tile(adapter, worker.id, {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
  }
  if (!gated) return adapter;
  for (const PipePlan& pipe : adapter.plan.pipes) {
    Gate gate;
    gate.kind = pipe.experts > 1 ? Gate::Kind::mixture : Gate::Kind::scale;
    gate.layout = pipe.experts > 1 ? Gate::Layout::row_block : Gate::Layout::worker;
    gate.active = std::min(active, pipe.workers);
    const std::int64_t logits = gate_size(pipe, gate.layout);
    const at::Tensor weight = normal(logits, adapter.plan.d_in, seed++) /
                              std::sqrt(static_cast<double>(adapter.plan.d_in)) *
                              (pipe.experts > 1 ? 1.0 : 0.1);
    gate.weight.assign(weight.data_ptr<float>(), weight.data_ptr<float>() + weight.numel());
    gate.bias.assign(static_cast<std::size_t>(logits), 1.0F);
    adapter.gates.push_back(std::move(gate));
  }
  return adapter;
}

Plan plan_of(std::int64_t d_in, std::int64_t d_out, int pipes) {
  PlanOptions options;
  options.d_in = d_in;
  options.d_out = d_out;
  options.pipes = pipes;
  return make_plan(options);
}

struct Timed {
  double seconds = 0;
  RunnerCounters counters;  ///< of one run
};

Timed time_runner(AdapterRunner& runner, const at::Tensor& x, std::int64_t d_out, int times) {
  at::Tensor y = at::empty({x.size(0), d_out}, at::kFloat);
  const auto work = [&] { runner.run(x.data_ptr<float>(), x.size(0), y.data_ptr<float>()); };
  Timed timed;
  work();
  timed.counters = runner.counters();
  timed.seconds = median_of(times, work);
  return timed;
}

class RandomSource final : public SampleSource {
 public:
  RandomSource(std::int64_t rows, std::int64_t d_in, std::int64_t d_out)
      : m_x(normal(rows, d_in, 1)), m_z(normal(rows, d_out, 2)) {}
  std::int64_t size() const override { return m_x.size(0); }
  std::int64_t d_in() const override { return m_x.size(1); }
  std::int64_t d_out() const override { return m_z.size(1); }
  Domain domain() const override { return Domain::matrices; }
  void read(std::span<const std::int64_t> indices, float* x, float* z) const override {
    for (const std::int64_t index : indices) {
      x = std::copy_n(m_x.data_ptr<float>() + index * d_in(), d_in(), x);
      z = std::copy_n(m_z.data_ptr<float>() + index * d_out(), d_out(), z);
    }
  }
  std::uint64_t split_key(std::int64_t index) const override { return static_cast<std::uint64_t>(index); }
  SampleFigures describe(std::int64_t) const override { return {}; }
  std::int64_t candidates() const override { return 0; }
  void read_candidates(std::int64_t, std::int64_t, float*) const override {}
  std::string candidate_text(std::int64_t) const override { return {}; }
  std::int64_t truth_of(std::int64_t) const override { return -1; }
  std::string identity() const override { return "random"; }

 private:
  at::Tensor m_x, m_z;
};

/// What a trainer asks of statistics, for rows known to be standard normal: all of them train.
Statistics unit_statistics(const SampleSource& source) {
  Statistics statistics;
  statistics.d_in = source.d_in();
  statistics.d_out = source.d_out();
  statistics.provisional_x = at::zeros({source.d_in()}, at::kDouble);
  statistics.provisional_z = at::zeros({source.d_out()}, at::kDouble);
  statistics.split.train.resize(static_cast<std::size_t>(source.size()));
  std::iota(statistics.split.train.begin(), statistics.split.train.end(), 0);
  const double n = static_cast<double>(source.size());
  statistics.train = {source.size(),
                      at::zeros({source.d_in()}, at::kDouble),
                      at::zeros({source.d_out()}, at::kDouble),
                      at::eye(source.d_in(), at::kDouble) * n,
                      at::zeros({source.d_in(), source.d_out()}, at::kDouble),
                      at::ones({source.d_out()}, at::kDouble) * n};
  return statistics;
}

void report(const BenchmarkSink& sink, const std::string& name, double seconds, double ratio,
            std::string note) {
  if (!sink.wants(name)) return;
  BenchmarkRow row;
  row.name = name;
  row.seconds = seconds;
  row.ratio_to_limit = ratio;
  row.note = std::move(note);
  sink.add(std::move(row));
}

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void time_streaming(const Adapter& adapter, const at::Tensor& x, const BenchmarkSink& sink) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / fmt::format("prism-stream-{}.prism", ::getpid());
  save_adapter(adapter, file);
  const auto mapped = std::make_shared<const Adapter>(load_adapter(file));
  std::filesystem::remove(file);  // the mapping keeps it alive
  RunnerOptions options;
  options.stream_bytes = static_cast<std::uint64_t>(count_costs(adapter.plan).bytes_stored) / 4;
  AdapterRunner runner(mapped, options);
  const Timed timed = time_runner(runner, x, adapter.plan.d_out, 3);
  report(
      sink, "infer.stream", timed.seconds, kNone,
      fmt::format("32 inputs, at most {} of {} MiB of tiles resident ({} used)", options.stream_bytes >> 20,
                  (options.stream_bytes * 4) >> 20, runner.counters().peak_resident_bytes >> 20));
}

}  // namespace

void benchmark_infer(const MachineLimits&, bool quick, const BenchmarkSink& sink, const RunControl& control) {
  const std::int64_t d_in = quick ? 1024 : 4096, d_out = quick ? 512 : 2048;
  const Plan plan = plan_of(d_in, d_out, 1);
  const auto dense_adapter = std::make_shared<const Adapter>(random_adapter(plan, 0, false));
  const auto routed_adapter = std::make_shared<const Adapter>(random_adapter(plan, 154, true));
  std::vector<float> weight, bias;
  assemble(*dense_adapter, weight, bias);
  const at::Tensor matrix = at::from_blob(weight.data(), {d_out, d_in}, at::kFloat);
  const int times = quick ? 9 : 15;
  for (const std::int64_t batch : {std::int64_t{1}, std::int64_t{32}}) {
    control.check();
    control.progress(fmt::format("benchmark infer, batch {}", batch), 0, 0);
    const std::string end = fmt::format(".b{}", batch);
    const at::Tensor x = normal(batch, d_in, 99);
    at::Tensor y = at::empty({batch, d_out}, at::kFloat);
    const double dense = median_of(times, [&] { at::mm_out(y, x, matrix.t()); });
    report(sink, "infer.dense" + end, dense, kNone, fmt::format("torch::mm, {}→{}", d_in, d_out));
    AdapterRunner all(dense_adapter);
    const Timed tiled = time_runner(all, x, d_out, times);
    report(sink, "infer.all" + end, tiled.seconds, tiled.seconds / dense,
           "all 512 tiles; ratio to the dense product");
    AdapterRunner routed(routed_adapter);
    const Timed sparse = time_runner(routed, x, d_out, times);
    const double share =
        static_cast<double>(sparse.counters.macs) / static_cast<double>(batch * d_in * d_out);
    report(
        sink, "infer.routed" + end, sparse.seconds, sparse.seconds / (dense * share),
        fmt::format(
            "154 of 512 active, {:.3f} of the dense products (gate {:.3f}); ratio to that share of its time",
            share,
            static_cast<double>(sparse.counters.macs_gates) / static_cast<double>(batch * d_in * d_out)));
  }
  control.check();
  if (sink.wants("infer.stream")) time_streaming(*dense_adapter, normal(32, d_in, 98), sink);
}

void benchmark_route(const MachineLimits&, bool quick, const BenchmarkSink& sink, const RunControl& control) {
  const std::int64_t d_in = quick ? 1024 : 4096, d_out = quick ? 512 : 2048, rows = quick ? 4000 : 10000;
  if (!sink.wants("route.epoch") && !sink.wants("route.dense_forward")) return;
  // The cube pipe alone, with all its experts.
  PlanOptions options;
  options.d_in = d_in;
  options.d_out = d_out;
  options.pipes = 2;
  options.tile = quick ? 128 : 512;
  Plan plan = make_plan(options);
  plan.pipes.resize(1);
  plan.workers.resize(static_cast<std::size_t>(plan.pipes.front().workers));
  const Adapter adapter = random_adapter(std::move(plan), 154, true);
  const RandomSource source(rows, d_in, d_out);
  const Statistics statistics = unit_statistics(source);
  RouteOptions route;
  route.epochs = 4;
  route.max_rows = 0;
  const Units units(adapter, adapter.gates);
  RouterTrainer trainer(units, adapter.gates, source, statistics, route, router_budgets(adapter.plan, 154));
  const at::Tensor weight = normal(d_in, d_out, 3);
  const double dense = median_of(3, [&] {
    for (std::int64_t first = 0; first < rows; first += route.batch) {
      std::vector<std::int64_t> indices(static_cast<std::size_t>(std::min(route.batch, rows - first)));
      std::iota(indices.begin(), indices.end(), first);
      const at::Tensor y = at::mm(read_rows(source, adapter, indices).x, weight);
      if (!y.defined()) return;
    }
  });
  report(sink, "route.dense_forward", dense, kNone, fmt::format("{} rows, {}→{}", rows, d_in, d_out));
  const auto start = Clock::now();
  (void)trainer.epoch(0, control);
  const double first = seconds_since(start);
  int number = 1;
  const double later = median_of(2, [&] { (void)trainer.epoch(number++, control); });
  report(sink, "route.epoch", later, later / dense,
         fmt::format("{} workers, {} experts a position, 154 active; the first epoch {:.2f} s{}",
                     adapter.plan.workers.size(), adapter.plan.pipes.front().experts, first,
                     trainer.caching() ? "" : ", nothing cached"));
}

}  // namespace prism
