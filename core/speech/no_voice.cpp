// SPDX-License-Identifier: GPL-3.0-or-later
// Instead of core/sound's where the program is built without audio libraries.
#include "core/base/error.h"
#include "core/sound/voice.h"

namespace prism {

VoiceText speak_voice(const std::string&, const std::string&, double) {
  throw Error(ErrorCode::unsupported, "this build has no built-in voice (PRISM_AUDIO=OFF)");
}

std::vector<std::string> installed_voices() {
  return {};
}

}  // namespace prism
