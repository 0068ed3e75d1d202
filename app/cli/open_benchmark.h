// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/solve/benchmark.h"

namespace prism::cli {

/// open.list: a 5 GB model (a sparse file made for it) is opened and listed. open.map_tokens: two
/// vocabularies of 128 000 tokens and more are read and aligned — Llama 3 and Qwen 2 when their files are in
/// `data`, synthetic ones otherwise. The limits are those of opening
/// (0.15 s) and of alignment (0.5 s). Throws Error when the temporary folder cannot be written.
void measure_opening(const BenchmarkSink& sink, const RunControl& control);

/// text.encode: a novel by the vocabulary of Llama 3 where their files are in `data`, otherwise made-up words
/// by a synthetic vocabulary; one thread. The limit is 5 MB a second.
void measure_text(const BenchmarkSink& sink, const RunControl& control);

}  // namespace prism::cli
