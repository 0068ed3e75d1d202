// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/bridge.h"

#include "core/base/error.h"
#include "core/llm/state_reader_torch.h"
#include "core/samples/data.h"
#include "core/samples/sources.h"

#include <algorithm>
#include <fmt/format.h>

namespace prism {
namespace {

DataSpec data_of(const Adapter& adapter) {
  const Json& options = adapter.record.options;
  const auto data = options.is_object() ? options.find("data") : options.end();
  return data == options.end() || !data->is_object() ? DataSpec() : DataSpec::from_json(*data);
}

std::string identity_field(const Adapter& adapter, const std::string& key) {
  const auto found = adapter.identity.find(key);
  return found == adapter.identity.end() ? std::string() : found->second;
}

int layer_field(const Adapter& adapter, const std::string& key, int otherwise) {
  const std::string text = identity_field(adapter, key);
  try {
    return text.empty() ? otherwise : std::stoi(text);
  } catch (const std::exception&) {
    throw Error(ErrorCode::format, "no layer: \"" + text + "\"", {}, "identity: " + key);
  }
}

void check_width(const char* side, const LanguageModel& model, std::int64_t wanted) {
  if (model.config().width == wanted) return;
  throw Error(ErrorCode::mismatch,
              fmt::format("the {} model is {} wide, the adapter's {} side {}", side, model.config().width,
                          side, wanted),
              model.path(), {}, "the models that the adapter was trained between");
}

void check_vocabulary(const char* side, const LanguageModel& model, const std::string& wanted) {
  if (wanted.empty() || identity_of(model.tokenizer().vocabulary()) == wanted) return;
  throw Error(ErrorCode::mismatch, fmt::format("the {} model has another vocabulary", side), model.path(), {},
              "the models that the adapter was trained between");
}

}  // namespace

Junction junction_of(const Adapter& adapter) {
  Junction junction;
  junction.domain = adapter.domain == Domain::weights ? Domain::weights : Domain::activations;
  if (adapter.domain != Domain::activations) return junction;
  const DataSpec data = data_of(adapter);
  const std::string target = identity_field(adapter, "target");
  junction.target = activation_target_of(target.empty() ? data.target : target);
  junction.exit_layer = layer_field(adapter, "exit_layer", data.exit_layer);
  junction.entry_layer =
      layer_field(adapter, "entry_layer", junction.target == ActivationTarget::hidden ? data.entry_layer : 0);
  return junction;
}

BridgeModels models_of(const Adapter& adapter) {
  const DataSpec data = data_of(adapter);
  BridgeModels models{data.upper, data.lower};
  if (models.upper.empty()) models.upper = identity_field(adapter, "upper");
  if (models.lower.empty()) models.lower = identity_field(adapter, "lower");
  return models;
}

std::vector<std::string> check_bridge(const Bridge& bridge) {
  const Adapter& adapter = *bridge.adapter;
  const Junction& junction = bridge.junction;
  check_width("lower", *bridge.lower, adapter.plan.d_out);
  check_vocabulary("lower", *bridge.lower, identity_field(adapter, "lower_vocab"));
  if (bridge.upper) {
    check_width("upper", *bridge.upper, adapter.plan.d_in);
    check_vocabulary("upper", *bridge.upper, identity_field(adapter, "upper_vocab"));
    (void)layer_of(*bridge.upper, junction.exit_layer, "exit layer");
  }
  const std::int64_t entry = layer_of(*bridge.lower, junction.entry_layer, "entry layer");
  if (junction.target == ActivationTarget::next_embedding && entry != 0) {
    throw Error(ErrorCode::usage, fmt::format("the next token's embedding cannot enter at layer {}", entry),
                {}, {}, "target hidden for a later layer");
  }

  std::vector<std::string> warnings;
  const bool rows = junction.domain == Domain::weights;
  if (adapter.domain == Domain::matrices) {
    warnings.emplace_back(
        "the map was fitted on matrices: whether they belong to these models and layers is not known");
  } else if (rows && adapter.domain == Domain::activations) {
    warnings.emplace_back(
        "a map fitted on hidden states is used on rows of the upper model's head; expect little of it");
  } else if (!rows && adapter.domain == Domain::weights) {
    warnings.emplace_back(
        "a map fitted on rows of the upper model's head is used on hidden states; expect little of it");
  }
  return warnings;
}

}  // namespace prism
