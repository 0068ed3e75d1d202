// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/envelope.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace prism::widgets {

namespace {

constexpr SampleRange kNothing{std::numeric_limits<float>::infinity(),
                               -std::numeric_limits<float>::infinity(), 0};

void join(SampleRange& into, const SampleRange& other) {
  into.least = std::min(into.least, other.least);
  into.greatest = std::max(into.greatest, other.greatest);
  into.not_finite += other.not_finite;
}

}  // namespace

Envelope::Envelope(std::shared_ptr<const Audio> audio)
    : m_audio(audio ? std::move(audio) : std::make_shared<const Audio>()) {
  const std::int64_t count = samples();
  std::vector<SampleRange> base;
  base.reserve(static_cast<std::size_t>(count / kBlock + 1));
  for (std::int64_t begin = 0; begin < count; begin += kBlock)
    base.push_back(scan(begin, std::min(begin + kBlock, count)));
  m_levels.push_back(std::move(base));
  while (m_levels.back().size() > 256) {
    const std::vector<SampleRange>& finer = m_levels.back();
    std::vector<SampleRange> coarser;
    coarser.reserve(finer.size() / 2 + 1);
    for (std::size_t i = 0; i < finer.size(); i += 2) {
      coarser.push_back(finer[i]);
      if (i + 1 < finer.size()) join(coarser.back(), finer[i + 1]);
    }
    m_levels.push_back(std::move(coarser));
  }
  for (const SampleRange& cell : m_levels.back()) {
    if (cell.least <= cell.greatest)
      m_peak = std::max({m_peak, std::abs(cell.least), std::abs(cell.greatest)});
  }
}

SampleRange Envelope::scan(std::int64_t begin, std::int64_t end) const {
  SampleRange found = kNothing;
  const float* values = m_audio->samples.data();
  for (std::int64_t i = begin; i < end; ++i) {
    if (!std::isfinite(values[i])) {
      ++found.not_finite;
      continue;
    }
    found.least = std::min(found.least, values[i]);
    found.greatest = std::max(found.greatest, values[i]);
  }
  return found;
}

SampleRange Envelope::range(std::int64_t begin, std::int64_t end) const {
  begin = std::max<std::int64_t>(begin, 0);
  end = std::min(end, samples());
  SampleRange found = kNothing;
  // Whole cells of the coarsest level that fits, finer ones towards the ends.
  while (begin < end) {
    int level = -1;
    std::int64_t cell = 1;
    for (int n = 0; n < static_cast<int>(m_levels.size()); ++n) {
      const std::int64_t size = std::int64_t{kBlock} << n;
      if (begin % size != 0 || begin + size > end) break;
      level = n;
      cell = size;
    }
    if (level >= 0) {
      join(found, m_levels[static_cast<std::size_t>(level)][static_cast<std::size_t>(begin / cell)]);
      begin += cell;
    } else {
      const std::int64_t stop = std::min(end, (begin / kBlock + 1) * kBlock);
      join(found, scan(begin, stop));
      begin = stop;
    }
  }
  if (found.least > found.greatest) found.least = found.greatest = 0;
  return found;
}

}  // namespace prism::widgets
