// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sha256.h"

#include "core/base/error.h"
#include "core/base/mapped_file.h"

#include <algorithm>
#include <array>
#include <openssl/evp.h>
#include <string_view>

namespace prism {

struct Sha256::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();
  ~Context() { EVP_MD_CTX_free(evp); }
};

Sha256::Sha256() : m_context(std::make_unique<Context>()) {
  if (EVP_DigestInit_ex(m_context->evp, EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorCode::internal, "SHA-256 is not available");
  }
}

Sha256::~Sha256() = default;

void Sha256::add(std::span<const std::byte> bytes) {
  EVP_DigestUpdate(m_context->evp, bytes.data(), bytes.size());
}

void Sha256::add(std::string_view text) {
  add(std::as_bytes(std::span(text.data(), text.size())));
}

std::string Sha256::hex() {
  std::array<unsigned char, 32> digest{};
  EVP_DigestFinal_ex(m_context->evp, digest.data(), nullptr);
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string sha256_hex(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hash.hex();
}

std::string quick_file_hash(const std::filesystem::path& path) {
  constexpr std::size_t kEnd = std::size_t{1} << 20;
  constexpr std::size_t kPage = 4096;
  constexpr std::size_t kSamples = 64;
  const auto file = MappedFile::open(path);
  const auto bytes = file->bytes();
  Sha256 hash;
  hash.add(std::to_string(bytes.size()) + "\n");
  if (bytes.size() <= 2 * kEnd + kSamples * kPage) {
    hash.add(bytes);
    return hash.hex();
  }
  hash.add(bytes.first(kEnd));
  const std::size_t step = (bytes.size() - 2 * kEnd) / kSamples;
  for (std::size_t i = 0; i < kSamples; ++i) hash.add(bytes.subspan(kEnd + i * step, std::min(kPage, step)));
  hash.add(bytes.last(kEnd));
  return hash.hex();
}

std::string sha256_of_file(const std::filesystem::path& path) {
  const auto file = MappedFile::open(path);
  Sha256 hash;
  hash.add(file->bytes());
  return hash.hex();
}

}  // namespace prism
