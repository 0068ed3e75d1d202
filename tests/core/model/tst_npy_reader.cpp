// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/model.h"
#include "core/model/rows.h"
#include "tests/core/model/bad_files.h"

#include <memory>
#include <numeric>

#include <QTest>

using namespace prism;
using namespace prism::test;
namespace fs = std::filesystem;

class TestNpyReader : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void hostileFiles_data();
  void hostileFiles();
  void columnMajorAndBigEndian_data();
  void columnMajorAndBigEndian();
  void readsScalars();
  void realFiles_data();
  void realFiles();
  void refusesRealObjects();

 private:
  std::unique_ptr<TemporaryFolder> m_folder;
  std::vector<BadRow> m_rows;
};

void TestNpyReader::initTestCase() {
  m_folder = std::make_unique<TemporaryFolder>();
  m_rows = make_bad_files("npy", *m_folder);
  QVERIFY(m_rows.size() > 30);
}

void TestNpyReader::hostileFiles_data() {
  QTest::addColumn<int>("index");
  for (std::size_t i = 0; i < m_rows.size(); ++i) QTest::newRow(m_rows[i].row.c_str()) << static_cast<int>(i);
}

void TestNpyReader::hostileFiles() {
  QFETCH(int, index);
  const BadRow& row = m_rows[static_cast<std::size_t>(index)];
  std::string problem = check_row(row, [](const fs::path& path) { return open_npy(path).warnings; });
  QVERIFY2(problem.empty(), problem.c_str());
  problem = check_row(row, [](const fs::path& path) { return open_model(path).warnings; });
  QVERIFY2(problem.empty(), problem.c_str());
}

void TestNpyReader::columnMajorAndBigEndian_data() {
  QTest::addColumn<QString>("name");
  QTest::newRow("column-major") << "09.npy";
  QTest::newRow("big-endian") << "10.npy";
}

void TestNpyReader::columnMajorAndBigEndian() {
  QFETCH(QString, name);
  const TensorFile file = open_npy(*m_folder / name.toStdString());
  const RowReader rows(file, file.get(""));
  QCOMPARE(rows.rows(), 3);
  QCOMPARE(rows.cols(), 4);
  std::vector<float> values(12);
  std::vector<float> expected(12);
  std::iota(expected.begin(), expected.end(), 0.0f);
  rows.read(0, 3, values.data());
  QCOMPARE(values, expected);
  float part[2];
  rows.read_part(2, 1, 2, part);
  QCOMPARE(part[0], 9.0f);
  QCOMPARE(part[1], 10.0f);
}

void TestNpyReader::readsScalars() {
  const TensorFile file = open_npy(*m_folder / "15.npy");
  QVERIFY(file.tensors[0].shape.empty());
  float value = 0;
  RowReader(file, file.tensors[0]).read(0, &value);
  QCOMPARE(value, 2.5f);
}

void TestNpyReader::realFiles_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<int>("rows");
  QTest::addColumn<int>("cols");
  QTest::newRow("word2vec") << "matrices/word2vec300.npy" << 968 << 300;
  QTest::newRow("glove") << "matrices/glove_twitter25.npy" << 968 << 25;
  QTest::newRow("candle") << "torch/candle/test.npy" << 10 << 1;
  QTest::newRow("ws") << "torch/tch-rs/ws.npy" << 4 << 257;
  QTest::newRow("in") << "torch/tch-rs/in.npy" << 2 << 257;
  QTest::newRow("out") << "torch/tch-rs/out.npy" << 2 << 4;
  QTest::newRow("bs") << "torch/tch-rs/bs.npy" << 4 << 1;
  QTest::newRow("mel filter bank") << "golden/mel/feature-melfb-142.npy" << 120 << 512;
  QTest::newRow("waveform") << "vocoder/hifigan-small/LJ001-0002_expected.npy" << 41728 << 1;
  QTest::newRow("log mel") << "vocoder/hifigan-small/LJ001-0002_logmel.npy" << 80 << 163;
}

void TestNpyReader::realFiles() {
  QFETCH(QString, name);
  QFETCH(int, rows);
  QFETCH(int, cols);
  const fs::path path = shared_file(name.toStdString());
  if (path.empty()) QSKIP("the shared test data is not there");
  const Model model = open_model(path);
  const RowReader reader = model.head();
  QCOMPARE(reader.rows(), rows);
  QCOMPARE(reader.cols(), cols);
  const TensorStatistics statistics = tensor_statistics(reader);
  QCOMPARE(statistics.count, std::int64_t{rows} * cols);
  QCOMPARE(statistics.nan_count + statistics.inf_count, 0);
  QVERIFY(statistics.min < statistics.max);
}

void TestNpyReader::refusesRealObjects() {
  for (const char* name : {"py2-np0-objarr.npy", "py2-objarr.npy", "py3-objarr.npy"}) {
    const fs::path path = shared_file(std::string("torch/numpy/") + name);
    if (path.empty()) QSKIP("the shared test data is not there");
    try {
      (void)open_npy(path);
      QFAIL("Python objects were read");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::unsupported);
    }
  }
}

QTEST_APPLESS_MAIN(TestNpyReader)
#include "tst_npy_reader.moc"
