// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/speech/mel_contract.h"
#include "core/types/audio.h"

#include <filesystem>
#include <memory>
#include <string>

namespace prism {

/// Turns decoder features into sound. Immutable; calls from several threads are safe.
class Vocoder {
 public:
  /// "griffin-lim", or a file or folder: a HiFi-GAN generator (config.json beside *.safetensors or .pt/.bin),
  /// a TorchScript module (.pt with a .json naming D, frame rate, sample rate, output). `contract` is that of
  /// the features to come: a vocoder of another one is refused here. Throws Error.
  [[nodiscard]] static std::shared_ptr<const Vocoder> open(const std::string& what,
                                                           const MelContract& contract,
                                                           const std::string& device = "cpu");
  virtual ~Vocoder() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  [[nodiscard]] virtual int sample_rate() const = 0;
  /// Whether features cut in silences give the sounds' parts, so that long ones can be heard before they end.
  [[nodiscard]] virtual bool joins_in_silence() const { return false; }
  [[nodiscard]] virtual Audio speak(const FrameFeatures& features, const RunControl& control = {}) const = 0;
};

}  // namespace prism
