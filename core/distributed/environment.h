// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace prism {

/// What a launcher (torchrun, srun or mpirun wrappers) says of a run of several processes.
struct RunEnvironment {
  int rank = 0;
  int size = 1;
  std::string address;            ///< of the first rank; it listens there and nowhere else
  std::uint16_t port = 0;         ///< the launcher's choice
  std::string token;              ///< secret that all ranks share
  bool launcher_listens = false;  ///< the launcher itself holds the port: the ranks meet on another one
  std::string attempt;            ///< of a launcher that starts a run again
  std::chrono::milliseconds join_limit{300'000};    ///< for all ranks to come
  std::chrono::milliseconds silence_limit{20'000};  ///< a rank without a sign of life that long has ended
};

/// From RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT and PRISM_RUN_TOKEN; PRISM_JOIN_TIMEOUT and
/// PRISM_RUN_TIMEOUT in seconds where given. Nothing when WORLD_SIZE is absent or 1. Throws Error(usage)
/// naming the variable that is missing or wrong. `get` reads a variable (getenv by default).
[[nodiscard]] std::optional<RunEnvironment> run_environment(
    const std::function<const char*(const char*)>& get = {});

}  // namespace prism
