// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sound/voice_wire.h"

namespace prism {

/// Asks `prism-voice`, which is started with the first request and ends with the program. Requests of several
/// threads wait for one another. Throws Error(not_found) when the helper is not installed, Error(internal)
/// when it does not answer.
[[nodiscard]] VoiceMessage ask_voice(const Json& request);

}  // namespace prism
