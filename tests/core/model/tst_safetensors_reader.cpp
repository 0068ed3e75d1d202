// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/model.h"
#include "core/model/rows.h"
#include "core/model/tensor_file.h"
#include "core/model/writers.h"
#include "tests/core/model/bad_files.h"

#include <cmath>
#include <memory>

#include <QTest>

using namespace prism;
using namespace prism::test;
namespace fs = std::filesystem;

class TestSafetensorsReader : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void hostileFiles_data();
  void hostileFiles();
  void hostileFilesByContent_data() { hostileFiles_data(); }
  void hostileFilesByContent();
  void tellsOfNotANumber();
  void readsTensorsAndMetadata();
  void readsShards();
  void realFiles_data();
  void realFiles();

 private:
  std::unique_ptr<TemporaryFolder> m_folder;
  std::vector<BadRow> m_rows;
};

void TestSafetensorsReader::initTestCase() {
  m_folder = std::make_unique<TemporaryFolder>();
  m_rows = make_bad_files("safetensors", *m_folder);
  QVERIFY(m_rows.size() > 50);
}

void TestSafetensorsReader::hostileFiles_data() {
  QTest::addColumn<int>("index");
  for (std::size_t i = 0; i < m_rows.size(); ++i) QTest::newRow(m_rows[i].row.c_str()) << static_cast<int>(i);
}

void TestSafetensorsReader::hostileFiles() {
  QFETCH(int, index);
  const std::string problem = check_row(m_rows[static_cast<std::size_t>(index)], [](const fs::path& path) {
    return fs::is_directory(path) ? open_model(path).warnings : open_safetensors(path).warnings;
  });
  QVERIFY2(problem.empty(), problem.c_str());
}

void TestSafetensorsReader::hostileFilesByContent() {
  QFETCH(int, index);
  const std::string problem = check_row(m_rows[static_cast<std::size_t>(index)],
                                        [](const fs::path& path) { return open_model(path).warnings; });
  QVERIFY2(problem.empty(), problem.c_str());
}

void TestSafetensorsReader::tellsOfNotANumber() {
  const TensorFile file = open_safetensors(*m_folder / "29.safetensors");
  const TensorStatistics statistics = tensor_statistics(RowReader(file, file.get("w")));
  QCOMPARE(statistics.nan_count, 1);
  QCOMPARE(statistics.inf_count, 1);
  QCOMPARE(statistics.max, 2.0);
}

void TestSafetensorsReader::readsTensorsAndMetadata() {
  const TemporaryFolder folder;
  const std::vector<float> values{1, -2, 3.5f, 0, 7, 8};
  const auto rows = [&](std::int64_t first, std::int64_t count, float* out) {
    std::copy_n(values.begin() + first * 3, count * 3, out);
  };
  write_safetensors(folder / "a.safetensors",
                    {{"second", DType::f16, {2, 3}, rows, {}}, {"first", DType::f32, {2, 3}, rows, {}}},
                    {{"note", "kept"}});
  const TensorFile file = open_tensor_file(folder / "a.safetensors");
  QCOMPARE(file.format, std::string("safetensors"));
  QCOMPARE(file.metadata.at("note"), std::string("kept"));
  QCOMPARE(file.tensors.size(), std::size_t{2});
  QCOMPARE(file.tensors[0].name, std::string("first"));
  QCOMPARE(file.get("second").shape, (std::vector<std::int64_t>{2, 3}));
  QCOMPARE(file.data(file.get("second")).size(), std::size_t{12});
  std::vector<float> read(6);
  RowReader(file, file.get("second")).read(0, 2, read.data());
  QCOMPARE(read, values);
  try {
    (void)file.get("frist");
    QFAIL("found a tensor that is not there");
  } catch (const Error& error) {
    QCOMPARE(error.code(), ErrorCode::not_found);
    QVERIFY(error.expected().find("first") != std::string::npos);
  }
}

void TestSafetensorsReader::readsShards() {
  const TensorFile file = open_model(*m_folder / "31j").tensors;
  QCOMPARE(file.tensors.size(), std::size_t{1});
  QCOMPARE(file.files.at(file.get("w").file)->path().filename().string(), std::string("b.safetensors"));
}

void TestSafetensorsReader::realFiles_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<int>("tensors");
  QTest::newRow("books-upper") << "llm/books-upper/model.safetensors" << 39;
  QTest::newRow("books-lower") << "llm/books-lower/model.safetensors" << 38;
  QTest::newRow("hifigan-small") << "vocoder/hifigan-small/generator.safetensors" << 156;
  QTest::newRow("silero") << "torch/silero/silero_vad_16k.safetensors" << 15;
  QTest::newRow("multi_layer") << "torch/burn/safetensors-tests/multi_layer.safetensors" << 9;
  QTest::newRow("jfk-codes") << "torch/candle/jfk-codes.safetensors" << 1;
  QTest::newRow("voices") << "torch/candle/voices.safetensors" << 2;
}

void TestSafetensorsReader::realFiles() {
  QFETCH(QString, name);
  QFETCH(int, tensors);
  const fs::path path = shared_file(name.toStdString());
  if (path.empty()) QSKIP("the shared test data is not there");
  const TensorFile file = open_tensor_file(path);
  QCOMPARE(static_cast<int>(file.tensors.size()), tensors);
  QVERIFY(file.warnings.empty());
  for (const TensorInfo& tensor : file.tensors) {
    const TensorStatistics statistics = tensor_statistics(RowReader(file, tensor), 8);
    QCOMPARE(statistics.count, tensor.elements());
    QCOMPARE(statistics.nan_count, 0);
    QVERIFY(std::isfinite(statistics.norm));
  }
}

QTEST_APPLESS_MAIN(TestSafetensorsReader)
#include "tst_safetensors_reader.moc"
