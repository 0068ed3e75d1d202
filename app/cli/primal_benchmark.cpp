// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/primal_benchmark.h"

#include "core/base/memory.h"
#include "core/base/random.h"
#include "core/base/text_format.h"
#include "core/lowbit/packed_model.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <limits>
#include <system_error>
#include <unistd.h>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace prism::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

BenchmarkRow row_of(const char* name, double seconds, double limit, std::string note) {
  BenchmarkRow row;
  row.name = name;
  row.seconds = seconds;
  row.ratio_to_limit = limit > 0 ? seconds / limit : std::numeric_limits<double>::quiet_NaN();
  row.note = std::move(note);
  return row;
}

void measure_matvec(const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                    const RunControl& control) {
  if (!sink.wants("primal.matvec") && !sink.wants("primal.matvec_f32")) return;
  control.progress("packed product", 0, 0);
  const std::int64_t side = quick ? 2048 : 4096;
  const at::Tensor weights = at::empty({side, side}, at::kFloat), x = at::empty({side}, at::kFloat);
  Random random(1);
  for (const at::Tensor& each : {weights, x}) {
    auto* values = each.data_ptr<float>();
    for (std::int64_t i = 0; i < each.numel(); ++i) values[i] = static_cast<float>(random.normal());
  }
  const PackedMatrix packed =
      quantise_matrix({weights.data_ptr<float>(), static_cast<std::size_t>(weights.numel())}, side, side,
                      grid_named("prime13"), ScaleRule::absmax);
  at::Tensor y = at::mv(weights, x), z = at::empty({side}, at::kFloat);
  double best = 1e9, best_f32 = 1e9;
  for (int turn = 0; turn < (quick ? 20 : 40); ++turn) {
    control.check();
    auto start = Clock::now();
    at::mv_out(y, weights, x);
    best_f32 = std::min(best_f32, seconds_since(start));
    start = Clock::now();
    const PackedInput input({x.data_ptr<float>(), static_cast<std::size_t>(side)}, 4);
    at::parallel_for(0, side, 64, [&](std::int64_t begin, std::int64_t end) {
      packed_matvec(packed, input, begin, end - begin, z.data_ptr<float>() + begin);
    });
    best = std::min(best, seconds_since(start));
  }
  const double bytes = static_cast<double>(weights.nbytes());
  const double limit = machine.memory_gb_s > 0 ? bytes / (machine.memory_gb_s * 1e9) : 0;
  if (sink.wants("primal.matvec")) {
    sink.add(row_of(
        "primal.matvec", best, limit,
        fmt::format(
            "{0}² from 4-bit codes ({1}): {2:.2f} times faster than f32, {3:.2f} times less memory ({4})",
            side, packed_kernel(), best_f32 / best, bytes / static_cast<double>(packed.bytes()),
            format_bytes(packed.bytes()))));
  }
  if (sink.wants("primal.matvec_f32")) {
    sink.add(
        row_of("primal.matvec_f32", best_f32, limit,
               fmt::format("{0}² by the BLAS, {1}", side, format_bytes(static_cast<std::uint64_t>(bytes)))));
  }
}

void measure_large(const BenchmarkSink& sink, const RunControl& control) {
  if (!sink.wants("primal.packed_1b")) return;
  control.progress("a packed model of 1.1 billion parameters", 0, 0);
  const fs::path file = fs::temp_directory_path() / fmt::format("prismoe-packed-{}.safetensors", ::getpid());
  struct Gone {
    const fs::path& path;
    ~Gone() {
      std::error_code ignored;
      fs::remove(path, ignored);
    }
  } const gone{file};
  write_random_packed(PackedShape(), grid_named("prime13"), 1, file);
  control.check();
  reset_peak_resident();
  const std::uint64_t before = resident_bytes();
  auto start = Clock::now();
  PackedModel model(open_packed(file));
  const double loading = seconds_since(start);
  (void)model.step(1);
  constexpr int kTokens = 4;
  start = Clock::now();
  for (int t = 0; t < kTokens; ++t) {
    control.check();
    (void)model.step(t + 2);
  }
  const double token = seconds_since(start) / kTokens;
  const std::uint64_t after = resident_bytes();
  sink.add(row_of(
      "primal.packed_1b", token, std::numeric_limits<double>::quiet_NaN(),
      fmt::format(
          "{} parameters in {}, {} resident more after 5 tokens, opened in {}, {:.1f} tokens a second",
          format_count(static_cast<double>(model.file().parameters())), format_bytes(model.file().bytes()),
          format_bytes(after > before ? after - before : 0), format_seconds(loading), 1 / token)));
}

}  // namespace

void measure_primal(const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                    const RunControl& control) {
  measure_matvec(machine, quick, sink, control);
  if (!quick) measure_large(sink, control);
}

}  // namespace prism::cli
