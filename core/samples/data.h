// SPDX-License-Identifier: GPL-3.0-or-later
// samples: where training pairs come from, and which of them train, choose and test.
#pragma once

#include "core/adapter/adapter.h"
#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/types/figures.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// Where training samples come from; exactly one of the three forms is filled.
struct DataSpec {
  std::filesystem::path upper, lower;    ///< weights domain: two models
  std::string upper_layer, lower_layer;  ///< --layer-name overrides
  std::filesystem::path overrides;       ///< edits of the vocabulary map
  std::vector<std::string> normalise{"space", "nfc", "nfkc", "case"};
  std::vector<std::string> leave_out;  ///< flags of tokens not trained on
  bool use_normalised = false;         ///< train on normalised pairs too
  bool use_approximated = false;       ///< and on mean-of-pieces pairs
  std::filesystem::path x, z;          ///< two matrices of equal row count
  std::filesystem::path pairs;         ///< safetensors with tensors x and z
  std::filesystem::path text;          ///< activations: both models run over it (upper and lower given too)
  int exit_layer = -1;                 ///< of the upper model; −1 = the last
  int entry_layer = -1;                ///< of the lower model; −1 = the target's own default
  std::string target = "next-embedding";  ///< or "hidden"
  std::int64_t max_samples = 0;           ///< 0 = all; otherwise a seeded random subset

  [[nodiscard]] Json to_json() const;  ///< paths absolute
  static DataSpec from_json(const Json& json);
  [[nodiscard]] bool empty() const;
};

/// Pairs (x, z) that can be read in any order; thread-safe for reading.
class SampleSource {
 public:
  virtual ~SampleSource() = default;
  [[nodiscard]] virtual std::int64_t size() const = 0;
  [[nodiscard]] virtual std::int64_t d_in() const = 0;
  [[nodiscard]] virtual std::int64_t d_out() const = 0;
  [[nodiscard]] virtual Domain domain() const = 0;
  /// x [indices, d_in], z [indices, d_out]. Streams from the mapped files; ascending indices read fastest
  /// (about four times as fast as a random order) and keep least memory.
  virtual void read(std::span<const std::int64_t> indices, float* x, float* z) const = 0;
  /// Key that decides the split: equal keys stay together. Token bytes' hash, or the row's.
  [[nodiscard]] virtual std::uint64_t split_key(std::int64_t index) const = 0;
  /// upper, lower, token_class, flags of a sample for tables.
  [[nodiscard]] virtual SampleFigures describe(std::int64_t index) const = 0;
  /// File and row that a sample's x (`upper`) or z stands in, for messages; no file where there is none.
  struct Origin {
    std::filesystem::path file;
    std::int64_t row = -1;
  };
  [[nodiscard]] virtual Origin origin(std::int64_t index, bool upper) const {
    (void)index, (void)upper;
    return {};
  }
  /// Rows of B's embedding for retrieval and nearest tokens: count, one row, printable text. 0 rows when
  /// there is none (then the samples' own z of the test split serve).
  [[nodiscard]] virtual std::int64_t candidates() const = 0;
  virtual void read_candidates(std::int64_t first, std::int64_t count, float* out) const = 0;
  [[nodiscard]] virtual std::string candidate_text(std::int64_t index) const = 0;
  /// Candidate that is sample's truth, −1 when none is.
  [[nodiscard]] virtual std::int64_t truth_of(std::int64_t index) const = 0;
  /// Hash of everything that decides the samples; keys the statistics cache.
  [[nodiscard]] virtual std::string identity() const = 0;
  /// "upper_vocab" → hash and so on, copied into the adapter.
  [[nodiscard]] virtual std::map<std::string, std::string> identities() const { return {}; }
};

/// Throws Error (mismatch when rows, vocabularies or shapes do not fit together).
[[nodiscard]] std::unique_ptr<SampleSource> open_samples(const DataSpec& spec, std::uint64_t seed,
                                                         const RunControl& control = {});

enum class SplitKind { automatic, row, block };
[[nodiscard]] SplitKind split_kind_of(const std::string& word);

/// Sample indices of each part, in a seeded random order (never the sorted head).
struct Split {
  std::vector<std::int64_t> train, validation, test;
};
/// 80/10/10; tiny sets still get one validation and one test row when there are three rows or more.
[[nodiscard]] Split split_samples(const SampleSource& source, SplitKind kind, std::uint64_t seed);

}  // namespace prism
