// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sound/voice.h"
#include "core/sound/voice_wire.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prism {

/// The phones of the synthesiser's events, contiguous from 0 to `samples`, pauses joined, each with its word.
/// Words that the synthesiser runs together ("of the") share one event there; their phones are told apart by
/// how each is spoken alone (`spoken`, one list of phones a word).
[[nodiscard]] std::vector<VoicePhone> phones_of_events(
    std::span<const VoiceEvent> events, std::string_view text,
    std::span<const std::pair<std::int64_t, std::int64_t>> words,
    std::span<const std::vector<std::string>> spoken, std::int64_t samples, int rate);

/// "h @ l 'oU" as a list without the marks of stress and length of words.
[[nodiscard]] std::vector<std::string> split_phones(std::string_view spoken);

}  // namespace prism
