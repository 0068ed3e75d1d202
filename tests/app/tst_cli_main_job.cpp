// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "tests/app/cli_run.h"

#include <cmath>

#include <QFile>
#include <QTest>

using namespace prism;
using namespace prism::test;

/// Train, break, find, repair: as a user would, with the real program.
class TestCliMainJob final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void trainReports();
  void sameSeedSameTiles();
  void sameCommandSameBytes();
  void corruptedWorkersAreFoundAndRepaired();
  void undoIsByteExact();
  void validateWritesTables();
  void exportsOpen();
  void runsAreKept();
  void dataOfAnotherPairAreRefused();
  void realMatrices();

 private:
  QStringList trainLine(const QString& output) const {
    return {"train",
            "--upper-model",
            demo_model("books-upper"),
            "--lower-model",
            demo_model("books-lower"),
            "--output",
            output,
            "--json"};
  }
  TemporaryFolder m_folder;
  Json m_trained;
};

void TestCliMainJob::initTestCase() {
  const CliRun run = run_cli(m_folder, trainLine("a.prism"));
  QVERIFY2(run.code == 0, run.err.constData());
  m_trained = run.json();
}

void TestCliMainJob::trainReports() {
  for (const char* field : {"samples", "test_samples", "r2", "r2_validation", "r2_train", "cosine", "mse",
                            "retrieval_at_1", "retrieval_at_10", "ridge", "baselines", "workers",
                            "seconds_statistics", "seconds_solve", "peak_rss_bytes", "version", "seconds"}) {
    QVERIFY2(m_trained.contains(field), field);
  }
  for (const char* name : {"mean", "procrustes", "ridge"}) {
    for (const char* field : {"r2", "cosine", "retrieval_at_1"}) {
      QVERIFY2(m_trained["baselines"][name].contains(field), field);
    }
  }
  const double r2 = m_trained["r2"].get<double>();
  QVERIFY(std::abs(r2 - m_trained["baselines"]["ridge"]["r2"].get<double>()) < 1e-4);
  QVERIFY(r2 > m_trained["baselines"]["procrustes"]["r2"].get<double>());
  QCOMPARE(m_trained["workers"].get<int>(), 512);
  QVERIFY(std::filesystem::exists(m_folder / "a.prism"));
  QVERIFY(std::filesystem::exists(m_folder / "a.stats"));
}

void TestCliMainJob::sameSeedSameTiles() {
  QCOMPARE(run_cli(m_folder, trainLine("again.prism")).code, 0);
  const Json json = run_cli(m_folder, {"compare", "--matrix1", "a.prism", "--matrix2", "again.prism",
                                       "--layer-name", "pipe.1.tiles", "--json"})
                        .json();
  QVERIFY(json["identical"].get<bool>());
}

void TestCliMainJob::sameCommandSameBytes() {
  const QString path = QString::fromStdString((m_folder / "again.prism").string());
  QByteArray bytes[2];
  for (QByteArray& each : bytes) {
    QFile::remove(path);
    QFile::remove(QString::fromStdString((m_folder / "again.stats").string()));
    QCOMPARE(run_cli(m_folder, trainLine("again.prism")).code, 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    each = file.readAll();
  }
  QVERIFY(!bytes[0].isEmpty());
  QCOMPARE(bytes[0], bytes[1]);
}

void TestCliMainJob::corruptedWorkersAreFoundAndRepaired() {
  for (const QString how : {"zero", "noise", "shuffle", "flip"}) {
    const CliRun broken = run_cli(m_folder, {"corrupt", "--adapter", "a.prism", "--random", "5", "--how", how,
                                             "--seed", "7", "--output", "b.prism", "--json"});
    QVERIFY2(broken.code == 0, broken.err.constData());
    const Json workers = broken.json()["workers"];
    QCOMPARE(workers.size(), std::size_t{5});
    const CliRun checked = run_cli(m_folder, {"validate", "--adapter", "b.prism", "--json"});
    QVERIFY2(checked.code == 0, checked.err.constData());
    QVERIFY2(checked.json()["faulty"] == workers, qPrintable(how));
    QVERIFY(checked.json()["r2"].get<double>() < m_trained["r2"].get<double>());
    const CliRun repaired = run_cli(
        m_folder, {"retrain", "--adapter", "b.prism", "--workers", "auto", "--output", "c.prism", "--json"});
    QVERIFY2(repaired.code == 0, repaired.err.constData());
    const Json json = repaired.json();
    QVERIFY2(json["retrained"] == workers, qPrintable(how));
    const double predicted = json["predicted_gain"].get<double>();
    const double achieved = json["achieved_gain"].get<double>();
    QVERIFY(std::abs(predicted - achieved) <= std::max(0.01 * std::abs(achieved), 1e-9));
    QVERIFY(std::abs(json["r2"].get<double>() - m_trained["r2"].get<double>()) < 1e-6);
  }
  const Json healthy = run_cli(m_folder, {"validate", "--adapter", "c.prism", "--json"}).json();
  QVERIFY(healthy["faulty"].empty());
  QVERIFY(std::abs(healthy["r2"].get<double>() - m_trained["r2"].get<double>()) < 1e-5);
}

void TestCliMainJob::undoIsByteExact() {
  QCOMPARE(
      run_cli(m_folder, {"corrupt", "--adapter", "a.prism", "--workers", "1,2,10-12", "--output", "u1.prism"})
          .code,
      0);
  QCOMPARE(run_cli(m_folder, {"retrain", "--adapter", "u1.prism", "--output", "u2.prism"}).code, 0);
  const CliRun undone =
      run_cli(m_folder, {"undo", "--adapter", "u2.prism", "--output", "u3.prism", "--json"});
  QCOMPARE(undone.code, 0);
  QVERIFY(undone.json()["workers"] == Json({1, 2, 10, 11, 12}));
  QCOMPARE(read_file(m_folder / "u3.prism"), read_file(m_folder / "u1.prism"));
  QCOMPARE(run_cli(m_folder, {"undo", "--adapter", "u3.prism", "--output", "u4.prism"}).code, 0);
  QCOMPARE(read_file(m_folder / "u4.prism"), read_file(m_folder / "a.prism"));
  QCOMPARE(run_cli(m_folder, {"undo", "--adapter", "u4.prism", "--output", "u5.prism"}).code, 2);
  QCOMPARE(
      run_cli(m_folder, {"corrupt", "--adapter", "a.prism", "--workers", "512", "--output", "x.prism"}).code,
      2);
}

void TestCliMainJob::validateWritesTables() {
  const CliRun run =
      run_cli(m_folder, {"validate", "--adapter", "a.prism", "--heatmap", "map.svg", "--metric", "removal",
                         "--csv", "workers.csv", "--samples", "7", "--json"});
  QVERIFY2(run.code == 0, run.err.constData());
  const Json json = run.json();
  QCOMPARE(json["workers"].size(), std::size_t{512});
  for (const char* field : {"id", "pipe", "row", "col", "expert", "deviation", "gain", "isolated",
                            "condition", "samples", "generation"}) {
    QVERIFY2(json["workers"][0].contains(field), field);
  }
  QCOMPARE(json["worst_samples"].size(), std::size_t{7});
  QVERIFY(read_file(m_folder / "map.svg").find("<svg") != std::string::npos);
  const std::string table = read_file(m_folder / "workers.csv");
  QCOMPARE(std::count(table.begin(), table.end(), '\n'), std::ptrdiff_t{513});
  QCOMPARE(run_cli(m_folder, {"validate", "--adapter", "a.prism", "--metric", "beauty"}).code, 2);
}

void TestCliMainJob::exportsOpen() {
  for (const char* file : {"e.safetensors", "e.pt", "e.gguf"}) {
    const CliRun run = run_cli(m_folder, {"export", "--adapter", "a.prism", "--output", file, "--json"});
    QVERIFY2(run.code == 0, run.err.constData());
    QVERIFY(run.json()["tensors"].get<int>() >= 3);
    QCOMPARE(run.json()["bytes"].get<std::uint64_t>(),
             std::uint64_t{std::filesystem::file_size(m_folder / file)});
  }
  QCOMPARE(run_cli(m_folder, {"export", "--adapter", "a.prism", "--assembled", "--output", "w.npy"}).code, 0);
  const Json dense = run_cli(m_folder, {"inspect", "w.npy", "--json"}).json();
  QVERIFY(dense["shape"] == Json({160, 256}));
  QCOMPARE(
      run_cli(m_folder, {"export", "--checkpoint", "e.safetensors", "--output", "f.pt", "--dtype", "f16"})
          .code,
      0);
}

void TestCliMainJob::runsAreKept() {
  const TemporaryFolder folder;
  QCOMPARE(run_cli(folder, trainLine("a.prism")).code, 0);
  QCOMPARE(run_cli(folder, trainLine("b.prism") + QStringList{"--seed", "3"}).code, 0);
  QCOMPARE(run_cli(folder, trainLine("c.prism") + QStringList{"--no-record"}).code, 0);
  const Json runs = run_cli(folder, {"runs", "list", "--json"}).json()["runs"];
  QCOMPARE(runs.size(), std::size_t{2});
  const auto id = [&](std::size_t i) { return QString::fromStdString(runs[i]["id"].get<std::string>()); };
  const Json shown = run_cli(folder, {"runs", "show", id(0), "--json"}).json()["runs"][0];
  QCOMPARE(shown["command"].get<std::string>(), std::string("train"));
  QCOMPARE(
      shown["options"]["seed"].get<int>() +
          run_cli(folder, {"runs", "show", id(1), "--json"}).json()["runs"][0]["options"]["seed"].get<int>(),
      3);
  QVERIFY(shown["figures"].contains("r2"));
  QCOMPARE(shown["inputs"].size(), std::size_t{2});
  const Json compared = run_cli(folder, {"runs", "compare", id(0), id(1), "--json"}).json();
  QVERIFY(compared["differences"]["options"].contains("seed"));
  std::filesystem::remove(folder / "a.prism");
  std::filesystem::remove(folder / "b.prism");
  const CliRun again = run_cli(folder, {"runs", "rerun", id(0), "--json"});
  QVERIFY2(again.code == 0, again.err.constData());
  QCOMPARE(again.json()["r2"].get<double>(), shown["figures"]["r2"].get<double>());
  QVERIFY(std::filesystem::exists(folder / "a.prism") != std::filesystem::exists(folder / "b.prism"));
  QCOMPARE(run_cli(folder, {"runs", "list", "--json"}).json()["runs"].size(), std::size_t{3});
  QCOMPARE(run_cli(folder, {"runs", "delete", id(0)}).code, 0);
  QCOMPARE(run_cli(folder, {"runs", "list", "--json"}).json()["runs"].size(), std::size_t{2});
}

void TestCliMainJob::dataOfAnotherPairAreRefused() {
  const CliRun run = run_cli(m_folder, {"validate", "--adapter", "a.prism", "--upper",
                                        demo_model("books-lower"), "--lower", demo_model("books-upper")});
  QCOMPARE(run.code, 3);
  QVERIFY(run.err.contains("a.prism"));
}

void TestCliMainJob::realMatrices() {
  const auto x = shared_file("matrices/word2vec300.npy");
  const auto z = shared_file("matrices/glove_twitter25.npy");
  if (x.empty() || z.empty()) QSKIP("the shared test data are not there");
  const QStringList line{"train",
                         "--input-head",
                         QString::fromStdString(x.string()),
                         "--input-embed",
                         QString::fromStdString(z.string()),
                         "--output",
                         "m.prism",
                         "--json"};
  const CliRun run = run_cli(m_folder, line);
  QVERIFY2(run.code == 0, run.err.constData());
  const Json json = run.json();
  const double r2 = json["r2"].get<double>();
  QVERIFY2(r2 > 0.40 && r2 < 0.65, qPrintable(QString::number(r2)));
  QVERIFY(std::abs(r2 - json["baselines"]["ridge"]["r2"].get<double>()) < 1e-4);
  // Without a ridge the map learns noise by heart: the trap that the choice of λ avoids.
  const Json trap = run_cli(m_folder, line + QStringList{"--ridge", "0"}).json();
  QVERIFY(trap["r2"].get<double>() < r2 - 0.05);
}

QTEST_GUILESS_MAIN(TestCliMainJob)
#include "tst_cli_main_job.moc"
