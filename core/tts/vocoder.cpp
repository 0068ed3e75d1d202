// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/vocoder.h"

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/speech/mel.h"
#include "core/tts/decoders.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <system_error>
#include <utility>
#include <vector>

namespace prism {
namespace {

namespace fs = std::filesystem;

class GriffinLimVocoder final : public Vocoder {
 public:
  explicit GriffinLimVocoder(MelContract contract) : m_contract(std::move(contract)) {}
  [[nodiscard]] std::string name() const override { return "griffin-lim"; }
  [[nodiscard]] int sample_rate() const override { return m_contract.sample_rate; }
  [[nodiscard]] bool joins_in_silence() const override { return true; }
  [[nodiscard]] Audio speak(const FrameFeatures& features, const RunControl& control) const override {
    require_features(features, m_contract.mels, name());
    control.check();
    return griffin_lim(features, m_contract);
  }

 private:
  MelContract m_contract;
};

/// The checkpoint in a folder: the one file that can be one, or of several the one named generator.
fs::path checkpoint_in(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const fs::path& path = entry.path();
    const std::string ending = path.extension().string(), name = path.filename().string();
    // The authors' own checkpoints are named g_02500000.
    const bool weights = ending == ".safetensors" || ending == ".pt" || ending == ".pth" ||
                         ending == ".bin" || name.starts_with("g_") || name == "generator";
    if (entry.is_regular_file() && weights) found.push_back(path);
  }
  std::sort(found.begin(), found.end());
  if (found.size() == 1) return found.front();
  const auto named = std::find_if(found.begin(), found.end(),
                                  [](const fs::path& path) { return path.stem() == "generator"; });
  if (named != found.end()) return *named;
  throw Error(ErrorCode::not_found,
              found.empty() ? "the folder holds no checkpoint of a vocoder"
                            : fmt::format("the folder holds {} checkpoints", found.size()),
              folder, {}, "config.json and one .safetensors, .pt or .bin, or the file's name");
}

}  // namespace

std::shared_ptr<const Vocoder> Vocoder::open(const std::string& what, const MelContract& contract,
                                             const std::string& device) {
  if (what == "griffin-lim") return std::make_shared<GriffinLimVocoder>(contract);
  std::error_code ignored;
  const fs::path path = what;
  if (what.empty() || !fs::exists(path, ignored)) {
    throw Error(ErrorCode::not_found, "there is no such vocoder", path, {},
                "griffin-lim, or a HiFi-GAN folder or checkpoint, or a TorchScript decoder with its .json");
  }
  const fs::path checkpoint = fs::is_directory(path, ignored) ? checkpoint_in(path) : path;
  fs::path description = checkpoint;
  description.replace_extension(".json");
  const fs::path config = checkpoint.parent_path() / "config.json";
  if (fs::exists(description, ignored) && description != config) {
    return open_torchscript_decoder(checkpoint, description, contract, device);
  }
  if (fs::exists(config, ignored)) return open_hifigan(checkpoint, config, contract, device);
  throw Error(ErrorCode::not_found, "the vocoder's description is missing", checkpoint, {},
              "config.json beside a HiFi-GAN generator, " + description.filename().string() +
                  " beside a TorchScript decoder");
}

void require_features(const FrameFeatures& features, std::int64_t dim, const std::string& decoder) {
  if (features.dim != dim) {
    throw Error(ErrorCode::mismatch, fmt::format("the features have {} values a frame, but {} takes {}",
                                                 features.dim, decoder, dim));
  }
  if (features.frames < 1) throw Error(ErrorCode::usage, "there are no frames to speak");
  if (!std::all_of(features.values.begin(), features.values.end(),
                   [](float value) { return std::isfinite(value); })) {
    throw Error(ErrorCode::numeric, "the features to speak are not finite");
  }
}

}  // namespace prism
