// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace prism {

struct Utterance {
  std::string id;
  std::string text;  ///< what is spoken: the normalised text where there is one
  std::string speaker;
  std::filesystem::path audio;      ///< empty when missing
  std::filesystem::path alignment;  ///< empty when there is none
};

enum class DatasetLayout { ljspeech, librispeech, common_voice };
[[nodiscard]] const char* name_of(DatasetLayout layout) noexcept;

/// A folder of recordings with their texts; opening reads lists only.
struct SpeechDataset {
  std::filesystem::path folder;
  DatasetLayout layout = DatasetLayout::ljspeech;
  std::vector<Utterance> utterances;  ///< in the order of the list
  std::vector<std::string> warnings;  ///< missing recordings, doubled ids, …
};

/// LJSpeech (`metadata.csv`, `wavs/ID.*`), LibriSpeech (`*.trans.txt`) or Common Voice (`validated.tsv` or
/// another list, `clips/`), told by what is there. Alignments are looked for beside the sound, in TextGrid/,
/// textgrid/, alignments/ and in `alignments` when given. Throws Error(not_found) naming what was looked for.
[[nodiscard]] SpeechDataset open_speech_dataset(const std::filesystem::path& folder,
                                                const std::filesystem::path& alignments = {});

}  // namespace prism
