// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/sound/voice.h"
#include "core/speech/arpabet.h"
#include "core/speech/front_end.h"

#include <algorithm>

#include <QtTest/QtTest>

using namespace prism;

namespace {

std::string labels(const SpokenUnits& spoken) {
  std::string text;
  for (const SpeechUnit& unit : spoken.units) text += (text.empty() ? "" : " ") + unit.label;
  return text;
}

FrontEnd dictionary() {
  FrontEnd front_end;
  front_end.voice = "";
  front_end.voice_phones = false;
  front_end.phones = {"sil", "AA1", "AH0", "D", "ER1", "HH", "IH1", "K",
                      "L",   "OW1", "R",   "S", "T",   "W",  "AE1"};
  front_end.lexicon = {
      {"hello", {"HH", "AH0", "L", "OW1"}}, {"world", {"W", "ER1", "L", "D"}}, {"it's", {"IH1", "T", "S"}}};
  return front_end;
}

bool voice_is_missing() {
  try {
    return speak_voice("en-us", "a").phones.empty();
  } catch (const Error&) {
    return true;
  }
}

}  // namespace

class TestFrontEnd : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void words_come_from_the_lexicon_with_pauses_at_punctuation() {
    const SpokenUnits spoken = speak_units(dictionary(), "“Hello, world” it’s hello-world");
    QCOMPARE(labels(spoken),
             std::string("sil HH AH0 L OW1 sil W ER1 L D IH1 T S HH AH0 L OW1 W ER1 L D sil"));
    QCOMPARE(spoken.words, std::vector<std::string>({"Hello", "world", "it’s", "hello-world"}));
    QCOMPARE(spoken.word_ranges[0].begin, 3);
    QCOMPARE(spoken.word_ranges[0].end, 8);
    QCOMPARE(spoken.units[1].word, 0);
    QCOMPARE(spoken.units.back().word, -1);
    QVERIFY(spoken.units.back().silence);
    for (const SpeechUnit& unit : spoken.units) QCOMPARE(unit.frames, 0);
    QVERIFY(spoken.warnings.empty());
  }

  void what_nobody_can_say_is_told() {
    const SpokenUnits spoken = speak_units(dictionary(), "hello qwertz");
    QCOMPARE(spoken.warnings.size(), 1U);
    QVERIFY(spoken.warnings[0].find("qwertz") != std::string::npos);
    for (const char* text : {"", " ... !", "qwertz"}) {
      try {
        (void)speak_units(dictionary(), text);
        QFAIL("spoke nothing");
      } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::usage);
      }
    }
  }

  void unknown_words_come_from_the_voice_in_the_datas_phones() {
    if (voice_is_missing()) QSKIP("the built-in voice is not installed");
    FrontEnd front_end = dictionary();
    front_end.voice = "en-us";
    QCOMPARE(labels(speak_units(front_end, "hello cat")), std::string("sil HH AH0 L OW1 K AE1 T sil"));
    // A vowel that training saw with another stress only.
    std::replace(front_end.phones.begin(), front_end.phones.end(), std::string("AE1"), std::string("AE2"));
    QCOMPARE(labels(speak_units(front_end, "hello cat")), std::string("sil HH AH0 L OW1 K AE2 T sil"));
  }

  void voice_phones_are_the_voices_own() {
    if (voice_is_missing()) QSKIP("the built-in voice is not installed");
    FrontEnd front_end;
    const std::string text = "One of the dogs, he said, was here 🙂.";
    const SpokenUnits spoken = speak_units(front_end, text);
    const VoiceText voice = speak_voice("en-us", text);
    QCOMPARE(spoken.units.size(), voice.phones.size());
    for (std::size_t i = 0; i < spoken.units.size(); ++i) {
      QCOMPARE(spoken.units[i].label, voice.phones[i].label);
      QCOMPARE(spoken.units[i].word, voice.phones[i].word);
    }
    // A phone that training never saw.
    front_end.phones = {"sil", "w", "V", "n", "v", "D", "d", "g", "z", "h", "s", "E", "i@3", "i:", "r"};
    const SpokenUnits fewer = speak_units(front_end, text);
    QVERIFY(labels(fewer).find('0') == std::string::npos);
    QVERIFY(!fewer.warnings.empty());
  }

  void english_phones_have_arpabet_names() {
    QCOMPARE(arpabet_of("oU"), std::vector<std::string>({"OW"}));
    QCOMPARE(arpabet_of("A@"), std::vector<std::string>({"AA", "R"}));
    QVERIFY(arpabet_of("q").empty());
    QVERIFY(is_arpabet("AA1") && is_arpabet("ZH") && !is_arpabet("oU"));
    if (voice_is_missing()) QSKIP("the built-in voice is not installed");
    const VoiceText voice = speak_voice("en-us",
                                        "Pure joy: usual measure, church judge, thing this, bird her, "
                                        "butter, little, bottom button, caught cot, book "
                                        "boot, voice now, day my, fire hour, near hair poor, a quick brown "
                                        "fox jumps over lazy dogs, uh-oh, rhythm.");
    for (const VoicePhone& phone : voice.phones) {
      QVERIFY2(phone.silence || !arpabet_of(phone.label).empty(), phone.label.c_str());
    }
  }

  void json_comes_back() {
    const FrontEnd before = dictionary();
    const FrontEnd after = front_end_of(to_json(before), "c.json");
    QCOMPARE(after.voice, before.voice);
    QCOMPARE(after.voice_phones, before.voice_phones);
    QCOMPARE(after.phones, before.phones);
    QVERIFY(after.lexicon == before.lexicon);
    for (const char* bad : {R"({})", R"({"voice":1,"voice_phones":true,"phones":[],"lexicon":{}})",
                            R"({"voice":"","voice_phones":true,"phones":["a"],"lexicon":{}})",
                            R"({"voice":"en","voice_phones":true,"phones":["a","a"],"lexicon":{}})",
                            R"({"voice":"en","voice_phones":true,"phones":["a"],"lexicon":{"b":3}})"}) {
      QVERIFY_EXCEPTION_THROWN((void)front_end_of(parse_json(bad, "c.json"), "c.json"), Error);
    }
  }
};

QTEST_GUILESS_MAIN(TestFrontEnd)
#include "tst_front_end.moc"
