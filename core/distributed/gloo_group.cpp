// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef USE_C10D_GLOO
#define USE_C10D_GLOO  // how LibTorch was built; its header hides the class without it
#endif
#include "core/base/error.h"
#include "core/distributed/group.h"
#include "core/distributed/run_client.h"

#include <algorithm>
#include <fmt/format.h>
#include <thread>
#include <utility>

#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

namespace prism {
namespace {

/// Larger tensors travel in pieces: Gloo's own buffers stay small, and news of a rank's end is heard between
/// them.
constexpr std::int64_t kPieceBytes = std::int64_t{64} << 20;
/// A rank may compute for hours between two sums; its signs of life tell whether it still does.
constexpr std::chrono::hours kGlooLimit{24 * 365};

/// c10d's Store over the run's own server.
class RunStore final : public c10d::Store {
 public:
  RunStore(RunClient& client, std::chrono::milliseconds limit) : c10d::Store(limit), m_client(client) {}

  void set(const std::string& key, const std::vector<std::uint8_t>& value) override {
    m_client.set(key, std::string(value.begin(), value.end()));
  }
  std::vector<std::uint8_t> get(const std::string& key) override {
    const std::string value = m_client.get(key, timeout_);
    return {value.begin(), value.end()};
  }
  std::int64_t add(const std::string& key, std::int64_t value) override { return m_client.add(key, value); }
  bool deleteKey(const std::string& key) override { return m_client.remove(key); }
  bool check(const std::vector<std::string>& keys) override {
    return std::all_of(keys.begin(), keys.end(), [&](const std::string& key) { return m_client.check(key); });
  }
  std::int64_t getNumKeys() override { return m_client.count(); }
  void wait(const std::vector<std::string>& keys) override { wait(keys, timeout_); }
  void wait(const std::vector<std::string>& keys, const std::chrono::milliseconds& limit) override {
    for (const std::string& key : keys) (void)m_client.get(key, std::min(limit, timeout_));
  }

 private:
  RunClient& m_client;
};

/// Where the ranks meet. A launcher that listens on MASTER_PORT itself (torchrun's static rendezvous) passes
/// on which other port it is.
std::uint16_t meeting_port(const RunEnvironment& run, std::unique_ptr<RunServer>& server) {
  if (!run.launcher_listens) {
    if (run.rank == 0) server = std::make_unique<RunServer>(run, run.port);
    return run.port;
  }
  c10d::TCPStoreOptions options;
  options.port = run.port;
  options.waitWorkers = false;
  options.timeout = run.join_limit;
  c10d::TCPStore launcher(run.address, options);
  const std::string key = "prism/" + run.attempt + "/port";
  if (run.rank == 0) {
    server = std::make_unique<RunServer>(run, 0);
    const std::string port = std::to_string(server->port());
    launcher.set(key, {port.begin(), port.end()});
  }
  const std::vector<std::uint8_t> port = launcher.get(key);
  return static_cast<std::uint16_t>(std::stoi(std::string(port.begin(), port.end())));
}

class GlooGroup final : public Group {
 public:
  explicit GlooGroup(RunEnvironment run) : m_run(std::move(run)) {}

  /// Apart from the constructor, so that the destructor cleans up after whatever fails here.
  void start() {
    const std::uint16_t port = meeting_port(m_run, m_server);
    m_client = std::make_unique<RunClient>(m_run, port);
    const auto options = c10d::ProcessGroupGloo::Options::create(kGlooLimit);
    options->devices.push_back(c10d::ProcessGroupGloo::createDeviceForHostname(m_client->local_address()));
    options->threads = 1;
    const auto store = c10::make_intrusive<RunStore>(*m_client, m_run.join_limit);
    guarded([&] {
      m_gloo = c10::make_intrusive<c10d::ProcessGroupGloo>(store, m_run.rank, m_run.size, options);
    });
    barrier();
  }

  ~GlooGroup() override {
    if (m_left) return;
    // A thread of Gloo's may wait for a rank that will never answer: what it works with must stay.
    (void)m_gloo.release();
    if (m_client != nullptr) m_client->abandon("it ended early");
  }

  int rank() const noexcept override { return m_run.rank; }
  int size() const noexcept override { return m_run.size; }
  std::uint64_t bytes_sent() const noexcept override { return m_sent; }

  void sum(at::Tensor& tensor) override {
    // A ring: every rank sends 2 (R−1)/R of the bytes.
    in_pieces(tensor, [&](std::vector<at::Tensor>& piece) {
      m_sent += static_cast<std::uint64_t>(2 * piece[0].nbytes()) * static_cast<std::uint64_t>(size() - 1) /
                static_cast<std::uint64_t>(size());
      return m_gloo->allreduce(piece);
    });
  }

  void broadcast(at::Tensor& tensor, int root) override {
    c10d::BroadcastOptions options;
    options.rootRank = root;
    in_pieces(tensor, [&](std::vector<at::Tensor>& piece) {
      m_sent += static_cast<std::uint64_t>(piece[0].nbytes()) * children_in_tree(root);
      return m_gloo->broadcast(piece, options);
    });
  }

  void barrier() override {
    at::Tensor nothing = at::zeros({1}, at::kDouble);
    sum(nothing);
  }

  void leave() override {
    barrier();
    m_client->leave();
    m_gloo.reset();
    m_left = true;
  }

  void abandon(const std::string& reason) noexcept override {
    if (m_client != nullptr) m_client->abandon(reason);
  }

 private:
  /// Ranks that this one sends to when `root` broadcasts along a binomial tree.
  std::uint64_t children_in_tree(int root) const {
    const int own = (rank() + size() - root) % size();
    std::uint64_t children = 0;
    for (int step = 1; step < size(); step *= 2) {
      if (own < step && own + step < size()) ++children;
    }
    return children;
  }

  template <typename Start>
  void in_pieces(at::Tensor& tensor, const Start& start) {
    if (!tensor.is_contiguous() || !tensor.is_cpu()) {
      throw Error(ErrorCode::internal, "only contiguous tensors in main memory travel between processes");
    }
    const at::Tensor flat = tensor.view({-1});
    const std::int64_t most = kPieceBytes / static_cast<std::int64_t>(tensor.element_size());
    for (std::int64_t first = 0; first < flat.numel(); first += most) {
      std::vector<at::Tensor> piece{flat.narrow(0, first, std::min(most, flat.numel() - first))};
      guarded([&] { finish(start(piece)); });
    }
  }

  void finish(const c10::intrusive_ptr<c10d::Work>& work) {
    auto pause = std::chrono::microseconds(10);
    while (!work->isCompleted()) {
      if (const std::string reason = m_client->failure(); !reason.empty()) give_up(reason);
      std::this_thread::sleep_for(pause);
      pause = std::min(pause * 3 / 2, std::chrono::microseconds(1000));
    }
    work->wait();
  }

  template <typename Action>
  void guarded(const Action& action) {
    try {
      action();
    } catch (const Error&) {
      throw;
    } catch (const std::exception& error) {
      const std::string reason = m_client->failure(std::chrono::seconds(3));
      if (!reason.empty()) give_up(reason);
      const std::string words = error.what();
      give_up("a rank closed its connection (" + words.substr(0, words.find('\n')) + ")");
    }
  }

  [[noreturn]] void give_up(const std::string& reason) const {
    throw Error(ErrorCode::io, "the run of several processes broke off: " + reason, {}, {},
                fmt::format("all {} processes at work until the end", size()));
  }

  RunEnvironment m_run;
  std::unique_ptr<RunServer> m_server;
  std::unique_ptr<RunClient> m_client;
  c10::intrusive_ptr<c10d::ProcessGroupGloo> m_gloo;
  std::uint64_t m_sent = 0;
  bool m_left = false;
};

}  // namespace

GroupPtr join_group(const RunEnvironment& environment) {
  const auto group = std::make_shared<GlooGroup>(environment);
  group->start();
  return group;
}

}  // namespace prism
