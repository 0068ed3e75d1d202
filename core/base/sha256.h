// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace prism {

/// SHA-256 built up piece by piece (OpenSSL).
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::span<const std::byte> bytes);
  void add(std::string_view text);
  /// 64 lower-case hexadecimal digits; call once.
  [[nodiscard]] std::string hex();

 private:
  struct Context;
  std::unique_ptr<Context> m_context;
};

[[nodiscard]] std::string sha256_hex(std::string_view text);

/// Identity of a possibly huge input file for run records and caches: SHA-256 over its size, its first and
/// last mebibyte and 64 pages spread between them. Constant time for any size; `sha256_of_file` reads
/// everything.
[[nodiscard]] std::string quick_file_hash(const std::filesystem::path& path);
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace prism
