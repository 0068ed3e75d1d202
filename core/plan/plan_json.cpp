// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/plan/layout.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace prism {
namespace {

constexpr std::array kPipeKinds{PipeKind::custom, PipeKind::cube, PipeKind::level};
constexpr std::array kRemainders{Remainder::variable, Remainder::zero, Remainder::overlap};

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& position,
                         const std::string& reason, const std::string& expected = {}) {
  throw Error(ErrorCode::format, reason, file, position, expected);
}

/// A whole number of the plan within [low, high]. Fractions are refused, not rounded.
std::int64_t number(const Json& object, const std::string& key, std::int64_t low, std::int64_t high,
                    const std::filesystem::path& file) {
  const Json value = json_field<Json>(object, key, file);
  const bool whole =
      value.is_number_integer() &&
      !(value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(high));
  if (!whole || value.get<std::int64_t>() < low || value.get<std::int64_t>() > high) {
    refuse(file, "\"" + key + "\"", "the plan has an impossible value",
           fmt::format("a whole number from {} to {}", low, high));
  }
  return value.get<std::int64_t>();
}

PipeKind kind_of(const std::string& word, const std::filesystem::path& file) {
  for (const PipeKind kind : kPipeKinds) {
    if (name_of(kind) == word) return kind;
  }
  refuse(file, "\"kind\"", "the plan has a pipe of unknown kind", "custom, cube or level");
}

PipePlan pipe_from_json(const Json& json, const Plan& plan, const std::filesystem::path& file) {
  PipePlan pipe;
  pipe.kind = kind_of(json_field<std::string>(json, "kind", file), file);
  const auto at_most = [](std::int64_t dimension) { return std::min(dimension, kMaxWorkers); };
  pipe.grid_rows = static_cast<int>(number(json, "grid_rows", 1, at_most(plan.d_out), file));
  pipe.grid_cols = static_cast<int>(number(json, "grid_cols", 1, at_most(plan.d_in), file));
  // Padding to powers of two at most doubles a tile.
  pipe.tile_rows = number(json, "tile_rows", 1, 2 * plan.d_out, file);
  pipe.tile_cols = number(json, "tile_cols", 1, 2 * plan.d_in, file);
  const std::int64_t cells = static_cast<std::int64_t>(pipe.grid_rows) * pipe.grid_cols;
  if (cells > kMaxWorkers) refuse(file, "\"grid_rows\"", "the plan has more positions than can be");
  pipe.experts = static_cast<int>(number(json, "experts", 1, kMaxWorkers, file));
  pipe.rank = static_cast<int>(number(json, "rank", 0, std::min(pipe.tile_rows, pipe.tile_cols), file));
  pipe.first_position = static_cast<int>(number(json, "first_position", 0, cells - 1, file));
  pipe.positions = static_cast<int>(number(json, "positions", 1, cells - pipe.first_position, file));
  const std::int64_t workers = static_cast<std::int64_t>(pipe.positions) * pipe.experts;
  if (workers + static_cast<std::int64_t>(plan.workers.size()) > kMaxWorkers ||
      number(json, "workers", 1, kMaxWorkers, file) != workers) {
    refuse(file, "\"workers\"", "the plan's number of workers does not fit its positions and experts");
  }
  const auto covers = [](std::int64_t parts, std::int64_t tile, std::int64_t extent) {
    return parts * tile >= extent;
  };
  if (!covers(pipe.grid_rows, pipe.tile_rows, plan.d_out) ||
      !covers(pipe.grid_cols, pipe.tile_cols, plan.d_in)) {
    refuse(file, "\"tile_rows\"", "the tiles of the plan are too small for its grid");
  }
  std::int64_t bytes = 0;
  if (__builtin_mul_overflow(pipe.tile_rows, pipe.tile_cols * 4, &bytes) ||
      __builtin_mul_overflow(bytes, workers, &bytes)) {
    refuse(file, "\"tile_rows\"", "the tiles of the plan are larger than any memory");
  }
  return pipe;
}

}  // namespace

std::string name_of(PipeKind kind) {
  switch (kind) {
    case PipeKind::custom:
      return "custom";
    case PipeKind::cube:
      return "cube";
    case PipeKind::level:
      return "level";
  }
  return "custom";
}

std::string name_of(Remainder remainder) {
  switch (remainder) {
    case Remainder::variable:
      return "variable";
    case Remainder::zero:
      return "zero";
    case Remainder::overlap:
      return "overlap";
  }
  return "variable";
}

Remainder remainder_of(const std::string& word) {
  for (const Remainder remainder : kRemainders) {
    if (name_of(remainder) == word) return remainder;
  }
  throw Error(ErrorCode::usage, "there is no remainder strategy \"" + word + "\"", {}, {},
              "variable, zero or overlap");
}

// Workers are not written: the pipes and the cut rule give them exactly, and a file cannot contradict itself.
Json to_json(const Plan& plan) {
  Json pipes = Json::array();
  for (const PipePlan& pipe : plan.pipes) {
    pipes.push_back({{"kind", name_of(pipe.kind)},
                     {"grid_rows", pipe.grid_rows},
                     {"grid_cols", pipe.grid_cols},
                     {"tile_rows", pipe.tile_rows},
                     {"tile_cols", pipe.tile_cols},
                     {"experts", pipe.experts},
                     {"rank", pipe.rank},
                     {"first_position", pipe.first_position},
                     {"positions", pipe.positions},
                     {"workers", pipe.workers}});
  }
  return {{"d_in", plan.d_in},
          {"d_out", plan.d_out},
          {"remainder", name_of(plan.remainder)},
          {"pipes", pipes},
          {"notes", plan.notes}};
}

Plan plan_from_json(const Json& json, const std::filesystem::path& file) {
  Plan plan;
  plan.d_in = number(json, "d_in", 1, kMaxDimension, file);
  plan.d_out = number(json, "d_out", 1, kMaxDimension, file);
  const auto word = json_field<std::string>(json, "remainder", file);
  try {
    plan.remainder = remainder_of(word);
  } catch (const Error& error) {
    refuse(file, "\"remainder\"", error.reason(), error.expected());
  }
  const Json pipes = json_field<Json>(json, "pipes", file);
  if (!pipes.is_array() || pipes.empty() || pipes.size() > 64) {
    refuse(file, "\"pipes\"", "the plan has an impossible number of pipes", "1 to 64");
  }
  for (const Json& pipe : pipes) append_pipe(plan, pipe_from_json(pipe, plan, file));
  plan.notes = json_field<std::vector<std::string>>(json, "notes", file);
  const Coverage coverage = check_coverage(plan);
  if (!coverage.complete) refuse(file, "\"pipes\"", "the plan does not cover its map: " + coverage.problem);
  return plan;
}

}  // namespace prism
