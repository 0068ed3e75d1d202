// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/gguf_values.h"

#include "core/model/close_names.h"

#include <fmt/format.h>

namespace prism::gguf {
namespace {

std::string quoted(std::string_view what) {
  return fmt::format("\"{}\"", shown(std::string(what.substr(0, 200))));
}

}  // namespace

std::string_view read_string(ByteCursor& cursor, std::string_view what) {
  const auto length = cursor.number<std::uint64_t>(what);
  return cursor.take(length, what);
}

ValueType read_type(ByteCursor& cursor, std::string_view what) {
  const std::uint64_t start = cursor.offset();
  const auto type = cursor.number<std::uint32_t>(what);
  if (type >= kValueTypes.size()) {
    cursor.fail_at(start, quoted(what) + " has the unknown value type " + std::to_string(type),
                   "0 to " + std::to_string(kValueTypes.size() - 1));
  }
  return static_cast<ValueType>(type);
}

Json read_scalar(ByteCursor& cursor, ValueType type, std::string_view what) {
  switch (type) {
    case ValueType::u8:
      return cursor.number<std::uint8_t>(what);
    case ValueType::i8:
      return cursor.number<std::int8_t>(what);
    case ValueType::u16:
      return cursor.number<std::uint16_t>(what);
    case ValueType::i16:
      return cursor.number<std::int16_t>(what);
    case ValueType::u32:
      return cursor.number<std::uint32_t>(what);
    case ValueType::i32:
      return cursor.number<std::int32_t>(what);
    case ValueType::u64:
      return cursor.number<std::uint64_t>(what);
    case ValueType::i64:
      return cursor.number<std::int64_t>(what);
    case ValueType::f32:
      return static_cast<double>(cursor.number<float>(what));
    case ValueType::f64:
      return cursor.number<double>(what);
    case ValueType::boolean: {
      const std::uint64_t start = cursor.offset();
      const auto value = cursor.number<std::uint8_t>(what);
      if (value > 1) cursor.fail_at(start, quoted(what) + " is a bool of " + std::to_string(value), "0 or 1");
      return value == 1;
    }
    case ValueType::string:
      return std::string(read_string(cursor, what));
    case ValueType::array:
      break;
  }
  cursor.fail(quoted(what) + " is an array where a single value belongs");
}

Json read_array(ByteCursor& cursor, std::string_view what) {
  const std::uint64_t type_place = cursor.offset();
  const ValueType type = read_type(cursor, what);
  if (type == ValueType::array) {
    cursor.fail_at(type_place, quoted(what) + " is an array of arrays", "an array of single values");
  }
  const std::uint64_t count_place = cursor.offset();
  const auto count = cursor.number<std::uint64_t>(what);
  const auto& row = kValueTypes[static_cast<std::size_t>(type)];
  // A string takes at least its length field.
  const std::uint64_t smallest = row.bytes > 0 ? row.bytes : 8;
  if (count > cursor.left() / smallest) {
    cursor.fail_at(count_place, quoted(what) + " claims " + std::to_string(count) + " elements",
                   "at most " + std::to_string(cursor.left() / smallest) + " in the bytes left");
  }
  if (count <= kShortArray) {
    Json values = Json::array();
    for (std::uint64_t i = 0; i < count; ++i) values.push_back(read_scalar(cursor, type, what));
    return values;
  }
  const std::uint64_t offset = cursor.offset();
  if (row.bytes > 0) {
    (void)cursor.take(count * row.bytes, what);
  } else {
    for (std::uint64_t i = 0; i < count; ++i) (void)read_string(cursor, what);
  }
  return Json{{"array", std::string(row.name)}, {"count", count}, {"offset", offset}};
}

}  // namespace prism::gguf
