// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/tts/feature_file.h"

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

namespace prism::test {

/// Features of a made-up voice: each of five phones has its own spectrum, so that training has something to
/// learn.
inline void write_synthetic_features(const std::filesystem::path& path, int utterances, int llm_width = 12,
                                     int codebook_size = 0) {
  FeatureFile file;
  file.key = "synthetic";
  file.llm_width = llm_width;
  file.target_width = codebook_size > 0 ? 2 : 16;
  file.codebook_size = codebook_size;
  file.labels = {"sil", "a", "e", "s", "t"};
  file.front_end.phones = file.labels;
  std::vector<float> tokens, frames;
  Random random(7);
  for (int i = 0; i < utterances; ++i) {
    FeatureFile::Entry entry;
    entry.id = "u" + std::to_string(i);
    entry.text = "a made up text";
    entry.words = {"made", "up"};
    entry.tokens = 3 + static_cast<std::int64_t>(random.below(4));
    for (std::int64_t k = 0; k < entry.tokens * llm_width; ++k)
      tokens.push_back(static_cast<float>(random.normal()));
    const auto count = 4 + random.below(6);
    for (std::uint64_t u = 0; u < count; ++u) {
      SpeechUnit unit;
      const auto phone = u == 0 ? 0 : 1 + random.below(4);
      unit.label = file.labels[phone];
      unit.silence = phone == 0;
      unit.token = static_cast<int>(random.below(static_cast<std::uint64_t>(entry.tokens)));
      unit.word = unit.silence ? -1 : static_cast<int>(u % 2);
      unit.frames = static_cast<std::int64_t>(2 * phone + random.below(3));
      unit.begin = static_cast<double>(entry.frames);
      entry.frames += unit.frames;
      unit.end = static_cast<double>(entry.frames);
      for (std::int64_t t = 0; t < unit.frames; ++t) {
        for (std::int64_t c = 0; c < file.target_width; ++c) {
          frames.push_back(codebook_size > 0 ? static_cast<float>((phone + static_cast<std::uint64_t>(c)) %
                                                                  static_cast<std::uint64_t>(codebook_size))
                                             : static_cast<float>(std::sin(static_cast<double>(phone) * 3 +
                                                                           0.7 * static_cast<double>(c)) -
                                                                  4));
        }
      }
      entry.units.push_back(unit);
    }
    file.entries.push_back(entry);
  }
  const auto copy_from = [](const std::vector<float>& values, std::int64_t width) {
    return [&values, width](std::int64_t first, std::int64_t count, float* out) {
      std::copy_n(values.begin() + first * width, count * width, out);
    };
  };
  write_feature_file(path, file, copy_from(tokens, file.llm_width), copy_from(frames, file.target_width));
}

}  // namespace prism::test
