// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/sound/audio_file.h"
#include "core/speech/alignment_file.h"
#include "core/speech/dataset_check.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

#include <QTest>

using namespace prism;
using namespace prism::test;
namespace fs = std::filesystem;

namespace {

Audio tone(double seconds, float height, int rate = 22050) {
  Audio out;
  out.rate = rate;
  out.samples.resize(static_cast<std::size_t>(seconds * rate));
  for (std::size_t i = 0; i < out.samples.size(); ++i) {
    out.samples[i] =
        height * static_cast<float>(std::sin(2 * std::numbers::pi * 200 * static_cast<double>(i) / rate));
  }
  return out;
}

/// Two seconds of "the cat sat here" in even words of two phones.
Alignment spoken() {
  Alignment out;
  out.end = 2;
  AlignmentTier words{"words", false, 0, 2, {}, {}}, phones{"phones", false, 0, 2, {}, {}};
  int i = 0;
  for (const char* word : {"the", "cat", "sat", "here"}) {
    const double begin = 0.5 * i++;
    words.intervals.push_back({begin, begin + 0.5, word});
    phones.intervals.push_back({begin, begin + 0.25, "A"});
    phones.intervals.push_back({begin + 0.25, begin + 0.5, "B"});
  }
  out.tiers = {words, phones};
  return out;
}

}  // namespace

class TestDatasetCheck : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void init();
  void goodOnesAreClean();
  void everyProblemIsFound_data();
  void everyProblemIsFound();
  void sortedBySuspicion();
  void figuresOfMfa();
  void stopsOnRequest();
  void realDataset();

 private:
  /// What is checked: ten good utterances and "odd", of which each may be made another.
  [[nodiscard]] UtteranceCheck odd(const CheckOptions& options = {}) const;
  void put(const std::string& id, const Audio& audio, const Alignment& alignment);

  std::unique_ptr<TemporaryFolder> m_folder;
  std::unique_ptr<SpeechDataset> m_dataset;
};

void TestDatasetCheck::put(const std::string& id, const Audio& audio, const Alignment& alignment) {
  write_audio(*m_folder / (id + ".wav"), audio);
  write_alignment(*m_folder / (id + ".TextGrid"), alignment);
}

void TestDatasetCheck::initTestCase() {
  m_folder = std::make_unique<TemporaryFolder>();
  for (int i = 0; i < 10; ++i) put("good" + std::to_string(i), tone(2, 0.5f), spoken());
}

void TestDatasetCheck::init() {
  std::filesystem::remove(*m_folder / "alignment_analysis.csv");
  m_dataset = std::make_unique<SpeechDataset>();
  m_dataset->folder = m_folder->path();
  put("odd", tone(2, 0.5f), spoken());
  for (int i = 0; i < 11; ++i) {
    const std::string id = i == 10 ? "odd" : "good" + std::to_string(i);
    m_dataset->utterances.push_back(
        {id, "The cat sat here.", "", *m_folder / (id + ".wav"), *m_folder / (id + ".TextGrid")});
  }
}

UtteranceCheck TestDatasetCheck::odd(const CheckOptions& options) const {
  const DatasetCheck check = check_dataset(*m_dataset, options);
  const auto at = std::find_if(check.utterances.begin(), check.utterances.end(),
                               [](const auto& x) { return x.id == "odd"; });
  return at == check.utterances.end() ? UtteranceCheck{} : *at;
}

void TestDatasetCheck::goodOnesAreClean() {
  const DatasetCheck check = check_dataset(*m_dataset);
  QCOMPARE(check.utterances.size(), std::size_t{11});
  QCOMPARE(check.suspicious, 0);
  QVERIFY(std::abs(check.seconds - 22) < 1e-6);
  for (const UtteranceCheck& one : check.utterances) {
    QVERIFY2(one.problems.empty(), one.problems.empty() ? "" : one.problems.front().c_str());
    QCOMPARE(one.frames, 172);
    QCOMPARE(one.unit_frames, 172);
    QCOMPARE(one.words, 4);
    QCOMPARE(one.words_per_second, 2.0);
    QCOMPARE(one.phones_per_second, 4.0);
    QCOMPARE(one.rate, 22050);
    QCOMPARE(one.channels, 1);
  }
}

void TestDatasetCheck::everyProblemIsFound_data() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<QString>("says");
  QTest::addColumn<double>("least");
  QTest::newRow("no recording") << "gone"
                                << "no recording" << 3.0;
  QTest::newRow("broken recording") << "broken"
                                    << "cannot be read" << 3.0;
  QTest::newRow("empty recording") << "empty"
                                   << "empty" << 3.0;
  QTest::newRow("clipped") << "clipped"
                           << "clipped" << 1.0;
  QTest::newRow("silent") << "silent"
                          << "is silent" << 3.0;
  QTest::newRow("long silence") << "quiet end"
                                << "s of silence after" << 0.5;
  QTest::newRow("other rate") << "rate"
                              << "44100 Hz" << 0.5;
  QTest::newRow("no alignment") << "unaligned"
                                << "no alignment" << 0.3;
  QTest::newRow("broken alignment") << "nonsense"
                                    << "alignment cannot be read" << 2.0;
  QTest::newRow("another text") << "text"
                                << "belongs to another" << 3.0;
  QTest::newRow("unknown word") << "unknown"
                                << "not in the text" << 0.3;
  QTest::newRow("missing word") << "missing"
                                << "not in the alignment" << 0.3;
  QTest::newRow("nothing to say") << "mute"
                                  << "nothing in the text" << 2.0;
  QTest::newRow("gap") << "gap"
                       << "gap" << 0.2;
  QTest::newRow("overlap") << "overlap"
                           << "overlap" << 0.5;
  QTest::newRow("zero length") << "zero"
                               << "without length" << 0.2;
  QTest::newRow("odd phone") << "long phone"
                             << "unusual length" << 0.2;
  QTest::newRow("other end") << "late"
                             << "the recording at 3.00 s" << 1.5;
  QTest::newRow("too fast") << "fast"
                            << "words a second" << 1.0;
}

void TestDatasetCheck::everyProblemIsFound() {
  QFETCH(QString, kind);
  QFETCH(QString, says);
  QFETCH(double, least);
  Utterance& utterance = m_dataset->utterances.back();
  Alignment alignment = spoken();
  Audio audio = tone(2, 0.5f);
  AlignmentTier &words = alignment.tiers[0], &phones = alignment.tiers[1];
  if (kind == "clipped") audio = tone(2, 3.0f);
  if (kind == "silent") audio = tone(2, 0);
  if (kind == "empty") audio.samples.clear();
  if (kind == "late") audio = tone(3, 0.5f);
  if (kind == "rate") audio = tone(2, 0.5f, 44100);
  if (kind == "quiet end") std::fill(audio.samples.begin() + 8000, audio.samples.end(), 0.0f);
  if (kind == "unknown") words.intervals[1].text = "dog";
  if (kind == "gap") phones.intervals.erase(phones.intervals.begin() + 3);
  if (kind == "overlap") words.intervals[1].begin = 0.3;
  if (kind == "zero") phones.intervals.insert(phones.intervals.begin() + 1, {0.25, 0.25, "A"});
  if (kind == "long phone") {
    phones.intervals[0].end = 0.01;
    phones.intervals[1].begin = 0.01;
  }
  if (kind == "fast") {
    for (auto* tier : {&words, &phones}) {
      for (TierInterval& x : tier->intervals) x = {x.begin / 5, x.end / 5, x.text};
      tier->intervals.push_back({0.4, 2, ""});
    }
  }
  put("odd", audio, alignment);
  if (kind == "gone") utterance.audio.clear();
  if (kind == "broken") write_file(utterance.audio, "RIFF, or so");
  if (kind == "unaligned") utterance.alignment.clear();
  if (kind == "nonsense") write_file(utterance.alignment, "nonsense");
  if (kind == "text") utterance.text = "Something else entirely";
  if (kind == "missing") utterance.text = "The big cat sat here.";
  if (kind == "mute") utterance.text = "…";
  const UtteranceCheck check = odd();
  const bool told = std::any_of(
      check.problems.begin(), check.problems.end(),
      [&](const std::string& problem) { return problem.find(says.toStdString()) != std::string::npos; });
  QVERIFY2(told, check.problems.empty() ? "no problem" : check.problems.front().c_str());
  QVERIFY(check.suspicion >= least);
}

void TestDatasetCheck::sortedBySuspicion() {
  m_dataset->utterances[4].audio.clear();
  m_dataset->utterances[7].alignment.clear();
  const DatasetCheck check = check_dataset(*m_dataset);
  QCOMPARE(check.utterances[0].id, std::string("good4"));
  QCOMPARE(check.utterances[1].id, std::string("good7"));
  QCOMPARE(check.utterances[2].id, std::string("good0"));
  QCOMPARE(check.suspicious, 1);
}

void TestDatasetCheck::figuresOfMfa() {
  std::string csv =
      "file,begin,end,speaker,overall_log_likelihood,speech_log_likelihood,phone_duration_deviation,snr\n";
  for (int i = 0; i < 10; ++i)
    csv += "good" + std::to_string(i) + ",0,2,s,-2" + std::to_string(i) + ".5,-20,1." + std::to_string(i) +
           ",\n";
  csv += "odd,0,2,s,-90,-80,9,\n";
  write_file(*m_folder / "alignment_analysis.csv", csv);
  const UtteranceCheck check = odd();
  QCOMPARE(check.problems.size(), std::size_t{2});
  QCOMPARE(check.suspicion, 1.0);
  const AlignmentAnalysis figures = read_alignment_analysis(*m_folder / "alignment_analysis.csv");
  QCOMPARE(figures.at("odd").at("overall_log_likelihood"), -90.0);
  QVERIFY(!figures.at("odd").contains("snr"));
  write_file(*m_folder / "other.csv", "a,b\n1,2\n");
  QVERIFY_THROWS_EXCEPTION(Error, (void)read_alignment_analysis(*m_folder / "other.csv"));
}

void TestDatasetCheck::stopsOnRequest() {
  std::stop_source stop;
  stop.request_stop();
  QVERIFY_THROWS_EXCEPTION(Stopped, (void)check_dataset(*m_dataset, {}, RunControl(stop.get_token())));
}

void TestDatasetCheck::realDataset() {
  const fs::path folder = shared_file("speech/ljspeech");
  if (folder.empty()) QSKIP("the shared test data is not there");
  const DatasetCheck check = check_dataset(open_speech_dataset(folder));
  QCOMPARE(check.utterances.size(), std::size_t{16});
  QCOMPARE(check.suspicious, 0);
  for (const UtteranceCheck& one : check.utterances) {
    QCOMPARE(one.unit_frames, one.frames);
    QCOMPARE(one.unknown_words, 0);
    QCOMPARE(one.gaps + one.overlaps, 0);
  }
}

QTEST_APPLESS_MAIN(TestDatasetCheck)
#include "tst_dataset_check.moc"
