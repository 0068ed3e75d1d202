// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/paths.h"
#include "app/cli/progress_line.h"
#include "app/cli/text_table.h"
#include "app/cli/worker_list.h"
#include "core/base/error.h"
#include "core/workflow/base64.h"
#include "core/workflow/figures_json.h"
#include "core/workflow/run_inputs.h"

#include <cmath>

#include <QTest>

using namespace prism;
using namespace prism::cli;

/// Parts of the command line that need no process.
class TestCliParts final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void workerLists();
  void tablesAlignCharacters();
  void progressText();
  void outputFiles();
  void base64OfTheStandard();
  void unknownFiguresAreNull();
  void dataOfARecord();
};

void TestCliParts::workerLists() {
  Plan plan;
  plan.workers.resize(30);
  QCOMPARE(parse_workers("3", plan), (std::vector<int>{3}));
  QCOMPARE(parse_workers("5,1,3-6,29", plan), (std::vector<int>{1, 3, 4, 5, 6, 29}));
  for (const char* bad : {"", "30", "-1", "1,", "a", "1-30", "1 2", "99999999999", "1--2"}) {
    QVERIFY_THROWS_EXCEPTION(Error, (void)parse_workers(bad, plan));
  }
}

void TestCliParts::tablesAlignCharacters() {
  QCOMPARE(aligned({{"λ", "1"}, {"abc", "22"}}), std::string("λ    1\nabc  22\n"));
  FactSheet facts;
  facts.add("rows", "3");
  QCOMPARE(facts.text(), std::string("rows  3\n"));
}

void TestCliParts::progressText() {
  QCOMPARE(progress_text({"statistics", 50, 200, "rows"}, NAN),
           std::string("statistics  25 %  50 of 200 rows"));
  QCOMPARE(progress_text({"write", 1024, 0, "bytes"}, NAN), std::string("write  1.0 KiB"));
  QCOMPARE(progress_text({"solve", 1, 2, ""}, 3), std::string("solve  50 %, 3.00 s left"));
}

void TestCliParts::outputFiles() {
  QCOMPARE(output_file("a/b.npy", "x.npy").string(), std::string("a/b.npy"));
  QCOMPARE(output_file("a/", "x.npy").string(), std::string("a/x.npy"));
  QCOMPARE(output_file("/tmp", "x.npy").string(), std::string("/tmp/x.npy"));
  QCOMPARE(with_suffix("a/b.png", "histogram").string(), std::string("a/b-histogram.png"));
}

void TestCliParts::base64OfTheStandard() {
  const std::pair<const char*, const char*> cases[]{{"", ""},
                                                    {"f", "Zg=="},
                                                    {"fo", "Zm8="},
                                                    {"foo", "Zm9v"},
                                                    {"foob", "Zm9vYg=="},
                                                    {"fooba", "Zm9vYmE="},
                                                    {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : cases) QCOMPARE(base64(plain), std::string(coded));
}

void TestCliParts::unknownFiguresAreNull() {
  WorkerFigures worker;
  worker.id = 7;
  worker.set(Metric::gain, 0.25);
  const Json json = figures_json(worker);
  QVERIFY(json["deviation"].is_null());
  QCOMPARE(json["gain"].get<double>(), 0.25);
  ErrorMap map;
  map.workers.push_back(worker);
  QVERIFY(workers_csv(map).find("\n7,1,0,0,0,0,0,1,,0.25,") != std::string::npos);
  QCOMPARE(shown_range(map, Metric::deviation)->second, 1e-2);
  QVERIFY(!shown_range(map, Metric::norm).has_value());
}

void TestCliParts::dataOfARecord() {
  RunRecord record;
  QVERIFY(data_of(record).empty());
  DataSpec data;
  data.x = "/a/x.npy";
  data.z = "/a/z.npy";
  TrainOptions options;
  options.seed = 9;
  record.options = options.to_json();
  record.options["data"] = data.to_json();
  QCOMPARE(data_of(record).z.string(), std::string("/a/z.npy"));
  QCOMPARE(options_of(record).seed, std::uint64_t{9});
}

QTEST_APPLESS_MAIN(TestCliParts)
#include "tst_cli_parts.moc"
