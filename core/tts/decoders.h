// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tts/vocoder.h"

#include <filesystem>
#include <memory>
#include <string>

namespace prism {

/// A HiFi-GAN generator from `checkpoint` with its configuration beside it. Throws Error.
[[nodiscard]] std::shared_ptr<const Vocoder> open_hifigan(const std::filesystem::path& checkpoint,
                                                          const std::filesystem::path& config,
                                                          const MelContract& contract,
                                                          const std::string& device);

/// A TorchScript module described by `description` (file-formats.md, "TorchScript decoders"). Loading and
/// running it executes the code inside: it is a program, not data. Throws Error.
[[nodiscard]] std::shared_ptr<const Vocoder> open_torchscript_decoder(
    const std::filesystem::path& module, const std::filesystem::path& description,
    const MelContract& contract, const std::string& device);

/// Throws Error(mismatch) for another width, Error(usage) for no frames, Error(numeric) for values that are
/// not finite.
void require_features(const FrameFeatures& features, std::int64_t dim, const std::string& decoder);

}  // namespace prism
