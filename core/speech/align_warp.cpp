// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/align_steps.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prism {
namespace {

// In units of the mean distance between frames of the voice and of the recording.
constexpr double kStay = 0.1, kSkip = 0.1, kSkipTwo = 0.35;
constexpr float kNever = std::numeric_limits<float>::infinity();
// Long recordings are searched this near to the diagonal only.
constexpr std::int64_t kBand = static_cast<std::int64_t>(20 / kAlignHop);

/// The voice's frames in order, silences left out, at about the recording's own speed.
struct Nodes {
  std::vector<std::int64_t> frame;
  std::vector<std::size_t> phone;
  std::vector<std::int64_t> gate;  ///< of each node: the pause that may come before it, −1 for none
  std::int64_t gates = 0;          ///< the last one stands after the last node
};

Nodes nodes_of(const HeardSound& voice, std::span<const ExpectedPhone> phones, double speed) {
  Nodes out;
  for (std::size_t p = 0; p < phones.size(); ++p) {
    const double begin = phones[p].begin / kAlignHop, end = phones[p].end / kAlignHop;
    const auto count = std::max<std::int64_t>(1, std::llround((end - begin) * speed));
    const bool first = p == 0 || phones[p].word != phones[p - 1].word;
    for (std::int64_t i = 0; i < count; ++i) {
      const auto frame = static_cast<std::int64_t>(begin + (static_cast<double>(i) + 0.5) /
                                                               static_cast<double>(count) * (end - begin));
      out.frame.push_back(std::clamp<std::int64_t>(frame, 0, voice.features.frames - 1));
      out.phone.push_back(p);
      out.gate.push_back(first && i == 0 ? out.gates++ : -1);
    }
  }
  ++out.gates;
  return out;
}

float distance(const float* a, const float* b, std::int64_t dim) {
  float sum = 0;
  for (std::int64_t d = 0; d < dim; ++d) sum += (a[d] - b[d]) * (a[d] - b[d]);
  return std::sqrt(sum);
}

/// Mean distance of frames taken at random: what a step costs that means nothing.
double typical_distance(const HeardSound& voice, const Nodes& nodes, const HeardSound& recording) {
  double sum = 0;
  const std::int64_t dim = recording.features.dim;
  constexpr std::int64_t kPairs = 2000;
  for (std::int64_t i = 0; i < kPairs; ++i) {
    const auto node = static_cast<std::size_t>(i * 7919) % nodes.frame.size();
    const std::int64_t t = i * 104729 % recording.features.frames;
    sum += distance(voice.features.row(nodes.frame[node]), recording.features.row(t), dim);
  }
  return sum / kPairs;
}

/// The table of one search: cheapest ways to be at each node, or in each pause, at a frame.
class Search {
 public:
  Search(const HeardSound& voice, const Nodes& nodes, const HeardSound& recording)
      : m_voice(voice),
        m_nodes(nodes),
        m_recording(recording),
        m_frames(recording.features.frames),
        m_count(static_cast<std::int64_t>(nodes.frame.size())),
        m_width(std::min(m_count, 2 * kBand)),
        m_unit(static_cast<float>(typical_distance(voice, nodes, recording))) {
    for (std::int64_t k = 0; k < m_count; ++k) {
      if (m_nodes.gate[static_cast<std::size_t>(k)] >= 0) m_first.push_back(k);
    }
    m_first.push_back(m_count);
  }

  /// The node of each frame, −1 − gate in a pause; empty when there is no way.
  std::vector<std::int64_t> run() {
    m_from.assign(static_cast<std::size_t>(m_frames * m_width), 0);
    m_gate_from.assign(static_cast<std::size_t>(m_frames * m_nodes.gates), 0);
    std::vector<float> at(static_cast<std::size_t>(m_count), kNever), next = at;
    std::vector<float> pause(static_cast<std::size_t>(m_nodes.gates), kNever), next_pause = pause;
    for (std::int64_t t = 0; t < m_frames; ++t) {
      step(t, at, pause, next, next_pause);
      at.swap(next);
      pause.swap(next_pause);
    }
    const float spoken = at.back(), quiet = pause.back();
    if (std::min(spoken, quiet) == kNever) return {};
    return trace(quiet < spoken);
  }

 private:
  enum From : char { none, stay, one, two, three, gate_one, gate_stay, gate_two };

  [[nodiscard]] std::int64_t low(std::int64_t t) const {
    if (m_width == m_count) return 0;
    const double middle =
        static_cast<double>(t) / static_cast<double>(m_frames) * static_cast<double>(m_count);
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(middle) - kBand, 0, m_count - m_width);
  }

  void step(std::int64_t t, const std::vector<float>& at, const std::vector<float>& pause,
            std::vector<float>& next, std::vector<float>& next_pause) {
    const std::int64_t begin = low(t);
    std::fill(next.begin(), next.end(), kNever);
    for (std::int64_t k = begin; k < begin + m_width; ++k) {
      float best = kNever;
      char from = none;
      const auto offer = [&](float cost, char way) {
        if (cost < best) {
          best = cost;
          from = way;
        }
      };
      const auto cell = [&](std::int64_t node) { return at[static_cast<std::size_t>(node)]; };
      if (t == 0) {
        if (k == 0) offer(0, one);
      } else {
        offer(cell(k) + m_unit * static_cast<float>(kStay), stay);
        if (k >= 1) offer(cell(k - 1), one);
        if (k >= 2) offer(cell(k - 2) + m_unit * static_cast<float>(kSkip), two);
        if (k >= 3) offer(cell(k - 3) + m_unit * static_cast<float>(kSkipTwo), three);
        const std::int64_t gate = m_nodes.gate[static_cast<std::size_t>(k)];
        if (gate >= 0) offer(pause[static_cast<std::size_t>(gate)], gate_one);
      }
      if (best == kNever) continue;
      next[static_cast<std::size_t>(k)] =
          best + distance(m_voice.features.row(m_nodes.frame[static_cast<std::size_t>(k)]),
                          m_recording.features.row(t), m_recording.features.dim);
      m_from[static_cast<std::size_t>(t * m_width + k - begin)] = from;
    }
    for (std::int64_t g = 0; g < m_nodes.gates; ++g) {
      const auto i = static_cast<std::size_t>(g);
      const std::int64_t before = m_first[i] - 1;
      float best = t == 0 ? (g == 0 ? 0 : kNever) : pause[i];
      char from = gate_stay;
      if (t > 0 && before >= 0 && at[static_cast<std::size_t>(before)] < best) {
        best = at[static_cast<std::size_t>(before)];
        from = gate_one;
      }
      if (t > 0 && before >= 1 && at[static_cast<std::size_t>(before - 1)] < best) {
        best = at[static_cast<std::size_t>(before - 1)];
        from = gate_two;
      }
      next_pause[i] = best + silence_cost(t);
      m_gate_from[static_cast<std::size_t>(t * m_nodes.gates + g)] = from;
    }
  }

  /// Cheap where it is quiet, dearer than any speech where it is loud.
  [[nodiscard]] float silence_cost(std::int64_t t) const {
    const double above = m_recording.loudness[static_cast<std::size_t>(t)] - m_recording.quiet;
    return m_unit * static_cast<float>(std::clamp(0.7 + above / 12.0, 0.35, 2.5));
  }

  std::vector<std::int64_t> trace(bool quiet) const {
    std::vector<std::int64_t> out(static_cast<std::size_t>(m_frames));
    std::int64_t node = m_count - 1, gate = quiet ? m_nodes.gates - 1 : -1;
    for (std::int64_t t = m_frames - 1; t >= 0; --t) {
      out[static_cast<std::size_t>(t)] = gate >= 0 ? -1 - gate : node;
      if (gate >= 0) {
        const char from = m_gate_from[static_cast<std::size_t>(t * m_nodes.gates + gate)];
        if (from == gate_stay) continue;
        node = m_first[static_cast<std::size_t>(gate)] - (from == gate_one ? 1 : 2);
        gate = -1;
      } else {
        const char from = m_from[static_cast<std::size_t>(t * m_width + node - low(t))];
        if (from == gate_one) {
          gate = m_nodes.gate[static_cast<std::size_t>(node)];
        } else if (from != stay) {
          node -= from == one ? 1 : from == two ? 2 : 3;
        }
      }
    }
    return out;
  }

  const HeardSound& m_voice;
  const Nodes& m_nodes;
  const HeardSound& m_recording;
  std::int64_t m_frames, m_count, m_width;
  float m_unit;
  std::vector<std::int64_t> m_first;  ///< the node after each gate
  std::vector<char> m_from, m_gate_from;
};

}  // namespace

std::vector<FrameSpan> warp_voice(const HeardSound& voice, std::span<const ExpectedPhone> phones,
                                  const HeardSound& recording) {
  if (phones.empty()) return {};
  double spoken = 0;
  for (const ExpectedPhone& phone : phones) spoken += (phone.end - phone.begin) / kAlignHop;
  const auto loud = static_cast<double>(std::count_if(recording.loudness.begin(), recording.loudness.end(),
                                                      [&](float x) { return x > recording.quiet; }));
  const Nodes nodes = nodes_of(voice, phones, std::clamp(loud / std::max(spoken, 1.0), 0.2, 4.0));
  const std::vector<std::int64_t> path = Search(voice, nodes, recording).run();
  if (path.empty()) return {};
  std::vector<FrameSpan> out(phones.size(), {-1, -1});
  for (std::size_t t = 0; t < path.size(); ++t) {
    if (path[t] < 0) continue;
    FrameSpan& span = out[nodes.phone[static_cast<std::size_t>(path[t])]];
    if (span.begin < 0) span.begin = static_cast<std::int64_t>(t);
    span.end = static_cast<std::int64_t>(t) + 1;
  }
  // A phone that was skipped whole stands, without length, where the one before it ends.
  std::int64_t at = 0;
  for (FrameSpan& span : out) {
    if (span.begin < 0) span = {at, at};
    at = span.end;
  }
  return out;
}

}  // namespace prism
