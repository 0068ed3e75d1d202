// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distributed/run_server.h"

#include "core/base/error.h"
#include "core/base/log.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace prism {
namespace {

/// A stranger that says nothing does not hold a connection for longer.
constexpr std::chrono::milliseconds kGreetingLimit{5000};

long number_of(const std::string& text) {
  long value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Frames of answers: one byte, then the value or the reason.
std::string good(std::string_view value = {}) {
  return fmt::format("+{}", value);
}
std::string bad(std::string_view reason) {
  return fmt::format("-{}", reason);
}

}  // namespace

RunServer::RunServer(const RunEnvironment& run, std::uint16_t port)
    : m_run(run), m_listener(Socket::listen_on(run.address, port)) {
  m_accepting = std::jthread([this] { accept_all(); });
}

RunServer::~RunServer() {
  {
    const std::scoped_lock lock(m_mutex);
    m_over = true;
  }
  m_changed.notify_all();
  m_listener.shut_down();
  m_accepting.join();
  for (Connection& connection : m_connections) connection.socket.shut_down();
  m_connections.clear();  // joins their threads
}

void RunServer::accept_all() {
  while (std::optional<Socket> socket = m_listener.accept()) {
    m_connections.remove_if([](const Connection& connection) { return connection.done.load(); });
    if (m_connections.size() > 4 * static_cast<std::size_t>(m_run.size) + 64) continue;  // too many strangers
    Connection& connection = m_connections.emplace_back();
    connection.socket = std::move(*socket);
    connection.thread = std::jthread([this, &connection] {
      serve(connection);
      connection.socket.shut_down();
      connection.done = true;
    });
  }
}

void RunServer::serve(Connection& connection) {
  bool watches = false;
  const int rank = greet(connection.socket, watches);
  if (rank < 0) return;
  if (watches) {
    watch(connection, rank);
  } else {
    answer_keys(connection.socket);
  }
}

int RunServer::greet(const Socket& socket, bool& watches) {
  const std::string own = random_bytes(32);
  socket.limit_receiving(kGreetingLimit);
  if (!socket.send(own)) return -1;
  const std::optional<std::string> hello = socket.receive();
  if (!hello) return -1;
  std::string_view rest = *hello;
  const auto nonce = take_field(rest), rank_text = take_field(rest), size_text = take_field(rest),
             kind = take_field(rest), proof = take_field(rest);
  if (!proof || !rest.empty() || nonce->size() != own.size()) return -1;
  const std::string said = own + *nonce + *rank_text + "|" + *size_text + "|" + *kind;
  if (!same_bytes(*proof, token_proof(m_run.token, "peer" + said))) {
    log_warning("A peer that does not know the run's token was refused.");
    (void)socket.send(bad("token"));
    return -1;
  }
  const auto rank = static_cast<int>(number_of(*rank_text));
  const auto size = static_cast<int>(number_of(*size_text));
  watches = *kind == "watch";
  std::string refusal;
  {
    const std::scoped_lock lock(m_mutex);
    if (size != m_run.size || rank < 0 || rank >= size) {
      refusal = fmt::format("rank {} of {} does not belong to a run of {} processes", rank, size, m_run.size);
    } else if (!m_joined.emplace(rank, watches).second) {
      refusal = fmt::format("there is a process with RANK={} already", rank);
    }
  }
  if (!refusal.empty()) {
    (void)socket.send(bad(refusal));
    return -1;
  }
  socket.limit_receiving(std::chrono::milliseconds(0));
  return socket.send(good(token_proof(m_run.token, "host" + said))) ? rank : -1;
}

void RunServer::answer_keys(const Socket& socket) {
  while (const std::optional<std::string> frame = socket.receive()) {
    if (frame->empty()) return;
    if (!socket.send(answer(static_cast<Request>(frame->front()), std::string_view(*frame).substr(1))))
      return;
  }
}

std::string RunServer::answer(Request request, std::string_view fields) {
  const auto key = take_field(fields);
  const auto value = take_field(fields);
  if (!key || !value) return bad("broken request");
  std::unique_lock lock(m_mutex);
  switch (request) {
    case Request::set:
      m_values[*key] = *value;
      m_changed.notify_all();
      return good();
    case Request::get: {
      const auto here = [&] { return m_over || !m_failure.empty() || m_values.contains(*key); };
      m_changed.wait_for(lock, std::chrono::milliseconds(number_of(*value)), here);
      const auto found = m_values.find(*key);
      if (found != m_values.end()) return good(found->second);
      return bad(m_failure.empty() ? "not all processes of the run came in time" : m_failure);
    }
    case Request::add: {
      std::string& sum = m_values[*key];
      sum = std::to_string(number_of(sum) + number_of(*value));
      m_changed.notify_all();
      return good(sum);
    }
    case Request::check:
      return good(m_values.contains(*key) ? "1" : "0");
    case Request::remove:
      return good(m_values.erase(*key) > 0 ? "1" : "0");
    case Request::count:
      return good(std::to_string(m_values.size()));
    case Request::alive:
    case Request::leave:
    case Request::abandon:
      break;
  }
  return bad("unknown request");
}

void RunServer::watch(Connection& connection, int rank) {
  {
    const std::scoped_lock lock(m_mutex);
    m_watching[rank] = &connection;
    if (!m_failure.empty()) (void)connection.socket.send(bad(m_failure));
  }
  std::string reason = fmt::format("rank {} ended", rank);
  while (true) {
    if (!connection.socket.readable(m_run.silence_limit)) {
      reason =
          fmt::format("rank {} gave no sign of life for {} s", rank, m_run.silence_limit.count() / 1000.0);
      break;
    }
    const std::optional<std::string> frame = connection.socket.receive();
    if (!frame || frame->empty()) break;
    if (static_cast<Request>(frame->front()) == Request::leave) {
      reason.clear();
      break;
    }
    if (static_cast<Request>(frame->front()) == Request::abandon) {
      reason = fmt::format("rank {} cannot go on: {}", rank, frame->substr(1));
      break;
    }
    const std::scoped_lock lock(m_mutex);
    if (!connection.socket.send(good())) break;
  }
  {
    const std::scoped_lock lock(m_mutex);
    m_watching.erase(rank);
  }
  if (!reason.empty()) fail(reason);
}

void RunServer::fail(const std::string& reason) {
  {
    const std::scoped_lock lock(m_mutex);
    if (m_over || !m_failure.empty()) return;
    m_failure = reason;
    for (const auto& [rank, connection] : m_watching) (void)connection->socket.send(bad(reason));
  }
  m_changed.notify_all();
}

}  // namespace prism
