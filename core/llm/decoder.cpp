// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/llm/weights_torch.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include <ATen/ATen.h>

namespace prism {
namespace {

/// Scores of a block of queries take at most so many elements, whatever the context.
constexpr std::int64_t kMostScores = std::int64_t{1} << 24;

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double epsilon) {
  const at::Tensor wide = x.to(at::kFloat);
  const at::Tensor scale = wide.square().mean(-1, true).add_(epsilon).rsqrt_();
  return (wide * scale).mul_(weight).to(x.scalar_type());
}

/// Turns x [batch, positions, heads, width] in place; cosine and sine are [positions, 1, pairs].
void rotate(const at::Tensor& x, const at::Tensor& cosine, const at::Tensor& sine, bool interleaved) {
  const std::int64_t half = x.size(-1) / 2;
  const at::Tensor first = interleaved ? x.slice(-1, 0, {}, 2) : x.narrow(-1, 0, half);
  const at::Tensor second = interleaved ? x.slice(-1, 1, {}, 2) : x.narrow(-1, half, half);
  const at::Tensor turned = first * cosine - second * sine;
  second.copy_(second * cosine + first * sine);
  first.copy_(turned);
}

/// −∞ where query i (position `position` + i) may not see key j (position `first` + j); [queries, keys].
at::Tensor causal_mask(std::int64_t queries, std::int64_t position, std::int64_t keys, std::int64_t first,
                       std::int64_t window, const at::Tensor& like) {
  at::Tensor mask = at::zeros({queries, keys}, at::kFloat);
  auto* row = mask.data_ptr<float>();
  for (std::int64_t i = 0; i < queries; ++i, row += keys) {
    const std::int64_t now = position + i - first;
    constexpr float kNever = -std::numeric_limits<float>::infinity();
    if (window > 0) std::fill_n(row, std::clamp<std::int64_t>(now - window + 1, 0, keys), kNever);
    for (std::int64_t j = now + 1; j < keys; ++j) row[j] = kNever;
  }
  return mask.to(like.options());
}

/// Attention of q [batch, positions, heads, width] over the keys and values [batch, kv_heads, ≥ past +
/// positions, width] up to each query's own position → [batch, positions, heads · width].
at::Tensor attend(const at::Tensor& q, const at::Tensor& keys, const at::Tensor& values, std::int64_t past,
                  std::int64_t window) {
  const std::int64_t batch = q.size(0), positions = q.size(1), heads = q.size(2), width = q.size(3);
  const std::int64_t kv_heads = keys.size(1), group = heads / kv_heads;
  const double scale = 1 / std::sqrt(static_cast<double>(width));
  at::Tensor result = at::empty({batch, positions, heads, width}, q.options());
  const std::int64_t rows =
      std::clamp<std::int64_t>(kMostScores / (batch * heads * (past + positions)), 1, positions);
  for (std::int64_t begin = 0; begin < positions; begin += rows) {
    const std::int64_t count = std::min(rows, positions - begin);
    const std::int64_t last = past + begin + count;
    const std::int64_t first = window > 0 ? std::max<std::int64_t>(0, past + begin - window + 1) : 0;
    // The queries of a group share their keys: they stand under each other as rows of one product.
    const at::Tensor block = q.narrow(1, begin, count)
                                 .view({batch, count, kv_heads, group, width})
                                 .permute({0, 2, 3, 1, 4})
                                 .reshape({batch * kv_heads, group * count, width});
    const at::Tensor k = keys.narrow(2, first, last - first).flatten(0, 1);
    const at::Tensor v = values.narrow(2, first, last - first).flatten(0, 1);
    at::Tensor scores = at::bmm(block, k.transpose(1, 2)).mul_(scale);
    if (count > 1) {
      const at::Tensor mask = causal_mask(count, past + begin, last - first, first, window, scores);
      scores.view({batch * kv_heads, group, count, last - first}).add_(mask);
    }
    const at::Tensor mixed = at::bmm(at::softmax(scores, -1, at::kFloat).to(q.scalar_type()), v);
    result.narrow(1, begin, count)
        .view({batch, count, kv_heads, group, width})
        .copy_(mixed.view({batch, kv_heads, group, count, width}).permute({0, 3, 1, 2, 4}));
  }
  return result.view({batch, positions, heads * width});
}

Error too_long(std::int64_t positions, const DecoderConfig& config) {
  return {ErrorCode::usage,
          fmt::format("{} positions are more than the context holds", positions),
          {},
          {},
          fmt::format("at most {}", config.context)};
}

}  // namespace

void KvCache::truncate(std::int64_t length) {
  m_length = std::clamp<std::int64_t>(length, 0, m_length);
}

void KvCache::reserve(std::size_t layer, std::int64_t batch, std::int64_t count, std::int64_t limit,
                      const DecoderWeights& weights) {
  m_keys.resize(std::max(m_keys.size(), layer + 1));
  m_values.resize(m_keys.size());
  const bool there = m_keys[layer].defined();
  if (m_length > 0 && (!there || m_keys[layer].size(0) != batch)) {
    throw Error(ErrorCode::usage, there ? fmt::format("the cache holds {} sequences, but {} go on",
                                                      m_keys[layer].size(0), batch)
                                        : "the cache belongs to other blocks");
  }
  const bool same = there && m_keys[layer].size(0) == batch;
  const std::int64_t capacity = same ? m_keys[layer].size(2) : 0;
  if (capacity >= m_length + count) return;
  const std::int64_t wanted = std::min(limit, std::max(m_length + count, 2 * capacity));
  const DecoderConfig& config = weights.config;
  for (at::Tensor* half : {&m_keys[layer], &m_values[layer]}) {
    const at::Tensor grown = at::empty({batch, config.kv_heads, wanted, config.head_width},
                                       at::TensorOptions(weights.states).device(weights.device));
    if (m_length > 0) grown.narrow(2, 0, m_length).copy_(half->narrow(2, 0, m_length));
    *half = grown;
  }
}

Decoder::Decoder(std::unique_ptr<DecoderWeights> weights) : m_weights(std::move(weights)) {}
Decoder::~Decoder() = default;

std::shared_ptr<const Decoder> Decoder::load(const Model& model, const ModelOptions& options,
                                             const RunControl& control) {
  const at::NoGradGuard no_gradients;
  return std::shared_ptr<const Decoder>(new Decoder(load_weights(model, options, control)));
}

const DecoderConfig& Decoder::config() const noexcept {
  return m_weights->config;
}
at::Device Decoder::device() const {
  return m_weights->device;
}
at::ScalarType Decoder::dtype() const {
  return m_weights->states;
}
at::ScalarType Decoder::weight_dtype() const {
  return m_weights->stored;
}

at::Tensor Decoder::embed(const at::Tensor& ids) const {
  const at::NoGradGuard no_gradients;
  m_weights->check_files();
  const at::Tensor flat = ids.reshape({-1}).to(at::kLong);
  if (flat.numel() > 0) {
    const auto lowest = flat.min().item<std::int64_t>();
    const auto highest = flat.max().item<std::int64_t>();
    if (lowest < 0 || highest >= config().vocabulary) {
      throw Error(ErrorCode::usage, fmt::format("there is no token {}", lowest < 0 ? lowest : highest), {},
                  {}, fmt::format("0 to {}", config().vocabulary - 1));
    }
  }
  std::vector<std::int64_t> shape = ids.sizes().vec();
  shape.push_back(config().width);
  return at::index_select(m_weights->embedding, 0, flat.to(m_weights->device))
      .to(m_weights->states)
      .reshape(shape);
}

at::Tensor Decoder::forward(const at::Tensor& states, KvCache* cache, std::int64_t from,
                            std::int64_t to) const {
  const at::NoGradGuard no_gradients;
  const DecoderWeights& weights = *m_weights;
  const std::int64_t layers = config().layers;
  if (to < 0) to = layers;
  if (from < 0 || from > to || to > layers) {
    throw Error(ErrorCode::usage, fmt::format("there is no way from layer {} to layer {}", from, to), {}, {},
                fmt::format("0 to {}, ascending", layers));
  }
  if (states.dim() != 3 || states.size(2) != config().width) {
    throw Error(ErrorCode::usage, fmt::format("states of shape [{}]", fmt::join(states.sizes().vec(), ", ")),
                {}, {}, fmt::format("[batch, positions, {}]", config().width));
  }
  const std::int64_t batch = states.size(0), positions = states.size(1);
  KvCache own;
  KvCache& used = cache != nullptr ? *cache : own;
  const std::int64_t past = used.m_length;
  if (past + positions > config().context) throw too_long(past + positions, config());
  at::Tensor x = states.to(at::TensorOptions(weights.states).device(weights.device), false, true)
                     .contiguous();  // a copy: blocks add to it in place
  if (x.numel() == 0 || from == to) return x;
  weights.check_files();
  for (std::int64_t layer = from; layer < to; ++layer) {
    // Without a cache of the caller's a block's keys are not needed after it, but a step needs little.
    used.reserve(static_cast<std::size_t>(layer), batch, positions, config().context, weights);
    if (batch * positions == 1 && weights.device.is_cpu()) continue;
    weights.block(x, used, layer);
    if (cache == nullptr) used = KvCache();
  }
  if (batch * positions == 1 && weights.device.is_cpu()) {
    weights.step(x.data_ptr<float>(), used, from, to);
  } else if (to == layers) {
    x = rms_norm(x, weights.final_norm, config().norm_epsilon);
  }
  used.m_length = past + positions;
  return x;
}

at::Tensor Decoder::logits(const at::Tensor& states) const {
  const at::NoGradGuard no_gradients;
  m_weights->check_files();
  std::vector<std::int64_t> shape = states.sizes().vec();
  shape.back() = config().vocabulary;
  const at::Tensor x = states.reshape({-1, config().width})
                           .to(at::TensorOptions(m_weights->states).device(m_weights->device))
                           .contiguous();
  return apply(m_weights->head, x).to(at::kFloat).reshape(shape);
}

void DecoderWeights::block(at::Tensor& x, KvCache& cache, std::int64_t layer) const {
  const BlockWeights& weights = blocks[static_cast<std::size_t>(layer)];
  const std::int64_t batch = x.size(0), positions = x.size(1), past = cache.m_length;
  const std::int64_t width = config.head_width;
  const at::Tensor flat = x.view({batch * positions, config.width});

  at::Tensor qkv = apply(weights.qkv, rms_norm(flat, weights.attention_norm, config.norm_epsilon));
  qkv = qkv.view({batch, positions, config.heads + 2 * config.kv_heads, width});
  at::Tensor q = qkv.narrow(2, 0, config.heads);
  at::Tensor k = qkv.narrow(2, config.heads, config.kv_heads);
  const at::Tensor v = qkv.narrow(2, config.heads + config.kv_heads, config.kv_heads);
  if (weights.q_norm.defined()) q = rms_norm(q, weights.q_norm, config.norm_epsilon);
  if (weights.k_norm.defined()) k = rms_norm(k, weights.k_norm, config.norm_epsilon);
  at::Tensor angles = at::empty({2, positions, 1, rotary.pairs()}, at::kFloat);
  rotary.angles(past, positions, angles.data_ptr<float>(),
                angles.data_ptr<float>() + positions * rotary.pairs());
  angles = angles.to(x.options());
  rotate(q, angles[0], angles[1], config.interleaved_rope);
  rotate(k, angles[0], angles[1], config.interleaved_rope);

  const at::Tensor& keys = cache.m_keys[static_cast<std::size_t>(layer)];
  const at::Tensor& values = cache.m_values[static_cast<std::size_t>(layer)];
  keys.narrow(2, past, positions).copy_(k.transpose(1, 2));
  values.narrow(2, past, positions).copy_(v.transpose(1, 2));
  const at::Tensor mixed = attend(q, keys, values, past, config.window);
  flat.add_(apply(weights.o, mixed.view({batch * positions, config.heads * width})));

  const at::Tensor gate_up = apply(weights.gate_up, rms_norm(flat, weights.feed_norm, config.norm_epsilon));
  const at::Tensor gate = gate_up.narrow(1, 0, config.feed_forward);
  const at::Tensor up = gate_up.narrow(1, config.feed_forward, config.feed_forward);
  flat.add_(apply(weights.down, at::silu(gate).mul_(up)));
}

}  // namespace prism
