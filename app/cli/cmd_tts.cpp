// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tts_commands.h"

namespace prism::cli {

void add_tts(Commands& commands) {
  CLI::App* tts = commands.add("tts", "Speech from the hidden states of a language model");
  tts->require_subcommand(1);
}

}  // namespace prism::cli
