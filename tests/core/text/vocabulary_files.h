// SPDX-License-Identifier: GPL-3.0-or-later
// Small vocabulary files of every kind, written byte by byte for tests.
#pragma once

#include "core/text/vocabulary.h"

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace prism::test {

inline std::filesystem::path put(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

inline std::string base64(std::string_view bytes) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = (bits << 8) | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k)
      text += i + k <= bytes.size() ? kDigits[(bits >> (18 - 6 * k)) & 63] : '=';
  }
  return text;
}

inline std::string tiktoken_text(const std::vector<std::string>& tokens) {
  std::string text;
  for (std::size_t rank = 0; rank < tokens.size(); ++rank)
    text += base64(tokens[rank]) + ' ' + std::to_string(rank) + '\n';
  return text;
}

inline Vocabulary make_vocabulary(const std::vector<std::string>& tokens,
                                  VocabularyKind kind = VocabularyKind::tiktoken) {
  Vocabulary vocabulary;
  vocabulary.kind = kind;
  for (const std::string& token : tokens) vocabulary.tokens.push_back({token, false, false, false});
  return vocabulary;
}

template <typename T>
std::string raw(T value) {
  std::string bytes(sizeof value, '\0');
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

/// SentencePiece's model: field 1 of the outer message, a piece each.
class SentencePieceFile {
 public:
  SentencePieceFile& piece(const std::string& text, float score, int type = 1) {
    std::string message = "\x0A" + length(text.size()) + text + "\x15" + raw(score);
    if (type != 1) message += "\x18" + length(static_cast<std::size_t>(type));
    m_bytes += "\x0A" + length(message.size()) + message;
    return *this;
  }
  /// trainer_spec.model_type: 1 unigram, 2 BPE.
  SentencePieceFile& model_type(int type) {
    m_bytes += std::string("\x12\x02\x18", 3) + static_cast<char>(type);
    return *this;
  }
  SentencePieceFile& no_dummy_prefix() {
    m_bytes += std::string("\x1A\x02\x18\x00", 4);
    return *this;
  }
  [[nodiscard]] const std::string& bytes() const { return m_bytes; }

 private:
  static std::string length(std::size_t value) {
    std::string bytes;
    for (; value >= 128; value >>= 7) bytes += static_cast<char>((value & 127) | 128);
    return bytes + static_cast<char>(value);
  }
  std::string m_bytes;
};

/// GGUF version 3 with metadata and no tensors.
class GgufFile {
 public:
  GgufFile& text(const std::string& key, const std::string& value) {
    return entry(key, 8, raw<std::uint64_t>(value.size()) + value);
  }
  GgufFile& number(const std::string& key, std::uint32_t value) { return entry(key, 4, raw(value)); }
  GgufFile& texts(const std::string& key, const std::vector<std::string>& values) {
    std::string payload = raw<std::uint32_t>(8) + raw<std::uint64_t>(values.size());
    for (const std::string& value : values) payload += raw<std::uint64_t>(value.size()) + value;
    return entry(key, 9, payload);
  }
  GgufFile& floats(const std::string& key, const std::vector<float>& values) { return array(key, 6, values); }
  GgufFile& ints(const std::string& key, const std::vector<std::int32_t>& values) {
    return array(key, 5, values);
  }
  GgufFile& bytes(const std::string& key, const std::vector<std::uint8_t>& values) {
    return array(key, 0, values);
  }
  [[nodiscard]] std::string data() const {
    return "GGUF" + raw<std::uint32_t>(3) + raw<std::uint64_t>(0) + raw<std::uint64_t>(m_count) + m_bytes;
  }

 private:
  template <typename T>
  GgufFile& array(const std::string& key, std::uint32_t type, const std::vector<T>& values) {
    std::string payload = raw(type) + raw<std::uint64_t>(values.size());
    for (const T value : values) payload += raw(value);
    return entry(key, 9, payload);
  }
  GgufFile& entry(const std::string& key, std::uint32_t type, const std::string& payload) {
    m_bytes += raw<std::uint64_t>(key.size()) + key + raw(type) + payload;
    ++m_count;
    return *this;
  }
  std::string m_bytes;
  std::uint64_t m_count = 0;
};

}  // namespace prism::test
