// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/route_json.h"

#include <algorithm>
#include <cmath>

namespace prism {
namespace {

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json();
}

}  // namespace

Json route_json(const PipeUse& use) {
  return {{"load", use.load},
          {"entropy", number(use.entropy)},
          {"effective", number(use.effective)},
          {"max_share", use.max_share},
          {"dead", use.dead},
          {"uncovered", use.uncovered},
          {"gate_sum", number(use.gate_sum)}};
}

Json route_json(const RouteResult& result) {
  Json json = {{"loss", result.loss},
               {"r2_validation", result.r2_validation},
               {"r2_routed", number(result.r2_routed)},
               {"r2_all_active", number(result.r2_all_active)},
               {"r2_ridge", number(result.r2_ridge)},
               {"r2_original", number(result.r2_original)},
               {"r2_magnitude", number(result.r2_magnitude)},
               {"r2_random", number(result.r2_random)},
               {"retrieval_at_1", number(result.retrieval_at_1)},
               {"retrieval_ridge_at_1", number(result.retrieval_ridge_at_1)},
               {"k_of_ridge", result.k_of_ridge},
               {"test_rows", result.test_rows},
               {"seconds_epoch", result.seconds_epoch},
               {"seconds_dense", result.seconds_dense},
               {"notes", result.notes},
               {"stopped", result.stopped}};
  json["sweep"] = Json::array();
  for (const RoutePoint& point : result.sweep) {
    json["sweep"].push_back({{"k", point.k},
                             {"r2", number(point.r2)},
                             {"r2_ridge", number(point.r2_ridge)},
                             {"r2_original", number(point.r2_original)},
                             {"r2_magnitude", number(point.r2_magnitude)},
                             {"r2_random", number(point.r2_random)}});
  }
  double entropy = 0, effective = 0, max_share = 0;
  int dead = 0, uncovered = 0;
  json["pipes"] = Json::array();
  json["gates"] = Json::array();
  for (const PipeUse& use : result.use) {
    json["pipes"].push_back(route_json(use));
    entropy += use.entropy;
    effective += use.effective;
    max_share = std::max(max_share, use.max_share);
    dead += use.dead;
    uncovered += use.uncovered;
  }
  for (const Gate& gate : result.adapter.gates) {
    json["gates"].push_back(
        {{"active", gate.active}, {"layout", name_of(gate.layout)}, {"kind", name_of(gate.kind)}});
  }
  const double pipes = static_cast<double>(std::max<std::size_t>(1, result.use.size()));
  json["entropy"] = entropy / pipes;
  json["effective"] = effective / pipes;
  json["max_share"] = max_share;
  json["dead"] = dead;
  json["uncovered"] = uncovered;
  return json;
}

}  // namespace prism
