// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text_format.h"

#include <limits>

#include <QTest>

using namespace prism;

class TestTextFormat : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bytes();
  void seconds();
  void counts();
  void numbers();
};

void TestTextFormat::bytes() {
  QCOMPARE(format_bytes(0), std::string("0 B"));
  QCOMPARE(format_bytes(1023), std::string("1023 B"));
  QCOMPARE(format_bytes(1536), std::string("1.5 KiB"));
  QCOMPARE(format_bytes(std::uint64_t{2} << 30), std::string("2.0 GiB"));
  QCOMPARE(format_bytes(std::numeric_limits<std::uint64_t>::max()), std::string("16.0 EiB"));
}

void TestTextFormat::seconds() {
  QCOMPARE(format_seconds(0.42), std::string("0.42 s"));
  QCOMPARE(format_seconds(65), std::string("1 min 05 s"));
  QCOMPARE(format_seconds(7380), std::string("2 h 03 min"));
  QCOMPARE(format_seconds(std::numeric_limits<double>::infinity()), std::string("unknown"));
}

void TestTextFormat::counts() {
  QCOMPARE(format_count(512), std::string("512"));
  QCOMPARE(format_count(260032), std::string("260 K"));
  QCOMPARE(format_count(7.24e9), std::string("7.2 B"));
}

void TestTextFormat::numbers() {
  QCOMPARE(format_number(0.123456), std::string("0.1235"));
  QCOMPARE(format_number(std::numeric_limits<double>::quiet_NaN()), std::string("NaN"));
}

QTEST_GUILESS_MAIN(TestTextFormat)
#include "tst_text_format.moc"
