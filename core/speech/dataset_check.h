// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/speech/dataset.h"
#include "core/speech/mel_contract.h"
#include "core/types/alignment.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// What is odd about one utterance.
struct UtteranceCheck {
  std::string id;
  double suspicion = 0;               ///< 0 = nothing found; each problem adds, 1 and more deserves an ear
  std::vector<std::string> problems;  ///< plain English, the gravest first
  double seconds = 0;
  int rate = 0;        ///< of the recording, hz
  int channels = 0;    ///< of the recording
  double clipped = 0;  ///< share of samples at full scale
  double silent = 0;   ///< share of 10 ms frames below −60 dB of full scale, or 50 dB below the loudest
  double words_per_second = 0;   ///< silences left out of the time where they are known
  double phones_per_second = 0;  ///< the same; 0 without a tier of phones
  std::int64_t words = 0;        ///< of the alignment, else of the text
  std::int64_t gaps = 0;         ///< between intervals of a tier
  std::int64_t overlaps = 0;
  std::int64_t unknown_words = 0;  ///< of the alignment that are not in the text, or spoken noise
  std::int64_t missing_words = 0;  ///< of the text that the alignment does not have
  std::int64_t zero_length = 0;    ///< phones (or words) of less than a millisecond
  std::int64_t outliers = 0;       ///< phones far longer or shorter than their like in this dataset
  std::int64_t frames = 0;         ///< mel frames of the recording under the contract
  std::int64_t unit_frames = 0;    ///< Σ durations: equal to frames, or there is a problem
};

struct CheckOptions {
  MelContract contract;
  std::filesystem::path analysis;  ///< MFA's alignment_analysis.csv; looked for in the dataset when empty
};

struct DatasetCheck {
  std::vector<UtteranceCheck> utterances;  ///< most suspicious first, then in the order of the list
  std::vector<std::string> warnings;       ///< about the whole: doubled ids, several rates, …
  double seconds = 0;                      ///< of all recordings that could be read
  std::int64_t suspicious = 0;             ///< with suspicion of 1 or more
};
/// Looks at every recording, its text and its alignment. A file that cannot be read is a problem of its
/// utterance, never an error. Throws Stopped on request.
[[nodiscard]] DatasetCheck check_dataset(const SpeechDataset& dataset, const CheckOptions& options = {},
                                         const RunControl& control = {});

/// MFA's alignment_analysis.csv: figures of each utterance by the names of its columns.
using AlignmentAnalysis = std::map<std::string, std::map<std::string, double>>;
[[nodiscard]] AlignmentAnalysis read_alignment_analysis(const std::filesystem::path& path);

}  // namespace prism
