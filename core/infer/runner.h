// SPDX-License-Identifier: GPL-3.0-or-later
// infer: an adapter at work: only the active tiles are touched, read from the mapped file, within a byte
// limit.
#pragma once

#include "core/adapter/adapter.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace prism {

struct RunnerOptions {
  std::vector<std::string> devices{"cpu"};  ///< workers are spread over them
  std::uint64_t stream_bytes = 0;           ///< most bytes of tiles resident; 0 = no limit
  std::vector<int> active;                  ///< budget per pipe instead of the gates' own; empty = theirs
  bool all_active = false;                  ///< every worker, mixtures over all experts
  bool bf16 = false;                        ///< tiles in bf16
};

/// Counted from what was really touched.
struct RunnerCounters {
  std::int64_t samples = 0;
  std::int64_t macs = 0;  ///< tiles and gates
  std::int64_t macs_gates = 0;
  std::uint64_t bytes_touched = 0;   ///< of tiles, each once a call
  std::uint64_t resident_bytes = 0;  ///< of tiles, now
  std::uint64_t peak_resident_bytes = 0;
};

/// Which workers were active for one input, and how strongly.
struct ActiveWorkers {
  std::vector<int> workers;    ///< ids, ascending
  std::vector<float> weights;  ///< mixture share or gate
};

/// y = Σ active tiles · (x − mean_x) + mean_z without an assembled matrix. Not thread-safe: one lane.
class AdapterRunner {
 public:
  /// Throws Error(usage) for devices that are not there.
  explicit AdapterRunner(std::shared_ptr<const Adapter> adapter, RunnerOptions options = {});
  ~AdapterRunner();
  AdapterRunner(AdapterRunner&&) noexcept;
  AdapterRunner& operator=(AdapterRunner&&) noexcept;

  [[nodiscard]] const Adapter& adapter() const noexcept;
  /// x [samples, d_in] row-major → y [samples, d_out]. `active` gets one entry a sample.
  void run(const float* x, std::int64_t samples, float* y, std::vector<ActiveWorkers>* active = nullptr);
  [[nodiscard]] const RunnerCounters& counters() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace prism
