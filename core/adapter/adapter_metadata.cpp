// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adapter/adapter_metadata.h"

#include "core/base/error.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace prism {

namespace fs = std::filesystem;

namespace {

// NaN and infinities are null in JSON; they come back as NaN.
double number_or_nan(const Json& json, const std::string& key, const fs::path& file) {
  const auto found = json.find(key);
  if (found != json.end() && found->is_null()) return std::numeric_limits<double>::quiet_NaN();
  return json_field<double>(json, key, file);
}

// get<int> would turn 1.5 into 1 without a word.
std::int64_t integer_field(const Json& json, const std::string& key, const fs::path& file) {
  const Json value = json_field<Json>(json, key, file);
  if (!value.is_number_integer() || value > std::numeric_limits<std::int64_t>::max()) {
    throw Error(ErrorCode::format, "is no whole number", file, "\"" + key + "\"");
  }
  return value.get<std::int64_t>();
}

Json range_json(const IndexRange& range) {
  return Json::array({range.begin, range.end});
}

Json workers_json(const Adapter& adapter) {
  Json list = Json::array();
  for (const Worker& worker : adapter.plan.workers) {
    Json entry = to_json(adapter.workers.at(static_cast<std::size_t>(worker.id)));
    const PipePlan& pipe = adapter.plan.pipes.at(static_cast<std::size_t>(worker.pipe - 1));
    entry["id"] = worker.id;
    entry["pipe"] = worker.pipe;
    entry["tile"] = worker.id - pipe.first_worker;
    entry["rows"] = range_json(worker.rows);
    entry["cols"] = range_json(worker.cols);
    list.push_back(std::move(entry));
  }
  return list;
}

Json options_json(const Adapter& adapter) {
  return {{"combine", adapter.combine}, {"recipe", adapter.recipe}, {"ridge", adapter.ridge},
          {"lambda", adapter.lambda},   {"rank", adapter.rank},     {"pipe_weights", adapter.pipe_weights}};
}

void read_options(Adapter& adapter, const Json& json, const fs::path& file) {
  adapter.combine = json_field<std::string>(json, "combine", file);
  adapter.recipe = json_field<std::string>(json, "recipe", file);
  adapter.ridge = json_field<double>(json, "ridge", file);
  adapter.lambda = json_field<double>(json, "lambda", file);
  const auto rank = integer_field(json, "rank", file);
  adapter.pipe_weights = json_field<std::vector<float>>(json, "pipe_weights", file);
  if (!(adapter.lambda >= 0) || !std::isfinite(adapter.lambda)) {
    throw Error(ErrorCode::format, "the ridge is negative or not a number", file, "\"options.lambda\"");
  }
  if (rank < 0 || rank > std::numeric_limits<int>::max()) {
    throw Error(ErrorCode::format, "the rank is out of range", file, "\"options.rank\"", "0 or more");
  }
  adapter.rank = static_cast<int>(rank);
  if (!std::all_of(adapter.pipe_weights.begin(), adapter.pipe_weights.end(),
                   [](float weight) { return std::isfinite(weight); })) {
    throw Error(ErrorCode::format, "a pipe weight is no number", file, "\"options.pipe_weights\"");
  }
  if (adapter.pipe_weights.size() != adapter.plan.pipes.size()) {
    throw Error(ErrorCode::format, "as many pipe weights are needed as there are pipes", file,
                "\"options.pipe_weights\"", std::to_string(adapter.plan.pipes.size()));
  }
}

// The planner's own reader checks a plan; what this folder indexes memory with is checked here once more.
void check_plan(const Plan& plan, const fs::path& file) {
  const auto refuse = [&](const std::string& where, const std::string& why) {
    throw Error(ErrorCode::format, why, file, "\"plan\": " + where);
  };
  if (plan.d_in <= 0 || plan.d_out <= 0 || plan.pipes.empty() || plan.workers.empty()) {
    refuse("sizes", "a plan needs inputs, outputs, pipes and workers");
  }
  std::int64_t next = 0;
  for (std::size_t p = 0; p < plan.pipes.size(); ++p) {
    const PipePlan& pipe = plan.pipes[p];
    if (pipe.first_worker != next || pipe.workers <= 0 || pipe.tile_rows <= 0 || pipe.tile_cols <= 0 ||
        pipe.experts <= 0) {
      refuse(fmt::format("pipe {}", p + 1), "sizes or worker numbers are out of order");
    }
    next += pipe.workers;
    if (next > static_cast<std::int64_t>(plan.workers.size())) break;
    for (std::int64_t id = pipe.first_worker; id < next; ++id) {
      const Worker& worker = plan.workers[static_cast<std::size_t>(id)];
      const auto inside = [](const IndexRange& range, std::int64_t extent, std::int64_t tile) {
        return range.begin >= 0 && range.begin < range.end && range.end <= extent && range.size() <= tile;
      };
      if (worker.id != id || worker.pipe != static_cast<int>(p) + 1 || worker.expert < 0 ||
          worker.expert >= pipe.experts || !inside(worker.rows, plan.d_out, pipe.tile_rows) ||
          !inside(worker.cols, plan.d_in, pipe.tile_cols)) {
        refuse(fmt::format("worker {}", id), "the worker does not fit its pipe or the map");
      }
    }
  }
  if (next != static_cast<std::int64_t>(plan.workers.size())) {
    refuse("workers", fmt::format("{} workers are listed, the pipes hold {}", plan.workers.size(), next));
  }
}

bool has_gates(const Adapter& adapter) {
  return std::any_of(adapter.gates.begin(), adapter.gates.end(),
                     [](const Gate& gate) { return !gate.empty(); });
}

Json gates_json(const Adapter& adapter) {
  Json list = Json::array();
  for (const Gate& gate : adapter.gates) {
    if (gate.empty()) {
      list.push_back(nullptr);
    } else {
      list.push_back(
          {{"layout", name_of(gate.layout)}, {"kind", name_of(gate.kind)}, {"active", gate.active}});
    }
  }
  return list;
}

void read_gates(Adapter& adapter, const std::map<std::string, std::string>& metadata, const fs::path& file) {
  const auto refuse = [&](std::size_t pipe, const std::string& why) {
    throw Error(ErrorCode::format, why, file, fmt::format("\"gates\"[{}]", pipe));
  };
  const std::size_t pipes = adapter.plan.pipes.size();
  const Json list = metadata.contains("gates") ? metadata_json(metadata, "gates", file) : Json::array();
  if (!list.is_array() || (!list.empty() && list.size() != pipes)) {
    throw Error(ErrorCode::format, "there is not one gate a pipe", file, "\"gates\"",
                fmt::format("{} gates or none", pipes));
  }
  for (std::size_t p = 0; p < pipes; ++p) {
    const PipePlan& pipe = adapter.plan.pipes[p];
    if (list.empty() || list[p].is_null()) {
      if (pipe.experts > 1) refuse(p, "a pipe with experts has no gate to choose between them");
      continue;
    }
    Gate gate;
    try {
      gate.layout = gate_layout_of(json_field<std::string>(list[p], "layout", file));
      gate.kind = gate_kind_of(json_field<std::string>(list[p], "kind", file));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::usage) throw;
      refuse(p, error.reason());
    }
    const std::int64_t active = integer_field(list[p], "active", file);
    if (active < 0 || active > pipe.workers) refuse(p, "the budget is not between 0 and the pipe's workers");
    if (gate.kind == Gate::Kind::scale && pipe.experts > 1) refuse(p, "a pipe with experts needs a mixture");
    gate.active = static_cast<int>(active);
    gate.bias.resize(1);  // counts as a gate; its values are read once the file is known to hold them
    adapter.gates.resize(pipes);
    adapter.gates[p] = std::move(gate);
  }
}

Json experts_json(const Adapter& adapter) {
  Json list = Json::array();
  for (const ExpertFit& fit : adapter.experts) {
    list.push_back(fit.empty() ? Json(nullptr) : Json{{"lambda", fit.lambda}});
  }
  return list;
}

// Absent in adapters that something else made; then their experts run, but cannot be judged.
void read_experts(Adapter& adapter, const std::map<std::string, std::string>& metadata,
                  const fs::path& file) {
  if (!metadata.contains("experts")) return;
  const Json list = metadata_json(metadata, "experts", file);
  if (!list.is_array() || list.size() != adapter.plan.pipes.size()) {
    throw Error(ErrorCode::format, "there is not one entry a pipe", file, "\"experts\"");
  }
  adapter.experts.resize(list.size());
  for (std::size_t p = 0; p < list.size(); ++p) {
    if (list[p].is_null()) continue;
    const auto where = fmt::format("\"experts\"[{}]", p);
    const Json values = json_field<Json>(list[p], "lambda", file);
    if (!values.is_array() || values.size() != static_cast<std::size_t>(adapter.plan.pipes[p].experts)) {
      throw Error(ErrorCode::format, "there is not one ridge an expert", file, where);
    }
    for (const Json& value : values) {
      if (!value.is_null() && !(value.is_number() && value.get<double>() >= 0)) {
        throw Error(ErrorCode::format, "a ridge is negative or not a number", file, where);
      }
      adapter.experts[p].lambda.push_back(value.is_null() ? std::numeric_limits<double>::infinity()
                                                          : value.get<double>());
    }
    adapter.experts[p].clusters.layout = Gate::Layout::expert;
    adapter.experts[p].clusters.bias.resize(1);
  }
}

void read_workers(Adapter& adapter, const Json& list, const fs::path& file) {
  if (!list.is_array() || list.size() != adapter.plan.workers.size()) {
    throw Error(ErrorCode::format, "there is not one record a worker", file, "\"workers\"",
                fmt::format("{} records", adapter.plan.workers.size()));
  }
  adapter.workers.reserve(list.size());
  for (const Worker& worker : adapter.plan.workers) {
    const Json& entry = list[static_cast<std::size_t>(worker.id)];
    if (json_field<Json>(entry, "rows", file) != range_json(worker.rows) ||
        json_field<Json>(entry, "cols", file) != range_json(worker.cols)) {
      throw Error(ErrorCode::format, "the recorded range is not the plan's", file,
                  fmt::format("\"workers\"[{}]", worker.id));
    }
    adapter.workers.push_back(worker_record_from_json(entry, file));
  }
}

// Read before anything else is looked at, so that a later layout is named as such, not as damage.
void check_version(const std::map<std::string, std::string>& metadata, const fs::path& file) {
  const auto found = metadata.find("format_version");
  if (found == metadata.end()) {
    throw Error(ErrorCode::format, "this safetensors file is no adapter", file,
                "__metadata__: \"format_version\"", "a file written by prismoe train");
  }
  const Json version = parse_json(found->second, file);
  if (!version.is_number_integer() || version < 1) {
    throw Error(ErrorCode::format, "the format version is no positive number", file,
                "__metadata__: \"format_version\"");
  }
  if (version > kAdapterFormat) {
    throw Error(ErrorCode::unsupported,
                fmt::format("written in adapter format {} by a later version of the program", version.dump()),
                file, "__metadata__: \"format_version\"", fmt::format("at most {}", kAdapterFormat));
  }
}

template <typename Read>
auto word_field(const std::map<std::string, std::string>& metadata, const std::string& key,
                const fs::path& file, Read read) {
  const Json word = metadata_json(metadata, key, file);
  if (!word.is_string()) throw Error(ErrorCode::format, "is no word", file, "\"" + key + "\"");
  try {
    return read(word.get<std::string>());
  } catch (const Error& error) {
    throw Error(ErrorCode::format, error.reason(), file, "\"" + key + "\"", error.expected());
  }
}

}  // namespace

Json to_json(const WorkerRecord& record) {
  return {{"crc", record.crc},
          {"generation", record.generation},
          {"condition", record.condition},
          {"samples", record.samples},
          {"seconds", record.seconds}};
}

WorkerRecord worker_record_from_json(const Json& json, const fs::path& file) {
  WorkerRecord record;
  const auto crc = integer_field(json, "crc", file);
  const auto generation = integer_field(json, "generation", file);
  record.condition = number_or_nan(json, "condition", file);
  record.samples = integer_field(json, "samples", file);
  record.seconds = number_or_nan(json, "seconds", file);
  if (crc < 0 || crc > std::numeric_limits<std::uint32_t>::max() || generation < 0 ||
      generation >= std::numeric_limits<int>::max() || record.samples < 0) {
    throw Error(ErrorCode::format, "a worker's record holds a number out of range", file, "\"workers\"");
  }
  record.crc = static_cast<std::uint32_t>(crc);
  record.generation = static_cast<int>(generation);
  return record;
}

Json metadata_json(const std::map<std::string, std::string>& metadata, const std::string& key,
                   const fs::path& file) {
  const auto found = metadata.find(key);
  if (found == metadata.end()) {
    throw Error(ErrorCode::format, "metadata are incomplete", file, "__metadata__: \"" + key + "\"");
  }
  return parse_json(found->second, file);
}

std::map<std::string, std::string> adapter_metadata(const Adapter& adapter) {
  const bool gated = has_gates(adapter);
  std::map<std::string, std::string> metadata{{"format_version", gated ? "2" : "1"},
                                              {"plan", dump_json(to_json(adapter.plan))},
                                              {"domain", dump_json(Json(name_of(adapter.domain)))},
                                              {"solver", dump_json(Json(name_of(adapter.solver)))},
                                              {"options", dump_json(options_json(adapter))},
                                              {"record", dump_json(adapter.record.to_json())},
                                              {"workers", dump_json(workers_json(adapter))},
                                              {"identity", dump_json(Json(adapter.identity))},
                                              {"history_steps", std::to_string(adapter.history.size())}};
  if (gated) metadata["gates"] = dump_json(gates_json(adapter));
  if (!adapter.experts.empty()) metadata["experts"] = dump_json(experts_json(adapter));
  return metadata;
}

Adapter adapter_from_metadata(const std::map<std::string, std::string>& metadata, const fs::path& file,
                              std::size_t& history_steps) {
  check_version(metadata, file);
  Adapter adapter;
  adapter.plan = plan_from_json(metadata_json(metadata, "plan", file), file);
  check_plan(adapter.plan, file);
  adapter.domain = word_field(metadata, "domain", file, domain_of);
  adapter.solver = word_field(metadata, "solver", file, solver_of);
  read_options(adapter, metadata_json(metadata, "options", file), file);
  read_gates(adapter, metadata, file);
  read_experts(adapter, metadata, file);
  read_workers(adapter, metadata_json(metadata, "workers", file), file);
  adapter.record = RunRecord::from_json(metadata_json(metadata, "record", file), file);
  const Json identity = metadata_json(metadata, "identity", file);
  try {
    adapter.identity = identity.get<std::map<std::string, std::string>>();
  } catch (const nlohmann::json::exception&) {
    throw Error(ErrorCode::format, "is no table of texts", file, "__metadata__: \"identity\"");
  }
  const Json steps = metadata_json(metadata, "history_steps", file);
  if (!steps.is_number_unsigned()) {
    throw Error(ErrorCode::format, "is no count", file, "__metadata__: \"history_steps\"");
  }
  history_steps = steps.get<std::size_t>();
  return adapter;
}

const TensorInfo& plain_tensor(const TensorFile& tensors, const std::string& name,
                               const std::vector<std::int64_t>& shape, const fs::path& file) {
  const TensorInfo* tensor = tensors.find(name);
  if (tensor == nullptr) throw Error(ErrorCode::format, "the tensor is missing", file, name);
  if (tensor->dtype != DType::f32 || tensor->shape != shape || tensor->fortran || !tensor->strides.empty()) {
    throw Error(ErrorCode::format, "the tensor's type or shape is not the plan's", file, name,
                fmt::format("F32 [{}]", fmt::join(shape, ", ")));
  }
  return *tensor;
}

}  // namespace prism
