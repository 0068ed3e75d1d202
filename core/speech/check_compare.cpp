// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/check_parts.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace prism {
namespace {

constexpr std::size_t kEnough = 8;              // values to tell what is usual
constexpr double kFar = 4, kFarUtterance = 4;   // robust deviations
constexpr double kFastest = 7, kSlowest = 0.7;  // words a second where nothing else is known

/// What is usual: the median, and the median distance from it as a standard deviation.
struct Usual {
  double middle = 0, spread = 0;
  [[nodiscard]] double far(double value) const { return (value - middle) / spread; }
};

double median(std::vector<double> values) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

Usual usual_of(const std::vector<double>& values, double least_spread) {
  Usual out;
  out.middle = median(values);
  std::vector<double> off;
  off.reserve(values.size());
  for (const double x : values) off.push_back(std::abs(x - out.middle));
  out.spread = std::max(1.4826 * median(std::move(off)), least_spread);
  return out;
}

void find_odd_phones(std::vector<Examined>& all) {
  std::map<std::string, std::vector<double>> by_label;
  for (const Examined& one : all) {
    for (const auto& [label, seconds] : one.phones) by_label[label].push_back(std::log(seconds));
  }
  std::map<std::string, Usual> usual;
  for (const auto& [label, lengths] : by_label) {
    if (lengths.size() >= kEnough) usual[label] = usual_of(lengths, 0.25);
  }
  for (Examined& one : all) {
    std::string worst;
    double worst_far = 0;
    for (const auto& [label, seconds] : one.phones) {
      const auto known = usual.find(label);
      if (known == usual.end()) continue;
      const double far = known->second.far(std::log(seconds));
      if (std::abs(far) < kFar) continue;
      ++one.check.outliers;
      if (std::abs(far) > std::abs(worst_far)) {
        worst_far = far;
        worst = fmt::format("“{}” of {:.0f} ms, usually {:.0f}", label, 1000 * seconds,
                            1000 * std::exp(known->second.middle));
      }
    }
    if (one.check.outliers == 0) continue;
    // One long vowel before a pause is nothing: it takes several, or one that is very far off.
    const double grave =
        0.2 * static_cast<double>(one.check.outliers) + 0.1 * std::max(0.0, std::abs(worst_far) - 5);
    one.add(std::min(1.5, grave), fmt::format("{} phone{} of unusual length, as {}", one.check.outliers,
                                              one.check.outliers == 1 ? "" : "s", worst));
  }
}

void find_odd_rates(std::vector<Examined>& all) {
  std::vector<double> rates;
  for (const Examined& one : all) {
    if (one.check.words_per_second > 0) rates.push_back(std::log(one.check.words_per_second));
  }
  const bool known = rates.size() >= kEnough;
  const Usual usual = known ? usual_of(rates, 0.12) : Usual{};
  for (Examined& one : all) {
    const double rate = one.check.words_per_second;
    if (rate <= 0) continue;
    const bool odd =
        rate > kFastest || rate < kSlowest || (known && std::abs(usual.far(std::log(rate))) > kFarUtterance);
    if (!odd) continue;
    const std::string others = known ? fmt::format(" (usually {:.1f})", std::exp(usual.middle)) : "";
    one.add(1,
            fmt::format("{:.1f} words a second{}: text and recording may not belong together", rate, others));
  }
}

void find_odd_sources(std::vector<Examined>& all) {
  std::map<std::pair<int, int>, std::size_t> kinds;
  for (const Examined& one : all) {
    if (one.check.rate > 0) ++kinds[{one.check.rate, one.check.channels}];
  }
  if (kinds.size() < 2) return;
  const auto most = std::max_element(kinds.begin(), kinds.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  for (Examined& one : all) {
    const std::pair<int, int> kind{one.check.rate, one.check.channels};
    if (one.check.rate == 0 || kind == most->first) continue;
    one.add(0.5, fmt::format("{} Hz, {} channel{}; most recordings have {} Hz, {}", kind.first, kind.second,
                             kind.second == 1 ? "" : "s", most->first.first, most->first.second));
  }
}

void add_analysis(std::vector<Examined>& all, const AlignmentAnalysis& analysis) {
  struct Figure {
    const char* name;
    double direction;  ///< +1: high is bad
    const char* says;
  };
  constexpr Figure kFigures[] = {{"overall_log_likelihood", -1, "MFA's likelihood is unusually low"},
                                 {"phone_duration_deviation", 1, "MFA finds unusual phone durations"},
                                 {"snr", -1, "MFA finds it noisy"}};
  for (const Figure& figure : kFigures) {
    std::vector<double> values;
    for (const auto& [id, figures] : analysis) {
      if (const auto at = figures.find(figure.name); at != figures.end()) values.push_back(at->second);
    }
    if (values.size() < kEnough) continue;
    const Usual usual = usual_of(values, 1e-3);
    for (Examined& one : all) {
      const auto row = analysis.find(one.check.id);
      if (row == analysis.end() || !row->second.contains(figure.name)) continue;
      const double value = row->second.at(figure.name);
      if (figure.direction * usual.far(value) > kFarUtterance) {
        one.add(0.5, fmt::format("{} ({:.3g}, usually {:.3g})", figure.says, value, usual.middle));
      }
    }
  }
}

}  // namespace

void compare_utterances(std::vector<Examined>& all, const AlignmentAnalysis& analysis) {
  find_odd_phones(all);
  find_odd_rates(all);
  find_odd_sources(all);
  add_analysis(all, analysis);
}

}  // namespace prism
