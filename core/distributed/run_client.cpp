// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distributed/run_client.h"

#include "core/base/error.h"

#include <algorithm>
#include <utility>

namespace prism {
namespace {

constexpr std::chrono::milliseconds kGreetingLimit{15'000};

[[noreturn]] void refuse(const std::string& reason) {
  throw Error(ErrorCode::permission, "this process may not join the run: " + reason, {}, {},
              "the PRISM_RUN_TOKEN of the run");
}

Socket join(const RunEnvironment& run, std::uint16_t port, const std::string& kind) {
  Socket socket = Socket::connect_to(run.address, port, run.join_limit);
  socket.limit_receiving(kGreetingLimit);
  const std::optional<std::string> theirs = socket.receive();
  if (!theirs || theirs->size() != 32) refuse("what listens there is not this program");
  const std::string nonce = random_bytes(32);
  const std::string rank = std::to_string(run.rank), size = std::to_string(run.size);
  const std::string said = *theirs + nonce + rank + "|" + size + "|" + kind;
  std::string hello;
  for (const std::string& field : {nonce, rank, size, kind, token_proof(run.token, "peer" + said)}) {
    put_field(hello, field);
  }
  const std::optional<std::string> answer = socket.send(hello) ? socket.receive() : std::nullopt;
  if (!answer || answer->empty()) refuse("the first rank closed the connection");
  if (answer->front() != '+') {
    const std::string reason = answer->substr(1);
    refuse(reason == "token" ? "its token is not the run's" : reason);
  }
  if (!same_bytes(std::string_view(*answer).substr(1), token_proof(run.token, "host" + said))) {
    refuse("what listens there does not know the run's token");
  }
  socket.limit_receiving(std::chrono::milliseconds(0));
  return socket;
}

}  // namespace

RunClient::RunClient(const RunEnvironment& run, std::uint16_t port)
    : m_run(run), m_keys(join(run, port, "keys")), m_watched(join(run, port, "watch")) {
  m_watcher = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

RunClient::~RunClient() {
  m_watcher.request_stop();
  m_watched.shut_down();
  m_watcher.join();
}

std::string RunClient::ask(Request request, const std::string& key, const std::string& value) {
  std::string frame(1, static_cast<char>(request));
  put_field(frame, key);
  put_field(frame, value);
  const std::scoped_lock lock(m_asking);
  const std::optional<std::string> answer = m_keys.send(frame) ? m_keys.receive() : std::nullopt;
  if (answer && !answer->empty() && answer->front() == '+') return answer->substr(1);
  const std::string reason =
      answer && !answer->empty() ? answer->substr(1) : failure(std::chrono::milliseconds(2000));
  throw Error(ErrorCode::io,
              "the run of several processes broke off: " + (reason.empty() ? "rank 0 ended" : reason));
}

void RunClient::set(const std::string& key, const std::string& value) {
  (void)ask(Request::set, key, value);
}

std::string RunClient::get(const std::string& key, std::chrono::milliseconds limit) {
  return ask(Request::get, key, std::to_string(limit.count()));
}

std::int64_t RunClient::add(const std::string& key, std::int64_t value) {
  return std::stoll(ask(Request::add, key, std::to_string(value)));
}

bool RunClient::check(const std::string& key) {
  return ask(Request::check, key) == "1";
}

bool RunClient::remove(const std::string& key) {
  return ask(Request::remove, key) == "1";
}

std::int64_t RunClient::count() {
  return std::stoll(ask(Request::count, {}));
}

std::string RunClient::failure() const {
  const std::scoped_lock lock(m_mutex);
  return m_failure;
}

std::string RunClient::failure(std::chrono::milliseconds patience) const {
  std::unique_lock lock(m_mutex);
  m_failed.wait_for(lock, patience, [this] { return !m_failure.empty(); });
  return m_failure;
}

void RunClient::leave() {
  const std::scoped_lock lock(m_mutex);
  m_left = true;
  (void)m_watched.send(std::string(1, static_cast<char>(Request::leave)));
}

void RunClient::abandon(const std::string& reason) noexcept {
  try {
    std::unique_lock lock(m_mutex);
    if (m_left || !m_failure.empty()) return;
    m_left = true;
    (void)m_watched.send(static_cast<char>(Request::abandon) + reason.substr(0, 2000));
    // The server hangs up once it has told the others: the first rank takes the server with it.
    m_failed.wait_for(lock, std::chrono::seconds(1), [this] { return m_ended; });
  } catch (const std::exception&) {
    // The end of the connection tells the others too, only without a reason.
  }
}

void RunClient::fail(const std::string& reason) {
  {
    const std::scoped_lock lock(m_mutex);
    m_ended = true;
    if (!m_left && m_failure.empty()) m_failure = reason;
  }
  m_failed.notify_all();
}

// A sign of life is answered with one: so each side knows of the other's end, however it came.
void RunClient::watch(const std::stop_token& stop) {
  using Clock = std::chrono::steady_clock;
  const std::chrono::milliseconds pause = std::min(m_run.silence_limit / 4, std::chrono::milliseconds(5000));
  Clock::time_point heard = Clock::now();
  while (!stop.stop_requested()) {
    if (m_watched.readable(pause)) {
      const std::optional<std::string> frame = m_watched.receive();
      if (!frame || frame->empty()) return fail("rank 0 ended");
      if (frame->front() != '+') return fail(frame->substr(1));
      heard = Clock::now();
      std::this_thread::sleep_for(std::min(pause, std::chrono::milliseconds(5)));
      continue;
    }
    if (Clock::now() - heard > m_run.silence_limit) return fail("rank 0 gave no sign of life");
    const std::scoped_lock lock(m_mutex);
    if (m_left) continue;
    (void)m_watched.send(std::string(1, static_cast<char>(Request::alive)));
  }
}

}  // namespace prism
