// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/tts/decoders.h"
#include "core/tts/device_torch.h"
#include "core/tts/hifigan_torch.h"

#include <fmt/format.h>
#include <utility>

#include <ATen/ATen.h>

namespace prism {
namespace {

class HifiganVocoder final : public Vocoder {
 public:
  HifiganVocoder(HifiganGenerator generator, int rate, std::string name)
      : m_generator(std::move(generator)), m_rate(rate), m_name(std::move(name)) {}
  [[nodiscard]] std::string name() const override { return m_name; }
  [[nodiscard]] int sample_rate() const override { return m_rate; }
  [[nodiscard]] bool joins_in_silence() const override { return true; }
  [[nodiscard]] Audio speak(const FrameFeatures& features, const RunControl& control) const override {
    require_features(features, m_generator.config().mels, m_name);
    const at::Tensor mel = at::from_blob(const_cast<float*>(features.values.data()),
                                         {features.frames, features.dim}, at::kFloat);
    const at::Tensor sound = m_generator(mel.t(), control);
    const float* samples = sound.data_ptr<float>();
    return {m_rate, {samples, samples + sound.numel()}};
  }

 private:
  HifiganGenerator m_generator;
  int m_rate;
  std::string m_name;
};

}  // namespace

std::shared_ptr<const Vocoder> open_hifigan(const std::filesystem::path& checkpoint,
                                            const std::filesystem::path& config, const MelContract& contract,
                                            const std::string& device) {
  const Json json = read_json_file(config);
  const MelContract own = mel_contract_of_hifigan(json, config);
  const std::string name = std::filesystem::absolute(checkpoint).parent_path().filename().string();
  require_same_contract(own, "the vocoder " + name, contract, "the features");
  HifiganConfig form = hifigan_config_of(json, own.mels, config);
  if (form.hop() != own.hop) {
    throw Error(
        ErrorCode::mismatch,
        fmt::format("the upsampling makes {} samples a frame, but the hop is {}", form.hop(), own.hop),
        config, "\"upsample_rates\"", "rates whose product is the hop");
  }
  return std::make_shared<HifiganVocoder>(
      HifiganGenerator(std::move(form), StateDict(checkpoint), torch_device(device)), own.sample_rate, name);
}

}  // namespace prism
