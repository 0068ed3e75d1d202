// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/feature_sources.h"

#include "core/base/error.h"
#include "core/base/path_hash.h"
#include "core/llm/language_model.h"
#include "core/llm/state_windows.h"
#include "core/model/rows.h"
#include "core/model/tensor_file.h"
#include "core/text/tokenizer.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <system_error>

namespace prism {

namespace fs = std::filesystem;

namespace {

constexpr int kMostCodes = 1 << 20;
constexpr std::int64_t kMostCodebooks = 128;

std::vector<float> values_of(const TensorFile& file, const TensorInfo& tensor) {
  const RowReader rows(file, tensor);
  std::vector<float> values(static_cast<std::size_t>(rows.rows() * rows.cols()));
  rows.read(0, rows.rows(), values.data());
  return values;
}

}  // namespace

TokenSource::TokenSource(const FeatureOptions& options) : m_options(options) {
  if (!options.imported.empty()) {
    m_identity = "imported " + fs::absolute(options.imported).lexically_normal().string();
  }
  if (!options.model.empty())
    m_identity += fmt::format("\nmodel {} {}", path_hash(options.model), options.layer);
}

TokenSource::~TokenSource() = default;

fs::path TokenSource::file(const std::string& id) const {
  if (m_options.imported.empty()) return {};
  std::error_code ignored;
  for (const char* ending : {".npy", ".safetensors"}) {
    fs::path path = m_options.imported / (fs::path(id).filename().string() + ending);
    if (fs::exists(path, ignored)) return path;
  }
  return {};
}

void TokenSource::open(const RunControl& control) {
  if (m_options.imported.empty()) {
    m_model = LanguageModel::open(m_options.model, {}, control);
  } else if (!m_options.model.empty()) {
    m_tokenizer = Tokenizer::load(m_options.model);
  }
}

TokenStates TokenSource::states(const Utterance& utterance, const RunControl& control) const {
  if (m_model != nullptr) return token_states(*m_model, utterance.text, m_options.layer, control);
  return imported(utterance);
}

// Which bytes a row stands for is said by the file, by the model's tokenizer, or by there being a row a word.
TokenStates TokenSource::imported(const Utterance& utterance) const {
  const fs::path path = file(utterance.id);
  if (path.empty()) {
    throw Error(ErrorCode::not_found, fmt::format("no {}.npy or {}.safetensors", utterance.id, utterance.id),
                m_options.imported);
  }
  const TensorFile tensors = open_tensor_file(path);
  const TensorInfo* info = tensors.find("features");
  if (info == nullptr && !tensors.tensors.empty()) info = &tensors.tensors.front();
  if (info == nullptr || info->shape.size() != 2 || info->elements() == 0) {
    throw Error(ErrorCode::format, "holds no matrix of features", path, {}, "[tokens, width]");
  }
  TokenStates result;
  result.states = {info->shape[0], info->shape[1], values_of(tensors, *info)};
  const TensorInfo* ranges = tensors.find("ranges");
  if (ranges != nullptr) {
    const std::vector<float> values = values_of(tensors, *ranges);
    if (values.size() != 2 * static_cast<std::size_t>(result.states.frames))
      throw Error(ErrorCode::format, "has not a range a row", path, "\"ranges\"");
    for (std::size_t i = 0; i < values.size(); i += 2)
      result.tokens.push_back({std::llround(values[i]), std::llround(values[i + 1])});
  } else if (m_tokenizer != nullptr) {
    const ModelText read = read_text(*m_tokenizer, utterance.text);
    for (const TextToken& token : read.tokens)
      result.tokens.push_back({static_cast<std::int64_t>(token.begin), static_cast<std::int64_t>(token.end)});
    // States of what the text begins with (BOS) are left out.
    const auto extra = result.states.frames - static_cast<std::int64_t>(read.tokens.size());
    if (extra > 0 && extra == static_cast<std::int64_t>(read.prefix.size())) {
      auto& values = result.states.values;
      values.erase(values.begin(), values.begin() + extra * result.states.dim);
      result.states.frames -= extra;
    }
  } else {
    for (std::size_t at = 0; at < utterance.text.size();) {
      const std::size_t begin = utterance.text.find_first_not_of(" \t\n", at);
      if (begin == std::string::npos) break;
      at = std::min(utterance.text.find_first_of(" \t\n", begin), utterance.text.size());
      result.tokens.push_back({static_cast<std::int64_t>(begin), static_cast<std::int64_t>(at)});
    }
  }
  if (static_cast<std::int64_t>(result.tokens.size()) != result.states.frames) {
    throw Error(ErrorCode::mismatch,
                fmt::format("has {} rows for a text of {} {}", result.states.frames, result.tokens.size(),
                            m_tokenizer != nullptr ? "tokens" : "words (name the model for its tokenizer)"),
                path);
  }
  return result;
}

fs::path CodeSource::file(const std::string& id) const {
  if (!used()) return {};
  return m_folder / (fs::path(id).filename().string() + ".npy");
}

FrameFeatures CodeSource::read(const std::string& id) {
  const fs::path path = file(id);
  const TensorFile tensors = open_npy(path);
  const TensorInfo& info = tensors.tensors.front();
  if (info.shape.size() != 2 || info.elements() == 0 ||
      std::min(info.shape[0], info.shape[1]) > kMostCodebooks) {
    throw Error(ErrorCode::format, "is no list of codec tokens", path, {}, "[codebooks, frames]");
  }
  const std::vector<float> values = values_of(tensors, info);
  // Sound has more frames than a codec has books.
  const bool by_book = info.shape[0] <= info.shape[1];
  FrameFeatures codes;
  codes.dim = by_book ? info.shape[0] : info.shape[1];
  codes.frames = by_book ? info.shape[1] : info.shape[0];
  codes.values.resize(values.size());
  for (std::int64_t frame = 0; frame < codes.frames; ++frame) {
    for (std::int64_t book = 0; book < codes.dim; ++book) {
      const float code =
          values[static_cast<std::size_t>(by_book ? book * codes.frames + frame : frame * codes.dim + book)];
      if (!(code >= 0 && code < static_cast<float>(kMostCodes)) || code != std::floor(code)) {
        throw Error(ErrorCode::format, fmt::format("{} is no codec token", code), path,
                    fmt::format("frame {}, codebook {}", frame, book), "a whole number from 0");
      }
      codes.row(frame)[book] = code;
      m_size = std::max(m_size, static_cast<int>(code) + 1);
    }
  }
  return codes;
}

MelContract CodeSource::contract(MelContract of_mel, const Audio& audio, std::int64_t frames) const {
  of_mel.hop = static_cast<int>(std::max<std::int64_t>(
      1, std::llround(static_cast<double>(audio.samples.size()) / static_cast<double>(frames))));
  while (of_mel.fft < of_mel.hop) of_mel.fft *= 2;  // codecs of few frames a second
  return of_mel;
}

}  // namespace prism
