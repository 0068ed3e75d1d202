// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/rows.h"
#include "core/model/tensor_file.h"
#include "core/model/writers.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <vector>

#include <QProcess>
#include <QTest>

using namespace prism;
using prism::test::TemporaryFolder;
namespace fs = std::filesystem;

class TestModelWriters : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void npyIsReadByNumpy_data();
  void npyIsReadByNumpy();
  void npyOfRawBytes();
  void roundTrips_data();
  void roundTrips();
  void safetensorsLayout();
  void roundTripsARealModel();
  void refusals();
  void choosesByEnding();
  void failureLeavesNothing();
};

namespace {

/// Value of element i: exact in every type used here.
float value_at(std::int64_t i) {
  return static_cast<float>(i % 100 - 50) / 4.0f;
}

TensorToWrite tensor(const std::string& name, DType dtype, const std::vector<std::int64_t>& shape) {
  std::int64_t cols = 1;
  for (std::size_t axis = shape.size() < 2 ? 0 : 1; axis < shape.size(); ++axis) cols *= shape[axis];
  const auto fill = [cols](std::int64_t first, std::int64_t count, float* out) {
    for (std::int64_t i = 0; i < count * cols; ++i) out[i] = value_at(first * cols + i);
  };
  return {name, dtype, shape, fill, {}};
}

ErrorCode code_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

QString python(const QString& program, const fs::path& file) {
  QProcess process;
  process.start("/usr/bin/python3", {"-c", program, QString::fromStdString(file.string())});
  if (!process.waitForFinished(60000) || process.exitCode() != 0) {
    return "failed: " + QString::fromUtf8(process.readAllStandardError());
  }
  return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

void check_values(const RowReader& rows) {
  std::vector<float> values(static_cast<std::size_t>(rows.rows() * rows.cols()));
  rows.read(0, rows.rows(), values.data());
  for (std::size_t i = 0; i < values.size(); ++i) {
    QCOMPARE(values[i], value_at(static_cast<std::int64_t>(i)));
  }
}

}  // namespace

void TestModelWriters::npyIsReadByNumpy_data() {
  QTest::addColumn<int>("type");
  QTest::addColumn<QVector<int>>("shape");
  QTest::addColumn<QString>("expected");
  QTest::newRow("f32 matrix") << static_cast<int>(DType::f32) << QVector<int>{30, 7}
                              << "float32 (30, 7) -12.5 -10.25 True 0";
  QTest::newRow("f16 vector") << static_cast<int>(DType::f16) << QVector<int>{5}
                              << "float16 (5,) -12.5 -11.5 True 0";
  QTest::newRow("f64 cube") << static_cast<int>(DType::f64) << QVector<int>{2, 3, 4}
                            << "float64 (2, 3, 4) -12.5 -6.75 True 0";
  QTest::newRow("scalar") << static_cast<int>(DType::f32) << QVector<int>{}
                          << "float32 () -12.5 -12.5 True 0";
}

void TestModelWriters::npyIsReadByNumpy() {
  QFETCH(int, type);
  QFETCH(QVector<int>, shape);
  QFETCH(QString, expected);
  const TemporaryFolder folder;
  const fs::path file = folder / "a.npy";
  const std::vector<std::int64_t> extents(shape.begin(), shape.end());
  const std::uint64_t written = write_npy(file, tensor("", static_cast<DType>(type), extents));
  QCOMPARE(written, std::uint64_t{fs::file_size(file)});
  // The array's data must begin at a multiple of 64, as NumPy's own writer has it.
  const QString found = python(
      "import sys, os, numpy\n"
      "a = numpy.load(sys.argv[1])\n"
      "print(a.dtype, a.shape, a.ravel()[0], a.ravel()[-1], a.flags['C_CONTIGUOUS'],"
      " (os.path.getsize(sys.argv[1]) - a.nbytes) % 64)",
      file);
  QCOMPARE(found, expected);
  const TensorFile again = open_npy(file);
  check_values(RowReader(again, again.tensors[0]));
}

void TestModelWriters::npyOfRawBytes() {
  const TemporaryFolder folder;
  const std::string codes("\x00\x7F\xFF\x80", 4);
  TensorToWrite raw{"", DType::u8, {2, 2}, {}, std::as_bytes(std::span(codes))};
  write_npy(folder / "a.npy", raw);
  QCOMPARE(python("import sys, numpy; print(numpy.load(sys.argv[1]).tolist())", folder / "a.npy"),
           QString("[[0, 127], [255, 128]]"));
}

void TestModelWriters::roundTrips_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<int>("type");
  for (const char* ending : {"safetensors", "npy", "pt", "gguf"}) {
    for (const DType dtype : {DType::f32, DType::f16, DType::bf16}) {
      if (dtype == DType::bf16 && std::string(ending) == "npy") continue;
      QTest::newRow((std::string(ending) + " " + std::string(name_of(dtype))).c_str())
          << QString("a.") + ending << static_cast<int>(dtype);
    }
  }
}

void TestModelWriters::roundTrips() {
  QFETCH(QString, name);
  QFETCH(int, type);
  const TemporaryFolder folder;
  const fs::path file = folder / name.toStdString();
  const std::uint64_t written = write_tensors(file, {tensor("w", static_cast<DType>(type), {33, 65})});
  QCOMPARE(written, std::uint64_t{fs::file_size(file)});
  const TensorFile again = open_tensor_file(file);
  QCOMPARE(again.tensors.size(), std::size_t{1});
  QCOMPARE(again.tensors[0].dtype, static_cast<DType>(type));
  QCOMPARE(again.tensors[0].shape, (std::vector<std::int64_t>{33, 65}));
  check_values(RowReader(again, again.tensors[0]));
}

void TestModelWriters::safetensorsLayout() {
  const TemporaryFolder folder;
  const std::string codes = "abc";
  write_safetensors(folder / "a.safetensors",
                    {{"codes", DType::u8, {3}, {}, std::as_bytes(std::span(codes))},
                     tensor("half \"quoted\" ✓", DType::bf16, {3, 5}),
                     tensor("wide", DType::f64, {2}),
                     tensor("empty", DType::f32, {0, 4}),
                     tensor("scalar", DType::f32, {})},
                    {{"key", "value"}, {"json", "{\"a\":1}"}});
  const TensorFile file = open_safetensors(folder / "a.safetensors");
  QCOMPARE(file.tensors.size(), std::size_t{5});
  QCOMPARE(file.metadata.at("json"), std::string("{\"a\":1}"));
  for (const TensorInfo& info : file.tensors) {
    QCOMPARE(info.offset % static_cast<std::uint64_t>(layout_of(info.dtype).block_bytes), std::uint64_t{0});
  }
  check_values(RowReader(file, file.get("half \"quoted\" ✓")));
  check_values(RowReader(file, file.get("scalar")));
  QCOMPARE(file.get("empty").shape, (std::vector<std::int64_t>{0, 4}));
}

void TestModelWriters::roundTripsARealModel() {
  const fs::path source = prism::test::shared_file("llm/books-lower/model.safetensors");
  if (source.empty()) QSKIP("the shared test data is not there");
  const TensorFile model = open_safetensors(source);
  std::vector<TensorToWrite> tensors;
  for (const TensorInfo& info : model.tensors) {
    tensors.push_back({info.name, info.dtype, info.shape, {}, model.data(info)});
  }
  const TemporaryFolder folder;
  write_safetensors(folder / "copy.safetensors", tensors, model.metadata);
  const TensorFile copy = open_safetensors(folder / "copy.safetensors");
  QCOMPARE(copy.tensors.size(), model.tensors.size());
  QCOMPARE(copy.metadata, model.metadata);
  for (const TensorInfo& info : model.tensors) {
    const auto before = model.data(info);
    const auto after = copy.data(copy.get(info.name));
    QVERIFY(std::equal(before.begin(), before.end(), after.begin(), after.end()));
  }
}

void TestModelWriters::refusals() {
  const TemporaryFolder folder;
  QCOMPARE(code_of([&] { write_npy(folder / "a.npy", tensor("", DType::bf16, {2})); }),
           ErrorCode::unsupported);
  QCOMPARE(code_of([&] { write_safetensors(folder / "a.safetensors", {tensor("w", DType::q8_0, {32})}); }),
           ErrorCode::unsupported);
  QCOMPARE(code_of([&] {
             write_safetensors(folder / "a.safetensors",
                               {tensor("w", DType::f32, {2}), tensor("w", DType::f32, {2})});
           }),
           ErrorCode::usage);
  QCOMPARE(code_of([&] {
             write_safetensors(folder / "a.safetensors", {tensor("__metadata__", DType::f32, {2})});
           }),
           ErrorCode::usage);
  QCOMPARE(code_of([&] {
             write_safetensors(folder / "a.safetensors", {{"w", DType::f32, {2}, {}, {}}});
           }),
           ErrorCode::usage);
  QCOMPARE(code_of([&] {
             write_safetensors(folder / "a.safetensors", {{"w", DType::f32, {-2}, {}, {}}});
           }),
           ErrorCode::usage);
}

void TestModelWriters::choosesByEnding() {
  const TemporaryFolder folder;
  write_tensors(folder / "A.SAFETENSORS", {tensor("w", DType::f32, {2, 2})});
  QCOMPARE(open_tensor_file(folder / "A.SAFETENSORS").format, std::string("safetensors"));
  QCOMPARE(code_of([&] { write_tensors(folder / "a.txt", {tensor("w", DType::f32, {2})}); }),
           ErrorCode::usage);
  QCOMPARE(code_of([&] {
             write_tensors(folder / "a.npy", {tensor("v", DType::f32, {2}), tensor("w", DType::f32, {2})});
           }),
           ErrorCode::usage);
}

void TestModelWriters::failureLeavesNothing() {
  const TemporaryFolder folder;
  write_file(folder / "a.safetensors", "old");
  TensorToWrite failing = tensor("w", DType::f32, {4, 2});
  failing.rows = [](std::int64_t, std::int64_t, float*) { throw Error(ErrorCode::io, "the source is gone"); };
  QCOMPARE(code_of([&] { write_safetensors(folder / "a.safetensors", {failing}); }), ErrorCode::io);
  QCOMPARE(read_file(folder / "a.safetensors"), std::string("old"));
  QCOMPARE(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), std::ptrdiff_t{1});
}

QTEST_APPLESS_MAIN(TestModelWriters)
#include "tst_model_writers.moc"
