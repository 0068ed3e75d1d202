// SPDX-License-Identifier: GPL-3.0-or-later
// What a decoder computes, written as directly as possible: one position after the other, nothing shared with
// the program but the names of the tensors.
#include "tests/core/llm/tiny_model.h"

#include <cmath>
#include <numbers>

namespace prism::test {
namespace {

using Vector = std::vector<double>;

class Reference {
 public:
  explicit Reference(const TinyModel& model) : m_model(model) {}

  [[nodiscard]] const TinyTensor* find(const std::string& name) const {
    const auto found = m_model.tensors.find(name);
    return found == m_model.tensors.end() ? nullptr : &found->second;
  }
  [[nodiscard]] Vector project(const std::string& name, const Vector& x) const {
    const TinyTensor& weight = m_model.tensors.at(name + ".weight");
    const TinyTensor* bias = find(name + ".bias");
    Vector y(static_cast<std::size_t>(weight.shape[0]));
    for (std::size_t r = 0; r < y.size(); ++r) {
      y[r] = bias != nullptr ? static_cast<double>(bias->values[r]) : 0;
      for (std::size_t c = 0; c < x.size(); ++c) {
        y[r] += static_cast<double>(weight.values[r * x.size() + c]) * x[c];
      }
    }
    return y;
  }
  [[nodiscard]] Vector norm(const std::string& name, Vector x) const {
    const TinyTensor& weight = m_model.tensors.at(name);
    double squares = 0;
    for (const double value : x) squares += value * value;
    const double root =
        std::sqrt(squares / static_cast<double>(x.size()) + m_model.config.at("rms_norm_eps").get<double>());
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = x[i] / root * static_cast<double>(weight.values[i]);
    return x;
  }
  [[nodiscard]] double frequency(std::size_t pair, std::size_t width) const {
    const double plain = 1 / std::pow(m_model.config.at("rope_theta").get<double>(),
                                      static_cast<double>(2 * pair) / static_cast<double>(width));
    const Json scaling = m_model.config.value("rope_scaling", Json());
    if (!scaling.is_object()) return plain;
    const auto factor = scaling.at("factor").get<double>();
    if (scaling.at("rope_type") == "linear") return plain / factor;
    const auto low = scaling.at("low_freq_factor").get<double>();
    const auto high = scaling.at("high_freq_factor").get<double>();
    const auto original = scaling.at("original_max_position_embeddings").get<double>();
    const double wavelength = 2 * std::numbers::pi / plain;
    if (wavelength < original / high) return plain;
    if (wavelength > original / low) return plain / factor;
    const double smooth = (original / wavelength - low) / (high - low);
    return (1 - smooth) * plain / factor + smooth * plain;
  }
  void rotate(double* head, std::size_t width, std::size_t position) const {
    for (std::size_t i = 0; i < width / 2; ++i) {
      const double angle = static_cast<double>(position) * frequency(i, width);
      const double a = head[i], b = head[i + width / 2];
      head[i] = a * std::cos(angle) - b * std::sin(angle);
      head[i + width / 2] = b * std::cos(angle) + a * std::sin(angle);
    }
  }
  /// Heads of one position, normed where the form does so, then turned.
  [[nodiscard]] Vector heads_of(const std::string& block, const char* which, const Vector& x,
                                std::size_t position, bool turned) const {
    Vector all = project(block + "self_attn." + which + "_proj", x);
    const auto width = static_cast<std::size_t>(m_model.size("head_dim"));
    for (std::size_t at = 0; at < all.size() && turned; at += width) {
      const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at);
      const std::string name = block + "self_attn." + which + "_norm.weight";
      if (find(name) != nullptr) {
        const Vector normed = norm(name, Vector(begin, begin + static_cast<std::ptrdiff_t>(width)));
        std::copy(normed.begin(), normed.end(), begin);
      }
      rotate(&all[at], width, position);
    }
    return all;
  }
  void attention(const std::string& block, std::vector<Vector>& states) const {
    const auto width = static_cast<std::size_t>(m_model.size("head_dim"));
    const auto heads = static_cast<std::size_t>(m_model.size("num_attention_heads"));
    const std::size_t group = heads / static_cast<std::size_t>(m_model.size("num_key_value_heads"));
    const Json window = m_model.config.value("sliding_window", Json());
    std::vector<Vector> keys, values;
    for (std::size_t t = 0; t < states.size(); ++t) {
      const Vector x = norm(block + "input_layernorm.weight", states[t]);
      const Vector q = heads_of(block, "q", x, t, true);
      keys.push_back(heads_of(block, "k", x, t, true));
      values.push_back(heads_of(block, "v", x, t, false));
      Vector mixed(heads * width, 0);
      for (std::size_t h = 0; h < heads; ++h) {
        Vector weights;
        double total = 0;
        for (std::size_t s = 0; s <= t; ++s) {
          double score = 0;
          for (std::size_t i = 0; i < width; ++i) score += q[h * width + i] * keys[s][h / group * width + i];
          const bool seen = !window.is_number() || t - s < window.get<std::size_t>();
          weights.push_back(seen ? std::exp(score / std::sqrt(static_cast<double>(width))) : 0);
          total += weights.back();
        }
        for (std::size_t s = 0; s <= t; ++s) {
          for (std::size_t i = 0; i < width; ++i) {
            mixed[h * width + i] += weights[s] / total * values[s][h / group * width + i];
          }
        }
      }
      const Vector added = project(block + "self_attn.o_proj", mixed);
      for (std::size_t i = 0; i < added.size(); ++i) states[t][i] += added[i];
    }
  }
  void feed_forward(const std::string& block, Vector& state) const {
    const Vector x = norm(block + "post_attention_layernorm.weight", state);
    Vector gate = project(block + "mlp.gate_proj", x);
    const Vector up = project(block + "mlp.up_proj", x);
    for (std::size_t i = 0; i < gate.size(); ++i) gate[i] = gate[i] / (1 + std::exp(-gate[i])) * up[i];
    const Vector added = project(block + "mlp.down_proj", gate);
    for (std::size_t i = 0; i < added.size(); ++i) state[i] += added[i];
  }

 private:
  const TinyModel& m_model;
};

}  // namespace

std::vector<double> reference_states(const TinyModel& model, const std::vector<std::int64_t>& ids) {
  const Reference reference(model);
  const auto width = static_cast<std::size_t>(model.size("hidden_size"));
  const TinyTensor& embedding = model.tensors.at("model.embed_tokens.weight");
  std::vector<Vector> states;
  for (const std::int64_t id : ids) {
    const auto begin = embedding.values.begin() + id * static_cast<std::int64_t>(width);
    states.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(width));
  }
  for (std::int64_t layer = 0; layer < model.size("num_hidden_layers"); ++layer) {
    const std::string block = "model.layers." + std::to_string(layer) + ".";
    // Keys of a position come from its state before this block: attention goes over all positions first.
    reference.attention(block, states);
    for (Vector& state : states) reference.feed_forward(block, state);
  }
  std::vector<double> result;
  for (const Vector& state : states) {
    const Vector normed = reference.norm("model.norm.weight", state);
    result.insert(result.end(), normed.begin(), normed.end());
  }
  return result;
}

std::vector<double> reference_logits(const TinyModel& model, const double* state) {
  const Vector x(state, state + model.size("hidden_size"));
  const Reference reference(model);
  return reference.project(model.tensors.contains("lm_head.weight") ? "lm_head" : "model.embed_tokens", x);
}

}  // namespace prism::test
