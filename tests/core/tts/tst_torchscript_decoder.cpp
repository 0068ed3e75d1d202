// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/tts/torchscript_decoder_torch.h"
#include "core/tts/vocoder.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <thread>

#include <ATen/ATen.h>
#include <torch/csrc/jit/api/module.h>

// Torch has a method named slots; Qt comes last.
#include <QtTest/QtTest>

using namespace prism;
using prism::test::TemporaryFolder;

namespace {

constexpr int kHop = 4;

MelContract small_contract() {
  MelContract contract;
  contract.sample_rate = 800;
  contract.fft = contract.window = 16;
  contract.hop = kHop;
  contract.mels = 3;
  contract.fmax = 400;
  return contract;
}

Json description(const char* output) {
  return {{"D", 3}, {"frame_rate", 200}, {"sample_rate", 800}, {"output", output}};
}

/// Writes decoder.pt from source and decoder.json; gives the module's path.
std::filesystem::path write_module(const std::filesystem::path& folder, const std::string& source,
                                   const Json& json, const at::Tensor& weight = {}) {
  torch::jit::Module module("Decoder");
  if (weight.defined()) module.register_parameter("weight", weight, false);
  module.define(source);
  module.save((folder / "decoder.pt").string());
  write_file(folder / "decoder.json", dump_json(json));
  return folder / "decoder.pt";
}

const char* const kToWaveform = R"(
def forward(self, features):
    return torch.matmul(features, self.weight).flatten(1)
)";

std::string refusal(const std::filesystem::path& module, const MelContract& contract,
                    const FrameFeatures& features = {1, 3, {1, 2, 3}}) {
  try {
    (void)Vocoder::open(module.string(), contract)->speak(features);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class TestTorchScriptDecoder : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void featuresBecomeAWaveform() {
    const TemporaryFolder folder;
    const at::Tensor weight = at::arange(12, at::kFloat).view({3, kHop}) / 100;
    const auto module = write_module(folder.path(), kToWaveform, description("waveform"), weight);
    const auto decoder = Vocoder::open(module.string(), small_contract());
    QCOMPARE(decoder->sample_rate(), 800);
    const Audio sound = decoder->speak({2, 3, {1, 0, 0, 0, 2, 1}});
    QCOMPARE(sound.rate, 800);
    const std::vector<float> expected{0, .01f, .02f, .03f, .16f, .19f, .22f, .25f};
    QCOMPARE(sound.samples.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
      QVERIFY(std::abs(sound.samples[i] - expected[i]) < 1e-6);
  }

  void gradientsAreFoundByTrying() {
    const TemporaryFolder folder;
    const auto json = folder / "decoder.json";
    const auto module =
        write_module(folder.path(), kToWaveform, description("waveform"), at::ones({3, kHop}));
    QVERIFY(TorchScriptDecoder::load(module, torchscript_form_of(json), at::kCPU)->allows_gradients());
    write_module(folder.path(), "def forward(self, x):\n    return x.detach().flatten(1)\n",
                 description("waveform"));
    QVERIFY(!TorchScriptDecoder::load(module, torchscript_form_of(json), at::kCPU)->allows_gradients());
    const auto through = TorchScriptDecoder::load(
        write_module(folder.path(), kToWaveform, description("waveform"), at::ones({3, kHop})),
        torchscript_form_of(json), at::kCPU);
    const at::Tensor features = at::ones({5, 3}).requires_grad_(true);
    (*through)(features).sum().backward();
    QVERIFY(at::equal(features.grad(), at::full({5, 3}, kHop)));
  }

  void aMelIsVocodedAfterwards() {
    const TemporaryFolder folder;
    Json json = description("mel");
    json["vocoder"] = "after.pt";
    const auto module = write_module(folder.path(), "def forward(self, x):\n    return 2 * x\n", json);
    const TemporaryFolder other;
    write_module(other.path(), "def forward(self, x):\n    return x.flatten(1)\n", description("waveform"));
    std::filesystem::copy_file(other / "decoder.pt", folder / "after.pt");
    std::filesystem::copy_file(other / "decoder.json", folder / "after.json");
    const Audio sound = Vocoder::open(module.string(), small_contract())->speak({1, 3, {.1f, .2f, .3f}});
    const std::vector<float> expected{.2f, .4f, .6f};
    QCOMPARE(sound.samples, expected);
  }

  void codesBecomeAWaveform() {
    const TemporaryFolder folder;
    Json json = description("waveform");
    json["D"] = 2;
    json["input"] = "codes";
    // [1, codebooks, frames] whole numbers, as codecs take them.
    const auto module = write_module(folder.path(), R"(
def forward(self, codes):
    return (10 * codes[:, 0] + codes[:, 1]).float().unsqueeze(1) / 100
)",
                                     json);
    const Audio sound = Vocoder::open(module.string(), small_contract())->speak({3, 2, {1, 2, 3, 4, 5, 6}});
    const std::vector<float> expected{.12f, .34f, .56f};
    QCOMPARE(sound.samples, expected);
  }

  void callsFromSeveralThreadsAgree() {
    const TemporaryFolder folder;
    const auto module = write_module(folder.path(), kToWaveform, description("waveform"),
                                     at::arange(12, at::kFloat).view({3, kHop}));
    const auto decoder = Vocoder::open(module.string(), small_contract());
    const FrameFeatures features{4, 3, std::vector<float>(12, 0.5f)};
    const Audio expected = decoder->speak(features);
    std::vector<Audio> found(4);
    {
      std::vector<std::jthread> threads;
      for (Audio& each : found)
        threads.emplace_back([&each, &decoder, &features] { each = decoder->speak(features); });
    }
    for (const Audio& each : found) QCOMPARE(each.samples, expected.samples);
  }

  void whatDoesNotFitIsRefused_data() {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("told");
    const char* const flat = "def forward(self, x):\n    return x.flatten(1)\n";
    QTest::newRow("width") << flat << "D"
                           << "4"
                           << "3 values a frame";
    QTest::newRow("frame rate") << flat << "frame_rate"
                                << "100"
                                << "100 frames a second";
    QTest::newRow("negative width") << flat << "D"
                                    << "-1"
                                    << "\"D\"";
    QTest::newRow("no rate") << flat << "sample_rate"
                             << "0"
                             << "\"sample_rate\"";
    QTest::newRow("output") << flat << "output"
                            << "\"sound\""
                            << "waveform or mel";
    QTest::newRow("input") << flat << "input"
                           << "1"
                           << "wrong type";
    QTest::newRow("contract") << flat << "contract"
                              << "{\"hop\":128}"
                              << "hop 128";
    QTest::newRow("shape of a mel") << "def forward(self, x):\n    return x.unsqueeze(0)\n"
                                    << "output"
                                    << "\"mel\""
                                    << "the shape [1, 1, 1, 3]";
    QTest::newRow("shape") << "def forward(self, x):\n    return x\n"
                           << "output"
                           << "\"waveform\""
                           << "";
    QTest::newRow("whole numbers") << "def forward(self, x):\n    return x.long().flatten(1)\n"
                                   << "D"
                                   << "3"
                                   << "no tensor of floats";
    QTest::newRow("raises") << "def forward(self, x):\n    assert x.size(1) > 99, 'too short'\n    return x\n"
                            << "D"
                            << "3"
                            << "too short";
    QTest::newRow("not finite") << "def forward(self, x):\n    return (x / 0).flatten(1)\n"
                                << "D"
                                << "3"
                                << "not finite";
  }
  void whatDoesNotFitIsRefused() {
    QFETCH(QString, source);
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(QString, told);
    const TemporaryFolder folder;
    Json json = description("waveform");
    json[field.toStdString()] = Json::parse(value.toStdString());
    const auto module = write_module(folder.path(), source.toStdString(), json);
    const bool shape = told.isEmpty();
    const std::string error = shape ? refusal(module, small_contract(), {2, 3, {1, 2, 3, 4, 5, 6}})
                                    : refusal(module, small_contract());
    const std::string wanted = shape ? "the shape [1, 2, 3]" : told.toStdString();
    QVERIFY2(error.find(wanted) != std::string::npos, error.c_str());
  }

  void whatIsNoModuleIsRefused() {
    const TemporaryFolder folder;
    write_file(folder / "decoder.pt", "not a zip");
    write_file(folder / "decoder.json", dump_json(description("waveform")));
    const std::string error = refusal(folder / "decoder.pt", small_contract());
    QVERIFY2(error.find("decoder.pt") != std::string::npos, error.c_str());
    QVERIFY2(error.find("cannot be loaded") != std::string::npos, error.c_str());
  }
};

QTEST_GUILESS_MAIN(TestTorchScriptDecoder)
#include "tst_torchscript_decoder.moc"
