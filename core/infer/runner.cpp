// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/runner.h"

#include "core/base/error.h"
#include "core/infer/runner_parts.h"

#include <algorithm>
#include <fmt/format.h>
#include <future>
#include <utility>

namespace prism {
namespace {

/// Inputs worked on at once: enough that a tile is read once for many, few enough to stay in cache.
constexpr std::int64_t kBatch = 512;

std::size_t at_(std::int64_t index) {
  return static_cast<std::size_t>(index);
}

}  // namespace

struct AdapterRunner::State {
  std::shared_ptr<const Adapter> adapter;
  RunnerOptions options;
  std::vector<PipeChoice> choices;
  std::vector<std::vector<Item>> items;  ///< of each shard, by pipe and row block
  std::vector<std::unique_ptr<Shard>> shards;
  RunnerCounters counters;
  std::vector<char> touched;                ///< workers of this call
  std::vector<std::vector<float>> weights;  ///< of each pipe, [slots][samples]
  std::vector<float> centred;
  Panels panels;
  std::vector<std::vector<float>> sums;  ///< of every shard but the first

  void make_items();
  void make_shards();
  std::vector<ItemWork> work_of(std::size_t shard, std::int64_t samples);
  void run(const float* x, std::int64_t samples, float* y, std::vector<ActiveWorkers>* active);
  void tell_active(std::int64_t samples, std::vector<ActiveWorkers>& active) const;
};

// Every pipe, row block and expert is an item, shared among the devices so that each gets about the same
// bytes of every pipe.
void AdapterRunner::State::make_items() {
  const Plan& plan = adapter->plan;
  items.resize(options.devices.size());
  for (std::size_t p = 0; p < plan.pipes.size(); ++p) {
    const PipePlan& pipe = plan.pipes[p];
    const PipeChoice& choice = choices[p];
    // In the order row block, expert: those of a row block must follow each other.
    std::vector<Item> all;
    std::vector<int> order(at_(pipe.workers));
    for (int i = 0; i < pipe.workers; ++i) order[at_(i)] = i;
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      const Worker& left = plan.workers[at_(pipe.first_worker + a)];
      const Worker& right = plan.workers[at_(pipe.first_worker + b)];
      return std::pair(left.row, left.expert) < std::pair(right.row, right.expert);
    });
    for (const int index : order) {
      const Worker& worker = plan.workers[at_(pipe.first_worker + index)];
      const bool same = !all.empty() && !choice.single_workers() && all.back().row_block == worker.row &&
                        plan.workers[at_(all.back().workers.front())].expert == worker.expert;
      if (!same) {
        Item& item = all.emplace_back();
        item.pipe = static_cast<int>(p);
        item.row_block = worker.row;
        item.rows = worker.rows;
        item.cols = worker.cols;
        item.slot = choice.slot_of(index);
        item.scale = adapter->pipe_weights.at(p);
      }
      all.back().workers.push_back(worker.id);
      all.back().cols.end = std::max(all.back().cols.end, worker.cols.end);
      all.back().macs += worker.rows.size() * worker.cols.size();
    }
    std::vector<std::int64_t> load(items.size(), 0);
    for (Item& item : all) {
      const auto least = static_cast<std::size_t>(std::min_element(load.begin(), load.end()) - load.begin());
      load[least] += item.macs;
      items[least].push_back(std::move(item));
    }
  }
}

void AdapterRunner::State::make_shards() {
  const std::uint64_t limit = options.stream_bytes == 0
                                  ? 0
                                  : std::max<std::uint64_t>(1, options.stream_bytes / options.devices.size());
  for (const std::string& device : options.devices) {
    shards.push_back(device == "cpu" ? make_processor_shard(*adapter, limit, options.bf16)
                                     : make_device_shard(*adapter, device, limit, options.bf16));
  }
}

std::vector<ItemWork> AdapterRunner::State::work_of(std::size_t shard, std::int64_t samples) {
  std::vector<ItemWork> all;
  for (const Item& item : items[shard]) {
    ItemWork work{&item, {}, {}};
    if (item.slot >= 0) {
      const float* own = weights[at_(item.pipe)].data() + item.slot * samples;
      for (std::int64_t s = 0; s < samples; ++s) {
        if (own[s] == 0) continue;
        work.samples.push_back(static_cast<std::int32_t>(s));
        work.weights.push_back(own[s]);
      }
      if (work.samples.empty()) continue;
    }
    counters.macs += item.macs * (item.slot < 0 ? samples : static_cast<std::int64_t>(work.samples.size()));
    for (const int worker : item.workers) touched[at_(worker)] = 1;
    all.push_back(std::move(work));
  }
  return all;
}

void AdapterRunner::State::tell_active(std::int64_t samples, std::vector<ActiveWorkers>& active) const {
  const Plan& plan = adapter->plan;
  for (std::int64_t s = 0; s < samples; ++s) {
    ActiveWorkers& own = active.emplace_back();
    for (std::size_t p = 0; p < plan.pipes.size(); ++p) {
      for (int i = 0; i < plan.pipes[p].workers; ++i) {
        const int slot = choices[p].slot_of(i);
        const float weight = slot < 0 ? 1.0F : weights[p][at_(slot * samples + s)];
        if (weight == 0) continue;
        own.workers.push_back(plan.pipes[p].first_worker + i);
        own.weights.push_back(weight);
      }
    }
  }
}

void AdapterRunner::State::run(const float* x, std::int64_t samples, float* y,
                               std::vector<ActiveWorkers>* active) {
  const Plan& plan = adapter->plan;
  centred.resize(at_(samples * plan.d_in));
  for (std::int64_t s = 0; s < samples; ++s) {
    for (std::int64_t i = 0; i < plan.d_in; ++i) {
      centred[at_(s * plan.d_in + i)] = x[s * plan.d_in + i] - adapter->mean_x[at_(i)];
    }
    std::copy(adapter->mean_z.begin(), adapter->mean_z.end(), y + s * plan.d_out);
  }
  panels.gather(centred.data(), samples, plan.d_in, {0, plan.d_in}, {});
  for (std::size_t p = 0; p < choices.size(); ++p) {
    if (!choices[p].gated()) continue;
    choices[p].choose(centred.data(), samples, panels, weights[p]);
    counters.macs_gates += samples * choices[p].macs();
    counters.macs += samples * choices[p].macs();
  }
  std::vector<std::vector<ItemWork>> work(shards.size());
  std::vector<std::future<void>> others;
  for (std::size_t i = 0; i < shards.size(); ++i) work[i] = work_of(i, samples);
  sums.resize(shards.size());
  for (std::size_t i = 1; i < shards.size(); ++i) {
    sums[i].assign(at_(samples * plan.d_out), 0.0F);
    others.push_back(std::async(std::launch::async, [&, i] {
      shards[i]->run(centred.data(), samples, panels, work[i], sums[i].data());
    }));
  }
  shards.front()->run(centred.data(), samples, panels, work.front(), y);
  // Added in a fixed order, whichever device is done first.
  for (std::size_t i = 1; i < shards.size(); ++i) {
    others[i - 1].get();
    for (std::size_t k = 0; k < sums[i].size(); ++k) y[k] += sums[i][k];
  }
  if (active != nullptr) tell_active(samples, *active);
}

AdapterRunner::AdapterRunner(std::shared_ptr<const Adapter> adapter, RunnerOptions options)
    : m_state(std::make_unique<State>()) {
  State& state = *m_state;
  const std::size_t pipes = adapter->plan.pipes.size();
  if (options.devices.empty()) options.devices = {"cpu"};
  if (!options.active.empty() && options.active.size() != pipes) {
    throw Error(ErrorCode::usage, fmt::format("{} budgets for {} pipes", options.active.size(), pipes), {},
                {}, "one budget a pipe");
  }
  state.adapter = std::move(adapter);
  state.options = std::move(options);
  for (std::size_t p = 0; p < pipes; ++p) {
    state.choices.emplace_back(*state.adapter, static_cast<int>(p), state.options);
  }
  state.weights.resize(pipes);
  state.make_items();
  state.make_shards();
}

AdapterRunner::~AdapterRunner() = default;
AdapterRunner::AdapterRunner(AdapterRunner&&) noexcept = default;
AdapterRunner& AdapterRunner::operator=(AdapterRunner&&) noexcept = default;

const Adapter& AdapterRunner::adapter() const noexcept {
  return *m_state->adapter;
}

const RunnerCounters& AdapterRunner::counters() const noexcept {
  return m_state->counters;
}

void AdapterRunner::run(const float* x, std::int64_t samples, float* y, std::vector<ActiveWorkers>* active) {
  State& state = *m_state;
  const Plan& plan = state.adapter->plan;
  state.touched.assign(plan.workers.size(), 0);
  if (active != nullptr) active->clear();
  for (std::int64_t first = 0; first < samples; first += kBatch) {
    const std::int64_t here = std::min(kBatch, samples - first);
    state.run(x + first * plan.d_in, here, y + first * plan.d_out, active);
  }
  RunnerCounters& counters = state.counters;
  counters.samples += samples;
  const std::uint64_t element = state.options.bf16 ? 2 : 4;
  for (const Worker& worker : plan.workers) {
    if (state.touched[at_(worker.id)] == 0) continue;
    counters.bytes_touched += static_cast<std::uint64_t>(worker.rows.size() * worker.cols.size()) * element;
  }
  counters.resident_bytes = 0;
  std::uint64_t peak = 0;
  for (const auto& shard : state.shards) {
    counters.resident_bytes += shard->resident();
    peak += shard->peak();
  }
  counters.peak_resident_bytes = peak;
}

}  // namespace prism
