// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sound/voice.h"

#include "core/base/error.h"
#include "core/base/spoken_words.h"
#include "core/sound/voice_client.h"
#include "core/sound/voice_words.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace prism {
namespace {

constexpr std::size_t kLongestText = 100'000;  // two hours of speech
constexpr double kWordsPerMinute = 175;        // of libespeak-ng at its normal speed …
constexpr double kSlowest = 80 / kWordsPerMinute, kFastest = 450 / kWordsPerMinute;  // … and its limits

VoiceMessage ask(const Json& request) {
  VoiceMessage answer = ask_voice(request);
  const std::string code = answer.json.value("code", "");
  if (code.empty()) return answer;
  if (code == "no data") {
    throw Error(ErrorCode::not_found, "the built-in voice has no data", {}, {},
                "the package espeak-ng-data: apt install espeak-ng-data");
  }
  if (code == "no voice") {
    throw Error(ErrorCode::not_found, fmt::format("there is no voice \"{}\"", answer.json.value("error", "")),
                {}, {}, "a language as libespeak-ng names it, such as en-us, en-gb, de or fr");
  }
  throw Error(ErrorCode::internal, "the built-in voice: " + answer.json.value("error", ""));
}

std::vector<VoiceEvent> events_of(const Json& json) {
  std::vector<VoiceEvent> events;
  for (const Json& event : json) {
    events.push_back({event[0].get<int>() == 1 ? VoiceEventKind::phone : VoiceEventKind::word,
                      event[1].get<std::int64_t>(), event[2].get<std::int64_t>(),
                      event[3].get<std::string>()});
  }
  return events;
}

/// Adds an interval, and one of silence before it where time was left out.
void append(AlignmentTier& tier, double begin, double end, const std::string& text) {
  const double behind = tier.intervals.empty() ? tier.begin : tier.intervals.back().end;
  if (begin > behind) tier.intervals.push_back({behind, begin, ""});
  tier.intervals.push_back({begin, end, text});
}

}  // namespace

Alignment VoiceText::alignment() const {
  Alignment alignment;
  alignment.end = audio.seconds();
  AlignmentTier word_tier{"words", false, 0, alignment.end, {}, {}};
  AlignmentTier phone_tier{"phones", false, 0, alignment.end, {}, {}};
  for (std::size_t i = 0; i < phones.size(); ++i) {
    const VoicePhone& phone = phones[i];
    phone_tier.intervals.push_back({phone.begin, phone.end, phone.silence ? "" : phone.label});
    if (phone.word < 0) continue;
    const bool goes_on = std::any_of(phones.begin(), phones.begin() + static_cast<std::ptrdiff_t>(i),
                                     [&](const VoicePhone& before) { return before.word == phone.word; });
    if (goes_on) {
      word_tier.intervals.back().end = phone.end;  // over a pause inside it too
    } else {
      append(word_tier, phone.begin, phone.end, words[static_cast<std::size_t>(phone.word)]);
    }
  }
  if (word_tier.intervals.empty() || word_tier.intervals.back().end < alignment.end) {
    const double from = word_tier.intervals.empty() ? 0 : word_tier.intervals.back().end;
    word_tier.intervals.push_back({from, alignment.end, ""});
  }
  alignment.tiers = {std::move(word_tier), std::move(phone_tier)};
  return alignment;
}

VoiceText speak_voice(const std::string& voice, const std::string& text, double speed) {
  if (!(speed >= kSlowest) || !(speed <= kFastest)) {
    throw Error(ErrorCode::usage, fmt::format("the built-in voice cannot speak at {} times its speed", speed),
                {}, {}, fmt::format("{:.2f} to {:.2f}", kSlowest, kFastest));
  }
  if (text.size() > kLongestText) {
    throw Error(ErrorCode::usage,
                fmt::format("a text of {} bytes is too long to be spoken at once", text.size()), {}, {},
                fmt::format("at most {} bytes; cut it into sentences", kLongestText));
  }
  VoiceText result;
  result.word_ranges = split_words(text);
  for (const auto& [begin, end] : result.word_ranges) {
    result.words.push_back(
        text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
  }
  VoiceMessage answer = ask({{"voice", voice},
                             {"text", text},
                             {"words_per_minute", static_cast<int>(std::lround(kWordsPerMinute * speed))},
                             {"words", result.words}});
  result.audio.rate = answer.json["rate"].get<int>();
  result.audio.samples.reserve(answer.samples.size());
  for (const std::int16_t sample : answer.samples) {
    result.audio.samples.push_back(static_cast<float>(sample) / 32768.0F);
  }
  std::vector<std::vector<std::string>> spoken;
  for (const Json& phones : answer.json["spoken"]) spoken.push_back(split_phones(phones.get<std::string>()));
  result.phones = phones_of_events(events_of(answer.json["events"]), text, result.word_ranges, spoken,
                                   static_cast<std::int64_t>(answer.samples.size()), result.audio.rate);
  return result;
}

std::vector<std::string> installed_voices() {
  std::set<std::string> voices;
  const VoiceMessage answer = ask({{"list", true}});
  for (const Json& voice : answer.json["voices"]) voices.insert(voice.get<std::string>());
  return {voices.begin(), voices.end()};
}

}  // namespace prism
