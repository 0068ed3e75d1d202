// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/mel_contract.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <ATen/core/Tensor.h>

namespace prism {

/// What the small JSON beside a TorchScript decoder says (file-formats.md, "TorchScript decoders").
struct TorchScriptForm {
  enum class Input { features, codes };
  enum class Output { waveform, mel };
  Input input = Input::features;
  Output output = Output::waveform;
  std::int64_t dim = 0;  ///< D: values a frame, or codebooks
  double frame_rate = 0;
  int sample_rate = 0;
  std::optional<MelContract> contract;         ///< of the features it takes, where they are log mel
  std::optional<MelContract> output_contract;  ///< of the mel it gives; that of the features when absent
  std::string vocoder = "griffin-lim";         ///< for the mel it gives; relative to the JSON's folder
};
/// Throws Error naming the field.
[[nodiscard]] TorchScriptForm torchscript_form_of(const std::filesystem::path& file);

/// The module itself. Its calls are taken one at a time: a module may keep state.
class TorchScriptDecoder {
 public:
  /// Executes code of the module. Throws Error(format) when it is none.
  [[nodiscard]] static std::shared_ptr<const TorchScriptDecoder> load(const std::filesystem::path& module,
                                                                      TorchScriptForm form,
                                                                      const at::Device& device);
  virtual ~TorchScriptDecoder() = default;
  [[nodiscard]] virtual const TorchScriptForm& form() const = 0;
  /// features [frames, D] f32, or codes [frames, K] whole numbers in any type → [samples], or mel [frames',
  /// mels]. Gradients flow where the module lets them (and GradMode is on). Throws Error(mismatch) when the
  /// module gives something else, Error(internal) with its own message when it fails.
  [[nodiscard]] virtual at::Tensor operator()(const at::Tensor& features) const = 0;
  /// Whether gradients reach the features, so that it can be trained along or through: found by trying.
  [[nodiscard]] virtual bool allows_gradients() const = 0;
};

}  // namespace prism
