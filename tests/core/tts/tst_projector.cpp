// SPDX-License-Identifier: GPL-3.0-or-later
// The projector's network: padding changes nothing, gradients reach every weight, sizes are as counted, a
// checkpoint gives back what was saved and damage is noticed.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/tts/checkpoint_torch.h"
#include "core/tts/projector_torch.h"
#include "core/tts/trained_projector.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <fstream>
#include <string>

#include <ATen/ATen.h>
#include <QTest>

using namespace prism;

namespace {

ProjectorConfig small_config() {
  ProjectorConfig config;
  config.llm_width = 10;
  config.width = 16;
  config.target_width = 6;
  config.phones = 5;
  config.heads = 2;
  return config;
}

at::Tensor random_values(Random& random, at::IntArrayRef shape) {
  at::Tensor values = at::empty(shape, at::kFloat);
  for (std::int64_t i = 0; i < values.numel(); ++i)
    values.data_ptr<float>()[i] = static_cast<float>(random.normal());
  return values;
}

/// One utterance of its own size.
struct One {
  UnitBatch batch;
  at::Tensor durations;
  std::int64_t frames = 0;
};
One one_utterance(Random& random, const ProjectorConfig& config) {
  const auto tokens = 2 + static_cast<std::int64_t>(random.below(5));
  const auto units = 3 + static_cast<std::int64_t>(random.below(6));
  One one;
  one.batch.tokens = random_values(random, {1, tokens, config.llm_width});
  one.batch.token_counts = at::full({1}, tokens, at::kLong);
  one.batch.unit_counts = at::full({1}, units, at::kLong);
  one.batch.unit_tokens = at::empty({1, units}, at::kLong);
  one.batch.unit_phones = at::empty({1, units}, at::kLong);
  one.durations = at::empty({1, units}, at::kLong);
  for (std::int64_t u = 0; u < units; ++u) {
    one.batch.unit_tokens[0][u] =
        static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(tokens) + 1)) - 1;
    one.batch.unit_phones[0][u] = static_cast<std::int64_t>(random.below(6));
    const auto length = static_cast<std::int64_t>(u == 0 ? 3 : random.below(7));
    one.durations[0][u] = length;
    one.frames += length;
  }
  return one;
}

at::Tensor padded(const at::Tensor& values, std::int64_t length, double fill) {
  std::vector<std::int64_t> shape = values.sizes().vec();
  shape[1] = length;
  at::Tensor out = at::full(shape, fill, values.options());
  out.narrow(1, 0, values.size(1)).copy_(values);
  return out;
}

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

ProjectorInfo info_of(const ProjectorConfig& config) {
  ProjectorInfo info;
  info.config = config;
  info.front_end.phones = {"sil", "a", "b", "c", "d"};
  info.step = 12;
  info.model_hash = "hash";
  return info;
}

}  // namespace

class TestProjector : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void parameters_are_as_counted() {
    for (const bool discrete : {false, true}) {
      ProjectorConfig config = small_config();
      if (discrete) config.codebook_size = 7;
      const ProjectorNet net(config, 1);
      std::int64_t count = 0;
      for (const auto& [name, weight] : net.weights()) count += weight.numel();
      QCOMPARE(count, parameters_of(config));
    }
    ProjectorConfig usual;
    usual.llm_width = 256;
    usual.phones = 60;
    QVERIFY(parameters_of(usual) > 2'000'000 && parameters_of(usual) < 5'000'000);
  }

  void a_batch_gives_what_each_alone_gives() {
    const ProjectorConfig config = small_config();
    const ProjectorNet net(config, 4);
    Random random(9);
    std::vector<One> all;
    std::int64_t tokens = 0, units = 0, frames = 0;
    for (int i = 0; i < 5; ++i) {
      all.push_back(one_utterance(random, config));
      tokens = std::max(tokens, all.back().batch.tokens.size(1));
      units = std::max(units, all.back().durations.size(1));
      frames = std::max(frames, all.back().frames);
    }
    std::vector<at::Tensor> features, counts, unit_tokens, phones, unit_counts, durations;
    for (const One& one : all) {
      // What stands behind an end is rubbish on purpose.
      features.push_back(padded(one.batch.tokens, tokens, 1e3));
      unit_tokens.push_back(padded(one.batch.unit_tokens, units, 0));
      phones.push_back(padded(one.batch.unit_phones, units, 2));
      durations.push_back(padded(one.durations, units, 4));
      counts.push_back(one.batch.token_counts);
      unit_counts.push_back(one.batch.unit_counts);
    }
    const UnitBatch batch{at::cat(features), at::cat(counts), at::cat(unit_tokens), at::cat(phones),
                          at::cat(unit_counts)};
    const at::NoGradGuard no_gradients;
    DropoutKey none;
    const EncodedUnits together = net.encode(batch, none);
    const at::Tensor lengths = net.log_durations(together, none);
    at::Tensor weights;
    const at::Tensor out = net.decode(together, at::cat(durations), frames, none, &weights);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto row = static_cast<std::int64_t>(i);
      const EncodedUnits alone = net.encode(all[i].batch, none);
      const std::int64_t own = all[i].durations.size(1);
      at::Tensor own_weights;
      const at::Tensor single = net.decode(alone, all[i].durations, all[i].frames, none, &own_weights);
      QVERIFY(at::allclose(out[row].narrow(0, 0, all[i].frames), single[0], 1e-4, 1e-5));
      QVERIFY(at::allclose(lengths[row].narrow(0, 0, own), net.log_durations(alone, none)[0], 1e-4, 1e-5));
      QVERIFY(at::allclose(weights[row].narrow(0, 0, all[i].frames).narrow(1, 0, own), own_weights[0], 1e-4,
                           1e-6));
    }
  }

  void gradients_reach_every_weight() {
    const ProjectorConfig config = small_config();
    const ProjectorNet net(config, 2);
    Random random(1);
    const One one = one_utterance(random, config);
    DropoutKey none;
    const EncodedUnits units = net.encode(one.batch, none);
    (net.decode(units, one.durations, one.frames, none).square().mean() +
     net.log_durations(units, none).square().mean())
        .backward();
    for (const auto& [name, weight] : net.weights()) {
      QVERIFY2(weight.grad().defined(), name.c_str());
      QVERIFY2(weight.grad().isfinite().all().item<bool>(), name.c_str());
      // Keys' biases shift all scores alike, which softmax undoes.
      if (!name.ends_with("key.bias")) QVERIFY2(weight.grad().abs().max().item<double>() > 0, name.c_str());
    }
  }

  void ranges_are_at_least_a_half() {
    const ProjectorConfig config = small_config();
    const ProjectorNet net(config, 2);
    Random random(1);
    const One one = one_utterance(random, config);
    DropoutKey none;
    const at::Tensor found = net.ranges(net.encode(one.batch, none), one.durations);
    QVERIFY(found.min().item<double>() >= 0.5);
  }

  void dropout_follows_its_key() {
    const at::Tensor ones = at::ones({7, 1001});
    DropoutKey a{5, 0, true}, b{5, 0, true}, c{6, 0, true};
    const at::Tensor first = dropout(ones, 0.25, a);
    QVERIFY(at::equal(first, dropout(ones, 0.25, b)));
    QVERIFY(!at::equal(first, dropout(ones, 0.25, c)));
    QVERIFY(!at::equal(first, dropout(ones, 0.25, a)));  // another call
    QVERIFY(std::abs((first == 0).to(at::kFloat).mean().item<double>() - 0.25) < 0.02);
    QVERIFY(std::abs(first.mean().item<double>() - 1) < 0.03);
    DropoutKey off;
    QVERIFY(at::equal(dropout(ones, 0.25, off), ones));
  }

  void a_checkpoint_gives_back_what_was_saved() {
    const test::TemporaryFolder folder;
    const ProjectorConfig config = small_config();
    ProjectorNet net(config, 3);
    net.set_scales(at::full({10}, 2.0F), at::full({10}, 3.0F), at::full({6}, -4.0F), at::full({6}, 1.5F));
    save_projector(folder / "a.safetensors", net, info_of(config));
    const LoadedProjector loaded = load_projector(folder / "a.safetensors", true);
    QVERIFY(loaded.state == nullptr);
    QVERIFY(loaded.info.config == config);
    QCOMPARE(loaded.info.step, 12);
    QCOMPARE(loaded.info.front_end.phones.size(), 5U);
    for (std::size_t i = 0; i < net.weights().size(); ++i)
      QVERIFY(at::equal(net.weights()[i].second, loaded.net->weights()[i].second));
    for (std::size_t i = 0; i < net.scales().size(); ++i)
      QVERIFY(at::equal(net.scales()[i].second, loaded.net->scales()[i].second));
  }

  void a_trained_projector_speaks_units() {
    const test::TemporaryFolder folder;
    const ProjectorConfig config = small_config();
    save_projector(folder / "best.safetensors", ProjectorNet(config, 3), info_of(config));
    const auto projector = TrainedProjector::load(folder.path());  // a folder: its best
    Random random(8);
    const at::Tensor states = random_values(random, {3, 10});
    const FrameFeatures tokens{3, 10, {states.data_ptr<float>(), states.data_ptr<float>() + 30}};
    std::vector<SpeechUnit> units(3);
    units[0].silence = true;
    units[1].label = "b";
    units[1].token = 1;
    units[2].label = "x";
    units[2].token = 2;
    QCOMPARE(projector->unknown_phones(units), std::vector<std::string>{"x"});
    QCOMPARE(projector->predict_frames(tokens, units).size(), 3U);
    QVERIFY(!message_of([&] { (void)projector->decode(tokens, units); }).empty());  // no frames
    units[1].frames = 4;
    units[2].frames = 3;
    const ProjectedFrames said = projector->decode(tokens, units);
    QCOMPARE(said.features.frames, 7);
    QCOMPARE(said.features.dim, 6);
    QCOMPARE(said.upsampling.dim, 3);
    for (std::int64_t t = 0; t < 7; ++t) {
      QCOMPARE(said.upsampling.row(t)[0], 0.0F);  // no frames of its own
      QVERIFY(std::abs(said.upsampling.row(t)[1] + said.upsampling.row(t)[2] - 1) < 1e-5F);
    }
    units[2].token = 3;
    QVERIFY(message_of([&] { (void)projector->decode(tokens, units); }).find("token 3 of 3") !=
            std::string::npos);
  }

  void damage_and_strangers_are_refused() {
    const test::TemporaryFolder folder;
    const ProjectorConfig config = small_config();
    save_projector(folder / "a.safetensors", ProjectorNet(config, 3), info_of(config));
    std::string bytes = read_file(folder / "a.safetensors");
    const auto refused = [&](std::string changed, const char* reason) {
      write_file(folder / "b.safetensors", changed);
      const std::string said = message_of([&] { (void)load_projector(folder / "b.safetensors", false); });
      return said.find("b.safetensors") != std::string::npos && said.find(reason) != std::string::npos;
    };
    std::string flipped = bytes;
    flipped[flipped.size() - 5] = static_cast<char>(flipped[flipped.size() - 5] ^ 0x40);
    QVERIFY(refused(flipped, "damaged"));
    QVERIFY(refused(bytes.substr(0, bytes.size() / 2), ""));
    const auto with = [&](const std::string& from, const std::string& to) {
      std::string changed = bytes;
      const std::size_t at = changed.find(from);
      return at == std::string::npos ? changed : changed.replace(at, from.size(), to);
    };
    QVERIFY(refused(with("\"format_version\":\"1\"", "\"format_version\":\"9\""), "later program"));
    QVERIFY(refused(with("\\\"width\\\":16", "\\\"width\\\":64"), ""));
    QVERIFY(refused(with("prism-projector", "prism-projectoR"), "checkpoint"));
    QVERIFY(refused(with("\\\"path\\\":\\\"\\\"", "\\\"path\\\":1234"), "path"));
    QVERIFY(refused(with("\\\"layer\\\":-1", "\\\"layer\\\":[]"), "layer"));
  }

  void shapes_that_make_no_sense_are_refused() {
    ProjectorConfig config = small_config();
    config.heads = 3;
    QVERIFY(message_of([&] { check_projector(config); }).find("heads") != std::string::npos);
    config = small_config();
    config.kernel = 4;
    QVERIFY(message_of([&] { check_projector(config); }).find("kernel") != std::string::npos);
  }
};

QTEST_APPLESS_MAIN(TestProjector)
#include "tst_projector.moc"
