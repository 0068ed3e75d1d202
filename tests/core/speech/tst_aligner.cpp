// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/sound/audio_file.h"
#include "core/sound/voice.h"
#include "core/speech/align_steps.h"
#include "core/speech/aligner.h"
#include "core/speech/alignment_file.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <QTest>

using namespace prism;
using namespace prism::test;

namespace {

Alignment words_at(std::vector<TierInterval> intervals) {
  Alignment out;
  out.end = intervals.back().end;
  out.tiers.push_back({"words", false, 0, out.end, std::move(intervals), {}});
  return out;
}

double rank(std::vector<double> errors, double share) {
  for (double& x : errors) x = std::abs(x);
  std::sort(errors.begin(), errors.end());
  return errors.at(static_cast<std::size_t>(share * static_cast<double>(errors.size() - 1)));
}

bool no_voice() {
  try {
    (void)speak_voice("en-us", "a");
    return false;
  } catch (const Error& error) {
    return error.code() == ErrorCode::not_found;
  }
}

const std::vector<std::string> kSentences = {
    "The quick brown fox jumps over the lazy dog near the river bank.",
    "In the middle of the night, somebody knocked on the old wooden door.",
    "Nothing is so painful to the human mind as a great and sudden change.",
    "She took the letter, read it twice, and put it into the fire.",
    "Most of the people who came to the market were looking for bread.",
    "When the rain stopped, all the children ran into the garden again."};

/// A voice of another accent where one is installed.
std::string other_voice() {
  for (const std::string& name : installed_voices()) {
    if (!name.starts_with("en-") || name == "en-us") continue;
    try {
      (void)speak_voice(name, "a");
      return name;
    } catch (const Error&) {
      continue;
    }
  }
  return "en-us";
}

/// Another accent, faster, with noise, and a pause before and after.
Audio spoken_otherwise(const std::string& text, const std::string& other, Alignment& truth, double pause) {
  const VoiceText voice = speak_voice(other, text, 1.2);
  std::mt19937 random(3);
  std::normal_distribution<float> noise(0, 0.001f);
  Audio out;
  out.rate = voice.audio.rate;
  const auto still = static_cast<std::size_t>(pause * out.rate);
  out.samples.assign(still, 0);
  out.samples.insert(out.samples.end(), voice.audio.samples.begin(), voice.audio.samples.end());
  out.samples.resize(out.samples.size() + still, 0);
  for (float& x : out.samples) x = 0.5f * x + noise(random);
  truth = voice.alignment();
  for (AlignmentTier& tier : truth.tiers) {
    for (TierInterval& x : tier.intervals) {
      x.begin += pause;
      x.end += pause;
    }
  }
  return out;
}

}  // namespace

class TestAligner : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void boundaryErrors();
  void aVoiceOntoItself();
  void madeSpeech();
  void realSpeech();
  void tiersFillTheRecording();
  void whatCannotBeAligned();
  void stopsOnRequest();
};

void TestAligner::boundaryErrors() {
  const Alignment truth =
      words_at({{0, 0.1, ""}, {0.1, 0.4, "The"}, {0.4, 0.8, "cat's"}, {0.8, 1, ""}, {1, 1.5, "mat"}});
  const Alignment found =
      words_at({{0, 0.12, ""}, {0.12, 0.45, "the"}, {0.45, 0.8, "cats"}, {0.8, 0.9, ""}, {0.9, 1.5, "mat"}});
  const BoundaryError error = boundary_error(found, truth, false);
  // Begin of "the", begin of "cat's" (also the end of "the"), its end, begin and end of "mat".
  QCOMPARE(error.boundaries, 5);
  std::vector<double> rounded;
  for (const double x : error.errors_ms) rounded.push_back(std::round(x));
  QCOMPARE(rounded, (std::vector<double>{20, 50, 0, -100, 0}));
  QVERIFY(std::abs(error.median_ms - 20) < 1e-6);
  QVERIFY(std::abs(error.p90_ms - 100) < 1e-6);
  QCOMPARE(boundary_error(found, truth, true).boundaries, 0);
  QCOMPARE(boundary_error({}, truth, false).boundaries, 0);
  // Words that one of them has not are left out.
  const Alignment shorter = words_at({{0.1, 0.4, "the"}, {1, 1.5, "mat"}});
  QCOMPARE(boundary_error(shorter, truth, false).boundaries, 4);
}

void TestAligner::aVoiceOntoItself() {
  if (no_voice()) QSKIP("the built-in voice is not installed");
  const VoiceText voice = speak_voice("en-us", kSentences[1]);
  AlignOptions options;
  options.passes = 1;
  const AlignedUtterance found = align_utterance(voice.audio, kSentences[1], options);
  QVERIFY2(found.problem.empty(), found.problem.c_str());
  const BoundaryError words = boundary_error(found.alignment, voice.alignment(), false);
  QVERIFY2(words.median_ms < 10 && words.p90_ms < 30,
           qPrintable(QString("%1 %2").arg(words.median_ms).arg(words.p90_ms)));
  QVERIFY(boundary_error(found.alignment, voice.alignment(), true).boundaries > 30);
}

void TestAligner::madeSpeech() {
  if (no_voice()) QSKIP("the built-in voice is not installed");
  const std::string other = other_voice();
  std::vector<double> errors;
  for (std::size_t i = 0; i < kSentences.size(); ++i) {
    Alignment truth;
    const Audio audio = spoken_otherwise(kSentences[i], other, truth, 0.1 * static_cast<double>(i));
    const AlignedUtterance found = align_utterance(audio, kSentences[i], {});
    QVERIFY2(found.problem.empty(), found.problem.c_str());
    const BoundaryError error = boundary_error(found.alignment, truth, false);
    QVERIFY(error.boundaries >= 10);
    errors.insert(errors.end(), error.errors_ms.begin(), error.errors_ms.end());
  }
  qInfo("%s: median %.1f ms, 90 %% %.1f ms", other.c_str(), rank(errors, 0.5), rank(errors, 0.9));
  QVERIFY(rank(errors, 0.5) < 25);
  QVERIFY(rank(errors, 0.9) < 70);
}

void TestAligner::realSpeech() {
  const auto folder = shared_file("speech/ljspeech");
  if (folder.empty()) QSKIP("the shared test data is not there");
  if (no_voice()) QSKIP("the built-in voice is not installed");
  SpeechDataset dataset = open_speech_dataset(folder);
  dataset.utterances.resize(8);
  const auto found = align_dataset(dataset, {});
  std::vector<double> errors;
  for (std::size_t i = 0; i < found.size(); ++i) {
    QVERIFY2(found[i].problem.empty(), found[i].problem.c_str());
    QCOMPARE(found[i].id, dataset.utterances[i].id);
    const Alignment truth = read_alignment(dataset.utterances[i].alignment).alignment;
    const BoundaryError error = boundary_error(found[i].alignment, truth, false);
    errors.insert(errors.end(), error.errors_ms.begin(), error.errors_ms.end());
    // The phones are another set: nothing to compare.
    QCOMPARE(boundary_error(found[i].alignment, truth, true).boundaries, 0);
  }
  qInfo("LJSpeech: median %.1f ms, 90 %% %.1f ms of %zu", rank(errors, 0.5), rank(errors, 0.9),
        errors.size());
  QVERIFY(rank(errors, 0.5) <= 25);
  QVERIFY(rank(errors, 0.9) <= 75);
}

void TestAligner::tiersFillTheRecording() {
  if (no_voice()) QSKIP("the built-in voice is not installed");
  Alignment truth;
  const Audio audio = spoken_otherwise(kSentences[3], "en-us", truth, 0.5);
  const AlignedUtterance found = align_utterance(audio, kSentences[3], {});
  QCOMPARE(found.alignment.end, audio.seconds());
  const std::string bytes = format_alignment(found.alignment, AlignmentFormat::textgrid_long);
  const AlignmentFile read = parse_alignment(bytes, "made");
  QVERIFY2(read.warnings.empty(), read.warnings.empty() ? "" : read.warnings.front().c_str());
  QCOMPARE(word_tier(read.alignment)->intervals.front().text, std::string());
  QVERIFY(word_tier(read.alignment)->intervals.front().end > 0.4);
  QVERIFY(phone_tier(read.alignment)->intervals.size() > 30);
}

void TestAligner::whatCannotBeAligned() {
  if (no_voice()) QSKIP("the built-in voice is not installed");
  Audio brief{22050, std::vector<float>(2205, 0.1f)};
  QVERIFY(!align_utterance(brief, kSentences[0], {}).problem.empty());
  QVERIFY(!align_utterance(Audio{22050, {}}, kSentences[0], {}).problem.empty());
  const Audio silent{22050, std::vector<float>(22050 * 8, 0.0f)};
  (void)align_utterance(silent, kSentences[0], {});  // nothing to find, nothing to crash on
  const Audio endless{8000, std::vector<float>(8000 * 200, 0.0f)};
  QVERIFY(align_utterance(endless, kSentences[0], {}).problem.find("180 s") != std::string::npos);
  SpeechDataset dataset;
  dataset.utterances = {{"a", "text", "", {}, {}}, {"b", "text", "", "/nowhere/b.wav", {}}};
  const auto found = align_dataset(dataset, {});
  QCOMPARE(found.size(), std::size_t{2});
  QVERIFY(!found[0].problem.empty() && !found[1].problem.empty());
}

void TestAligner::stopsOnRequest() {
  SpeechDataset dataset;
  dataset.utterances = {{"a", "text", "", {}, {}}};
  std::stop_source stop;
  stop.request_stop();
  QVERIFY_THROWS_EXCEPTION(Stopped, (void)align_dataset(dataset, {}, RunControl(stop.get_token())));
}

QTEST_APPLESS_MAIN(TestAligner)
#include "tst_aligner.moc"
