// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/spoken_words.h"
#include "core/sound/voice.h"
#include "core/sound/voice_words.h"

#include <algorithm>
#include <cmath>
#include <thread>

#include <QtTest/QtTest>

using namespace prism;

namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (const auto& [begin, end] : split_words(text)) {
    words.push_back(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
  }
  return words;
}

std::string phones_of_word(const VoiceText& spoken, const std::string& word) {
  const auto found = std::find(spoken.words.begin(), spoken.words.end(), word);
  std::string text;
  for (const VoicePhone& phone : spoken.phones) {
    if (phone.word == found - spoken.words.begin()) text += (text.empty() ? "" : " ") + phone.label;
  }
  return text;
}

bool voice_is_missing() {
  try {
    (void)speak_voice("en-us", "a");
    return false;
  } catch (const Error& error) {
    return error.code() == ErrorCode::not_found;
  }
}

}  // namespace

class TestVoice : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void words_are_what_is_spoken() {
    using Words = std::vector<std::string>;
    QCOMPARE(words_of("Hello, \"world\" — it's 5% & well-known…"),
             Words({"Hello", "world", "it's", "5%", "&", "well-known"}));
    QCOMPARE(words_of("one--two  (three)\n- … “four”"), Words({"one", "two", "three", "four"}));
    QCOMPARE(words_of("océan naïve 你好."), Words({"océan", "naïve", "你好"}));
    QVERIFY(words_of(" . — !").empty());
    QVERIFY(words_of("").empty());
    QCOMPARE(split_phones("h@l'oU (fr) w_:"), Words({"h@loU", "w_:"}));
    QCOMPARE(split_phones("h @ l 'oU _ _:"), Words({"h", "@", "l", "oU"}));
  }

  void joined_words_are_told_apart() {
    // "of the dog": the synthesiser's event for "the" is missing.
    const std::string text = "of the dog";
    const std::vector<VoiceEvent> events{
        {VoiceEventKind::phone, 0, 10, "V"},  {VoiceEventKind::phone, 0, 20, "v"},
        {VoiceEventKind::phone, 0, 30, "D"},  {VoiceEventKind::phone, 0, 40, "@2"},
        {VoiceEventKind::phone, 7, 50, "d"},  {VoiceEventKind::phone, 7, 60, "0"},
        {VoiceEventKind::phone, 7, 70, "g"},  {VoiceEventKind::phone, 10, 80, "_:"},
        {VoiceEventKind::phone, 10, 100, "_"}};
    const std::vector<std::vector<std::string>> spoken{{"@", "v"}, {"D", "@2"}, {"d", "0", "g"}};
    const auto phones = phones_of_events(events, text, split_words(text), spoken, 100, 10);
    std::vector<int> words;
    for (const VoicePhone& phone : phones) words.push_back(phone.word);
    QCOMPARE(words, std::vector<int>({-1, 0, 0, 1, 1, 2, 2, 2, -1}));
    QCOMPARE(phones.front().begin, 0.0);
    QCOMPARE(phones.back().end, 10.0);
    QVERIFY(phones.back().silence);
  }

  void phones_fill_the_sound() {
    if (voice_is_missing()) QSKIP("the built-in voice is not installed");
    for (const char* text :
         {"Hello there, one of the dogs saw it in an ocean!", "It cost $5 in 1984 -- or 12.5%, I think.",
          "Why? \"Because,\" she said; that's all.", "A"}) {
      const VoiceText spoken = speak_voice("en-us", text);
      QCOMPARE(spoken.audio.rate, 22050);
      QVERIFY(spoken.audio.seconds() > 0.2);
      double behind = 0;
      int latest = 0;
      for (const VoicePhone& phone : spoken.phones) {
        QCOMPARE(phone.begin, behind);
        QVERIFY(phone.end > phone.begin);
        QCOMPARE(phone.silence, phone.word == -1);
        if (!phone.silence) {
          QVERIFY(phone.word >= latest && phone.word < static_cast<int>(spoken.words.size()));
          latest = phone.word;
        }
        behind = phone.end;
      }
      QCOMPARE(behind, spoken.audio.seconds());
      QVERIFY(spoken.phones.back().silence);
      for (std::size_t word = 0; word < spoken.words.size(); ++word) {
        QVERIFY2(!phones_of_word(spoken, spoken.words[word]).empty(), spoken.words[word].c_str());
      }
      const Alignment alignment = spoken.alignment();
      QCOMPARE(alignment.tiers.size(), 2U);
      for (const AlignmentTier& tier : alignment.tiers) {
        double end = 0;
        for (const TierInterval& interval : tier.intervals) {
          QCOMPARE(interval.begin, end);
          end = interval.end;
        }
        QCOMPARE(end, spoken.audio.seconds());
      }
    }
  }

  void phones_belong_to_their_words() {
    if (voice_is_missing()) QSKIP("the built-in voice is not installed");
    const VoiceText spoken = speak_voice("en-us", "Hello, one of the dogs is in the house.");
    QCOMPARE(phones_of_word(spoken, "Hello"), std::string("h @ l oU"));
    QCOMPARE(phones_of_word(spoken, "of"), std::string("V v"));
    QVERIFY(phones_of_word(spoken, "the").starts_with("D"));
    QCOMPARE(phones_of_word(spoken, "dogs"), std::string("d 0 g z"));
    // The comma's pause is where no sound is.
    const auto pause =
        std::find_if(spoken.phones.begin() + 1, spoken.phones.end(), [](const auto& p) { return p.silence; });
    QVERIFY(pause != spoken.phones.end() && pause->end - pause->begin > 0.05);
    float loudest = 0;
    for (auto i = static_cast<std::size_t>((pause->begin + 0.03) * 22050);
         i < static_cast<std::size_t>(pause->end * 22050); ++i) {
      loudest = std::max(loudest, std::abs(spoken.audio.samples[i]));
    }
    QVERIFY2(loudest < 0.01F, qPrintable(QString::number(loudest)));
  }

  void same_text_same_bytes_whatever_came_before() {
    if (voice_is_missing()) QSKIP("the built-in voice is not installed");
    const VoiceText first = speak_voice("en-us", "Some of us wish to fish.");
    (void)speak_voice("de", "Guten Morgen zusammen", 1.3);
    (void)speak_voice("en-us", "zzz, ah");
    std::vector<VoiceText> again(3);
    {
      std::vector<std::jthread> threads;
      for (VoiceText& text : again)
        threads.emplace_back([&] { text = speak_voice("en-us", "Some of us wish to fish."); });
    }
    for (const VoiceText& text : again) {
      QVERIFY(text.audio.samples == first.audio.samples);
      QCOMPARE(text.phones.size(), first.phones.size());
    }
    QVERIFY(speak_voice("en-us", "Some of us wish to fish.", 1.5).audio.seconds() <
            0.8 * first.audio.seconds());
  }

  void every_listed_english_voice_speaks() {
    const std::vector<std::string> voices = installed_voices();
    QVERIFY(!voices.empty());
    for (const std::string& voice : voices) {
      if (!voice.starts_with("en-")) continue;
      QVERIFY2(!speak_voice(voice, "One.").audio.samples.empty(), voice.c_str());
    }
  }

  void what_cannot_be_spoken_is_refused() {
    if (voice_is_missing()) QSKIP("the built-in voice is not installed");
    try {
      (void)speak_voice("xx-nowhere", "Hello");
      QFAIL("spoke with a voice that does not exist");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::not_found);
      QVERIFY(QString::fromUtf8(error.what()).contains("xx-nowhere"));
    }
    QVERIFY_EXCEPTION_THROWN((void)speak_voice("en-us", "Hello", 10), Error);
    QVERIFY_EXCEPTION_THROWN((void)speak_voice("en-us", "Hello", 0), Error);
    QVERIFY_EXCEPTION_THROWN((void)speak_voice("en-us", std::string(200'000, 'a')), Error);
    QVERIFY(speak_voice("en-us", "").phones.size() <= 1);
    const auto voices = installed_voices();
    QVERIFY(std::find(voices.begin(), voices.end(), "en-us") != voices.end());
  }
};

QTEST_GUILESS_MAIN(TestVoice)
#include "tst_voice.moc"
