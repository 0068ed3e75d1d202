// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rerun.h"

#include "core/base/error.h"
#include "core/workflow/run_inputs.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <system_error>

namespace prism::cli {
namespace {

/// A training of the window: its options and data as flags.
std::vector<std::string> train_arguments(const RunRecord& record) {
  const DataSpec data = data_of(record);
  const Json options = options_of(record).to_json();
  std::vector<std::string> arguments{"train"};
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) arguments.insert(arguments.end(), {name, value});
  };
  add("--upper", data.upper.string());
  add("--lower", data.lower.string());
  add("--upper-layer-name", data.upper_layer);
  add("--lower-layer-name", data.lower_layer);
  add("--overrides", data.overrides.string());
  add("--normalise", fmt::format("{}", fmt::join(data.normalise, ",")));
  add("--leave-out", fmt::format("{}", fmt::join(data.leave_out, ",")));
  if (data.use_normalised) arguments.push_back("--use-normalised");
  if (data.use_approximated) arguments.push_back("--use-approximated");
  add("--x", data.x.string());
  add("--z", data.z.string());
  add("--pairs", data.pairs.string());
  add("--max-samples", std::to_string(data.max_samples));
  if (!data.text.empty()) {
    add("--text", data.text.string());
    add("--exit-layer", std::to_string(data.exit_layer));
    add("--entry-layer", std::to_string(data.entry_layer));
    add("--target", data.target);
  }
  for (const char* key : {"workers", "pipes", "tile", "remainder", "hierarchy_rank", "solver", "combine",
                          "recipe", "ridge", "rank", "precision", "split", "seed"}) {
    std::string flag = std::string("--") + key;
    std::replace(flag.begin(), flag.end(), '_', '-');
    add(flag, options[key].is_string() ? options[key].get<std::string>() : dump_json(options[key]));
  }
  add("--hierarchy", fmt::format("{}", fmt::join(options_of(record).hierarchy, ",")));
  add("--output", "rerun-" + record.id + ".prism");
  return arguments;
}

}  // namespace

std::vector<std::string> arguments_of(const RunRecord& record) {
  const Json& options = record.options;
  if (options.is_object() && options.contains("arguments")) {
    return json_field<std::vector<std::string>>(options, "arguments", "run " + record.id);
  }
  if (record.command == "train" && !data_of(record).empty()) return train_arguments(record);
  throw Error(ErrorCode::unsupported, "run " + record.id + " does not say how to repeat it", {}, {},
              "a run of the command line, or a training");
}

Answer rerun(Context& context, const RunRecord& record) {
  const std::vector<std::string> arguments = arguments_of(record);
  if (record.options.contains("folder")) {
    const std::filesystem::path folder =
        json_field<std::string>(record.options, "folder", "run " + record.id);
    std::error_code failed;
    std::filesystem::current_path(folder, failed);
    if (failed) throw system_error(failed.value(), "cannot go to the run's folder", folder);
  }
  return run_inside(context, arguments);
}

}  // namespace prism::cli
