// SPDX-License-Identifier: GPL-3.0-or-later
// Whole zip checkpoints: mostly the archive's directory, since a changed pickle no longer has its CRC
// (fuzz_pickle).
#include "tests/fuzz/fuzz_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return prism::fuzz::run(data, size, &prism::open_pytorch);
}
