// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/tts/tiny_projector.h"

#include "core/base/path_hash.h"
#include "core/tts/checkpoint_torch.h"

#include <cstdlib>

#include <ATen/ATen.h>

namespace prism::test {

std::filesystem::path demo_model() {
  const char* source = std::getenv("PRISM_SOURCE_DIR");
  return std::filesystem::path(source != nullptr ? source : ".") / "resources/demo/books-lower";
}

void write_projector(const std::filesystem::path& file, const TinyProjector& options) {
  ProjectorInfo info;
  info.front_end.voice.clear();
  info.front_end.voice_phones = false;
  info.front_end.phones = {"sil", "DH", "AH0", "K", "AE1", "T", "S", "D", "AW1", "N"};
  info.front_end.lexicon = {{"the", {"DH", "AH0"}},
                            {"cat", {"K", "AE1", "T"}},
                            {"sat", {"S", "AE1", "T"}},
                            {"down", {"D", "AW1", "N"}}};
  info.contract = options.contract;
  info.model = demo_model();
  info.model_hash = path_hash(info.model);
  info.step = options.step;
  info.config.llm_width = options.width > 0 ? options.width : 160;
  info.config.width = 32;
  info.config.heads = 2;
  info.config.attention_blocks = 1;
  info.config.decoder_convolutions = 1;
  info.config.target_width = options.contract.mels;
  info.config.phones = options.phones ? static_cast<std::int64_t>(info.front_end.phones.size()) : 0;
  ProjectorNet net(info.config, options.seed);
  // Mels as speech has them, so that what a random network says is neither silent nor loud.
  net.set_scales(at::zeros({info.config.llm_width}), at::ones({info.config.llm_width}),
                 at::full({info.config.target_width}, -5.0), at::full({info.config.target_width}, 1.5));
  // ln(1 + frames) of a fresh predictor is near 0: nothing would be heard.
  for (const auto& [name, weight] : net.weights()) {
    if (name == "duration.out.bias") net.set(name, at::full_like(weight, 2.0));
    if (name == "duration.out.weight") net.set(name, 0.2 * weight.detach());
  }
  save_projector(file, net, info);
}

}  // namespace prism::test
