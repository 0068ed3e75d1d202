// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <filesystem>
#include <string>
#include <vector>

namespace prism::app {

/// So many different English sentences of everyday words, the same ones every time.
[[nodiscard]] std::vector<std::string> voice_set_sentences(int count);

/// Those sentences spoken by the built-in voice, in the layout of LJSpeech with a TextGrid beside every
/// recording. A stop keeps the sentences that are done, listed. Throws Error.
void write_voice_set(const std::filesystem::path& folder, const std::string& voice, int count,
                     const RunControl& control = {});

}  // namespace prism::app
