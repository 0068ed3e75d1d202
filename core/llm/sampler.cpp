// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/sampler.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace prism {
namespace {

[[noreturn]] void refuse(const char* option, double value, const char* expected) {
  throw Error(ErrorCode::usage, fmt::format("{} makes no sense", value), {}, option, expected);
}

}  // namespace

void check_sampling(const GenerateOptions& options) {
  if (options.max_tokens < 0) {
    refuse("--max-tokens", static_cast<double>(options.max_tokens), "0 or more");
  }
  if (!std::isfinite(options.temperature) || options.temperature < 0) {
    refuse("--temperature", options.temperature, "0 or more");
  }
  if (options.top_k < 0) refuse("--top-k", options.top_k, "0 (all) or more");
  if (!(options.top_p > 0 && options.top_p <= 1)) refuse("--top-p", options.top_p, "above 0, at most 1");
}

Sampler::Sampler(const GenerateOptions& options, std::uint64_t seed)
    : m_temperature(options.temperature),
      m_top_k(static_cast<std::size_t>(options.top_k)),
      m_top_p(options.top_p),
      m_random(seed) {}

std::int32_t Sampler::choose(std::span<const float> logits) {
  std::size_t best = 0;
  for (std::size_t id = 0; id < logits.size(); ++id) {
    if (std::isnan(logits[id])) best = id;
    if (std::isnan(logits[best])) break;
    if (logits[id] > logits[best]) best = id;
  }
  if (!std::isfinite(logits[best])) {
    throw Error(ErrorCode::numeric,
                "the model's logits are not finite: its weights are damaged, or too large "
                "for the arithmetic");
  }
  if (m_temperature == 0) return static_cast<std::int32_t>(best);

  const auto scale = static_cast<float>(1 / m_temperature);
  m_candidates.clear();
  for (std::size_t id = 0; id < logits.size(); ++id) {
    m_candidates.emplace_back(std::exp((logits[id] - logits[best]) * scale), static_cast<std::int32_t>(id));
  }
  const auto likelier = [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  };
  if (m_top_k > 0 && m_top_k < m_candidates.size()) {
    const auto end = m_candidates.begin() + static_cast<std::ptrdiff_t>(m_top_k);
    std::partial_sort(m_candidates.begin(), end, m_candidates.end(), likelier);
    m_candidates.erase(end, m_candidates.end());
  }
  const auto total = [&] {
    double sum = 0;
    for (const auto& [weight, id] : m_candidates) sum += static_cast<double>(weight);
    return sum;
  };
  if (m_top_p < 1) {
    std::sort(m_candidates.begin(), m_candidates.end(), likelier);
    const double enough = m_top_p * total();
    double sum = 0;
    std::size_t kept = 0;
    while (kept < m_candidates.size() && sum < enough) sum += static_cast<double>(m_candidates[kept++].first);
    m_candidates.resize(kept);
  }
  double left = m_random.uniform() * total();
  for (const auto& [weight, id] : m_candidates) {
    left -= static_cast<double>(weight);
    if (left < 0) return id;
  }
  return static_cast<std::int32_t>(best);
}

}  // namespace prism
