// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/llm/decoder_config.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace prism {

class Decoder;  // decoder_torch.h, which only .cpp files with Torch include

struct ModelOptions {
  std::string dtype =
      "auto";  ///< "f32", "bf16", "f16" (CUDA only); auto: bf16 stays bf16 only on CUDA, else f32
  std::string device = "cpu";     ///< "cpu", "cuda", "cuda:1"
  std::string tokenizer_pattern;  ///< of Tokenizer::load
};

/// A decoder with its tokenizer. Immutable and shared; calls from several threads are safe, heavy ones belong
/// on the compute lane.
class LanguageModel {
 public:
  /// A directory or GGUF file. Throws Error; a model without tokenizer or of an unknown form says so.
  [[nodiscard]] static std::shared_ptr<const LanguageModel> open(const std::filesystem::path& path,
                                                                 const ModelOptions& options = {},
                                                                 const RunControl& control = {});
  LanguageModel(std::filesystem::path path, std::shared_ptr<const Decoder> decoder,
                std::shared_ptr<const Tokenizer> tokenizer);

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
  [[nodiscard]] const DecoderConfig& config() const noexcept;
  [[nodiscard]] const Decoder& decoder() const noexcept { return *m_decoder; }
  [[nodiscard]] const Tokenizer& tokenizer() const noexcept { return *m_tokenizer; }

 private:
  std::filesystem::path m_path;
  std::shared_ptr<const Decoder> m_decoder;
  std::shared_ptr<const Tokenizer> m_tokenizer;
};

struct GenerateOptions {
  std::int64_t max_tokens = 64;
  double temperature = 0;  ///< 0 = greedy
  int top_k = 0;           ///< 0 = all
  double top_p = 1;
  std::uint64_t seed = 0;
  std::vector<std::string> stop;  ///< texts that end the generation; they are not part of it
};

enum class GenerationEnd { length, end_token, stop_text, context, cancelled };
[[nodiscard]] const char* name_of(GenerationEnd end) noexcept;

struct Generation {
  std::vector<std::int32_t> ids;  ///< of the continuation
  std::string text;               ///< the continuation only; whole characters
  GenerationEnd end = GenerationEnd::length;
  std::int64_t prompt_tokens = 0;
  double seconds_prompt = 0;
  double seconds = 0;  ///< of the tokens after the prompt
  [[nodiscard]] double tokens_per_second() const;
};

/// New text since the last call, complete characters only; on the worker's thread.
using TextSink = std::function<void(std::int32_t id, const std::string& piece)>;

/// A stop keeps what was generated. Throws Error(usage) for prompts longer than the context.
[[nodiscard]] Generation generate(const LanguageModel& model, const std::string& prompt,
                                  const GenerateOptions& options, const RunControl& control = {},
                                  const TextSink& sink = {});

/// Texts sampled side by side in one batch, each from BOS or `prompt`, until `total_tokens` are there: a
/// corpus made by the model itself. Same seed, same text.
[[nodiscard]] std::string sample_corpus(const LanguageModel& model, const std::string& prompt,
                                        std::int64_t total_tokens, const GenerateOptions& options,
                                        std::int64_t batch = 32, const RunControl& control = {});

struct Perplexity {
  double perplexity = 0;
  double nats_per_token = 0;
  std::int64_t tokens = 0;  ///< predicted ones
};
struct PerplexityOptions {
  std::int64_t window = 0;       ///< tokens a window, context reset at each; 0 = the model's context
  std::int64_t max_windows = 0;  ///< 0 = all
};
/// Throws Error(usage) for texts of fewer than two tokens.
[[nodiscard]] Perplexity perplexity(const LanguageModel& model, const std::string& text,
                                    const PerplexityOptions& options = {}, const RunControl& control = {});

}  // namespace prism
