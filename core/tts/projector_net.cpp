// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/tts/projector_torch.h"

#include <cmath>
#include <fmt/format.h>
#include <limits>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr double kNormFloor = 1e-5;

at::Tensor mask_of(const at::Tensor& counts, std::int64_t length) {
  return at::arange(length, counts.options()).unsqueeze(0) < counts.unsqueeze(1);
}

/// [B, T, C] → [B, T, kernel·C], each row with its neighbours: a product with it is a convolution.
at::Tensor with_neighbours(const at::Tensor& values, int kernel) {
  if (kernel == 1) return values;
  const std::int64_t length = values.size(1);
  const at::Tensor padded = at::constant_pad_nd(values, {0, 0, kernel / 2, kernel / 2});
  std::vector<at::Tensor> shifted;
  for (int tap = 0; tap < kernel; ++tap) shifted.push_back(padded.narrow(1, tap, length));
  return at::cat(shifted, 2);
}

template <typename Linear>
at::Tensor linear(const at::Tensor& values, const Linear& layer) {
  return at::linear(values, layer.weight, layer.bias);
}

template <typename Normal>
at::Tensor normal(const at::Tensor& values, const Normal& layer) {
  return at::layer_norm(values, {values.size(-1)}, layer.weight, layer.bias, kNormFloor);
}

}  // namespace

/// Gives weights their names, sizes and first values.
class ProjectorNet::Maker {
 public:
  Maker(ProjectorNet& net, std::optional<std::uint64_t> seed)
      : m_net(net), m_fill(seed.has_value()), m_random(mix64(seed.value_or(0))) {}

  at::Tensor add(const std::string& name, at::IntArrayRef shape, double spread, bool gaussian = false) {
    at::Tensor weight = at::zeros(shape, at::kFloat);
    if (spread > 0 && m_fill) {
      float* out = weight.data_ptr<float>();
      for (std::int64_t i = 0; i < weight.numel(); ++i) {
        out[i] =
            static_cast<float>(gaussian ? spread * m_random.normal() : spread * (2 * m_random.uniform() - 1));
      }
    }
    weight.set_requires_grad(true);
    m_net.m_weights.emplace_back(name, weight);
    return weight;
  }

  Linear linear(const std::string& name, std::int64_t in, std::int64_t out) {
    const double spread = 1 / std::sqrt(static_cast<double>(in));
    Linear layer;
    layer.weight = add(name + ".weight", {out, in}, spread);
    layer.bias = add(name + ".bias", {out}, 0);
    return layer;
  }

  Normal normal(const std::string& name, std::int64_t width) {
    Normal layer;
    layer.weight = add(name + ".weight", {width}, 0);
    const at::NoGradGuard no_gradients;
    layer.weight.fill_(1);
    layer.bias = add(name + ".bias", {width}, 0);
    return layer;
  }

  Convolution convolution(const std::string& name, int kernel, std::int64_t width) {
    return {linear(name, kernel * width, width), kernel};
  }

 private:
  ProjectorNet& m_net;
  bool m_fill;
  Random m_random;
};

ProjectorNet::ProjectorNet(const ProjectorConfig& config, std::optional<std::uint64_t> seed)
    : m_config(config) {
  check_projector(config);
  const std::int64_t d = config.width;
  Maker make(*this, seed);
  m_first = make.linear("input.first", config.llm_width, d);
  m_first_norm = make.normal("input.first_norm", d);
  m_second = make.linear("input.second", d, d);
  m_second_norm = make.normal("input.second_norm", d);
  if (config.phones > 0) {
    m_phones = make.add("phones.weight", {config.phones + 1, d}, 1, true);
    const at::NoGradGuard no_gradients;
    m_phones.select(0, config.phones).zero_();  // a label never seen adds nothing
  }
  const auto unit_block = [&](const std::string& name) {
    UnitBlock block;
    block.convolution = make.convolution(name + ".convolution", 3, d);
    block.norm = make.normal(name + ".norm", d);
    return block;
  };
  for (int i = 0; i < config.encoder_convolutions; ++i)
    m_encoder.push_back(unit_block(fmt::format("encoder.{}", i)));
  for (int i = 0; i < 2; ++i) m_duration.push_back(unit_block(fmt::format("duration.{}", i)));
  m_duration_out = make.linear("duration.out", d, 1);
  m_range = make.linear("range", d + 1, 1);
  m_place = make.linear("place", kPositionFeatures, d);
  for (int i = 0; i < config.attention_blocks; ++i) {
    const std::string name = fmt::format("attention.{}", i);
    AttentionBlock block;
    block.before = make.normal(name + ".norm", d);
    block.query = make.linear(name + ".query", d, d);
    block.key = make.linear(name + ".key", d, d);
    block.value = make.linear(name + ".value", d, d);
    block.out = make.linear(name + ".out", d, d);
    block.before_feed = make.normal(name + ".feed_norm", d);
    block.widen = make.linear(name + ".feed_first", d, 2 * d);
    block.narrow = make.linear(name + ".feed_second", 2 * d, d);
    m_attention.push_back(std::move(block));
  }
  for (int i = 0; i < config.decoder_convolutions; ++i) {
    const std::string name = fmt::format("decoder.{}", i);
    FrameBlock block;
    block.norm = make.normal(name + ".norm", d);
    block.convolution = make.convolution(name + ".convolution", config.kernel, d);
    block.out = make.linear(name + ".out", d, d);
    m_frames.push_back(std::move(block));
  }
  m_head_norm = make.normal("head.norm", d);
  const std::int64_t classes = config.codebook_size > 0 ? config.codebook_size : 1;
  m_head = make.linear("head", d, config.target_width * classes);
  {
    const at::NoGradGuard no_gradients;
    m_duration_out.bias.fill_(2);  // some six frames
  }
  set_scales(at::zeros({config.llm_width}), at::ones({config.llm_width}), at::zeros({config.target_width}),
             at::ones({config.target_width}));
}

std::vector<std::pair<std::string, at::Tensor>> ProjectorNet::scales() const {
  return {{"input.mean", m_input_mean},
          {"input.deviation", m_input_deviation},
          {"target.mean", m_target_mean},
          {"target.deviation", m_target_deviation}};
}

void ProjectorNet::set_scales(at::Tensor input_mean, at::Tensor input_deviation, at::Tensor target_mean,
                              at::Tensor target_deviation) {
  m_input_mean = std::move(input_mean);
  m_input_deviation = std::move(input_deviation);
  m_target_mean = std::move(target_mean);
  m_target_deviation = std::move(target_deviation);
}

bool ProjectorNet::set(const std::string& name, const at::Tensor& value) {
  const at::NoGradGuard no_gradients;
  for (const auto& [own, weight] : m_weights) {
    if (own != name) continue;
    weight.copy_(value.view(weight.sizes()));
    return true;
  }
  for (const auto& [own, scale] : scales()) {
    if (own != name) continue;
    scale.copy_(value.view(scale.sizes()));
    return true;
  }
  return false;
}

void ProjectorNet::to(const at::Device& device) {
  const at::NoGradGuard no_gradients;
  // The members share these tensors.
  for (auto& [name, weight] : m_weights) weight.set_data(weight.to(device));
  set_scales(m_input_mean.to(device), m_input_deviation.to(device), m_target_mean.to(device),
             m_target_deviation.to(device));
}

EncodedUnits ProjectorNet::encode(const UnitBatch& batch, DropoutKey& key) const {
  EncodedUnits units;
  units.token_mask = mask_of(batch.token_counts, batch.tokens.size(1));
  units.unit_mask = mask_of(batch.unit_counts, batch.unit_tokens.size(1));
  const at::Tensor input = (batch.tokens - m_input_mean) / m_input_deviation;
  const at::Tensor first = at::gelu(normal(linear(input, m_first), m_first_norm));
  units.memory = normal(linear(dropout(first, m_config.dropout, key), m_second), m_second_norm);

  const at::Tensor there = (batch.unit_tokens >= 0) & units.unit_mask;
  const at::Tensor index = batch.unit_tokens.clamp_min(0).unsqueeze(2).expand({-1, -1, m_config.width});
  at::Tensor hidden = units.memory.gather(1, index) * there.unsqueeze(2);
  if (m_config.phones > 0) hidden = hidden + at::embedding(m_phones, batch.unit_phones);
  units.hidden = unit_blocks(m_encoder, hidden, units.unit_mask, key);
  return units;
}

at::Tensor ProjectorNet::unit_blocks(const std::vector<UnitBlock>& blocks, at::Tensor hidden,
                                     const at::Tensor& mask, DropoutKey& key) const {
  for (const UnitBlock& block : blocks) {
    const at::Tensor seen = with_neighbours(hidden * mask.unsqueeze(2), block.convolution.kernel);
    const at::Tensor out = at::relu(normal(linear(seen, block.convolution.taps), block.norm));
    hidden = hidden + dropout(out, m_config.dropout, key);
  }
  return hidden;
}

at::Tensor ProjectorNet::log_durations(const EncodedUnits& units, DropoutKey& key) const {
  const at::Tensor hidden = unit_blocks(m_duration, units.hidden, units.unit_mask, key);
  return linear(hidden, m_duration_out).squeeze(2);
}

at::Tensor ProjectorNet::ranges(const EncodedUnits& units, const at::Tensor& durations) const {
  const at::Tensor length = durations.to(at::kFloat).log1p().unsqueeze(2);
  const at::Tensor raw = linear(at::cat({units.hidden, length.to(units.hidden.dtype())}, 2), m_range);
  return at::softplus(raw.squeeze(2).to(at::kFloat)) + 0.5;
}

at::Tensor ProjectorNet::attend(const AttentionBlock& block, const at::Tensor& frames,
                                const EncodedUnits& units) const {
  const std::int64_t batch = frames.size(0);
  const std::int64_t head_width = m_config.width / m_config.heads;
  const auto split = [&](const at::Tensor& values) {
    return values.view({batch, values.size(1), m_config.heads, head_width}).transpose(1, 2);
  };
  const at::Tensor query = split(linear(normal(frames, block.before), block.query));
  const at::Tensor key = split(linear(units.memory, block.key));
  const at::Tensor value = split(linear(units.memory, block.value));
  const at::Tensor scores =
      at::matmul(query, key.transpose(2, 3)) / std::sqrt(static_cast<double>(head_width));
  const at::Tensor hidden = ~units.token_mask.unsqueeze(1).unsqueeze(1);
  const at::Tensor weights = scores.masked_fill(hidden, -std::numeric_limits<float>::infinity()).softmax(3);
  const at::Tensor seen = at::matmul(weights, value).transpose(1, 2).reshape(frames.sizes());
  return linear(seen, block.out);
}

at::Tensor ProjectorNet::decode(const EncodedUnits& units, const at::Tensor& durations, std::int64_t frames,
                                DropoutKey& key, at::Tensor* upsampling) const {
  const at::Tensor used = at::where(units.unit_mask, durations, at::zeros_like(durations));
  const at::Tensor weights = gaussian_upsampling(used, ranges(units, used), frames);
  if (upsampling != nullptr) *upsampling = weights;

  // Where a frame stands in its unit: how far through, from both ends, and how long the unit is.
  const at::Tensor lengths = used.to(at::kFloat);
  const at::Tensor time = at::arange(frames, lengths.options()) + 0.5;
  const at::Tensor ends = lengths.cumsum(1);
  const at::Tensor owner = (time.view({1, -1, 1}) >= ends.unsqueeze(1)).sum(2).clamp_max(lengths.size(1) - 1);
  const at::Tensor end = ends.gather(1, owner);
  const at::Tensor length = lengths.gather(1, owner).clamp_min(1);
  const at::Tensor through = (1 - (end - time) / length).clamp(0, 1);
  const at::Tensor place = at::stack({through * 2 - 1, (through * M_PI).sin(), length.log1p()}, 2);

  at::Tensor state = at::matmul(weights.to(units.hidden.dtype()), units.hidden) +
                     linear(place.to(units.hidden.dtype()), m_place);
  const at::Tensor totals = lengths.sum(1, true);
  const at::Tensor mask = (time.unsqueeze(0) < totals).unsqueeze(2);
  for (const AttentionBlock& block : m_attention) {
    state = state + dropout(attend(block, state, units), m_config.dropout, key);
    const at::Tensor wide = at::relu(linear(normal(state, block.before_feed), block.widen));
    state = state + linear(wide, block.narrow);
  }
  for (const FrameBlock& block : m_frames) {
    const at::Tensor seen = with_neighbours(normal(state, block.norm) * mask, block.convolution.kernel);
    const at::Tensor hidden = at::relu(linear(seen, block.convolution.taps));
    state = state + dropout(linear(hidden, block.out), m_config.dropout, key);
  }
  const at::Tensor out = linear(normal(state, m_head_norm), m_head);
  if (m_config.codebook_size == 0) return out;
  return out.view({out.size(0), frames, m_config.target_width, m_config.codebook_size});
}

at::Tensor ProjectorNet::normalised(const at::Tensor& target) const {
  return (target - m_target_mean) / m_target_deviation;
}

at::Tensor ProjectorNet::restored(const at::Tensor& features) const {
  return features * m_target_deviation + m_target_mean;
}

}  // namespace prism
