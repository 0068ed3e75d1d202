// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/forms.h"

#include <set>

namespace prism {
namespace {

// Four sums side by side: one alone would wait for itself.
float dot(const float* a, const float* b, std::int64_t count) {
  float sums[4] = {};
  std::int64_t i = 0;
  for (; i + 4 <= count; i += 4) {
    for (int lane = 0; lane < 4; ++lane) sums[lane] += a[i + lane] * b[i + lane];
  }
  float rest = 0;
  for (; i < count; ++i) rest += a[i] * b[i];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest;
}

}  // namespace

Forms::Forms(const Units& units) : m_units(units) {
  std::set<std::int64_t> cuts;
  for (const Slot& slot : units.list()) {
    if (slot.workers.empty()) continue;
    cuts.insert(slot.rows.begin);
    cuts.insert(slot.rows.end);
  }
  for (auto cut = cuts.begin(); cut != cuts.end() && std::next(cut) != cuts.end(); ++cut) {
    Segment segment{{*cut, *std::next(cut)}, {}};
    for (std::size_t u = 0; u < units.list().size(); ++u) {
      const Slot& slot = units.list()[u];
      const bool meets =
          !slot.workers.empty() && slot.rows.begin <= segment.rows.begin && segment.rows.end <= slot.rows.end;
      if (meets) segment.slots.push_back(static_cast<std::int32_t>(u));
    }
    const auto count = static_cast<std::int64_t>(segment.slots.size());
    m_size += count + count * (count + 1) / 2;
    m_segments.push_back(std::move(segment));
  }
}

void Forms::make(const SlotOutputs& outputs, std::int64_t sample, const float* target, float* out) const {
  std::vector<const float*> own;
  for (const Segment& segment : m_segments) {
    own.clear();
    for (const std::int32_t u : segment.slots) {
      const Slot& slot = m_units.list()[static_cast<std::size_t>(u)];
      own.push_back(outputs.values[static_cast<std::size_t>(u)].data() + sample * slot.rows.size() +
                    (segment.rows.begin - slot.rows.begin));
    }
    const std::int64_t rows = segment.rows.size();
    for (const float* each : own) *out++ = dot(each, target + segment.rows.begin, rows);
    for (std::size_t a = 0; a < own.size(); ++a) {
      for (std::size_t b = a; b < own.size(); ++b) *out++ = dot(own[a], own[b], rows);
    }
  }
}

double Forms::add_gradient(const float* forms, std::span<const float> weights,
                           std::span<float> gradient) const {
  double value = 0;
  thread_local std::vector<std::int32_t> active;
  for (const Segment& segment : m_segments) {
    const auto count = static_cast<std::int64_t>(segment.slots.size());
    active.clear();
    for (std::int64_t i = 0; i < count; ++i) {
      if (weights[static_cast<std::size_t>(segment.slots[static_cast<std::size_t>(i)])] != 0) {
        active.push_back(static_cast<std::int32_t>(i));
      }
    }
    const float* gram = forms + count;
    const auto at = [&](std::int64_t a, std::int64_t b) {
      return gram[a * count - a * (a - 1) / 2 + (b - a)];
    };
    const auto slot_of = [&](std::int32_t i) {
      return static_cast<std::size_t>(segment.slots[static_cast<std::size_t>(i)]);
    };
    for (const std::int32_t i : active) {
      float sum = -forms[i];
      for (const std::int32_t j : active) sum += weights[slot_of(j)] * (i <= j ? at(i, j) : at(j, i));
      gradient[slot_of(i)] += 2 * sum;
      value += static_cast<double>(weights[slot_of(i)]) * (static_cast<double>(sum) - forms[i]);
    }
    forms += count + count * (count + 1) / 2;
  }
  return value;
}

}  // namespace prism
