// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/plain_forward.h"

#include "core/base/error.h"
#include "core/llm/tensor_names.h"
#include "core/model/rows.h"

#include <algorithm>
#include <cmath>

#if defined(__x86_64__)
#define PRISM_WIDE __attribute__((target("avx2,fma")))
#else
#define PRISM_WIDE
#endif

namespace prism {
namespace {

PRISM_WIDE float dot_wide(const float* a, const float* b, std::int64_t count) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::int64_t i = 0; i < count; ++i) sum += a[i] * b[i];
  return sum;
}

float dot_narrow(const float* a, const float* b, std::int64_t count) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::int64_t i = 0; i < count; ++i) sum += a[i] * b[i];
  return sum;
}

/// With the vectors that this processor has, as a compiler told to build for it would use.
float dot(const float* a, const float* b, std::int64_t count) {
#if defined(__x86_64__)
  static const bool wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  constexpr bool wide = true;
#endif
  return wide ? dot_wide(a, b, count) : dot_narrow(a, b, count);
}

/// y = W x, W [y.size, x.size]
void matmul(const std::vector<float>& w, const std::vector<float>& x, float* y, std::int64_t rows) {
  const auto cols = static_cast<std::int64_t>(x.size());
#pragma omp parallel for
  for (std::int64_t row = 0; row < rows; ++row) y[row] = dot(w.data() + row * cols, x.data(), cols);
}

void rms_norm(const std::vector<float>& x, const std::vector<float>& weight, double epsilon,
              std::vector<float>& out) {
  float squares = 0;
  for (const float value : x) squares += value * value;
  const float scale = 1 / std::sqrt(squares / static_cast<float>(x.size()) + static_cast<float>(epsilon));
  for (std::size_t i = 0; i < x.size(); ++i) out[i] = x[i] * scale * weight[i];
}

void rotate(float* x, std::int64_t size, const std::vector<float>& cosine, const std::vector<float>& sine) {
  const auto half = static_cast<std::int64_t>(cosine.size());
  for (std::int64_t head = 0; head < size; head += 2 * half) {
    for (std::int64_t i = 0; i < half; ++i) {
      const float c = cosine[static_cast<std::size_t>(i)], s = sine[static_cast<std::size_t>(i)];
      const float first = x[head + i], second = x[head + i + half];
      x[head + i] = first * c - second * s;
      x[head + i + half] = second * c + first * s;
    }
  }
}

void add_to(std::vector<float>& x, const std::vector<float>& added) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] += added[i];
}

}  // namespace

PlainForward::PlainForward(const Model& model) : m_config(decoder_config(model)) {
  const TensorNames names(model);
  const bool plain = m_config.form == DecoderForm::llama && !m_config.interleaved_rope &&
                     m_config.rope_scaling.kind == RopeScaling::Kind::none &&
                     model.tensors.find(bias_of(names.block(0).q)) == nullptr;
  if (!plain) {
    throw Error(ErrorCode::unsupported, "the plain loops know the bare Llama form only", model.path);
  }
  m_embedding = read(model, names.embedding());
  m_final_norm = read(model, names.final_norm());
  m_head = m_config.tied ? m_embedding : read(model, names.head());
  const std::int64_t queries = m_config.heads * m_config.head_width;
  const std::int64_t keys = m_config.kv_heads * m_config.head_width;
  for (std::int64_t layer = 0; layer < m_config.layers; ++layer) {
    const BlockNames block = names.block(layer);
    const std::vector<float> cache(static_cast<std::size_t>(m_config.context * keys));
    m_blocks.push_back({read(model, block.attention_norm), read(model, block.q), read(model, block.k),
                        read(model, block.v), read(model, block.o), read(model, block.feed_norm),
                        read(model, block.gate), read(model, block.up), read(model, block.down), cache,
                        cache});
  }
  m_x.resize(static_cast<std::size_t>(m_config.width));
  m_normed = m_x;
  m_q.resize(static_cast<std::size_t>(queries));
  m_mixed = m_q;
  m_scores.resize(static_cast<std::size_t>(m_config.heads * m_config.context));
  m_gate.resize(static_cast<std::size_t>(m_config.feed_forward));
  m_up = m_gate;
  m_cosine.resize(static_cast<std::size_t>(m_config.head_width / 2));
  m_sine = m_cosine;
  m_logits.resize(static_cast<std::size_t>(m_config.vocabulary));
}

std::vector<float> PlainForward::read(const Model& model, const std::string& name) {
  const TensorInfo& info = model.tensors.get(name);
  std::vector<float> values(static_cast<std::size_t>(info.elements()));
  RowReader(model.tensors, info).read(0, info.rows(), values.data());
  return values;
}

void PlainForward::attention(Block& block) {
  const std::int64_t width = m_config.head_width, group = m_config.heads / m_config.kv_heads;
  const std::int64_t row = m_config.kv_heads * width;
  float* k = block.keys.data() + m_position * row;
  matmul(block.q, m_normed, m_q.data(), static_cast<std::int64_t>(m_q.size()));
  matmul(block.k, m_normed, k, row);
  matmul(block.v, m_normed, block.values.data() + m_position * row, row);
  rotate(m_q.data(), static_cast<std::int64_t>(m_q.size()), m_cosine, m_sine);
  rotate(k, row, m_cosine, m_sine);
#pragma omp parallel for
  for (std::int64_t head = 0; head < m_config.heads; ++head) {
    const float* q = m_q.data() + head * width;
    const std::int64_t shared = head / group * width;
    float* scores = m_scores.data() + head * m_config.context;
    for (std::int64_t t = 0; t <= m_position; ++t) {
      scores[t] = dot(q, block.keys.data() + t * row + shared, width) / std::sqrt(static_cast<float>(width));
    }
    const float most = *std::max_element(scores, scores + m_position + 1);
    float total = 0;
    for (std::int64_t t = 0; t <= m_position; ++t) total += scores[t] = std::exp(scores[t] - most);
    float* out = m_mixed.data() + head * width;
    std::fill_n(out, width, 0.0f);
    for (std::int64_t t = 0; t <= m_position; ++t) {
      const float* v = block.values.data() + t * row + shared;
      for (std::int64_t i = 0; i < width; ++i) out[i] += scores[t] / total * v[i];
    }
  }
}

const std::vector<float>& PlainForward::step(std::int32_t id) {
  const std::int64_t width = m_config.width;
  std::copy_n(m_embedding.data() + id * width, width, m_x.data());
  for (std::size_t i = 0; i < m_cosine.size(); ++i) {
    const float angle = static_cast<float>(m_position) /
                        std::pow(static_cast<float>(m_config.rope_theta),
                                 static_cast<float>(i) / static_cast<float>(m_cosine.size()));
    m_cosine[i] = std::cos(angle);
    m_sine[i] = std::sin(angle);
  }
  for (Block& block : m_blocks) {
    rms_norm(m_x, block.attention_norm, m_config.norm_epsilon, m_normed);
    attention(block);
    matmul(block.o, m_mixed, m_normed.data(), width);
    add_to(m_x, m_normed);
    rms_norm(m_x, block.feed_norm, m_config.norm_epsilon, m_normed);
    matmul(block.gate, m_normed, m_gate.data(), m_config.feed_forward);
    matmul(block.up, m_normed, m_up.data(), m_config.feed_forward);
    for (std::size_t i = 0; i < m_gate.size(); ++i)
      m_gate[i] = m_gate[i] / (1 + std::exp(-m_gate[i])) * m_up[i];
    matmul(block.down, m_gate, m_normed.data(), width);
    add_to(m_x, m_normed);
  }
  rms_norm(m_x, m_final_norm, m_config.norm_epsilon, m_normed);
  matmul(m_head, m_normed, m_logits.data(), m_config.vocabulary);
  ++m_position;
  return m_logits;
}

}  // namespace prism
