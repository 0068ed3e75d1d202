// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tts_commands.h"

namespace prism::cli {

void add_tts(Commands& commands) {
  CLI::App* tts = commands.add("tts", "Speech from the hidden states of a language model");
  tts->require_subcommand(1);
  add_tts_align(commands, tts);
  add_tts_train(commands, tts);
#ifdef PRISM_AUDIO
  add_tts_dataset(commands, tts);
  add_tts_check(commands, tts);
  add_tts_features(commands, tts);
  add_tts_say(commands, tts);
  add_tts_evaluate(commands, tts);
#ifdef PRISM_PICTURES
  add_tts_batch(commands, tts);
#endif
#endif
}

}  // namespace prism::cli
