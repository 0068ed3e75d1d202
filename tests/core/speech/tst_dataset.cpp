// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/speech/dataset.h"
#include "tests/support/test_data.h"

#include <QtTest/QtTest>

using namespace prism;

namespace {

bool warned(const SpeechDataset& dataset, const std::string& part) {
  return std::any_of(dataset.warnings.begin(), dataset.warnings.end(),
                     [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

}  // namespace

class TestDataset : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void ljspeech() {
    const test::TemporaryFolder folder;
    write_file(
        folder / "metadata.csv",
        "\xEF\xBB\xBF"
        "a|Dr. Who|Doctor Who\r\nb|Plain text\r\na|Again\nnonsense\n\n../evil|x\nc|No recording|\nd||\n");
    for (const char* name : {"a.wav", "b.flac", "d.wav"}) write_file(folder.path() / "wavs" / name, "x");
    write_file(folder.path() / "TextGrid" / "speaker" / "a.TextGrid", "x");
    write_file(folder.path() / "wavs" / "b.json", "x");
    const SpeechDataset dataset = open_speech_dataset(folder.path());
    QCOMPARE(dataset.layout, DatasetLayout::ljspeech);
    QCOMPARE(dataset.utterances.size(), 4U);
    QCOMPARE(dataset.utterances[0].text, std::string("Doctor Who"));
    QCOMPARE(dataset.utterances[0].audio, folder.path() / "wavs" / "a.wav");
    QCOMPARE(dataset.utterances[0].alignment, folder.path() / "TextGrid" / "speaker" / "a.TextGrid");
    QCOMPARE(dataset.utterances[1].text, std::string("Plain text"));
    QCOMPARE(dataset.utterances[1].audio, folder.path() / "wavs" / "b.flac");
    QCOMPARE(dataset.utterances[1].alignment, folder.path() / "wavs" / "b.json");
    QVERIFY(dataset.utterances[2].audio.empty() && dataset.utterances[2].alignment.empty());
    QVERIFY(warned(dataset, "no recording (1): c"));
    QVERIFY(warned(dataset, "used twice"));
    QVERIFY(warned(dataset, "line 4: not of the form id|text"));
    QVERIFY(warned(dataset, "\"../evil\" cannot be an id"));
    QVERIFY(warned(dataset, "no text (1): d"));
    // A folder of its own wins over those in the dataset.
    write_file(folder.path() / "mine" / "a.TextGrid", "x");
    QCOMPARE(open_speech_dataset(folder.path(), folder.path() / "mine").utterances[0].alignment,
             folder.path() / "mine" / "a.TextGrid");
  }

  void librispeech() {
    const test::TemporaryFolder folder;
    const auto chapter = folder.path() / "84" / "121123";
    write_file(chapter / "84-121123.trans.txt",
               "84-121123-0000 GO DO YOU HEAR\n84-121123-0001 BUT IN LESS\n");
    write_file(chapter / "84-121123-0000.flac", "x");
    write_file(chapter / "84-121123-0001.flac", "x");
    write_file(folder.path() / "alignments" / "84" / "121123" / "84-121123-0001.TextGrid", "x");
    const SpeechDataset dataset = open_speech_dataset(folder.path());
    QCOMPARE(dataset.layout, DatasetLayout::librispeech);
    QCOMPARE(dataset.utterances.size(), 2U);
    QCOMPARE(dataset.utterances[0].text, std::string("GO DO YOU HEAR"));
    QCOMPARE(dataset.utterances[0].speaker, std::string("84"));
    QCOMPARE(dataset.utterances[1].audio, chapter / "84-121123-0001.flac");
    QVERIFY(!dataset.utterances[1].alignment.empty());
    QVERIFY(dataset.warnings.empty());
  }

  void common_voice() {
    const test::TemporaryFolder folder;
    write_file(
        folder / "validated.tsv",
        "client_id\tpath\tsentence\tup_votes\nabc\tcommon_voice_en_1.mp3\tHello there.\t2\nabc\tshort\n");
    write_file(folder.path() / "clips" / "common_voice_en_1.mp3", "x");
    const SpeechDataset dataset = open_speech_dataset(folder.path());
    QCOMPARE(dataset.layout, DatasetLayout::common_voice);
    QCOMPARE(dataset.utterances.size(), 1U);
    QCOMPARE(dataset.utterances[0].id, std::string("common_voice_en_1"));
    QCOMPARE(dataset.utterances[0].text, std::string("Hello there."));
    QCOMPARE(dataset.utterances[0].speaker, std::string("abc"));
    QCOMPARE(dataset.utterances[0].audio, folder.path() / "clips" / "common_voice_en_1.mp3");
    QVERIFY(warned(dataset, "line 3: has too few columns"));
    write_file(folder / "validated.tsv", "a\tb\n");
    QVERIFY_EXCEPTION_THROWN((void)open_speech_dataset(folder.path()), Error);
  }

  void what_is_no_dataset_says_what_was_looked_for() {
    const test::TemporaryFolder folder;
    const auto message = [&] {
      try {
        (void)open_speech_dataset(folder.path());
      } catch (const Error& error) {
        return std::string(error.what());
      }
      return std::string();
    };
    QVERIFY(message().find("metadata.csv") != std::string::npos);
    write_file(folder / "metadata.csv", "");
    QVERIFY(message().find("names no utterance") != std::string::npos);
    write_file(folder / "metadata.csv", "one line without a bar\n");
    QVERIFY(message().find("not of the form") != std::string::npos);
    QVERIFY_EXCEPTION_THROWN((void)open_speech_dataset(folder / "nowhere"), Error);
    write_file(folder / "metadata.csv", "a|b\n");
    QVERIFY_EXCEPTION_THROWN((void)open_speech_dataset(folder.path(), folder / "nowhere"), Error);
  }

  void real_recordings() {
    const auto list = test::shared_file("speech/ljspeech/metadata.csv");
    if (list.empty()) QSKIP("the shared recordings are not here");
    const SpeechDataset dataset = open_speech_dataset(list.parent_path());
    QCOMPARE(dataset.utterances.size(), 16U);
    for (const Utterance& utterance : dataset.utterances) {
      QVERIFY(!utterance.audio.empty() && !utterance.alignment.empty() && !utterance.text.empty());
    }
    QVERIFY(dataset.warnings.empty());
  }
};

QTEST_GUILESS_MAIN(TestDataset)
#include "tst_dataset.moc"
