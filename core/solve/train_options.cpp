// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/plan/plan.h"
#include "core/solve/train.h"

#include <cmath>

namespace prism {
namespace {

const char* word_of(SplitKind kind) {
  switch (kind) {
    case SplitKind::automatic:
      return "auto";
    case SplitKind::row:
      return "row";
    case SplitKind::block:
      return "block";
  }
  return "auto";
}

template <typename T>
void read(const Json& json, const char* key, T& value) {
  if (json.is_object() && json.contains(key)) value = json_field<T>(json, key, {});
}

}  // namespace

Json TrainOptions::to_json() const {
  Json json = Json::object();
  json["workers"] = workers;
  json["pipes"] = pipes;
  json["tile"] = tile;
  json["force_experts"] = force_experts;
  json["remainder"] = name_of(remainder);
  json["hierarchy"] = hierarchy;
  json["hierarchy_rank"] = hierarchy_rank;
  json["solver"] = name_of(solver);
  json["combine"] = combine;
  json["recipe"] = recipe;
  json["ridge"] = ridge ? Json(*ridge) : Json("auto");
  json["rank"] = rank;
  json["precision"] = double_precision ? "double" : "single";
  json["split"] = word_of(split);
  json["seed"] = seed;
  return json;
}

TrainOptions TrainOptions::from_json(const Json& json) {
  TrainOptions options;
  std::string word;
  read(json, "workers", options.workers);
  read(json, "pipes", options.pipes);
  read(json, "tile", options.tile);
  read(json, "force_experts", options.force_experts);
  if (read(json, "remainder", word); !word.empty()) options.remainder = remainder_of(word);
  read(json, "hierarchy", options.hierarchy);
  read(json, "hierarchy_rank", options.hierarchy_rank);
  if (word.clear(), read(json, "solver", word); !word.empty()) options.solver = solver_of(word);
  read(json, "combine", options.combine);
  read(json, "recipe", options.recipe);
  if (json.is_object() && json.contains("ridge") && json["ridge"].is_number()) {
    options.ridge = json["ridge"].get<double>();
  }
  read(json, "rank", options.rank);
  if (word.clear(), read(json, "precision", word); !word.empty()) {
    if (word != "single" && word != "double") {
      throw Error(ErrorCode::usage, "unknown precision \"" + word + "\"", {}, {}, "single or double");
    }
    options.double_precision = word == "double";
  }
  if (word.clear(), read(json, "split", word); !word.empty()) options.split = split_kind_of(word);
  read(json, "seed", options.seed);
  return options;
}

}  // namespace prism
