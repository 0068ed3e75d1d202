// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/packed.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define PRISM_AVX2 1
#include <immintrin.h>
#endif

namespace prism {
namespace {

/// Codes that the vector loop takes at a time; the input is filled up with zeros to a multiple.
constexpr std::int64_t kBlock = 32;
/// Inside eight columns the vector loop meets those with even numbers first: the low halves of the bytes.
constexpr std::array<int, 8> kOrder{0, 2, 4, 6, 1, 3, 5, 7};

std::int64_t padded(std::int64_t cols) {
  return (cols + kBlock - 1) / kBlock * kBlock;
}

float dot_portable(const std::uint8_t* codes, const float* table, const float* x, std::int64_t cols) {
  std::array<float, 8> sums{};
  const std::int64_t bytes = packed_row_bytes(cols, 4);
  // x is in the vector loop's order: of four bytes, first the low halves, then the high ones.
  for (std::int64_t b = 0; b < bytes; ++b) {
    const float* block = x + b / 4 * 8;
    const auto i = static_cast<std::size_t>(b % 4);
    sums[i] += table[codes[b] & 15] * block[i];
    sums[i + 4] += table[codes[b] >> 4] * block[i + 4];
  }
  float sum = 0;
  for (const float each : sums) sum += each;
  return sum;
}

float dot_5bit(const std::uint8_t* codes, const float* table, const float* x, std::int64_t cols) {
  std::array<float, 8> sums{};
  for (std::int64_t c = 0; c < cols; c += 8, codes += 5) {
    std::uint64_t group = codes[4];
    std::uint32_t low = 0;
    std::memcpy(&low, codes, sizeof low);
    if constexpr (std::endian::native == std::endian::big) low = __builtin_bswap32(low);
    group = group << 32 | low;
    for (std::size_t i = 0; i < 8; ++i)
      sums[i] += table[(group >> (5 * i)) & 31] * x[static_cast<std::size_t>(c) + i];
  }
  float sum = 0;
  for (const float each : sums) sum += each;
  return sum;
}

#ifdef PRISM_AVX2
/// The table as four planes of bytes, each looked up by one shuffle.
struct Planes {
  __m256i plane[4];
};

__attribute__((target("avx2,fma"))) Planes planes_of(const float* table) {
  Planes planes;
  for (int p = 0; p < 4; ++p) {
    alignas(16) std::uint8_t bytes[16];
    for (int v = 0; v < 16; ++v)
      bytes[v] = static_cast<std::uint8_t>(std::bit_cast<std::uint32_t>(table[v]) >> (8 * p));
    planes.plane[p] = _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(bytes)));
  }
  return planes;
}

/// 32 codes of 16 bytes against 32 inputs. Even columns are looked up in the lower lane, odd ones in the
/// upper; interleaving the planes' bytes makes floats of them, eight columns a register.
__attribute__((target("avx2,fma"))) inline void add_block(const Planes& planes, __m128i packed,
                                                          const float* x, __m256 (&sums)[4]) {
  const __m128i mask = _mm_set1_epi8(15);
  const __m256i codes =
      _mm256_set_m128i(_mm_and_si128(_mm_srli_epi16(packed, 4), mask), _mm_and_si128(packed, mask));
  const __m256i p0 = _mm256_shuffle_epi8(planes.plane[0], codes);
  const __m256i p1 = _mm256_shuffle_epi8(planes.plane[1], codes);
  const __m256i p2 = _mm256_shuffle_epi8(planes.plane[2], codes);
  const __m256i p3 = _mm256_shuffle_epi8(planes.plane[3], codes);
  const __m256i low0 = _mm256_unpacklo_epi8(p0, p1), high0 = _mm256_unpacklo_epi8(p2, p3);
  const __m256i low1 = _mm256_unpackhi_epi8(p0, p1), high1 = _mm256_unpackhi_epi8(p2, p3);
  const auto add = [x](__m256 sum, __m256i bits, int at) __attribute__((target("avx2,fma"))) {
    return _mm256_fmadd_ps(_mm256_castsi256_ps(bits), _mm256_loadu_ps(x + at), sum);
  };
  sums[0] = add(sums[0], _mm256_unpacklo_epi16(low0, high0), 0);
  sums[1] = add(sums[1], _mm256_unpackhi_epi16(low0, high0), 8);
  sums[2] = add(sums[2], _mm256_unpacklo_epi16(low1, high1), 16);
  sums[3] = add(sums[3], _mm256_unpackhi_epi16(low1, high1), 24);
}

__attribute__((target("avx2,fma"))) float total_of(const __m256 (&sums)[4]) {
  alignas(32) float parts[8];
  _mm256_store_ps(parts, _mm256_add_ps(_mm256_add_ps(sums[0], sums[1]), _mm256_add_ps(sums[2], sums[3])));
  float sum = 0;
  for (const float part : parts) sum += part;
  return sum;
}

__attribute__((target("avx2,fma"))) void product_avx2(const PackedMatrix& matrix, const float* table,
                                                      const float* x, std::int64_t first, std::int64_t count,
                                                      float* y) {
  const Planes planes = planes_of(table);
  const std::int64_t stride = matrix.row_bytes(), whole = stride / 16;
  for (std::int64_t r = 0; r < count; ++r) {
    const std::uint8_t* codes = matrix.codes.data() + (first + r) * stride;
    __m256 sums[4] = {_mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps()};
    for (std::int64_t b = 0; b < whole; ++b)
      add_block(planes, _mm_loadu_si128(reinterpret_cast<const __m128i*>(codes + 16 * b)), x + kBlock * b,
                sums);
    if (whole * 16 < stride) {
      alignas(16) std::uint8_t rest[16] = {};
      std::memcpy(rest, codes + whole * 16, static_cast<std::size_t>(stride - whole * 16));
      add_block(planes, _mm_load_si128(reinterpret_cast<const __m128i*>(rest)), x + kBlock * whole, sums);
    }
    y[r] = matrix.scales[static_cast<std::size_t>(first + r)] * total_of(sums);
  }
}

/// Eight 5-bit codes of five bytes at a time: each lane takes the two bytes its code lies in and shifts it
/// down; of four eighths of the table the code's upper bits choose one.
__attribute__((target("avx2,fma"))) void product_5bit_avx2(const PackedMatrix& matrix, const float* table,
                                                           const float* x, std::int64_t first,
                                                           std::int64_t count, float* y) {
  const __m256 t0 = _mm256_loadu_ps(table), t1 = _mm256_loadu_ps(table + 8);
  const __m256 t2 = _mm256_loadu_ps(table + 16), t3 = _mm256_loadu_ps(table + 24);
  const __m256i bytes = _mm256_setr_epi8(0, 1, -1, -1, 0, 1, -1, -1, 1, 2, -1, -1, 1, 2, -1, -1,  //
                                         2, 3, -1, -1, 3, 4, -1, -1, 3, 4, -1, -1, 4, 5, -1, -1);
  const __m256i shifts = _mm256_setr_epi32(0, 5, 2, 7, 4, 1, 6, 3);
  const std::int64_t stride = matrix.row_bytes(), groups = stride / 5;
  for (std::int64_t r = 0; r < count; ++r) {
    const std::uint8_t* codes = matrix.codes.data() + (first + r) * stride;
    __m256 sums[4] = {_mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps(), _mm256_setzero_ps()};
    const auto add = [&](__m256 sum, std::int64_t g, std::uint64_t group)
        __attribute__((target("avx2,fma"))) {
      const __m256i spread = _mm256_shuffle_epi8(_mm256_set1_epi64x(static_cast<long long>(group)), bytes);
      const __m256i code = _mm256_srlv_epi32(spread, shifts);
      const __m256 eighth = _mm256_castsi256_ps(_mm256_slli_epi32(code, 28));
      const __m256 half = _mm256_castsi256_ps(_mm256_slli_epi32(code, 27));
      const __m256 low =
          _mm256_blendv_ps(_mm256_permutevar8x32_ps(t0, code), _mm256_permutevar8x32_ps(t1, code), eighth);
      const __m256 high =
          _mm256_blendv_ps(_mm256_permutevar8x32_ps(t2, code), _mm256_permutevar8x32_ps(t3, code), eighth);
      return _mm256_fmadd_ps(_mm256_blendv_ps(low, high, half), _mm256_loadu_ps(x + 8 * g), sum);
    };
    const auto load = [codes](std::int64_t g, std::size_t size) {
      std::uint64_t group = 0;
      std::memcpy(&group, codes + 5 * g, size);
      return group;
    };
    std::int64_t g = 0;
    for (; g + 2 < groups; g += 2) {  // eight bytes are read of five: never past the row
      sums[0] = add(sums[0], g, load(g, 8));
      sums[1] = add(sums[1], g + 1, load(g + 1, 8));
    }
    for (; g < groups; ++g) sums[2] = add(sums[2], g, load(g, 5));
    y[r] = matrix.scales[static_cast<std::size_t>(first + r)] * total_of(sums);
  }
}

bool has_avx2() noexcept {
  static const bool has = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return has;
}
#endif

/// The table with all that its bits can name.
std::array<float, 32> full_table(const Grid& grid) {
  std::array<float, 32> table{};
  std::copy(grid.values.begin(), grid.values.end(), table.begin());
  return table;
}

}  // namespace

PackedInput::PackedInput(std::span<const float> x, int bits)
    : m_values(static_cast<std::size_t>(padded(static_cast<std::int64_t>(x.size()))), 0.0F),
      m_cols(static_cast<std::int64_t>(x.size())) {
  for (std::size_t i = 0; i < m_values.size(); ++i) {
    const std::size_t from = bits == 4 ? i / 8 * 8 + static_cast<std::size_t>(kOrder[i % 8]) : i;
    if (from < x.size()) m_values[i] = x[from];
  }
}

void packed_matvec(const PackedMatrix& matrix, const PackedInput& x, std::int64_t first, std::int64_t count,
                   float* y) {
  const std::array<float, 32> table = full_table(matrix.grid);
#ifdef PRISM_AVX2
  if (has_avx2()) {
    (matrix.grid.bits == 4 ? product_avx2 : product_5bit_avx2)(matrix, table.data(), x.data(), first, count,
                                                               y);
    return;
  }
#endif
  const auto dot = matrix.grid.bits == 4 ? dot_portable : dot_5bit;
  for (std::int64_t r = first; r < first + count; ++r) {
    y[r - first] = matrix.scales[static_cast<std::size_t>(r)] *
                   dot(matrix.codes.data() + r * matrix.row_bytes(), table.data(), x.data(), matrix.cols);
  }
}

const char* packed_kernel() noexcept {
#ifdef PRISM_AVX2
  if (has_avx2()) return "avx2";
#endif
  return "portable";
}

void dequantise_rows(const PackedMatrix& matrix, std::int64_t first, std::int64_t count, float* out) {
  const std::array<float, 32> table = full_table(matrix.grid);
  const bool four = matrix.grid.bits == 4;
  std::vector<std::uint8_t> codes(four ? 0 : static_cast<std::size_t>(matrix.cols));
  for (std::int64_t r = first; r < first + count; ++r, out += matrix.cols) {
    const float scale = matrix.scales[static_cast<std::size_t>(r)];
    std::array<float, 32> scaled{};
    for (std::size_t v = 0; v < scaled.size(); ++v) scaled[v] = scale * table[v];
    if (four) {
      const std::uint8_t* packed = matrix.codes.data() + r * matrix.row_bytes();
      for (std::int64_t c = 0; c + 1 < matrix.cols; c += 2) {
        out[c] = scaled[packed[c / 2] & 15];
        out[c + 1] = scaled[packed[c / 2] >> 4];
      }
      if (matrix.cols % 2 != 0) out[matrix.cols - 1] = scaled[packed[matrix.cols / 2] & 15];
    } else {
      unpack_row(matrix, r, codes.data());
      for (std::int64_t c = 0; c < matrix.cols; ++c) out[c] = scaled[codes[static_cast<std::size_t>(c)]];
    }
  }
}

}  // namespace prism
