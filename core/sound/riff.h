// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// What the header of a WAV file says of its samples.
struct RiffFormat {
  std::uint16_t codec = 0;  ///< 1 PCM, 3 float, 0xFFFE extensible …
  std::vector<std::string> notes;
};

/// Walks the chunks of a little-endian WAV file and refuses what libsndfile refuses without a reason or
/// believes without looking. Nothing for bytes of another kind. Throws Error(format, unsupported) naming
/// `file` and the offset.
[[nodiscard]] std::optional<RiffFormat> check_riff(std::span<const std::byte> bytes,
                                                   const std::filesystem::path& file);

/// The bounds that sound of any kind must keep: channels and rate. Throws Error(format).
void check_channels(std::int64_t channels, const std::filesystem::path& file, const std::string& position);
void check_rate(std::int64_t rate, const std::filesystem::path& file, const std::string& position);

}  // namespace prism
