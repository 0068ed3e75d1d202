// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include "core/base/atomic_file.h"

#include <unordered_set>
#include <vector>

namespace prism {
namespace {

// First pass: nlohmann's SAX parser keeps its own stack (no recursion) and we refuse depth and duplicates
// before a tree is built.
class Checker final : public nlohmann::json_sax<Json> {
 public:
  Checker(const std::filesystem::path& file, JsonLimits limits) : m_file(file), m_limits(limits) {}

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override {
    deeper();
    m_keys.emplace_back();
    return true;
  }
  bool key(string_t& name) override {
    if (m_limits.refuse_duplicate_keys && !m_keys.back().insert(name).second) {
      throw Error(ErrorCode::format, "key appears twice", m_file, "\"" + name.substr(0, 100) + "\"");
    }
    return true;
  }
  bool end_object() override {
    m_keys.pop_back();
    --m_depth;
    return true;
  }
  bool start_array(std::size_t) override {
    deeper();
    return true;
  }
  bool end_array() override {
    --m_depth;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& problem) override {
    std::string reason = problem.what();
    // "[json.exception.parse_error.101] parse error at …: " is for programmers; keep what follows.
    if (const auto colon = reason.find(": "); colon != std::string::npos) reason.erase(0, colon + 2);
    throw Error(ErrorCode::format, "is not valid JSON: " + reason.substr(0, 300), m_file,
                "offset " + std::to_string(position));
  }

 private:
  void deeper() {
    if (++m_depth > m_limits.depth) {
      throw Error(ErrorCode::format,
                  "JSON is nested deeper than " + std::to_string(m_limits.depth) + " levels", m_file);
    }
  }

  const std::filesystem::path& m_file;
  JsonLimits m_limits;
  int m_depth = 0;
  std::vector<std::unordered_set<std::string>> m_keys;
};

}  // namespace

Json parse_json(std::string_view text, const std::filesystem::path& file, JsonLimits limits) {
  Checker checker(file, limits);
  Json::sax_parse(text.begin(), text.end(), &checker);
  return Json::parse(text.begin(), text.end());
}

Json read_json_file(const std::filesystem::path& file, JsonLimits limits) {
  return parse_json(read_file(file), file, limits);
}

std::string dump_json(const Json& value, int indent) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace prism
