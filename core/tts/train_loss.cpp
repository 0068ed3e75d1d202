// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/train_loss_torch.h"

#include <algorithm>

#include <ATen/ATen.h>

namespace prism {
namespace {

/// Mean of [B, T, ·] over frames that are there.
at::Tensor masked_mean(const at::Tensor& values, const at::Tensor& mask) {
  const double inner = static_cast<double>(values.numel()) / static_cast<double>(mask.numel());
  at::Tensor shaped = mask;
  while (shaped.dim() < values.dim()) shaped = shaped.unsqueeze(-1);
  return (values * shaped).sum() / (mask.sum().clamp_min(1) * inner);
}

at::Tensor multi_scale(const at::Tensor& found, const at::Tensor& wanted, const at::Tensor& mask) {
  const at::Tensor there = mask.to(found.dtype()).unsqueeze(2);
  at::Tensor error = (found - wanted) * there;
  at::Tensor weight = there;
  at::Tensor sum = at::zeros({}, found.options());
  int scales = 0;
  for (int scale = 1; scale <= 8 && error.size(1) >= 2; scale *= 2) {
    if (scale > 1) {
      const std::int64_t half = error.size(1) / 2;
      error = error.narrow(1, 0, 2 * half).view({error.size(0), half, 2, error.size(2)}).mean(2);
      weight = weight.narrow(1, 0, 2 * half).view({weight.size(0), half, 2, 1}).amin(2);
    }
    const double width = static_cast<double>(error.size(2));
    sum = sum + (error.abs() * weight).sum() / (weight.sum().clamp_min(1) * width);
    const std::int64_t length = error.size(1);
    if (length > 1) {
      const at::Tensor both = weight.narrow(1, 1, length - 1) * weight.narrow(1, 0, length - 1);
      const at::Tensor change = error.narrow(1, 1, length - 1) - error.narrow(1, 0, length - 1);
      sum = sum + (change.abs() * both).sum() / (both.sum().clamp_min(1) * width);
    }
    ++scales;
  }
  return sum / std::max(1, scales);
}

}  // namespace

SpeechLoss LossTensors::values() const {
  SpeechLoss loss;
  loss.total = total.item<double>();
  loss.acoustic = acoustic.item<double>();
  loss.cosine = cosine.item<double>();
  loss.duration = duration.item<double>();
  loss.perceptual = perceptual.item<double>();
  return loss;
}

LossTensors speech_loss(const ProjectorNet& net, const TrainBatch& batch, const SpeechTrainOptions& options,
                        DropoutKey& key, at::Tensor* log_durations) {
  const EncodedUnits units = net.encode(batch.units, key);
  const at::Tensor lengths = net.log_durations(units, key).to(at::kFloat);
  if (log_durations != nullptr) *log_durations = lengths;
  const at::Tensor out = net.decode(units, batch.durations, batch.frames, key).to(at::kFloat);
  const at::Tensor mask =
      at::arange(batch.frames, batch.counts.options()).unsqueeze(0) < batch.counts.unsqueeze(1);

  LossTensors loss;
  loss.cosine = at::zeros({}, out.options());
  loss.perceptual = at::zeros({}, out.options());
  if (net.config().codebook_size > 0) {
    const at::Tensor wanted = batch.target.to(at::kLong).unsqueeze(3);
    const at::Tensor nats = out.log_softmax(3).gather(3, wanted).squeeze(3).neg();
    loss.acoustic = masked_mean(nats, mask);
  } else {
    const at::Tensor wanted = net.normalised(batch.target);
    const at::Tensor error = out - wanted;
    loss.acoustic = masked_mean(error * error, mask);
    const at::Tensor norms = (out.square().sum(2) * wanted.square().sum(2) + 1e-8).sqrt();
    loss.cosine = masked_mean(1 - (out * wanted).sum(2) / norms, mask);
    if (options.weight_perceptual > 0) loss.perceptual = multi_scale(out, wanted, mask);
  }
  const at::Tensor miss = lengths - batch.durations.to(at::kFloat).log1p();
  loss.duration = masked_mean(miss * miss, units.unit_mask);
  loss.total = loss.acoustic + loss.cosine * options.weight_cosine + loss.duration * options.weight_duration +
               loss.perceptual * options.weight_perceptual;
  return loss;
}

}  // namespace prism
