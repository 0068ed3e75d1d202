// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adapter/adapter.h"

#include "core/base/crc32c.h"
#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace prism {

namespace {

constexpr std::array kDomains{std::pair{Domain::weights, "weights"},
                              std::pair{Domain::activations, "activations"},
                              std::pair{Domain::matrices, "matrices"}};
constexpr std::array kSolvers{std::pair{Solver::joint, "joint"}, std::pair{Solver::backfit, "backfit"},
                              std::pair{Solver::independent, "independent"},
                              std::pair{Solver::experts, "experts"}};

template <typename Table, typename Value>
const char* word_of(const Table& table, Value value) noexcept {
  for (const auto& [entry, word] : table) {
    if (entry == value) return word;
  }
  return "unknown";
}

template <typename Table>
auto value_of(const Table& table, const std::string& word, const char* what) {
  std::string words;
  for (const auto& [value, name] : table) {
    if (word == name) return value;
    words += (words.empty() ? "" : ", ") + std::string(name);
  }
  throw Error(ErrorCode::usage, fmt::format("unknown {} \"{}\"", what, word), {}, {}, words);
}

std::int64_t index_in_pipe(const Adapter& adapter, const Worker& worker) {
  return worker.id - adapter.plan.pipes.at(static_cast<std::size_t>(worker.pipe - 1)).first_worker;
}

TileStore& store_of(Adapter& adapter, const Worker& worker) {
  return adapter.pipes.at(static_cast<std::size_t>(worker.pipe - 1));
}

std::uint32_t crc_of(std::span<const float> tile) {
  return crc32c(std::as_bytes(tile));
}

// Puts the step's tiles in and gives what stood there before: the same step backwards.
AdapterStep swap_tiles(Adapter& adapter, const AdapterStep& step) {
  AdapterStep reverse{step.action, step.run_id, {}};
  reverse.tiles.reserve(step.tiles.size());
  for (const AdapterStep::OldTile& old : step.tiles) {
    const Worker& worker = adapter.worker(old.worker);
    const std::span<const float> now = adapter.tile(old.worker);
    WorkerRecord& record = adapter.workers.at(static_cast<std::size_t>(old.worker));
    reverse.tiles.push_back(
        {old.worker, record, std::make_shared<const std::vector<float>>(now.begin(), now.end())});
    store_of(adapter, worker).replace(index_in_pipe(adapter, worker), *old.values);
    record = old.record;
  }
  return reverse;
}

}  // namespace

const char* name_of(Domain domain) noexcept {
  return word_of(kDomains, domain);
}

const char* name_of(Solver solver) noexcept {
  return word_of(kSolvers, solver);
}

Domain domain_of(const std::string& word) {
  return value_of(kDomains, word, "domain");
}

Solver solver_of(const std::string& word) {
  return value_of(kSolvers, word, "solver");
}

const Worker& Adapter::worker(int id) const {
  if (id < 0 || static_cast<std::size_t>(id) >= plan.workers.size()) {
    throw Error(ErrorCode::not_found, fmt::format("no worker {}", id), {}, {},
                fmt::format("0 to {}", plan.workers.size() - 1));
  }
  return plan.workers[static_cast<std::size_t>(id)];
}

std::span<const float> Adapter::tile(int id) const {
  const Worker& owner = worker(id);
  return pipes.at(static_cast<std::size_t>(owner.pipe - 1)).tile(index_in_pipe(*this, owner));
}

std::vector<int> Adapter::changed_workers() const {
  std::vector<int> changed;
  for (const Worker& owner : plan.workers) {
    if (crc_of(tile(owner.id)) != workers.at(static_cast<std::size_t>(owner.id)).crc) {
      changed.push_back(owner.id);
    }
  }
  return changed;
}

Adapter make_adapter(Plan plan) {
  Adapter adapter;
  adapter.mean_x.assign(static_cast<std::size_t>(plan.d_in), 0.0F);
  adapter.mean_z.assign(static_cast<std::size_t>(plan.d_out), 0.0F);
  adapter.pipe_weights.assign(plan.pipes.size(), 1.0F);
  for (const PipePlan& pipe : plan.pipes) {
    adapter.pipes.emplace_back(pipe.workers, pipe.tile_rows, pipe.tile_cols);
  }
  adapter.workers.resize(plan.workers.size());
  for (const PipePlan& pipe : plan.pipes) {
    const std::vector<float> zeros(static_cast<std::size_t>(pipe.tile_rows * pipe.tile_cols), 0.0F);
    const std::uint32_t crc = crc_of(zeros);
    for (int i = 0; i < pipe.workers; ++i) {
      adapter.workers.at(static_cast<std::size_t>(pipe.first_worker + i)).crc = crc;
    }
  }
  adapter.plan = std::move(plan);
  return adapter;
}

std::vector<float> tile_values(const Adapter& adapter, int worker) {
  const Worker& owner = adapter.worker(worker);
  const PipePlan& pipe = adapter.plan.pipes.at(static_cast<std::size_t>(owner.pipe - 1));
  const float* stored = adapter.tile(worker).data();
  std::vector<float> values;
  values.reserve(static_cast<std::size_t>(owner.rows.size() * owner.cols.size()));
  for (std::int64_t r = 0; r < owner.rows.size(); ++r) {
    const float* row = stored + r * pipe.tile_cols;
    values.insert(values.end(), row, row + owner.cols.size());
  }
  return values;
}

void set_tile(Adapter& adapter, int worker, std::span<const float> values) {
  const Worker& owner = adapter.worker(worker);
  const PipePlan& pipe = adapter.plan.pipes.at(static_cast<std::size_t>(owner.pipe - 1));
  const std::int64_t cols = owner.cols.size();
  if (values.size() != static_cast<std::size_t>(owner.rows.size() * cols)) {
    throw Error(ErrorCode::usage, fmt::format("worker {} was given {} values, its tile holds {}×{}", worker,
                                              values.size(), owner.rows.size(), cols));
  }
  std::vector<float> padded(static_cast<std::size_t>(pipe.tile_rows * pipe.tile_cols), 0.0F);
  for (std::int64_t r = 0; r < owner.rows.size(); ++r) {
    const auto row = values.subspan(static_cast<std::size_t>(r * cols), static_cast<std::size_t>(cols));
    std::copy(row.begin(), row.end(), padded.begin() + r * pipe.tile_cols);
  }
  adapter.workers.at(static_cast<std::size_t>(worker)).crc = crc_of(padded);
  store_of(adapter, owner).replace(index_in_pipe(adapter, owner), std::move(padded));
}

void replace_tile(Adapter& adapter, int worker, std::span<const float> values, AdapterStep& step,
                  bool retrained) {
  const std::span<const float> stored = adapter.tile(worker);
  WorkerRecord& record = adapter.workers.at(static_cast<std::size_t>(worker));
  AdapterStep::OldTile old{worker, record,
                           std::make_shared<const std::vector<float>>(stored.begin(), stored.end())};
  set_tile(adapter, worker, values);
  if (retrained) {
    ++record.generation;
  } else {
    record = old.record;
  }
  // A worker changed twice within a step goes back to where it was before the step.
  const bool known = std::any_of(step.tiles.begin(), step.tiles.end(),
                                 [&](const AdapterStep::OldTile& entry) { return entry.worker == worker; });
  if (!known) step.tiles.push_back(std::move(old));
}

AdapterStep undo_step(Adapter& adapter) {
  if (adapter.history.empty()) {
    throw Error(ErrorCode::usage, "there is no earlier version of this adapter to go back to", {}, {},
                "an adapter that was corrupted or retrained");
  }
  AdapterStep step = std::move(adapter.history.back());
  adapter.history.pop_back();
  return swap_tiles(adapter, step);
}

void redo_step(Adapter& adapter, const AdapterStep& undone) {
  adapter.history.push_back(swap_tiles(adapter, undone));
}

}  // namespace prism
