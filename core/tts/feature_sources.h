// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/dataset.h"
#include "core/tts/feature_file.h"
#include "core/tts/token_states.h"

#include <filesystem>
#include <memory>
#include <string>

namespace prism {

class LanguageModel;
class Tokenizer;

/// Where the language model's states come from: the built-in decoder, or files of another program.
class TokenSource {
 public:
  explicit TokenSource(const FeatureOptions& options);
  ~TokenSource();
  /// Of model and layer, or of the folder of files.
  [[nodiscard]] const std::string& identity() const noexcept { return m_identity; }
  [[nodiscard]] const std::filesystem::path& model() const noexcept { return m_options.model; }
  /// The imported file of an utterance; empty when its states are computed or there is none.
  [[nodiscard]] std::filesystem::path file(const std::string& id) const;
  /// Loads what `states` needs.
  void open(const RunControl& control);
  /// Throws Error for an utterance that cannot be used.
  [[nodiscard]] TokenStates states(const Utterance& utterance, const RunControl& control) const;

 private:
  [[nodiscard]] TokenStates imported(const Utterance& utterance) const;

  FeatureOptions m_options;
  std::string m_identity;
  std::shared_ptr<const LanguageModel> m_model;
  std::shared_ptr<const Tokenizer> m_tokenizer;
};

/// Codec tokens as targets: ID.npy of whole numbers, [codebooks, frames] or [frames, codebooks].
class CodeSource {
 public:
  CodeSource(std::filesystem::path folder, int size) : m_folder(std::move(folder)), m_size(size) {}
  [[nodiscard]] bool used() const noexcept { return !m_folder.empty(); }
  [[nodiscard]] std::filesystem::path file(const std::string& id) const;
  [[nodiscard]] FrameFeatures read(const std::string& id);
  /// The contract with the codec's own frames a second.
  [[nodiscard]] MelContract contract(MelContract of_mel, const Audio& audio, std::int64_t frames) const;
  /// Codes there are: one more than the largest seen.
  [[nodiscard]] int size() const noexcept { return used() ? m_size : 0; }

 private:
  std::filesystem::path m_folder;
  int m_size;
};

/// How a text becomes the phones of this file: by the built-in voice where its phones are those of the data,
/// else by the words' own pronunciations first.
[[nodiscard]] FrontEnd front_end_from(const FeatureFile& file, const std::string& voice);

}  // namespace prism
