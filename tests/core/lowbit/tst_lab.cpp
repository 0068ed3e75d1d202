// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/llm/language_model.h"
#include "core/lowbit/bpe.h"
#include "core/lowbit/lab.h"
#include "core/lowbit/packed_model.h"
#include "core/text/tokenizer.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <fstream>
#include <stop_token>
#include <string>

#include <QtTest/QtTest>

using namespace prism;

namespace {

/// Sentences of a few words in changing order: something to learn, nothing to know.
std::string some_text() {
  const char* const kWho[] = {"the old man", "a young woman", "the black dog", "my sister"};
  const char* const kWhat[] = {"walked slowly", "looked back", "was silent", "went home"};
  std::string text;
  for (int i = 0; i < 400; ++i) {
    text += kWho[i * 7 % 4];
    text += " ";
    text += kWhat[i * 5 % 3 + (i % 11 == 0 ? 1 : 0)];
    text += i % 3 == 0 ? ".\n" : ", and ";
  }
  return text;
}

LowBitTrainOptions small_run(const test::TemporaryFolder& folder) {
  const auto text = folder / "text.txt";
  write_file(text, some_text());
  LowBitTrainOptions options;
  options.text = text;
  options.vocabulary = 280;
  options.shape = {32, 2, 4, 2, 64};
  options.context = 16;
  options.batch = 2;
  options.micro_batches = 2;
  options.steps = 8;
  options.validate_every = 5;
  options.validation_windows = 4;
  options.update.z = 0;
  options.update.learning_rate = 0.02;
  options.update.other_learning_rate = 0.01;
  return options;
}

std::vector<double> losses_of(const LowBitResult& result) {
  return result.loss;
}

}  // namespace

class TestLab final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void vocabulary_encodes_what_it_learnt_from();
  void every_rule_trains_and_counts();
  void same_seed_same_bytes();
  void resumed_run_equals_an_uninterrupted_one();
  void damaged_checkpoint_falls_back();
  void model_folder_and_packed_file_agree();
  void compare_shares_data_and_order();
  void stop_keeps_what_was_done();
  void nonsense_is_refused();
};

void TestLab::vocabulary_encodes_what_it_learnt_from() {
  const test::TemporaryFolder folder;
  const std::string text = some_text();
  const auto load = [&](std::int64_t size) {
    write_file(folder / "tokenizer.json", train_byte_bpe(text, size));
    return Tokenizer::load(folder / "tokenizer.json");
  };
  const auto bytes = load(257), words = load(300);
  QCOMPARE(bytes->vocabulary().size(), std::int64_t{257});
  QCOMPARE(words->vocabulary().size(), std::int64_t{300});
  const std::string hard = text.substr(0, 500) + "\xC3\xA9 \xFF\x01 12  end";
  QCOMPARE(bytes->decode(bytes->encode(hard)), hard);
  QCOMPARE(words->decode(words->encode(hard)), hard);
  QCOMPARE(bytes->encode("ab").size(), std::size_t{2});
  QVERIFY(words->encode(text).size() * 2 < bytes->encode(text).size());
  QCOMPARE(train_byte_bpe(text, 300), train_byte_bpe(text, 300));
  QVERIFY_THROWS_EXCEPTION(Error, train_byte_bpe(text, 256));
}

void TestLab::every_rule_trains_and_counts() {
  const test::TemporaryFolder folder;
  for (const LowBitUpdate update :
       {LowBitUpdate::vote, LowBitUpdate::sr, LowBitUpdate::qat, LowBitUpdate::fp32}) {
    LowBitTrainOptions options = small_run(folder);
    options.update.update = update;
    options.steps = 20;
    if (update == LowBitUpdate::qat || update == LowBitUpdate::fp32) options.update.learning_rate = 0.01;
    std::int64_t steps = 0, validations = 0;
    LowBitSink sink;
    sink.step = [&](const LowBitStep& step) { steps += step.step > 0; };
    sink.validation = [&](const LowBitValidation&) { ++validations; };
    const LowBitResult result = train_low_bit(options, sink);
    QCOMPARE(steps, options.steps);
    QVERIFY(validations >= 4);
    QVERIFY2(result.validation_loss < result.initial_validation_loss - 0.3,
             qPrintable(QString("%1: %2 to %3")
                            .arg(name_of(update))
                            .arg(result.initial_validation_loss)
                            .arg(result.validation_loss)));
    const double bytes = result.bytes_per_parameter();
    if (update == LowBitUpdate::vote) QVERIFY(bytes < 2);
    if (update == LowBitUpdate::fp32) QCOMPARE(bytes, 16.0);
    QVERIFY(result.memory.activations > 0);
    QVERIFY(result.peak_rss_bytes > result.memory.total());
    const Json json = to_json(result);
    for (const char* field :
         {"parameters", "bytes_per_parameter", "peak_rss_bytes", "loss", "validation_loss", "flip_rate",
          "occupancy", "zero_fraction", "tokens_per_second"})
      QVERIFY2(json.contains(field), field);
  }
}

void TestLab::same_seed_same_bytes() {
  const test::TemporaryFolder folder;
  LowBitTrainOptions options = small_run(folder);
  const auto hash = [&](std::uint64_t seed, const char* name) {
    options.seed = seed;
    options.output = folder / name;
    const LowBitResult result = train_low_bit(options);
    return std::pair(sha256_of_file(options.output), losses_of(result));
  };
  const auto a = hash(0, "a.safetensors"), b = hash(0, "b.safetensors"), c = hash(1, "c.safetensors");
  QCOMPARE(a, b);
  QVERIFY(a.second != c.second);
}

void TestLab::resumed_run_equals_an_uninterrupted_one() {
  const test::TemporaryFolder folder;
  LowBitTrainOptions options = small_run(folder);
  options.update.vote_momentum = 0.5;
  options.update.learn_scales = true;
  options.output = folder / "whole.safetensors";
  const LowBitResult whole = train_low_bit(options);

  options.checkpoints = folder / "checkpoints";
  options.checkpoint_every = 100;
  options.output = folder / "resumed.safetensors";
  std::stop_source stop;
  LowBitSink sink;
  sink.step = [&](const LowBitStep& step) {
    if (step.step == 5) stop.request_stop();
  };
  const LowBitResult part = train_low_bit(options, sink, RunControl(stop.get_token()));
  QVERIFY(part.stopped);
  QCOMPARE(part.steps, std::int64_t{5});
  options.resume = true;
  const LowBitResult rest = train_low_bit(options);
  QCOMPARE(rest.start.step, std::int64_t{5});
  QCOMPARE(rest.loss, whole.loss);
  QCOMPARE(rest.validation_loss, whole.validation_loss);
  const auto bytes = [](const std::filesystem::path& file) {
    const PackedFile packed = open_packed(file);
    std::string all;
    for (const auto& [name, matrix] : packed.matrices)
      all.append(reinterpret_cast<const char*>(matrix.codes.data()), matrix.codes.size());
    for (const TensorInfo& info : packed.others) {
      const auto data = packed.tensors.data(info);
      all.append(reinterpret_cast<const char*>(data.data()), data.size());
    }
    return all;
  };
  QVERIFY(bytes(folder / "whole.safetensors") == bytes(folder / "resumed.safetensors"));
}

void TestLab::damaged_checkpoint_falls_back() {
  const test::TemporaryFolder folder;
  LowBitTrainOptions options = small_run(folder);
  options.checkpoints = folder / "checkpoints";
  options.checkpoint_every = 2;

  const LowBitResult whole = train_low_bit(options);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(options.checkpoints))
    files += entry.path().extension() == ".safetensors";
  QCOMPARE(files, std::size_t{3});
  {
    std::fstream file(folder / "checkpoints/step-8.safetensors",
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-5, std::ios::end);
    file.put('x');
  }
  options.resume = true;
  const LowBitResult again = train_low_bit(options);
  QCOMPARE(again.start.step, std::int64_t{6});
  QVERIFY(!again.notes.empty());
  QCOMPARE(again.loss, whole.loss);
  // Another seed's checkpoints are not taken up.
  options.seed = 5;
  QCOMPARE(train_low_bit(options).start.step, std::int64_t{0});
}

void TestLab::model_folder_and_packed_file_agree() {
  const test::TemporaryFolder folder;
  LowBitTrainOptions options = small_run(folder);
  options.folder = folder / "model";
  options.output = folder / "packed.safetensors";
  const LowBitResult result = train_low_bit(options);
  const auto model = LanguageModel::open(options.folder);
  QCOMPARE(model->config().width, std::int64_t{32});
  PerplexityOptions windows;
  windows.window = options.context;
  const std::string text = some_text();
  const Perplexity found = perplexity(*model, text.substr(text.size() * 19 / 20), windows);
  QVERIFY2(std::fabs(found.nats_per_token - result.validation_loss) < 0.4,
           qPrintable(QString("%1 and %2").arg(found.nats_per_token).arg(result.validation_loss)));
  // The packed model says what the dequantised one says, token by token.
  PackedModel packed(open_packed(options.output));
  const auto ids = model->tokenizer().encode("the old man walked");
  GenerateOptions greedy;
  greedy.max_tokens = 5;
  const Generation expected = generate(*model, "the old man walked", greedy);
  std::span<const float> logits;
  for (const std::int32_t id : ids) logits = packed.step(id);
  std::vector<std::int32_t> own;
  for (std::size_t i = 0; i < expected.ids.size(); ++i) {
    own.push_back(static_cast<std::int32_t>(std::max_element(logits.begin(), logits.end()) - logits.begin()));
    logits = packed.step(own.back());
  }
  QCOMPARE(own, expected.ids);
  QVERIFY_THROWS_EXCEPTION(Error, packed.step(100000));
}

void TestLab::compare_shares_data_and_order() {
  const test::TemporaryFolder folder;
  LowBitCompareOptions options;
  options.train = small_run(folder);
  options.train.update.learning_rate = 0;
  options.grids = {grid_named("prime13"), grid_named("uniform15")};
  options.updates = {LowBitUpdate::fp32, LowBitUpdate::vote};
  const LowBitComparison found = compare_low_bit(options);
  QCOMPARE(found.runs.size(), std::size_t{3});
  QCOMPARE(found.runs[0].grid, std::string("f32"));
  QCOMPARE(found.reference(), found.runs[0].result.validation_loss);
  QCOMPARE(found.runs[2].grid, std::string("uniform15"));
  QVERIFY(found.runs[1].result.loss != found.runs[2].result.loss);
  options.updates = {LowBitUpdate::vote};
  QVERIFY(std::isnan(compare_low_bit(options).reference()));
}

void TestLab::stop_keeps_what_was_done() {
  const test::TemporaryFolder folder;
  LowBitTrainOptions options = small_run(folder);
  options.output = folder / "out.safetensors";
  std::stop_source stop;
  LowBitSink sink;
  sink.step = [&](const LowBitStep& step) {
    if (step.step == 3) stop.request_stop();
  };
  const LowBitResult result = train_low_bit(options, sink, RunControl(stop.get_token()));
  QVERIFY(result.stopped);
  QCOMPARE(result.loss.size(), std::size_t{3});
  QVERIFY(!open_packed(options.output).matrices.empty());
}

void TestLab::nonsense_is_refused() {
  const test::TemporaryFolder folder;
  const auto refused = [&](auto spoil) {
    LowBitTrainOptions options = small_run(folder);
    spoil(options);
    try {
      (void)train_low_bit(options);
    } catch (const Error&) {
      return true;
    }
    return false;
  };
  QVERIFY(refused([](auto& o) { o.shape = {33, 2, 4, 2, 64}; }));
  QVERIFY(refused([](auto& o) { o.shape = {32, 2, 4, 3, 64}; }));
  QVERIFY(refused([](auto& o) { o.shape = {}, o.size = "huge"; }));
  QVERIFY(refused([](auto& o) { o.micro_batches = 128; }));
  QVERIFY(refused([](auto& o) { o.text = "/nowhere/at/all.txt"; }));
  QVERIFY(refused([](auto& o) { o.context = 8000; }));  // more than the text has
  QVERIFY(refused([](auto& o) { o.vocabulary = 100; }));
  QVERIFY(refused([](auto& o) { o.update.z = -1; }));
}

QTEST_APPLESS_MAIN(TestLab)
#include "tst_lab.moc"
