// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/sound/audio_file.h"
#include "core/sound/voice.h"
#include "core/speech/alignment_file.h"
#include "core/speech/dataset.h"
#include "core/speech/voice_dataset.h"
#include "tests/support/test_data.h"

#include <set>

#include <QtTest/QtTest>

using namespace prism;

namespace {

bool voice_is_missing() {
  try {
    return speak_voice("en-us", "a").phones.empty();
  } catch (const Error&) {
    return true;
  }
}

/// Asks for a stop once it has heard of `after` sentences.
class Stopper final : public ProgressSink {
 public:
  explicit Stopper(double after) : m_after(after) {}
  void report(const Progress& progress) override {
    if (progress.done >= m_after) m_source.request_stop();
  }
  [[nodiscard]] RunControl control() { return RunControl(m_source.get_token(), this); }

 private:
  double m_after;
  std::stop_source m_source;
};

}  // namespace

class TestVoiceDataset : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void sentences_are_many_and_different() {
    const std::vector<std::string>& sentences = built_in_sentences();
    QCOMPARE(sentences.size(), 420U);
    QCOMPARE(std::set<std::string>(sentences.begin(), sentences.end()).size(), 420U);
    for (const std::string& sentence : sentences) {
      QVERIFY(sentence.size() > 15 && sentence.size() < 140);
      QVERIFY(sentence.back() == '.' || sentence.back() == '?' || sentence.back() == '!');
    }
  }

  void a_dataset_opens_again() {
    if (voice_is_missing()) QSKIP("the built-in voice is not installed");
    const test::TemporaryFolder folder;
    VoiceDatasetOptions options;
    options.sentences = {"Hello there, old friend.", " … ", "One | two\tthree?"};
    const VoiceDatasetResult result = make_voice_dataset(folder / "set", options);
    QCOMPARE(result.utterances, 2);
    QCOMPARE(result.warnings.size(), 1U);
    QVERIFY(!result.stopped);
    const SpeechDataset dataset = open_speech_dataset(folder / "set");
    QCOMPARE(dataset.utterances.size(), 2U);
    QVERIFY(dataset.warnings.empty());
    QCOMPARE(dataset.utterances[1].text, std::string("One   two three?"));
    double seconds = 0;
    for (const Utterance& utterance : dataset.utterances) {
      const AudioInfo info = audio_info(utterance.audio);
      QCOMPARE(info.rate, 22050);
      const double length = static_cast<double>(info.frames) / info.rate;
      seconds += length;
      const AlignmentFile grid = read_alignment(utterance.alignment);
      QVERIFY(grid.warnings.empty());
      QVERIFY(phone_tier(grid.alignment) != nullptr && word_tier(grid.alignment) != nullptr);
      QVERIFY(std::abs(grid.alignment.end - length) < 1e-9);
    }
    QVERIFY(std::abs(seconds - result.seconds_audio) < 1e-6);
    // The same again, byte for byte.
    const std::string before = read_file(dataset.utterances[0].audio);
    (void)make_voice_dataset(folder / "set", options);
    QVERIFY(read_file(dataset.utterances[0].audio) == before);
  }

  void a_stop_keeps_what_is_finished() {
    if (voice_is_missing()) QSKIP("the built-in voice is not installed");
    const test::TemporaryFolder folder;
    Stopper stopper(3);
    VoiceDatasetOptions options;
    options.count = 10;
    const VoiceDatasetResult result = make_voice_dataset(folder / "set", options, stopper.control());
    QVERIFY(result.stopped);
    const SpeechDataset dataset = open_speech_dataset(folder / "set");
    QCOMPARE(static_cast<std::int64_t>(dataset.utterances.size()), result.utterances);
    QVERIFY(result.utterances >= 3 && result.utterances < 10);
    QVERIFY(dataset.warnings.empty());
  }

  void what_is_refused() {
    const test::TemporaryFolder folder;
    VoiceDatasetOptions options;
    options.count = 421;
    QVERIFY_EXCEPTION_THROWN((void)make_voice_dataset(folder / "set", options), Error);
    options.count = 1;
    write_file(folder / "recorded/metadata.csv", "a|My own recordings\n");
    QVERIFY_EXCEPTION_THROWN((void)make_voice_dataset(folder / "recorded", options), Error);
    QCOMPARE(read_file(folder / "recorded/metadata.csv"), std::string("a|My own recordings\n"));
    write_file(folder / "empty.txt", "\n \n");
    QVERIFY_EXCEPTION_THROWN((void)read_voice_sentences(folder / "empty.txt"), Error);
    write_file(folder / "two.txt", "\xEF\xBB\xBFOne.\r\n\nTwo.");
    QCOMPARE(read_voice_sentences(folder / "two.txt"), std::vector<std::string>({"One.", "Two."}));
    if (voice_is_missing()) QSKIP("the built-in voice is not installed");
    options.voice = "nobody";
    QVERIFY_EXCEPTION_THROWN((void)make_voice_dataset(folder / "set", options), Error);
    QVERIFY(!std::filesystem::exists(folder / "set" / "metadata.csv"));
  }
};

QTEST_GUILESS_MAIN(TestVoiceDataset)
#include "tst_voice_dataset.moc"
