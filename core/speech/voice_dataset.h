// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace prism {

/// 420 English sentences of the project's own, statements and questions, in mixed order.
[[nodiscard]] const std::vector<std::string>& built_in_sentences();

/// One sentence a line, empty lines left out. Throws Error(format) when there is none.
[[nodiscard]] std::vector<std::string> read_voice_sentences(const std::filesystem::path& file);

struct VoiceDatasetOptions {
  std::string voice = "en-us";         ///< of libespeak-ng
  double speed = 1;                    ///< of speaking
  std::int64_t count = 0;              ///< of the first sentences; 0: all
  std::vector<std::string> sentences;  ///< empty: the built-in ones
};
struct VoiceDatasetResult {
  std::int64_t utterances = 0;
  double seconds_audio = 0;
  std::filesystem::path folder;
  bool stopped = false;
  std::vector<std::string> warnings;  ///< sentences that could not be spoken
};
/// A dataset in LJSpeech layout by the built-in voice, with its own times of phones and words: metadata.csv,
/// wavs/ID.wav (22 050 Hz, 16 bit), TextGrid/ID.TextGrid. A stop keeps the finished utterances and a list of
/// just them. Throws Error(usage) for a folder that holds another dataset or more sentences than there are,
/// Error(not_found) for an unknown voice.
VoiceDatasetResult make_voice_dataset(const std::filesystem::path& folder, const VoiceDatasetOptions& options,
                                      const RunControl& control = {});

}  // namespace prism
