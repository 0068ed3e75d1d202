// SPDX-License-Identifier: GPL-3.0-or-later
// Small tokenizer.json files for tests.
#pragma once

#include "core/base/json.h"
#include "core/text/encodings.h"

#include <string>
#include <string_view>
#include <vector>

namespace prism::test {

/// A byte-level BPE file: all single bytes (id = byte), then the results of `merges`, then the added tokens.
class ByteLevelJson {
 public:
  ByteLevelJson& merge(std::string_view left, std::string_view right) {
    m_merges.push_back({byte_level_of(left), byte_level_of(right)});
    m_tokens.push_back(byte_level_of(std::string(left) + std::string(right)));
    return *this;
  }
  /// Fields of an added token beside its id.
  ByteLevelJson& added(const Json& fields) {
    m_added.push_back(fields);
    return *this;
  }
  ByteLevelJson& section(const char* name, const Json& value) {
    m_sections[name] = value;
    return *this;
  }
  ByteLevelJson& model(const char* field, const Json& value) {
    m_model[field] = value;
    return *this;
  }
  [[nodiscard]] std::string text() const {
    Json vocabulary = Json::object();
    for (int byte = 0; byte < 256; ++byte)
      vocabulary[byte_level_of(std::string(1, static_cast<char>(byte)))] = byte;
    int id = 256;
    for (const std::string& token : m_tokens) vocabulary[token] = id++;
    Json added = Json::array();
    for (Json fields : m_added) {
      fields["id"] = id++;
      added.push_back(fields);
    }
    Json model = m_model;
    model["type"] = "BPE";
    model["vocab"] = vocabulary;
    model["merges"] = m_merges;
    Json file = m_sections;
    if (!file.contains("pre_tokenizer"))
      file["pre_tokenizer"] = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", true}};
    file["decoder"] = {{"type", "ByteLevel"}};
    file["added_tokens"] = added;
    file["model"] = model;
    return file.dump();
  }

 private:
  std::vector<std::string> m_tokens;
  Json m_merges = Json::array();
  std::vector<Json> m_added;
  Json m_sections = Json::object();
  Json m_model = Json::object();
};

/// A SentencePiece-like BPE file: <unk>, <s>, </s>, the 256 byte tokens, then the pieces, then the results of
/// merges written in it.
class PieceJson {
 public:
  PieceJson& piece(const std::string& text) {
    m_pieces.push_back(text);
    return *this;
  }
  PieceJson& merge(const std::string& left, const std::string& right) {
    m_merges.push_back({left, right});
    return piece(left + right);
  }
  PieceJson& section(const char* name, const Json& value) {
    m_sections[name] = value;
    return *this;
  }
  [[nodiscard]] std::string text() const {
    Json vocabulary{{"<unk>", 0}, {"<s>", 1}, {"</s>", 2}};
    int id = 3;
    for (int byte = 0; byte < 256; ++byte) {
      char name[8];
      std::snprintf(name, sizeof name, "<0x%02X>", static_cast<unsigned>(byte));
      vocabulary[name] = id++;
    }
    for (const std::string& piece : m_pieces) vocabulary[piece] = id++;
    Json file = m_sections;
    Json added = Json::array();
    for (const auto& [number, content] : {std::pair{0, "<unk>"}, std::pair{1, "<s>"}, std::pair{2, "</s>"}})
      added.push_back({{"id", number}, {"content", content}, {"special", true}, {"normalized", false}});
    file["added_tokens"] = added;
    file["model"] = {{"type", "BPE"},         {"vocab", vocabulary}, {"merges", m_merges},
                     {"byte_fallback", true}, {"fuse_unk", true},    {"unk_token", "<unk>"}};
    return file.dump();
  }

 private:
  std::vector<std::string> m_pieces;
  Json m_merges = Json::array();
  Json m_sections = Json::object();
};

}  // namespace prism::test
