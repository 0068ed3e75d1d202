// SPDX-License-Identifier: GPL-3.0-or-later
// Alignments in every form: what is read is written in each form and must come back the same.
#include "core/base/error.h"
#include "core/speech/alignment_file.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace prism;

namespace {

void round_trip(const Alignment& alignment, AlignmentFormat format, TextEncoding encoding) {
  std::string bytes;
  try {
    bytes = format_alignment(alignment, format, encoding);
  } catch (const Error& error) {
    // Only what the form or encoding cannot hold may be refused.
    if (error.code() != ErrorCode::usage) std::abort();
    return;
  }
  if (!(parse_alignment(bytes, "written").alignment == alignment)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  AlignmentFile file;
  try {
    file = parse_alignment({reinterpret_cast<const char*>(data), size}, "input");
  } catch (const Error&) {
    return 0;
  }
  round_trip(file.alignment, AlignmentFormat::textgrid_long, TextEncoding::utf8);
  round_trip(file.alignment, AlignmentFormat::textgrid_short, TextEncoding::utf16_le);
  round_trip(file.alignment, AlignmentFormat::textgrid_short, TextEncoding::latin1);
  round_trip(file.alignment, AlignmentFormat::mfa_json, TextEncoding::utf8);
  (void)word_tier(file.alignment);
  (void)phone_tier(file.alignment);
  return 0;
}
