// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tts/feature_store.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace prism {

/// What a feature file holds besides the two large tensors (file-formats.md, "Speech features").
struct FeatureFile {
  MelContract contract;
  FrontEnd front_end;
  std::filesystem::path model;
  int layer = -1;
  std::string key;
  std::int64_t llm_width = 0, target_width = 0;
  int codebook_size = 0;
  std::int64_t skipped = 0;
  std::vector<std::string> warnings;
  std::vector<std::string> labels;  ///< of units; silences are the first where there are phones
  struct Entry {
    std::string id, text;
    std::vector<std::string> words;
    std::vector<SpeechUnit> units;
    std::int64_t tokens = 0, frames = 0;
  };
  std::vector<Entry> entries;
};
/// Fills out[count · width] with rows [first, first + count).
using FeatureRows = std::function<void(std::int64_t first, std::int64_t count, float* out)>;

void write_feature_file(const std::filesystem::path& target, const FeatureFile& file,
                        const FeatureRows& token_features, const FeatureRows& frames);

/// What an earlier preparation told, of a file that is still that of this key; false when it is not.
bool told_before(const std::filesystem::path& file, const std::string& key, FeatureResult& result);

}  // namespace prism
