// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/aligner.h"
#include "core/speech/alignment_file.h"
#include "core/speech/letters.h"

#include <algorithm>
#include <cmath>

namespace prism {
namespace {

constexpr double kTouching = 1e-6;  // seconds
constexpr std::size_t kMostCells = 64u << 20;

struct Label {
  double begin = 0, end = 0;
  std::u32string text;
};

/// What is not silence, in order; words by their letters alone.
std::vector<Label> labels_of(const Alignment& alignment, bool phones) {
  const AlignmentTier* tier = phones ? phone_tier(alignment) : word_tier(alignment);
  std::vector<Label> out;
  if (tier == nullptr) return out;
  for (const TierInterval& interval : tier->intervals) {
    if (is_silence(interval.text)) continue;
    Label label{interval.begin, interval.end, {}};
    if (phones) {
      label.text.assign(interval.text.begin(), interval.text.end());
    } else {
      const Letters letters = letters_of(interval.text);
      label.text.assign(letters.folded.begin(), letters.folded.end());
    }
    out.push_back(std::move(label));
  }
  return out;
}

/// Pairs of the longest common subsequence.
std::vector<std::pair<std::size_t, std::size_t>> common(const std::vector<Label>& a,
                                                        const std::vector<Label>& b) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  const std::size_t n = a.size(), m = b.size();
  if ((n + 1) * (m + 1) > kMostCells) return out;
  std::vector<std::uint32_t> length((n + 1) * (m + 1), 0);
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return length[i * (m + 1) + j]; };
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = m; j-- > 0;) {
      at(i, j) = a[i].text == b[j].text ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
  }
  for (std::size_t i = 0, j = 0; i < n && j < m;) {
    if (a[i].text == b[j].text) {
      out.emplace_back(i++, j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

/// Whether the next label begins where this one ends: then its beginning is the same boundary.
bool followed(const std::vector<Label>& labels, std::size_t i) {
  return i + 1 < labels.size() && labels[i + 1].begin - labels[i].end < kTouching;
}

}  // namespace

BoundaryError boundary_error(const Alignment& found, const Alignment& truth, bool phones) {
  const std::vector<Label> a = labels_of(found, phones), b = labels_of(truth, phones);
  const auto pairs = common(a, b);
  BoundaryError out;
  // Sets of phones that differ agree by chance alone, and then nowhere near the same time.
  if (phones && 2 * pairs.size() < std::min(a.size(), b.size())) return out;
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    const auto [i, j] = pairs[k];
    out.errors_ms.push_back(1000 * (a[i].begin - b[j].begin));
    const bool next = k + 1 < pairs.size() && pairs[k + 1].first == i + 1 && pairs[k + 1].second == j + 1;
    if (!(next && followed(a, i) && followed(b, j))) out.errors_ms.push_back(1000 * (a[i].end - b[j].end));
  }
  out.boundaries = static_cast<std::int64_t>(out.errors_ms.size());
  if (out.errors_ms.empty()) return out;
  std::vector<double> sizes = out.errors_ms;
  for (double& x : sizes) x = std::abs(x);
  std::sort(sizes.begin(), sizes.end());
  const auto rank = [&](double share) {
    return sizes[static_cast<std::size_t>(std::ceil(share * static_cast<double>(sizes.size()))) - 1];
  };
  out.median_ms = rank(0.5);
  out.p90_ms = rank(0.9);
  return out;
}

}  // namespace prism
