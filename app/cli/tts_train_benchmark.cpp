// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tts_train_benchmark.h"

#include "core/base/random.h"
#include "core/tts/optimiser_torch.h"
#include "core/tts/train_loss_torch.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <limits>

#include <ATen/ATen.h>

namespace prism::cli {
namespace {

constexpr std::int64_t kBatch = 8, kTokens = 20, kUnits = 40, kFrames = 300, kWidth = 256, kPhones = 60;

TrainBatch made_up_batch(const ProjectorConfig& config) {
  Random random(1);
  const auto values = [&](at::IntArrayRef shape) {
    at::Tensor out = at::empty(shape, at::kFloat);
    for (std::int64_t i = 0; i < out.numel(); ++i)
      out.data_ptr<float>()[i] = static_cast<float>(random.normal());
    return out;
  };
  const auto below = [&](std::int64_t limit) {
    at::Tensor out = at::empty({kBatch, kUnits}, at::kLong);
    for (std::int64_t i = 0; i < out.numel(); ++i)
      out.data_ptr<std::int64_t>()[i] =
          static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(limit)));
    return out;
  };
  TrainBatch batch;
  batch.units = {values({kBatch, kTokens, config.llm_width}), at::full({kBatch}, kTokens, at::kLong),
                 below(kTokens), below(kPhones), at::full({kBatch}, kUnits, at::kLong)};
  batch.durations = at::full({kBatch, kUnits}, kFrames / kUnits, at::kLong);
  batch.durations.select(1, 0).add_(kFrames - kFrames / kUnits * kUnits);
  batch.spoken = at::ones({kBatch, kUnits}, at::kBool);
  batch.target = values({kBatch, kFrames, config.target_width});
  batch.counts = at::full({kBatch}, kFrames, at::kLong);
  batch.frames = kFrames;
  return batch;
}

/// Multiply-adds of the forward pass: rows times the weights each goes through.
double products(const ProjectorConfig& config) {
  const auto d = static_cast<double>(config.width);
  const double tokens = config.llm_width * d + d * d + 2.0 * config.attention_blocks * d * d;
  const double units = 3 * d * d * (config.encoder_convolutions + 2);
  const double frames = config.attention_blocks * (2 * d * d + 4 * d * d + 2.0 * kTokens * d) + kUnits * d +
                        config.decoder_convolutions * (config.kernel + 1) * d * d +
                        d * static_cast<double>(config.target_width);
  return kBatch * (kTokens * tokens + kUnits * units + kFrames * frames);
}

}  // namespace

void measure_projector_step(const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                            const RunControl& control) {
  if (!sink.wants("tts.train_step")) return;
  control.progress("training a projector", 0, 0);
  SpeechTrainOptions options;
  options.projector.llm_width = kWidth;
  options.projector.phones = kPhones;
  const ProjectorNet net(options.projector, 1);
  AdamW adam(net.weights(), options.weight_decay);
  const TrainBatch batch = made_up_batch(options.projector);
  double best = std::numeric_limits<double>::infinity();
  for (int step = 1; step <= (quick ? 4 : 12); ++step) {
    control.check();
    const auto begun = std::chrono::steady_clock::now();
    DropoutKey key{static_cast<std::uint64_t>(step), 0, true};
    clear_gradients(net.weights());
    speech_loss(net, batch, options, key).total.backward();
    clip_gradients(net.weights(), options.clip);
    adam.step(1e-4, step);
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
  }
  // A product forward is two backward.
  const double limit = 3 * 2 * products(options.projector) / (machine.gemm_f32_gflops * 1e9);
  BenchmarkRow row;
  row.name = "tts.train_step";
  row.seconds = best;
  row.ratio_to_limit = best / limit;
  row.note = fmt::format("{:.2f} steps a second, {} frames each, {:.1f} million parameters", 1 / best,
                         kBatch * kFrames, static_cast<double>(parameters_of(options.projector)) / 1e6);
  sink.add(row);
}

}  // namespace prism::cli
