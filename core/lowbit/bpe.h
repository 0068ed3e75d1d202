// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace prism {

/// Learns a byte-level BPE vocabulary (Sennrich et al. 2016 on bytes): 256 bytes, merges of the most frequent
/// neighbours inside words, and "<|endoftext|>" last. At most the first 16 MiB of the text are looked at;
/// equally frequent pairs merge in the order of their ids. Fewer tokens come out where the text has no pair
/// left that stands twice. Returns the tokenizer.json. Throws Error(usage) unless 257 ≤ vocabulary ≤ 65 536.
[[nodiscard]] std::string train_byte_bpe(std::string_view text, std::int64_t vocabulary,
                                         const RunControl& control = {});

}  // namespace prism
