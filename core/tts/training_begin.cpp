// SPDX-License-Identifier: GPL-3.0-or-later
// How a training begins: with nothing, with another's weights, or where it was left.
#include "core/base/error.h"
#include "core/tts/training_torch.h"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>

#include <ATen/ATen.h>

namespace prism {

namespace fs = std::filesystem;

namespace {

/// The files of another training in the same folder step aside; those of one before that go.
void put_aside(const fs::path& folder) {
  std::vector<fs::path> old = step_checkpoints(folder);
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name == "best.safetensors" || name == "log.csv" || name.starts_with("events.out.tfevents."))
      old.push_back(entry.path());
  }
  if (old.empty()) return;
  const fs::path aside = folder / "previous";
  fs::remove_all(aside, ignored);
  std::error_code failed;
  fs::create_directories(aside, failed);
  for (const fs::path& path : old) {
    if (!failed) fs::rename(path, aside / path.filename(), failed);
  }
  if (failed) throw system_error(failed.value(), "put the files of the earlier training aside", aside);
}

}  // namespace

void Training::begin_anew() {
  put_aside(m_options.output);
  if (!m_options.start.empty()) {
    take_weights_of(m_options.start);
  } else {
    m_net = std::make_unique<ProjectorNet>(m_options.projector, m_options.seed);
    const TrainData::Scales scales = m_data.scales();
    m_net->set_scales(scales.input_mean, scales.input_deviation, scales.target_mean, scales.target_deviation);
  }
  make_rule();
}

// The shape is the checkpoint's; phones are found by their labels, those it lacks begin at random.
void Training::take_weights_of(const fs::path& checkpoint) {
  const LoadedProjector from = load_projector(checkpoint, false);
  require_same_contract(from.info.contract, checkpoint.string(), m_features.contract(), "the features");
  ProjectorConfig config = from.info.config;
  const auto same = [&](const char* what, std::int64_t theirs, std::int64_t ours) {
    if (theirs == ours) return;
    throw Error(ErrorCode::mismatch, fmt::format("its {} is {}, that of the features {}", what, theirs, ours),
                checkpoint);
  };
  same("width of the language model's states", config.llm_width, m_features.llm_width());
  same("width of a frame", config.target_width, m_features.target_width());
  same("codebook size", config.codebook_size, m_features.codebook_size());
  same("kind of units (0: tokens, 1: phones)", config.phones > 0 ? 1 : 0, m_data.phones() > 0 ? 1 : 0);
  if (!from.info.model_hash.empty() && !m_model_hash.empty() && from.info.model_hash != m_model_hash)
    note(fmt::format("{}: was trained on another language model", checkpoint.string()));
  config.phones = m_data.phones();
  config.dropout = m_options.projector.dropout;
  m_options.projector = config;
  m_net = std::make_unique<ProjectorNet>(config, m_options.seed);
  const std::vector<std::string>& theirs = from.info.front_end.phones;
  const std::vector<std::string>& ours = m_features.front_end().phones;
  for (const auto& [name, weight] : from.net->weights()) {
    if (name != "phones.weight") {
      m_net->set(name, weight.detach());
      continue;
    }
    at::Tensor table;
    for (const auto& [own, value] : m_net->weights())
      if (own == name) table = value.detach().clone();
    for (std::size_t i = 0; i < ours.size(); ++i) {
      const auto found = std::find(theirs.begin(), theirs.end(), ours[i]);
      if (found == theirs.end()) continue;
      table.select(0, static_cast<std::int64_t>(i)).copy_(weight.detach().select(0, found - theirs.begin()));
    }
    m_net->set(name, table);
  }
  for (const auto& [name, scale] : from.net->scales()) m_net->set(name, scale);
}

bool Training::resume() {
  LoadedProjector from =
      newest_good_checkpoint(m_options.output, [this](const std::string& text) { note(text); });
  if (from.net == nullptr) {
    if (!step_checkpoints(m_options.output).empty()) {
      throw Error(ErrorCode::format, "none of its checkpoints is whole", m_options.output, {},
                  "a training that can be resumed");
    }
    return false;
  }
  // The shape may come from a checkpoint the training began with.
  if (!m_options.start.empty()) m_options.projector = from.info.config;
  if (from.state->key != key()) {
    throw Error(ErrorCode::mismatch,
                "holds a training on other features, or with another shape, batch, seed or trainer",
                m_options.output, {}, "the options it was begun with, or another folder");
  }
  m_net = std::move(from.net);
  m_step = from.info.step;
  make_rule();
  try {
    m_rule->restore(from.state->optimiser, m_step);
  } catch (const Error& error) {
    throw Error(error.code(), error.reason(), m_options.output, fmt::format("step {}", m_step));
  }
  take_progress(from.state->progress, m_options.output);
  m_saved_step = m_step;
  return true;
}

void Training::take_progress(const Json& json, const fs::path& file) {
  const auto loss_of = [&](const Json& from) {
    if (!from.is_array() || from.size() != 5)
      throw Error(ErrorCode::format, "is not a loss", file, "training");
    return SpeechLoss{from[0].get<double>(), from[1].get<double>(), from[2].get<double>(),
                      from[3].get<double>(), from[4].get<double>()};
  };
  try {
    m_scale = json_field<double>(json, "scale", file);
    m_good_steps = json_field<std::int64_t>(json, "good_steps", file);
    m_since_best = json_field<std::int64_t>(json, "since_best", file);
    m_seconds_before = json.value("seconds", 0.0);
    m_recent.clear();
    for (const Json& each : json_field<Json>(json, "recent", file)) m_recent.push_back(loss_of(each));
    if (!json.contains("best")) return;
    const Json& best = json["best"];
    m_best = SpeechValidation{json_field<std::int64_t>(best, "step", file),
                              loss_of(json_field<Json>(best, "loss", file)),
                              json_field<double>(best, "duration_mae_ms", file)};
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorCode::format, error.what(), file, "training");
  }
}

}  // namespace prism
