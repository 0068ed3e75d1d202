// SPDX-License-Identifier: GPL-3.0-or-later
// A tokenizer.json and a text for it, which stands after the last NUL.
#include "core/base/error.h"
#include "core/text/tokenizer.h"
#include "tests/fuzz/fuzz_file.h"

#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const prism::fuzz::MemoryFile file;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(all.rfind('\0'), size);
  const std::string_view text = all.substr(std::min(end + 1, size));
  file.fill({data, end});
  try {
    const auto tokenizer = prism::Tokenizer::load(file.path(), "gpt2");
    for (const bool parse_special : {false, true}) {
      const auto tokens = tokenizer->tokens(text, {true, parse_special});
      std::vector<std::int32_t> ids;
      for (const prism::TextToken& token : tokens) {
        if (token.begin > token.end || token.end > text.size()) std::abort();
        ids.push_back(token.id);
      }
      (void)tokenizer->decode(ids, false);
    }
  } catch (const prism::Error&) {
    return 0;
  }
  return 0;
}
