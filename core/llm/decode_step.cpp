// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/llm/kernels.h"
#include "core/llm/weights_torch.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace prism {
namespace {

/// Fewer weights than this are not worth waking another thread for.
constexpr std::int64_t kGrain = 1 << 15;
/// bf16 weights of many positions are widened a panel at a time.
constexpr std::int64_t kPanel = 1 << 22;
/// So many positions are multiplied one by one while a strip of weights is in the cache of the processor: a
/// call of the matrix library would cost more than it gains.
constexpr std::int64_t kFewPositions = 4;
constexpr std::int64_t kStrip = 1 << 14;

/// y[position · stride + row], for each of `positions` inputs x[position · cols]; adds the bias.
void multiply_few(const Projection& part, const float* x, std::int64_t positions, float* y,
                  std::int64_t stride) {
  const std::int64_t rows = part.weight.size(0), cols = part.weight.size(1);
  const bool bf16 = part.weight.scalar_type() == at::kBFloat16;
  const void* data = part.weight.data_ptr();
  const float* bias = part.bias.defined() ? part.bias.data_ptr<float>() : nullptr;
  const std::int64_t width = std::max<std::int64_t>(cols, 1);
  const std::int64_t strip = std::max<std::int64_t>(4, kStrip / width);
  at::parallel_for(
      0, rows, std::max<std::int64_t>(1, kGrain / width), [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; row += strip) {
          const std::int64_t count = std::min(strip, end - row);
          for (std::int64_t position = 0; position < positions; ++position) {
            const float* input = x + position * cols;
            float* output = y + position * stride + row;
            if (bf16) {
              kernels::matvec(static_cast<const std::uint16_t*>(data) + row * cols, count, cols, input,
                              output);
            } else {
              kernels::matvec(static_cast<const float*>(data) + row * cols, count, cols, input, output);
            }
            for (std::int64_t i = 0; bias != nullptr && i < count; ++i) output[i] += bias[row + i];
          }
        }
      });
}

/// out [rows, outputs of the part] = x · weightᵀ + bias
void multiply_rows(const Projection& part, const at::Tensor& x, at::Tensor out) {
  const at::Tensor& weight = part.weight;
  if (weight.scalar_type() == x.scalar_type()) {
    at::mm_out(out, x, weight.t());
  } else {
    const std::int64_t panel = std::max<std::int64_t>(1, kPanel / weight.size(1));
    for (std::int64_t row = 0; row < weight.size(0); row += panel) {
      const std::int64_t count = std::min(panel, weight.size(0) - row);
      at::Tensor columns = out.narrow(1, row, count);
      at::mm_out(columns, x, weight.narrow(0, row, count).to(x.scalar_type()).t());
    }
  }
  if (part.bias.defined()) out.add_(part.bias);
}

}  // namespace

void DecoderWeights::check_files() const {
  for (const auto& file : files) {
    if (!file->still_whole()) {
      throw Error(ErrorCode::io, "has become shorter since it was opened", file->path());
    }
  }
}

void DecoderWeights::multiply(const Projections& projections, const float* x, float* y) {
  for (const Projection& part : projections.narrow.empty() ? projections.parts : projections.narrow) {
    multiply_few(part, x, 1, y, 0);
    y += part.weight.size(0);
  }
}

at::Tensor apply(const Projections& projections, const at::Tensor& x) {
  at::Tensor out = at::empty({x.size(0), projections.outputs}, x.options());
  const bool few = x.size(0) <= kFewPositions && x.device().is_cpu();
  if (few && x.size(0) == 1) {
    DecoderWeights::multiply(projections, x.data_ptr<float>(), out.data_ptr<float>());
    return out;
  }
  std::int64_t column = 0;
  for (const Projection& part : projections.parts) {
    if (few) {
      multiply_few(part, x.data_ptr<float>(), x.size(0), out.data_ptr<float>() + column, projections.outputs);
    } else {
      multiply_rows(part, x, out.narrow(1, column, part.weight.size(0)));
    }
    column += part.weight.size(0);
  }
  return out;
}

void DecoderWeights::step(float* x, KvCache& cache, std::int64_t from, std::int64_t to) const {
  const std::int64_t width = config.width, depth = config.head_width, past = cache.m_length;
  const std::int64_t group = config.heads / config.kv_heads;
  const std::int64_t first = config.window > 0 ? std::max<std::int64_t>(0, past + 1 - config.window) : 0;
  const std::int64_t seen = past + 1 - first;
  const auto epsilon = static_cast<float>(config.norm_epsilon);
  const float scale = 1 / std::sqrt(static_cast<float>(depth));
  const std::int64_t queries = config.heads * depth, keys = config.kv_heads * depth;

  std::vector<float> normed(static_cast<std::size_t>(width)), added(normed);
  std::vector<float> qkv(static_cast<std::size_t>(queries + 2 * keys));
  std::vector<float> mixed(static_cast<std::size_t>(queries));
  std::vector<float> gate_up(static_cast<std::size_t>(2 * config.feed_forward));
  std::vector<float> scores(static_cast<std::size_t>(config.heads * seen));
  std::vector<float> cosine(static_cast<std::size_t>(rotary.pairs())), sine(cosine);
  rotary.angles(past, 1, cosine.data(), sine.data());
  const auto add = [&] {
    for (std::int64_t i = 0; i < width; ++i) x[i] += added[static_cast<std::size_t>(i)];
  };

  for (std::int64_t layer = from; layer < to; ++layer) {
    const BlockWeights& block = blocks[static_cast<std::size_t>(layer)];
    const at::Tensor& key_cache = cache.m_keys[static_cast<std::size_t>(layer)];
    const at::Tensor& value_cache = cache.m_values[static_cast<std::size_t>(layer)];
    const std::int64_t capacity = key_cache.size(2);
    auto* all_keys = key_cache.data_ptr<float>();
    auto* all_values = value_cache.data_ptr<float>();

    kernels::rms_norm(x, block.attention_norm.data_ptr<float>(), width, epsilon, normed.data());
    multiply(block.qkv, normed.data(), qkv.data());
    float* q = qkv.data();
    float* k = q + queries;
    const float* v = k + keys;
    const auto norm_heads = [&](const at::Tensor& weight, float* heads, std::int64_t count) {
      if (!weight.defined()) return;
      for (std::int64_t h = 0; h < count; ++h) {
        kernels::rms_norm(heads + h * depth, weight.data_ptr<float>(), depth, epsilon, heads + h * depth);
      }
    };
    norm_heads(block.q_norm, q, config.heads);
    norm_heads(block.k_norm, k, config.kv_heads);
    kernels::rotate(q, config.heads, depth, cosine.data(), sine.data(), config.interleaved_rope);
    kernels::rotate(k, config.kv_heads, depth, cosine.data(), sine.data(), config.interleaved_rope);
    for (std::int64_t h = 0; h < config.kv_heads; ++h) {
      std::copy_n(k + h * depth, depth, all_keys + (h * capacity + past) * depth);
      std::copy_n(v + h * depth, depth, all_values + (h * capacity + past) * depth);
    }
    const std::int64_t grain = std::max<std::int64_t>(1, kGrain / (seen * depth));
    at::parallel_for(0, config.heads, grain, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t h = begin; h < end; ++h) {
        const std::int64_t start = (h / group * capacity + first) * depth;
        float* row = scores.data() + h * seen;
        kernels::matvec(all_keys + start, seen, depth, q + h * depth, row);
        kernels::softmax(row, seen, scale);
        kernels::weighted_rows(all_values + start, seen, depth, row, mixed.data() + h * depth);
      }
    });
    multiply(block.o, mixed.data(), added.data());
    add();

    kernels::rms_norm(x, block.feed_norm.data_ptr<float>(), width, epsilon, normed.data());
    multiply(block.gate_up, normed.data(), gate_up.data());
    kernels::swiglu(gate_up.data(), gate_up.data() + config.feed_forward, config.feed_forward,
                    gate_up.data());
    multiply(block.down, gate_up.data(), added.data());
    add();
  }
  if (to == config.layers) {
    kernels::rms_norm(x, final_norm.data_ptr<float>(), width, epsilon, x);
  }
}

}  // namespace prism
