// SPDX-License-Identifier: GPL-3.0-or-later
// Inner part of distributed: a rank's two connections to the first one.
#pragma once

#include "core/distributed/run_server.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>

namespace prism {

/// Keys and values through one connection; the other carries signs of life both ways. Thread-safe.
class RunClient {
 public:
  /// Throws Error(io) when nobody answers, Error(permission) when this process is refused.
  RunClient(const RunEnvironment& run, std::uint16_t port);
  ~RunClient();

  void set(const std::string& key, const std::string& value);
  /// Waits for it. Throws Error(io) when it does not come within `limit`.
  [[nodiscard]] std::string get(const std::string& key, std::chrono::milliseconds limit);
  [[nodiscard]] std::int64_t add(const std::string& key, std::int64_t value);
  [[nodiscard]] bool check(const std::string& key);
  [[nodiscard]] bool remove(const std::string& key);
  [[nodiscard]] std::int64_t count();

  /// Why the run cannot go on; empty while it can.
  [[nodiscard]] std::string failure() const;
  /// The same, waiting for it a little: the news of a rank's end may come after the end of its connections.
  [[nodiscard]] std::string failure(std::chrono::milliseconds patience) const;
  void leave();
  void abandon(const std::string& reason) noexcept;
  /// Address of this machine through which the first rank is reached.
  [[nodiscard]] std::string local_address() const { return m_keys.local_address(); }

 private:
  std::string ask(Request request, const std::string& key, const std::string& value = {});
  void watch(const std::stop_token& stop);
  void fail(const std::string& reason);

  RunEnvironment m_run;
  std::mutex m_asking;
  mutable std::mutex m_mutex;
  mutable std::condition_variable m_failed;
  std::string m_failure;
  bool m_left = false;   ///< nothing more is to be told or heard
  bool m_ended = false;  ///< the watching connection is over
  Socket m_keys, m_watched;
  std::jthread m_watcher;
};

}  // namespace prism
