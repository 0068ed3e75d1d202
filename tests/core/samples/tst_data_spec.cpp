// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/samples/data.h"

#include <QTest>

using namespace prism;

class TestDataSpec : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void roundTrip();
  void pathsBecomeAbsolute();
  void missingFieldsKeepDefaults();
  void wrongTypesAreRefused();
  void formsExcludeEachOther_data();
  void formsExcludeEachOther();
};

void TestDataSpec::roundTrip() {
  DataSpec spec;
  spec.upper = "/models/a";
  spec.lower = "/models/b";
  spec.upper_layer = "head";
  spec.lower_layer = "embedding";
  spec.overrides = "/edits.tsv";
  spec.normalise = {"nfc"};
  spec.leave_out = {"control", "not_utf8"};
  spec.use_normalised = true;
  spec.use_approximated = true;
  spec.x = "/x.npy";
  spec.z = "/z.npy";
  spec.pairs = "/pairs.safetensors";
  spec.text = "/novel.txt";
  spec.exit_layer = 3;
  spec.entry_layer = 2;
  spec.target = "hidden";
  spec.max_samples = 1000;
  const Json json = spec.to_json();
  const DataSpec again = DataSpec::from_json(json);
  QCOMPARE(dump_json(again.to_json()), dump_json(json));
  QVERIFY(again.upper == spec.upper && again.pairs == spec.pairs && again.overrides == spec.overrides);
  QCOMPARE(again.leave_out, spec.leave_out);
  QCOMPARE(again.max_samples, spec.max_samples);
  QVERIFY(again.text == spec.text && again.exit_layer == 3 && again.entry_layer == 2);
  QCOMPARE(again.target, spec.target);
  QVERIFY(again.use_normalised && again.use_approximated);
  QVERIFY(!again.empty());
  QVERIFY(DataSpec().empty());
  QVERIFY(DataSpec::from_json(DataSpec().to_json()).empty());
}

void TestDataSpec::pathsBecomeAbsolute() {
  DataSpec spec;
  spec.x = "folder/../x.npy";
  const std::string x = json_field<std::string>(spec.to_json(), "x", {});
  QCOMPARE(x, (std::filesystem::current_path() / "x.npy").string());
}

void TestDataSpec::missingFieldsKeepDefaults() {
  const DataSpec spec = DataSpec::from_json(Json{{"x", "/x"}});
  QCOMPARE(spec.normalise, DataSpec().normalise);
  QCOMPARE(spec.max_samples, 0);
}

void TestDataSpec::wrongTypesAreRefused() {
  QVERIFY_EXCEPTION_THROWN((void)DataSpec::from_json(Json{{"x", 1}}), Error);
  QVERIFY_EXCEPTION_THROWN((void)DataSpec::from_json(Json{{"leave_out", "control"}}), Error);
}

void TestDataSpec::formsExcludeEachOther_data() {
  QTest::addColumn<QString>("filled");
  for (const char* filled : {"", "u", "l", "x", "z", "ulxz", "xzp", "ulp", "up"})
    QTest::newRow(filled) << filled;
}

void TestDataSpec::formsExcludeEachOther() {
  QFETCH(QString, filled);
  DataSpec spec;
  if (filled.contains('u')) spec.upper = "a";
  if (filled.contains('l')) spec.lower = "b";
  if (filled.contains('x')) spec.x = "x";
  if (filled.contains('z')) spec.z = "z";
  if (filled.contains('p')) spec.pairs = "p";
  try {
    (void)open_samples(spec, 0);
    QFAIL("was accepted");
  } catch (const Error& error) {
    QVERIFY(error.code() == ErrorCode::usage);
    QVERIFY(error.expected().find("--x and --z") != std::string::npos);
  }
}

QTEST_APPLESS_MAIN(TestDataSpec)
#include "tst_data_spec.moc"
