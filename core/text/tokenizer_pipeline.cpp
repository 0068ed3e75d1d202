// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/text/tokenizer_parts.h"

#include <unordered_map>

namespace prism {
namespace {

constexpr std::size_t kMaxText = std::size_t{256} << 20;
constexpr std::size_t kLongestCached = 64;  // longer words hardly come twice

/// A text being encoded and where its bytes come from.
struct View {
  std::string_view text;
  const AlignedText::Origin* origins = nullptr;  ///< null: the bytes are the source's own
  std::size_t base = 0;                          ///< of the section in the user's text

  [[nodiscard]] View part(TextRange range) const {
    return {range.of(text), origins == nullptr ? nullptr : origins + range.begin,
            origins == nullptr ? base + range.begin : base};
  }
  [[nodiscard]] TextToken token(std::int32_t id, std::size_t begin, std::size_t end) const {
    if (origins == nullptr) return {id, base + begin, base + end};
    return {id, base + origins[begin].begin, base + origins[end - 1].end};
  }
};

class PipelineTokenizer final : public Tokenizer {
 public:
  explicit PipelineTokenizer(TokenizerParts parts)
      : m_parts(std::move(parts)), m_encoder(make_encoder(m_parts)) {}

  const Vocabulary& vocabulary() const noexcept override { return m_parts.vocabulary; }
  const std::string& kind() const noexcept override { return m_parts.kind; }
  std::int32_t bos() const noexcept override { return m_parts.bos; }
  std::int32_t eos() const noexcept override { return m_parts.eos; }
  const std::vector<std::int32_t>& ends() const noexcept override { return m_parts.ends; }

  std::vector<TextToken> tokens(std::string_view text, const EncodeOptions& options) const override {
    if (text.size() > kMaxText)
      throw Error(ErrorCode::usage, "the text has more than 256 MiB", {}, {},
                  "a shorter one, or parts of it");
    const MatchTime time(text.size());  // however many sections and steps there are
    std::vector<TextToken> out;
    if (options.add_special)
      for (const std::int32_t id : m_parts.before) out.push_back({id, 0, 0});
    for (const auto& section : m_parts.added.cut(text, options.parse_special)) {
      if (section.id >= 0) {
        out.push_back({section.id, section.range.begin, section.range.end});
      } else {
        encode_section(section.range.of(text), section.range.begin, options.parse_special, out);
      }
    }
    if (options.add_special)
      for (const std::int32_t id : m_parts.after) out.push_back({id, text.size(), text.size()});
    return out;
  }

  std::string bytes_of(std::int32_t id) const override {
    if (id < 0 || id >= m_parts.vocabulary.size()) {
      throw Error(ErrorCode::usage, "token " + std::to_string(id) + " is not in the vocabulary",
                  m_parts.vocabulary.source, {}, "0 to " + std::to_string(m_parts.vocabulary.size() - 1));
    }
    return m_parts.vocabulary.tokens[static_cast<std::size_t>(id)].bytes;
  }

  std::string decode(std::span<const std::int32_t> ids, bool skip_special) const override {
    std::string text;
    bool first = true;
    for (const std::int32_t id : ids) {
      const std::string bytes = bytes_of(id);
      const bool special = m_parts.vocabulary.tokens[static_cast<std::size_t>(id)].special;
      if (special && skip_special) continue;
      const bool strip = first && m_parts.strips_space && !special && bytes.starts_with(' ');
      text += strip ? bytes.substr(1) : bytes;
      if (!special) first = false;
    }
    return text;
  }

 private:
  static std::unique_ptr<const WordEncoder> make_encoder(const TokenizerParts& parts) {
    return parts.vocabulary.unigram ? make_unigram_encoder(parts.vocabulary, parts.model)
                                    : make_pair_encoder(parts.vocabulary, parts.model);
  }

  /// `base` is the section's place in the user's text.
  void encode_section(std::string_view section, std::size_t base, bool parse_special,
                      std::vector<TextToken>& out) const {
    if (m_parts.rules.empty()) {
      encode_normalised({section, nullptr, base}, parse_special, out);
    } else {
      const AlignedText text = m_parts.rules.apply(section);
      encode_normalised({text.text(), text.origins().data(), base}, parse_special, out);
    }
  }

  void encode_normalised(const View& view, bool parse_special, std::vector<TextToken>& out) const {
    bool first = view.base == 0;
    for (const auto& section : m_parts.added_normalised.cut(view.text, parse_special)) {
      if (section.id >= 0) {
        out.push_back(view.token(section.id, section.range.begin, section.range.end));
      } else {
        encode_plain(view.part(section.range), first, out);
      }
      first = false;
    }
  }

  void encode_plain(const View& view, bool first, std::vector<TextToken>& out) const {
    const bool prefix =
        m_parts.prefix == SpacePrefix::always || (m_parts.prefix == SpacePrefix::first && first);
    if (!prefix || view.text.starts_with(' ')) {
      encode_words(view, out);
      return;
    }
    std::string text;
    std::vector<AlignedText::Origin> origins;
    text.reserve(view.text.size() + 1);
    origins.reserve(view.text.size() + 1);
    const auto origin = [&](std::size_t i) {
      if (view.origins != nullptr) return view.origins[i];
      return AlignedText::Origin{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 1)};
    };
    text += ' ';
    text += view.text;
    origins.push_back({origin(0).begin, origin(0).begin});
    for (std::size_t i = 0; i < view.text.size(); ++i) origins.push_back(origin(i));
    encode_words({text, origins.data(), view.base}, out);
  }

  void encode_words(const View& view, std::vector<TextToken>& out) const {
    std::unordered_map<std::string_view, std::pair<std::size_t, std::size_t>> seen;  // → range in `pieces`
    std::vector<TextPiece> pieces, word_pieces;
    for (const TextRange& range : m_parts.splitter.split(view.text)) {
      const std::string_view word = range.of(view.text);
      std::pair<std::size_t, std::size_t> place;
      if (const auto found = seen.find(word); found != seen.end()) {
        place = found->second;
      } else {
        word_pieces.clear();
        m_encoder->encode(word, word_pieces);
        if (word.size() > kLongestCached) {
          append(view, range.begin, word_pieces.data(), word_pieces.size(), out);
          continue;
        }
        place = {pieces.size(), word_pieces.size()};
        pieces.insert(pieces.end(), word_pieces.begin(), word_pieces.end());
        seen.emplace(word, place);
      }
      append(view, range.begin, pieces.data() + place.first, place.second, out);
    }
  }

  static void append(const View& view, std::size_t begin, const TextPiece* pieces, std::size_t count,
                     std::vector<TextToken>& out) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = begin + pieces[i].begin;
      out.push_back(view.token(pieces[i].id, at, at + pieces[i].size));
    }
  }

  TokenizerParts m_parts;
  std::unique_ptr<const WordEncoder> m_encoder;
};

}  // namespace

std::shared_ptr<const Tokenizer> make_tokenizer(TokenizerParts parts) {
  return std::make_shared<PipelineTokenizer>(std::move(parts));
}

std::vector<std::int32_t> Tokenizer::encode(std::string_view text, const EncodeOptions& options) const {
  const std::vector<TextToken> found = tokens(text, options);
  std::vector<std::int32_t> ids;
  ids.reserve(found.size());
  for (const TextToken& token : found) ids.push_back(token.id);
  return ids;
}

}  // namespace prism
