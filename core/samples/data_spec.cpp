// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/samples/data.h"

namespace prism {
namespace {

std::string absolute_text(const std::filesystem::path& path) {
  return path.empty() ? std::string() : std::filesystem::absolute(path).lexically_normal().string();
}

/// Records of other versions may lack a field: it keeps its default then.
template <typename T>
void take(const Json& json, const char* key, T& value) {
  if (json.is_object() && json.contains(key)) value = json_field<T>(json, key, "run record");
}

void take(const Json& json, const char* key, std::filesystem::path& value) {
  std::string text;
  take(json, key, text);
  value = text;
}

}  // namespace

Json DataSpec::to_json() const {
  Json json = Json::object();
  json["upper"] = absolute_text(upper);
  json["lower"] = absolute_text(lower);
  json["upper_layer"] = upper_layer;
  json["lower_layer"] = lower_layer;
  json["overrides"] = absolute_text(overrides);
  json["normalise"] = normalise;
  json["leave_out"] = leave_out;
  json["use_normalised"] = use_normalised;
  json["use_approximated"] = use_approximated;
  json["x"] = absolute_text(x);
  json["z"] = absolute_text(z);
  json["pairs"] = absolute_text(pairs);
  json["text"] = absolute_text(text);
  json["exit_layer"] = exit_layer;
  json["entry_layer"] = entry_layer;
  json["target"] = target;
  json["max_samples"] = max_samples;
  return json;
}

DataSpec DataSpec::from_json(const Json& json) {
  DataSpec spec;
  take(json, "upper", spec.upper);
  take(json, "lower", spec.lower);
  take(json, "upper_layer", spec.upper_layer);
  take(json, "lower_layer", spec.lower_layer);
  take(json, "overrides", spec.overrides);
  take(json, "normalise", spec.normalise);
  take(json, "leave_out", spec.leave_out);
  take(json, "use_normalised", spec.use_normalised);
  take(json, "use_approximated", spec.use_approximated);
  take(json, "x", spec.x);
  take(json, "z", spec.z);
  take(json, "pairs", spec.pairs);
  take(json, "text", spec.text);
  take(json, "exit_layer", spec.exit_layer);
  take(json, "entry_layer", spec.entry_layer);
  take(json, "target", spec.target);
  take(json, "max_samples", spec.max_samples);
  return spec;
}

bool DataSpec::empty() const {
  return upper.empty() && lower.empty() && x.empty() && z.empty() && pairs.empty() && text.empty();
}

}  // namespace prism
