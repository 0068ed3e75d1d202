// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/lowbit/packed_file.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <vector>

#include <QtTest/QtTest>

using namespace prism;

namespace {

PackedMatrix some_matrix(const char* grid, std::int64_t rows, std::int64_t cols) {
  Random random(1);
  std::vector<float> weights(static_cast<std::size_t>(rows * cols));
  for (float& each : weights) each = static_cast<float>(random.normal());
  return quantise_matrix(weights, rows, cols, grid_named(grid));
}

/// The parts of a file, each of which a test may spoil.
struct Parts {
  std::vector<std::uint8_t> codes;
  std::vector<float> lut, scales;
  std::vector<std::int64_t> codes_shape;
  std::string matrices = R"({"w":{"rows":3,"cols":5,"bits":4,"grid":"prime13"}})";
  std::string format = "prism-packed 1";
  DType scales_type = DType::f32;

  Parts() {
    const PackedMatrix matrix = some_matrix("prime13", 3, 5);
    codes.assign(matrix.codes.begin(), matrix.codes.end());
    lut = matrix.grid.values;
    scales.assign(matrix.scales.begin(), matrix.scales.end());
    codes_shape = {3, 3};
  }
  void write(const std::filesystem::path& file) const {
    const auto tensor = [](const char* name, DType dtype, std::vector<std::int64_t> shape,
                           std::span<const std::byte> raw) {
      TensorToWrite out;
      out.name = name;
      out.dtype = dtype;
      out.shape = std::move(shape);
      out.raw = raw;
      return out;
    };
    std::vector<TensorToWrite> tensors{
        tensor("w.codes", DType::u8, codes_shape, std::as_bytes(std::span(codes)))};
    if (!lut.empty())
      tensors.push_back(tensor("w.lut", DType::f32, {static_cast<std::int64_t>(lut.size())},
                               std::as_bytes(std::span(lut))));
    if (!scales.empty())
      tensors.push_back(tensor("w.scales", scales_type, {static_cast<std::int64_t>(scales.size())},
                               std::as_bytes(std::span(scales))));
    write_safetensors(file, tensors, {{"format", format}, {"matrices", matrices}});
  }
};

}  // namespace

class TestPackedFile final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void comes_back_as_it_was();
  void good_parts_are_accepted();
  void bad_files_are_refused_data();
  void bad_files_are_refused();
  void other_safetensors_are_told_apart();
  void other_programs_get_plain_weights();
};

void TestPackedFile::comes_back_as_it_was() {
  const test::TemporaryFolder folder;
  const PackedMatrix four = some_matrix("nf4", 6, 33), five = some_matrix("prime25", 4, 21),
                     bare = some_matrix("lloyd15", 2, 64);
  const std::vector<float> norm{1, 2, 3};
  TensorToWrite other;
  other.name = "norm";
  other.shape = {3};
  other.raw = std::as_bytes(std::span(norm));
  write_packed(folder / "m.safetensors", {{"a", four}, {"b.weight", five}, {"", bare}}, {other},
               {{"hidden_size", 64}}, {{"run", "{}"}});
  const PackedFile file = open_packed(folder / "m.safetensors");
  QCOMPARE(file.matrices.size(), std::size_t{3});
  QCOMPARE(file.low_bit_parameters(), std::int64_t{6 * 33 + 4 * 21 + 2 * 64});
  QCOMPARE(file.parameters(), file.low_bit_parameters() + 3);
  QCOMPARE(file.low_bit_bytes(), four.bytes() + five.bytes() + bare.bytes());
  QCOMPARE(file.config["hidden_size"].get<int>(), 64);
  QCOMPARE(file.metadata.at("run"), std::string("{}"));
  QCOMPARE(file.others.size(), std::size_t{1});
  QCOMPARE(file.others.front().name, std::string("norm"));
  for (const auto& [name, matrix] :
       {std::pair<std::string, const PackedMatrix*>("a", &four), {"b.weight", &five}, {"", &bare}}) {
    const PackedMatrix* read = file.find(name);
    QVERIFY(read != nullptr);
    QCOMPARE(read->grid, matrix->grid);
    QVERIFY(std::equal(read->codes.begin(), read->codes.end(), matrix->codes.begin(), matrix->codes.end()));
    QVERIFY(
        std::equal(read->scales.begin(), read->scales.end(), matrix->scales.begin(), matrix->scales.end()));
  }
  QVERIFY(file.find("c") == nullptr);
}

void TestPackedFile::good_parts_are_accepted() {
  const test::TemporaryFolder folder;
  Parts().write(folder / "m.safetensors");
  QCOMPARE(open_packed(folder / "m.safetensors").matrices.size(), std::size_t{1});
}

using Spoil = std::function<void(Parts&)>;
Q_DECLARE_METATYPE(Spoil)

void TestPackedFile::bad_files_are_refused_data() {
  QTest::addColumn<Spoil>("spoil");
  QTest::addColumn<QString>("says");
  const auto row = [](const char* name, const char* says, Spoil spoil) {
    QTest::newRow(name) << spoil << QString(says);
  };
  row("another table", "not the table", [](Parts& p) { p.lut[0] = -2; });
  row("a table not ascending", "ascending", [](Parts& p) { std::swap(p.lut[2], p.lut[3]); });
  row("a table with NaN", "finite", [](Parts& p) { p.lut[4] = std::numeric_limits<float>::quiet_NaN(); });
  row("a table larger than its bits", "at most 16", [](Parts& p) { p.lut.resize(17, 2.0F); });
  row("a table of one value", "2 or more", [](Parts& p) { p.lut.resize(1); });
  row("no table", "missing", [](Parts& p) { p.lut.clear(); });
  row("scales with NaN", "finite", [](Parts& p) { p.scales[1] = std::numeric_limits<float>::quiet_NaN(); });
  row("infinite scales", "finite", [](Parts& p) { p.scales[1] = std::numeric_limits<float>::infinity(); });
  row("negative scales", "negative", [](Parts& p) { p.scales[2] = -1; });
  row("too few scales", "one a row", [](Parts& p) { p.scales.pop_back(); });
  row("too many scales", "at most 3", [](Parts& p) { p.scales.push_back(1); });
  row("scales of another type", "F32", [](Parts& p) { p.scales_type = DType::i32; });
  row("truncated codes", "[3, 3]", [](Parts& p) {
    p.codes.resize(8);
    p.codes_shape = {4, 2};
  });
  row("codes of an odd length", "[3, 3]", [](Parts& p) {
    p.codes.resize(7);
    p.codes_shape = {7};
  });
  row("a code beyond the table", "0 to 12", [](Parts& p) { p.codes[4] = 0xD1; });
  row("no rows", "1 or more",
      [](Parts& p) { p.matrices = R"({"w":{"rows":0,"cols":5,"bits":4,"grid":"prime13"}})"; });
  row("columns beyond all", "columns", [](Parts& p) {
    p.matrices = R"({"w":{"rows":3,"cols":9223372036854775807,"bits":5,"grid":"prime25"}})";
    p.lut = grid_named("prime25").values;
  });
  row("three bits", "4 or 5",
      [](Parts& p) { p.matrices = R"({"w":{"rows":3,"cols":5,"bits":3,"grid":"x"}})"; });
  row("named grid with other bits", "5 bits", [](Parts& p) {
    p.matrices = R"({"w":{"rows":3,"cols":5,"bits":5,"grid":"prime13"}})";
    p.codes_shape = {3, 5};
    p.codes.resize(15);
  });
  row("a matrix that is not there", "missing",
      [](Parts& p) { p.matrices = R"({"v":{"rows":3,"cols":5,"bits":4,"grid":"prime13"}})"; });
  row("a field of another type", "rows",
      [](Parts& p) { p.matrices = R"({"w":{"rows":"3","cols":5,"bits":4,"grid":"prime13"}})"; });
  row("a list of matrices", "object", [](Parts& p) { p.matrices = "[]"; });
  row("matrices cut short", "m.safetensors", [](Parts& p) { p.matrices = R"({"w":{"rows":3)"; });
  row("a later version", "later version", [](Parts& p) { p.format = "prism-packed 2"; });
  row("another format", "packed", [](Parts& p) { p.format = "pt"; });
}

void TestPackedFile::bad_files_are_refused() {
  QFETCH(Spoil, spoil);
  QFETCH(QString, says);
  const test::TemporaryFolder folder;
  Parts parts;
  spoil(parts);
  parts.write(folder / "m.safetensors");
  try {
    (void)open_packed(folder / "m.safetensors");
    QFAIL("accepted");
  } catch (const Error& error) {
    QVERIFY(error.code() == ErrorCode::format || error.code() == ErrorCode::unsupported);
    QVERIFY(error.file() == folder / "m.safetensors");
    QVERIFY2(QString(error.what()).contains(says), error.what());
  }
}

void TestPackedFile::other_safetensors_are_told_apart() {
  const test::TemporaryFolder folder;
  Parts().write(folder / "packed.safetensors");
  Parts other;
  other.format = "pt";
  other.write(folder / "other.safetensors");
  QVERIFY(is_packed(open_safetensors(folder / "packed.safetensors")));
  QVERIFY(!is_packed(open_safetensors(folder / "other.safetensors")));
}

void TestPackedFile::other_programs_get_plain_weights() {
  const test::TemporaryFolder folder;
  const PackedMatrix matrix = some_matrix("prime25", 4, 21);
  const std::vector<float> norm{1, 2, 3};
  TensorToWrite other;
  other.name = "norm";
  other.shape = {3};
  other.raw = std::as_bytes(std::span(norm));
  write_packed(folder / "m.safetensors", {{"w", matrix}}, {other});
  QVERIFY(export_packed(open_packed(folder / "m.safetensors"), folder / "plain.safetensors", DType::f32) > 0);
  const TensorFile plain = open_safetensors(folder / "plain.safetensors");
  std::vector<float> expected(4 * 21);
  dequantise_rows(matrix, 0, 4, expected.data());
  const auto bytes = plain.data(plain.get("w"));
  QCOMPARE(bytes.size(), expected.size() * sizeof(float));
  QCOMPARE(std::memcmp(bytes.data(), expected.data(), bytes.size()), 0);
  QCOMPARE(std::memcmp(plain.data(plain.get("norm")).data(), norm.data(), 12), 0);
}

QTEST_APPLESS_MAIN(TestPackedFile)
#include "tst_packed_file.moc"
