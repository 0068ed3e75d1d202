// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/infer/voice_torch.h"
#include "core/text/vocabulary.h"

#include <algorithm>
#include <fmt/format.h>

#include <ATen/ATen.h>

namespace prism {
namespace {

at::Tensor id_tensor(const std::vector<std::int32_t>& ids) {
  return indices({ids.begin(), ids.end()}).unsqueeze(0);
}

}  // namespace

UpperReader::UpperReader(const LanguageModel& model, std::int64_t layer) : m_model(model), m_layer(layer) {}

at::Tensor UpperReader::read(const std::string& text) {
  ModelText now = read_text(m_model.tokenizer(), text);
  std::vector<std::int32_t> ids = now.prefix;
  for (const TextToken& token : now.tokens) ids.push_back(token.id);
  if (ids.empty()) return at::empty({0, m_model.config().width}, at::kFloat);
  const auto size = static_cast<std::int64_t>(ids.size());
  if (size > m_model.config().context) {
    throw Error(ErrorCode::usage, fmt::format("the text has {} tokens", size), m_model.path(), {},
                fmt::format("at most {}, the upper model's context", m_model.config().context));
  }
  const auto different = std::mismatch(ids.begin(), ids.end(), m_ids.begin(), m_ids.end());
  const auto common = std::min<std::int64_t>(different.first - ids.begin(), size - 1);
  m_ids = std::move(ids);
  m_text = std::move(now);
  const std::vector<std::int32_t> fresh(m_ids.begin() + common, m_ids.end());
  at::Tensor states = m_model.decoder().embed(id_tensor(fresh));
  if (m_layer > 0) {
    m_cache.truncate(common);
    states = m_model.decoder().forward(states, &m_cache, 0, m_layer);
  }
  states = states[0].to(at::kCPU, at::kFloat);
  // The prefix is no part of the text.
  const auto skipped =
      std::clamp<std::int64_t>(static_cast<std::int64_t>(m_text.prefix.size()) - common, 0, states.size(0));
  return states.narrow(0, skipped, states.size(0) - skipped);
}

bool UpperReader::has_room() const {
  // A word may fall into more tokens than it was: a few positions are kept free.
  constexpr std::int64_t kSpare = 8;
  return static_cast<std::int64_t>(m_ids.size()) + kSpare <= m_model.config().context;
}

void LowerVoice::check_room(std::int64_t more) const {
  const std::int64_t context = m_model.config().context;
  if (m_length + more <= context) return;
  throw Error(ErrorCode::usage, fmt::format("the text takes {} positions", m_length + more), m_model.path(),
              {}, fmt::format("at most {}, the lower model's context", context));
}

void LowerVoice::feed(const std::vector<std::int32_t>& ids, const std::vector<std::int64_t>& places,
                      const at::Tensor& rows) {
  if (ids.empty()) return;
  check_room(static_cast<std::int64_t>(ids.size()));
  at::Tensor states = m_model.decoder().embed(id_tensor(ids));
  if (m_entry > 0) states = m_model.decoder().forward(states, &m_early, 0, m_entry);
  if (!places.empty())
    states[0].index_copy_(0, indices(places).to(states.device()), rows.to(states.options()));
  go_on(states);
}

void LowerVoice::feed_rows(const at::Tensor& rows) {
  if (rows.size(0) == 0) return;
  check_room(rows.size(0));
  go_on(rows.unsqueeze(0));
}

void LowerVoice::go_on(const at::Tensor& states) {
  m_length += states.size(1);
  const at::Tensor last = m_model.decoder().forward(states, &m_late, m_entry, -1);
  m_last = last[0][last.size(1) - 1];
}

at::Tensor LowerVoice::logits() const {
  return m_model.decoder().logits(m_last.unsqueeze(0))[0].to(at::kCPU, at::kFloat);
}

NearestTokens::NearestTokens(const LanguageModel& model, std::int64_t entry, int count)
    : m_model(model), m_entry(entry), m_count(std::max(0, count)) {}

std::vector<std::vector<std::pair<std::string, float>>> NearestTokens::of(const at::Tensor& rows) const {
  std::vector<std::vector<std::pair<std::string, float>>> result(static_cast<std::size_t>(rows.size(0)));
  const Decoder& decoder = m_model.decoder();
  const Vocabulary& vocabulary = m_model.tokenizer().vocabulary();
  const std::int64_t count = std::min(m_model.config().vocabulary, vocabulary.size());
  const bool head = m_entry == m_model.config().layers;
  const std::int64_t best = std::min(m_count, count);
  if (best == 0 || rows.size(0) == 0 || (m_entry > 0 && !head)) return result;

  at::Tensor scores;
  if (head) {
    scores = at::softmax(decoder.logits(rows), 1).narrow(1, 0, count).to(at::kCPU);
  } else {
    // In blocks: the rows need not be in memory once more as f32.
    constexpr std::int64_t kBlock = 4096;
    const at::Tensor unit = rows / rows.norm(2, 1, true).clamp_min(1e-30);
    std::vector<at::Tensor> parts;
    for (std::int64_t first = 0; first < count; first += kBlock) {
      const at::Tensor block = decoder.embed(at::arange(first, std::min(count, first + kBlock), at::kLong))
                                   .to(at::kCPU, at::kFloat);
      parts.push_back(at::mm(unit, block.t()) / block.norm(2, 1).clamp_min(1e-30));
    }
    scores = at::cat(parts, 1);
  }
  const auto [values, ids] = scores.topk(best, 1);
  for (std::size_t row = 0; row < result.size(); ++row) {
    const auto at = static_cast<std::int64_t>(row);
    for (std::int64_t k = 0; k < best; ++k) {
      const auto id = static_cast<std::size_t>(ids[at][k].item<std::int64_t>());
      result[row].emplace_back(printable(vocabulary.tokens[id].bytes), values[at][k].item<float>());
    }
  }
  return result;
}

}  // namespace prism
