// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/sha256.h"
#include "core/model/rows.h"
#include "core/samples/parallel_ranges.h"
#include "core/samples/resident_limit.h"
#include "core/samples/sources.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kLeastFloats = 1 << 18;     // a thread is worth starting from 1 MiB on
constexpr std::int64_t kResidentBytes = 16 << 20;  // of each matrix

/// A hash of the values' bits. Four words at a time go separate ways, so that a pass over a large matrix
/// waits for memory and not for one multiplication after another.
std::uint64_t hash_of(std::span<const float> values) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ull;
  std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
  const auto bytes = std::as_bytes(values);
  for (std::size_t done = 0; done < bytes.size(); done += sizeof lanes) {
    std::array<std::uint64_t, 4> words{};
    std::memcpy(words.data(), bytes.data() + done, std::min(sizeof words, bytes.size() - done));
    for (std::size_t i = 0; i < lanes.size(); ++i) lanes[i] = std::rotl((lanes[i] ^ words[i]) * kOdd, 29);
  }
  std::uint64_t key = values.size();
  for (const std::uint64_t lane : lanes) key = mix64(key ^ lane);
  return key;
}

class MatrixSource final : public SampleSource {
 public:
  MatrixSource(RowReader x, RowReader z, Domain domain, std::vector<std::int64_t> rows, std::string identity)
      : m_x(std::move(x)),
        m_z(std::move(z)),
        m_domain(domain),
        m_rows(std::move(rows)),
        m_identity(std::move(identity)) {}

  std::int64_t size() const override { return static_cast<std::int64_t>(m_rows.size()); }
  std::int64_t d_in() const override { return m_x.cols(); }
  std::int64_t d_out() const override { return m_z.cols(); }
  Domain domain() const override { return m_domain; }

  void read(std::span<const std::int64_t> indices, float* x, float* z) const override {
    const auto count = static_cast<std::int64_t>(indices.size());
    const auto row_of = [&](std::int64_t i) { return row(indices[static_cast<std::size_t>(i)]); };
    m_x_limit.add_rows(m_x, count, row_of);
    m_z_limit.add_rows(m_z, count, row_of);
    const std::int64_t least = std::max<std::int64_t>(1, kLeastFloats / (d_in() + d_out()));
    parallel_ranges(count, least, [&](std::int64_t begin, std::int64_t end) {
      // Neighbouring rows are read in one go: unless samples are a subset, their order is that of the file.
      for (std::int64_t i = begin; i < end;) {
        const std::int64_t first = row_of(i);
        std::int64_t run = 1;
        while (i + run < end && row_of(i + run) == first + run) ++run;
        m_x.read(first, run, x + i * d_in());
        m_z.read(first, run, z + i * d_out());
        i += run;
      }
    });
  }

  std::uint64_t split_key(std::int64_t index) const override {
    std::vector<float> values(static_cast<std::size_t>(d_in()));
    m_x_limit.add(m_x, 1);
    m_x.read(row(index), values.data());
    return hash_of(values);
  }

  SampleFigures describe(std::int64_t index) const override {
    SampleFigures figures;
    figures.index = index;
    figures.upper = figures.lower = "row " + std::to_string(row(index));
    return figures;
  }

  Origin origin(std::int64_t index, bool upper) const override {
    return {(upper ? m_x : m_z).path(), row(index)};
  }

  std::int64_t candidates() const override { return 0; }
  void read_candidates(std::int64_t, std::int64_t, float*) const override {}
  std::string candidate_text(std::int64_t) const override { return {}; }
  std::int64_t truth_of(std::int64_t) const override { return -1; }
  std::string identity() const override { return m_identity; }

 private:
  [[nodiscard]] std::int64_t row(std::int64_t index) const {
    return m_rows.at(static_cast<std::size_t>(index));
  }

  RowReader m_x;
  RowReader m_z;
  Domain m_domain;
  std::vector<std::int64_t> m_rows;  ///< sample → row of both files
  std::string m_identity;
  mutable ResidentLimit m_x_limit{kResidentBytes};
  mutable ResidentLimit m_z_limit{kResidentBytes};
};

RowReader only_matrix(const fs::path& path) {
  const TensorFile file = open_tensor_file(path);
  std::vector<const TensorInfo*> matrices;
  for (const TensorInfo& tensor : file.tensors)
    if (!tensor.shape.empty()) matrices.push_back(&tensor);
  if (matrices.size() == 1) return {file, *matrices.front()};
  std::string names;
  for (std::size_t i = 0; i < std::min<std::size_t>(matrices.size(), 8); ++i)
    names += (i == 0 ? "" : ", ") + ("\"" + matrices[i]->name + "\"");
  throw Error(
      ErrorCode::mismatch,
      "holds " + std::to_string(matrices.size()) + " tensors" + (names.empty() ? "" : " (" + names + ")"),
      path, {}, "exactly one matrix");
}

std::string describe_shape(const RowReader& reader) {
  return reader.path().string() + " [" + std::to_string(reader.rows()) + ", " +
         std::to_string(reader.cols()) + "]";
}

}  // namespace

std::unique_ptr<SampleSource> make_matrix_source(RowReader x, RowReader z, Domain domain,
                                                 const DataSpec& spec, std::uint64_t seed) {
  if (x.rows() != z.rows()) {
    throw Error(ErrorCode::mismatch,
                "row counts differ: x is " + describe_shape(x) + ", z is " + describe_shape(z), {}, {},
                "two matrices of equal row count");
  }
  if (x.rows() == 0 || x.cols() == 0 || z.cols() == 0)
    throw Error(ErrorCode::mismatch, "there are no samples", x.path(), {}, "matrices that are not empty");
  const bool subset = spec.max_samples > 0 && spec.max_samples < x.rows();
  Sha256 hash;
  hash.add("matrices 2\n" + quick_file_hash(x.path()) + "\n" + x.name() + "\n" + quick_file_hash(z.path()) +
           "\n" + z.name() + "\n" + std::string(name_of(domain)) + "\n");
  if (subset) hash.add("subset " + std::to_string(spec.max_samples) + " " + std::to_string(seed) + "\n");
  auto rows = random_subset(x.rows(), spec.max_samples, seed);
  return std::make_unique<MatrixSource>(std::move(x), std::move(z), domain, std::move(rows), hash.hex());
}

std::unique_ptr<SampleSource> open_matrices(const DataSpec& spec, std::uint64_t seed) {
  return make_matrix_source(only_matrix(spec.x), only_matrix(spec.z), Domain::matrices, spec, seed);
}

std::unique_ptr<SampleSource> open_pairs(const DataSpec& spec, std::uint64_t seed) {
  const TensorFile file = open_tensor_file(spec.pairs);
  // Pairs recorded from running models say so; their neighbours are alike and must be split in blocks.
  const auto word = file.metadata.find("domain");
  const Domain domain = word == file.metadata.end() ? Domain::matrices : domain_of(word->second);
  if (domain == Domain::activations && file.find("lower_ids") != nullptr && file.find("ends") != nullptr)
    return open_activations(file, spec, seed);
  return make_matrix_source({file, file.get("x")}, {file, file.get("z")}, domain, spec, seed);
}

}  // namespace prism
