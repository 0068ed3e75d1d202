// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/trained_projector.h"

#include "core/base/error.h"
#include "core/tts/checkpoint_torch.h"
#include "core/tts/device_torch.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <system_error>

#include <ATen/ATen.h>

namespace prism {

namespace fs = std::filesystem;

namespace {

std::vector<float> values_of(const at::Tensor& tensor) {
  const at::Tensor flat = tensor.to(at::kCPU, at::kFloat).contiguous();
  return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

FrameFeatures features_of(const at::Tensor& rows) {
  return {rows.size(0), rows.size(1), values_of(rows)};
}

class Loaded final : public TrainedProjector {
 public:
  Loaded(LoadedProjector loaded, const at::Device& device)
      : m_net(std::move(loaded.net)), m_info(std::move(loaded.info)), m_device(device) {
    m_net->to(device);
    for (std::size_t i = 0; i < m_info.front_end.phones.size(); ++i)
      m_phones.emplace(m_info.front_end.phones[i], static_cast<std::int64_t>(i));
  }

  [[nodiscard]] const ProjectorInfo& info() const override { return m_info; }

  [[nodiscard]] std::vector<float> predict_frames(const FrameFeatures& token_features,
                                                  std::span<const SpeechUnit> units) const override {
    const at::NoGradGuard no_gradients;
    DropoutKey none;
    const EncodedUnits encoded = m_net->encode(batch_of(token_features, units), none);
    return values_of(m_net->log_durations(encoded, none).expm1().clamp_min(0));
  }

  [[nodiscard]] ProjectedFrames decode(const FrameFeatures& token_features,
                                       std::span<const SpeechUnit> units) const override {
    const at::NoGradGuard no_gradients;
    const UnitBatch batch = batch_of(token_features, units);
    at::Tensor durations = at::empty({1, static_cast<std::int64_t>(units.size())}, at::kLong);
    std::int64_t frames = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (units[i].frames < 0)
        throw Error(ErrorCode::usage, fmt::format("unit {} has {} frames", i, units[i].frames));
      durations.data_ptr<std::int64_t>()[i] = units[i].frames;
      frames += units[i].frames;
    }
    if (frames == 0) throw Error(ErrorCode::usage, "no unit has a frame: there is nothing to speak");
    durations = durations.to(m_device);
    DropoutKey none;
    const EncodedUnits encoded = m_net->encode(batch, none);
    at::Tensor upsampling;
    at::Tensor out = m_net->decode(encoded, durations, frames, none, &upsampling)[0];
    out = m_info.config.codebook_size > 0 ? out.argmax(2) : m_net->restored(out);
    ProjectedFrames result;
    result.features = features_of(out);
    result.upsampling = features_of(upsampling[0]);
    result.centres = values_of(unit_centres(durations));
    result.ranges = values_of(m_net->ranges(encoded, durations));
    return result;
  }

  [[nodiscard]] std::vector<std::string> unknown_phones(std::span<const SpeechUnit> units) const override {
    std::set<std::string> unknown;
    if (m_info.config.phones > 0) {
      for (const SpeechUnit& unit : units)
        if (phone_of(unit) == m_info.config.phones) unknown.insert(unit.label);
    }
    return {unknown.begin(), unknown.end()};
  }

 private:
  [[nodiscard]] std::int64_t phone_of(const SpeechUnit& unit) const {
    if (unit.silence) return 0;  // the first of the list
    const auto found = m_phones.find(unit.label);
    return found == m_phones.end() ? m_info.config.phones : found->second;
  }

  [[nodiscard]] UnitBatch batch_of(const FrameFeatures& tokens, std::span<const SpeechUnit> units) const {
    if (tokens.dim != m_info.config.llm_width) {
      throw Error(ErrorCode::mismatch, fmt::format("states are {} wide, the projector takes {}", tokens.dim,
                                                   m_info.config.llm_width));
    }
    if (units.empty() || tokens.frames == 0) throw Error(ErrorCode::usage, "there is nothing to speak");
    const auto count = static_cast<std::int64_t>(units.size());
    UnitBatch batch;
    batch.tokens = at::empty({1, tokens.frames, tokens.dim}, at::kFloat);
    std::copy(tokens.values.begin(), tokens.values.end(), batch.tokens.data_ptr<float>());
    batch.token_counts = at::full({1}, tokens.frames, at::kLong);
    batch.unit_counts = at::full({1}, count, at::kLong);
    batch.unit_tokens = at::empty({1, count}, at::kLong);
    batch.unit_phones = at::zeros({1, count}, at::kLong);
    for (std::int64_t i = 0; i < count; ++i) {
      const SpeechUnit& unit = units[static_cast<std::size_t>(i)];
      if (unit.token >= tokens.frames) {
        throw Error(ErrorCode::usage,
                    fmt::format("unit {} wants token {} of {}", i, unit.token, tokens.frames));
      }
      batch.unit_tokens.data_ptr<std::int64_t>()[i] = std::max(-1, unit.token);
      if (m_info.config.phones > 0) batch.unit_phones.data_ptr<std::int64_t>()[i] = phone_of(unit);
    }
    return batch.to(m_device);
  }

  std::unique_ptr<ProjectorNet> m_net;
  ProjectorInfo m_info;
  at::Device m_device;
  std::map<std::string, std::int64_t> m_phones;
};

}  // namespace

std::shared_ptr<const TrainedProjector> TrainedProjector::load(const fs::path& checkpoint,
                                                               const std::string& device) {
  const at::Device where = torch_device(device);
  std::error_code ignored;
  fs::path file = checkpoint;
  if (fs::is_directory(checkpoint, ignored)) {
    file = checkpoint / "best.safetensors";
    if (!fs::exists(file, ignored)) {
      const std::vector<fs::path> steps = step_checkpoints(checkpoint);
      if (steps.empty()) {
        throw Error(ErrorCode::not_found, "holds no checkpoint", checkpoint, {},
                    "best.safetensors or step-N.safetensors");
      }
      file = steps.front();
    }
  }
  return std::make_shared<Loaded>(load_projector(file, false), where);
}

}  // namespace prism
