// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/solve/block_reader_torch.h"
#include "core/solve/large_tensor_torch.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <ATen/ATen.h>

namespace prism {
namespace {

/// Rows converted at a time: source rows, shifted rows and sums stay in the second-level cache.
constexpr std::int64_t kChunk = 32;

template <typename T>
void shift_row(const float* from, const T* shift, T* to, double* sum, double* squares, std::int64_t width) {
  for (std::int64_t i = 0; i < width; ++i) {
    const T value = static_cast<T>(from[i]) - shift[i];
    to[i] = value;
    sum[i] += static_cast<double>(value);
  }
  if (squares == nullptr) return;
  for (std::int64_t i = 0; i < width; ++i) {
    squares[i] += static_cast<double>(to[i]) * static_cast<double>(to[i]);
  }
}

template <typename T>
void shift_rows(const float* from, const at::Tensor& shift, at::Tensor& to, std::int64_t first_row,
                std::int64_t rows, at::Tensor& sum, at::Tensor* squares) {
  const std::int64_t width = to.size(1);
  double* squares_data = squares == nullptr ? nullptr : squares->data_ptr<double>();
  for (std::int64_t row = 0; row < rows; ++row) {
    shift_row<T>(from + row * width, shift.data_ptr<T>(), to.data_ptr<T>() + (first_row + row) * width,
                 sum.data_ptr<double>(), squares_data, width);
  }
}

bool all_finite(const at::Tensor& sums) {
  const double* values = sums.data_ptr<double>();
  return std::all_of(values, values + sums.numel(), [](double value) { return std::isfinite(value); });
}

[[noreturn]] void refuse(const SampleSource& source, std::span<const std::int64_t> indices, const float* rows,
                         std::int64_t width, char side) {
  const std::string what = std::string("the samples' ") + side + " holds ";
  for (std::size_t row = 0; row < indices.size(); ++row) {
    for (std::int64_t col = 0; col < width; ++col) {
      const float value = rows[static_cast<std::int64_t>(row) * width + col];
      if (std::isfinite(value)) continue;
      const SampleSource::Origin origin = source.origin(indices[row], side == 'x');
      const std::string name = source.describe(indices[row]).upper;
      const std::string place = "row " + std::to_string(origin.file.empty() ? indices[row] : origin.row);
      throw Error(ErrorCode::format, what + (std::isnan(value) ? "NaN" : "an infinite value"), origin.file,
                  place + (name.empty() || name == place ? "" : " (" + name + ")") + ", column " +
                      std::to_string(col),
                  "finite numbers");
    }
  }
  const std::int64_t first = indices.empty() ? 0 : indices.front();
  const SampleSource::Origin origin = source.origin(first, side == 'x');
  throw Error(ErrorCode::numeric, what + "values too large to add up", origin.file,
              "near row " + std::to_string(origin.file.empty() ? first : origin.row), "values below 1e15");
}

}  // namespace

std::int64_t block_rows(std::int64_t d_in, std::int64_t d_out, std::int64_t element_bytes) {
  constexpr std::int64_t kBytes = std::int64_t{96} << 20;
  return std::clamp<std::int64_t>(kBytes / std::max<std::int64_t>(1, (d_in + d_out) * element_bytes), 64,
                                  8192);
}

std::int64_t first_block_rows(std::int64_t rows, std::int64_t total) {
  return total > rows ? (rows + 7) / 8 : rows;
}

IndexRange share_of_blocks(const Group& group, std::int64_t total, std::int64_t rows_per_block) {
  const std::int64_t first = std::min(total, first_block_rows(rows_per_block, total));
  const IndexRange own = group.share(1 + (total - first + rows_per_block - 1) / rows_per_block);
  const auto start = [&](std::int64_t block) {
    return block == 0 ? 0 : std::min(total, first + (block - 1) * rows_per_block);
  };
  return {start(own.begin), start(own.end)};
}

BlockReader::BlockReader(const SampleSource& source, std::span<const std::int64_t> indices,
                         at::Tensor shift_x, at::Tensor shift_z, at::ScalarType type,
                         std::int64_t rows_per_block, bool starts)
    : m_source(source),
      m_indices(indices),
      m_rows(std::max<std::int64_t>(1, std::min(rows_per_block, static_cast<std::int64_t>(indices.size())))),
      m_starts(starts) {
  const auto options = at::TensorOptions().dtype(type);
  m_shift_x = shift_x.defined() ? shift_x.to(type).contiguous() : at::zeros({source.d_in()}, options);
  m_shift_z = shift_z.defined() ? shift_z.to(type).contiguous() : at::zeros({source.d_out()}, options);
  for (Slot& slot : m_slots) {
    slot.x = large_zeros(m_rows, source.d_in(), type);
    slot.z = large_zeros(m_rows, source.d_out(), type);
    slot.block.sum_x = at::zeros({source.d_in()}, at::kDouble);
    slot.block.sum_z = at::zeros({source.d_out()}, at::kDouble);
    slot.block.zz = at::zeros({source.d_out()}, at::kDouble);
  }
  start(0);
}

BlockReader::~BlockReader() {
  if (m_pending.valid()) m_pending.wait();
}

void BlockReader::start(std::int64_t first) {
  if (first >= static_cast<std::int64_t>(m_indices.size())) return;
  m_pending = std::async(std::launch::async, [this, first, slot = m_reading] { fill(m_slots[slot], first); });
}

const SampleBlock* BlockReader::next() {
  if (!m_pending.valid()) return nullptr;
  m_pending.get();
  const SampleBlock& block = m_slots[m_reading].block;
  m_reading = 1 - m_reading;
  m_next += block.x.size(0);
  start(m_next);
  return &block;
}

void BlockReader::fill(Slot& slot, std::int64_t first) {
  const auto total = static_cast<std::int64_t>(m_indices.size());
  const std::int64_t most = first == 0 && m_starts ? first_block_rows(m_rows, total) : m_rows;
  const std::int64_t rows = std::min(most, total - first);
  SampleBlock& block = slot.block;
  block.first = first;
  block.sum_x.zero_();
  block.sum_z.zero_();
  block.zz.zero_();
  const std::int64_t d_in = m_source.d_in();
  const std::int64_t d_out = m_source.d_out();
  std::vector<float> x(static_cast<std::size_t>(kChunk * d_in));
  std::vector<float> z(static_cast<std::size_t>(kChunk * d_out));
  const bool is_double = slot.x.scalar_type() == at::kDouble;
  for (std::int64_t row = 0; row < rows; row += kChunk) {
    const std::int64_t count = std::min(kChunk, rows - row);
    const auto indices =
        m_indices.subspan(static_cast<std::size_t>(first + row), static_cast<std::size_t>(count));
    m_source.read(indices, x.data(), z.data());
    const auto shift = is_double ? shift_rows<double> : shift_rows<float>;
    shift(x.data(), m_shift_x, slot.x, row, count, block.sum_x, nullptr);
    shift(z.data(), m_shift_z, slot.z, row, count, block.sum_z, &block.zz);
    // A value that is not finite leaves its trace in the sums: cheaper than looking at every value.
    if (!all_finite(block.sum_x)) refuse(m_source, indices, x.data(), d_in, 'x');
    if (!all_finite(block.sum_z)) refuse(m_source, indices, z.data(), d_out, 'z');
  }
  block.x = slot.x.narrow(0, 0, rows);
  block.z = slot.z.narrow(0, 0, rows);
}

}  // namespace prism
