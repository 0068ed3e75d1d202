// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/solve/benchmark.h"

namespace prism::cli {

/// primal.matvec and primal.matvec_f32: one vector through a matrix (4096², quick: 2048²) from 4-bit codes
/// and by the BLAS from f32, in turns, with the same threads. Their limit is reading the f32 matrix once.
/// primal.packed_1b (not when quick): a token through a packed model of 1.1 billion random parameters (the
/// shape of TinyLlama, embedding and head packed too); the note tells bytes and load time.
void measure_primal(const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                    const RunControl& control);

}  // namespace prism::cli
