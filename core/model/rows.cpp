// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/rows.h"

#include "core/base/error.h"
#include "core/model/close_names.h"
#include "core/model/convert.h"

#include <algorithm>
#include <array>
#include <utility>

namespace prism {
namespace {

/// Element strides of every axis; empty when the data is row-major.
std::vector<std::int64_t> strides_of(const TensorInfo& tensor) {
  if (!tensor.strides.empty() || !tensor.fortran) return tensor.strides;
  std::vector<std::int64_t> strides;
  std::int64_t step = 1;
  for (const std::int64_t extent : tensor.shape) {
    strides.push_back(step);
    step *= extent;
  }
  return strides;
}

/// Whether every element lies inside `bytes`: the readers have checked it already for their formats, this one
/// line of defence makes reading safe whoever filled the TensorInfo.
bool inside(const TensorInfo& tensor, const std::vector<std::int64_t>& strides, std::uint64_t bytes) {
  const DTypeLayout layout = layout_of(tensor.dtype);
  const auto size = checked_size(tensor.dtype, tensor.shape);
  if (!size) return false;
  if (size->elements == 0) return true;
  std::int64_t last = size->elements - 1;
  if (!strides.empty()) {
    if (strides.size() != tensor.shape.size() || layout.block_elements != 1) return false;
    last = 0;
    for (std::size_t axis = 0; axis < strides.size(); ++axis) {
      std::int64_t reach = 0;
      if (strides[axis] < 0 || __builtin_mul_overflow(strides[axis], tensor.shape[axis] - 1, &reach) ||
          __builtin_add_overflow(last, reach, &last)) {
        return false;
      }
    }
  }
  const auto blocks = static_cast<std::uint64_t>(last / layout.block_elements) + 1;
  return blocks <= bytes / static_cast<std::uint64_t>(layout.block_bytes);
}

}  // namespace

RowReader::RowReader(const TensorFile& file, const TensorInfo& tensor)
    : m_file(file.files.at(tensor.file)), m_info(tensor) {
  const auto label = [&] { return "tensor \"" + shown(tensor.name) + "\""; };
  if (!is_readable(tensor.dtype)) {
    throw Error(ErrorCode::unsupported,
                label() + " has the type " + std::string(name_of(tensor.dtype)) +
                    ", which this program does not read",
                m_file->path(), "offset " + std::to_string(tensor.offset),
                "F64, F32, F16, BF16, F8, integers, or in GGUF Q4_0 to Q8_0 and Q2_K to Q6_K");
  }
  m_info.strides = strides_of(tensor);
  if (tensor.offset > m_file->size() || !inside(tensor, m_info.strides, m_file->size() - tensor.offset)) {
    throw Error(ErrorCode::format, label() + " reaches beyond the end of the file", m_file->path(),
                "offset " + std::to_string(tensor.offset),
                "at most " + std::to_string(m_file->size()) + " bytes in all");
  }
  m_rows = tensor.rows();
  m_cols = tensor.cols();
}

const std::filesystem::path& RowReader::path() const noexcept {
  static const std::filesystem::path none;
  return m_file ? m_file->path() : none;
}

void RowReader::read(std::int64_t first, std::int64_t count, float* out) const {
  check_range(first, count, m_rows, "rows");
  if (count == 0 || m_cols == 0) return;
  if (m_info.strides.empty()) {
    read_run(first * m_cols, count * m_cols, out);
  } else if (m_info.strides.size() <= 2) {
    read_columns(first, count, 0, m_cols, out);
  } else {
    for (std::int64_t row = 0; row < count; ++row) read_strided(first + row, 0, m_cols, out + row * m_cols);
  }
}

void RowReader::read_part(std::int64_t row, std::int64_t col, std::int64_t count, float* out) const {
  check_range(row, 1, m_rows, "rows");
  check_range(col, count, m_cols, "columns");
  if (count == 0) return;
  if (m_info.strides.empty()) {
    read_run(row * m_cols + col, count, out);
  } else if (m_info.strides.size() <= 2) {
    read_columns(row, 1, col, count, out);
  } else {
    read_strided(row, col, count, out);
  }
}

void RowReader::forget(std::int64_t first, std::int64_t count) const {
  // Rows of column-major data are spread over the whole tensor: nothing to drop piece by piece.
  if (m_file == nullptr || !m_info.strides.empty() || m_cols == 0) return;
  const DTypeLayout layout = layout_of(m_info.dtype);
  const auto place = [&](std::int64_t row) {
    return static_cast<std::uint64_t>(row * m_cols / layout.block_elements * layout.block_bytes);
  };
  const std::int64_t from = std::clamp(first, std::int64_t{0}, m_rows);
  const std::int64_t to = from + std::clamp(count, std::int64_t{0}, m_rows - from);
  m_file->forget(m_info.offset + place(from), place(to) - place(from));
}

void RowReader::check_range(std::int64_t first, std::int64_t count, std::int64_t size,
                            const char* what) const {
  if (first < 0 || count < 0 || first > size || count > size - first) {
    throw Error(ErrorCode::usage,
                std::string(what) + " " + std::to_string(first) + " to " + std::to_string(first + count) +
                    " of tensor \"" + shown(m_info.name) + "\" were asked for",
                path(), {}, "0 to " + std::to_string(size));
  }
  // Touching pages past the new end of a file that shrank would end the program.
  if (m_file != nullptr && !m_file->still_whole()) {
    throw Error(ErrorCode::io, "has become shorter since it was opened", path(),
                "tensor \"" + shown(m_info.name) + "\"", "the file as it was");
  }
}

const std::byte* RowReader::element(std::int64_t index) const noexcept {
  const DTypeLayout layout = layout_of(m_info.dtype);
  return m_file->bytes().data() + m_info.offset + index / layout.block_elements * layout.block_bytes;
}

void RowReader::read_run(std::int64_t first, std::int64_t count, float* out) const {
  const std::int64_t block = layout_of(m_info.dtype).block_elements;
  std::array<float, 256> whole{};
  // A run may begin and end inside blocks of a quantised type.
  if (const std::int64_t inside_block = first % block; inside_block != 0) {
    convert_to_f32(m_info.dtype, element(first), block, whole.data(), m_info.big_endian);
    const std::int64_t taken = std::min(block - inside_block, count);
    std::copy_n(whole.data() + inside_block, taken, out);
    first += taken;
    count -= taken;
    out += taken;
  }
  const std::int64_t even = count / block * block;
  if (even > 0) convert_to_f32(m_info.dtype, element(first), even, out, m_info.big_endian);
  if (count > even) {
    convert_to_f32(m_info.dtype, element(first + even), block, whole.data(), m_info.big_endian);
    std::copy_n(whole.data(), count - even, out + even);
  }
}

void RowReader::read_columns(std::int64_t row, std::int64_t rows, std::int64_t col, std::int64_t cols,
                             float* out) const {
  const std::int64_t down = m_info.strides[0];
  const std::int64_t across = m_info.strides.size() > 1 ? m_info.strides[1] : 0;
  if (down != 1) {
    for (std::int64_t r = 0; r < rows; ++r) {
      for (std::int64_t c = 0; c < cols; ++c) {
        convert_to_f32(m_info.dtype, element((row + r) * down + (col + c) * across), 1, out + r * cols + c,
                       m_info.big_endian);
      }
    }
    return;
  }
  // Column-major: convert pieces of columns in one go, then spread them over the rows.
  std::array<float, 256> piece{};
  for (std::int64_t done = 0; done < rows; done += static_cast<std::int64_t>(piece.size())) {
    const std::int64_t count = std::min(rows - done, static_cast<std::int64_t>(piece.size()));
    for (std::int64_t c = 0; c < cols; ++c) {
      convert_to_f32(m_info.dtype, element(row + done + (col + c) * across), count, piece.data(),
                     m_info.big_endian);
      for (std::int64_t r = 0; r < count; ++r)
        out[(done + r) * cols + c] = piece[static_cast<std::size_t>(r)];
    }
  }
}

void RowReader::read_strided(std::int64_t row, std::int64_t col, std::int64_t count, float* out) const {
  const std::vector<std::int64_t>& shape = m_info.shape;
  for (std::int64_t i = 0; i < count; ++i) {
    std::int64_t rest = col + i;
    std::int64_t place = row * m_info.strides[0];
    for (std::size_t axis = shape.size() - 1; axis > 0; --axis) {
      place += rest % shape[axis] * m_info.strides[axis];
      rest /= shape[axis];
    }
    convert_to_f32(m_info.dtype, element(place), 1, out + i, m_info.big_endian);
  }
}

}  // namespace prism
