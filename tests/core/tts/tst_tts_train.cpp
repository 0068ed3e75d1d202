// SPDX-License-Identifier: GPL-3.0-or-later
// Training the projector: it learns, resumes bit for bit, keeps its checkpoints, passes over a damaged one.
#include "core/base/atomic_file.h"
#include "core/base/crc32c.h"
#include "core/base/error.h"
#include "core/tts/checkpoint_torch.h"
#include "core/tts/event_file.h"
#include "core/tts/optimiser_torch.h"
#include "core/tts/train.h"
#include "synthetic_features.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <cstring>
#include <fstream>
#include <stop_token>
#include <tuple>

#include <ATen/ATen.h>
#include <QTest>

using namespace prism;
namespace fs = std::filesystem;

namespace {

SpeechTrainOptions small_options(const fs::path& output) {
  SpeechTrainOptions options;
  options.projector.width = 16;
  options.projector.heads = 2;
  options.projector.attention_blocks = 1;
  options.projector.decoder_convolutions = 2;
  options.projector.kernel = 3;
  options.steps = 20;
  options.batch = 4;
  options.warmup = 5;
  options.learning_rate = 3e-3;
  options.validate_every = 5;
  options.checkpoint_every = 5;
  options.output = output;
  return options;
}

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class TestTtsTrain : public QObject {
  Q_OBJECT

  test::TemporaryFolder m_folder;
  std::shared_ptr<const FeatureStore> m_features;

 private Q_SLOTS:
  void initTestCase() {
    test::write_synthetic_features(m_folder / "f.prismtts", 24);
    m_features = FeatureStore::open(m_folder / "f.prismtts");
  }

  void it_learns() {
    SpeechTrainOptions options = small_options(m_folder / "learns");
    options.steps = 90;
    options.validate_every = 30;
    std::vector<SpeechTrainStep> steps;
    std::vector<SpeechValidation> validations;
    SpeechTrainSink sink;
    sink.step = [&](const SpeechTrainStep& step) { steps.push_back(step); };
    sink.validation = [&](const SpeechValidation& found) { validations.push_back(found); };
    const SpeechTrainResult result = train_projector(*m_features, options, sink);
    QCOMPARE(result.steps, 90);
    QVERIFY(!result.stopped);
    QCOMPARE(steps.size(), 90U);
    QCOMPARE(validations.size(), 3U);
    QVERIFY(result.loss.acoustic < 0.5 * steps.front().loss.acoustic);
    QVERIFY(result.loss.duration < 0.5 * steps.front().loss.duration);
    QVERIFY(validations.back().loss.total < validations.front().loss.total);
    QCOMPARE(result.checkpoint, options.output / "best.safetensors");
    QVERIFY(fs::exists(result.checkpoint));
    QCOMPARE(step_checkpoints(options.output).size(), 3U);
    QCOMPARE(step_checkpoints(options.output).front().filename(), fs::path("step-90.safetensors"));
    const double weighted = result.loss.acoustic + 0.5 * result.loss.cosine + 0.1 * result.loss.duration;
    QVERIFY(std::abs(result.loss.total - weighted) < 1e-4);
  }

  void twenty_steps_are_ten_and_ten() {
    const SpeechTrainOptions whole = small_options(m_folder / "whole");
    train_projector(*m_features, whole);
    SpeechTrainOptions parts = small_options(m_folder / "parts");
    std::stop_source stop;
    SpeechTrainSink sink;
    sink.step = [&](const SpeechTrainStep& step) {
      if (step.step == 10) stop.request_stop();
    };
    const SpeechTrainResult first = train_projector(*m_features, parts, sink, RunControl(stop.get_token()));
    QVERIFY(first.stopped);
    QCOMPARE(first.steps, 10);
    parts.resume = true;
    const SpeechTrainResult second = train_projector(*m_features, parts);
    QCOMPARE(second.steps, 20);
    QVERIFY(!second.stopped);
    for (const char* name : {"step-20.safetensors", "best.safetensors"})
      QVERIFY2(read_file(whole.output / name) == read_file(parts.output / name), name);
    const std::string a = read_file(whole.output / "log.csv"), b = read_file(parts.output / "log.csv");
    QCOMPARE(std::count(a.begin(), a.end(), '\n'), 21);
    QCOMPARE(std::count(b.begin(), b.end(), '\n'), 21);
  }

  void low_bit_weights_learn_and_resume() {
    SpeechTrainOptions whole = small_options(m_folder / "low");
    whole.trainer = "primal";
    whole.steps = 40;
    double first = 0;
    SpeechTrainSink sink;
    sink.step = [&](const SpeechTrainStep& step) {
      if (step.step == 1) first = step.loss.total;
    };
    const SpeechTrainResult result = train_projector(*m_features, whole, sink);
    QVERIFY(result.loss.total < 0.9 * first);
    const LoadedProjector projector = load_projector(result.checkpoint, false);
    for (const auto& [name, weight] : projector.net->weights()) {
      if (name != "attention.0.query.weight") continue;
      // 13 values times a scale a row.
      const at::Tensor row = std::get<0>(at::_unique2(weight.detach()[0]));
      QVERIFY(row.numel() <= 13);
    }
    SpeechTrainOptions parts = whole;
    parts.output = m_folder / "low parts";
    std::stop_source stop;
    sink.step = [&](const SpeechTrainStep& step) {
      if (step.step == 15) stop.request_stop();
    };
    train_projector(*m_features, parts, sink, RunControl(stop.get_token()));
    parts.resume = true;
    train_projector(*m_features, parts);
    QVERIFY(read_file(whole.output / "step-40.safetensors") ==
            read_file(parts.output / "step-40.safetensors"));
  }

  void same_seed_same_bytes() {
    SpeechTrainOptions options = small_options(m_folder / "s1");
    options.steps = 4;
    train_projector(*m_features, options);
    options.output = m_folder / "s2";
    train_projector(*m_features, options);
    QVERIFY(read_file(m_folder / "s1" / "step-4.safetensors") ==
            read_file(m_folder / "s2" / "step-4.safetensors"));
    options.output = m_folder / "s3";
    options.seed = 1;
    train_projector(*m_features, options);
    QVERIFY(read_file(m_folder / "s1" / "step-4.safetensors") !=
            read_file(m_folder / "s3" / "step-4.safetensors"));
  }

  void a_damaged_checkpoint_falls_back_to_the_one_before() {
    SpeechTrainOptions options = small_options(m_folder / "damaged");
    options.steps = 10;
    train_projector(*m_features, options);
    const fs::path newest = options.output / "step-10.safetensors";
    std::string bytes = read_file(newest);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    write_file(newest, bytes);
    options.steps = 12;
    options.resume = true;
    std::vector<std::string> notes;
    std::vector<std::int64_t> steps;
    SpeechTrainSink sink;
    sink.note = [&](const std::string& text) { notes.push_back(text); };
    sink.step = [&](const SpeechTrainStep& step) { steps.push_back(step.step); };
    train_projector(*m_features, options, sink);
    QCOMPARE(notes.size(), 1U);
    QVERIFY(notes.front().find("step-10.safetensors") != std::string::npos);
    QVERIFY(notes.front().find("before") != std::string::npos);
    QCOMPARE(steps.front(), 6);
    QCOMPARE(steps.back(), 12);
  }

  void another_training_is_not_resumed_and_not_lost() {
    SpeechTrainOptions options = small_options(m_folder / "other");
    options.steps = 2;
    train_projector(*m_features, options);
    options.resume = true;
    options.projector.width = 32;
    QVERIFY(message_of([&] { train_projector(*m_features, options); }).find("another") != std::string::npos);
    options.resume = false;
    train_projector(*m_features, options);
    QVERIFY(fs::exists(options.output / "previous" / "step-2.safetensors"));
    QCOMPARE(step_checkpoints(options.output).size(), 1U);
  }

  void fine_tuning_begins_with_the_weights_given() {
    SpeechTrainOptions options = small_options(m_folder / "from");
    options.steps = 30;
    const SpeechTrainResult from = train_projector(*m_features, options);
    SpeechTrainOptions tuned = small_options(m_folder / "tuned");
    tuned.steps = 1;
    tuned.learning_rate = 1e-9;
    tuned.projector.width = 8;  // the checkpoint's counts
    tuned.start = from.checkpoint;
    const SpeechTrainResult result = train_projector(*m_features, tuned);
    QCOMPARE(result.parameters, from.parameters);
    QVERIFY(std::abs(result.best.loss.total - from.best.loss.total) < 1e-3);
  }

  void accumulation_is_a_larger_batch() {
    SpeechTrainOptions options = small_options(m_folder / "acc");
    options.steps = 3;
    options.accumulation = 3;
    options.batch = 2;
    QCOMPARE(train_projector(*m_features, options).steps, 3);
  }

  void codec_tokens_are_classified() {
    test::write_synthetic_features(m_folder / "codes.prismtts", 16, 12, 6);
    const auto features = FeatureStore::open(m_folder / "codes.prismtts");
    QCOMPARE(features->codebook_size(), 6);
    SpeechTrainOptions options = small_options(m_folder / "codes");
    options.steps = 50;
    double first = 0;
    SpeechTrainSink sink;
    sink.step = [&](const SpeechTrainStep& step) {
      if (step.step == 1) first = step.loss.acoustic;
    };
    const SpeechTrainResult result = train_projector(*features, options, sink);
    QVERIFY(std::abs(first - std::log(6.0)) < 0.7);
    QVERIFY(result.loss.acoustic < 0.75 * first);
    QCOMPARE(result.loss.cosine, 0.0);
  }

  void the_perceptual_term_counts() {
    SpeechTrainOptions options = small_options(m_folder / "perceptual");
    options.steps = 30;
    options.weight_perceptual = 0.5;
    const SpeechTrainResult result = train_projector(*m_features, options);
    QVERIFY(result.loss.perceptual > 0);
    QVERIFY(std::abs(result.loss.total - (result.loss.acoustic + 0.5 * result.loss.cosine +
                                          0.1 * result.loss.duration + 0.5 * result.loss.perceptual)) < 1e-4);
  }

  void early_stop() {
    SpeechTrainOptions options = small_options(m_folder / "patience");
    options.steps = 100;
    options.learning_rate = 1e-12;  // nothing gets better
    options.validate_every = 2;
    options.patience = 3;
    QVERIFY(train_projector(*m_features, options).steps <= 12);
  }

  void senseless_options_are_refused() {
    const auto refused = [&](auto change) {
      SpeechTrainOptions options = small_options(m_folder / "refused");
      change(options);
      return !message_of([&] { train_projector(*m_features, options); }).empty();
    };
    QVERIFY(refused([](auto& o) { o.batch = 0; }));
    QVERIFY(refused([](auto& o) { o.learning_rate = NAN; }));
    QVERIFY(refused([](auto& o) { o.steps = 0; }));
    QVERIFY(refused([](auto& o) { o.trainer = "magic"; }));
    QVERIFY(refused([](auto& o) { o.validation_share = 1; }));
    QVERIFY(refused([](auto& o) { o.device = "toaster"; }));
    QVERIFY(!fs::exists(m_folder / "refused"));
  }

  void the_schedule_warms_up_and_falls() {
    QVERIFY(std::abs(learning_rate_share(1, 10, 0) - 0.1) < 1e-12);
    QVERIFY(std::abs(learning_rate_share(10, 10, 0) - 1) < 1e-12);
    QVERIFY(std::abs(learning_rate_share(500, 10, 1) - 0.05) < 1e-12);
    QVERIFY(std::abs(learning_rate_share(500, 0, 0.5) - 0.525) < 1e-12);
  }

  // Against the formulas, in double precision.
  void adamw_follows_its_formula() {
    at::Tensor weight = at::tensor({1.0F, -2.0F, 3.0F, 0.5F}).view({2, 2}).set_requires_grad(true);
    const NamedWeights weights{{"w", weight}};
    AdamW adamw(weights, 0.1);
    std::vector<double> w{1, -2, 3, 0.5}, m(4), v(4);
    for (int step = 1; step <= 5; ++step) {
      clear_gradients(weights);
      (weight * weight).sum().backward();
      for (std::size_t i = 0; i < 4; ++i) {
        const double g = 2 * w[i];
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.98 * v[i] + 0.02 * g * g;
        const double mean = m[i] / (1 - std::pow(0.9, step)), square = v[i] / (1 - std::pow(0.98, step));
        w[i] = w[i] * (1 - 0.01 * 0.1) - 0.01 * mean / (std::sqrt(square) + 1e-8);
      }
      adamw.step(0.01, step);
      for (std::int64_t i = 0; i < 4; ++i)
        QVERIFY(std::abs(weight.view({4})[i].item<double>() - w[static_cast<std::size_t>(i)]) < 1e-5);
    }
  }

  // The bytes as TensorBoard reads them: length, masked CRC, Event message, masked CRC.
  void events_are_framed_protobuf() {
    const std::string record = frame_record(encode_event(1.5, 300, {{"a/b", 0.25}}));
    const auto number = [&](std::size_t at, std::size_t bytes) {
      std::uint64_t value = 0;
      for (std::size_t i = 0; i < bytes; ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(record[at + i])) << (8 * i);
      return value;
    };
    const auto masked = [&](std::size_t at, std::size_t bytes) {
      const std::uint32_t crc = crc32c(std::as_bytes(std::span(record.data() + at, bytes)));
      return ((crc >> 15) | (crc << 17)) + 0xa282ead8U;
    };
    const auto length = static_cast<std::size_t>(number(0, 8));
    QCOMPARE(record.size(), 8 + 4 + length + 4);
    QCOMPARE(number(8, 4), masked(0, 8));
    QCOMPARE(number(12 + length, 4), masked(12, length));
    // wall_time 1.5, step 300, summary {value {tag "a/b", simple_value 0.25}}
    const std::string wanted(
        "\x09\x00\x00\x00\x00\x00\x00\xf8\x3f\x10\xac\x02\x2a\x0c\x0a\x0a\x0a\x03"
        "a/b\x15\x00\x00\x80\x3e",
        26);
    QCOMPARE(QByteArray(record.data() + 12, static_cast<int>(length)).toHex(),
             QByteArray(wanted.data(), static_cast<int>(wanted.size())).toHex());
  }
};

QTEST_APPLESS_MAIN(TestTtsTrain)
#include "tst_tts_train.moc"
