// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adapter/adapter.h"
#include "core/base/random.h"
#include "core/model/writers.h"
#include "tests/app/cli_run.h"

#include <cmath>
#include <csignal>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include <QElapsedTimer>
#include <QProcessEnvironment>
#include <QTest>

using namespace prism;
using namespace prism::test;

/// Several processes on this machine, started as a launcher starts them.
class TestCliDistributed final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void trainsAsOneProcess_data();
  void trainsAsOneProcess();
  void routesAsOneProcess();
  void sweeps();
  void killedRankEndsAll();
  void silentRankEndsAll();
  void failingRankTellsAll();
  void wrongTokenIsRefused();
  void incompleteEnvironment();
  void devices();
  void devicesAreRefused_data();
  void devicesAreRefused();

 private:
  using Processes = std::vector<std::unique_ptr<QProcess>>;
  /// One rank, started.
  std::unique_ptr<QProcess> start(const QStringList& line, int rank, int size, quint16 port,
                                  const QString& token = QStringLiteral("a secret"),
                                  const QString& silence = QStringLiteral("20")) const;
  Processes startAll(const QStringList& line, int size, const QString& silence = QStringLiteral("20")) const;
  /// What the first rank printed; all must end well.
  Json finished(Processes& processes);
  QStringList line(const char* command, const QStringList& more) const;
  static quint16 freePort();

  TemporaryFolder m_folder;
  Json m_alone;  ///< what one process trains: alone.prism
};

namespace {

const QStringList kData{"--x", "x.npy", "--z", "z.npy"};

double number(const Json& json, const char* key) {
  return json.contains(key) && json[key].is_number() ? json[key].get<double>() : NAN;
}

void write_matrix(const std::filesystem::path& file, std::int64_t rows, std::int64_t cols,
                  const std::vector<float>& values) {
  TensorToWrite tensor;
  tensor.name = "matrix";
  tensor.shape = {rows, cols};
  tensor.raw = std::as_bytes(std::span(values));
  write_npy(file, tensor);
}

}  // namespace

void TestCliDistributed::initTestCase() {
  constexpr std::int64_t kRows = 10000, kIn = 16, kOut = 12, kKinds = 8;
  Random random(3);
  const auto normals = [&](std::int64_t count, double scale) {
    std::vector<float> values(static_cast<std::size_t>(count));
    for (float& value : values) value = static_cast<float>(scale * random.normal());
    return values;
  };
  const std::vector<float> centres = normals(kKinds * kIn, 3), maps = normals(kKinds * kIn * kOut, 0.3);
  std::vector<float> x = normals(kRows * kIn, 1), z = normals(kRows * kOut, 0.2);
  for (std::int64_t row = 0; row < kRows; ++row) {
    const auto kind = static_cast<std::int64_t>(random.below(kKinds));
    for (std::int64_t i = 0; i < kIn; ++i) {
      float& value = x[static_cast<std::size_t>(row * kIn + i)];
      value += centres[static_cast<std::size_t>(kind * kIn + i)];
      for (std::int64_t o = 0; o < kOut; ++o) {
        z[static_cast<std::size_t>(row * kOut + o)] +=
            value * maps[static_cast<std::size_t>((kind * kIn + i) * kOut + o)];
      }
    }
  }
  write_matrix(m_folder / "x.npy", kRows, kIn, x);
  write_matrix(m_folder / "z.npy", kRows, kOut, z);
  const CliRun alone =
      run_cli(m_folder, line("train", kData + QStringList{"--workers", "64", "--output", "alone.prism"}));
  QVERIFY2(alone.code == 0, alone.err.constData());
  m_alone = alone.json();
}

quint16 TestCliDistributed::freePort() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  const bool bound = ::bind(descriptor, plain, length) == 0 && ::getsockname(descriptor, plain, &length) == 0;
  ::close(descriptor);
  return bound ? ntohs(address.sin_port) : 0;
}

QStringList TestCliDistributed::line(const char* command, const QStringList& more) const {
  return QStringList{command, "--threads", "1", "--json", "--quiet"} + more;
}

std::unique_ptr<QProcess> TestCliDistributed::start(const QStringList& line, int rank, int size, quint16 port,
                                                    const QString& token, const QString& silence) const {
  auto process = std::make_unique<QProcess>();
  prepare_cli(*process, m_folder, line);
  QProcessEnvironment environment = process->processEnvironment();
  environment.insert("RANK", QString::number(rank));
  environment.insert("LOCAL_RANK", QString::number(rank));
  environment.insert("WORLD_SIZE", QString::number(size));
  environment.insert("MASTER_ADDR", "127.0.0.1");
  environment.insert("MASTER_PORT", QString::number(port));
  environment.insert("PRISM_RUN_TOKEN", token);
  environment.insert("PRISM_RUN_TIMEOUT", silence);
  process->setProcessEnvironment(environment);
  process->start();
  return process;
}

TestCliDistributed::Processes TestCliDistributed::startAll(const QStringList& line, int size,
                                                           const QString& silence) const {
  const quint16 port = freePort();
  Processes processes;
  for (int rank = 0; rank < size; ++rank)
    processes.push_back(start(line, rank, size, port, "a secret", silence));
  return processes;
}

Json TestCliDistributed::finished(Processes& processes) {
  for (const auto& process : processes) {
    process->waitForFinished(120'000);
    const QByteArray told = process->readAllStandardError();
    if (process->exitStatus() != QProcess::NormalExit || process->exitCode() != 0) {
      return {{"failed", told.toStdString()}};
    }
    if (process != processes.front() && !process->readAllStandardOutput().isEmpty()) {
      return {{"failed", "a later rank printed something"}};
    }
  }
  CliRun run;
  run.out = processes.front()->readAllStandardOutput();
  return run.json();
}

void TestCliDistributed::trainsAsOneProcess_data() {
  QTest::addColumn<int>("size");
  QTest::newRow("2 processes") << 2;
  QTest::newRow("4 processes") << 4;
}

void TestCliDistributed::trainsAsOneProcess() {
  QFETCH(int, size);
  const QStringList train = line("train", kData + QStringList{"--workers", "64", "--output"});
  Processes processes = startAll(train + QStringList{"shared.prism"}, size);
  const Json shared = finished(processes);
  QVERIFY2(!shared.contains("failed"), shared.dump().c_str());
  QCOMPARE(int(number(shared, "ranks")), size);
  QVERIFY(number(shared, "bytes_sent") > 0);
  for (const char* key : {"r2", "r2_validation", "r2_train", "cosine", "mse", "lambda", "ridge"}) {
    const double one = number(m_alone, key), all = number(shared, key);
    QVERIFY2(std::abs(all / one - 1) < 1e-6, key);
  }
  const Adapter one = load_adapter(m_folder / "alone.prism"), all = load_adapter(m_folder / "shared.prism");
  QVERIFY(one.plan.pipes.front().experts > 1);
  double square = 0, away = 0;
  for (const Worker& worker : one.plan.workers) {
    const auto a = one.tile(worker.id), b = all.tile(worker.id);
    QCOMPARE(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      square += static_cast<double>(a[i]) * a[i];
      away += std::pow(static_cast<double>(a[i]) - b[i], 2);
    }
  }
  QVERIFY2(away <= 1e-12 * square, std::to_string(std::sqrt(away / square)).c_str());
}

void TestCliDistributed::routesAsOneProcess() {
  const QStringList route =
      line("route", {"--adapter", "alone.prism", "--epochs", "2", "--max-rows", "2048", "--output"});
  const CliRun alone = run_cli(m_folder, route + QStringList{"routed-alone.prism"});
  QVERIFY2(alone.code == 0, alone.err.constData());
  Processes processes = startAll(route + QStringList{"routed-shared.prism"}, 2);
  const Json shared = finished(processes);
  QVERIFY2(!shared.contains("failed"), shared.dump().c_str());
  for (const char* key : {"r2_routed", "r2_all_active", "r2_ridge", "entropy"}) {
    QVERIFY2(std::abs(number(shared, key) - number(alone.json(), key)) < 1e-6, key);
  }
  QVERIFY(std::filesystem::exists(m_folder / "routed-shared.prism"));
  QVERIFY(!std::filesystem::exists(m_folder / "routed-shared.route"));
}

void TestCliDistributed::sweeps() {
  const QStringList sweep =
      line("sweep", kData + QStringList{"--over", "ridge", "--values", "0.001,0.1", "--workers", "16"});
  const CliRun alone = run_cli(m_folder, sweep);
  QVERIFY2(alone.code == 0, alone.err.constData());
  Processes processes = startAll(sweep, 2);
  const Json shared = finished(processes);
  QVERIFY2(!shared.contains("failed"), shared.dump().c_str());
  for (std::size_t i = 0; i < 2; ++i) {
    const double away = shared["rows"][i]["r2"].get<double>() - alone.json()["rows"][i]["r2"].get<double>();
    QVERIFY(std::abs(away) < 1e-6);
  }
}

void TestCliDistributed::killedRankEndsAll() {
  // Long enough to be amid it: the gates of many passes.
  const QStringList route = line("route", {"--adapter", "alone.prism", "--epochs", "100000", "--max-rows",
                                           "512", "--output", "killed.prism"});
  Processes processes = startAll(route, 3);
  const std::filesystem::path checkpoint = m_folder / "killed.route";
  QElapsedTimer timer;
  timer.start();
  while (!std::filesystem::exists(checkpoint) && timer.elapsed() < 120'000) QTest::qWait(20);
  QVERIFY(std::filesystem::exists(checkpoint));
  ::kill(static_cast<pid_t>(processes[1]->processId()), SIGKILL);
  timer.restart();
  for (const int rank : {0, 2}) {
    QProcess& process = *processes[static_cast<std::size_t>(rank)];
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray told = process.readAllStandardError();
    QVERIFY2(told.contains("rank 1 ended"), told.constData());
  }
  QVERIFY(timer.elapsed() < 30'000);
  processes[1]->waitForFinished();
  QVERIFY(std::filesystem::exists(checkpoint));
  QVERIFY(!std::filesystem::exists(m_folder / "killed.prism"));
}

void TestCliDistributed::silentRankEndsAll() {
  const QStringList route = line("route", {"--adapter", "alone.prism", "--epochs", "100000", "--max-rows",
                                           "512", "--output", "silent.prism"});
  Processes processes = startAll(route, 2, "5");
  QElapsedTimer timer;
  timer.start();
  while (!std::filesystem::exists(m_folder / "silent.route") && timer.elapsed() < 120'000) QTest::qWait(20);
  // It neither works nor ends: its connections stay open.
  ::kill(static_cast<pid_t>(processes[1]->processId()), SIGSTOP);
  const bool ended = processes[0]->waitForFinished(60'000);
  processes[1]->kill();
  processes[1]->waitForFinished();
  QVERIFY(ended);
  QCOMPARE(processes[0]->exitCode(), 1);
  const QByteArray told = processes[0]->readAllStandardError();
  QVERIFY2(told.contains("rank 1 gave no sign of life"), told.constData());
}

void TestCliDistributed::failingRankTellsAll() {
  const quint16 port = freePort();
  const QStringList rest{"--workers", "16", "--output", "failed.prism"};
  const auto first = start(line("train", kData + rest), 0, 2, port);
  const auto second =
      start(line("train", QStringList{"--x", "absent.npy", "--z", "z.npy"} + rest), 1, 2, port);
  QVERIFY(second->waitForFinished(60'000));
  QCOMPARE(second->exitCode(), 3);
  QVERIFY(first->waitForFinished(60'000));
  QCOMPARE(first->exitCode(), 1);
  const QByteArray told = first->readAllStandardError();
  QVERIFY2(told.contains("rank 1 cannot go on") && told.contains("absent.npy"), told.constData());
  QVERIFY(!std::filesystem::exists(m_folder / "failed.prism"));
}

void TestCliDistributed::wrongTokenIsRefused() {
  const quint16 port = freePort();
  const QStringList train =
      line("train", kData + QStringList{"--workers", "16", "--solver", "joint", "--output", "token.prism"});
  Processes processes;
  processes.push_back(start(train, 0, 2, port));
  const auto stranger = start(train, 1, 2, port, "another secret");
  QVERIFY(stranger->waitForFinished(60'000));
  QCOMPARE(stranger->exitCode(), 1);
  QVERIFY(stranger->readAllStandardError().contains("token"));
  processes.push_back(start(train, 1, 2, port));  // the run goes on with who knows it
  const Json shared = finished(processes);
  QVERIFY2(!shared.contains("failed"), shared.dump().c_str());
}

void TestCliDistributed::incompleteEnvironment() {
  QProcess process;
  prepare_cli(process, m_folder, line("train", kData + QStringList{"--output", "none.prism"}));
  QProcessEnvironment environment = process.processEnvironment();
  environment.insert("WORLD_SIZE", "2");
  environment.insert("RANK", "0");
  environment.insert("MASTER_ADDR", "127.0.0.1");
  environment.insert("MASTER_PORT", "1");
  process.setProcessEnvironment(environment);
  process.start();
  QVERIFY(process.waitForFinished(60'000));
  QCOMPARE(process.exitCode(), 2);
  QVERIFY(process.readAllStandardError().contains("PRISM_RUN_TOKEN"));
  QVERIFY(!std::filesystem::exists(m_folder / "none.prism"));
}

void TestCliDistributed::devices() {
  const QStringList models{"--upper", demo_model("books-upper"), "--lower", demo_model("books-lower")};
  const CliRun trained =
      run_cli(m_folder, line("train", models + QStringList{"--workers", "64", "--output", "words.prism"}));
  QVERIFY2(trained.code == 0, trained.err.constData());
  const QStringList infer =
      line("infer", {"--adapter", "words.prism", "--input", "It was", "--max-tokens", "8"});
  const CliRun one = run_cli(m_folder, infer);
  QVERIFY2(one.code == 0, one.err.constData());
  // The processor twice stands in for two devices: each holds half of the workers.
  const CliRun two = run_cli(m_folder, infer + QStringList{"--device", "cpu,cpu"});
  QVERIFY2(two.code == 0, two.err.constData());
  QCOMPARE(two.json()["text"].get<std::string>(), one.json()["text"].get<std::string>());
  QCOMPARE(number(two.json(), "macs"), number(one.json(), "macs"));
}

void TestCliDistributed::devicesAreRefused_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<QByteArray>("word");
  const QStringList generate{"generate", "--model", "m", "--prompt", "a", "--device"};
  const QStringList plan{"plan", "--input-dim", "4", "--output-dim", "4", "--device"};
  QTest::newRow("unknown") << generate + QStringList{"tpu"} << QByteArray("no device");
  QTest::newRow("empty") << generate + QStringList{"cpu,"} << QByteArray("no device");
  QTest::newRow("not here") << generate + QStringList{"cuda:99"} << QByteArray("not here");
  QTest::newRow("several") << generate + QStringList{"cpu,cpu"} << QByteArray("one device");
  QTest::newRow("no use") << plan + QStringList{"cpu,cpu"} << QByteArray("processor only");
}

void TestCliDistributed::devicesAreRefused() {
  QFETCH(QStringList, arguments);
  QFETCH(QByteArray, word);
  const CliRun run = run_cli(m_folder, arguments);
  QCOMPARE(run.code, 2);
  QVERIFY2(run.err.contains(word), run.err.constData());
}

QTEST_GUILESS_MAIN(TestCliDistributed)
#include "tst_cli_distributed.moc"
