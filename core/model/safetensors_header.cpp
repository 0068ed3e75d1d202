// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/safetensors_header.h"

#include "core/model/close_names.h"
#include "core/model/json_stream.h"

#include <algorithm>
#include <array>
#include <utility>

namespace prism {
namespace {

// Real headers list some thousands of tensors; the limits keep what a hostile one makes us hold within tens
// of megabytes.
constexpr std::size_t kMostTensors = 1u << 18;
constexpr std::size_t kMostEntries = 100'000;
constexpr std::size_t kMostDimensions = 32;

constexpr std::array kTypes{DType::f64,     DType::f32,     DType::f16,     DType::bf16,    DType::i64,
                            DType::i32,     DType::i16,     DType::i8,      DType::u64,     DType::u32,
                            DType::u16,     DType::u8,      DType::boolean, DType::f8_e4m3, DType::f8_e5m2,
                            DType::f8_e8m0, DType::f6_e2m3, DType::f6_e3m2, DType::f4,      DType::c64};

class HeaderStream final : public JsonStream {
 public:
  using JsonStream::JsonStream;
  SafetensorsHeader header;

  bool start_object(std::size_t) override {
    if (m_depth >= 2) fail("is nested too deeply");
    ++m_depth;
    m_seen = {};
    m_ends = 0;
    return true;
  }

  bool key(string_t& name) override {
    if (m_depth == 1) {
      m_name = std::move(name);
      m_metadata = m_name == "__metadata__";
      m_tensor = TensorInfo();
      if (m_metadata && std::exchange(m_had_metadata, true)) fail("appears twice");
      return true;
    }
    if (m_metadata) {
      m_field = std::move(name);
      return true;
    }
    static constexpr std::array<std::string_view, 3> kFields{"dtype", "shape", "data_offsets"};
    for (std::size_t i = 0; i < kFields.size(); ++i) {
      if (name != kFields[i]) continue;
      if (std::exchange(m_seen[i], true)) fail("has the field \"" + name + "\" twice");
      m_current = i;
      return true;
    }
    fail("has the unknown field \"" + shown(name) + "\"", "dtype, shape and data_offsets");
  }

  bool string(string_t& text) override {
    if (m_depth == 2 && m_metadata) {
      if (header.metadata.size() >= kMostEntries) fail("has more than 100000 entries");
      if (!header.metadata.emplace(m_field, std::move(text)).second) {
        fail("has the key \"" + shown(m_field) + "\" twice");
      }
      return true;
    }
    if (m_depth == 2 && m_current == 0) {
      const auto type = std::find_if(kTypes.begin(), kTypes.end(),
                                     [&](DType candidate) { return name_of(candidate) == text; });
      if (type == kTypes.end()) fail("has the unknown type \"" + shown(text) + "\"");
      m_tensor.dtype = *type;
      return true;
    }
    return JsonStream::string(text);
  }

  bool start_array(std::size_t size) override {
    if (m_depth != 2 || m_metadata || m_current == 0) return JsonStream::start_array(size);
    ++m_depth;
    return true;
  }

  bool number_unsigned(number_unsigned_t value) override {
    if (m_depth != 3) return JsonStream::number_unsigned(value);
    if (value > static_cast<number_unsigned_t>(INT64_MAX)) fail("has a number beyond 2^63");
    if (m_current == 1) {
      if (m_tensor.shape.size() == kMostDimensions) fail("has more than 32 dimensions");
      m_tensor.shape.push_back(static_cast<std::int64_t>(value));
    } else {
      if (m_ends == 2) fail("has more than two data_offsets");
      m_offsets[m_ends++] = value;
    }
    return true;
  }

  bool end_array() override {
    --m_depth;
    if (m_current == 2 && m_ends != 2) fail("has " + std::to_string(m_ends) + " data_offsets", "two");
    return true;
  }

  bool end_object() override {
    if (--m_depth == 1 && !m_metadata) finish_tensor();
    return true;
  }

 protected:
  std::string where() const override {
    if (m_depth == 0) return "the header";
    return m_metadata ? "\"__metadata__\"" : "tensor \"" + shown(m_name) + "\"";
  }

 private:
  void finish_tensor() {
    for (std::size_t i = 0; i < m_seen.size(); ++i) {
      static constexpr std::array<const char*, 3> kNames{"dtype", "shape", "data_offsets"};
      if (!m_seen[i]) fail("lacks the field \"" + std::string(kNames[i]) + "\"");
    }
    const auto [begin, end] = m_offsets;
    if (begin > end) fail("begins at " + std::to_string(begin) + " after its end " + std::to_string(end));
    const auto size = checked_size(m_tensor.dtype, m_tensor.shape);
    if (!size) fail("has more elements than can be counted");
    if (const int block = layout_of(m_tensor.dtype).block_elements; size->elements % block != 0) {
      fail("has " + std::to_string(size->elements) + " elements of " + std::string(name_of(m_tensor.dtype)),
           "a multiple of " + std::to_string(block));
    }
    if (static_cast<std::uint64_t>(size->bytes) != end - begin) {
      fail("takes " + std::to_string(end - begin) + " bytes, its shape and type need " +
           std::to_string(size->bytes));
    }
    if (header.tensors.size() == kMostTensors) fail("is one of more than " + std::to_string(kMostTensors));
    m_tensor.name = m_name;
    m_tensor.offset = begin;
    m_tensor.bytes = end - begin;
    header.tensors.push_back(std::move(m_tensor));
  }

  int m_depth = 0;  ///< 1 in the header, 2 in a tensor or the metadata, 3 in an array
  std::string m_name;
  std::string m_field;
  bool m_metadata = false;
  bool m_had_metadata = false;
  std::array<bool, 3> m_seen{};
  std::size_t m_current = 0;
  std::array<std::uint64_t, 2> m_offsets{};
  std::size_t m_ends = 0;
  TensorInfo m_tensor;
};

}  // namespace

SafetensorsHeader parse_safetensors_header(std::string_view text, std::uint64_t offset,
                                           const std::filesystem::path& file) {
  HeaderStream stream(text, offset, file);
  stream.parse();
  return std::move(stream.header);
}

}  // namespace prism
