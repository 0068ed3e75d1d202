// SPDX-License-Identifier: GPL-3.0-or-later
// Inner part of distributed: what the first rank offers the others. LibTorch's own store listens on every
// address and asks nobody for a secret, so c10d gets one that does neither (keys and values as its Store
// wants them), and that tells the ranks when one of them ends.
#pragma once

#include "core/distributed/environment.h"
#include "core/distributed/socket.h"

#include <atomic>
#include <condition_variable>
#include <list>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

namespace prism {

/// What a request asks for; the first byte of its frame.
enum class Request : char {
  set = 'S',      ///< key, value
  get = 'G',      ///< key, milliseconds: waits for it
  add = 'A',      ///< key, number
  check = 'C',    ///< key
  remove = 'D',   ///< key
  count = 'N',    ///<
  alive = 'H',    ///< on the watching connection: a sign of life
  leave = 'B',    ///< there too: this rank is done
  abandon = 'F',  ///< there too: this rank cannot go on; reason
};

/// Listens from its making to its end. A peer proves that it knows the token before anything else is heard of
/// it, and is told that this side knows it.
class RunServer {
 public:
  /// Throws Error(io) when the address or port cannot be had.
  RunServer(const RunEnvironment& run, std::uint16_t port);
  ~RunServer();

  [[nodiscard]] std::uint16_t port() const { return m_listener.port(); }

 private:
  struct Connection {
    Socket socket;
    std::jthread thread;
    std::atomic<bool> done{false};
  };
  void accept_all();
  void serve(Connection& connection);
  /// Rank of a peer that may come in, −1 otherwise.
  int greet(const Socket& socket, bool& watches);
  void answer_keys(const Socket& socket);
  std::string answer(Request request, std::string_view fields);
  void watch(Connection& connection, int rank);
  void fail(const std::string& reason);

  RunEnvironment m_run;
  Socket m_listener;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::map<std::string, std::string> m_values;
  std::set<std::pair<int, bool>> m_joined;
  std::map<int, Connection*> m_watching;
  std::string m_failure;
  bool m_over = false;
  std::list<Connection> m_connections;
  std::jthread m_accepting;
};

}  // namespace prism
