// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/sha256.h"
#include "core/model/model.h"
#include "core/samples/parallel_ranges.h"
#include "core/samples/resident_limit.h"
#include "core/samples/sources.h"
#include "core/text/vocabulary_map.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace prism {
namespace {

constexpr std::int64_t kLeastFloats = 1 << 18;     // a thread is worth starting from 1 MiB on
constexpr std::int64_t kResidentBytes = 16 << 20;  // of each matrix

/// One model of the pair: the matrix whose rows are used, and the tokens that these rows belong to.
struct Side {
  RowReader rows;
  Vocabulary vocabulary;
  std::string files;  ///< hash of the tensor files
};

std::string hash_of_files(const TensorFile& file) {
  Sha256 hash;
  for (const auto& part : file.files) hash.add(quick_file_hash(part->path()));
  return hash.hex();
}

Side open_side(const std::filesystem::path& path, const std::string& layer, bool upper) {
  const Model model = open_model(path);
  if (model.tokenizer.empty()) {
    throw Error(ErrorCode::not_found, "the model has no vocabulary", path, {},
                "tokenizer.json, tokenizer.model or a tiktoken file beside it, or a GGUF");
  }
  Side side{upper ? model.head(layer) : model.input_embedding(layer), load_vocabulary(model.tokenizer),
            hash_of_files(model.tensors)};
  if (side.rows.rows() < side.vocabulary.size()) {
    throw Error(ErrorCode::mismatch,
                "tensor \"" + side.rows.name() + "\" has " + std::to_string(side.rows.rows()) +
                    " rows, but " + model.tokenizer.string() + " has " +
                    std::to_string(side.vocabulary.size()) + " tokens",
                path, {}, "a row for every token");
  }
  return side;
}

std::vector<float> row_norms(const Side& side, const RunControl& control) {
  constexpr std::int64_t kBlock = 64;
  const std::int64_t count = side.vocabulary.size();
  const std::int64_t width = side.rows.cols();
  std::vector<float> norms(static_cast<std::size_t>(count));
  ResidentLimit limit(kResidentBytes);
  parallel_ranges(count, kBlock, [&](std::int64_t begin, std::int64_t end) {
    std::vector<float> block(static_cast<std::size_t>(kBlock * width));
    for (std::int64_t first = begin; first < end; first += kBlock) {
      control.check();
      const std::int64_t rows = std::min(kBlock, end - first);
      limit.add(side.rows, rows);
      side.rows.read(first, rows, block.data());
      for (std::int64_t row = 0; row < rows; ++row) {
        double sum = 0;
        for (std::int64_t col = 0; col < width; ++col) {
          const double value = block[static_cast<std::size_t>(row * width + col)];
          sum += value * value;
        }
        norms[static_cast<std::size_t>(first + row)] = static_cast<float>(std::sqrt(sum));
      }
    }
  });
  return norms;
}

bool is_wanted(const TokenPair& pair, const DataSpec& spec, std::uint32_t left_out) {
  if (pair.excluded || pair.lower.empty() || (pair.flags & left_out) != 0) return false;
  // A partner the user gave is wanted, whatever class it makes the pair.
  if (pair.rule == "override") return true;
  return pair.token_class == TokenClass::exact ||
         (pair.token_class == TokenClass::normalised && spec.use_normalised) ||
         (pair.token_class == TokenClass::approximated && spec.use_approximated);
}

class WeightsSource final : public SampleSource {
 public:
  WeightsSource(Side upper, Side lower, std::vector<TokenPair> pairs, std::string options)
      : m_upper(std::move(upper)), m_lower(std::move(lower)), m_pairs(std::move(pairs)) {
    m_identities = {{"upper_vocab", identity_of(m_upper.vocabulary)},
                    {"lower_vocab", identity_of(m_lower.vocabulary)}};
    m_identity = sha256_hex("weights 1\n" + m_upper.files + "\n" + m_upper.rows.name() + "\n" +
                            m_lower.files + "\n" + m_lower.rows.name() + "\n" + m_identities["upper_vocab"] +
                            "\n" + m_identities["lower_vocab"] + "\n" + options);
  }

  std::int64_t size() const override { return static_cast<std::int64_t>(m_pairs.size()); }
  std::int64_t d_in() const override { return m_upper.rows.cols(); }
  std::int64_t d_out() const override { return m_lower.rows.cols(); }
  Domain domain() const override { return Domain::weights; }

  void read(std::span<const std::int64_t> indices, float* x, float* z) const override {
    const auto count = static_cast<std::int64_t>(indices.size());
    const auto at = [&](std::int64_t i) -> const TokenPair& {
      return pair(indices[static_cast<std::size_t>(i)]);
    };
    m_upper_limit.add_rows(m_upper.rows, count, [&](std::int64_t i) { return at(i).upper; });
    m_lower_limit.add_rows(m_lower.rows, count, [&](std::int64_t i) { return at(i).lower.front(); });
    const std::int64_t least = std::max<std::int64_t>(1, kLeastFloats / (d_in() + d_out()));
    parallel_ranges(count, least, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t i = begin; i < end; ++i) {
        const TokenPair& sample = at(i);
        m_upper.rows.read(sample.upper, x + i * d_in());
        read_lower(sample, z + i * d_out());
      }
    });
  }

  std::uint64_t split_key(std::int64_t index) const override {
    std::uint64_t key = 0;
    for (const char byte : token(m_upper, pair(index).upper).bytes)
      key = mix64(key ^ static_cast<unsigned char>(byte));
    return key;
  }

  SampleFigures describe(std::int64_t index) const override {
    const TokenPair& sample = pair(index);
    SampleFigures figures;
    figures.index = index;
    figures.upper = printable(token(m_upper, sample.upper).bytes);
    for (const std::int32_t id : sample.lower) {
      if (!figures.lower.empty()) figures.lower += " | ";
      figures.lower += printable(token(m_lower, id).bytes);
    }
    figures.token_class = name_of(sample.token_class);
    figures.flags = names_of_flags(sample.flags);
    return figures;
  }

  Origin origin(std::int64_t index, bool upper) const override {
    const TokenPair& sample = pair(index);
    return upper ? Origin{m_upper.rows.path(), sample.upper}
                 : Origin{m_lower.rows.path(), sample.lower.front()};
  }

  std::int64_t candidates() const override { return m_lower.vocabulary.size(); }
  void read_candidates(std::int64_t first, std::int64_t count, float* out) const override {
    m_lower_limit.add(m_lower.rows, count);
    const std::int64_t least = std::max<std::int64_t>(1, kLeastFloats / d_out());
    parallel_ranges(count, least, [&](std::int64_t begin, std::int64_t end) {
      m_lower.rows.read(first + begin, end - begin, out + begin * d_out());
    });
  }
  std::string candidate_text(std::int64_t index) const override {
    return printable(token(m_lower, static_cast<std::int32_t>(index)).bytes);
  }
  std::int64_t truth_of(std::int64_t index) const override {
    const TokenPair& sample = pair(index);
    return sample.lower.size() == 1 ? sample.lower.front() : -1;
  }
  std::string identity() const override { return m_identity; }
  std::map<std::string, std::string> identities() const override { return m_identities; }

 private:
  [[nodiscard]] const TokenPair& pair(std::int64_t index) const {
    return m_pairs.at(static_cast<std::size_t>(index));
  }
  static const Token& token(const Side& side, std::int32_t id) {
    return side.vocabulary.tokens.at(static_cast<std::size_t>(id));
  }
  /// The row of the one lower token, or the mean of several.
  void read_lower(const TokenPair& sample, float* z) const {
    m_lower.rows.read(sample.lower.front(), z);
    if (sample.lower.size() == 1) return;
    const auto width = static_cast<std::size_t>(d_out());
    std::vector<double> sum(z, z + width);
    for (std::size_t piece = 1; piece < sample.lower.size(); ++piece) {
      m_lower.rows.read(sample.lower[piece], z);
      for (std::size_t col = 0; col < width; ++col) sum[col] += static_cast<double>(z[col]);
    }
    const auto pieces = static_cast<double>(sample.lower.size());
    for (std::size_t col = 0; col < width; ++col) z[col] = static_cast<float>(sum[col] / pieces);
  }

  Side m_upper;
  Side m_lower;
  std::vector<TokenPair> m_pairs;  ///< one a sample, by upper id
  std::map<std::string, std::string> m_identities;
  std::string m_identity;
  mutable ResidentLimit m_upper_limit{kResidentBytes};
  mutable ResidentLimit m_lower_limit{kResidentBytes};
};

/// What decides the choice of samples beside the files.
std::string options_of(const DataSpec& spec, bool subset, std::uint64_t seed) {
  Json options = Json::object();
  options["normalise"] = spec.normalise;
  options["leave_out"] = spec.leave_out;
  options["use_normalised"] = spec.use_normalised;
  options["use_approximated"] = spec.use_approximated;
  if (!spec.overrides.empty()) options["overrides"] = sha256_of_file(spec.overrides);
  if (subset) options["subset"] = {spec.max_samples, seed};
  return dump_json(options);
}

}  // namespace

std::string identity_of(const Vocabulary& vocabulary) {
  Sha256 hash;
  std::string text;
  for (const Token& token : vocabulary.tokens) {
    text += std::to_string(token.bytes.size());
    text += token.special ? '!' : ':';
    text += token.bytes;
  }
  hash.add(text);
  return hash.hex();
}

std::unique_ptr<SampleSource> open_weights(const DataSpec& spec, std::uint64_t seed,
                                           const RunControl& control) {
  std::uint32_t left_out = 0;
  for (const std::string& flag : spec.leave_out) left_out |= flag_of(flag);
  Side upper = open_side(spec.upper, spec.upper_layer, true);
  control.check();
  Side lower = open_side(spec.lower, spec.lower_layer, false);
  MapOptions map_options;
  map_options.normalise = spec.normalise;
  map_options.overrides = spec.overrides;
  VocabularyMap map = map_vocabularies(upper.vocabulary, lower.vocabulary, map_options, control);
  if ((left_out & kUndertrained) != 0)
    mark_undertrained(map, row_norms(upper, control), row_norms(lower, control));

  std::erase_if(map.pairs, [&](const TokenPair& pair) { return !is_wanted(pair, spec, left_out); });
  if (map.pairs.empty()) {
    throw Error(ErrorCode::mismatch,
                "no token of " + spec.upper.string() + " that may be trained on is in the vocabulary of " +
                    spec.lower.string(),
                {}, {}, "vocabularies with common tokens");
  }
  const auto count = static_cast<std::int64_t>(map.pairs.size());
  const bool subset = spec.max_samples > 0 && spec.max_samples < count;
  std::vector<TokenPair> pairs;
  for (const std::int64_t index : random_subset(count, spec.max_samples, seed))
    pairs.push_back(std::move(map.pairs[static_cast<std::size_t>(index)]));
  return std::make_unique<WeightsSource>(std::move(upper), std::move(lower), std::move(pairs),
                                         options_of(spec, subset, seed));
}

}  // namespace prism
