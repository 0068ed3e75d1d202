// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer_json_parser.h"

#include "core/base/json.h"
#include "core/text/vocabulary_readers.h"

namespace prism {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::string_view kLowOne = "\xE2\x96\x81";

enum class Place {
  root,
  model,
  vocab_object,
  vocab_array,
  vocab_entry,
  merges,
  merge,
  added,
  added_token,
  section,  ///< anywhere inside normalizer, pre_tokenizer or decoder
  skipped,
};

/// nlohmann's SAX parser keeps its own stack, so nesting costs no recursion here.
class Reader final : public nlohmann::json_sax<Json> {
 public:
  explicit Reader(const std::filesystem::path& file) : m_file(file) {}
  RawTokenizer take() { return std::move(m_raw); }

  bool null() override {
    if (place() == Place::vocab_object || place() == Place::vocab_entry) fail("is null");
    return scalar();
  }
  bool boolean(bool value) override {
    if (place() == Place::model && m_key == "byte_fallback") m_raw.byte_fallback = value;
    if (place() == Place::added_token && m_key == "special") m_raw.added.back().special = value;
    if (place() == Place::section && m_key == "add_prefix_space") m_add_prefix_space = value;
    if (place() == Place::vocab_object || place() == Place::vocab_entry) fail("is a truth value");
    return scalar();
  }
  bool number_integer(number_integer_t value) override {
    if (place() == Place::vocab_object || (place() == Place::added_token && m_key == "id"))
      fail("id " + std::to_string(value) + " is negative");
    return score(static_cast<double>(value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (place() == Place::vocab_object) {
      m_raw.vocab.emplace_back(std::move(m_key), value);
      check_limit(m_raw.vocab.size());
      return scalar();
    }
    if (place() == Place::added_token && m_key == "id") m_raw.added.back().id = value;
    if (place() == Place::model && m_key == "unk_id") m_raw.unk_id = value;
    return score(static_cast<double>(value));
  }
  bool number_float(number_float_t value, const string_t& digits) override {
    if (place() == Place::vocab_object || (place() == Place::added_token && m_key == "id"))
      fail("id " + digits.substr(0, 40) + " is not a whole number");
    return score(value);
  }
  bool string(string_t& text) override {
    switch (place()) {
      case Place::model:
        if (m_key == "type") m_raw.model_type = text;
        if (m_key == "unk_token") m_raw.unk_token = text;
        if (m_key == "continuing_subword_prefix") m_raw.continuing_prefix = text;
        break;
      case Place::merges:
        split_merge(text);
        break;
      case Place::merge:
        if (m_parts == 2) fail_merge();
        (m_parts++ == 0 ? m_raw.merges.back().first : m_raw.merges.back().second) = std::move(text);
        break;
      case Place::vocab_entry:
        if (m_parts++ != 0) fail("is a string");
        m_raw.pieces.back().first = std::move(text);
        break;
      case Place::added_token:
        if (m_key == "content") m_raw.added.back().content = std::move(text);
        break;
      case Place::section:
        section_word(text);
        break;
      case Place::vocab_object:
        fail("is a string");
      default:
        break;
    }
    return scalar();
  }
  bool binary(binary_t&) override { return true; }

  bool start_object(std::size_t) override {
    Place next = Place::skipped;
    if (m_stack.empty()) {
      next = Place::root;
    } else if (place() == Place::root) {
      m_section = m_key;
      next = m_key == "model" ? Place::model : is_section(m_key) ? Place::section : Place::skipped;
    } else if (place() == Place::model) {
      if (m_key == "vocab") next = Place::vocab_object;
    } else if (place() == Place::added) {
      next = Place::added_token;
      m_raw.added.emplace_back();
      check_limit(m_raw.added.size());
    } else if (place() == Place::section) {
      next = Place::section;
    } else {
      refuse_nesting();
    }
    return push(next);
  }
  bool start_array(std::size_t) override {
    Place next = Place::skipped;
    if (m_stack.empty()) {
      throw Error(ErrorCode::format, "is an array", m_file, {}, "a tokenizer.json object");
    } else if (place() == Place::root) {
      if (m_key == "added_tokens") next = Place::added;
    } else if (place() == Place::model) {
      if (m_key == "vocab") next = Place::vocab_array;
      if (m_key == "merges") next = Place::merges;
    } else if (place() == Place::vocab_array) {
      next = Place::vocab_entry;
      m_parts = 0;
      m_raw.pieces.emplace_back();
      check_limit(m_raw.pieces.size());
    } else if (place() == Place::merges) {
      next = Place::merge;
      m_parts = 0;
      add_merge({}, {});
    } else if (place() == Place::section) {
      next = Place::section;
    } else {
      refuse_nesting();
    }
    return push(next);
  }
  bool key(string_t& name) override {
    m_key = std::move(name);
    return true;
  }
  bool end_object() override {
    // Metaspace and Prepend tell of themselves in several fields, in any order: decide at their end.
    if (place() == Place::section && m_section != "decoder") {
      const bool metaspace =
          m_object_type == "Metaspace" &&
          (m_prepend_scheme.empty() ? m_add_prefix_space.value_or(true) : m_prepend_scheme != "never");
      m_raw.space_prefix |= metaspace || m_object_type == "Prepend";
    }
    reset_object();
    m_stack.pop_back();
    return true;
  }
  bool end_array() override {
    if ((place() == Place::merge || place() == Place::vocab_entry) && m_parts != 2) {
      if (place() == Place::merge) fail_merge();
      fail("has not exactly a text and a score");
    }
    m_stack.pop_back();
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& problem) override {
    std::string reason = problem.what();
    if (const auto colon = reason.find(": "); colon != std::string::npos) reason.erase(0, colon + 2);
    throw Error(ErrorCode::format, "is not valid JSON: " + reason.substr(0, 300), m_file,
                "offset " + std::to_string(position));
  }

 private:
  static bool is_section(const std::string& key) {
    return key == "normalizer" || key == "pre_tokenizer" || key == "decoder";
  }
  [[nodiscard]] Place place() const { return m_stack.empty() ? Place::skipped : m_stack.back(); }
  bool push(Place next) {
    if (m_stack.size() >= kMaxDepth)
      throw Error(ErrorCode::format, "JSON is nested deeper than " + std::to_string(kMaxDepth) + " levels",
                  m_file);
    if (next == Place::section) reset_object();
    m_stack.push_back(next);
    return true;
  }
  bool scalar() {
    if (m_stack.empty())
      throw Error(ErrorCode::format, "is a bare value", m_file, {}, "a tokenizer.json object");
    if (place() == Place::vocab_array || place() == Place::added) refuse_nesting();
    return true;
  }
  bool score(double value) {
    if (place() == Place::vocab_entry) {
      if (m_parts++ != 1) fail("is a number");
      m_raw.pieces.back().second = value;
    }
    if (place() == Place::merges || place() == Place::merge) fail_merge();
    return scalar();
  }
  void refuse_nesting() const {
    if (place() == Place::skipped) return;
    fail("has the wrong type");
  }
  void reset_object() {
    m_object_type.clear();
    m_prepend_scheme.clear();
    m_add_prefix_space.reset();
  }
  void section_word(const std::string& text) {
    if (m_key == "prepend_scheme") m_prepend_scheme = text;
    if (m_key == "content" && text == kLowOne) m_raw.low_one = true;
    if (m_key != "type") return;
    m_object_type = text;
    if (text == "ByteLevel") m_raw.byte_level = true;
    if (text == "Metaspace") m_raw.low_one = true;
  }
  void split_merge(const std::string& text) {
    const std::size_t space = text.find(' ');
    if (space == std::string::npos || text.find(' ', space + 1) != std::string::npos) fail_merge();
    add_merge(text.substr(0, space), text.substr(space + 1));
  }
  void add_merge(std::string left, std::string right) {
    m_raw.merges.emplace_back(std::move(left), std::move(right));
    check_limit(m_raw.merges.size());
  }
  void check_limit(std::size_t count) const {
    if (count > kMaxTokens) {
      throw Error(ErrorCode::format, "has too many entries", m_file, where(),
                  "at most " + std::to_string(kMaxTokens));
    }
  }
  [[noreturn]] void fail_merge() const {
    throw Error(
        ErrorCode::format, "is not a pair of tokens", m_file,
        "\"model.merges\"[" + std::to_string(m_raw.merges.empty() ? 0 : m_raw.merges.size() - 1) + "]",
        "\"left right\" or [\"left\", \"right\"]");
  }
  [[nodiscard]] std::string where() const {
    switch (place()) {
      case Place::vocab_object:
        return "\"model.vocab\": \"" + m_key.substr(0, 60) + "\"";
      case Place::vocab_array:
      case Place::vocab_entry:
        return "\"model.vocab\"[" + std::to_string(m_raw.pieces.empty() ? 0 : m_raw.pieces.size() - 1) + "]";
      case Place::merges:
      case Place::merge:
        return "\"model.merges\"";
      case Place::added:
      case Place::added_token:
        return "\"added_tokens\"[" + std::to_string(m_raw.added.empty() ? 0 : m_raw.added.size() - 1) + "]";
      default:
        return "\"" + m_key.substr(0, 60) + "\"";
    }
  }
  [[noreturn]] void fail(const std::string& reason) const {
    throw Error(ErrorCode::format, reason, m_file, where(), "a field as tokenizer.json has it");
  }

  const std::filesystem::path& m_file;
  RawTokenizer m_raw;
  std::vector<Place> m_stack;
  std::string m_key;
  std::string m_section;
  int m_parts = 0;  ///< of the vocabulary entry or merge being read
  std::string m_object_type;
  std::string m_prepend_scheme;
  std::optional<bool> m_add_prefix_space;
};

}  // namespace

RawTokenizer parse_tokenizer_json(std::string_view text, const std::filesystem::path& file) {
  Reader reader(file);
  Json::sax_parse(text.begin(), text.end(), &reader);
  return reader.take();
}

}  // namespace prism
