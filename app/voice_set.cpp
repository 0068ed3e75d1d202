// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/voice_set.h"

#include "core/base/atomic_file.h"
#include "core/base/random.h"
#include "core/sound/audio_file.h"
#include "core/sound/voice.h"
#include "core/speech/alignment_file.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace prism::app {

namespace {

constexpr std::array kWho{"The old man",        "A young girl", "My brother",
                          "The teacher",        "Her mother",   "Our neighbour",
                          "The captain",        "Every child",  "The quiet stranger",
                          "A tired soldier",    "The doctor",   "His little sister",
                          "Nobody in the room", "The judge",    "A grey horse",
                          "The whole village",  "John",         "The woman in white",
                          "One of the boys",    "The fisherman"};
constexpr std::array kDid{
    "opened the heavy door", "walked along the river",   "wrote a long letter",  "looked at the fire",
    "heard a strange voice", "asked for fresh water",    "carried the boxes",    "thought of the journey",
    "sang an old song",      "found a silver coin",      "waited for the coach", "laughed very loudly",
    "put the book away",     "climbed the narrow stair", "showed us the garden", "broke the thin ice",
    "watched the ships",     "joined the others",        "gave me five apples",  "chose the shortest path"};
constexpr std::array kWhen{
    "before the sun rose",    "while the rain fell",       "in the early morning", "and said nothing",
    "after a moment",         "as quickly as he could",    "for the third time",   "under the tall trees",
    "without a sound",        "on the way to town",        "when the bell rang",   "because it was cold",
    "at the end of the year", "though it was dark",        "near the church",      "with a smile",
    "just as we arrived",     "until the guests had gone", "and then went home",   "through the thick fog"};

}  // namespace

std::vector<std::string> voice_set_sentences(int count) {
  constexpr std::size_t kAll = kWho.size() * kDid.size() * kWhen.size();
  Random random(1);
  std::set<std::size_t> taken;
  std::vector<std::string> sentences;
  while (sentences.size() < std::min(static_cast<std::size_t>(std::max(0, count)), kAll)) {
    const auto pick = static_cast<std::size_t>(random.below(kAll));
    if (!taken.insert(pick).second) continue;
    sentences.push_back(fmt::format("{} {} {}.", kWho[pick % kWho.size()],
                                    kDid[pick / kWho.size() % kDid.size()],
                                    kWhen[pick / kWho.size() / kDid.size()]));
  }
  return sentences;
}

void write_voice_set(const std::filesystem::path& folder, const std::string& voice, int count,
                     const RunControl& control) {
  std::filesystem::create_directories(folder / "wavs");
  const std::vector<std::string> sentences = voice_set_sentences(count);
  std::string list;
  std::size_t done = 0;
  for (; done < sentences.size() && !control.stop_requested(); ++done) {
    control.progress("speaking", static_cast<double>(done), static_cast<double>(sentences.size()),
                     "sentences");
    const std::string id = fmt::format("voice-{:04}", done + 1);
    const VoiceText spoken = speak_voice(voice, sentences[done]);
    write_audio(folder / "wavs" / (id + ".wav"), spoken.audio);
    write_alignment(folder / "wavs" / (id + ".TextGrid"), spoken.alignment());
    list += id + "|" + sentences[done] + "\n";
  }
  write_file(folder / "metadata.csv", list);
  if (done == 0) control.check();
}

}  // namespace prism::app
