// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/floats.h"
#include "core/base/random.h"
#include "core/model/quantise.h"
#include "core/model/rows.h"
#include "core/model/writers.h"
#include "tests/support/test_data.h"

#include <array>
#include <cmath>
#include <cstring>

#include <QtTest>

using namespace prism;

namespace {

std::vector<float> noise(std::size_t count) {
  Random random(3);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(random.normal());
  return values;
}

TensorToWrite tensor_of(const std::string& name, DType dtype, std::vector<std::int64_t> shape,
                        const std::vector<float>& values) {
  TensorToWrite tensor{name, dtype, shape, {}, {}};
  const std::size_t cols =
      shape.size() < 2 ? values.size() : values.size() / static_cast<std::size_t>(shape[0]);
  tensor.rows = [&values, cols](std::int64_t first, std::int64_t count, float* out) {
    std::memcpy(out, values.data() + static_cast<std::size_t>(first) * cols,
                static_cast<std::size_t>(count) * cols * sizeof(float));
  };
  return tensor;
}

std::vector<float> read_back(const TensorFile& file, const std::string& name) {
  const RowReader rows(file, file.get(name));
  std::vector<float> values(static_cast<std::size_t>(rows.rows() * rows.cols()));
  rows.read(0, rows.rows(), values.data());
  return values;
}

float scale_of(const std::byte* block) {
  std::uint16_t bits = 0;
  std::memcpy(&bits, block, sizeof(bits));
  return f16_to_f32(bits);
}

}  // namespace

class TestGgufWriter : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void q8_0_block_by_hand() {
    // The greatest magnitude is 127, so the scale is 1 and every whole number is its own code.
    std::array<float, 32> values{};
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = static_cast<float>(static_cast<int>(i) * 4 - 60);
    values[7] = -127;
    std::array<std::byte, kQ8_0Bytes> block{};
    quantise_q8_0(values.data(), 32, block.data());
    QCOMPARE(scale_of(block.data()), 1.0f);
    for (std::size_t i = 0; i < values.size(); ++i) {
      QCOMPARE(static_cast<float>(static_cast<std::int8_t>(block[2 + i])), values[i]);
    }
  }

  void q4_0_block_by_hand() {
    // The value of greatest magnitude is −8, so the scale is 1; codes are value + 8, low nibbles first half.
    std::array<float, 32> values{};
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = static_cast<float>(static_cast<int>(i % 16) - 8);
    std::array<std::byte, kQ4_0Bytes> block{};
    quantise_q4_0(values.data(), 32, block.data());
    QCOMPARE(scale_of(block.data()), 1.0f);
    for (std::size_t j = 0; j < 16; ++j) {
      QCOMPARE(static_cast<int>(block[2 + j]), static_cast<int>(j | j << 4));
    }
    // A positive extreme turns the scale negative.
    for (float& value : values) value = -value;
    quantise_q4_0(values.data(), 32, block.data());
    QCOMPARE(scale_of(block.data()), -1.0f);
  }

  void zeros_stay_zeros() {
    const std::array<float, 32> zeros{};
    std::array<std::byte, kQ8_0Bytes> q8{};
    std::array<std::byte, kQ4_0Bytes> q4{};
    quantise_q8_0(zeros.data(), 32, q8.data());
    quantise_q4_0(zeros.data(), 32, q4.data());
    QCOMPARE(scale_of(q8.data()), 0.0f);
    QCOMPARE(std::fabs(scale_of(q4.data())), 0.0f);
  }

  void read_back_with_own_reader() {
    const auto matrix = noise(10 * 64);
    const auto odd = noise(3 * 20);
    const auto path = m_folder / "all.gguf";
    const std::uint64_t written = write_gguf(
        path,
        {tensor_of("f32", DType::f32, {10, 64}, matrix), tensor_of("f16", DType::f16, {10, 64}, matrix),
         tensor_of("bf16", DType::bf16, {10, 64}, matrix), tensor_of("q8", DType::q8_0, {10, 64}, matrix),
         tensor_of("q4", DType::q4_0, {10, 64}, matrix), tensor_of("odd", DType::q8_0, {3, 20}, odd),
         tensor_of("vector", DType::f32, {60}, odd), tensor_of("cube", DType::f32, {5, 4, 32}, matrix)},
        {{"general.name", "a test"}, {"prism.plan", "{}"}});
    QCOMPARE(written, static_cast<std::uint64_t>(std::filesystem::file_size(path)));
    const TensorFile file = open_gguf(path);
    QCOMPARE(file.tensors.size(), std::size_t{8});
    QCOMPARE(file.metadata.at("general.name"), std::string("a test"));
    QCOMPARE(file.metadata.at("prism.plan"), std::string("{}"));
    QVERIFY(!file.metadata.at("general.architecture").empty());
    QCOMPARE(file.get("cube").shape, (std::vector<std::int64_t>{5, 4, 32}));
    QCOMPARE(file.get("q8").dtype, DType::q8_0);
    QCOMPARE(file.get("q4").dtype, DType::q4_0);
    QCOMPARE(file.get("odd").dtype, DType::f16);  // 20 values do not fill a block
    QCOMPARE(read_back(file, "f32"), matrix);
    QCOMPARE(read_back(file, "cube"), matrix);
    QCOMPARE(read_back(file, "vector"), odd);
    const auto f16 = read_back(file, "f16");
    const auto bf16 = read_back(file, "bf16");
    for (std::size_t i = 0; i < matrix.size(); ++i) {
      QCOMPARE(f16[i], f16_to_f32(f32_to_f16(matrix[i])));
      QCOMPARE(bf16[i], bf16_to_f32(f32_to_bf16(matrix[i])));
    }
    check_blocks(matrix, read_back(file, "q8"), 127, 0.51f);
    // A value opposite to the extreme may need code 16 where 15 is the last.
    check_blocks(matrix, read_back(file, "q4"), 8, 1.01f);
  }

  void refusals() {
    const auto values = noise(64);
    const auto path = m_folder / "none.gguf";
    const auto refuse = [&](const TensorToWrite& tensor) {
      try {
        (void)write_gguf(path, {tensor});
        return false;
      } catch (const Error&) {
        return !std::filesystem::exists(path);
      }
    };
    QVERIFY(refuse(tensor_of(std::string(64, 'n'), DType::f32, {2, 32}, values)));
    QVERIFY(refuse(tensor_of("", DType::f32, {2, 32}, values)));
    QVERIFY(refuse(tensor_of("five", DType::f32, {2, 2, 2, 2, 4}, values)));
    QVERIFY(refuse(tensor_of("type", DType::boolean, {2, 32}, values)));
    std::vector<float> broken = values;
    broken[40] = std::nanf("");
    QVERIFY(refuse(tensor_of("nan", DType::q8_0, {2, 32}, broken)));
    QVERIFY_THROWS_EXCEPTION(Error, (void)write_gguf(path, {tensor_of("a", DType::f32, {2, 32}, values),
                                                            tensor_of("a", DType::f32, {2, 32}, values)}));
  }

 private:
  static void check_blocks(const std::vector<float>& exact, const std::vector<float>& seen, float steps,
                           float allowed_steps) {
    for (std::size_t begin = 0; begin < exact.size(); begin += 32) {
      float greatest = 0;
      for (std::size_t i = begin; i < begin + 32; ++i) greatest = std::max(greatest, std::fabs(exact[i]));
      for (std::size_t i = begin; i < begin + 32; ++i) {
        QVERIFY(std::fabs(exact[i] - seen[i]) <= allowed_steps * greatest / steps);
      }
    }
  }

  test::TemporaryFolder m_folder;
};

QTEST_APPLESS_MAIN(TestGgufWriter)
#include "tst_gguf_writer.moc"
