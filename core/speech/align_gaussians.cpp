// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/align_steps.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace prism {
namespace {

constexpr double kVarianceFloor = 0.05;  // of the variance of all frames
constexpr double kTowardsPhone = 8;      // frames' worth of the phone in each of its states
constexpr double kTowardsSpeech = 30;    // frames' worth of all speech in each phone
constexpr float kAcoustic = 0.35f;  // neighbouring frames tell the same: their likelihoods count for less
constexpr float kImpossible = -std::numeric_limits<float>::infinity();
constexpr int kLeastSilence = 6;    // frames of a pause
constexpr double kLoudSilence = 2;  // log-likelihood that silence loses a dB above what is quiet
constexpr double kPauseAtMark = 0.7, kPauseElsewhere = 0.03;

}  // namespace

void PhoneModels::Sum::add(const float* row, std::int64_t dim, double weight) {
  if (first.empty()) {
    first.assign(static_cast<std::size_t>(dim), 0);
    second.assign(static_cast<std::size_t>(dim), 0);
  }
  count += weight;
  for (std::int64_t d = 0; d < dim; ++d) {
    const auto i = static_cast<std::size_t>(d);
    first[i] += weight * row[d];
    second[i] += weight * static_cast<double>(row[d]) * row[d];
  }
}

float PhoneModels::Gaussian::log_likelihood(const float* row) const {
  float sum = 0;
  for (std::size_t d = 0; d < mean.size(); ++d) {
    const float x = row[d] - mean[d];
    sum += x * x * inverse_variance[d];
  }
  return constant - 0.5f * sum;
}

PhoneModels::Gaussian PhoneModels::gaussian_of(const Sum& sum, const Sum& towards, double strength,
                                               const std::vector<double>& floor) {
  Gaussian out;
  const std::size_t dim = floor.size();
  out.mean.resize(dim);
  out.inverse_variance.resize(dim);
  double constant = 0;
  const double pull = towards.count > 0 ? strength / towards.count : 0;
  const double count = std::max(sum.count + pull * towards.count, 1e-9);
  for (std::size_t d = 0; d < dim; ++d) {
    const auto of = [&](const std::vector<double>& mine, const std::vector<double>& other) {
      return ((mine.empty() ? 0 : mine[d]) + (other.empty() ? 0 : pull * other[d])) / count;
    };
    const double mean = of(sum.first, towards.first);
    const double variance = std::max(of(sum.second, towards.second) - mean * mean, floor[d]);
    out.mean[d] = static_cast<float>(mean);
    out.inverse_variance[d] = static_cast<float>(1 / variance);
    constant -= 0.5 * std::log(2 * std::numbers::pi * variance);
  }
  out.constant = static_cast<float>(constant);
  return out;
}

int PhoneModels::known(const std::string& label) const {
  const auto at =
      std::find_if(m_phones.begin(), m_phones.end(), [&](const Phone& x) { return x.label == label; });
  return at == m_phones.end() ? -1 : static_cast<int>(at - m_phones.begin());
}

int PhoneModels::index_of(const std::string& label) {
  if (const int at = known(label); at >= 0) return at;
  m_phones.emplace_back();
  m_phones.back().label = label;
  return static_cast<int>(m_phones.size()) - 1;
}

void PhoneModels::add(const HeardSound& sound, std::span<const ExpectedPhone> phones,
                      std::span<const FrameSpan> spans, double weight) {
  std::int64_t at = 0;
  const std::int64_t dim = sound.features.dim;
  const auto silence = [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t t = begin; t < end; ++t) {
      const bool quiet = sound.loudness[static_cast<std::size_t>(t)] < sound.quiet;
      m_silence[quiet ? 0 : 1].add(sound.features.row(t), dim, weight);
    }
  };
  for (std::size_t p = 0; p < phones.size(); ++p) {
    const FrameSpan span = spans[p];
    silence(at, span.begin);
    at = std::max(at, span.end);
    Phone& phone = m_phones[static_cast<std::size_t>(index_of(phones[p].label))];
    const std::int64_t length = span.end - span.begin;
    if (length <= 0) continue;
    phone.frames += weight * static_cast<double>(length);
    phone.count += weight;
    for (std::int64_t t = 0; t < length; ++t) {
      phone.states[t * kStates / length].add(sound.features.row(span.begin + t), dim, weight);
    }
  }
  silence(at, sound.features.frames);
}

void PhoneModels::estimate() {
  Sum all, any_silence;
  const auto merge = [](Sum& into, const Sum& from) {
    if (from.count <= 0) return;
    into.first.resize(from.first.size());
    into.second.resize(from.second.size());
    into.count += from.count;
    for (std::size_t d = 0; d < from.first.size(); ++d) {
      into.first[d] += from.first[d];
      into.second[d] += from.second[d];
    }
  };
  for (const Phone& phone : m_phones) {
    for (const Sum& sum : phone.states) merge(all, sum);
  }
  for (const Sum& sum : m_silence) merge(any_silence, sum);
  std::vector<double> floor(all.first.size(), kVarianceFloor);
  for (std::size_t d = 0; d < floor.size(); ++d) {
    const double mean = all.first[d] / all.count;
    floor[d] = kVarianceFloor * std::max(all.second[d] / all.count - mean * mean, 1e-6);
  }
  for (Phone& phone : m_phones) {
    Sum whole;
    for (const Sum& sum : phone.states) merge(whole, sum);
    // The phone itself drawn towards all speech, its states towards that.
    Sum drawn = whole;
    if (all.count > 0) {
      Sum some = all;
      const double scale = kTowardsSpeech / all.count;
      some.count *= scale;
      for (double& x : some.first) x *= scale;
      for (double& x : some.second) x *= scale;
      merge(drawn, some);
    }
    for (int s = 0; s < kStates; ++s)
      phone.gaussians[s] = gaussian_of(phone.states[s], drawn, kTowardsPhone, floor);
  }
  for (int s = 0; s < 2; ++s) m_silent[s] = gaussian_of(m_silence[s], any_silence, 20, floor);
}

namespace {

/// One place of the chain a recording goes through; each may last, lead on, or jump over a pause.
struct Place {
  int model = 0;   ///< phone · kStates + state; −1 silence
  int phone = -1;  ///< of the utterance
  float stay = 0, on = 0;
  int jump = -1;  ///< another place it may lead to
  float jump_cost = 0;
};

}  // namespace

std::vector<FrameSpan> PhoneModels::find(const HeardSound& sound,
                                         std::span<const ExpectedPhone> phones) const {
  std::vector<Place> chain;
  const auto add_silence = [&] {
    for (int i = 0; i < kLeastSilence; ++i) {
      const bool last = i + 1 == kLeastSilence;
      chain.push_back({-1, -1, last ? -0.02f : kImpossible, last ? -2.0f : 0.0f, -1, 0});
    }
  };
  std::vector<int> entries;  // places from which the pause that follows may be jumped over
  for (std::size_t p = 0; p <= phones.size(); ++p) {
    const bool edge = p == 0 || p == phones.size();
    if (edge || phones[p].word != phones[p - 1].word) {
      const double pause = edge || phones[p].pause ? kPauseAtMark : kPauseElsewhere;
      if (p > 0) {
        chain.back().on += static_cast<float>(std::log(pause));
        chain.back().jump = static_cast<int>(chain.size()) + kLeastSilence;
        chain.back().jump_cost = static_cast<float>(std::log(1 - pause));
      }
      add_silence();
    }
    if (p == phones.size()) break;
    const int model = known(phones[p].label);
    const double frames = model >= 0 && m_phones[static_cast<std::size_t>(model)].count > 0
                              ? m_phones[static_cast<std::size_t>(model)].frames /
                                    m_phones[static_cast<std::size_t>(model)].count
                              : 16;
    const double each = std::max(frames / kStates, 1.3);
    for (int s = 0; s < kStates; ++s) {
      chain.push_back({std::max(model, 0) * kStates + s, static_cast<int>(p),
                       static_cast<float>(std::log(1 - 1 / each)), static_cast<float>(std::log(1 / each)), -1,
                       0});
    }
  }
  const std::size_t count = chain.size();
  const std::int64_t frames = sound.features.frames;
  std::vector<float> score(count, kImpossible), next(count), models(m_phones.size() * kStates);
  std::vector<char> from(count * static_cast<std::size_t>(frames), 0);  // 0 stay, 1 on, 2 jump
  std::vector<int> jumped(count, -1);
  for (std::size_t i = 0; i < count; ++i) {
    if (chain[i].jump >= 0 && chain[i].jump < static_cast<int>(count))
      jumped[static_cast<std::size_t>(chain[i].jump)] = static_cast<int>(i);
  }
  for (std::int64_t t = 0; t < frames; ++t) {
    const float* row = sound.features.row(t);
    for (std::size_t m = 0; m < models.size(); ++m) {
      models[m] = kAcoustic * m_phones[m / kStates].gaussians[m % kStates].log_likelihood(row);
    }
    const double loud = std::max(0.0, sound.loudness[static_cast<std::size_t>(t)] - sound.quiet);
    const float silent =
        kAcoustic * (std::max(m_silent[0].log_likelihood(row), m_silent[1].log_likelihood(row)) -
                     static_cast<float>(kLoudSilence * loud));
    for (std::size_t i = 0; i < count; ++i) {
      float best = kImpossible;
      char way = 0;
      if (t == 0) {
        if (i == 0) best = 0;
        if (i == static_cast<std::size_t>(kLeastSilence)) best = -0.7f;  // no silence at the beginning
      } else {
        best = score[i] + chain[i].stay;
        if (i > 0 && score[i - 1] + chain[i - 1].on > best) {
          best = score[i - 1] + chain[i - 1].on;
          way = 1;
        }
        if (const int j = jumped[i]; j >= 0) {
          const float cost =
              score[static_cast<std::size_t>(j)] + chain[static_cast<std::size_t>(j)].jump_cost;
          if (cost > best) {
            best = cost;
            way = 2;
          }
        }
      }
      next[i] = best + (chain[i].model < 0 ? silent : models[static_cast<std::size_t>(chain[i].model)]);
      from[static_cast<std::size_t>(t) * count + i] = way;
    }
    score.swap(next);
  }
  // The last places: the final silence, or the last phone where the recording ends with it.
  std::size_t at = count - 1;
  const std::size_t spoken = count - 1 - kLeastSilence;
  if (score[spoken] > score[at]) at = spoken;
  if (score[at] == kImpossible) return {};
  std::vector<FrameSpan> out(phones.size(), {-1, -1});
  for (std::int64_t t = frames - 1; t >= 0; --t) {
    if (chain[at].phone >= 0) {
      FrameSpan& span = out[static_cast<std::size_t>(chain[at].phone)];
      if (span.end < 0) span.end = t + 1;
      span.begin = t;
    }
    const char way = from[static_cast<std::size_t>(t) * count + at];
    if (way == 1) --at;
    if (way == 2) at = static_cast<std::size_t>(jumped[at]);
  }
  return out;
}

}  // namespace prism
