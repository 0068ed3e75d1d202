// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/lowbit/lm_torch.h"

#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr double kEpsilon = 1e-5;
constexpr double kTheta = 10000;

at::Tensor normal(std::int64_t rows, std::int64_t cols, double deviation, std::uint64_t seed) {
  const at::Tensor tensor = at::empty({rows, cols}, at::kFloat);
  Random random(seed);
  auto* values = tensor.data_ptr<float>();
  for (std::int64_t i = 0; i < rows * cols; ++i) values[i] = static_cast<float>(deviation * random.normal());
  return tensor;
}

at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight) {
  return x * (x.square().mean(-1, true) + kEpsilon).rsqrt() * weight;
}

/// Turns the halves of heads x [batch, positions, heads, width]; cosine and sine [positions, 1, width / 2].
at::Tensor rotated(const at::Tensor& x, const at::Tensor& cosine, const at::Tensor& sine) {
  const std::int64_t half = x.size(-1) / 2;
  const at::Tensor first = x.narrow(-1, 0, half), second = x.narrow(-1, half, half);
  return at::cat({first * cosine - second * sine, second * cosine + first * sine}, -1);
}

}  // namespace

TrainedModel::TrainedModel(const LowBitShape& shape, std::int64_t vocabulary, std::int64_t context,
                           const Grid& grid, const UpdateOptions& update, std::uint64_t seed)
    : m_shape(shape), m_vocabulary(vocabulary), m_context(context) {
  DecoderConfig turning;
  turning.head_width = shape.width / shape.heads;
  turning.rope_theta = kTheta;
  m_rotary = Rotary(turning, {});

  std::uint64_t number = 0;
  const auto draw = [&](std::int64_t rows, std::int64_t cols, double factor = 1) {
    return normal(rows, cols, factor / std::sqrt(static_cast<double>(cols)), mix64(seed ^ mix64(++number)));
  };
  const auto other = [&](std::string name, const at::Tensor& value) {
    m_others.push_back({std::move(name), value.set_requires_grad(true)});
  };
  const std::int64_t width = shape.width, feed = shape.feed_forward;
  const std::int64_t kv = shape.kv_heads * (width / shape.heads);
  other("model.embed_tokens.weight", draw(vocabulary, width));
  other("lm_head.weight", draw(vocabulary, width));
  other("model.norm.weight", at::ones({width}));
  std::vector<NamedTensor> matrices;
  const double deep = 1 / std::sqrt(2.0 * static_cast<double>(shape.layers));
  for (std::int64_t l = 0; l < shape.layers; ++l) {
    const std::string prefix = fmt::format("model.layers.{}.", l);
    other(prefix + "input_layernorm.weight", at::ones({width}));
    other(prefix + "post_attention_layernorm.weight", at::ones({width}));
    matrices.push_back({prefix + "self_attn.q_proj.weight", draw(width, width)});
    matrices.push_back({prefix + "self_attn.k_proj.weight", draw(kv, width)});
    matrices.push_back({prefix + "self_attn.v_proj.weight", draw(kv, width)});
    matrices.push_back({prefix + "self_attn.o_proj.weight", draw(width, width, deep)});
    matrices.push_back({prefix + "mlp.gate_proj.weight", draw(feed, width)});
    matrices.push_back({prefix + "mlp.up_proj.weight", draw(feed, width)});
    matrices.push_back({prefix + "mlp.down_proj.weight", draw(width, feed, deep)});
  }
  UpdateOptions options = update;
  options.seed = seed;
  m_optimizer = std::make_unique<LowBitOptimizer>(std::move(matrices), m_others, grid, options, false);
}

std::int64_t TrainedModel::other_parameters() const noexcept {
  std::int64_t sum = 0;
  for (const NamedTensor& each : m_others) sum += each.tensor.numel();
  return sum;
}

at::Tensor TrainedModel::block(const at::Tensor& x, std::int64_t layer, const at::Tensor& mask,
                               const at::Tensor& cosine, const at::Tensor& sine) {
  const auto product = [&](const at::Tensor& input, std::int64_t which) {
    return low_bit_linear(input, *m_optimizer, static_cast<std::size_t>(layer * kBlockMatrices + which));
  };
  const auto norm = [&](std::int64_t which) {
    return m_others[static_cast<std::size_t>(3 + 2 * layer + which)].tensor;
  };
  const std::int64_t batch = x.size(0), positions = x.size(1), heads = m_shape.heads;
  const std::int64_t kv_heads = m_shape.kv_heads, group = heads / kv_heads, width = m_shape.width / heads;

  const at::Tensor h = rms_norm(x, norm(0));
  const at::Tensor q = rotated(product(h, 0).view({batch, positions, heads, width}), cosine, sine);
  const at::Tensor k = rotated(product(h, 1).view({batch, positions, kv_heads, width}), cosine, sine);
  const at::Tensor v = product(h, 2).view({batch, positions, kv_heads, width});
  // The queries of a group share keys: rows of one product under each other.
  const at::Tensor rows = q.view({batch, positions, kv_heads, group, width})
                              .permute({0, 2, 3, 1, 4})
                              .reshape({batch * kv_heads, group * positions, width});
  const at::Tensor keys = k.permute({0, 2, 3, 1}).reshape({batch * kv_heads, width, positions});
  const at::Tensor values = v.permute({0, 2, 1, 3}).reshape({batch * kv_heads, positions, width});
  const at::Tensor scores = at::bmm(rows, keys).view({batch * kv_heads, group, positions, positions}) /
                            std::sqrt(static_cast<double>(width));
  const at::Tensor shares =
      at::softmax(scores + mask, -1).view({batch * kv_heads, group * positions, positions});
  const at::Tensor mixed = at::bmm(shares, values)
                               .view({batch, kv_heads, group, positions, width})
                               .permute({0, 3, 1, 2, 4})
                               .reshape({batch, positions, m_shape.width});
  const at::Tensor middle = x + product(mixed, 3);
  const at::Tensor f = rms_norm(middle, norm(1));
  return middle + product(at::silu(product(f, 4)) * product(f, 5), 6);
}

at::Tensor TrainedModel::loss(const at::Tensor& ids) {
  const std::int64_t positions = ids.size(1) - 1;
  const at::Tensor inputs = ids.narrow(1, 0, positions), targets = ids.narrow(1, 1, positions);
  const at::Tensor angles = at::empty({2, positions, 1, m_rotary.pairs()}, at::kFloat);
  m_rotary.angles(0, positions, angles.data_ptr<float>(),
                  angles.data_ptr<float>() + positions * m_rotary.pairs());
  const at::Tensor mask =
      at::full({positions, positions}, -std::numeric_limits<float>::infinity(), at::kFloat).triu_(1);
  at::Tensor x = at::embedding(m_others[0].tensor, inputs);
  for (std::int64_t l = 0; l < m_shape.layers; ++l) x = block(x, l, mask, angles[0], angles[1]);
  const at::Tensor logits =
      at::matmul(rms_norm(x, m_others[2].tensor), m_others[1].tensor.t()).view({-1, m_vocabulary});
  return at::cross_entropy_loss(logits, targets.reshape({-1}));
}

Json TrainedModel::config(std::int32_t end_token) const {
  return {{"model_type", "llama"},
          {"architectures", Json::array({"LlamaForCausalLM"})},
          {"hidden_size", m_shape.width},
          {"intermediate_size", m_shape.feed_forward},
          {"num_hidden_layers", m_shape.layers},
          {"num_attention_heads", m_shape.heads},
          {"num_key_value_heads", m_shape.kv_heads},
          {"rope_theta", kTheta},
          {"rms_norm_eps", kEpsilon},
          {"hidden_act", "silu"},
          {"tie_word_embeddings", false},
          {"torch_dtype", "float32"},
          {"vocab_size", m_vocabulary},
          {"max_position_embeddings", 2 * m_context},
          {"bos_token_id", end_token},
          {"eos_token_id", end_token}};
}

}  // namespace prism
