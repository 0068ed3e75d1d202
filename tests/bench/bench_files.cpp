// SPDX-License-Identifier: GPL-3.0-or-later
// How fast bytes of files become floats and checksums: each figure stands beside memcpy of the same bytes.
#include "core/base/atomic_file.h"
#include "core/base/crc32c.h"
#include "core/model/model.h"
#include "core/model/writers.h"

#include <benchmark/benchmark.h>
#include <cstring>
#include <filesystem>
#include <vector>

namespace {

constexpr std::int64_t kRows = 4096;
constexpr std::int64_t kCols = 2048;

void copy_bytes(benchmark::State& state) {
  const std::vector<char> from(static_cast<std::size_t>(state.range(0)), 'x');
  std::vector<char> to(from.size());
  for (auto _ : state) {
    std::memcpy(to.data(), from.data(), from.size());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(copy_bytes)->Arg(16 << 20);

void checksum(benchmark::State& state) {
  const std::vector<std::byte> bytes(static_cast<std::size_t>(state.range(0)), std::byte{7});
  for (auto _ : state) benchmark::DoNotOptimize(prism::crc32c(bytes));
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(checksum)->Arg(64 << 10)->Arg(16 << 20);

void rows_as_f32(benchmark::State& state, prism::DType dtype) {
  const auto path = std::filesystem::temp_directory_path() / "prism-bench-rows.safetensors";
  prism::TensorToWrite tensor;
  tensor.name = "w";
  tensor.dtype = dtype;
  tensor.shape = {kRows, kCols};
  tensor.rows = [](std::int64_t, std::int64_t count, float* out) { std::fill_n(out, count * kCols, 0.5F); };
  prism::write_safetensors(path, {tensor});
  const prism::TensorFile file = prism::open_safetensors(path);
  const prism::RowReader rows(file, file.get("w"));
  std::vector<float> block(static_cast<std::size_t>(256 * kCols));
  for (auto _ : state) {
    for (std::int64_t row = 0; row < kRows; row += 256) rows.read(row, 256, block.data());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(file.get("w").bytes));
  std::filesystem::remove(path);
}
BENCHMARK_CAPTURE(rows_as_f32, f32, prism::DType::f32);
BENCHMARK_CAPTURE(rows_as_f32, bf16, prism::DType::bf16);
BENCHMARK_CAPTURE(rows_as_f32, f16, prism::DType::f16);

}  // namespace
