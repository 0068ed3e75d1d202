// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tts_say_benchmark.h"

#include "core/demo/demo.h"
#include "core/tts/speaker.h"

#include <algorithm>
#include <fmt/format.h>

namespace prism::cli {

void measure_saying(bool quick, const BenchmarkSink& sink, const RunControl& control) {
  if (!sink.wants("tts.say")) return;
  control.progress("say", 0, 0);
  const DemoPair pair = find_demo_pair();
  const auto speaker = Speaker::open(pair.upper.parent_path() / "projector.safetensors", "griffin-lim",
                                     pair.upper, "cpu", control);
  const std::string text = "The old keeper of the harbour came home with three apples and a letter.";
  BenchmarkRow row;
  row.name = "tts.say";
  for (int turn = 0; turn < (quick ? 2 : 6); ++turn) {
    const Speech speech = speaker->say(text, {}, control);
    if (turn > 0 && speech.seconds >= row.seconds) continue;
    row.seconds = speech.seconds;
    row.ratio_to_limit = speech.rtf();
    row.note = fmt::format("{:.1f} s of speech, first sound after {:.0f} ms", speech.audio.seconds(),
                           1000 * speech.seconds_first);
  }
  sink.add(row);
}

}  // namespace prism::cli
