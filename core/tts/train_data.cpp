// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/tts/train_data_torch.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

namespace prism {
namespace {

/// Batches are cut from so many shuffled ones sorted by length: little is filled up, yet they stay mixed.
constexpr std::size_t kBucket = 8;
constexpr std::size_t kMostValidated = 64;

std::size_t at_(std::int64_t index) {
  return static_cast<std::size_t>(index);
}

/// Sums for means and deviations of columns, in double precision.
struct Columns {
  std::vector<double> sum, squares;
  double count = 0;
  explicit Columns(std::int64_t width) : sum(at_(width)), squares(at_(width)) {}

  void add(std::span<const float> rows) {
    const std::size_t width = sum.size();
    for (std::size_t i = 0; i + width <= rows.size(); i += width) {
      for (std::size_t c = 0; c < width; ++c) {
        const double value = rows[i + c];
        sum[c] += value;
        squares[c] += value * value;
      }
      ++count;
    }
  }
  [[nodiscard]] at::Tensor mean() const {
    at::Tensor out = at::zeros({static_cast<std::int64_t>(sum.size())}, at::kFloat);
    for (std::size_t c = 0; c < sum.size(); ++c)
      out.data_ptr<float>()[c] = static_cast<float>(sum[c] / std::max(1.0, count));
    return out;
  }
  [[nodiscard]] at::Tensor deviation() const {
    at::Tensor out = at::ones({static_cast<std::int64_t>(sum.size())}, at::kFloat);
    for (std::size_t c = 0; c < sum.size(); ++c) {
      const double mean_ = sum[c] / std::max(1.0, count);
      const double variance = squares[c] / std::max(1.0, count) - mean_ * mean_;
      // A column that never changes is left as it is.
      if (variance > 1e-10) out.data_ptr<float>()[c] = static_cast<float>(std::sqrt(variance));
    }
    return out;
  }
};

}  // namespace

TrainBatch TrainBatch::to(const at::Device& device) const {
  if (device.is_cpu()) return *this;
  TrainBatch moved{units.to(device), durations.to(device), spoken.to(device), target.to(device),
                   counts.to(device)};
  moved.frames = frames;
  return moved;
}

TrainData::TrainData(const FeatureStore& features, double validation_share, int batch, std::uint64_t seed)
    : m_features(features), m_seed(seed), m_batch(static_cast<std::size_t>(std::max(1, batch))) {
  const std::vector<std::string>& phones = features.front_end().phones;
  m_phones = static_cast<std::int64_t>(phones.size());
  for (std::size_t i = 0; i < phones.size(); ++i) m_ids.emplace(phones[i], static_cast<std::int64_t>(i));
  const std::int64_t count = features.size();
  for (std::int64_t i = 0; i < count; ++i) m_frames.push_back(features.utterance(i).frames);
  const std::vector<std::int64_t> order = Random(mix64(seed ^ 0x5EED)).permutation(count);
  auto held_out = static_cast<std::int64_t>(std::llround(validation_share * static_cast<double>(count)));
  if (validation_share > 0 && count > 1) held_out = std::clamp<std::int64_t>(held_out, 1, count - 1);
  for (std::int64_t i = 0; i < count; ++i) (i < held_out ? m_validation : m_train).push_back(order[at_(i)]);
  std::sort(m_train.begin(), m_train.end());
  std::sort(m_validation.begin(), m_validation.end());
  if (m_train.empty()) throw Error(ErrorCode::usage, "the features hold no utterance to train on");
}

std::vector<std::vector<std::int64_t>> TrainData::epoch(std::int64_t number) const {
  Random random(mix64(m_seed ^ mix64(static_cast<std::uint64_t>(number) + 1)));
  const std::vector<std::int64_t> order = random.permutation(static_cast<std::int64_t>(m_train.size()));
  std::vector<std::vector<std::int64_t>> batches;
  const std::size_t bucket = m_batch * kBucket;
  for (std::size_t first = 0; first < order.size(); first += bucket) {
    std::vector<std::int64_t> some;
    for (std::size_t i = first; i < std::min(order.size(), first + bucket); ++i)
      some.push_back(m_train[at_(order[i])]);
    std::stable_sort(some.begin(), some.end(),
                     [this](std::int64_t a, std::int64_t b) { return m_frames[at_(a)] < m_frames[at_(b)]; });
    for (std::size_t i = 0; i < some.size(); i += m_batch) {
      const auto begin = some.begin() + static_cast<std::ptrdiff_t>(i);
      batches.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(std::min(m_batch, some.size() - i)));
    }
  }
  std::vector<std::vector<std::int64_t>> mixed;
  for (const std::int64_t i : random.permutation(static_cast<std::int64_t>(batches.size())))
    mixed.push_back(std::move(batches[at_(i)]));
  return mixed;
}

TrainBatch TrainData::training(std::int64_t number) const {
  const std::size_t bucket = m_batch * kBucket;
  const std::size_t whole = m_train.size() / bucket * kBucket;
  const std::size_t rest = (m_train.size() % bucket + m_batch - 1) / m_batch;
  const auto batches = static_cast<std::int64_t>(whole + rest);
  if (number / batches != m_epoch_number) {
    m_epoch_number = number / batches;
    m_epoch = epoch(m_epoch_number);
  }
  return assemble(m_epoch[at_(number % batches)]);
}

std::vector<std::vector<std::int64_t>> TrainData::validation() const {
  std::vector<std::int64_t> some(
      m_validation.begin(),
      m_validation.begin() + static_cast<std::ptrdiff_t>(std::min(kMostValidated, m_validation.size())));
  std::stable_sort(some.begin(), some.end(),
                   [this](std::int64_t a, std::int64_t b) { return m_frames[at_(a)] < m_frames[at_(b)]; });
  std::vector<std::vector<std::int64_t>> batches;
  for (std::size_t i = 0; i < some.size(); i += m_batch) {
    const auto begin = some.begin() + static_cast<std::ptrdiff_t>(i);
    batches.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(std::min(m_batch, some.size() - i)));
  }
  return batches;
}

TrainBatch TrainData::assemble(std::span<const std::int64_t> utterances) const {
  std::vector<StoredUtterance> all;
  std::int64_t tokens = 1, units = 1, frames = 1;
  for (const std::int64_t index : utterances) {
    all.push_back(m_features.utterance(index));
    tokens = std::max(tokens, all.back().tokens);
    units = std::max(units, static_cast<std::int64_t>(all.back().units.size()));
    frames = std::max(frames, all.back().frames);
  }
  const auto batch = static_cast<std::int64_t>(all.size());
  const std::int64_t in = m_features.llm_width();
  const std::int64_t out = m_features.target_width();
  TrainBatch result;
  result.frames = frames;
  result.units.tokens = at::zeros({batch, tokens, in}, at::kFloat);
  result.units.token_counts = at::empty({batch}, at::kLong);
  result.units.unit_tokens = at::full({batch, units}, -1, at::kLong);
  result.units.unit_phones = at::zeros({batch, units}, at::kLong);
  result.units.unit_counts = at::empty({batch}, at::kLong);
  result.durations = at::zeros({batch, units}, at::kLong);
  result.spoken = at::zeros({batch, units}, at::kBool);
  result.target = at::zeros({batch, frames, out}, at::kFloat);
  result.counts = at::empty({batch}, at::kLong);
  for (std::int64_t b = 0; b < batch; ++b) {
    const StoredUtterance& one = all[at_(b)];
    std::copy(one.token_features.begin(), one.token_features.end(),
              result.units.tokens.data_ptr<float>() + b * tokens * in);
    std::copy(one.target.begin(), one.target.end(), result.target.data_ptr<float>() + b * frames * out);
    result.units.token_counts.data_ptr<std::int64_t>()[b] = one.tokens;
    result.units.unit_counts.data_ptr<std::int64_t>()[b] = static_cast<std::int64_t>(one.units.size());
    result.counts.data_ptr<std::int64_t>()[b] = one.frames;
    for (std::size_t u = 0; u < one.units.size(); ++u) {
      const SpeechUnit& unit = one.units[u];
      const std::int64_t place = b * units + static_cast<std::int64_t>(u);
      result.units.unit_tokens.data_ptr<std::int64_t>()[place] = std::max(-1, unit.token);
      result.durations.data_ptr<std::int64_t>()[place] = unit.frames;
      result.spoken.data_ptr<bool>()[place] = !unit.silence;
      if (m_phones == 0 || unit.silence) continue;
      const auto id = m_ids.find(unit.label);
      result.units.unit_phones.data_ptr<std::int64_t>()[place] = id == m_ids.end() ? m_phones : id->second;
    }
  }
  return result;
}

TrainData::Scales TrainData::scales() const {
  Columns input(m_features.llm_width()), target(m_features.target_width());
  for (const std::int64_t index : m_train) {
    const StoredUtterance one = m_features.utterance(index);
    input.add(one.token_features);
    if (m_features.codebook_size() == 0) target.add(one.target);
  }
  return {input.mean(), input.deviation(), target.mean(), target.deviation()};
}

}  // namespace prism
