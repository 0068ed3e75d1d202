// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"

#include <cstdint>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace prism {

/// Base of readers that take JSON as a stream of events: knows the offset for messages, refuses deep nesting,
/// and refuses by name whatever a subclass does not expect. Memory stays bounded by the longest string.
class JsonStream : public nlohmann::json_sax<Json> {
 public:
  JsonStream(std::string_view text, std::uint64_t offset, const std::filesystem::path& file)
      : m_text(text), m_offset(offset), m_file(file), m_place(text.data()) {}

  void parse() {
    const Iterator begin{m_text.data(), &m_place};
    const Iterator end{m_text.data() + m_text.size(), &m_place};
    nlohmann::json::sax_parse(begin, end, this);
  }

  bool null() override { return refuse("null"); }
  bool boolean(bool) override { return refuse("a bool"); }
  bool number_integer(number_integer_t) override { return refuse("a negative number"); }
  bool number_unsigned(number_unsigned_t) override { return refuse("a number"); }
  bool number_float(number_float_t, const string_t&) override {
    return refuse("a number that is no plain integer");
  }
  bool string(string_t&) override { return refuse("a string"); }
  bool binary(binary_t&) override { return refuse("binary data"); }
  bool start_object(std::size_t) override { return refuse("an object"); }
  bool start_array(std::size_t) override { return refuse("an array"); }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& problem) override {
    std::string reason = problem.what();
    // "[json.exception.parse_error.101] parse error at …: " is for programmers; keep what follows.
    if (const auto colon = reason.find(": "); colon != std::string::npos) reason.erase(0, colon + 2);
    throw Error(ErrorCode::format, "is not valid JSON: " + reason.substr(0, 300), m_file,
                "offset " + std::to_string(m_offset + (position > 0 ? position - 1 : 0)));
  }

 protected:
  /// What is being read, for messages: "tensor \"w\"".
  [[nodiscard]] virtual std::string where() const = 0;

  [[noreturn]] void fail(const std::string& reason, const std::string& expected = {}) const {
    const auto place = m_offset + static_cast<std::uint64_t>(m_place - m_text.data());
    throw Error(ErrorCode::format, where() + " " + reason, m_file, "offset " + std::to_string(place),
                expected);
  }

 private:
  /// A pointer that tells where the parser is.
  struct Iterator {
    using iterator_category = std::forward_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;
    const char* at;
    const char** place;
    reference operator*() const { return *at; }
    Iterator& operator++() {
      *place = ++at;
      return *this;
    }
    bool operator==(const Iterator& other) const { return at == other.at; }
    bool operator!=(const Iterator& other) const { return at != other.at; }
  };

  [[noreturn]] bool refuse(const std::string& found) const { fail("has " + found + " where none belongs"); }

  std::string_view m_text;
  std::uint64_t m_offset;
  const std::filesystem::path& m_file;
  const char* m_place;
};

}  // namespace prism
