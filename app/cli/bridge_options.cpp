// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bridge_options.h"

#include "core/base/error.h"
#include "core/workflow/run_inputs.h"

#include <fmt/format.h>
#include <sstream>

namespace prism::cli {
namespace {

namespace fs = std::filesystem;

using ModelPointer = std::shared_ptr<const LanguageModel>;

bool same_place(const fs::path& a, const fs::path& b) {
  std::error_code failed;
  return fs::equivalent(a, b, failed) && !failed;
}

ModelPointer open_model_once(Context& context, const fs::path& path, const char* side,
                             const std::vector<ModelPointer>& opened) {
  if (path.empty()) {
    throw Error(ErrorCode::usage, fmt::format("the adapter does not say which model is its {} one", side), {},
                {}, fmt::format("--{} MODEL", side));
  }
  for (const ModelPointer& model : opened)
    if (model && same_place(model->path(), path)) return model;
  note_input(context.record, path);
  ModelOptions options;
  const std::string& devices = context.global.device;
  options.device = devices.substr(0, devices.find(','));
  return LanguageModel::open(path, options, context.control);
}

}  // namespace

Bridge BridgeOptions::open(Context& context, const fs::path& which, bool needs_upper,
                           const Bridge* other) const {
  Bridge bridge;
  bridge.adapter = std::make_shared<const Adapter>(load_adapter(which));
  note_input(context.record, which);
  bridge.junction = junction_of(*bridge.adapter);
  if (!target.empty()) {
    bridge.junction.target = activation_target_of(target);
    bridge.junction.domain = Domain::activations;
    bridge.junction.entry_layer = bridge.junction.target == ActivationTarget::hidden ? -1 : 0;
  }
  if (exit_layer) bridge.junction.exit_layer = *exit_layer;
  if (entry_layer) bridge.junction.entry_layer = *entry_layer;
  if (use == "rows") bridge.junction.domain = Domain::weights;
  if (use == "states") bridge.junction.domain = Domain::activations;
  bridge.runner.stream_bytes = stream_bytes;
  bridge.runner.all_active = all_active;
  bridge.runner.devices.clear();
  std::istringstream devices(context.global.device);
  for (std::string device; std::getline(devices, device, ',');) bridge.runner.devices.push_back(device);

  const BridgeModels models = models_of(*bridge.adapter);
  std::vector<ModelPointer> opened;
  if (other != nullptr) opened = {other->upper, other->lower};
  bridge.lower = open_model_once(context, lower.empty() ? models.lower : lower, "lower", opened);
  opened.push_back(bridge.lower);
  if (needs_upper)
    bridge.upper = open_model_once(context, upper.empty() ? models.upper : upper, "upper", opened);
  return bridge;
}

void add_bridge_options(CLI::App& command, BridgeOptions& options) {
  command.add_option("--adapter", options.adapter, "NAME.prism")->required();
  command.add_option("--upper,--upper-model", options.upper, "Upper model (else the one it was trained on)");
  command.add_option("--lower,--lower-model", options.lower, "Lower model (else the one it was trained on)");
  command.add_option("--exit-layer", options.exit_layer, "Another layer of the upper model");
  command.add_option("--entry-layer", options.entry_layer, "Another layer of the lower model");
  command.add_option("--target", options.target, "Another target: next-embedding or hidden");
  command.add_option("--use", options.use, "What passes: rows of common tokens, or hidden states")
      ->check(CLI::IsMember({"rows", "states"}));
  command.add_option("--stream-bytes", options.stream_bytes, "Most bytes of tiles in memory (0 = no limit)");
  command.add_flag("--all-active", options.all_active, "Every worker, whatever the gates say");
}

}  // namespace prism::cli
