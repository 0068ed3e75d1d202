// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/packed_model.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/model/rows.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <utility>

#include <ATen/Parallel.h>

namespace prism {
namespace {

constexpr std::int64_t kRows = 64;  ///< rows that one task multiplies at least

std::vector<float> normed(const std::vector<float>& x, const std::vector<float>& weight, double epsilon) {
  double squares = 0;
  for (const float each : x) squares += static_cast<double>(each) * each;
  const auto factor = static_cast<float>(1 / std::sqrt(squares / static_cast<double>(x.size()) + epsilon));
  std::vector<float> out(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) out[i] = x[i] * factor * weight[i];
  return out;
}

/// Turns the halves of each head.
void rotate(std::span<float> x, std::int64_t width, const std::vector<float>& cosine,
            const std::vector<float>& sine) {
  const auto half = static_cast<std::size_t>(width / 2);
  for (std::size_t head = 0; head < x.size(); head += 2 * half) {
    for (std::size_t i = 0; i < half; ++i) {
      const float first = x[head + i], second = x[head + half + i];
      x[head + i] = first * cosine[i] - second * sine[i];
      x[head + half + i] = second * cosine[i] + first * sine[i];
    }
  }
}

}  // namespace

PackedModel::PackedModel(PackedFile file) : m_file(std::move(file)) {
  const Json& config = m_file.config;
  const auto size = [&](const char* key, std::int64_t most) {
    const auto value = json_field<std::int64_t>(config, key, m_file.path);
    if (value < 1 || value > most)
      throw Error(ErrorCode::format, fmt::format("{} is {}", key, value), m_file.path, "config",
                  fmt::format("1 to {}", most));
    return value;
  };
  if (config.value("model_type", "") != "llama")
    throw Error(ErrorCode::unsupported, "no language model of the Llama form", m_file.path, "config",
                "\"llama\"");
  constexpr std::int64_t kMost = 1 << 24;
  m_width = size("hidden_size", kMost);
  m_heads = size("num_attention_heads", 4096);
  m_kv_heads = size("num_key_value_heads", 4096);
  m_feed = size("intermediate_size", kMost);
  m_vocabulary = size("vocab_size", kMost);
  m_context = size("max_position_embeddings", kMost);
  const std::int64_t layers = size("num_hidden_layers", 4096);
  if (m_width % (2 * m_heads) != 0 || m_heads % m_kv_heads != 0)
    throw Error(ErrorCode::format, "heads do not share the width", m_file.path, "config",
                "whole, even heads");
  const std::int64_t head = m_width / m_heads, kv = m_kv_heads * head;
  m_epsilon = json_field<double>(config, "rms_norm_eps", m_file.path);
  DecoderConfig turning;
  turning.head_width = head;
  turning.rope_theta = json_field<double>(config, "rope_theta", m_file.path);
  if (!std::isfinite(m_epsilon) || !(turning.rope_theta > 0))
    throw Error(ErrorCode::format, "a constant that makes no sense", m_file.path, "config");
  m_rotary = Rotary(turning, {});
  m_embedding = weights("model.embed_tokens.weight", m_vocabulary, m_width);
  m_head = weights("lm_head.weight", m_vocabulary, m_width);
  m_norm = vector("model.norm.weight", m_width);
  for (std::int64_t l = 0; l < layers; ++l) {
    const std::string at = fmt::format("model.layers.{}.", l);
    Block block;
    block.attention_norm = vector(at + "input_layernorm.weight", m_width);
    block.feed_norm = vector(at + "post_attention_layernorm.weight", m_width);
    block.q = weights(at + "self_attn.q_proj.weight", m_width, m_width);
    block.k = weights(at + "self_attn.k_proj.weight", kv, m_width);
    block.v = weights(at + "self_attn.v_proj.weight", kv, m_width);
    block.o = weights(at + "self_attn.o_proj.weight", m_width, m_width);
    block.gate = weights(at + "mlp.gate_proj.weight", m_feed, m_width);
    block.up = weights(at + "mlp.up_proj.weight", m_feed, m_width);
    block.down = weights(at + "mlp.down_proj.weight", m_width, m_feed);
    m_blocks.push_back(std::move(block));
  }
}

PackedModel::Weights PackedModel::weights(const std::string& name, std::int64_t rows,
                                          std::int64_t cols) const {
  Weights found;
  found.rows = rows;
  found.cols = cols;
  found.packed = m_file.find(name);
  std::int64_t there_rows = 0, there_cols = 0;
  if (found.packed != nullptr) {
    there_rows = found.packed->rows;
    there_cols = found.packed->cols;
  } else {
    const TensorInfo& info = m_file.tensors.get(name);
    there_rows = info.rows();
    there_cols = info.cols();
    if (there_rows == rows && there_cols == cols) {
      found.plain.resize(static_cast<std::size_t>(info.elements()));
      RowReader(m_file.tensors, info).read(0, rows, found.plain.data());
    }
  }
  if (there_rows != rows || there_cols != cols) {
    throw Error(ErrorCode::mismatch, fmt::format("[{}, {}]", there_rows, there_cols), m_file.path,
                "tensor \"" + name + "\"", fmt::format("[{}, {}] by the configuration", rows, cols));
  }
  return found;
}

std::vector<float> PackedModel::vector(const std::string& name, std::int64_t size) const {
  const TensorInfo& info = m_file.tensors.get(name);
  if (info.elements() != size) {
    throw Error(ErrorCode::mismatch, fmt::format("{} values", info.elements()), m_file.path,
                "tensor \"" + name + "\"", fmt::format("{} by the configuration", size));
  }
  std::vector<float> values(static_cast<std::size_t>(size));
  const RowReader reader(m_file.tensors, info);
  reader.read(0, reader.rows(), values.data());
  return values;
}

void PackedModel::multiply(const Weights& weights, const std::vector<float>& x, std::vector<float>& y) {
  y.resize(static_cast<std::size_t>(weights.rows));
  if (weights.packed != nullptr) {
    const PackedInput input(x, weights.packed->grid.bits);
    at::parallel_for(0, weights.rows, kRows, [&](std::int64_t begin, std::int64_t end) {
      packed_matvec(*weights.packed, input, begin, end - begin, y.data() + begin);
    });
    return;
  }
  at::parallel_for(0, weights.rows, kRows, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t r = begin; r < end; ++r) {
      const float* row = weights.plain.data() + r * weights.cols;
      float sum = 0;
      for (std::int64_t c = 0; c < weights.cols; ++c) sum += row[c] * x[static_cast<std::size_t>(c)];
      y[static_cast<std::size_t>(r)] = sum;
    }
  });
}

void PackedModel::attend(Block& block, std::vector<float>& q, std::vector<float>& out) const {
  const std::int64_t width = m_width / m_heads, kv = m_kv_heads * width, group = m_heads / m_kv_heads;
  const std::int64_t seen = m_position + 1;
  const auto scale = static_cast<float>(1 / std::sqrt(static_cast<double>(width)));
  out.assign(q.size(), 0.0F);
  std::vector<float> shares(static_cast<std::size_t>(seen));
  for (std::int64_t head = 0; head < m_heads; ++head) {
    const float* query = q.data() + head * width;
    const std::int64_t from = head / group * width;
    float largest = -std::numeric_limits<float>::infinity();
    for (std::int64_t p = 0; p < seen; ++p) {
      const float* key = block.keys.data() + p * kv + from;
      float sum = 0;
      for (std::int64_t i = 0; i < width; ++i) sum += query[i] * key[i];
      shares[static_cast<std::size_t>(p)] = sum * scale;
      largest = std::max(largest, sum * scale);
    }
    float total = 0;
    for (float& share : shares) total += share = std::exp(share - largest);
    float* to = out.data() + head * width;
    for (std::int64_t p = 0; p < seen; ++p) {
      const float share = shares[static_cast<std::size_t>(p)] / total;
      const float* value = block.values.data() + p * kv + from;
      for (std::int64_t i = 0; i < width; ++i) to[i] += share * value[i];
    }
  }
}

std::span<const float> PackedModel::step(std::int32_t token) {
  if (token < 0 || token >= m_vocabulary) {
    throw Error(ErrorCode::usage, fmt::format("there is no token {}", token), {}, {},
                fmt::format("0 to {}", m_vocabulary - 1));
  }
  if (m_position >= m_context) {
    throw Error(ErrorCode::usage, fmt::format("{} positions are more than the context holds", m_position + 1),
                {}, {}, fmt::format("at most {}", m_context));
  }
  const std::int64_t width = m_width / m_heads, kv = m_kv_heads * width;
  std::vector<float> x(static_cast<std::size_t>(m_width)), q, k, v, mixed, y, gate, up;
  if (m_embedding.packed != nullptr)
    dequantise_rows(*m_embedding.packed, token, 1, x.data());
  else
    std::copy_n(m_embedding.plain.begin() + token * m_width, m_width, x.begin());
  std::vector<float> cosine(static_cast<std::size_t>(m_rotary.pairs())), sine(cosine.size());
  m_rotary.angles(m_position, 1, cosine.data(), sine.data());
  for (Block& block : m_blocks) {
    const std::vector<float> h = normed(x, block.attention_norm, m_epsilon);
    multiply(block.q, h, q);
    multiply(block.k, h, k);
    multiply(block.v, h, v);
    rotate(q, width, cosine, sine);
    rotate(k, width, cosine, sine);
    block.keys.resize(static_cast<std::size_t>((m_position + 1) * kv));
    block.values.resize(block.keys.size());
    std::copy(k.begin(), k.end(), block.keys.end() - kv);
    std::copy(v.begin(), v.end(), block.values.end() - kv);
    attend(block, q, mixed);
    multiply(block.o, mixed, y);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += y[i];
    const std::vector<float> f = normed(x, block.feed_norm, m_epsilon);
    multiply(block.gate, f, gate);
    multiply(block.up, f, up);
    for (std::size_t i = 0; i < gate.size(); ++i) up[i] *= gate[i] / (1 + std::exp(-gate[i]));
    multiply(block.down, up, y);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += y[i];
  }
  multiply(m_head, normed(x, m_norm, m_epsilon), m_logits);
  ++m_position;
  return m_logits;
}

std::uint64_t PackedModel::cache_bytes() const noexcept {
  std::uint64_t bytes = 0;
  for (const Block& block : m_blocks) bytes += 2 * block.keys.size() * sizeof(float);
  return bytes;
}

std::uint64_t write_random_packed(const PackedShape& shape, const Grid& grid, std::uint64_t seed,
                                  const std::filesystem::path& file) {
  Random random(seed);
  std::vector<std::pair<std::string, PackedMatrix>> matrices;
  const auto add = [&](const std::string& name, std::int64_t rows, std::int64_t cols) {
    struct Owned {
      std::vector<std::uint8_t> codes;
      std::vector<float> scales;
    };
    auto owned = std::make_shared<Owned>();
    PackedMatrix matrix;
    matrix.grid = grid;
    matrix.rows = rows;
    matrix.cols = cols;
    // Both halves of a byte below the number of values, from a table of one row that the others repeat
    // shifted: drawing every code anew would take longer than all that is measured with them.
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(cols));
    for (auto& code : codes)
      code = static_cast<std::uint8_t>(random.below(static_cast<std::uint64_t>(grid.levels())));
    const std::int64_t stride = packed_row_bytes(cols, grid.bits);
    owned->codes.resize(static_cast<std::size_t>(rows * stride));
    for (std::int64_t r = 0; r < rows; ++r) {
      std::rotate(codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(random.below(codes.size())),
                  codes.end());
      pack_codes(codes.data(), cols, grid.bits, owned->codes.data() + r * stride);
    }
    owned->scales.assign(static_cast<std::size_t>(rows),
                         static_cast<float>(3 / std::sqrt(static_cast<double>(cols))));
    matrix.codes = owned->codes;
    matrix.scales = owned->scales;
    matrix.memory = std::move(owned);
    matrices.emplace_back(name, std::move(matrix));
  };
  const std::int64_t kv = shape.kv_heads * (shape.width / shape.heads);
  add("model.embed_tokens.weight", shape.vocabulary, shape.width);
  add("lm_head.weight", shape.vocabulary, shape.width);
  const std::vector<float> ones(static_cast<std::size_t>(shape.width), 1.0F);
  std::vector<TensorToWrite> norms;
  const auto norm = [&](const std::string& name) {
    TensorToWrite tensor;
    tensor.name = name;
    tensor.shape = {shape.width};
    tensor.raw = std::as_bytes(std::span(ones));
    norms.push_back(std::move(tensor));
  };
  norm("model.norm.weight");
  for (std::int64_t l = 0; l < shape.layers; ++l) {
    const std::string at = fmt::format("model.layers.{}.", l);
    norm(at + "input_layernorm.weight");
    norm(at + "post_attention_layernorm.weight");
    add(at + "self_attn.q_proj.weight", shape.width, shape.width);
    add(at + "self_attn.k_proj.weight", kv, shape.width);
    add(at + "self_attn.v_proj.weight", kv, shape.width);
    add(at + "self_attn.o_proj.weight", shape.width, shape.width);
    add(at + "mlp.gate_proj.weight", shape.feed_forward, shape.width);
    add(at + "mlp.up_proj.weight", shape.feed_forward, shape.width);
    add(at + "mlp.down_proj.weight", shape.width, shape.feed_forward);
  }
  const Json config = {{"model_type", "llama"},
                       {"architectures", Json::array({"LlamaForCausalLM"})},
                       {"hidden_size", shape.width},
                       {"intermediate_size", shape.feed_forward},
                       {"num_hidden_layers", shape.layers},
                       {"num_attention_heads", shape.heads},
                       {"num_key_value_heads", shape.kv_heads},
                       {"rope_theta", 10000.0},
                       {"rms_norm_eps", 1e-5},
                       {"tie_word_embeddings", false},
                       {"vocab_size", shape.vocabulary},
                       {"max_position_embeddings", 2048}};
  return write_packed(file, matrices, norms, config);
}

}  // namespace prism
