// SPDX-License-Identifier: GPL-3.0-or-later
// What infer is made of. Not for use outside core/infer.
#pragma once

#include "core/infer/junction_torch.h"
#include "core/llm/decoder_torch.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace prism {

/// A reads a text that grows. What the last reading had in common with the new one is not read again.
class UpperReader {
 public:
  UpperReader(const LanguageModel& model, std::int64_t layer);
  /// States [tokens read now, width] of the whole text's last tokens, its very last one in any case. Throws
  /// Error(usage) beyond the context.
  [[nodiscard]] at::Tensor read(const std::string& text);
  [[nodiscard]] const std::vector<TextToken>& tokens() const noexcept { return m_text.tokens; }
  /// Whether a text of so many more tokens still fits the context.
  [[nodiscard]] bool has_room() const;

 private:
  const LanguageModel& m_model;
  std::int64_t m_layer;
  KvCache m_cache;
  ModelText m_text;
  std::vector<std::int32_t> m_ids;
};

/// B, fed at its entry.
class LowerVoice {
 public:
  LowerVoice(const LanguageModel& model, std::int64_t entry) : m_model(model), m_entry(entry) {}
  /// Tokens by their own states, except at `places`, which get `rows`.
  void feed(const std::vector<std::int32_t>& ids, const std::vector<std::int64_t>& places,
            const at::Tensor& rows);
  /// States that have no token of their own.
  void feed_rows(const at::Tensor& rows);
  /// Of the next token, [vocabulary].
  [[nodiscard]] at::Tensor logits() const;
  [[nodiscard]] std::int64_t length() const noexcept { return m_length; }
  [[nodiscard]] bool has_room() const { return m_length < m_model.config().context; }
  /// Throws Error(usage) when so many positions exceed the context.
  void check_room(std::int64_t more) const;

 private:
  void go_on(const at::Tensor& states);
  const LanguageModel& m_model;
  std::int64_t m_entry;
  KvCache m_early, m_late;
  at::Tensor m_last;  ///< state of the last position, normed
  std::int64_t m_length = 0;
};

/// B's tokens nearest to rows that enter at `entry`, as BridgeStep tells them.
class NearestTokens {
 public:
  NearestTokens(const LanguageModel& model, std::int64_t entry, int count);
  [[nodiscard]] std::vector<std::vector<std::pair<std::string, float>>> of(const at::Tensor& rows) const;

 private:
  const LanguageModel& m_model;
  std::int64_t m_entry;
  std::int64_t m_count;
};

}  // namespace prism
