// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/solve/benchmark.h"

namespace prism::cli {

/// tts.say: a sentence spoken by the projector that comes with the program through Griffin-Lim, language
/// model included. Its limit is the length of the sound: the ratio is the real-time factor.
void measure_saying(bool quick, const BenchmarkSink& sink, const RunControl& control);

}  // namespace prism::cli
