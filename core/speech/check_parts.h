// SPDX-License-Identifier: GPL-3.0-or-later
// What check_dataset is made of: the sound's part, the alignment's part, and what shows only beside others.
#pragma once

#include "core/speech/dataset_check.h"

#include <string>
#include <utility>
#include <vector>

namespace prism {

/// An utterance under examination.
struct Examined {
  UtteranceCheck check;
  std::vector<std::pair<double, std::string>> found;   ///< suspicion and problem
  std::vector<std::pair<std::string, double>> phones;  ///< label and seconds of each
  std::string text;
  bool aligned = false;

  void add(double suspicion, std::string problem) { found.emplace_back(suspicion, std::move(problem)); }
};

/// Recording: readable, clipped, silent, its rate and channels. Needs the audio libraries.
void examine_sound(Examined& of, const std::filesystem::path& audio, const MelContract& contract);
/// Times, words and phones of an alignment against the text and the recording.
void examine_alignment(Examined& of, const Alignment& alignment, const MelContract& contract);
/// Phones, rates and MFA's figures that are unlike those of the other utterances.
void compare_utterances(std::vector<Examined>& all, const AlignmentAnalysis& analysis);

}  // namespace prism
