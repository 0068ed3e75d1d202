// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/lowbit/optimizer_torch.h"
#include "core/tts/step_rule_torch.h"

#include <algorithm>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr const char* kFirst = "first.";
constexpr const char* kSecond = "second.";
/// Smaller matrices are kept as they are: nothing is saved on them.
constexpr std::int64_t kLeastSide = 16;

class AdamRule final : public StepRule {
 public:
  AdamRule(const NamedWeights& weights, const SpeechTrainOptions& options)
      : m_weights(weights), m_rate(options.learning_rate), m_adam(weights, options.weight_decay) {}
  void gathered() override {}
  double norm(double clip) override { return clip_gradients(m_weights, clip); }
  void step(double share, std::int64_t step) override { m_adam.step(m_rate * share, step); }
  [[nodiscard]] bool wants_mean() const override { return true; }

  [[nodiscard]] NamedWeights state() const override {
    NamedWeights state;
    for (std::size_t i = 0; i < m_weights.size(); ++i) {
      state.emplace_back(kFirst + m_weights[i].first, m_adam.first[i]);
      state.emplace_back(kSecond + m_weights[i].first, m_adam.second[i]);
    }
    return state;
  }

  void restore(const NamedWeights& state, std::int64_t) override {
    for (auto& [name, own] : this->state()) {
      const auto found =
          std::find_if(state.begin(), state.end(), [&](const auto& each) { return each.first == name; });
      if (found == state.end() || found->second.sizes() != own.sizes())
        throw Error(ErrorCode::format, "the checkpoint lacks \"" + name + "\" in its size");
      own.copy_(found->second);  // the rule's own tensor, shared
    }
  }

 private:
  const NamedWeights& m_weights;
  double m_rate;
  AdamW m_adam;
};

/// Embeddings of phones and the head stay in full precision, as embeddings and heads do in language models.
bool is_low_bit(const std::string& name, const at::Tensor& weight) {
  return weight.dim() == 2 && std::min(weight.size(0), weight.size(1)) >= kLeastSide &&
         !name.starts_with("phones.") && !name.starts_with("head.");
}

class VotingRule final : public StepRule {
 public:
  VotingRule(const NamedWeights& weights, const SpeechTrainOptions& options) : m_weights(weights) {
    std::vector<NamedTensor> matrices, others;
    for (const auto& [name, weight] : weights) {
      if (!weight.device().is_cpu()) {
        throw Error(ErrorCode::unsupported, "the trainer primal works on the processor only", {}, "--device",
                    "cpu, or the trainer adamw");
      }
      (is_low_bit(name, weight) ? matrices : others).push_back({name, weight});
    }
    UpdateOptions update;
    update.other_learning_rate = options.learning_rate;
    update.weight_decay = options.weight_decay;
    update.seed = options.seed;
    m_optimizer = std::make_unique<LowBitOptimizer>(std::move(matrices), std::move(others),
                                                    grid_named("prime13"), update, true);
  }
  void gathered() override {
    m_norm = clip_gradients(m_weights, 0);
    m_optimizer->gather();
  }
  double norm(double) override { return m_norm; }
  void step(double share, std::int64_t) override { m_optimizer->step(share); }
  [[nodiscard]] bool wants_mean() const override { return false; }

  [[nodiscard]] NamedWeights state() const override {
    NamedWeights state;
    for (NamedTensor& each : m_optimizer->state()) state.emplace_back(std::move(each.name), each.tensor);
    return state;
  }
  void restore(const NamedWeights& state, std::int64_t step) override {
    std::vector<NamedTensor> named;
    for (const auto& [name, tensor] : state) named.push_back({name, tensor});
    m_optimizer->restore(named, step);
  }

 private:
  const NamedWeights& m_weights;
  std::unique_ptr<LowBitOptimizer> m_optimizer;
  double m_norm = 0;  ///< of the last batch: those before have voted already
};

}  // namespace

std::unique_ptr<StepRule> make_step_rule(const NamedWeights& weights, const SpeechTrainOptions& options) {
  if (options.trainer == "primal") return std::make_unique<VotingRule>(weights, options);
  return std::make_unique<AdamRule>(weights, options);
}

}  // namespace prism
