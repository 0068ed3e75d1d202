// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/path_hash.h"
#include "core/model/model.h"
#include "core/samples/parallel_ranges.h"
#include "core/samples/resident_limit.h"
#include "core/samples/sources.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <fmt/format.h>
#include <optional>

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kResidentBytes = 24 << 20;
constexpr std::size_t kContextBytes = 40;  // of the text before a token, for tables

/// A vector of numbers inside a mapped file.
template <typename T>
class MappedNumbers {
 public:
  MappedNumbers() = default;
  MappedNumbers(const TensorFile& file, const std::string& name, DType dtype) {
    const TensorInfo& tensor = file.get(name);
    if (tensor.dtype != dtype) {
      throw Error(ErrorCode::format, fmt::format("tensor \"{}\" holds {}", name, name_of(tensor.dtype)),
                  file.files.front()->path(), name, std::string(name_of(dtype)));
    }
    m_file = file.files.at(tensor.file);
    m_bytes = file.data(tensor);
  }
  [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(m_bytes.size() / sizeof(T)); }
  [[nodiscard]] T at(std::int64_t index) const {
    T value;
    std::memcpy(&value, m_bytes.data() + static_cast<std::size_t>(index) * sizeof(T), sizeof(T));
    return value;
  }
  /// `T` char: a part of the text, cut to what is there.
  [[nodiscard]] std::string_view text(std::size_t begin, std::size_t end) const {
    end = std::min(end, m_bytes.size());
    begin = std::min(begin, end);
    return {reinterpret_cast<const char*>(m_bytes.data()) + begin, end - begin};
  }

 private:
  std::shared_ptr<const MappedFile> m_file;
  std::span<const std::byte> m_bytes;
};

/// One of the two models, as far as its words and rows are needed.
struct Side {
  Vocabulary vocabulary;
  std::optional<RowReader> embedding;
  std::string identity;
};

/// Nothing when the model that was recorded is not there any more, or is another one now.
std::optional<Side> open_side(const TensorFile& file, const std::string& which, bool rows) {
  const auto field = [&](const std::string& key) {
    const auto found = file.metadata.find(key);
    return found == file.metadata.end() ? std::string() : found->second;
  };
  const fs::path path = field(which);
  try {
    if (path.empty() || path_hash(path) != field(which + "_hash")) return std::nullopt;
    const Model model = open_model(path);
    Side side{load_vocabulary(model.tokenizer), {}, {}};
    if (rows) side.embedding = model.input_embedding();
    side.identity = identity_of(side.vocabulary);
    return side;
  } catch (const Error& error) {
    log_warning(fmt::format("{} model of the activations: {}", which, error.what()));
    return std::nullopt;
  }
}

class ActivationsSource final : public SampleSource {
 public:
  ActivationsSource(const TensorFile& file, const DataSpec& spec, std::uint64_t seed)
      : m_inner(make_matrix_source({file, file.get("x")}, {file, file.get("z")}, Domain::activations, spec,
                                   seed)),
        m_lower_ids(file, "lower_ids", DType::i32),
        m_upper_ids(file, "upper_ids", DType::i32),
        m_ends(file, "ends", DType::i64),
        m_text(file, "text", DType::u8) {
    const std::int64_t rows = file.get("x").rows();
    for (const std::int64_t size : {m_lower_ids.size(), m_upper_ids.size(), m_ends.size()}) {
      if (size == rows) continue;
      throw Error(ErrorCode::mismatch, fmt::format("{} positions are described, x has {} rows", size, rows),
                  file.files.front()->path());
    }
    m_rows = random_subset(rows, spec.max_samples, seed);
    m_recorded = file.metadata;
    const bool next = m_recorded["target"] == "next-embedding";
    m_upper = open_side(file, "upper", false);
    m_lower = open_side(file, "lower", next);
    // Rows of the embedding stand for tokens only where z is such a row.
    m_has_candidates = next && m_lower && m_lower->embedding && m_lower->embedding->cols() == d_out();
  }

  std::int64_t size() const override { return m_inner->size(); }
  std::int64_t d_in() const override { return m_inner->d_in(); }
  std::int64_t d_out() const override { return m_inner->d_out(); }
  Domain domain() const override { return Domain::activations; }
  void read(std::span<const std::int64_t> indices, float* x, float* z) const override {
    m_inner->read(indices, x, z);
  }
  std::uint64_t split_key(std::int64_t index) const override { return m_inner->split_key(index); }
  std::string identity() const override { return m_inner->identity(); }
  std::map<std::string, std::string> identities() const override {
    std::map<std::string, std::string> result;
    if (m_upper) result["upper_vocab"] = m_upper->identity;
    if (m_lower) result["lower_vocab"] = m_lower->identity;
    for (const char* key : {"target", "exit_layer", "entry_layer", "upper", "lower"}) {
      const auto recorded = m_recorded.find(key);
      if (recorded != m_recorded.end()) result[key] = recorded->second;
    }
    return result;
  }

  SampleFigures describe(std::int64_t index) const override {
    SampleFigures figures;
    figures.index = index;
    const std::int64_t at = row(index);
    const auto end = static_cast<std::size_t>(std::max<std::int64_t>(0, m_ends.at(at)));
    const std::string upper = bytes_of(m_upper, m_upper_ids.at(at));
    const std::string lower = bytes_of(m_lower, m_lower_ids.at(at));
    const std::size_t begin = end - std::min(end, upper.size());
    figures.upper = context(begin) + "[" + printable(upper) + "]";
    figures.lower = m_lower ? printable(lower) : fmt::format("token {}", m_lower_ids.at(at));
    figures.token_class = kind_of(lower);
    return figures;
  }

  std::int64_t candidates() const override {
    return m_has_candidates ? std::min(m_lower->vocabulary.size(), m_lower->embedding->rows()) : 0;
  }
  void read_candidates(std::int64_t first, std::int64_t count, float* out) const override {
    m_limit.add(*m_lower->embedding, count);
    m_lower->embedding->read(first, count, out);
  }
  std::string candidate_text(std::int64_t index) const override {
    return printable(bytes_of(m_lower, static_cast<std::int32_t>(index)));
  }
  std::int64_t truth_of(std::int64_t index) const override {
    if (!m_has_candidates) return -1;
    const std::int32_t id = m_lower_ids.at(row(index));
    return id >= 0 && id < candidates() ? id : -1;
  }

 private:
  [[nodiscard]] std::int64_t row(std::int64_t index) const {
    return m_rows.at(static_cast<std::size_t>(index));
  }
  static std::string bytes_of(const std::optional<Side>& side, std::int32_t id) {
    if (!side || id < 0 || id >= side->vocabulary.size()) return {};
    return side->vocabulary.tokens[static_cast<std::size_t>(id)].bytes;
  }
  /// What stands before byte `end`, from a whole character on.
  [[nodiscard]] std::string context(std::size_t end) const {
    std::size_t begin = end - std::min(end, kContextBytes);
    std::string_view text = m_text.text(begin, end);
    while (!text.empty() && (static_cast<unsigned char>(text.front()) & 0xC0) == 0x80) text.remove_prefix(1);
    std::string words = begin > 0 ? "…" : "";
    for (const char letter : text)
      words += static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F ? ' ' : letter;
    return words;
  }
  /// A rough kind of the lower token, to group errors by.
  static std::string kind_of(const std::string& bytes) {
    if (bytes.empty()) return {};
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return "white space";
    const auto letter = static_cast<unsigned char>(bytes[first]);
    if (letter < 0x80 && std::isalnum(letter) == 0) return "punctuation";
    return first > 0 ? "beginning of a word" : "inside a word";
  }

  std::unique_ptr<SampleSource> m_inner;
  MappedNumbers<std::int32_t> m_lower_ids, m_upper_ids;
  MappedNumbers<std::int64_t> m_ends;
  MappedNumbers<char> m_text;
  std::vector<std::int64_t> m_rows;               ///< sample → position
  std::map<std::string, std::string> m_recorded;  ///< where both models were read
  std::optional<Side> m_upper, m_lower;
  bool m_has_candidates = false;
  mutable ResidentLimit m_limit{kResidentBytes};
};

}  // namespace

std::unique_ptr<SampleSource> open_activations(const TensorFile& file, const DataSpec& spec,
                                               std::uint64_t seed) {
  return std::make_unique<ActivationsSource>(file, spec, seed);
}

}  // namespace prism
