// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/optimiser_torch.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace prism {
namespace {

constexpr double kFirst = 0.9, kSecond = 0.98, kTiny = 1e-8;
constexpr double kLeast = 0.05;

}  // namespace

double clip_gradients(const NamedWeights& weights, double clip) {
  const at::NoGradGuard no_gradients;
  at::Tensor sum;
  for (const auto& [name, weight] : weights) {
    if (!weight.grad().defined()) continue;
    const at::Tensor squares = weight.grad().norm().to(at::kDouble).square();
    sum = sum.defined() ? sum + squares : squares;
  }
  const double norm = sum.defined() ? std::sqrt(sum.item<double>()) : 0.0;
  if (clip > 0 && norm > clip) {
    for (const auto& [name, weight] : weights)
      if (weight.grad().defined()) weight.mutable_grad().mul_(clip / norm);
  }
  return norm;
}

void clear_gradients(const NamedWeights& weights) {
  for (const auto& [name, weight] : weights) weight.mutable_grad().reset();
}

AdamW::AdamW(const NamedWeights& weights, double weight_decay) : m_weights(weights), m_decay(weight_decay) {
  const at::NoGradGuard no_gradients;
  for (const auto& [name, weight] : weights) {
    first.push_back(at::zeros_like(weight));
    second.push_back(at::zeros_like(weight));
  }
}

void AdamW::step(double learning_rate, std::int64_t step) {
  const at::NoGradGuard no_gradients;
  const auto t = static_cast<double>(step);
  const double correct_first = 1 / (1 - std::pow(kFirst, t));
  const double correct_second = 1 / (1 - std::pow(kSecond, t));
  for (std::size_t i = 0; i < m_weights.size(); ++i) {
    const at::Tensor& weight = m_weights[i].second;
    if (!weight.grad().defined()) continue;
    const at::Tensor gradient = weight.grad().contiguous();
    const double keep = 1 - (weight.dim() > 1 ? learning_rate * m_decay : 0.0);
    if (!weight.device().is_cpu()) {
      first[i].mul_(kFirst).add_(gradient, 1 - kFirst);
      second[i].mul_(kSecond).addcmul_(gradient, gradient, 1 - kSecond);
      const at::Tensor root = (second[i] * correct_second).sqrt_().add_(kTiny);
      weight.detach().mul_(keep).addcdiv_(first[i], root, -learning_rate * correct_first);
      continue;
    }
    float* w = weight.data_ptr<float>();
    float* m = first[i].data_ptr<float>();
    float* v = second[i].data_ptr<float>();
    const float* g = gradient.data_ptr<float>();
    const auto kept = static_cast<float>(keep);
    const auto rate = static_cast<float>(learning_rate * correct_first);
    const auto second_scale = static_cast<float>(correct_second);
    at::parallel_for(0, weight.numel(), 1 << 14, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t k = begin; k < end; ++k) {
        m[k] = static_cast<float>(kFirst) * m[k] + static_cast<float>(1 - kFirst) * g[k];
        v[k] = static_cast<float>(kSecond) * v[k] + static_cast<float>(1 - kSecond) * g[k] * g[k];
        w[k] = kept * w[k] - rate * m[k] / (std::sqrt(v[k] * second_scale) + static_cast<float>(kTiny));
      }
    });
  }
}

double learning_rate_share(std::int64_t step, std::int64_t warmup, double done) {
  const double rising =
      warmup > 0 ? std::min(1.0, static_cast<double>(step) / static_cast<double>(warmup)) : 1.0;
  const double falling = kLeast + (1 - kLeast) * 0.5 * (1 + std::cos(M_PI * std::clamp(done, 0.0, 1.0)));
  return rising * falling;
}

}  // namespace prism
