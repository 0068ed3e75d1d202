// SPDX-License-Identifier: GPL-3.0-or-later
// Inside of the GGUF reader: metadata values as they stand in the file.
#pragma once

#include "core/base/json.h"
#include "core/model/byte_cursor.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace prism::gguf {

/// Value types by their number in the file (GGUF specification, "gguf_metadata_value_type").
enum class ValueType : std::uint32_t {
  u8,
  i8,
  u16,
  i16,
  u32,
  i32,
  f32,
  boolean,
  string,
  array,
  u64,
  i64,
  f64
};

struct ValueTypeRow {
  std::string_view name;
  std::uint64_t bytes;  ///< 0 where values differ in size
};
inline constexpr std::array<ValueTypeRow, 13> kValueTypes{{{"u8", 1},
                                                           {"i8", 1},
                                                           {"u16", 2},
                                                           {"i16", 2},
                                                           {"u32", 4},
                                                           {"i32", 4},
                                                           {"f32", 4},
                                                           {"bool", 1},
                                                           {"string", 0},
                                                           {"array", 0},
                                                           {"u64", 8},
                                                           {"i64", 8},
                                                           {"f64", 8}}};

/// Arrays up to this length are kept as JSON; longer ones stay in the file.
inline constexpr std::uint64_t kShortArray = 64;

/// A length-prefixed string; the view is into the file.
[[nodiscard]] std::string_view read_string(ByteCursor& cursor, std::string_view what);
/// The type number, refused when there is no such type.
[[nodiscard]] ValueType read_type(ByteCursor& cursor, std::string_view what);
/// One value of any type but array.
[[nodiscard]] Json read_scalar(ByteCursor& cursor, ValueType type, std::string_view what);
/// A short array as a JSON array, a long one as {"array","count","offset"} after stepping over every element.
[[nodiscard]] Json read_array(ByteCursor& cursor, std::string_view what);

}  // namespace prism::gguf
