// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/tile_kernels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

// Small tiles are too small for a BLAS call each: packing and thread hand-over would cost as much as the
// work. So the two products are written here in GCC's vector types and compiled for several instruction sets,
// the best one chosen when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define PRISM_HAS_AVX2_CLONE 1
#define PRISM_FOR_AVX2 __attribute__((target("avx2,fma")))
#else
#define PRISM_FOR_AVX2
#endif

namespace prism {
namespace {

using Lanes = float __attribute__((vector_size(32), aligned(4), may_alias));
constexpr std::int64_t kLanes = 8;
/// Six rows by sixteen samples fill the sixteen registers of AVX2.
constexpr int kRows = 6;

template <int Rows>
[[gnu::always_inline]] inline void panel_rows(const float* tile, std::int64_t stride, std::int64_t cols,
                                              const float* panel, float* out) {
  Lanes sums[Rows][2];
  for (int r = 0; r < Rows; ++r) {
    sums[r][0] = *reinterpret_cast<const Lanes*>(out + r * kPanel);
    sums[r][1] = *reinterpret_cast<const Lanes*>(out + r * kPanel + kLanes);
  }
  for (std::int64_t c = 0; c < cols; ++c) {
    const Lanes low = *reinterpret_cast<const Lanes*>(panel + c * kPanel);
    const Lanes high = *reinterpret_cast<const Lanes*>(panel + c * kPanel + kLanes);
    for (int r = 0; r < Rows; ++r) {
      const float weight = tile[r * stride + c];
      sums[r][0] += weight * low;
      sums[r][1] += weight * high;
    }
  }
  for (int r = 0; r < Rows; ++r) {
    *reinterpret_cast<Lanes*>(out + r * kPanel) = sums[r][0];
    *reinterpret_cast<Lanes*>(out + r * kPanel + kLanes) = sums[r][1];
  }
}

template <int Rows>
[[gnu::always_inline]] inline void dot_rows(const float* tile, std::int64_t stride, std::int64_t cols,
                                            const float* x, float* out) {
  Lanes sums[Rows][2] = {};
  std::int64_t c = 0;
  for (; c + 2 * kLanes <= cols; c += 2 * kLanes) {
    const Lanes low = *reinterpret_cast<const Lanes*>(x + c);
    const Lanes high = *reinterpret_cast<const Lanes*>(x + c + kLanes);
    for (int r = 0; r < Rows; ++r) {
      sums[r][0] += *reinterpret_cast<const Lanes*>(tile + r * stride + c) * low;
      sums[r][1] += *reinterpret_cast<const Lanes*>(tile + r * stride + c + kLanes) * high;
    }
  }
  for (int r = 0; r < Rows; ++r) {
    const Lanes both = sums[r][0] + sums[r][1];
    float sum = 0;
    for (std::int64_t rest = c; rest < cols; ++rest) sum += tile[r * stride + rest] * x[rest];
    for (int lane = 0; lane < kLanes; ++lane) sum += both[lane];
    out[r] += sum;
  }
}

[[gnu::always_inline]] inline void panel_any(int rows, const float* tile, std::int64_t stride,
                                             std::int64_t cols, const float* panel, float* out) {
  switch (rows) {
    case 6:
      return panel_rows<6>(tile, stride, cols, panel, out);
    case 5:
      return panel_rows<5>(tile, stride, cols, panel, out);
    case 4:
      return panel_rows<4>(tile, stride, cols, panel, out);
    case 3:
      return panel_rows<3>(tile, stride, cols, panel, out);
    case 2:
      return panel_rows<2>(tile, stride, cols, panel, out);
    default:
      return panel_rows<1>(tile, stride, cols, panel, out);
  }
}

[[gnu::always_inline]] inline void dot_any(int rows, const float* tile, std::int64_t stride,
                                           std::int64_t cols, const float* x, float* out) {
  int r = 0;
  for (; r + 4 <= rows; r += 4) dot_rows<4>(tile + r * stride, stride, cols, x, out + r);
  for (; r < rows; ++r) dot_rows<1>(tile + r * stride, stride, cols, x, out + r);
}

[[gnu::always_inline]] inline void widen(const std::uint16_t* from, std::int64_t count, float* to) {
  for (std::int64_t i = 0; i < count; ++i) {
    to[i] = std::bit_cast<float>(static_cast<std::uint32_t>(from[i]) << 16);
  }
}

struct Product {
  TileRows tile;
  const float* inputs;      // of the first block, at the tile's first column
  std::int64_t block_step;  // between blocks of inputs
  std::int64_t blocks;
  bool few;
  float* out;
  float* scratch;  // kRows rows, for bf16
};

[[gnu::always_inline]] inline void multiply_body(const Product& work) {
  const TileRows& tile = work.tile;
  for (std::int64_t first = 0; first < tile.rows; first += kRows) {
    const int rows = static_cast<int>(std::min<std::int64_t>(kRows, tile.rows - first));
    const float* values = nullptr;
    std::int64_t stride = tile.stride;
    if (tile.bf16 != nullptr) {
      stride = tile.cols;
      for (int r = 0; r < rows; ++r) {
        widen(tile.bf16 + (first + r) * tile.stride, tile.cols, work.scratch + r * stride);
      }
      values = work.scratch;
    } else {
      values = tile.f32 + first * stride;
    }
    for (std::int64_t block = 0; block < work.blocks; ++block) {
      const float* inputs = work.inputs + block * work.block_step;
      if (work.few) {
        dot_any(rows, values, stride, tile.cols, inputs, work.out + block * tile.rows + first);
      } else {
        panel_any(rows, values, stride, tile.cols, inputs, work.out + (block * tile.rows + first) * kPanel);
      }
    }
  }
}

#if defined(PRISM_HAS_AVX2_CLONE)
PRISM_FOR_AVX2 void multiply_avx2(const Product& work) {
  multiply_body(work);
}
#endif
void multiply_plain(const Product& work) {
  multiply_body(work);
}

void multiply(const Product& work) {
#if defined(PRISM_HAS_AVX2_CLONE)
  static const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (avx2) return multiply_avx2(work);
#endif
  multiply_plain(work);
}

}  // namespace

void Panels::gather(const float* x, std::int64_t count, std::int64_t full_width, IndexRange cols,
                    std::span<const std::int32_t> samples, std::span<const float> scales) {
  const std::int64_t width = cols.size();
  m_samples = samples.empty() ? count : static_cast<std::int64_t>(samples.size());
  m_cols = cols;
  const std::size_t size = static_cast<std::size_t>(blocks() * width * (few() ? 1 : kPanel));
  if (size > m_capacity) {
    m_storage = std::make_unique_for_overwrite<float[]>(size);
    m_capacity = size;
  }
  const auto row = [&](std::int64_t i) {
    return x + (samples.empty() ? i : samples[static_cast<std::size_t>(i)]) * full_width + cols.begin;
  };
  const auto scale = [&](std::int64_t i) {
    return scales.empty() ? 1.0F : scales[static_cast<std::size_t>(i)];
  };
  float* to = m_storage.get();
  if (few()) {
    for (std::int64_t i = 0; i < m_samples; ++i) {
      const float* from = row(i);
      const float factor = scale(i);
      for (std::int64_t c = 0; c < width; ++c) *to++ = from[c] * factor;
    }
    return;
  }
  for (std::int64_t first = 0; first < m_samples; first += kPanel, to += width * kPanel) {
    const std::int64_t here = std::min(kPanel, m_samples - first);
    if (here < kPanel) std::fill_n(to, width * kPanel, 0.0F);
    // Eight columns at a time: each line of the panel is written while it is near.
    for (std::int64_t c0 = 0; c0 < width; c0 += kLanes) {
      const std::int64_t c1 = std::min(c0 + kLanes, width);
      for (std::int64_t i = 0; i < here; ++i) {
        const float* from = row(first + i);
        const float factor = scale(first + i);
        for (std::int64_t c = c0; c < c1; ++c) to[c * kPanel + i] = from[c] * factor;
      }
    }
  }
}

void Panels::add_product(const TileRows& tile, std::int64_t first_col, float* out) const {
  thread_local std::vector<float> scratch;
  if (tile.bf16 != nullptr) scratch.resize(static_cast<std::size_t>(kRows * tile.cols));
  const std::int64_t line = few() ? 1 : kPanel;
  multiply({tile, m_storage.get() + (first_col - m_cols.begin) * line, m_cols.size() * line, blocks(), few(),
            out, scratch.data()});
}

void Panels::scatter(const float* product, std::int64_t rows, std::span<const std::int32_t> samples,
                     float scale, float* to, std::int64_t width_out, std::int64_t first_row) const {
  const std::int64_t line = few() ? 1 : kPanel;
  for (std::int64_t i = 0; i < m_samples; ++i) {
    const std::int64_t sample = samples.empty() ? i : samples[static_cast<std::size_t>(i)];
    float* target = to + sample * width_out + first_row;
    const float* from = few() ? product + i * rows : product + (i / kPanel) * rows * kPanel + i % kPanel;
    for (std::int64_t r = 0; r < rows; ++r) target[r] += scale * from[r * line];
  }
}

void to_bf16(std::span<const float> from, std::uint16_t* to) {
  for (const float value : from) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    *to++ = static_cast<std::uint16_t>(std::isnan(value) ? (bits >> 16) | 0x40u
                                                         : (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16);
  }
}

}  // namespace prism
