// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/solve/benchmark.h"

namespace prism::cli {

/// tts.mel: the log mel of 60 s of noise at 22 050 Hz by the default contract, one thread. Its limit is the
/// time of its Fourier transforms alone, measured in turns with it.
void measure_mel(bool quick, const BenchmarkSink& sink, const RunControl& control);

}  // namespace prism::cli
