// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/language_model.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/llm/decoder_torch.h"

#include <fmt/format.h>
#include <utility>

namespace prism {

std::shared_ptr<const LanguageModel> LanguageModel::open(const std::filesystem::path& path,
                                                         const ModelOptions& options,
                                                         const RunControl& control) {
  const Model model = open_model(path);
  static_cast<void>(decoder_config(model));  // what cannot be run is told before the vocabulary is read
  if (model.tokenizer.empty()) {
    throw Error(ErrorCode::not_found, "has no tokenizer", path, {}, "tokenizer.json or tokenizer.model");
  }
  auto tokenizer = Tokenizer::load(model.tokenizer, options.tokenizer_pattern);
  control.check();
  auto decoder = Decoder::load(model, options, control);
  if (tokenizer->vocabulary().size() > decoder->config().vocabulary) {
    log_warning(fmt::format("{}: the tokenizer has {} tokens, the model {}", path.string(),
                            tokenizer->vocabulary().size(), decoder->config().vocabulary));
  }
  return std::make_shared<const LanguageModel>(path, std::move(decoder), std::move(tokenizer));
}

LanguageModel::LanguageModel(std::filesystem::path path, std::shared_ptr<const Decoder> decoder,
                             std::shared_ptr<const Tokenizer> tokenizer)
    : m_path(std::move(path)), m_decoder(std::move(decoder)), m_tokenizer(std::move(tokenizer)) {}

const DecoderConfig& LanguageModel::config() const noexcept {
  return m_decoder->config();
}

const char* name_of(GenerationEnd end) noexcept {
  switch (end) {
    case GenerationEnd::length:
      return "length";
    case GenerationEnd::end_token:
      return "end_token";
    case GenerationEnd::stop_text:
      return "stop_text";
    case GenerationEnd::context:
      return "context";
    case GenerationEnd::cancelled:
      return "cancelled";
  }
  return "";
}

double Generation::tokens_per_second() const {
  // The first token comes out of the prompt's pass.
  const auto steps = static_cast<double>(ids.size()) - 1;
  return steps > 0 && seconds > 0 ? steps / seconds : 0;
}

}  // namespace prism
