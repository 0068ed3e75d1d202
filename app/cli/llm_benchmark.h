// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/solve/benchmark.h"

namespace prism::cli {

/// llm.decode and llm.plain_c: seconds a token, one after the other from a cache, by the decoder and by plain
/// loops in f32 over the same weights with the same threads, in turns (a random Llama-form model of 5 million
/// parameters in bf16, as the built-in one). Both give the same tokens. Their limit is reading the weights
/// once, as f32, at the machine's memory rate.
void measure_decoding(const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                      const RunControl& control);

}  // namespace prism::cli
