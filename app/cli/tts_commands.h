// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

namespace prism::cli {

// One file a command; each adds itself under `tts`.
void add_tts_say(Commands& commands, CLI::App* tts);
void add_tts_evaluate(Commands& commands, CLI::App* tts);
void add_tts_batch(Commands& commands, CLI::App* tts);
void add_tts_features(Commands& commands, CLI::App* tts);
void add_tts_align(Commands& commands, CLI::App* tts);
void add_tts_dataset(Commands& commands, CLI::App* tts);
void add_tts_check(Commands& commands, CLI::App* tts);
void add_tts_train(Commands& commands, CLI::App* tts);

}  // namespace prism::cli
