// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/speech/front_end.h"
#include "core/tts/feature_sources.h"

#include <algorithm>
#include <map>

namespace prism {
namespace {

using Pronunciation = std::vector<std::string>;

constexpr std::size_t kTried = 12;  ///< utterances whose words are spoken anew
constexpr double kSameVoice = 0.7;  ///< share of words that sound as in the data

/// Phones of each word of an utterance, in order.
std::vector<Pronunciation> words_of(const std::vector<SpeechUnit>& units, std::size_t words) {
  std::vector<Pronunciation> spoken(words);
  for (const SpeechUnit& unit : units) {
    if (!unit.silence && unit.word >= 0 && static_cast<std::size_t>(unit.word) < words)
      spoken[static_cast<std::size_t>(unit.word)].push_back(unit.label);
  }
  return spoken;
}

std::string lower(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return word;
}

/// The share of words that the voice speaks with the very phones of the data.
double share_spoken_alike(const FeatureFile& file, const FrontEnd& voice) {
  double alike = 0, all = 0;
  for (std::size_t i = 0; i < std::min(kTried, file.entries.size()); ++i) {
    const FeatureFile::Entry& entry = file.entries[i];
    const SpokenUnits spoken = speak_units(voice, entry.text);
    std::vector<Pronunciation> found = words_of(spoken.units, spoken.words.size());
    for (const Pronunciation& word : words_of(entry.units, entry.words.size())) {
      if (word.empty()) continue;
      ++all;
      const auto same = std::find(found.begin(), found.end(), word);
      if (same == found.end()) continue;
      ++alike;
      found.erase(same);
    }
  }
  return all > 0 ? alike / all : 0;
}

}  // namespace

FrontEnd front_end_from(const FeatureFile& file, const std::string& voice) {
  FrontEnd front_end;
  front_end.voice = voice;
  front_end.phones = file.labels;
  try {
    front_end.voice_phones = share_spoken_alike(file, front_end) >= kSameVoice;
  } catch (const Error&) {  // no such voice here: the data must speak for themselves
    front_end.voice_phones = false;
  }
  if (front_end.voice_phones) return front_end;
  std::map<std::string, std::map<Pronunciation, int>> heard;
  for (const FeatureFile::Entry& entry : file.entries) {
    const std::vector<Pronunciation> spoken = words_of(entry.units, entry.words.size());
    for (std::size_t w = 0; w < entry.words.size(); ++w)
      if (!spoken[w].empty()) ++heard[lower(entry.words[w])][spoken[w]];
  }
  for (const auto& [word, ways] : heard) {
    const auto most = std::max_element(ways.begin(), ways.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    front_end.lexicon.emplace(word, most->first);
  }
  return front_end;
}

}  // namespace prism
