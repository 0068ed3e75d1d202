// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/kernels.h"

#include "core/base/floats.h"

#include <algorithm>
#include <cmath>
#include <utility>

#if defined(__x86_64__)
#include <immintrin.h>
#define PRISM_AVX2 __attribute__((target("avx2,fma")))
#endif

namespace prism::kernels {
namespace {

float widened(float value) noexcept {
  return value;
}
float widened(std::uint16_t value) noexcept {
  return bf16_to_f32(value);
}

template <typename Element>
void plain_matvec(const Element* w, std::int64_t rows, std::int64_t cols, const float* x, float* y) noexcept {
  constexpr std::int64_t kLanes = 8;  // independent sums, so that the compiler may use vectors
  for (std::int64_t row = 0; row < rows; ++row, w += cols) {
    float lanes[kLanes] = {};
    std::int64_t c = 0;
    for (; c + kLanes <= cols; c += kLanes) {
      for (std::int64_t lane = 0; lane < kLanes; ++lane) lanes[lane] += widened(w[c + lane]) * x[c + lane];
    }
    float sum = 0;
    for (; c < cols; ++c) sum += widened(w[c]) * x[c];
    for (const float lane : lanes) sum += lane;
    y[row] = sum;
  }
}

#if defined(PRISM_AVX2)

bool has_avx2() noexcept {
  static const bool has = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return has;
}

PRISM_AVX2 inline __m256 load8(const float* p) noexcept {
  return _mm256_loadu_ps(p);
}
PRISM_AVX2 inline __m256 load8(const std::uint16_t* p) noexcept {
  const __m128i halves = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(halves), 16));
}

PRISM_AVX2 inline float sum_of(__m256 v) noexcept {
  __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  s = _mm_add_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
}

/// Rows [0, kRows) at once, so that x is loaded once for all of them.
template <int kRows, typename Element>
PRISM_AVX2 inline void avx2_rows(const Element* w, std::int64_t cols, const float* x, float* y) noexcept {
  __m256 even[kRows], odd[kRows];
  for (int r = 0; r < kRows; ++r) even[r] = odd[r] = _mm256_setzero_ps();
  std::int64_t c = 0;
  for (; c + 16 <= cols; c += 16) {
    const __m256 x0 = _mm256_loadu_ps(x + c);
    const __m256 x1 = _mm256_loadu_ps(x + c + 8);
    for (int r = 0; r < kRows; ++r) {
      even[r] = _mm256_fmadd_ps(load8(w + r * cols + c), x0, even[r]);
      odd[r] = _mm256_fmadd_ps(load8(w + r * cols + c + 8), x1, odd[r]);
    }
  }
  for (int r = 0; r < kRows; ++r) {
    float sum = sum_of(_mm256_add_ps(even[r], odd[r]));
    for (std::int64_t rest = c; rest < cols; ++rest) sum += widened(w[r * cols + rest]) * x[rest];
    y[r] = sum;
  }
}

template <typename Element>
PRISM_AVX2 void avx2_matvec(const Element* w, std::int64_t rows, std::int64_t cols, const float* x,
                            float* y) noexcept {
  std::int64_t row = 0;
  for (; row + 4 <= rows; row += 4) avx2_rows<4>(w + row * cols, cols, x, y + row);
  for (; row < rows; ++row) avx2_rows<1>(w + row * cols, cols, x, y + row);
}

PRISM_AVX2 void avx2_weighted_rows(const float* v, std::int64_t rows, std::int64_t cols, const float* p,
                                   float* out) noexcept {
  std::int64_t c = 0;
  for (; c + 16 <= cols; c += 16) {
    __m256 s0 = _mm256_setzero_ps(), s1 = _mm256_setzero_ps();
    for (std::int64_t row = 0; row < rows; ++row) {
      const __m256 weight = _mm256_set1_ps(p[row]);
      s0 = _mm256_fmadd_ps(weight, _mm256_loadu_ps(v + row * cols + c), s0);
      s1 = _mm256_fmadd_ps(weight, _mm256_loadu_ps(v + row * cols + c + 8), s1);
    }
    _mm256_storeu_ps(out + c, s0);
    _mm256_storeu_ps(out + c + 8, s1);
  }
  for (; c < cols; ++c) {
    float sum = 0;
    for (std::int64_t row = 0; row < rows; ++row) sum += p[row] * v[row * cols + c];
    out[c] = sum;
  }
}

#endif

template <typename Element>
void any_matvec(const Element* w, std::int64_t rows, std::int64_t cols, const float* x, float* y) noexcept {
#if defined(PRISM_AVX2)
  if (has_avx2()) return avx2_matvec(w, rows, cols, x, y);
#endif
  plain_matvec(w, rows, cols, x, y);
}

}  // namespace

void matvec(const float* w, std::int64_t rows, std::int64_t cols, const float* x, float* y) noexcept {
  any_matvec(w, rows, cols, x, y);
}

void matvec(const std::uint16_t* w, std::int64_t rows, std::int64_t cols, const float* x, float* y) noexcept {
  any_matvec(w, rows, cols, x, y);
}

void weighted_rows(const float* v, std::int64_t rows, std::int64_t cols, const float* p,
                   float* out) noexcept {
#if defined(PRISM_AVX2)
  if (has_avx2()) return avx2_weighted_rows(v, rows, cols, p, out);
#endif
  std::fill_n(out, cols, 0.0f);
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t c = 0; c < cols; ++c) out[c] += p[row] * v[row * cols + c];
  }
}

void rms_norm(const float* x, const float* weight, std::int64_t width, float epsilon, float* out) noexcept {
  double squares = 0;
  for (std::int64_t i = 0; i < width; ++i) squares += static_cast<double>(x[i]) * x[i];
  const auto scale = static_cast<float>(1 / std::sqrt(squares / static_cast<double>(width) + epsilon));
  for (std::int64_t i = 0; i < width; ++i) out[i] = x[i] * scale * weight[i];
}

void softmax(float* x, std::int64_t count, float scale) noexcept {
  const float most = *std::max_element(x, x + count);
  float sum = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    x[i] = std::exp((x[i] - most) * scale);
    sum += x[i];
  }
  for (std::int64_t i = 0; i < count; ++i) x[i] /= sum;
}

void swiglu(const float* gate, const float* up, std::int64_t count, float* out) noexcept {
  for (std::int64_t i = 0; i < count; ++i) out[i] = gate[i] / (1 + std::exp(-gate[i])) * up[i];
}

void rotate(float* x, std::int64_t heads, std::int64_t width, const float* cosine, const float* sine,
            bool interleaved) noexcept {
  const std::int64_t half = width / 2;
  const std::int64_t step = interleaved ? 2 : 1;      // from pair to pair
  const std::int64_t apart = interleaved ? 1 : half;  // inside a pair
  for (std::int64_t head = 0; head < heads; ++head, x += width) {
    for (std::int64_t i = 0; i < half; ++i) {
      float& first = x[i * step];
      float& second = x[i * step + apart];
      const float turned = first * cosine[i] - second * sine[i];
      second = second * cosine[i] + first * sine[i];
      first = turned;
    }
  }
}

}  // namespace prism::kernels
