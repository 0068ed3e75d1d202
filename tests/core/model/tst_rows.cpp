// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/floats.h"
#include "core/base/random.h"
#include "core/model/rows.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

#include <QTest>

using namespace prism;
using prism::test::TemporaryFolder;
namespace fs = std::filesystem;

class TestRows : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void convertsEveryPlainType_data();
  void convertsEveryPlainType();
  void convertsEveryHalf();
  void convertsEightBitFloats();
  void quantisedBlocks_data();
  void quantisedBlocks();
  void quantisedPartsOfRows();
  void rowsAndParts();
  void columnMajorAboveOnePiece();
  void stridedViews();
  void vectorsAreRowsOfOne();
  void refusesWhatCannotBeRead();
  void refusesRowsOutside();
  void noticesAShorterFile();
  void statistics();
  void statisticsOfWideRows();
  void statisticsOfOneValue();
  void statisticsStop();

 private:
  /// A file with these bytes and one tensor over all of them.
  TensorFile file_of(const std::string& bytes, DType dtype, std::vector<std::int64_t> shape);

  TemporaryFolder m_folder;
  int m_files = 0;
};

namespace {

template <typename T>
std::string bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

std::string numbers(DType dtype, const std::vector<int>& values) {
  std::string bytes;
  const auto add = [&](auto value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof(value)); };
  for (const int value : values) {
    switch (dtype) {
      case DType::f64:
        add(static_cast<double>(value));
        break;
      case DType::f32:
        add(static_cast<float>(value));
        break;
      case DType::f16:
        add(f32_to_f16(static_cast<float>(value)));
        break;
      case DType::bf16:
        add(f32_to_bf16(static_cast<float>(value)));
        break;
      case DType::i64:
      case DType::u64:
        add(std::int64_t{value});
        break;
      case DType::i32:
      case DType::u32:
        add(std::int32_t{value});
        break;
      case DType::i16:
      case DType::u16:
        add(static_cast<std::int16_t>(value));
        break;
      default:
        add(static_cast<std::int8_t>(value));
    }
  }
  return bytes;
}

std::vector<float> all_of(const RowReader& rows) {
  std::vector<float> values(static_cast<std::size_t>(rows.rows() * rows.cols()));
  rows.read(0, rows.rows(), values.data());
  return values;
}

ErrorCode code_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

}  // namespace

TensorFile TestRows::file_of(const std::string& bytes, DType dtype, std::vector<std::int64_t> shape) {
  const fs::path path = m_folder / std::to_string(m_files++);
  write_file(path, bytes);
  TensorFile file;
  file.files.push_back(MappedFile::open(path));
  TensorInfo tensor;
  tensor.name = "t";
  tensor.dtype = dtype;
  tensor.shape = std::move(shape);
  tensor.bytes = bytes.size();
  file.tensors.push_back(tensor);
  return file;
}

void TestRows::convertsEveryPlainType_data() {
  QTest::addColumn<int>("type");
  for (const DType dtype : {DType::f64, DType::f32, DType::f16, DType::bf16, DType::i64, DType::i32,
                            DType::i16, DType::i8, DType::u64, DType::u32, DType::u16, DType::u8}) {
    QTest::newRow(std::string(name_of(dtype)).c_str()) << static_cast<int>(dtype);
  }
}

void TestRows::convertsEveryPlainType() {
  QFETCH(int, type);
  const auto dtype = static_cast<DType>(type);
  const bool is_unsigned = name_of(dtype).starts_with('U');
  std::vector<int> values{0, 1, 2, 100, 127, 5, 77, 3, 9, 60, 11, 12};
  if (!is_unsigned) values[3] = -100;
  // Behind one odd byte: data in files need not be aligned.
  TensorFile file = file_of("x" + numbers(dtype, values), dtype, {4, 3});
  file.tensors[0].offset = 1;
  const std::vector<float> expected(values.begin(), values.end());
  QCOMPARE(all_of(RowReader(file, file.tensors[0])), expected);
  // The same numbers with their bytes turned round.
  std::string turned = numbers(dtype, values);
  const auto width = static_cast<std::size_t>(layout_of(dtype).block_bytes);
  for (std::size_t i = 0; i < turned.size(); i += width) {
    std::reverse(turned.begin() + static_cast<std::ptrdiff_t>(i),
                 turned.begin() + static_cast<std::ptrdiff_t>(i + width));
  }
  TensorFile big = file_of(turned, dtype, {4, 3});
  big.tensors[0].big_endian = true;
  QCOMPARE(all_of(RowReader(big, big.tensors[0])), expected);
}

void TestRows::convertsEveryHalf() {
  std::vector<std::uint16_t> bits(65536);
  std::iota(bits.begin(), bits.end(), std::uint16_t{0});
  const TensorFile file = file_of(bytes_of(bits), DType::f16, {256, 256});
  const std::vector<float> values = all_of(RowReader(file, file.tensors[0]));
  for (std::size_t i = 0; i < bits.size(); ++i) {
    const int exponent = bits[i] >> 10 & 31;
    const int mantissa = bits[i] & 1023;
    if (exponent == 31 && mantissa != 0) {
      QVERIFY(std::isnan(values[i]));
      continue;
    }
    double expected =
        exponent == 31 ? std::numeric_limits<double>::infinity()
                       : std::ldexp(exponent == 0 ? mantissa : mantissa + 1024, std::max(exponent, 1) - 25);
    if ((bits[i] & 0x8000) != 0) expected = -expected;
    QCOMPARE(static_cast<double>(values[i]), expected);
  }
}

void TestRows::convertsEightBitFloats() {
  // From the OCP specification: greatest, smallest normal, smallest subnormal, one.
  const TensorFile e4m3 = file_of(std::string("\x7E\x08\x01\x38\xB8\x7F", 6), DType::f8_e4m3, {1, 6});
  const std::vector<float> a = all_of(RowReader(e4m3, e4m3.tensors[0]));
  QCOMPARE(a[0], 448.0f);
  QCOMPARE(a[1], 0x1p-6f);
  QCOMPARE(a[2], 0x1p-9f);
  QCOMPARE(a[3], 1.0f);
  QCOMPARE(a[4], -1.0f);
  QVERIFY(std::isnan(a[5]));
  const TensorFile e5m2 = file_of(std::string("\x7B\x04\x01\x3C\x7C", 5), DType::f8_e5m2, {1, 5});
  const std::vector<float> b = all_of(RowReader(e5m2, e5m2.tensors[0]));
  QCOMPARE(b[0], 57344.0f);
  QCOMPARE(b[1], 0x1p-14f);
  QCOMPARE(b[2], 0x1p-16f);
  QCOMPARE(b[3], 1.0f);
  QVERIFY(std::isinf(b[4]));
}

void TestRows::quantisedBlocks_data() {
  QTest::addColumn<int>("type");
  for (int type = static_cast<int>(DType::q4_0); type <= static_cast<int>(DType::q6_k); ++type) {
    QTest::newRow(std::string(name_of(static_cast<DType>(type))).c_str()) << type;
  }
}

void TestRows::quantisedBlocks() {
  QFETCH(int, type);
  const auto dtype = static_cast<DType>(type);
  // Random blocks and their values, computed once by an independent NumPy program.
  const Json golden = read_json_file(prism::test::own_file("quantised_blocks.json"));
  const Json& block = golden.at(std::string(name_of(dtype)));
  const QByteArray bytes =
      QByteArray::fromHex(QByteArray::fromStdString(block.at("bytes").get<std::string>()));
  const auto expected = block.at("values").get<std::vector<float>>();
  QCOMPARE(static_cast<int>(bytes.size()), layout_of(dtype).block_bytes);
  QCOMPARE(static_cast<int>(expected.size()), layout_of(dtype).block_elements);
  const TensorFile file = file_of(bytes.toStdString(), dtype, {1, layout_of(dtype).block_elements});
  const std::vector<float> values = all_of(RowReader(file, file.tensors[0]));
  for (std::size_t i = 0; i < values.size(); ++i) {
    QVERIFY2(std::abs(values[i] - expected[i]) <= 1e-5f * (1 + std::abs(expected[i])),
             std::to_string(i).c_str());
  }
}

void TestRows::quantisedPartsOfRows() {
  std::string bytes;
  for (int block = 0; block < 6; ++block) {
    const std::uint16_t one = f32_to_f16(1.0f);
    bytes.append(reinterpret_cast<const char*>(&one), 2);
    for (int i = 0; i < 32; ++i) bytes += static_cast<char>(block * 20 + i % 20);
  }
  const TensorFile file = file_of(bytes, DType::q8_0, {2, 96});
  const RowReader rows(file, file.tensors[0]);
  const std::vector<float> whole = all_of(rows);
  QCOMPARE(whole[96 + 33], 81.0f);
  for (const auto& [col, count] : {std::pair(0, 96), {1, 95}, {31, 2}, {32, 32}, {40, 8}, {5, 0}, {20, 70}}) {
    std::vector<float> part(static_cast<std::size_t>(count));
    rows.read_part(1, col, count, part.data());
    QVERIFY(std::equal(part.begin(), part.end(), whole.begin() + 96 + col));
  }
}

void TestRows::rowsAndParts() {
  std::vector<float> values(35);
  std::iota(values.begin(), values.end(), 0.0f);
  // Three axes: the last two lie within a row.
  const TensorFile file = file_of(bytes_of(values), DType::f32, {7, 1, 5});
  const RowReader rows(file, file.tensors[0]);
  QCOMPARE(rows.rows(), 7);
  QCOMPARE(rows.cols(), 5);
  float row[5];
  rows.read(3, row);
  QCOMPARE(row[4], 19.0f);
  rows.read_part(6, 2, 3, row);
  QCOMPARE(row[0], 32.0f);
  rows.read(7, 0, row);
  rows.forget(0, 100);
  rows.read(0, row);
  QCOMPARE(row[1], 1.0f);
}

void TestRows::columnMajorAboveOnePiece() {
  constexpr int kRows = 700;
  std::vector<std::int32_t> values(3 * kRows);
  std::iota(values.begin(), values.end(), 0);
  TensorFile file = file_of(bytes_of(values), DType::i32, {kRows, 3});
  file.tensors[0].fortran = true;
  const RowReader rows(file, file.tensors[0]);
  const std::vector<float> read = all_of(rows);
  for (int row = 0; row < kRows; ++row) {
    for (int col = 0; col < 3; ++col) {
      QCOMPARE(read[static_cast<std::size_t>(row * 3 + col)], static_cast<float>(col * kRows + row));
    }
  }
  // Three axes, column-major: element (i, j, k) stands at i + 7 (j + 2 k).
  TensorFile cube = file_of(bytes_of(std::vector<std::int32_t>(values.begin(), values.begin() + 42)),
                            DType::i32, {7, 2, 3});
  cube.tensors[0].fortran = true;
  const std::vector<float> cells = all_of(RowReader(cube, cube.tensors[0]));
  QCOMPARE(cells[static_cast<std::size_t>(5 * 6 + 1 * 3 + 2)], static_cast<float>(5 + 7 * (1 + 2 * 2)));
}

void TestRows::stridedViews() {
  std::vector<float> values(24);
  std::iota(values.begin(), values.end(), 0.0f);
  TensorFile file = file_of(bytes_of(values), DType::f32, {2, 3});
  file.tensors[0].strides = {12, 2};
  QCOMPARE(all_of(RowReader(file, file.tensors[0])), (std::vector<float>{0, 2, 4, 12, 14, 16}));
  file.tensors[0].shape = {2, 2, 2};
  file.tensors[0].strides = {1, 12, 3};
  QCOMPARE(all_of(RowReader(file, file.tensors[0])), (std::vector<float>{0, 3, 12, 15, 1, 4, 13, 16}));
  file.tensors[0].strides = {0, 0, 0};
  QCOMPARE(all_of(RowReader(file, file.tensors[0])), std::vector<float>(8, 0.0f));
}

void TestRows::vectorsAreRowsOfOne() {
  const TensorFile file = file_of(bytes_of(std::vector<float>{1, 2, 3}), DType::f32, {3});
  const RowReader rows(file, file.tensors[0]);
  QCOMPARE(rows.rows(), 3);
  QCOMPARE(rows.cols(), 1);
  QCOMPARE(all_of(rows), (std::vector<float>{1, 2, 3}));
}

void TestRows::refusesWhatCannotBeRead() {
  const auto refusal = [](TensorFile file) {
    return code_of([&] { (void)RowReader(file, file.tensors[0]); });
  };
  QCOMPARE(refusal(file_of(std::string(8, 'x'), DType::c64, {1})), ErrorCode::unsupported);
  QCOMPARE(refusal(file_of(std::string(8, 'x'), DType::f32, {3})), ErrorCode::format);
  QCOMPARE(refusal(file_of(std::string(8, 'x'), DType::f32, {std::int64_t{1} << 40, std::int64_t{1} << 40})),
           ErrorCode::format);
  TensorFile strided = file_of(std::string(8, 'x'), DType::f32, {2});
  strided.tensors[0].strides = {2};
  QCOMPARE(refusal(strided), ErrorCode::format);
  strided.tensors[0].strides = {-1};
  QCOMPARE(refusal(strided), ErrorCode::format);
  strided.tensors[0].strides = {std::numeric_limits<std::int64_t>::max()};
  QCOMPARE(refusal(strided), ErrorCode::format);
  TensorFile beyond = file_of(std::string(8, 'x'), DType::f32, {1});
  beyond.tensors[0].offset = 9;
  QCOMPARE(refusal(beyond), ErrorCode::format);
}

void TestRows::refusesRowsOutside() {
  const TensorFile file = file_of(std::string(24, 'x'), DType::f32, {2, 3});
  const RowReader rows(file, file.tensors[0]);
  float out[6];
  constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
  for (const auto& [first, count] :
       {std::pair<std::int64_t, std::int64_t>(-1, 1), {0, 3}, {2, 1}, {1, kHuge}, {kHuge, 1}}) {
    QCOMPARE(code_of([&] { rows.read(first, count, out); }), ErrorCode::usage);
  }
  QCOMPARE(code_of([&] { rows.read_part(0, 2, 2, out); }), ErrorCode::usage);
}

void TestRows::noticesAShorterFile() {
  const TensorFile file = file_of(std::string(8192, 'x'), DType::u8, {2, 4096});
  const RowReader rows(file, file.tensors[0]);
  fs::resize_file(rows.path(), 100);
  std::vector<float> out(8192);
  QCOMPARE(code_of([&] { rows.read(0, 2, out.data()); }), ErrorCode::io);
}

void TestRows::statistics() {
  Random random(5);
  std::vector<float> values(20000);
  for (float& value : values) value = static_cast<float>(1000 + random.normal());
  values[7] = std::numeric_limits<float>::quiet_NaN();
  values[8] = std::numeric_limits<float>::infinity();
  values[9] = -std::numeric_limits<float>::infinity();
  const TensorFile file = file_of(bytes_of(values), DType::f32, {200, 100});
  const TensorStatistics found = tensor_statistics(RowReader(file, file.tensors[0]), 10);
  double sum = 0;
  double squares = 0;
  double count = 0;
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    sum += value;
    squares += static_cast<double>(value) * value;
    ++count;
  }
  double deviations = 0;
  for (const float value : values) {
    if (std::isfinite(value)) deviations += (value - sum / count) * (value - sum / count);
  }
  QCOMPARE(found.count, 20000);
  QCOMPARE(found.nan_count, 1);
  QCOMPARE(found.inf_count, 2);
  QVERIFY(std::abs(found.mean - sum / count) < 1e-9);
  QVERIFY(std::abs(found.std - std::sqrt(deviations / count)) < 1e-9);
  QVERIFY(std::abs(found.norm - std::sqrt(squares)) < 1e-6);
  QCOMPARE(found.histogram.above, 1);
  QCOMPARE(found.histogram.below, 1);
  QCOMPARE(found.histogram.not_a_number, 1);
  QCOMPARE(found.histogram.counts.size(), std::size_t{10});
  QCOMPARE(std::accumulate(found.histogram.counts.begin(), found.histogram.counts.end(), std::int64_t{0}),
           19997);
  QCOMPARE(found.histogram.low, found.min);
  QCOMPARE(found.histogram.high, found.max);
}

void TestRows::statisticsOfWideRows() {
  // One row wider than a block of the pass, read in parts.
  std::vector<std::uint8_t> values(600001);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(i % 4);
  const TensorFile file = file_of(bytes_of(values), DType::u8, {1, 600001});
  const TensorStatistics found = tensor_statistics(RowReader(file, file.tensors[0]), 4);
  QCOMPARE(found.count, 600001);
  QCOMPARE(found.histogram.counts, (std::vector<std::int64_t>{150001, 150000, 150000, 150000}));
}

void TestRows::statisticsOfOneValue() {
  const TensorFile file = file_of(bytes_of(std::vector<float>{3, 3, 3}), DType::f32, {3});
  const TensorStatistics found = tensor_statistics(RowReader(file, file.tensors[0]), 4);
  QCOMPARE(found.std, 0.0);
  QVERIFY(found.histogram.low < 3 && found.histogram.high > 3);
  QCOMPARE(std::accumulate(found.histogram.counts.begin(), found.histogram.counts.end(), std::int64_t{0}), 3);
  const TensorFile large = file_of(bytes_of(std::vector<float>{3e38f, 3e38f}), DType::f32, {2});
  const TensorStatistics of_large = tensor_statistics(RowReader(large, large.tensors[0]), 4);
  QCOMPARE(
      std::accumulate(of_large.histogram.counts.begin(), of_large.histogram.counts.end(), std::int64_t{0}),
      2);
  const TensorFile none = file_of("", DType::f32, {0, 5});
  QCOMPARE(tensor_statistics(RowReader(none, none.tensors[0])).count, 0);
}

void TestRows::statisticsStop() {
  const TensorFile file = file_of(std::string(24, 'x'), DType::f32, {2, 3});
  std::stop_source stop;
  stop.request_stop();
  QVERIFY_EXCEPTION_THROWN(
      (void)tensor_statistics(RowReader(file, file.tensors[0]), 4, RunControl(stop.get_token())), Stopped);
}

QTEST_APPLESS_MAIN(TestRows)
#include "tst_rows.moc"
