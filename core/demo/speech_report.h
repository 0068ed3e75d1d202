// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/report.h"
#include "core/tts/speaker.h"
#include "core/types/audio.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace prism {

/// Adds a sentence that was spoken: its players and spectrograms, with those of the recording and of
/// copy-synthesis beside them where there is one.
struct SpokenSentence {
  std::string name;  ///< of its files
  Speech speech;
  std::optional<Audio> reference, copy;
};
void add_sentence(Report& report, const SpokenSentence& sentence, const MelContract& contract);

struct BatchOptions {
  std::filesystem::path dataset;  ///< where recordings of the sentences are looked for, by id; may be empty
  std::filesystem::path alignments;  ///< of the dataset
  SpeakOptions speak;
};
struct BatchSentence {
  std::string id, text;
};
struct BatchResult {
  std::vector<std::filesystem::path> files;  ///< sounds, TextGrids, report.html last
  std::filesystem::path report;
  struct Row {
    std::string id, text, problem;
    double seconds_audio = 0, seconds = 0;
    std::vector<std::string> warnings;
  };
  std::vector<Row> rows;
  bool stopped = false;
};
/// One sentence a line, or "id|text" lines (further fields are left aside). Throws Error(format) for a file
/// without sentences.
[[nodiscard]] std::vector<BatchSentence> read_batch_sentences(const std::filesystem::path& file);

/// Speaks every sentence into `folder`: ID.wav, ID.TextGrid and report.html with players and pictures. One
/// that cannot be spoken says why in its row. A stop keeps what is done, report included. Throws Error.
[[nodiscard]] BatchResult speak_batch(const Speaker& speaker, const std::vector<BatchSentence>& sentences,
                                      const std::filesystem::path& folder, const BatchOptions& options = {},
                                      const RunControl& control = {});

}  // namespace prism
