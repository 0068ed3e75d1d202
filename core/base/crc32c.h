// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace prism {

/// CRC-32C (Castagnoli, reflected 0x82F63B78) as used by adapters' tiles and TensorBoard event files.
/// `previous` continues an earlier call. crc32c("123456789") = 0xE3069283.
[[nodiscard]] std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t previous = 0) noexcept;

}  // namespace prism
