// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/json.h"

#include <QTest>

using namespace prism;

class TestJson : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void parses();
  void refuses_data();
  void refuses();
  void depthIsBounded();
  void fieldsAreNamed();
  void dumpIsAlwaysValid();
};

void TestJson::parses() {
  const Json json = parse_json(R"({"b":[1,2.5,"x"],"a":{"c":null}})", "file");
  QCOMPARE(json["b"][1].get<double>(), 2.5);
  QVERIFY(json["a"]["c"].is_null());
}

void TestJson::refuses_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QByteArray>("says");
  QTest::newRow("empty") << QByteArray("") << QByteArray("not valid JSON");
  QTest::newRow("cut") << QByteArray("{\"a\":") << QByteArray("not valid JSON");
  QTest::newRow("tail") << QByteArray("{} x") << QByteArray("not valid JSON");
  QTest::newRow("utf8") << QByteArray("\"\xC3\x28\"") << QByteArray("not valid JSON");
  QTest::newRow("twice") << QByteArray("{\"a\":1,\"a\":2}") << QByteArray("\"a\": key appears twice");
  QTest::newRow("inner twice") << QByteArray("{\"x\":{\"k\":1,\"k\":1}}")
                               << QByteArray("\"k\": key appears twice");
}

void TestJson::refuses() {
  QFETCH(QByteArray, text);
  QFETCH(QByteArray, says);
  try {
    (void)parse_json(text.toStdString(), "some.json");
    QFAIL("was accepted");
  } catch (const Error& error) {
    QVERIFY(error.code() == ErrorCode::format);
    QVERIFY2(QByteArray(error.what()).startsWith("some.json"), error.what());
    QVERIFY2(QByteArray(error.what()).contains(says), error.what());
  }
}

void TestJson::depthIsBounded() {
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  try {
    (void)parse_json(deep, "deep.json");
    QFAIL("was accepted");
  } catch (const Error& error) {
    QVERIFY(QByteArray(error.what()).contains("64 levels"));
  }
  QVERIFY(parse_json(std::string(64, '[') + std::string(64, ']'), "f").is_array());
}

void TestJson::fieldsAreNamed() {
  const Json json = parse_json(R"({"n":3,"s":"x"})", "f");
  QCOMPARE(json_field<int>(json, "n", "f"), 3);
  for (const char* key : {"s", "absent"}) {
    try {
      (void)json_field<int>(json, key, "f");
      QFAIL("was accepted");
    } catch (const Error& error) {
      QVERIFY(QByteArray(error.what()).contains(key));
    }
  }
}

void TestJson::dumpIsAlwaysValid() {
  Json json;
  json["nan"] = std::numeric_limits<double>::quiet_NaN();
  json["bytes"] = "\xC3\x28";
  QVERIFY(parse_json(dump_json(json), "f")["nan"].is_null());
}

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
