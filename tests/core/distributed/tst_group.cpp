// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "ranks.h"

#include <atomic>

#include <ATen/ATen.h>
#include <QTest>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

using namespace prism;
using namespace prism::test;

class TestGroup final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void environment();
  void shares();
  void aloneNothingChanges();
  void collectives_data();
  void collectives();
  void largeTensorsInPieces();
  void bytesAreCounted();
  void abruptEndIsToldToAll();
  void reasonIsToldToAll();
  void wrongTokenIsRefused();
  void rankTwiceIsRefused();
  void strangersAreNotHeard();
  void listensOnTheGivenAddressOnly();
  void nobodyComes();
  void launcherHoldsThePort();
};

void TestGroup::environment() {
  std::map<std::string, std::string> variables;
  const auto get = [&](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  };
  QVERIFY(!run_environment(get));
  variables["WORLD_SIZE"] = "1";
  QVERIFY(!run_environment(get));
  variables = {{"WORLD_SIZE", "4"},       {"RANK", "3"},       {"MASTER_ADDR", "10.0.0.1"},
               {"MASTER_PORT", "29500"},  {"LOCAL_RANK", "1"}, {"PRISM_RUN_TOKEN", "t"},
               {"PRISM_RUN_TIMEOUT", "7"}};
  const auto run = run_environment(get);
  QVERIFY(run.has_value());
  QCOMPARE(run->rank, 3);
  QCOMPARE(run->size, 4);
  QCOMPARE(run->address, std::string("10.0.0.1"));
  QCOMPARE(int(run->port), 29500);
  QCOMPARE(run->silence_limit.count(), 7000);
  QVERIFY(!run->launcher_listens);
  const std::map<std::string, std::string> right = variables;
  for (const auto& [name, wrong] :
       std::vector<std::pair<std::string, std::string>>{{"RANK", "4"},
                                                        {"RANK", ""},
                                                        {"WORLD_SIZE", "two"},
                                                        {"MASTER_ADDR", ""},
                                                        {"MASTER_PORT", "70000"},
                                                        {"PRISM_RUN_TOKEN", ""},
                                                        {"PRISM_RUN_TIMEOUT", "-1"}}) {
    variables = right;
    variables[name] = wrong;
    try {
      (void)run_environment(get);
      QFAIL(name.c_str());
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::usage);
      QVERIFY2(std::string(error.what()).find(name) != std::string::npos, error.what());
    }
  }
}

void TestGroup::shares() {
  (void)on_ranks(3, [](const GroupPtr& group) {
    std::int64_t end = 0;
    for (int rank = 0; rank < 3; ++rank) {
      const IndexRange range = group->share(11, rank);
      if (range.begin != end || range.size() < 3 || range.size() > 4) throw std::runtime_error("share");
      end = range.end;
    }
    if (end != 11 || group->share(2, 2).size() != 0) throw std::runtime_error("shares");
    group->leave();
  });
}

void TestGroup::aloneNothingChanges() {
  const GroupPtr group = solo_group();
  at::Tensor values = at::arange(4, at::kDouble);
  group->sum(values);
  group->gather(values, 0);
  group->broadcast(values, 0);
  group->barrier();
  QVERIFY(values.equal(at::arange(4, at::kDouble)));
  QVERIFY(group->alone() && group->first());
  QCOMPARE(group->share(7).size(), 7);
  QCOMPARE(group->agree(std::string("a")), std::string("a"));
  QCOMPARE(group->bytes_sent(), 0u);
}

void TestGroup::collectives_data() {
  QTest::addColumn<int>("size");
  QTest::newRow("2") << 2;
  QTest::newRow("3") << 3;
  QTest::newRow("4") << 4;
}

void TestGroup::collectives() {
  QFETCH(int, size);
  const auto thrown = on_ranks(size, [size](const GroupPtr& group) {
    const auto check = [](bool right, const char* what) {
      if (!right) throw std::runtime_error(what);
    };
    const double rank = group->rank();
    at::Tensor doubles = at::arange(1000, at::kDouble) + rank;
    group->sum(doubles);
    check(at::allclose(doubles, at::arange(1000, at::kDouble) * size + size * (size - 1) / 2.0), "f64");
    at::Tensor floats = at::full({3, 5}, 0.5f + static_cast<float>(rank), at::kFloat);
    group->sum(floats);
    check(floats[0][0].item<double>() == 0.5 * size + size * (size - 1) / 2.0, "f32");
    at::Tensor whole = at::full({4}, group->rank(), at::kLong);
    group->sum(whole);
    check(whole[3].item<std::int64_t>() == size * (size - 1) / 2, "int64");
    for (int root = 0; root < size; ++root) {
      at::Tensor value = at::full({7}, rank, at::kDouble);
      group->broadcast(value, root);
      check(value[6].item<double>() == root, "broadcast");
    }
    for (const std::int64_t dimension : {0, 1}) {
      const at::Tensor full = at::arange(7 * 9, at::kDouble).view({7, 9});
      at::Tensor own = at::zeros_like(full);
      const IndexRange mine = group->share(full.size(dimension));
      own.narrow(dimension, mine.begin, mine.size()).copy_(full.narrow(dimension, mine.begin, mine.size()));
      group->gather(own, dimension);
      check(own.equal(full), "gather");
    }
    check(group->agree(rank + 2) == 2, "agree");
    check(group->agree(group->first() ? std::string("word") : std::string()) == "word", "agree on a text");
    check(group->agree(std::string()).empty(), "agree on nothing");
    check(group->sum_of(1) == size, "sum_of");
    group->leave();
  });
  for (const auto& [rank, what] : thrown) QFAIL(what.c_str());
}

void TestGroup::largeTensorsInPieces() {
  const auto thrown = on_ranks(2, [](const GroupPtr& group) {
    at::Tensor large = at::ones({(std::int64_t{64} << 20) / 8 + 77}, at::kDouble);  // just over one piece
    group->sum(large);
    if (large.min().item<double>() != 2 || large.max().item<double>() != 2) throw std::runtime_error("sum");
    group->leave();
  });
  for (const auto& [rank, what] : thrown) QFAIL(what.c_str());
}

void TestGroup::bytesAreCounted() {
  const auto thrown = on_ranks(4, [](const GroupPtr& group) {
    const std::uint64_t before = group->bytes_sent();
    at::Tensor values = at::ones({1000}, at::kDouble);
    group->sum(values);
    if (group->bytes_sent() - before != 8000 * 2 * 3 / 4) throw std::runtime_error("sum");
    const std::uint64_t between = group->bytes_sent();
    group->broadcast(values, 0);
    const double sent = group->sum_of(static_cast<double>(group->bytes_sent() - between));
    if (sent != 3 * 8000.0) throw std::runtime_error("a broadcast reaches each of the others once");
    group->leave();
  });
  for (const auto& [rank, what] : thrown) QFAIL(what.c_str());
}

void TestGroup::abruptEndIsToldToAll() {
  const auto thrown = on_ranks(4, [](const GroupPtr& group) {
    if (group->rank() == 2) return;  // goes without a word
    group->barrier();
    throw std::runtime_error("the barrier was passed without rank 2");
  });
  QCOMPARE(thrown.size(), 3u);
  for (const auto& [rank, what] : thrown) QVERIFY2(what.find("rank 2") != std::string::npos, what.c_str());
}

void TestGroup::reasonIsToldToAll() {
  const auto thrown = on_ranks(3, [](const GroupPtr& group) {
    if (group->rank() == 1) {
      group->abandon("the file x.npy is not here");
      return;
    }
    at::Tensor values = at::ones({10}, at::kDouble);
    group->sum(values);
  });
  QCOMPARE(thrown.size(), 2u);
  for (const auto& [rank, what] : thrown) {
    QVERIFY2(what.find("rank 1 cannot go on: the file x.npy is not here") != std::string::npos, what.c_str());
  }
}

void TestGroup::wrongTokenIsRefused() {
  const std::uint16_t port = free_port();
  std::string first_failed;
  std::jthread first([&] {
    try {
      join_group(run_of(0, 2, port))->leave();
    } catch (const std::exception& error) {
      first_failed = error.what();
    }
  });
  RunEnvironment stranger = run_of(1, 2, port);
  stranger.token = "another secret";
  try {
    (void)join_group(stranger);
    QFAIL("a peer with another token came in");
  } catch (const Error& error) {
    QCOMPARE(error.code(), ErrorCode::permission);
  }
  join_group(run_of(1, 2, port))->leave();  // the right one still may
  first.join();
  QCOMPARE(first_failed, std::string());
}

void TestGroup::rankTwiceIsRefused() {
  const auto thrown = on_ranks(2, [](const GroupPtr& group) {
    if (!group->first()) return group->leave();
    group->leave();
  });
  QVERIFY(thrown.empty());
  const std::uint16_t port = free_port();
  std::jthread first([&] {
    try {
      (void)join_group(run_of(0, 2, port));
    } catch (const std::exception&) {
      // its partner never comes
    }
  });
  RunEnvironment twin = run_of(0, 2, port);
  twin.rank = 1;
  twin.size = 3;
  QVERIFY_EXCEPTION_THROWN((void)join_group(twin), Error);
  std::jthread second([&] {
    try {
      join_group(run_of(1, 2, port))->leave();
    } catch (const std::exception&) {
      // the first rank goes without a word
    }
  });
}

void TestGroup::strangersAreNotHeard() {
  const std::uint16_t port = free_port();
  std::jthread first([&] { join_group(run_of(0, 2, port))->leave(); });
  for (const std::string& words :
       {std::string("GET / HTTP/1.1\r\n\r\n"), std::string(5, '\xff'), std::string()}) {
    const Socket socket = Socket::connect_to("127.0.0.1", port, std::chrono::seconds(10));
    socket.limit_receiving(std::chrono::seconds(10));
    QVERIFY(socket.receive().has_value());  // the greeting
    QVERIFY(socket.send(words));
    QVERIFY(!socket.receive().has_value());  // closed without an answer
  }
  join_group(run_of(1, 2, port))->leave();
}

void TestGroup::listensOnTheGivenAddressOnly() {
  const std::uint16_t port = free_port();
  std::jthread first([&] { join_group(run_of(0, 2, port))->leave(); });
  (void)Socket::connect_to("127.0.0.1", port, std::chrono::seconds(10));
  QVERIFY_EXCEPTION_THROWN((void)Socket::connect_to("127.0.0.2", port, std::chrono::milliseconds(0)), Error);
  join_group(run_of(1, 2, port))->leave();
}

void TestGroup::nobodyComes() {
  RunEnvironment run = run_of(0, 2, free_port());
  run.join_limit = std::chrono::milliseconds(300);
  try {
    (void)join_group(run);
    QFAIL("joined alone");
  } catch (const Error& error) {
    QVERIFY2(std::string(error.what()).find("in time") != std::string::npos, error.what());
  }
}

void TestGroup::launcherHoldsThePort() {
  // As torchrun's static rendezvous does: its own store listens on MASTER_PORT.
  c10d::TCPStoreOptions options;
  options.isServer = true;
  options.port = 0;
  options.waitWorkers = false;
  const c10d::TCPStore launcher("127.0.0.1", options);
  std::vector<std::jthread> threads;
  std::atomic<int> sum = 0;
  for (int rank = 0; rank < 2; ++rank) {
    threads.emplace_back([&, rank] {
      RunEnvironment run = run_of(rank, 2, launcher.getPort());
      run.launcher_listens = true;
      run.attempt = "0";
      const GroupPtr group = join_group(run);
      sum += static_cast<int>(group->sum_of(1));
      group->leave();
    });
  }
  threads.clear();
  QCOMPARE(sum.load(), 4);
}

QTEST_GUILESS_MAIN(TestGroup)
#include "tst_group.moc"
