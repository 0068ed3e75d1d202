// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adapter/adapter_metadata.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/model/writers.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <utility>

namespace prism {

namespace fs = std::filesystem;

namespace {

constexpr int kHistoryFormat = 1;

std::string tensor_name(std::size_t step, int pipe) {
  return fmt::format("step.{}.pipe.{}", step + 1, pipe);
}

// Old tiles of one step that share a tile shape, in the step's order.
std::vector<const AdapterStep::OldTile*> tiles_of_pipe(const Adapter& adapter, const AdapterStep& step,
                                                       int pipe) {
  std::vector<const AdapterStep::OldTile*> tiles;
  for (const AdapterStep::OldTile& old : step.tiles) {
    if (adapter.worker(old.worker).pipe == pipe) tiles.push_back(&old);
  }
  return tiles;
}

Json step_json(const AdapterStep& step) {
  Json tiles = Json::array();
  for (const AdapterStep::OldTile& old : step.tiles) {
    Json entry = to_json(old.record);
    entry["worker"] = old.worker;
    tiles.push_back(std::move(entry));
  }
  return {{"action", step.action}, {"run_id", step.run_id}, {"tiles", std::move(tiles)}};
}

// Ties a history to its training: a history left beside a newly trained adapter must not be applied to it.
Json owner_json(const Adapter& adapter) {
  return {{"record", adapter.record.id}, {"identity", adapter.identity}};
}

void read_step(Adapter& adapter, const TensorFile& tensors, const Json& json, std::size_t index,
               const fs::path& file) {
  AdapterStep step;
  step.action = json_field<std::string>(json, "action", file);
  step.run_id = json_field<std::string>(json, "run_id", file);
  const auto list = json_field<Json>(json, "tiles", file);
  if (!list.is_array()) throw Error(ErrorCode::format, "is no list", file, "\"tiles\"");
  std::map<int, std::int64_t> taken;  // tiles read so far from each pipe's tensor
  std::map<int, std::int64_t> counts;
  std::vector<std::pair<int, int>> owners;  // worker and pipe
  for (const Json& entry : list) {
    const auto id = json_field<std::int64_t>(entry, "worker", file);
    if (id < 0 || id >= static_cast<std::int64_t>(adapter.plan.workers.size())) {
      throw Error(ErrorCode::format, fmt::format("no worker {}", id), file, "\"steps\"");
    }
    const int pipe = adapter.worker(static_cast<int>(id)).pipe;
    owners.emplace_back(static_cast<int>(id), pipe);
    ++counts[pipe];
  }
  for (std::size_t i = 0; i < owners.size(); ++i) {
    const auto [id, pipe] = owners[i];
    const PipePlan& shape = adapter.plan.pipes.at(static_cast<std::size_t>(pipe - 1));
    const TensorInfo& tensor = plain_tensor(tensors, tensor_name(index, pipe),
                                            {counts[pipe], shape.tile_rows, shape.tile_cols}, file);
    const auto size = static_cast<std::size_t>(shape.tile_rows * shape.tile_cols);
    auto values = std::make_shared<std::vector<float>>(size);
    const std::size_t bytes = size * sizeof(float);
    const auto first = static_cast<std::size_t>(taken[pipe]++);
    std::memcpy(values->data(), tensors.data(tensor).subspan(first * bytes, bytes).data(), bytes);
    step.tiles.push_back({id, worker_record_from_json(list[i], file), std::move(values)});
  }
  adapter.history.push_back(std::move(step));
}

}  // namespace

fs::path history_path(const fs::path& adapter) {
  fs::path path = adapter;
  path += ".history";
  return path;
}

std::size_t history_length(const fs::path& adapter) {
  const fs::path path = history_path(adapter);
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return 0;
  try {
    return metadata_json(open_safetensors(path).metadata, "steps", path).size();
  } catch (const Error&) {
    return 0;
  }
}

std::uint64_t save_history(const Adapter& adapter, const fs::path& target) {
  const fs::path path = history_path(target);
  if (adapter.history.empty()) {
    std::error_code failed;
    fs::remove(path, failed);
    if (failed) throw system_error(failed.value(), "cannot remove the earlier versions", path);
    return 0;
  }
  Json steps = Json::array();
  std::vector<TensorToWrite> tensors;
  for (std::size_t i = 0; i < adapter.history.size(); ++i) {
    const AdapterStep& step = adapter.history[i];
    steps.push_back(step_json(step));
    for (std::size_t p = 0; p < adapter.plan.pipes.size(); ++p) {
      const int pipe = static_cast<int>(p) + 1;
      auto tiles = tiles_of_pipe(adapter, step, pipe);
      if (tiles.empty()) continue;
      const PipePlan& shape = adapter.plan.pipes[p];
      TensorToWrite tensor;
      tensor.name = tensor_name(i, pipe);
      tensor.shape = {static_cast<std::int64_t>(tiles.size()), shape.tile_rows, shape.tile_cols};
      tensor.rows = [tiles = std::move(tiles)](std::int64_t first, std::int64_t count, float* out) {
        for (std::int64_t t = first; t < first + count; ++t) {
          const std::vector<float>& values = *tiles[static_cast<std::size_t>(t)]->values;
          out = std::copy(values.begin(), values.end(), out);
        }
      };
      tensors.push_back(std::move(tensor));
    }
  }
  return write_safetensors(path, tensors,
                           {{"format_version", std::to_string(kHistoryFormat)},
                            {"adapter", dump_json(owner_json(adapter))},
                            {"steps", dump_json(steps)}});
}

void load_history(Adapter& adapter, const fs::path& target, std::size_t steps) {
  if (steps == 0) return;
  const fs::path path = history_path(target);
  try {
    const TensorFile tensors = open_safetensors(path);
    if (metadata_json(tensors.metadata, "format_version", path) != kHistoryFormat) {
      throw Error(ErrorCode::unsupported, "written in another format version", path);
    }
    if (metadata_json(tensors.metadata, "adapter", path) != owner_json(adapter)) {
      throw Error(ErrorCode::mismatch, "holds earlier versions of another adapter", path);
    }
    const Json list = metadata_json(tensors.metadata, "steps", path);
    if (!list.is_array() || list.size() < steps) {
      throw Error(ErrorCode::format, "holds fewer steps than the adapter has taken", path);
    }
    // More steps than the adapter knows of: the program ended between the two files; the last was not taken.
    for (std::size_t i = 0; i < steps; ++i) read_step(adapter, tensors, list[i], i, path);
  } catch (const Error& error) {
    adapter.history.clear();
    log_warning(std::string("Earlier versions of the adapter cannot be read, undo is not possible: ") +
                error.what());
  }
}

}  // namespace prism
