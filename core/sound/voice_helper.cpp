// SPDX-License-Identifier: GPL-3.0-or-later
// prism-voice: speaks for the workbench; see voice_wire.h. Requests come on the socket that is its standard
// input: {"list": true} or {"voice", "text", "words_per_minute", "words": [...]}.
#include "core/sound/voice_wire.h"

#include <cstring>
#include <espeak-ng/speak_lib.h>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using prism::Json;
using prism::VoiceMessage;

constexpr int kSocket = STDIN_FILENO;
constexpr int kRate = 22050;
constexpr std::size_t kLongestName = 8;  // of espeak_EVENT::id.string
/// Ends the name of a voice that keeps one pitch: melodies follow from more than words and phones tell.
constexpr std::string_view kFlat = "+flat";

VoiceMessage* g_answer = nullptr;  // the library's callback has no other way to it

int take(short* samples, int count, espeak_EVENT* events) {
  if (samples != nullptr) g_answer->samples.insert(g_answer->samples.end(), samples, samples + count);
  for (; events->type != espeakEVENT_LIST_TERMINATED; ++events) {
    if (events->type != espeakEVENT_PHONEME && events->type != espeakEVENT_WORD) continue;
    const bool phone = events->type == espeakEVENT_PHONEME;
    const std::string name =
        phone ? std::string(events->id.string, ::strnlen(events->id.string, kLongestName)) : std::string();
    g_answer->json["events"].push_back({phone ? 1 : 0, events->text_position - 1, events->sample, name});
  }
  return 0;
}

VoiceMessage failure(const char* code, const std::string& reason) {
  return {Json{{"code", code}, {"error", reason}}, {}};
}

Json spoken_alone(const Json& words) {
  Json spoken = Json::array();
  for (const Json& word : words) {
    const std::string text = word.get<std::string>();
    const void* at = text.c_str();
    std::string phones;
    while (at != nullptr) {
      const char* part = espeak_TextToPhonemes(&at, espeakCHARS_UTF8, ' ' << 8);
      if (part != nullptr) phones += std::string(phones.empty() ? "" : " ") + part;
    }
    spoken.push_back(phones);
  }
  return spoken;
}

/// Everything that is the same for all requests: the phones' data, and the list of voices, for which some
/// hundred files are read. Nothing is spoken here: that would leave its traces.
bool prepare() {
  if (espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nullptr,
                        espeakINITIALIZE_PHONEME_EVENTS | espeakINITIALIZE_DONT_EXIT) != kRate) {
    return false;
  }
  espeak_ListVoices(nullptr);
  return true;
}

/// A voice by its name or, as the list gives them, by its language.
bool choose(const std::string& voice) {
  if (espeak_SetVoiceByName(voice.c_str()) == EE_OK) return true;
  for (const espeak_VOICE** each = espeak_ListVoices(nullptr); *each != nullptr; ++each) {
    if (voice == (*each)->languages + 1) return espeak_SetVoiceByName((*each)->identifier) == EE_OK;
  }
  return false;
}

VoiceMessage speak(const Json& request) {
  VoiceMessage answer{Json{{"rate", kRate}, {"events", Json::array()}}, {}};
  if (request.value("list", false)) {
    answer.json["voices"] = Json::array();
    for (const espeak_VOICE** voice = espeak_ListVoices(nullptr); *voice != nullptr; ++voice) {
      answer.json["voices"].push_back((*voice)->languages + 1);
    }
    return answer;
  }
  std::string voice = request["voice"];
  const std::string text = request["text"];
  const bool flat = voice.ends_with(kFlat);
  if (flat) voice.resize(voice.size() - kFlat.size());
  if (!choose(voice)) return failure("no voice", voice);
  g_answer = &answer;
  espeak_SetSynthCallback(take);
  espeak_SetParameter(espeakRATE, request["words_per_minute"].get<int>(), 0);
  if (flat) espeak_SetParameter(espeakRANGE, 0, 0);
  if (espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakENDPAUSE,
                   nullptr, nullptr) != EE_OK ||
      espeak_Synchronize() != EE_OK) {
    return failure("failed", "libespeak-ng could not speak the text");
  }
  answer.json["spoken"] = spoken_alone(request["words"]);
  return answer;
}

}  // namespace

int main() {
  const bool prepared = prepare();
  VoiceMessage request;
  while (prism::receive_message(kSocket, request)) {
    const pid_t child = ::fork();
    if (child == 0) {
      const bool sent = prism::send_message(
          kSocket, prepared ? speak(request.json) : failure("no data", "libespeak-ng finds no voice data"));
      ::_exit(sent ? 0 : 1);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || status != 0) {
      if (!prism::send_message(kSocket, failure("failed", "libespeak-ng ended unexpectedly"))) return 1;
    }
  }
  return 0;
}
