// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/distributed/group.h"
#include "core/distributed/socket.h"

#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace prism::test {

/// Nobody has listened there a moment ago.
inline std::uint16_t free_port() {
  return Socket::listen_on("127.0.0.1", 0).port();
}

inline RunEnvironment run_of(int rank, int size, std::uint16_t port) {
  RunEnvironment run;
  run.rank = rank;
  run.size = size;
  run.address = "127.0.0.1";
  run.port = port;
  run.token = "a secret";
  run.join_limit = std::chrono::seconds(60);
  run.silence_limit = std::chrono::seconds(60);
  return run;
}

/// Runs `work` on so many ranks, each a thread of this process; what each of them threw, by rank.
inline std::map<int, std::string> on_ranks(int size, const std::function<void(const GroupPtr&)>& work) {
  const std::uint16_t port = free_port();
  std::mutex mutex;
  std::map<int, std::string> thrown;
  std::vector<std::jthread> threads;
  for (int rank = 0; rank < size; ++rank) {
    threads.emplace_back([&, rank] {
      try {
        work(join_group(run_of(rank, size, port)));
      } catch (const std::exception& error) {
        const std::scoped_lock lock(mutex);
        thrown[rank] = error.what();
      }
    });
  }
  threads.clear();
  return thrown;
}

}  // namespace prism::test
