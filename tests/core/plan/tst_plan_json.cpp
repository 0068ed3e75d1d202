// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/plan/plan.h"

#include <QTest>

using namespace prism;

class TestPlanJson final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void roundTrip();
  void refusesHostilePlans_data();
  void refusesHostilePlans();
  void words();
};

void TestPlanJson::roundTrip() {
  PlanOptions options;
  options.d_in = 256;
  options.d_out = 160;
  options.pipes = 3;
  options.samples = 3071;
  const Plan plan = make_plan(options);
  const Plan back = plan_from_json(to_json(plan), "a.prism");
  QCOMPARE(back.workers.size(), plan.workers.size());
  QCOMPARE(back.pipes.size(), plan.pipes.size());
  QCOMPARE(back.notes, plan.notes);
  QCOMPARE(back.pipes[0].experts, plan.pipes[0].experts);
  QVERIFY(to_json(back) == to_json(plan));
}

void TestPlanJson::refusesHostilePlans_data() {
  QTest::addColumn<QByteArray>("path");
  QTest::addColumn<QByteArray>("value");
  const auto row = [](const char* path, const char* value) {
    QTest::newRow((QByteArray(path) + " " + value).constData()) << QByteArray(path) << QByteArray(value);
  };
  for (const char* path :
       {"/d_in", "/d_out", "/pipes/0/grid_rows", "/pipes/0/grid_cols", "/pipes/0/tile_rows",
        "/pipes/0/tile_cols", "/pipes/0/experts", "/pipes/0/positions", "/pipes/0/workers"}) {
    for (const char* value :
         {"0", "-1", "1.5", "\"8\"", "null", "9223372036854775807", "18446744073709551615", "1e300", "1"}) {
      const bool as_it_is = QByteArray(path).endsWith("experts") && QByteArray(value) == "1";
      if (!as_it_is) row(path, value);
    }
  }
  row("/pipes/0/first_position", "-1");
  row("/pipes/0/first_position", "1");
  row("/pipes/0/rank", "-1");
  row("/pipes/0/kind", "\"sphere\"");
  row("/pipes/0/kind", "7");
  row("/remainder", "\"none\"");
  row("/pipes", "[]");
  row("/pipes", "{}");
  row("/pipes", "[1, 2]");
  row("/notes", "[1]");
}

void TestPlanJson::refusesHostilePlans() {
  QFETCH(QByteArray, path);
  QFETCH(QByteArray, value);
  PlanOptions options;
  options.d_in = 64;
  options.d_out = 32;
  options.workers = 32;
  Json json = to_json(make_plan(options));
  json[Json::json_pointer(path.toStdString())] = Json::parse(value.toStdString());
  try {
    (void)plan_from_json(json, "a.prism");
    QFAIL("accepted");
  } catch (const Error& error) {
    QCOMPARE(error.code(), ErrorCode::format);
    QCOMPARE(error.file().string(), std::string("a.prism"));
    QVERIFY(!error.position().empty());
  }
}

void TestPlanJson::words() {
  QCOMPARE(remainder_of("overlap"), Remainder::overlap);
  QCOMPARE(name_of(PipeKind::level), std::string("level"));
  QVERIFY_THROWS_EXCEPTION(Error, (void)remainder_of("drop"));
}

QTEST_APPLESS_MAIN(TestPlanJson)
#include "tst_plan_json.moc"
