// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/speech/dataset.h"
#include "core/types/alignment.h"
#include "core/types/audio.h"

#include <filesystem>
#include <string>
#include <vector>

namespace prism {

/// Boundary times of one alignment against another, by words or phones that both have in the same order
/// (words by their letters); where one label follows another without a pause in both, that is one boundary.
/// No boundaries for phones of different sets.
struct BoundaryError {
  double median_ms = 0;
  double p90_ms = 0;
  std::int64_t boundaries = 0;
  std::vector<double> errors_ms;  ///< signed, all of them
};
[[nodiscard]] BoundaryError boundary_error(const Alignment& found, const Alignment& truth, bool phones);

struct AlignOptions {
  std::string voice = "en-us";
  int passes = 2;  ///< DTW first, then per-phone Gaussians re-estimated over the corpus and Viterbi
};
struct AlignedUtterance {
  std::string id;
  Alignment alignment;
  std::string problem;  ///< why there is none
};
/// The built-in aligner: the text is spoken by the built-in voice, whose phone times are known, and warped
/// onto the recording by DTW over MFCCs, with optional silences between words; then Gaussians of each phone
/// are estimated over all utterances and each is aligned anew by Viterbi. No trained model is needed.
[[nodiscard]] std::vector<AlignedUtterance> align_dataset(const SpeechDataset& dataset,
                                                          const AlignOptions& options,
                                                          const RunControl& control = {});
[[nodiscard]] AlignedUtterance align_utterance(const Audio& audio, const std::string& text,
                                               const AlignOptions& options, const RunControl& control = {});

/// Runs the user's `mfa align` as a child process with progress and cancel. Throws Error(not_found) saying
/// how to install it.
struct MfaOptions {
  std::string program = "mfa";
  std::string dictionary = "english_us_arpa";
  std::string acoustic_model = "english_us_arpa";
};
void run_mfa(const SpeechDataset& dataset, const std::filesystem::path& output, const MfaOptions& options,
             const RunControl& control = {});

}  // namespace prism
