// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/model/rows.h"
#include "core/model/writers.h"
#include "core/tts/vocoder.h"
#include "tests/core/tts/reference_hifigan.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <fmt/format.h>

#include <QtTest/QtTest>

using namespace prism;
using prism::test::ReferenceHifigan;
using prism::test::TemporaryFolder;

namespace {

std::vector<float> values_of(const std::filesystem::path& npy, std::vector<std::int64_t>& shape) {
  const TensorFile file = open_tensor_file(npy);
  const RowReader reader(file, file.tensors.front());
  std::vector<float> values(static_cast<std::size_t>(file.tensors.front().elements()));
  reader.read(0, reader.rows(), values.data());
  shape = file.tensors.front().shape;
  return values;
}

/// Log mel [mels, frames] of a file, a row a frame.
FrameFeatures frames_of(const std::filesystem::path& npy) {
  std::vector<std::int64_t> shape;
  const std::vector<float> values = values_of(npy, shape);
  FrameFeatures mel{shape[1], shape[0], std::vector<float>(values.size())};
  for (std::int64_t m = 0; m < shape[0]; ++m) {
    for (std::int64_t t = 0; t < shape[1]; ++t)
      mel.row(t)[m] = values[static_cast<std::size_t>(m * shape[1] + t)];
  }
  return mel;
}

double largest_difference(std::span<const float> a, std::span<const float> b) {
  double largest = a.size() == b.size() ? 0 : 1e9;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    largest = std::max(largest, static_cast<double>(std::abs(a[i] - b[i])));
  return largest;
}

std::string refusal(const std::filesystem::path& folder, const MelContract& contract) {
  try {
    (void)Vocoder::open(folder.string(), contract);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class TestHifigan : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void realGeneratorGivesTheExpectedWaveform() {
    const auto folder = test::shared_file("vocoder/hifigan-small");
    if (folder.empty()) QSKIP("the folder of real files is not here");
    const auto vocoder = Vocoder::open(folder.string(), MelContract{});
    QCOMPARE(vocoder->sample_rate(), 22050);
    QCOMPARE(vocoder->name(), std::string("hifigan-small"));
    const Audio sound = vocoder->speak(frames_of(folder / "LJ001-0002_logmel.npy"));
    std::vector<std::int64_t> shape;
    const std::vector<float> expected = values_of(folder / "LJ001-0002_expected.npy", shape);
    QCOMPARE(sound.samples.size(), expected.size());
    QVERIFY(largest_difference(sound.samples, expected) < 1e-4);
  }

  void piecesJoinWithoutSeam() {
    const auto folder = test::shared_file("vocoder/hifigan-small");
    if (folder.empty()) QSKIP("the folder of real files is not here");
    const auto vocoder = Vocoder::open(folder.string(), MelContract{});
    const FrameFeatures one = frames_of(folder / "LJ001-0002_logmel.npy");
    FrameFeatures twice{2 * one.frames, one.dim, one.values};
    twice.values.insert(twice.values.end(), one.values.begin(), one.values.end());
    const std::int64_t from = 40;  // so that the pieces' ends fall elsewhere
    const FrameFeatures part{
        twice.frames - from, twice.dim, {twice.values.begin() + from * twice.dim, twice.values.end()}};
    const Audio whole = vocoder->speak(twice), later = vocoder->speak(part);
    const std::size_t skip = 30 * 256;  // what depends on the missing frames
    const std::span<const float> a(whole.samples.begin() + from * 256 + skip, whole.samples.end());
    const std::span<const float> b(later.samples.begin() + skip, later.samples.end());
    QVERIFY(largest_difference(a, b) < 1e-5);
  }

  void bothResidualBlocksMatchPlainLoops_data() {
    QTest::addColumn<int>("resblock");
    QTest::addColumn<int>("checkpoint");
    QTest::newRow("kind 1, plain weights") << 1 << 0;
    QTest::newRow("kind 1, weight norm") << 1 << 1;
    QTest::newRow("kind 2, plain weights") << 2 << 0;
    QTest::newRow("kind 2, parametrizations") << 2 << 2;
    QTest::newRow("kind 1, nested in a zip checkpoint") << 1 << 3;
  }
  void bothResidualBlocksMatchPlainLoops() {
    QFETCH(int, resblock);
    QFETCH(int, checkpoint);
    const ReferenceHifigan reference(resblock);
    const TemporaryFolder folder;
    reference.write(folder.path(), checkpoint);
    FrameFeatures mel{9, reference.contract().mels, {}};
    Random random(3);
    for (std::int64_t i = 0; i < mel.frames * mel.dim; ++i)
      mel.values.push_back(static_cast<float>(2 * random.uniform() - 1));
    const Audio sound = Vocoder::open(folder.path().string(), reference.contract())->speak(mel);
    const std::vector<float> expected = reference.speak(mel);
    QCOMPARE(sound.samples.size(), expected.size());
    QVERIFY(largest_difference(sound.samples, expected) < 1e-5);
  }

  void anotherContractIsRefusedWithBoth() {
    const ReferenceHifigan reference(1);
    const TemporaryFolder folder;
    reference.write(folder.path(), 0);
    MelContract other = reference.contract();
    other.fmax = 3000;
    const std::string told = refusal(folder.path(), other);
    QVERIFY2(told.find(other.describe()) != std::string::npos, told.c_str());
    QVERIFY2(told.find(reference.contract().describe()) != std::string::npos, told.c_str());
    QVERIFY2(told.find("fmax 4000") != std::string::npos, told.c_str());
  }

  void configurationsThatDoNotFitAreRefused_data() {
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("told");
    QTest::newRow("kind") << "resblock"
                          << "3"
                          << "\"resblock\"";
    QTest::newRow("no rates") << "upsample_rates"
                              << "[]"
                              << "\"upsample_rates\"";
    QTest::newRow("negative rate") << "upsample_rates"
                                   << "[-4,2]"
                                   << "\"upsample_rates\"";
    QTest::newRow("huge rates") << "upsample_rates"
                                << "[64,64,64,64]"
                                << "upsample_kernel_sizes";
    QTest::newRow("hop") << "upsample_rates"
                         << "[4,4]"
                         << "16 samples a frame";
    QTest::newRow("channels") << "upsample_initial_channel"
                              << "7"
                              << "cannot be halved";
    QTest::newRow("many channels") << "upsample_initial_channel"
                                   << "4000000000"
                                   << "cannot be halved";
    QTest::newRow("other channels") << "upsample_initial_channel"
                                    << "16"
                                    << "conv_pre.weight";
    QTest::newRow("even kernel") << "resblock_kernel_sizes"
                                 << "[3,4]"
                                 << "even kernel";
    QTest::newRow("longer kernel") << "resblock_kernel_sizes"
                                   << "[3,7]"
                                   << "resblocks.1.convs1.0.weight";
    QTest::newRow("dilations") << "resblock_dilation_sizes"
                               << "[[1]]"
                               << "not one list a kernel";
    QTest::newRow("no number") << "resblock_dilation_sizes"
                               << "[[1],[\"x\"]]"
                               << "wrong type";
  }
  void configurationsThatDoNotFitAreRefused() {
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(QString, told);
    const ReferenceHifigan reference(1);
    const TemporaryFolder folder;
    reference.write(folder.path(), 0);
    Json config = read_json_file(folder / "config.json");
    config[field.toStdString()] = Json::parse(value.toStdString());
    write_file(folder / "config.json", dump_json(config));
    const std::string error = refusal(folder.path(), reference.contract());
    QVERIFY2(error.find(told.toStdString()) != std::string::npos, error.c_str());
  }

  void whatIsNoVocoderSaysWhatItWants() {
    const TemporaryFolder folder;
    QVERIFY(refusal(folder.path(), {}).find("no checkpoint of a vocoder") != std::string::npos);
    QVERIFY(refusal(folder / "absent", {}).find("no such vocoder") != std::string::npos);
    write_file(folder / "generator.safetensors", "nothing");
    QVERIFY(refusal(folder.path(), {}).find("description is missing") != std::string::npos);
  }

  void framesOfAnotherWidthAreRefused() {
    const ReferenceHifigan reference(2);
    const TemporaryFolder folder;
    reference.write(folder.path(), 0);
    const auto vocoder = Vocoder::open(folder.path().string(), reference.contract());
    QVERIFY_THROWS_EXCEPTION(Error, (void)vocoder->speak({2, 3, std::vector<float>(6)}));
    QVERIFY_THROWS_EXCEPTION(Error, (void)vocoder->speak({0, reference.contract().mels, {}}));
    std::vector<float> bad(static_cast<std::size_t>(reference.contract().mels), NAN);
    QVERIFY_THROWS_EXCEPTION(Error, (void)vocoder->speak({1, reference.contract().mels, bad}));
  }
};

QTEST_GUILESS_MAIN(TestHifigan)
#include "tst_hifigan.moc"
