// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/memory.h"
#include "core/base/sha256.h"
#include "core/solve/blas_torch.h"
#include "core/solve/block_reader_torch.h"
#include "core/solve/collect_torch.h"
#include "core/solve/large_tensor_torch.h"
#include "core/solve/shared_moments_torch.h"
#include "core/solve/statistics_cache_torch.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace prism {
namespace {

/// Rows of a product made at a time: the panel of f32 sums stays small whatever the widths, and is added to
/// the f64 sums while it is still in cache.
constexpr std::int64_t kPanel = 512;

/// sums[row:, col:] += panel [rows, cols]; above the diagonal only when `upper`.
void fold(const float* panel, IndexRange rows, IndexRange cols, bool upper, at::Tensor& sums) {
  const std::int64_t stride = sums.stride(0);
  double* to = sums.data_ptr<double>();
  at::parallel_for(0, rows.size(), 16, [&](std::int64_t first, std::int64_t last) {
    for (std::int64_t row = first; row < last; ++row) {
      const float* from = panel + row * cols.size();
      double* target = to + (rows.begin + row) * stride + cols.begin;
      for (std::int64_t i = upper ? std::max<std::int64_t>(0, rows.begin + row - cols.begin) : 0;
           i < cols.size(); ++i) {
        target[i] += static_cast<double>(from[i]);
      }
    }
  });
}

/// Adds the products of f32 blocks to f64 sums, panel by panel.
class PanelProducts {
 public:
  PanelProducts(std::int64_t d_in, std::int64_t d_out)
      : m_panel(large_zeros(std::min(kPanel, d_in), std::max(d_in, d_out), at::kFloat)) {}

  /// gram[range, range] += x[:, range]ᵀ x[:, range], upper triangle.
  void add_gram(const at::Tensor& x, IndexRange range, at::Tensor& gram) {
    for (std::int64_t begin = range.begin; begin < range.end; begin += kPanel) {
      add(x, {begin, std::min(begin + kPanel, range.end)}, x, {begin, range.end}, true, gram);
    }
  }
  /// cross += xᵀz.
  void add_cross(const at::Tensor& x, const at::Tensor& z, at::Tensor& cross) {
    for (std::int64_t begin = 0; begin < x.size(1); begin += kPanel) {
      add(x, {begin, std::min(begin + kPanel, x.size(1))}, z, {0, z.size(1)}, false, cross);
    }
  }

 private:
  void add(const at::Tensor& a, IndexRange rows, const at::Tensor& b, IndexRange cols, bool upper,
           at::Tensor& sums) {
    float* panel = m_panel.data_ptr<float>();
    multiply_transposed(a, rows.begin, rows.end, b, cols.begin, cols.end, panel);
    fold(panel, rows, cols, upper, sums);
  }

  at::Tensor m_panel;
};

std::vector<std::int64_t> sorted(std::vector<std::int64_t> indices) {
  std::sort(indices.begin(), indices.end());
  return indices;
}

/// Bytes of three splits' moments; throws Error(unsupported) when they cannot even be counted.
std::uint64_t needed_bytes(std::int64_t d_in, std::int64_t d_out) {
  std::int64_t width = 0;
  std::int64_t cells = 0;
  std::int64_t bytes = 0;
  if (d_in <= 0 || d_out <= 0 || __builtin_add_overflow(d_in, d_out, &width) ||
      __builtin_mul_overflow(d_in, width, &cells) ||
      __builtin_mul_overflow(cells, std::int64_t{3 * sizeof(double)}, &bytes)) {
    throw Error(ErrorCode::unsupported,
                "statistics of a map from " + std::to_string(d_in) + " to " + std::to_string(d_out) +
                    " dimensions cannot be kept",
                {}, {}, "widths up to some ten thousand");
  }
  return static_cast<std::uint64_t>(bytes);
}

/// Ranks that were started with other options or other files must not mix their sums.
void check_same_data(Group& group, const std::string& identity) {
  const bool other = group.agree(identity) != identity;
  if (group.sum_of(other ? 1 : 0) == 0) return;
  throw Error(ErrorCode::mismatch,
              other ? "this process reads other data, or splits it otherwise, than the one with RANK=0"
                    : "some processes of the run read other data than this one",
              {}, {}, "the same command and the same files on all of them");
}

}  // namespace

void provisional_means(const SampleSource& source, std::span<const std::int64_t> indices, at::Tensor& x,
                       at::Tensor& z) {
  const auto first = indices.first(std::min<std::size_t>(indices.size(), 1024));
  BlockReader reader(source, first, {}, {}, at::kFloat, static_cast<std::int64_t>(first.size()));
  const SampleBlock* block = reader.next();
  x = block == nullptr ? at::zeros({source.d_in()}, at::kDouble)
                       : block->sum_x / static_cast<double>(first.size());
  z = block == nullptr ? at::zeros({source.d_out()}, at::kDouble)
                       : block->sum_z / static_cast<double>(first.size());
  x = x.to(at::kFloat).to(at::kDouble);
  z = z.to(at::kFloat).to(at::kDouble);
}

Moments collect_moments(const SampleSource& source, std::span<const std::int64_t> indices,
                        const MomentsRequest& request, const std::function<void(std::int64_t)>& done) {
  const std::int64_t d_in = source.d_in();
  const std::int64_t d_out = source.d_out();
  const std::vector<IndexRange> ranges =
      request.gram_blocks.empty() ? std::vector<IndexRange>{{0, d_in}} : request.gram_blocks;
  Moments moments;
  moments.count = static_cast<std::int64_t>(indices.size());
  moments.sum_x = at::zeros({d_in}, at::kDouble);
  moments.sum_z = at::zeros({d_out}, at::kDouble);
  moments.zz = at::zeros({d_out}, at::kDouble);
  moments.gram = large_zeros(d_in, d_in, at::kDouble);
  moments.cross = large_zeros(d_in, d_out, at::kDouble);
  const bool is_double = request.double_precision;
  PanelProducts products(d_in, d_out);
  BlockReader reader(source, indices, request.provisional_x, request.provisional_z,
                     is_double ? at::kDouble : at::kFloat, block_rows(d_in, d_out, is_double ? 8 : 4),
                     request.starts);
  while (const SampleBlock* block = reader.next()) {
    moments.sum_x += block->sum_x;
    moments.sum_z += block->sum_z;
    moments.zz += block->zz;
    for (const IndexRange range : ranges) {
      if (is_double) {
        add_gram(block->x, moments.gram, range.begin, range.end);
      } else {
        products.add_gram(block->x, range, moments.gram);
      }
    }
    if (is_double) {
      add_cross(block->x, block->z, moments.cross);
    } else {
      products.add_cross(block->x, block->z, moments.cross);
    }
    done(block->first + block->x.size(0));
  }
  for (const IndexRange range : ranges) mirror_upper(moments.gram, range.begin, range.end);
  if (!std::isfinite(moments.gram.diagonal().sum().item<double>()) ||
      !std::isfinite(moments.zz.sum().item<double>())) {
    throw Error(ErrorCode::numeric, "the values are too large for their squares to be added up", {}, {},
                "values below 1e15, or --precision double");
  }
  return moments;
}

StatisticsPtr collect_statistics(const SampleSource& source, const StatisticsOptions& options,
                                 const RunControl& control) {
  const auto start = std::chrono::steady_clock::now();
  const auto statistics = std::make_shared<Statistics>();
  statistics->d_in = source.d_in();
  statistics->d_out = source.d_out();
  statistics->double_precision = options.double_precision;
  if (options.group != nullptr) statistics->group = options.group;
  Group& group = *statistics->group;
  statistics->split = split_samples(source, options.split, options.seed);
  statistics->identity =
      sha256_hex("statistics 1|" + source.identity() + "|" + std::to_string(static_cast<int>(options.split)) +
                 "|" + std::to_string(options.seed) + (options.double_precision ? "|f64" : "|f32"));
  const Split& split = statistics->split;
  statistics->train.count = static_cast<std::int64_t>(split.train.size());
  statistics->validation.count = static_cast<std::int64_t>(split.validation.size());
  statistics->test.count = static_cast<std::int64_t>(split.test.size());
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  if (split.train.empty()) {
    throw Error(ErrorCode::mismatch,
                "there are no samples to train on (" + std::to_string(source.size()) + " in all)", {}, {},
                "three samples or more");
  }
  require_memory(needed_bytes(statistics->d_in, statistics->d_out), "the statistics of the samples");
  check_same_data(group, statistics->identity);
  const bool stored =
      group.first() && !options.cache.empty() &&
      load_statistics(*statistics, options.cache, options.any_threads ? "" : makers_of(*statistics));
  if (group.agree(stored ? 1.0 : 0.0) != 0) {
    hand_out(group, *statistics);
    statistics->seconds = seconds();
    return statistics;
  }

  MomentsRequest request;
  request.double_precision = options.double_precision;
  const double total = static_cast<double>(split.train.size() + split.validation.size() + split.test.size());
  double before = 0;
  const auto collect = [&](const std::vector<std::int64_t>& part) {
    // Ascending: a mapped file is read front to back, whatever the random order of the split.
    const std::vector<std::int64_t> indices = sorted(part);
    if (!request.provisional_x.defined()) {
      provisional_means(source, indices, request.provisional_x, request.provisional_z);
      group.broadcast(request.provisional_x, 0);
      group.broadcast(request.provisional_z, 0);
    }
    const IndexRange own =
        share_of_blocks(group, static_cast<std::int64_t>(indices.size()),
                        block_rows(statistics->d_in, statistics->d_out, options.double_precision ? 8 : 4));
    const auto rows_of_this =
        std::span(indices).subspan(static_cast<std::size_t>(own.begin), static_cast<std::size_t>(own.size()));
    request.starts = own.begin == 0;
    Moments moments = collect_moments(source, rows_of_this, request, [&](std::int64_t rows) {
      control.progress("statistics", before + static_cast<double>(rows * group.size()), total, "rows");
      control.check();
    });
    add_up(group, moments);
    before += static_cast<double>(part.size());
    return moments;
  };
  control.check();
  statistics->train = collect(split.train);
  statistics->validation = collect(split.validation);
  statistics->test = collect(split.test);
  statistics->provisional_x = request.provisional_x;
  statistics->provisional_z = request.provisional_z;
  if (!options.cache.empty() && group.first()) {
    try {
      save_statistics(*statistics, options.cache);
    } catch (const Error& error) {
      log_warning(std::string("The statistics could not be stored for the next run: ") + error.what());
    }
  }
  statistics->seconds = seconds();
  return statistics;
}

}  // namespace prism
