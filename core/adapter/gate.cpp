// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adapter/gate.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include <utility>

namespace prism {

namespace {

constexpr std::array kLayouts{std::pair{Gate::Layout::expert, "expert"},
                              std::pair{Gate::Layout::row_block, "row_block"},
                              std::pair{Gate::Layout::worker, "worker"}};
constexpr std::array kKinds{std::pair{Gate::Kind::mixture, "mixture"}, std::pair{Gate::Kind::scale, "scale"}};
constexpr float kNever = -std::numeric_limits<float>::infinity();

template <typename Table>
auto value_of(const Table& table, const std::string& word, const char* what) {
  std::string words;
  for (const auto& [value, name] : table) {
    if (word == name) return value;
    words += (words.empty() ? "" : ", ") + std::string(name);
  }
  throw Error(ErrorCode::usage, fmt::format("unknown {} \"{}\"", what, word), {}, {}, words);
}

// A NaN would make every order meaningless; it ranks last among what may be chosen.
float ranked(float logit) {
  return std::isnan(logit) ? std::numeric_limits<float>::lowest() : logit;
}

std::size_t at(std::int64_t index) {
  return static_cast<std::size_t>(index);
}

}  // namespace

const char* name_of(Gate::Layout layout) noexcept {
  return kLayouts[static_cast<std::size_t>(layout)].second;
}

const char* name_of(Gate::Kind kind) noexcept {
  return kKinds[static_cast<std::size_t>(kind)].second;
}

Gate::Layout gate_layout_of(const std::string& word) {
  return value_of(kLayouts, word, "gate layout");
}

Gate::Kind gate_kind_of(const std::string& word) {
  return value_of(kKinds, word, "gate kind");
}

void gate_logits(const Gate& gate, std::span<const float> centred, std::span<float> out) {
  const float* row = gate.weight.data();
  for (std::size_t logit = 0; logit < gate.bias.size(); ++logit) {
    double sum = gate.bias[logit];
    for (const float value : centred) sum += static_cast<double>(*row++) * value;
    out[logit] = static_cast<float>(sum);
  }
}

std::int64_t gate_size(const PipePlan& pipe, Gate::Layout layout) {
  switch (layout) {
    case Gate::Layout::expert:
      return pipe.experts;
    case Gate::Layout::row_block:
      return static_cast<std::int64_t>(pipe.grid_rows) * pipe.experts;
    case Gate::Layout::worker:
      return pipe.workers;
  }
  return 0;
}

GateRule::GateRule(const PipePlan& pipe, Gate::Layout layout)
    : m_pipe(pipe), m_layout(layout), m_cost(at(gate_size(pipe, layout)), 0) {
  m_groups = static_cast<int>(units() / pipe.experts);
  for (int index = 0; index < pipe.workers; ++index) ++m_cost[at(unit_of(index))];
  for (int group = 0; group < m_groups; ++group) m_minimum += cost(std::int64_t{group} * pipe.experts);
}

std::int64_t GateRule::unit_of(int index) const {
  const int expert = index % m_pipe.experts;
  switch (m_layout) {
    case Gate::Layout::expert:
      return expert;
    case Gate::Layout::row_block: {
      const int position = m_pipe.first_position + index / m_pipe.experts;
      return std::int64_t{position / m_pipe.grid_cols} * m_pipe.experts + expert;
    }
    case Gate::Layout::worker:
      return index;
  }
  return 0;
}

void GateRule::mixture(std::span<const float> logits, int active, std::span<float> weights) const {
  const std::int64_t experts = m_pipe.experts;
  std::fill(weights.begin(), weights.end(), 0.0F);
  std::vector<double> tops(at(m_groups), 0);
  std::vector<std::pair<double, std::int64_t>> others;  // −log of the softmax within the group, unit
  std::vector<std::int64_t> chosen;
  int spent = 0;
  for (std::int64_t group = 0; group < m_groups; ++group) {
    const std::int64_t first = group * experts;
    std::int64_t best = first;
    for (std::int64_t unit = first; unit < first + experts; ++unit) {
      if (ranked(logits[at(unit)]) > ranked(logits[at(best)])) best = unit;
    }
    if (cost(best) == 0 || logits[at(best)] == kNever) continue;
    const double top = ranked(logits[at(best)]);
    double total = 0;
    for (std::int64_t unit = first; unit < first + experts; ++unit) {
      total += std::exp(ranked(logits[at(unit)]) - top);
    }
    for (std::int64_t unit = first; unit < first + experts; ++unit) {
      if (unit == best || logits[at(unit)] == kNever) continue;
      others.emplace_back(std::log(total) + top - ranked(logits[at(unit)]), unit);
    }
    tops[at(group)] = top;
    chosen.push_back(best);
    spent += cost(best);
  }
  if (active <= 0 || spent < active) {
    std::sort(others.begin(), others.end());
    for (const auto& [order, unit] : others) {
      if (active > 0 && spent + cost(unit) > active) continue;
      chosen.push_back(unit);
      spent += cost(unit);
    }
  }
  std::vector<double> sums(at(m_groups), 0);
  const auto share = [&](std::int64_t unit) {
    return std::exp(ranked(logits[at(unit)]) - tops[at(unit / experts)]);
  };
  for (const std::int64_t unit : chosen) sums[at(unit / experts)] += share(unit);
  for (const std::int64_t unit : chosen) {
    weights[at(unit)] = static_cast<float>(share(unit) / sums[at(unit / experts)]);
  }
}

void GateRule::strongest(std::span<const double> scores, int active, std::span<char> chosen) const {
  std::fill(chosen.begin(), chosen.end(), char{0});
  const auto rank = [&](int index) {
    const double score = scores[at(index)];
    return std::isnan(score) ? std::numeric_limits<double>::lowest() : score;
  };
  std::vector<int> best(at(m_pipe.grid_rows), -1);
  std::vector<int> order;
  for (int index = 0; index < m_pipe.workers; ++index) {
    if (rank(index) == -std::numeric_limits<double>::infinity()) continue;
    order.push_back(index);
    int& first = best[at((m_pipe.first_position + index / m_pipe.experts) / m_pipe.grid_cols)];
    if (first < 0 || rank(index) > rank(first)) first = index;
  }
  int spent = 0;
  for (const int index : best) {
    if (index < 0) continue;
    chosen[at(index)] = 1;
    ++spent;
  }
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return rank(a) > rank(b); });
  for (const int index : order) {
    if (active > 0 && spent >= active) break;
    spent += chosen[at(index)] == 0 ? 1 : 0;
    chosen[at(index)] = 1;
  }
}

}  // namespace prism
