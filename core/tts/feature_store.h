// SPDX-License-Identifier: GPL-3.0-or-later
// tts: from a language model's hidden states to speech — features, projector, training, vocoders, speaking.
#pragma once

#include "core/base/progress.h"
#include "core/speech/front_end.h"
#include "core/speech/mel_contract.h"
#include "core/types/audio.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// What `prepare_features` was told.
struct FeatureOptions {
  std::filesystem::path model;     ///< the language model; its features come from the built-in decoder …
  std::filesystem::path imported;  ///< … or from here: ID.npy / ID.safetensors [tokens, d_llm] an utterance
  int layer = -1;                  ///< 0 = embeddings … layers; −1 = last hidden layer (normed)
  MelContract contract;
  std::filesystem::path alignments;      ///< folder; empty: where the dataset has them
  std::filesystem::path codes;           ///< folder of ID.npy [K, T] or [T, K] codec tokens instead of mel
  int codebooks = 0, codebook_size = 0;  ///< filled from the codes
};

/// One utterance as training sees it. Views into the mapped file.
struct StoredUtterance {
  std::string id;
  std::string text;
  std::vector<SpeechUnit> units;
  std::vector<std::string> words;
  std::int64_t tokens = 0;  ///< of the language model
  std::int64_t frames = 0;
  std::span<const float> token_features;  ///< [tokens, d_llm]
  std::span<const float> target;          ///< [frames, dim]: log mel, or codec tokens as whole numbers
};

/// Everything training needs of a dataset, in one memory-mapped safetensors file (features.prismtts): LLM
/// features, units with durations, mel, contract, front end; keyed by the hashes of model, layer, audio and
/// alignments, so that a second call on unchanged data returns at once. Immutable, thread-safe.
class FeatureStore {
 public:
  /// Throws Error(format, mismatch …).
  [[nodiscard]] static std::shared_ptr<const FeatureStore> open(const std::filesystem::path& path);
  virtual ~FeatureStore() = default;
  [[nodiscard]] virtual std::int64_t size() const = 0;
  [[nodiscard]] virtual StoredUtterance utterance(std::int64_t index) const = 0;
  [[nodiscard]] virtual const MelContract& contract() const = 0;
  [[nodiscard]] virtual const FrontEnd& front_end() const = 0;
  [[nodiscard]] virtual std::int64_t llm_width() const = 0;
  [[nodiscard]] virtual std::int64_t target_width() const = 0;  ///< mels, or codebooks when discrete
  [[nodiscard]] virtual int codebook_size() const = 0;          ///< 0: continuous target
  [[nodiscard]] virtual const std::filesystem::path& model() const = 0;
  [[nodiscard]] virtual int layer() const = 0;
  [[nodiscard]] virtual const std::string& key() const = 0;
};

struct FeatureResult {
  std::filesystem::path file;
  std::int64_t utterances = 0, skipped = 0, tokens = 0, frames = 0;
  bool reused = false;                ///< the file was already that of this data
  std::vector<std::string> warnings;  ///< why utterances were skipped, what was resampled …
};
/// Streamed; a stop keeps nothing (throws Stopped).
[[nodiscard]] FeatureResult prepare_features(const std::filesystem::path& dataset,
                                             const FeatureOptions& options,
                                             const std::filesystem::path& target,
                                             const RunControl& control = {});

}  // namespace prism
