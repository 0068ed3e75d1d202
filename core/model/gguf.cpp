// SPDX-License-Identifier: GPL-3.0-or-later
// GGUF version 2 and 3 (ggml's docs/gguf.md): header, metadata, tensor list, aligned data.
#include "core/base/error.h"
#include "core/model/close_names.h"
#include "core/model/gguf_values.h"
#include "core/model/tensor_file.h"
#include "core/model/writers.h"

#include <algorithm>
#include <array>
#include <bit>
#include <fmt/format.h>
#include <optional>

namespace prism {
namespace {

using gguf::ValueType;

// Real files hold some tens of entries and thousands of tensors. The limits keep what a hostile file makes us
// hold within tens of megabytes.
constexpr std::uint64_t kMostEntries = 100'000;
constexpr std::uint64_t kMostTensors = 1u << 18;
constexpr std::uint64_t kLongestKey = 65'535;
constexpr std::uint64_t kLongestName = 63;
constexpr std::uint32_t kMostDimensions = 4;
constexpr std::uint64_t kLargestAlignment = 1u << 20;
constexpr std::size_t kLongestTextValue = 65'536;

/// Types that cannot be read are listed all the same: a file may hold a few among others.
std::optional<DType> type_of(std::uint32_t number) {
  for (int type = 0; type <= static_cast<int>(DType::c64); ++type) {
    const auto dtype = static_cast<DType>(type);
    const int known = gguf_type_number(dtype);
    if (known >= 0 && static_cast<std::uint32_t>(known) == number) return dtype;
  }
  return std::nullopt;
}

std::string text_of(const Json& value, ValueType type) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  // A float written as a double would show digits that were never in the file.
  if (type == ValueType::f32) return fmt::format("{}", static_cast<float>(value.get<double>()));
  if (type == ValueType::f64) return fmt::format("{}", value.get<double>());
  return value.dump();
}

class Reader {
 public:
  explicit Reader(const std::filesystem::path& path)
      : m_mapped(MappedFile::open(path)), m_cursor(m_mapped->bytes(), m_mapped->path()) {
    m_file.format = "gguf";
    m_file.files.push_back(m_mapped);
  }

  TensorFile read() {
    read_header();
    for (std::uint64_t i = 0; i < m_entries; ++i) read_entry();
    const std::uint64_t alignment = read_alignment();
    for (std::uint64_t i = 0; i < m_tensors; ++i) read_tensor(alignment);
    place_data(alignment);
    std::sort(m_file.tensors.begin(), m_file.tensors.end(),
              [](const TensorInfo& a, const TensorInfo& b) { return a.name < b.name; });
    refuse_duplicates();
    return std::move(m_file);
  }

 private:
  void read_header() {
    if (m_cursor.left() == 0) m_cursor.fail("is empty", "a GGUF file");
    if (m_cursor.take(4, "the magic number") != "GGUF") {
      m_cursor.fail_at(0, "is not a GGUF file", "the magic number \"GGUF\"");
    }
    const auto version = m_cursor.number<std::uint32_t>("the version");
    if (version != 2 && version != 3) {
      const std::uint32_t swapped = __builtin_bswap32(version);
      if (swapped >= 1 && swapped <= 3) {
        m_cursor.fail_at(4, "is a big-endian GGUF file", "little-endian; convert it with gguf-py");
      }
      m_cursor.fail_at(4, "is GGUF version " + std::to_string(version), "version 2 or 3");
    }
    m_tensors = m_cursor.number<std::uint64_t>("the number of tensors");
    m_entries = m_cursor.number<std::uint64_t>("the number of metadata entries");
    // Smallest tensor: empty name, no dimensions, type, offset. Smallest entry: one-letter key, type, one
    // byte.
    check_count(8, "tensors", m_tensors, 24, kMostTensors);
    check_count(16, "metadata entries", m_entries, 14, kMostEntries);
  }

  void check_count(std::uint64_t place, const std::string& what, std::uint64_t count, std::uint64_t smallest,
                   std::uint64_t most) const {
    const std::uint64_t room = std::min(m_cursor.left() / smallest, most);
    if (count > room) {
      m_cursor.fail_at(place, "claims " + std::to_string(count) + " " + what,
                       "at most " + std::to_string(room));
    }
  }

  void read_entry() {
    const std::uint64_t start = m_cursor.offset();
    const std::string key(gguf::read_string(m_cursor, "a metadata key"));
    if (key.empty()) m_cursor.fail_at(start, "a metadata key is empty");
    if (key.size() > kLongestKey) {
      m_cursor.fail_at(start, "a metadata key has " + std::to_string(key.size()) + " bytes",
                       "at most " + std::to_string(kLongestKey));
    }
    if (m_file.gguf.contains(key)) {
      m_cursor.fail_at(start, "metadata key \"" + shown(key) + "\" appears twice");
    }
    const ValueType type = gguf::read_type(m_cursor, key);
    if (type == ValueType::array) {
      m_file.gguf[key] = gguf::read_array(m_cursor, key);
      return;
    }
    if (key == "general.alignment") {
      m_alignment_place = start;
      m_alignment_is_u32 = type == ValueType::u32;
    }
    Json value = gguf::read_scalar(m_cursor, type, key);
    // Long texts (chat templates) would otherwise be held twice.
    if (!value.is_string() || value.get_ref<const std::string&>().size() <= kLongestTextValue) {
      m_file.metadata[key] = text_of(value, type);
    }
    m_file.gguf[key] = std::move(value);
  }

  std::uint64_t read_alignment() const {
    const auto found = m_file.gguf.find("general.alignment");
    if (found == m_file.gguf.end()) return 32;
    if (!m_alignment_is_u32) {
      m_cursor.fail_at(m_alignment_place, "\"general.alignment\" has the wrong type", "u32");
    }
    const auto alignment = found->get<std::uint64_t>();
    if (!std::has_single_bit(alignment) || alignment > kLargestAlignment) {
      m_cursor.fail_at(m_alignment_place, "\"general.alignment\" is " + std::to_string(alignment),
                       "a power of two up to " + std::to_string(kLargestAlignment));
    }
    return alignment;
  }

  void read_tensor(std::uint64_t alignment) {
    const std::uint64_t start = m_cursor.offset();
    TensorInfo tensor;
    const std::string_view name = gguf::read_string(m_cursor, "a tensor name");
    if (name.size() > kLongestName) {
      m_cursor.fail_at(start, "a tensor name has " + std::to_string(name.size()) + " bytes",
                       "at most " + std::to_string(kLongestName));
    }
    tensor.name = name;
    const std::string label = "tensor \"" + shown(tensor.name) + "\"";
    const auto dimensions = m_cursor.number<std::uint32_t>(label);
    if (dimensions > kMostDimensions) {
      m_cursor.fail_at(start, label + " has " + std::to_string(dimensions) + " dimensions", "at most 4");
    }
    tensor.shape.resize(dimensions);
    // The file lists the fastest dimension first.
    for (auto extent = tensor.shape.rbegin(); extent != tensor.shape.rend(); ++extent) {
      *extent = m_cursor.number<std::int64_t>(label);
      if (*extent < 0) m_cursor.fail_at(start, label + " has a negative dimension");
    }
    const auto number = m_cursor.number<std::uint32_t>(label);
    const auto type = type_of(number);
    if (!type) m_cursor.fail_at(start, label + " has the unknown type " + std::to_string(number));
    tensor.dtype = *type;
    measure(tensor, start, label);
    tensor.offset = m_cursor.number<std::uint64_t>(label);
    if (tensor.offset % alignment != 0) {
      m_cursor.fail_at(start, label + " begins at data offset " + std::to_string(tensor.offset),
                       "a multiple of " + std::to_string(alignment));
    }
    m_file.tensors.push_back(std::move(tensor));
  }

  void measure(TensorInfo& tensor, std::uint64_t start, const std::string& label) const {
    const DTypeLayout layout = layout_of(tensor.dtype);
    const std::int64_t row = tensor.shape.empty() ? 1 : tensor.shape.back();
    if (row % layout.block_elements != 0) {
      m_cursor.fail_at(start, label + " has rows of " + std::to_string(row) + " elements",
                       "a multiple of " + std::to_string(layout.block_elements) + " for " +
                           std::string(name_of(tensor.dtype)));
    }
    const auto size = checked_size(tensor.dtype, tensor.shape);
    if (!size) m_cursor.fail_at(start, label + " has more elements than can be counted");
    tensor.bytes = static_cast<std::uint64_t>(size->bytes);
  }

  /// Data follow the list in its order, each tensor padded to the alignment: anything else is refused, so no
  /// two tensors can share bytes.
  void place_data(std::uint64_t alignment) {
    const auto padded = [&](std::uint64_t size) { return (size + alignment - 1) / alignment * alignment; };
    const std::uint64_t start = padded(m_cursor.offset());
    const std::uint64_t size = m_mapped->size();
    std::uint64_t next = 0;
    for (TensorInfo& tensor : m_file.tensors) {
      const std::string label = "tensor \"" + shown(tensor.name) + "\"";
      if (tensor.offset != next) {
        m_cursor.fail_at(start, label + " begins at data offset " + std::to_string(tensor.offset),
                         std::to_string(next) + ", after the tensor before it");
      }
      // next never exceeds the file's size by more than one alignment, so this cannot overflow.
      const std::uint64_t begin = start + next;
      if (begin > size || tensor.bytes > size - begin) {
        m_cursor.fail_at(begin, label + " needs " + std::to_string(tensor.bytes) + " bytes here",
                         "a file of at least that much more than its " + std::to_string(size) + " bytes");
      }
      tensor.offset = begin;
      next += padded(tensor.bytes);
    }
  }

  void refuse_duplicates() const {
    const auto twice =
        std::adjacent_find(m_file.tensors.begin(), m_file.tensors.end(),
                           [](const TensorInfo& a, const TensorInfo& b) { return a.name == b.name; });
    if (twice != m_file.tensors.end()) {
      m_cursor.fail_at(twice->offset, "tensor \"" + shown(twice->name) + "\" appears twice");
    }
  }

  std::shared_ptr<const MappedFile> m_mapped;
  ByteCursor m_cursor;
  TensorFile m_file;
  std::uint64_t m_tensors = 0;
  std::uint64_t m_entries = 0;
  std::uint64_t m_alignment_place = 0;
  bool m_alignment_is_u32 = false;
};

}  // namespace

TensorFile open_gguf(const std::filesystem::path& path) {
  return Reader(path).read();
}

}  // namespace prism
