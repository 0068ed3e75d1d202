// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sound/riff.h"

#include "core/base/error.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <string_view>

namespace prism {
namespace {

constexpr std::int64_t kMostChannels = 1024;  // as libsndfile
// Beyond these no sound card records and no resampler converts.
constexpr std::int64_t kLeastRate = 1'000, kMostRate = 768'000;
constexpr std::uint64_t kChunkHeader = 8, kFirstChunk = 12, kFormatBytes = 16;
constexpr std::uint32_t kUnknownSize = 0xFFFFFFFF;  // of a recording that was piped

class Walker {
 public:
  Walker(std::span<const std::byte> bytes, const std::filesystem::path& file)
      : m_bytes(bytes), m_file(file) {}

  RiffFormat walk() {
    bool has_format = false;
    for (std::uint64_t at = kFirstChunk; at + kChunkHeader <= m_bytes.size();) {
      const std::string_view name = text(at, 4);
      const std::uint64_t size = number<std::uint32_t>(at + 4);
      const std::uint64_t left = m_bytes.size() - at - kChunkHeader;
      if (name == "data") {
        if (!has_format) fail(at, "the sound comes before any \"fmt \" chunk that would say what it is");
        check_data(size, left);
        return m_format;
      }
      if (size > left) {
        fail(at, fmt::format("the chunk \"{}\" says {} bytes, {} are left", printable(name), size, left));
      }
      if (name == "fmt ") {
        check_format(at + kChunkHeader, size);
        has_format = true;
      }
      at += kChunkHeader + size + size % 2;
    }
    fail(kFirstChunk, has_format ? "the file has no \"data\" chunk: there is no sound in it"
                                 : "the file has a WAV header only, no \"fmt \" chunk follows");
  }

 private:
  [[noreturn]] void fail(std::uint64_t at, const std::string& reason,
                         const std::string& expected = {}) const {
    throw Error(ErrorCode::format, reason, m_file, offset(at), expected);
  }
  static std::string offset(std::uint64_t at) { return fmt::format("offset {}", at); }

  [[nodiscard]] std::string_view text(std::uint64_t at, std::size_t count) const {
    return {reinterpret_cast<const char*>(m_bytes.data()) + at, count};
  }
  static std::string printable(std::string_view name) {
    std::string shown(name);
    for (char& c : shown) {
      if (std::isprint(static_cast<unsigned char>(c)) == 0) c = '?';
    }
    return shown;
  }
  template <typename T>
  [[nodiscard]] T number(std::uint64_t at) const {
    T value = 0;
    for (std::size_t i = sizeof(T); i-- > 0;) {
      value = static_cast<T>((value << 8) | static_cast<T>(m_bytes[at + i]));
    }
    return value;
  }

  void check_format(std::uint64_t at, std::uint64_t size) {
    if (size < kFormatBytes) {
      fail(at, fmt::format("the \"fmt \" chunk has {} bytes", size), "at least 16");
    }
    m_format.codec = number<std::uint16_t>(at);
    check_channels(number<std::uint16_t>(at + 2), m_file, offset(at + 2));
    check_rate(number<std::uint32_t>(at + 4), m_file, offset(at + 4));
    const int bits = number<std::uint16_t>(at + 14);
    const bool plain = m_format.codec == 1 || m_format.codec == 3 || m_format.codec == 0xFFFE;
    if (plain && (bits == 0 || bits > 64)) {
      fail(at + 14, fmt::format("a sample has {} bits", bits), "8, 16, 24, 32 or 64");
    }
  }

  void check_data(std::uint64_t size, std::uint64_t left) {
    if (size <= left) return;
    // Both are common: a program that was ended while recording, a recording that was piped.
    m_format.notes.push_back(
        size == kUnknownSize ? "the header does not say how long the sound is: read to the end of file"
                             : fmt::format("the header says {} bytes of sound, {} are there", size, left));
  }

  std::span<const std::byte> m_bytes;
  const std::filesystem::path& m_file;
  RiffFormat m_format;
};

}  // namespace

void check_channels(std::int64_t channels, const std::filesystem::path& file, const std::string& position) {
  if (channels >= 1 && channels <= kMostChannels) return;
  throw Error(ErrorCode::format, fmt::format("the sound has {} channels", channels), file, position,
              fmt::format("1 to {}", kMostChannels));
}

void check_rate(std::int64_t rate, const std::filesystem::path& file, const std::string& position) {
  if (rate >= kLeastRate && rate <= kMostRate) return;
  throw Error(ErrorCode::format, fmt::format("a sample rate of {} Hz makes no sense", rate), file, position,
              fmt::format("{} to {} Hz", kLeastRate, kMostRate));
}

std::optional<RiffFormat> check_riff(std::span<const std::byte> bytes, const std::filesystem::path& file) {
  const std::string_view start(reinterpret_cast<const char*>(bytes.data()),
                               std::min<std::size_t>(bytes.size(), kFirstChunk));
  if (!start.starts_with("RIFF")) return std::nullopt;
  if (start.size() < kFirstChunk || start.substr(8) != "WAVE") {
    throw Error(ErrorCode::format, "a RIFF file that is no WAV file", file, "offset 8", "\"WAVE\"");
  }
  return Walker(bytes, file).walk();
}

}  // namespace prism
