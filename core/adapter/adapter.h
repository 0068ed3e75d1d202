// SPDX-License-Identifier: GPL-3.0-or-later
// adapter: the trained map as tiles — in memory, in NAME.prism, and its earlier versions.
#pragma once

#include "core/adapter/gate.h"
#include "core/adapter/tile_store.h"
#include "core/base/progress.h"
#include "core/base/run_record.h"
#include "core/types/plan.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// What the map was fitted on (methods §1).
enum class Domain { weights, activations, matrices };
enum class Solver { joint, backfit, independent, experts };
[[nodiscard]] const char* name_of(Domain domain) noexcept;
[[nodiscard]] const char* name_of(Solver solver) noexcept;
/// Throw Error(usage) listing the words.
[[nodiscard]] Domain domain_of(const std::string& word);
[[nodiscard]] Solver solver_of(const std::string& word);

struct WorkerRecord {
  std::uint32_t crc = 0;  ///< CRC-32C of the stored (padded) f32 tile
  int generation = 0;     ///< times retrained
  double condition = std::numeric_limits<double>::quiet_NaN();
  std::int64_t samples = 0;
  double seconds = 0;
};

/// One undoable step: the tiles as they were before it.
struct AdapterStep {
  std::string action;  ///< "retrain", "corrupt"
  std::string run_id;
  struct OldTile {
    int worker = 0;
    WorkerRecord record;
    std::shared_ptr<const std::vector<float>> values;  ///< padded tile
  };
  std::vector<OldTile> tiles;
};

/// How the experts of one pipe were fitted: what judging and retraining them needs, whatever gates choose
/// between them since.
struct ExpertFit {
  Gate clusters;  ///< layout expert: each training row belongs to the expert of its highest logit
  std::vector<double> lambda;  ///< λ of each expert; infinite for one that kept what it is shrunk towards
  [[nodiscard]] bool empty() const noexcept { return clusters.empty(); }
};

/// A trained map. Value type: copying shares tiles.
struct Adapter {
  Plan plan;
  Domain domain = Domain::weights;
  Solver solver = Solver::joint;
  std::string combine = "sum";  ///< "sum" or "fitted" (scalars are folded into the tiles)
  std::string recipe = "default";
  double ridge = 0;                 ///< λ relative to mean(diag G)
  double lambda = 0;                ///< λ itself, as added to diag G
  int rank = 0;                     ///< 0 = full
  std::vector<float> mean_x;        ///< [d_in]
  std::vector<float> mean_z;        ///< [d_out]
  std::vector<float> pipe_weights;  ///< α per pipe
  std::vector<TileStore> pipes;
  std::vector<Gate> gates;         ///< one a pipe, or none at all
  std::vector<ExpertFit> experts;  ///< one a pipe (empty for pipes without experts), or none at all
  std::vector<WorkerRecord> workers;
  std::vector<AdapterStep> history;  ///< oldest first
  RunRecord record;                  ///< of the training run; options hold the DataSpec and seed
  std::map<std::string, std::string>
      identity;  ///< "upper_vocab", "lower_vocab", "statistics" hashes: what it belongs to

  [[nodiscard]] std::span<const float> tile(int worker) const;
  [[nodiscard]] const Worker& worker(int id) const;  ///< throws Error(not_found)
  /// Ids whose stored tile differs from its recorded CRC-32C.
  [[nodiscard]] std::vector<int> changed_workers() const;
};

/// An adapter of zeros for this plan, ready to be filled by its solver.
[[nodiscard]] Adapter make_adapter(Plan plan);

/// NAME.prism: safetensors with tensors pipe.N.tiles, mean.x, mean.z, pipe.N.gate.weight and pipe.N.gate.bias
/// of gated pipes, pipe.N.clusters.weight and pipe.N.clusters.bias of pipes with experts, and JSON strings in
/// __metadata__; history in NAME.prism.history when there is any. Atomic, streamed. Returns bytes written.
std::uint64_t save_adapter(const Adapter& adapter, const std::filesystem::path& target);
/// Tiles stay mapped. Throws Error; a future format version is refused, a tile whose CRC differs is only
/// logged.
[[nodiscard]] Adapter load_adapter(const std::filesystem::path& path);

/// The tile of a worker without its padding, [rows.size(), cols.size()] row-major.
[[nodiscard]] std::vector<float> tile_values(const Adapter& adapter, int worker);
/// What a solver calls for each tile it has solved: stores it (unpadded) and records its CRC-32C. No history.
void set_tile(Adapter& adapter, int worker, std::span<const float> values);

/// Replaces a tile (unpadded [rows.size(), cols.size()] row-major), keeping the old one in `step`; records
/// CRC and generation + 1 when `retrained`, leaves record untouched otherwise (a corrupted tile is
/// "changed").
void replace_tile(Adapter& adapter, int worker, std::span<const float> values, AdapterStep& step,
                  bool retrained);
/// Takes the last step back; throws Error(usage) when there is none. Returns the step as undone (its redo).
AdapterStep undo_step(Adapter& adapter);
/// Does again what undo_step took back; the step joins the history once more.
void redo_step(Adapter& adapter, const AdapterStep& undone);

/// Whether y is a linear map of x: no pipe has experts or a gate.
[[nodiscard]] bool is_linear(const Adapter& adapter);

/// y = mean_z + Σ pipe weight · gate weight · tile · (x − mean_x), over the workers that the gates choose
/// (all of a pipe without a gate). With `active` only those workers, and gates weigh those against each
/// other. Plain C++ loops in f64, for small batches and tests; rows of x are samples. Overlap weights and
/// pipe weights applied. GateRule says how gates choose.
void forward(const Adapter& adapter, const float* x, std::int64_t samples, float* y,
             std::span<const int> active = {});

/// Breaks tiles on purpose (methods, `corrupt`): zero, noise (σ = tile's), shuffle, flip (sign).
enum class Corruption { zero, noise, shuffle, flip };
[[nodiscard]] Corruption corruption_of(const std::string& word);
void corrupt(Adapter& adapter, std::span<const int> workers, Corruption how, std::uint64_t seed);
/// `count` different workers, seeded, ascending.
[[nodiscard]] std::vector<int> random_workers(const Adapter& adapter, int count, std::uint64_t seed);

/// .pt .safetensors .npy .gguf by extension. `assembled`: one dense matrix "weight" [d_out, d_in] and "bias"
/// instead of tiles (the only form .npy has; needs linear pipes). `dtype` "f32", "f16", "bf16", "q8_0",
/// "q4_0".
struct ExportResult {
  std::int64_t tensors = 0;
  std::uint64_t bytes = 0;
};
ExportResult export_adapter(const Adapter& adapter, const std::filesystem::path& target,
                            const std::string& dtype, bool assembled);
/// Dense W [d_out, d_in] row-major and bias = mean_z − W·mean_x.
void assemble(const Adapter& adapter, std::vector<float>& weight, std::vector<float>& bias);
/// Rows [first, first + count) of the dense W into out[count·d_in]; throws Error(unsupported) unless
/// is_linear.
void assemble_rows(const Adapter& adapter, std::int64_t first, std::int64_t count, float* out);
[[nodiscard]] std::vector<float> assemble_bias(const Adapter& adapter);

}  // namespace prism
