// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/packed_file.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <set>

namespace prism {
namespace {

constexpr const char* kFormat = "prism-packed 1";
constexpr const char* kFamily = "prism-packed ";

std::string part(const std::string& matrix, const char* name) {
  return matrix.empty() ? name : matrix + "." + name;
}

/// Reads one matrix, refusing everything that does not fit together.
class MatrixReader {
 public:
  MatrixReader(const TensorFile& file, const std::filesystem::path& path, std::string name)
      : m_file(file), m_path(path), m_name(std::move(name)) {}

  PackedMatrix read(const Json& entry) const {
    PackedMatrix matrix;
    matrix.rows = json_field<std::int64_t>(entry, "rows", m_path);
    matrix.cols = json_field<std::int64_t>(entry, "cols", m_path);
    matrix.grid.bits = json_field<int>(entry, "bits", m_path);
    matrix.grid.name = json_field<std::string>(entry, "grid", m_path);
    if (matrix.rows < 1 || matrix.cols < 1)
      fail("matrices", fmt::format("{} rows of {} columns", matrix.rows, matrix.cols), "1 or more");
    if (matrix.grid.bits != 4 && matrix.grid.bits != 5)
      fail("matrices", fmt::format("codes of {} bits", matrix.grid.bits), "4 or 5");
    read_table(matrix);
    read_scales(matrix);
    read_codes(matrix);
    return matrix;
  }

 private:
  [[noreturn]] void fail(const char* which, const std::string& reason, const std::string& expected) const {
    throw Error(ErrorCode::format, reason, m_path, "tensor \"" + part(m_name, which) + "\"", expected);
  }
  const TensorInfo& tensor(const char* which, DType dtype) const {
    const TensorInfo* found = m_file.find(part(m_name, which));
    if (found == nullptr)
      fail(which, "missing, though \"matrices\" names this matrix", "codes, lut and scales");
    if (found->dtype != dtype) fail(which, "of another type", dtype == DType::u8 ? "U8" : "F32");
    return *found;
  }
  std::vector<float> floats(const char* which, std::size_t most) const {
    const TensorInfo& info = tensor(which, DType::f32);
    if (info.shape.size() != 1) fail(which, "not a vector", "one dimension");
    const auto bytes = m_file.data(info);
    if (bytes.size() / sizeof(float) > most) {
      fail(which, fmt::format("{} values", bytes.size() / sizeof(float)), fmt::format("at most {}", most));
    }
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!std::isfinite(values[i])) fail(which, fmt::format("value {} is not finite", i), "finite numbers");
    }
    return values;
  }
  void read_table(PackedMatrix& matrix) const {
    std::vector<float> values = floats("lut", std::size_t{1} << matrix.grid.bits);
    if (values.size() < 2) fail("lut", fmt::format("a table of {} values", values.size()), "2 or more");
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
      if (!(values[i] < values[i + 1]))
        fail("lut", fmt::format("value {} is not above the one before", i + 1), "ascending values");
    }
    // A table that goes by the name of a grid must be that grid's.
    const auto names = grid_names();
    if (std::find(names.begin(), names.end(), matrix.grid.name) != names.end()) {
      const Grid named = grid_named(matrix.grid.name);
      matrix.grid.fitted = named.fitted;
      if (named.bits != matrix.grid.bits) {
        fail("lut", fmt::format("\"{}\" with codes of {} bits", named.name, matrix.grid.bits),
             std::to_string(named.bits));
      }
      if (!named.fitted && named.values != values)
        fail("lut", "not the table of \"" + named.name + "\"", "its values, or another name");
    }
    matrix.grid.values = std::move(values);
  }
  void read_scales(PackedMatrix& matrix) const {
    auto scales =
        std::make_shared<std::vector<float>>(floats("scales", static_cast<std::size_t>(matrix.rows)));
    if (static_cast<std::int64_t>(scales->size()) != matrix.rows)
      fail("scales", fmt::format("{} scales", scales->size()), fmt::format("one a row, {}", matrix.rows));
    for (std::size_t i = 0; i < scales->size(); ++i) {
      if ((*scales)[i] < 0) fail("scales", fmt::format("scale {} is negative", i), "0 or more");
    }
    matrix.scales = *scales;
    matrix.memory = std::move(scales);
  }
  void read_codes(PackedMatrix& matrix) const {
    const TensorInfo& info = tensor("codes", DType::u8);
    const std::int64_t stride = matrix.row_bytes();
    if (info.shape != std::vector<std::int64_t>{matrix.rows, stride}) {
      fail(
          "codes", fmt::format("of shape [{}]", fmt::join(info.shape, ", ")),
          fmt::format("[{}, {}]: {} columns of {} bits", matrix.rows, stride, matrix.cols, matrix.grid.bits));
    }
    const auto bytes = m_file.data(info);
    matrix.codes = {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
    // The codes stay where they are mapped; the scales were copied, as files need not align them.
    struct Both {
      std::shared_ptr<const void> scales, file;
    };
    matrix.memory = std::make_shared<Both>(Both{matrix.memory, m_file.files[info.file]});
    check_codes(matrix);
  }
  void check_codes(const PackedMatrix& matrix) const {
    const auto levels = static_cast<int>(matrix.grid.levels());
    if (levels == 1 << matrix.grid.bits) return;
    if (matrix.grid.bits == 4) {
      // Whole rows at once: what a row leaves over is zero, which every table has.
      int low = 0, high = 0;
      for (const std::uint8_t byte : matrix.codes) {
        low = std::max<int>(low, byte & 15);
        high = std::max<int>(high, byte >> 4);
      }
      if (std::max(low, high) < levels) return;
    }
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(matrix.cols));
    for (std::int64_t r = 0; r < matrix.rows; ++r) {
      unpack_row(matrix, r, codes.data());
      for (std::size_t c = 0; c < codes.size(); ++c) {
        if (codes[c] >= levels) {
          fail("codes", fmt::format("code {} at row {}, column {}", codes[c], r, c),
               fmt::format("0 to {}: the table has {} values", levels - 1, levels));
        }
      }
    }
  }

  const TensorFile& m_file;
  const std::filesystem::path& m_path;
  std::string m_name;
};

}  // namespace

const PackedMatrix* PackedFile::find(const std::string& name) const noexcept {
  for (const auto& [each, matrix] : matrices) {
    if (each == name) return &matrix;
  }
  return nullptr;
}

std::int64_t PackedFile::low_bit_parameters() const noexcept {
  std::int64_t sum = 0;
  for (const auto& [name, matrix] : matrices) sum += matrix.rows * matrix.cols;
  return sum;
}

std::int64_t PackedFile::parameters() const noexcept {
  std::int64_t sum = low_bit_parameters();
  for (const TensorInfo& info : others) sum += info.elements();
  return sum;
}

std::uint64_t PackedFile::low_bit_bytes() const noexcept {
  std::uint64_t sum = 0;
  for (const auto& [name, matrix] : matrices) sum += matrix.bytes();
  return sum;
}

std::uint64_t PackedFile::bytes() const noexcept {
  std::uint64_t sum = low_bit_bytes();
  for (const TensorInfo& info : others) sum += info.bytes;
  return sum;
}

bool is_packed(const TensorFile& file) {
  const auto found = file.metadata.find("format");
  return found != file.metadata.end() && found->second.starts_with(kFamily);
}

PackedFile open_packed(const std::filesystem::path& path) {
  return packed_from(open_safetensors(path), path);
}

PackedFile packed_from(TensorFile file, const std::filesystem::path& path) {
  if (!is_packed(file)) {
    throw Error(ErrorCode::format, "not a packed low-bit file", path, "__metadata__ \"format\"",
                std::string("\"") + kFormat + "\"");
  }
  if (file.metadata.at("format") != kFormat) {
    throw Error(ErrorCode::unsupported, "a packed file of a later version", path, "__metadata__ \"format\"",
                std::string("\"") + kFormat + "\"");
  }
  PackedFile packed;
  packed.path = path;
  packed.tensors = std::move(file);
  packed.metadata = packed.tensors.metadata;
  const auto text = packed.metadata.find("matrices");
  if (text == packed.metadata.end())
    throw Error(ErrorCode::format, "missing", path, "__metadata__ \"matrices\"", "the list of matrices");
  const Json matrices = parse_json(text->second, path);
  if (!matrices.is_object())
    throw Error(ErrorCode::format, "not an object", path, "__metadata__ \"matrices\"", "an object");
  if (const auto config = packed.metadata.find("config"); config != packed.metadata.end())
    packed.config = parse_json(config->second, path);
  std::set<std::string> used;
  for (const auto& [name, entry] : matrices.items()) {
    packed.matrices.emplace_back(name, MatrixReader(packed.tensors, path, name).read(entry));
    for (const char* each : {"codes", "lut", "scales"}) used.insert(part(name, each));
  }
  for (const TensorInfo& info : packed.tensors.tensors) {
    if (!used.contains(info.name)) packed.others.push_back(info);
  }
  return packed;
}

std::uint64_t write_packed(const std::filesystem::path& target,
                           const std::vector<std::pair<std::string, PackedMatrix>>& matrices,
                           const std::vector<TensorToWrite>& others, const Json& config,
                           const std::map<std::string, std::string>& metadata) {
  std::vector<TensorToWrite> tensors;
  Json list = Json::object();
  const auto add = [&](const std::string& name, DType dtype, std::vector<std::int64_t> shape,
                       std::span<const std::byte> raw) {
    TensorToWrite tensor;
    tensor.name = name;
    tensor.dtype = dtype;
    tensor.shape = std::move(shape);
    tensor.raw = raw;
    tensors.push_back(std::move(tensor));
  };
  for (const auto& [name, matrix] : matrices) {
    list[name] = {
        {"rows", matrix.rows}, {"cols", matrix.cols}, {"bits", matrix.grid.bits}, {"grid", matrix.grid.name}};
    add(part(name, "codes"), DType::u8, {matrix.rows, matrix.row_bytes()}, std::as_bytes(matrix.codes));
    add(part(name, "lut"), DType::f32, {matrix.grid.levels()}, std::as_bytes(std::span(matrix.grid.values)));
    add(part(name, "scales"), DType::f32, {matrix.rows}, std::as_bytes(matrix.scales));
  }
  tensors.insert(tensors.end(), others.begin(), others.end());
  std::map<std::string, std::string> all = metadata;
  all["format"] = kFormat;
  all["matrices"] = dump_json(list);
  if (!config.empty()) all["config"] = dump_json(config);
  return write_safetensors(target, tensors, all);
}

}  // namespace prism
