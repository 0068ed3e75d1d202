// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/gguf_metadata.h"

#include "core/base/error.h"
#include "core/model/close_names.h"
#include "core/model/gguf_values.h"

#include <algorithm>
#include <limits>

namespace prism {
namespace {

using gguf::ValueType;

const std::filesystem::path& path_of(const TensorFile& file) {
  static const std::filesystem::path none;
  return file.files.empty() ? none : file.files.front()->path();
}

std::string position_of(const std::string& key) {
  return "metadata \"" + shown(key) + "\"";
}

[[noreturn]] void refuse_type(const TensorFile& file, const std::string& key, const std::string& found,
                              const std::string& expected) {
  throw Error(ErrorCode::format, "has the type " + found, path_of(file), position_of(key), expected);
}

const Json& value_of(const TensorFile& file, const std::string& key) {
  const auto found = file.gguf.find(key);
  if (found == file.gguf.end()) {
    throw Error(ErrorCode::not_found, "the key is missing", path_of(file), position_of(key));
  }
  return *found;
}

bool is_long(const Json& value) {
  return value.is_object();
}

std::string type_of_scalar(const Json& value) {
  if (value.is_string()) return "string";
  if (value.is_boolean()) return "bool";
  if (value.is_number_float()) return "float";
  return value.is_array() ? "array" : "integer";
}

/// Calls `visit(index, type, cursor)` with the cursor at each element of a long array.
template <typename Visit>
void walk(const TensorFile& file, const Json& value, const Visit& visit) {
  const MappedFile& mapped = *file.files.front();
  if (!mapped.still_whole()) {
    throw Error(ErrorCode::io, "has become shorter since it was opened", mapped.path());
  }
  const auto name = value.at("array").get<std::string>();
  const auto row = std::find_if(gguf::kValueTypes.begin(), gguf::kValueTypes.end(),
                                [&](const gguf::ValueTypeRow& candidate) { return candidate.name == name; });
  const auto type = static_cast<ValueType>(row - gguf::kValueTypes.begin());
  const auto count = value.at("count").get<std::uint64_t>();
  ByteCursor cursor(mapped.bytes(), mapped.path(), value.at("offset").get<std::uint64_t>());
  for (std::uint64_t i = 0; i < count; ++i) visit(i, type, cursor);
}

void require_array(const TensorFile& file, const std::string& key, const Json& value) {
  if (!value.is_array() && !is_long(value)) refuse_type(file, key, type_of_scalar(value), "an array");
}

}  // namespace

std::optional<GgufArray> gguf_array(const TensorFile& file, const std::string& key) {
  const auto found = file.gguf.find(key);
  if (found == file.gguf.end()) return std::nullopt;
  if (is_long(*found)) {
    const auto name = found->at("array").get<std::string>();
    const bool plain = name == "string" || name == "bool";
    return GgufArray{plain ? name : (name.starts_with("f") ? "float" : "integer"),
                     found->at("count").get<std::uint64_t>()};
  }
  if (!found->is_array()) return std::nullopt;
  return GgufArray{found->empty() ? "" : type_of_scalar(found->front()), found->size()};
}

void gguf_each_string(const TensorFile& file, const std::string& key,
                      const std::function<void(std::uint64_t, std::string_view)>& visit) {
  const Json& value = value_of(file, key);
  require_array(file, key, value);
  if (is_long(value)) {
    walk(file, value, [&](std::uint64_t index, ValueType type, ByteCursor& cursor) {
      if (type != ValueType::string) refuse_type(file, key, "array of numbers", "an array of strings");
      visit(index, gguf::read_string(cursor, key));
    });
    return;
  }
  for (std::uint64_t i = 0; i < value.size(); ++i) {
    if (!value[i].is_string()) refuse_type(file, key, "array of numbers", "an array of strings");
    visit(i, value[i].get_ref<const std::string&>());
  }
}

std::vector<std::string> gguf_string_array(const TensorFile& file, const std::string& key) {
  std::vector<std::string> result;
  if (const auto array = gguf_array(file, key)) result.reserve(array->count);
  gguf_each_string(file, key, [&](std::uint64_t, std::string_view text) { result.emplace_back(text); });
  return result;
}

std::vector<float> gguf_float_array(const TensorFile& file, const std::string& key) {
  const Json& value = value_of(file, key);
  require_array(file, key, value);
  std::vector<float> result;
  const auto add = [&](const Json& element) {
    if (!element.is_number_float()) {
      refuse_type(file, key, "array of " + type_of_scalar(element), "an array of f32 or f64");
    }
    result.push_back(static_cast<float>(element.get<double>()));
  };
  if (!is_long(value)) {
    for (const Json& element : value) add(element);
    return result;
  }
  result.reserve(value.at("count").get<std::uint64_t>());
  walk(file, value, [&](std::uint64_t, ValueType type, ByteCursor& cursor) {
    if (type == ValueType::f32) {
      result.push_back(cursor.number<float>(key));
    } else {
      add(gguf::read_scalar(cursor, type, key));
    }
  });
  return result;
}

std::vector<std::int64_t> gguf_int_array(const TensorFile& file, const std::string& key) {
  const Json& value = value_of(file, key);
  require_array(file, key, value);
  std::vector<std::int64_t> result;
  const auto add = [&](const Json& element) {
    if (element.is_boolean()) {
      result.push_back(element.get<bool>() ? 1 : 0);
      return;
    }
    if (!element.is_number_integer()) {
      refuse_type(file, key, "array of " + type_of_scalar(element), "an array of integers");
    }
    if (element.is_number_unsigned() &&
        element.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
      throw Error(ErrorCode::format, "holds a number beyond 2^63", path_of(file), position_of(key));
    }
    result.push_back(element.get<std::int64_t>());
  };
  if (!is_long(value)) {
    for (const Json& element : value) add(element);
    return result;
  }
  const auto name = value.at("array").get<std::string>();
  if (name == "string") refuse_type(file, key, "array of string", "an array of integers");
  result.reserve(value.at("count").get<std::uint64_t>());
  walk(file, value, [&](std::uint64_t, ValueType type, ByteCursor& cursor) {
    if (type == ValueType::i32) {
      result.push_back(cursor.number<std::int32_t>(key));
    } else {
      add(gguf::read_scalar(cursor, type, key));
    }
  });
  return result;
}

std::optional<std::string> gguf_string(const TensorFile& file, const std::string& key) {
  const auto found = file.gguf.find(key);
  if (found == file.gguf.end()) return std::nullopt;
  if (!found->is_string()) refuse_type(file, key, type_of_scalar(*found), "a string");
  return found->get<std::string>();
}

std::optional<std::int64_t> gguf_int(const TensorFile& file, const std::string& key) {
  const auto found = file.gguf.find(key);
  if (found == file.gguf.end()) return std::nullopt;
  if (!found->is_number_integer()) refuse_type(file, key, type_of_scalar(*found), "an integer");
  if (found->is_number_unsigned() &&
      found->get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) {
    throw Error(ErrorCode::format, "is beyond 2^63", path_of(file), position_of(key));
  }
  return found->get<std::int64_t>();
}

std::optional<double> gguf_float(const TensorFile& file, const std::string& key) {
  const auto found = file.gguf.find(key);
  if (found == file.gguf.end()) return std::nullopt;
  if (!found->is_number()) refuse_type(file, key, type_of_scalar(*found), "a number");
  return found->get<double>();
}

std::optional<bool> gguf_bool(const TensorFile& file, const std::string& key) {
  const auto found = file.gguf.find(key);
  if (found == file.gguf.end()) return std::nullopt;
  if (!found->is_boolean()) refuse_type(file, key, type_of_scalar(*found), "a bool");
  return found->get<bool>();
}

}  // namespace prism
