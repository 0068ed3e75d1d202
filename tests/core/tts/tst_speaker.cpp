// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/tts/export_projector.h"
#include "core/tts/speaker.h"
#include "tests/core/tts/reference_hifigan.h"
#include "tests/core/tts/tiny_projector.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <numeric>

#include <QtTest/QtTest>

using namespace prism;
using prism::test::TemporaryFolder;
using prism::test::TinyProjector;

namespace {

const std::string kText = "The cat sat down, the cat.";

std::int64_t frames_of(const Speech& speech) {
  return std::accumulate(speech.units.begin(), speech.units.end(), std::int64_t{0},
                         [](std::int64_t sum, const SpeechUnit& unit) { return sum + unit.frames; });
}

template <typename Action>
std::string refusal(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class TestSpeaker : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    test::write_projector(m_folder / "a.safetensors");
    m_speaker = Speaker::open(m_folder / "a.safetensors");
  }

  void aTextIsSpoken() {
    const Speech speech = m_speaker->say(kText);
    QCOMPARE(speech.text, kText);
    QCOMPARE(speech.step, 7);
    const std::vector<std::string> words{"The", "cat", "sat", "down", "the", "cat"};
    QCOMPARE(speech.words.size(), words.size());
    QVERIFY(speech.units.front().silence);
    QCOMPARE(std::count_if(speech.units.begin(), speech.units.end(),
                           [](const SpeechUnit& unit) { return !unit.silence; }),
             2 + 3 + 3 + 3 + 2 + 3);
    QCOMPARE(speech.predicted_frames.size(), speech.units.size());
    QCOMPARE(speech.features.frames, frames_of(speech));
    QCOMPARE(speech.features.dim, 80);
    QCOMPARE(speech.audio.rate, 22050);
    QCOMPARE(static_cast<std::int64_t>(speech.audio.samples.size()), 256 * speech.features.frames);
    QVERIFY(std::all_of(speech.audio.samples.begin(), speech.audio.samples.end(),
                        [](float sample) { return std::isfinite(sample); }));
    QVERIFY(speech.seconds > 0 && speech.seconds_first > 0 && speech.seconds_first <= speech.seconds);
  }

  void unitsLieOnTheTimeline() {
    const Speech speech = m_speaker->say(kText);
    double at = 0;
    for (const SpeechUnit& unit : speech.units) {
      QVERIFY(std::abs(unit.begin - at) < 1e-9);
      at = unit.end;
      QVERIFY(std::abs(unit.end - unit.begin - static_cast<double>(unit.frames) * 256 / 22050) < 1e-9);
      if (!unit.silence) QVERIFY(unit.token >= 0 && unit.frames > 0);
    }
    QVERIFY(std::abs(at - speech.audio.seconds()) < 1e-9);
  }

  void everyFrameSharesItselfAmongUnits() {
    const Speech speech = m_speaker->say(kText);
    QCOMPARE(speech.upsampling.frames, speech.features.frames);
    QCOMPARE(speech.upsampling.dim, static_cast<std::int64_t>(speech.units.size()));
    for (std::int64_t t = 0; t < speech.upsampling.frames; ++t) {
      const float* row = speech.upsampling.row(t);
      QVERIFY(std::abs(std::accumulate(row, row + speech.upsampling.dim, 0.0) - 1) < 1e-5);
    }
  }

  void sameTextSameSound() {
    QCOMPARE(m_speaker->say(kText).audio.samples, m_speaker->say(kText).audio.samples);
  }

  void speedDividesTheLengths() {
    SpeakOptions slow;
    slow.speed = 0.5;
    const double ratio = static_cast<double>(m_speaker->say(kText, slow).features.frames) /
                         static_cast<double>(m_speaker->say(kText).features.frames);
    QVERIFY2(std::abs(ratio - 2) < 0.1, std::to_string(ratio).c_str());
    for (const double speed : {0.0, -1.0, 100.0, std::nan("")}) {
      SpeakOptions bad;
      bad.speed = speed;
      QVERIFY(!refusal([&] { (void)m_speaker->say(kText, bad); }).empty());
    }
  }

  void lengthsCanBeEdited() {
    SpeakOptions edit;
    edit.durations = {{2, 31}, {3, 0}};
    const Speech speech = m_speaker->say(kText, edit);
    QCOMPARE(speech.units[2].frames, 31);
    QCOMPARE(speech.units[3].frames, 0);
    QCOMPARE(speech.features.frames, frames_of(speech));
    for (const auto& [unit, frames] : {std::pair{999, 1}, std::pair{-1, 1}, std::pair{0, -1}}) {
      SpeakOptions bad;
      bad.durations = {{unit, frames}};
      QVERIFY(refusal([&] { (void)m_speaker->say(kText, bad); }).find("cannot have") != std::string::npos);
    }
    SpeakOptions huge;
    huge.durations = {{1, std::numeric_limits<std::int64_t>::max()}};
    QVERIFY(refusal([&] { (void)m_speaker->say(kText, huge); }).find("at most") != std::string::npos);
  }

  void unitsGivenSpeakTheSame() {
    const Speech said = m_speaker->say(kText);
    const Speech again = m_speaker->say_units(kText, said.units, said.words);
    QCOMPARE(again.audio.samples, said.audio.samples);
    std::vector<SpeechUnit> bare = said.units;  // as an alignment gives them: without tokens
    for (SpeechUnit& unit : bare) unit.token = -1;
    const Speech found = m_speaker->say_units(kText, bare, said.words);
    QCOMPARE(found.units.size(), said.units.size());
    for (std::size_t i = 0; i < bare.size(); ++i) {
      if (!said.units[i].silence) QCOMPARE(found.units[i].token, said.units[i].token);
    }
  }

  void projectorsWithoutPhonesSpeakTokens() {
    TinyProjector options;
    options.phones = false;
    test::write_projector(m_folder / "tokens.safetensors", options);
    const Speech speech = Speaker::open(m_folder / "tokens.safetensors")->say("The cat's nap; 42 hats!");
    const std::vector<std::string> words{"The", "cat's", "nap", "42", "hats"};
    QCOMPARE(speech.words, words);
    std::string letters;
    for (const SpeechUnit& unit : speech.units) letters += unit.silence ? "|" : unit.label;
    QCOMPARE(letters, std::string("|Thecat'snap|42hats|"));
    QCOMPARE(speech.features.frames, frames_of(speech));
  }

  void phonesNeverHeardAreTold() {
    const Speech said = m_speaker->say("the cat");
    std::vector<SpeechUnit> units = said.units;
    for (SpeechUnit& unit : units) {
      if (unit.label == "K") unit.label = "Q9";
    }
    const Speech speech = m_speaker->say_units("the cat", units, said.words);
    QCOMPARE(speech.warnings.size(), std::size_t{1});
    QVERIFY(speech.warnings.front().find("Q9") != std::string::npos);
  }

  void otherWeightsShareTheModel() {
    TinyProjector options;
    options.seed = 5;
    options.step = 12;
    test::write_projector(m_folder / "b.safetensors", options);
    const auto other = m_speaker->with_checkpoint(m_folder / "b.safetensors");
    QCOMPARE(other->step(), 12);
    QVERIFY(other->say(kText).audio.samples != m_speaker->say(kText).audio.samples);
    options.contract.fmax = 7000;
    test::write_projector(m_folder / "c.safetensors", options);
    const std::string told = refusal([&] { (void)m_speaker->with_checkpoint(m_folder / "c.safetensors"); });
    QVERIFY2(told.find("fmax") != std::string::npos, told.c_str());
  }

  void aVocoderSpeaksItsOwnContractOnly() {
    const test::ReferenceHifigan reference(1);
    const TemporaryFolder folder;
    reference.write(folder.path(), 0);
    const std::string told =
        refusal([&] { (void)Speaker::open(m_folder / "a.safetensors", folder.path().string()); });
    QVERIFY2(told.find("contracts differ") != std::string::npos, told.c_str());
    TinyProjector options;
    options.contract = reference.contract();
    test::write_projector(m_folder / "small.safetensors", options);
    const Speech speech =
        Speaker::open(m_folder / "small.safetensors", folder.path().string())->say("the cat sat down");
    QCOMPARE(speech.audio.rate, 8000);
    QCOMPARE(static_cast<std::int64_t>(speech.audio.samples.size()), 8 * speech.features.frames);
  }

  void anotherLanguageModelIsRefused() {
    const std::string told = refusal([&] {
      (void)Speaker::open(m_folder / "a.safetensors", "griffin-lim",
                          test::demo_model().parent_path() / "books-upper");
    });
    QVERIFY2(told.find("another language model") != std::string::npos, told.c_str());
    const std::string absent =
        refusal([&] { (void)Speaker::open(m_folder / "a.safetensors", "griffin-lim", m_folder / "none"); });
    QVERIFY2(absent.find("is not at") != std::string::npos, absent.c_str());
  }

  void aStopIsHeard() {
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(Stopped, (void)m_speaker->say(kText, {}, RunControl(stop.get_token())));
  }

  void anExportOpensAgain_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("f32") << static_cast<int>(DType::f32) << 0.0;
    QTest::newRow("f16") << static_cast<int>(DType::f16) << 0.05;
    QTest::newRow("bf16") << static_cast<int>(DType::bf16) << 0.4;
  }
  void anExportOpensAgain() {
    QFETCH(int, type);
    QFETCH(double, tolerance);
    const auto file = m_folder / "exported.safetensors";
    const ProjectorExport done = export_projector(m_folder / "a.safetensors", file, static_cast<DType>(type));
    QVERIFY(done.tensors > 10);
    const Speech before = m_speaker->say("the cat sat");
    const Speech after = Speaker::open(file)->say_units("the cat sat", before.units, before.words);
    double largest = 0;
    for (std::size_t i = 0; i < before.features.values.size(); ++i) {
      largest = std::max(largest,
                         std::abs(static_cast<double>(before.features.values[i] - after.features.values[i])));
    }
    QVERIFY2(largest <= tolerance, std::to_string(largest).c_str());
  }

  void anExportToGgufKeepsEverything() {
    const auto file = m_folder / "exported.gguf";
    (void)export_projector(m_folder / "a.safetensors", file, DType::f32);
    const TensorFile before = open_tensor_file(m_folder / "a.safetensors"), after = open_tensor_file(file);
    QCOMPARE(after.format, std::string("gguf"));
    QCOMPARE(after.metadata.at("general.architecture"), std::string("prism-projector"));
    for (const char* key : {"config", "contract", "front_end", "step", "record", "format"})
      QCOMPARE(after.metadata.at(std::string("prism.") + key), before.metadata.at(key));
    QCOMPARE(after.tensors.size(), before.tensors.size());
    for (const TensorInfo& tensor : before.tensors) {
      const TensorInfo& same = after.get(tensor.name);
      QCOMPARE(same.shape, tensor.shape);
      const auto a = before.data(tensor), b = after.data(same);
      QVERIFY(std::equal(a.begin(), a.end(), b.begin(), b.end()));
    }
  }

 private:
  TemporaryFolder m_folder;
  std::shared_ptr<const Speaker> m_speaker;
};

QTEST_GUILESS_MAIN(TestSpeaker)
#include "tst_speaker.moc"
