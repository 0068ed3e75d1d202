// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solve/benchmark.h"

#include "core/base/memory.h"
#include "core/model/writers.h"
#include "core/plan/plan.h"
#include "core/solve/analysis.h"
#include "core/solve/collect_torch.h"
#include "core/solve/original.h"
#include "core/solve/recipe_torch.h"
#include "core/solve/solvers_torch.h"
#include "core/solve/statistics_torch.h"
#include "core/solve/tiles_torch.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <memory>
#include <numeric>
#include <system_error>
#include <unistd.h>

#include <ATen/ATen.h>

namespace prism {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Sizes {
  std::int64_t samples, full_samples, d_in, d_out;
  int workers;
};

constexpr double kRidge = 1e-3;

/// Normal numbers, always the same ones.
at::Tensor normal(std::int64_t rows, std::int64_t cols, std::uint64_t seed) {
  const at::Generator generator = at::detail::createCPUGenerator(seed);
  return at::randn({rows, cols}, generator, at::TensorOptions(at::kFloat));
}

class GeneratedSource final : public SampleSource {
 public:
  GeneratedSource(std::int64_t rows, std::int64_t d_in, std::int64_t d_out)
      : m_x(normal(rows, d_in, 1)), m_z(normal(rows, d_out, 2)) {
    // Some signal, so that the figures mean something.
    m_z += m_x.narrow(1, 0, std::min(d_in, d_out)).repeat({1, (d_out + d_in - 1) / d_in}).narrow(1, 0, d_out);
  }
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
  std::string identity() const override { return "generated"; }

  [[nodiscard]] const at::Tensor& x() const { return m_x; }
  [[nodiscard]] const at::Tensor& z() const { return m_z; }

 private:
  at::Tensor m_x, m_z;
};

/// Statistics of all rows as training rows, then the workers: what `train` does without choosing anything.
double time_solver(const GeneratedSource& source, Solver solver, const Sizes& sizes,
                   const RunControl& control) {
  TrainOptions options;
  options.solver = solver;
  options.combine = "sum";
  options.workers = sizes.workers;
  options.ridge = kRidge;
  std::vector<std::int64_t> rows(static_cast<std::size_t>(source.size()));
  std::iota(rows.begin(), rows.end(), 0);

  const auto start = Clock::now();
  Statistics statistics;
  statistics.d_in = source.d_in();
  statistics.d_out = source.d_out();
  TrainResult result;
  result.adapter = make_adapter(plan_for(options, statistics));
  result.adapter.solver = solver;
  MomentsRequest request;
  if (solver == Solver::independent) {
    request.gram_blocks = solver_columns(result.adapter.plan, result.adapter.plan.pipes.front());
  }
  provisional_means(source, rows, request.provisional_x, request.provisional_z);
  statistics.provisional_x = request.provisional_x;
  statistics.provisional_z = request.provisional_z;
  statistics.train = collect_moments(source, rows, request, [&](std::int64_t done) {
    control.progress("statistics", static_cast<double>(done), static_cast<double>(rows.size()), "rows");
    control.check();
  });
  TileWriter tiles(result.adapter, statistics, nullptr);
  const Recipe recipe = choose_recipe(statistics, options, result, control);
  run_recipe(recipe, statistics, options, tiles, result, control);
  return seconds_since(start);
}

/// The same problem as anyone would write it with Torch.
double time_dense_ridge(const GeneratedSource& source) {
  const auto start = Clock::now();
  const at::Tensor x = source.x() - source.x().mean(0);
  const at::Tensor z = source.z() - source.z().mean(0);
  at::Tensor gram = at::mm(x.t(), x);
  gram.diagonal().add_(gram.diagonal().mean() * kRidge);
  const at::Tensor weight = at::cholesky_solve(at::mm(x.t(), z), at::linalg_cholesky(gram));
  return weight.defined() ? seconds_since(start) : 0;
}

/// A file of the system's temporary folder that loses its name in any case.
struct ScratchFile {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / fmt::format("prism-benchmark-{}.safetensors", ::getpid());
  ScratchFile() = default;
  ~ScratchFile() { remove(); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  void remove() const {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

/// Half of every output can be known from two inputs.
void write_pair(const std::filesystem::path& file, const Sizes& sizes, const RunControl& control) {
  const auto x_row = [&](std::int64_t row) {
    return normal(1, sizes.d_in, 1 + static_cast<std::uint64_t>(row));
  };
  const auto rows_of = [&](std::int64_t width, const std::function<at::Tensor(std::int64_t)>& row_of) {
    return [&control, width, row_of](std::int64_t first, std::int64_t count, float* out) {
      control.check();
      for (std::int64_t row = first; row < first + count; ++row) {
        out = std::copy_n(row_of(row).contiguous().data_ptr<float>(), width, out);
      }
    };
  };
  const auto z_row = [&](std::int64_t row) {
    const at::Tensor x = x_row(row);
    return normal(1, sizes.d_out, (std::uint64_t{1} << 40) + static_cast<std::uint64_t>(row)) +
           0.8 * x.narrow(1, 0, sizes.d_out) + 0.6 * x.narrow(1, sizes.d_in - sizes.d_out, sizes.d_out);
  };
  write_safetensors(file,
                    {{"x", DType::bf16, {sizes.full_samples, sizes.d_in}, rows_of(sizes.d_in, x_row), {}},
                     {"z", DType::bf16, {sizes.full_samples, sizes.d_out}, rows_of(sizes.d_out, z_row), {}}});
}

/// Whole training from a mapped file, then one worker broken and repaired.
void time_full(const MachineLimits& machine, const Sizes& sizes, const BenchmarkSink& sink,
               const RunControl& control) {
  const ScratchFile file;
  DataSpec spec;
  spec.pairs = file.path;
  write_pair(spec.pairs, sizes, control);

  reset_peak_resident();
  const auto start = Clock::now();
  const auto source = open_samples(spec, 0, control);
  file.remove();  // mapped by now: nothing is left behind however the program ends
  const StatisticsPtr statistics = collect_statistics(*source, {}, control);
  const double statistics_seconds = seconds_since(start);
  TrainOptions options;
  options.solver = Solver::joint;
  options.workers = sizes.workers;
  TrainResult trained = train(*source, statistics, options, control);
  const double trained_seconds = statistics_seconds + trained.seconds_ridge_search + trained.seconds_solve;
  const double everything = seconds_since(start);
  if (trained.stopped) throw Stopped();
  const double n = static_cast<double>(sizes.full_samples);
  const double d = static_cast<double>(sizes.d_in);
  const double m = static_cast<double>(sizes.d_out);
  const double floor = (n * d * d + 2 * n * d * m) / (machine.gemm_f32_gflops * 1e9);
  BenchmarkRow full;
  full.name = "solve.full";
  full.seconds = trained_seconds;
  full.ratio_to_limit = trained_seconds / floor;
  full.note = fmt::format(
      "{} bf16 rows from a mapped file: statistics {:.2f} s, ridge search {:.2f} s, solve {:.2f} s; with all "
      "figures and "
      "baselines {:.2f} s; peak memory {} MiB, of these statistics {} MiB",
      sizes.full_samples, statistics_seconds, trained.seconds_ridge_search, trained.seconds_solve, everything,
      trained.peak_rss_bytes >> 20, bytes_of(*statistics) >> 20);
  if (sink.wants(full.name)) sink.add(std::move(full));
  if (!sink.wants("retrain.one")) return;

  WorkerAnalysis analysis(std::move(trained.adapter), statistics);
  (void)analysis.figures(control);
  const int broken = sizes.workers / 3;
  analysis.corrupt({{broken}}, Corruption::noise, 1);
  (void)analysis.figures(control);
  const auto click = Clock::now();
  (void)analysis.retrain({{broken}}, control);
  (void)analysis.figures(control);
  BenchmarkRow retrain;
  retrain.name = "retrain.one";
  retrain.seconds = seconds_since(click);
  const auto back = Clock::now();
  analysis.undo();
  retrain.note =
      fmt::format("one of {} workers, figures included; undo {:.3f} s", sizes.workers, seconds_since(back));
  sink.add(std::move(retrain));
}

template <typename Work>
double best_of(int times, const Work& work) {
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < times; ++i) {
    const auto start = Clock::now();
    work();
    best = std::min(best, seconds_since(start));
  }
  return best;
}

}  // namespace

MachineLimits measure_machine(bool quick) {
  const std::int64_t side = quick ? 1024 : 4096;
  const double flops =
      2.0 * static_cast<double>(side) * static_cast<double>(side) * static_cast<double>(side);
  MachineLimits limits;
  for (const at::ScalarType type : {at::kFloat, at::kDouble}) {
    const at::Tensor a = at::full({side, side}, 0.5, type);
    const at::Tensor b = at::full({side, side}, 0.25, type);
    at::Tensor c = at::zeros({side, side}, type);
    const double seconds = best_of(4, [&] { at::mm_out(c, a, b); });
    (type == at::kFloat ? limits.gemm_f32_gflops : limits.gemm_f64_gflops) = flops / seconds / 1e9;
  }
  const at::Tensor from = at::ones({(quick ? 64 : 256) << 18}, at::kFloat);
  at::Tensor to = at::zeros_like(from);
  limits.memory_gb_s = 2 * static_cast<double>(from.nbytes()) / best_of(4, [&] { to.copy_(from); }) / 1e9;
  return limits;
}

void benchmark_solve(const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                     const RunControl& control) {
  const Sizes sizes = quick ? Sizes{8000, 16000, 1024, 512, 128} : Sizes{20000, 109566, 4096, 2048, 512};
  const double n = static_cast<double>(sizes.samples);
  const double d = static_cast<double>(sizes.d_in);
  const double m = static_cast<double>(sizes.d_out);
  const double rate = machine.gemm_f32_gflops * 1e9;
  const GridShape grid = grid_rule(sizes.workers, sizes.d_in, sizes.d_out);
  const double block = d / grid.cols;
  const double independent = n * d * block + 2 * n * d * m + d * block * block / 3 + 2 * d * block * m;
  const double joint = n * d * d + 2 * n * d * m + d * d * d / 3 + 2 * d * d * m;

  std::unique_ptr<const GeneratedSource> source;
  double original = 0;
  const auto time = [&](const std::string& name, double floor, std::string note,
                        const std::function<double()>& work) {
    if (!sink.wants(name)) return;
    control.check();
    control.progress("benchmark " + name, 0, 0);
    if (!source) source = std::make_unique<GeneratedSource>(sizes.samples, sizes.d_in, sizes.d_out);
    BenchmarkRow row;
    row.name = name;
    row.seconds = work();
    if (floor > 0) row.ratio_to_limit = row.seconds * rate / floor;
    if (original > 0) row.times_faster_than_original = original / row.seconds;
    row.note = std::move(note);
    sink.add(std::move(row));
  };
  time("solve.original", 0,
       fmt::format("{} samples, {}→{}, {} workers", sizes.samples, sizes.d_in, sizes.d_out, sizes.workers),
       [&] { return original = benchmark_original(*source, sizes.workers, control); });
  time("solve.independent", independent, "only the diagonal blocks of G, plain sum",
       [&] { return time_solver(*source, Solver::independent, sizes, control); });
  time("solve.joint", joint, "ridge given",
       [&] { return time_solver(*source, Solver::joint, sizes, control); });
  time("solve.dense_ridge", joint, "plain Torch, all in f32", [&] { return time_dense_ridge(*source); });
  source.reset();
  if (!sink.wants("solve.full") && !sink.wants("retrain.one")) return;
  control.check();
  control.progress("benchmark solve.full", 0, 0);
  time_full(machine, sizes, sink, control);
}

}  // namespace prism
