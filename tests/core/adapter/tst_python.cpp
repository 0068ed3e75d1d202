// SPDX-License-Identifier: GPL-3.0-or-later
// The loader in docs/python.md, run as it stands there with numpy alone, against forward().
#include "adapter_fixture.h"
#include "tests/support/test_data.h"

#include <cmath>

#include <QFile>
#include <QProcess>
#include <QtTest>

using namespace prism;
using namespace prism::test;

namespace {

QString code_of_the_page() {
  QFile page(qEnvironmentVariable("PRISM_SOURCE_DIR") + "/docs/python.md");
  if (!page.open(QIODevice::ReadOnly)) return {};
  const QString text = QString::fromUtf8(page.readAll());
  const qsizetype begin = text.indexOf("```python\n");
  if (begin < 0) return {};
  const qsizetype first = begin + 10;
  return text.mid(first, text.indexOf("```", first) - first);
}

}  // namespace

class TestPython : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void loader_has_ten_lines();
  void page_gives_what_forward_gives_data();
  void page_gives_what_forward_gives();
};

void TestPython::loader_has_ten_lines() {
  const QString code = code_of_the_page();
  QVERIFY(code.contains("def load_prism"));
  QVERIFY(code.indexOf("def apply_prism") > 0);
  QVERIFY(code.left(code.indexOf("def apply_prism")).count('\n') <= 10);
}

void TestPython::page_gives_what_forward_gives_data() {
  QTest::addColumn<int>("remainder");
  QTest::newRow("variable") << static_cast<int>(Remainder::variable);
  QTest::newRow("zero") << static_cast<int>(Remainder::zero);
  QTest::newRow("overlap") << static_cast<int>(Remainder::overlap);
}

void TestPython::page_gives_what_forward_gives() {
  QFETCH(int, remainder);
  QProcess python;
  python.start("/usr/bin/python3", {"-c", "import numpy"});
  if (!python.waitForFinished(60000) || python.exitCode() != 0) QSKIP("python3-numpy is not installed");
  const TemporaryFolder folder;
  Adapter adapter = random_adapter(plan_of(37, 23, 12, static_cast<Remainder>(remainder)));
  adapter.pipe_weights = {0.75F};
  save_adapter(adapter, folder / "a.prism");
  const std::vector<float> x = random_floats(2 * 37, 3);
  std::vector<float> y(2 * 23);
  forward(adapter, x.data(), 2, y.data());
  QStringList numbers;
  for (const float value : x) numbers << QString::number(static_cast<double>(value), 'g', 9);
  const QString script =
      code_of_the_page() + QString(
                               "import sys\n"
                               "meta, tensors = load_prism(sys.argv[1])\n"
                               "assert meta['domain'] == 'weights' and meta['plan']['d_in'] == 37\n"
                               "x = np.array([%1], 'f4').reshape(2, 37)\n"
                               "print(*apply_prism(meta, tensors, x).ravel())\n")
                               .arg(numbers.join(","));
  python.start("/usr/bin/python3", {"-c", script, QString::fromStdString((folder / "a.prism").string())});
  QVERIFY(python.waitForFinished(60000));
  QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
  const QStringList words = QString::fromUtf8(python.readAllStandardOutput()).split(' ');
  QCOMPARE(words.size(), 46);
  for (int i = 0; i < 46; ++i) {
    QVERIFY2(std::fabs(words[i].toFloat() - y[static_cast<std::size_t>(i)]) < 1e-4F, qPrintable(words[i]));
  }
}

QTEST_GUILESS_MAIN(TestPython)
#include "tst_python.moc"
