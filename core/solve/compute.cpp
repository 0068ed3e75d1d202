// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solve/blas_torch.h"
#include "core/solve/train.h"

#include <algorithm>
#include <cblas.h>
#include <chrono>
#include <dlfcn.h>
#include <filesystem>
#include <system_error>
#include <thread>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

namespace prism {
namespace {

/// The reference BLAS gives 1–2 GFLOP/s, any tuned one more than ten a core.
constexpr double kSlowGflops = 5;

/// The library that sgemm_ comes from in this process, which is what Torch calls too.
std::string blas_name() {
  void* symbol = dlsym(RTLD_DEFAULT, "sgemm_");
  Dl_info info{};
  if (symbol == nullptr || dladdr(symbol, &info) == 0 || info.dli_fname == nullptr) return "unknown";
  std::error_code ignored;
  std::string name = std::filesystem::canonical(info.dli_fname, ignored).filename().string();
  if (name.empty()) name = info.dli_fname;
  if (name.find("openblas") == std::string::npos) return name;
  std::string config = openblas_get_config();
  while (!config.empty() && config.back() == ' ') config.pop_back();
  return name + " (" + config + ")";
}

double measure_gemm() {
  constexpr std::int64_t kSide = 512;
  const at::Tensor a = at::full({kSide, kSide}, 0.5f);
  const at::Tensor b = at::full({kSide, kSide}, 0.25f);
  at::Tensor c = at::mm(a, b);  // the first call starts threads
  double best = 0;
  for (int run = 0; run < 3; ++run) {
    const auto start = std::chrono::steady_clock::now();
    at::mm_out(c, a, b);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    best = std::max(best, 2.0 * kSide * kSide * kSide / std::max(seconds, 1e-9) / 1e9);
  }
  return best;
}

}  // namespace

ComputeInfo compute_info(bool measure) {
  ComputeInfo info;
  info.torch_version = TORCH_VERSION;
  info.blas = blas_name();
  info.threads = at::get_num_threads();
  info.cuda = at::hasCUDA();
  if (measure) {
    info.gemm_gflops = measure_gemm();
    info.slow_blas = info.gemm_gflops < kSlowGflops;
  }
  return info;
}

void set_compute_threads(int threads) {
  const int all = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  const int wanted = threads <= 0 ? all : threads;
  at::set_num_threads(wanted);
  set_blas_threads(wanted);
}

}  // namespace prism
