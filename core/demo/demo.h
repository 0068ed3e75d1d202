// SPDX-License-Identifier: GPL-3.0-or-later
// demo: the whole main job on the built-in pair of models, in one call, with a report to look at.
#pragma once

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/run_record.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace prism {

/// The built-in pair: folders books-upper and books-lower.
struct DemoPair {
  std::filesystem::path upper, lower;
};
/// Looks at $PRISM_DEMO_DATA, beside the program (../share/prism-workbench/demo), then in the source tree the
/// program was built from. Throws Error(not_found) listing where it looked.
[[nodiscard]] DemoPair find_demo_pair();

struct DemoStep {
  std::string name;  ///< map, plan, train, validate, corrupt, find, retrain, undo, voice, projector, speak
  double seconds = 0;
  Json figures = Json::object();
};

struct DemoResult {
  std::vector<DemoStep> steps;
  std::filesystem::path report;   ///< report.html
  std::filesystem::path adapter;  ///< demo.prism
  std::vector<std::filesystem::path> files;
};

/// Runs every step into `folder` (made when missing): pairs.tsv, demo.prism with its statistics,
/// demo-broken.prism, demo-repaired.prism, the voice's recordings, a projector's checkpoints, sounds,
/// report.html. `record` is that of the run; the adapters carry it. The projector learns for
/// `speech_seconds`. Throws Stopped; files of finished steps stay.
[[nodiscard]] DemoResult run_demo(const DemoPair& pair, const std::filesystem::path& folder,
                                  std::uint64_t seed, const RunRecord& record, const RunControl& control = {},
                                  double speech_seconds = 45);

}  // namespace prism
