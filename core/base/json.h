// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace prism {

/// Keys come out sorted: nlohmann's order-keeping map looks up linearly, which a vocabulary of 10⁵ keys makes
/// quadratic.
using Json = nlohmann::json;

/// Limits for JSON that comes from outside.
struct JsonLimits {
  int depth = 64;
  bool refuse_duplicate_keys = true;
};

/// Parses text from a user's file. Throws Error(format) naming `file` and the byte offset on bad syntax,
/// invalid UTF-8, duplicate keys or deeper nesting than allowed; recursion stays bounded whatever the input.
[[nodiscard]] Json parse_json(std::string_view text, const std::filesystem::path& file,
                              JsonLimits limits = {});
[[nodiscard]] Json read_json_file(const std::filesystem::path& file, JsonLimits limits = {});

/// A field that must be there with this type; throws Error(format) naming the field otherwise.
template <typename T>
T json_field(const Json& object, const std::string& key, const std::filesystem::path& file);

/// Text safe to print: one line, NaN and infinities as null, invalid UTF-8 replaced.
[[nodiscard]] std::string dump_json(const Json& value, int indent = -1);

}  // namespace prism

#include "core/base/error.h"

namespace prism {

template <typename T>
T json_field(const Json& object, const std::string& key, const std::filesystem::path& file) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  if (!object.is_object() || found == object.end()) {
    throw Error(ErrorCode::format, "field is missing", file, "\"" + key + "\"");
  }
  try {
    return found->template get<T>();
  } catch (const nlohmann::json::exception&) {
    throw Error(ErrorCode::format, "field has the wrong type (" + std::string(found->type_name()) + ")", file,
                "\"" + key + "\"");
  }
}

}  // namespace prism
