// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/text/tokenizer_parts.h"

#include <filesystem>
#include <string>

namespace prism {

/// The steps of a tokenizer.json around its model. A step nobody knows is refused by its name: leaving it out
/// would give other tokens.
class TokenizerJsonSections {
 public:
  explicit TokenizerJsonSections(const std::filesystem::path& file) : m_file(file) {}

  void read_normaliser(const Json& json, TokenizerParts& parts);
  void read_pre_tokenizer(const Json& json, TokenizerParts& parts);
  void read_post_processor(const Json& json, TokenizerParts& parts);
  /// Some step turns the text into GPT-2's stand-ins of bytes.
  [[nodiscard]] bool byte_level() const noexcept { return m_byte_level; }

 private:
  [[nodiscard]] std::string type_of(const Json& step, const std::string& section) const;
  [[nodiscard]] std::string text_of(const Json& step, const char* field, const std::string& section) const;
  [[nodiscard]] bool flag_of(const Json& step, const char* field, bool otherwise) const;
  [[noreturn]] void refuse(const std::string& reason, const std::string& section) const;
  [[noreturn]] void fail(const std::string& reason, const std::string& section) const;
  void read_step(const Json& step, TokenizerParts& parts);
  void read_byte_level(const Json& step, TokenizerParts& parts);
  [[nodiscard]] std::string prepend_scheme(const Json& step) const;
  void read_metaspace(const Json& step, TokenizerParts& parts);
  void read_spaced_words(const Json& metaspace, TokenizerParts& parts);
  void add_split(TokenizerParts& parts, const std::string& pattern, const std::string& behaviour,
                 bool invert = false) const;
  [[nodiscard]] std::string pattern_of(const Json& step, const std::string& section) const;
  void read_template(const Json& step, TokenizerParts& parts) const;
  void add_rule(const Json& step, TokenizerParts& parts);
  void add_replacement(const Json& step, TokenizerParts& parts);

  const std::filesystem::path& m_file;
  bool m_byte_level = false;
  bool m_low_ones = false;  ///< spaces are written ▁ by now
};

}  // namespace prism
