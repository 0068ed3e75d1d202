// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/solve/benchmark.h"

namespace prism::cli {

/// tts.train_step: one step of the default projector (batch of 8 made-up utterances, 300 frames, 40 units, 20
/// tokens of 256 values each) — forward, loss, backward, clipping, AdamW. Its limit is its products at the
/// machine's f32 rate. tests/bench/projector_step.py is the same model in plain Python torch.
void measure_projector_step(const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                            const RunControl& control);

}  // namespace prism::cli
