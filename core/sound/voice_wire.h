// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <string>
#include <vector>

namespace prism {

/// What goes between this program and `prism-voice`, which speaks for it: two sizes, JSON, 16-bit samples.
/// The synthesiser keeps state from one text to the next, so that the same text would not give the same
/// bytes; the helper answers each request from a fresh copy of itself. It also keeps the sound server's
/// libraries that libespeak-ng loads, and a crash in any of them, out of this process.
struct VoiceMessage {
  Json json;
  std::vector<std::int16_t> samples;
};

constexpr std::uint32_t kMostMessageBytes = 1U << 30;

/// Blocking, on a stream socket. False when the other side is gone or writes nonsense.
[[nodiscard]] bool send_message(int socket, const VoiceMessage& message);
/// `timeout_ms` −1 waits for ever.
[[nodiscard]] bool receive_message(int socket, VoiceMessage& message, int timeout_ms = -1);

/// The kinds of event that the helper passes on.
enum class VoiceEventKind { word, phone };
struct VoiceEvent {
  VoiceEventKind kind = VoiceEventKind::phone;
  std::int64_t character = 0;  ///< of the text, from 0
  std::int64_t sample = 0;
  std::string name;  ///< the phone's mnemonic; "_", "_:" … for pauses
};

}  // namespace prism
