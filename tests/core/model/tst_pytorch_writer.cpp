// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/floats.h"
#include "core/model/writers.h"
#include "tests/core/model/pytorch_process.h"

#include <cmath>

#include <QtTest>

using namespace prism;
namespace fs = std::filesystem;

namespace {

/// A tensor whose element i is i/8, exact in every type for small i.
TensorToWrite counting(const std::string& name, DType dtype, std::vector<std::int64_t> shape) {
  TensorToWrite tensor{name, dtype, shape, {}, {}};
  std::int64_t elements = 1;
  for (const std::int64_t extent : shape) elements *= extent;
  const std::int64_t cols = shape.size() < 2 ? elements : elements / std::max<std::int64_t>(shape[0], 1);
  tensor.rows = [cols](std::int64_t first, std::int64_t count, float* out) {
    for (std::int64_t i = 0; i < count * cols; ++i) out[i] = static_cast<float>(first * cols + i) / 8;
  };
  return tensor;
}

}  // namespace

class TestPytorchWriter : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void round_trip() {
    const fs::path path = m_folder / "round.pt";
    const std::uint64_t written = write_pytorch(path, tensors());
    QCOMPARE(written, static_cast<std::uint64_t>(fs::file_size(path)));
    const TensorFile file = open_pytorch(path);
    QVERIFY(file.warnings.empty());
    QCOMPARE(file.tensors.size(), tensors().size());
    for (const TensorToWrite& tensor : tensors()) {
      const TensorInfo& found = file.get(tensor.name);
      QCOMPARE(found.shape, tensor.shape);
      QCOMPARE(found.dtype, tensor.dtype);
      QCOMPARE(found.offset % 64, std::uint64_t{0});
      const auto values = test::values_of(file, found);
      for (std::size_t i = 0; i < values.size(); ++i) {
        const float expected =
            tensor.dtype == DType::i64 ? static_cast<float>(m_numbers[i]) : static_cast<float>(i) / 8;
        QCOMPARE(values[i], tensor.dtype == DType::bf16 ? bf16_to_f32(f32_to_bf16(expected)) : expected);
      }
    }
  }

  void torch_load_opens_it() {
    const fs::path path = m_folder / "for_torch.pt";
    (void)write_pytorch(path, tensors());
    const auto dump = test::dump_with_torch({path});
    if (!dump) QSKIP("python3-torch is not installed");
    const Json& seen = dump->at(path.string());
    QVERIFY(seen.is_object());
    const std::string problem = test::difference(open_pytorch(path), seen);
    QVERIFY2(problem.empty(), problem.c_str());
    QCOMPARE(seen.at("half").at("dtype").get<std::string>(), std::string("float16"));
    QCOMPARE(seen.at("brain").at("dtype").get<std::string>(), std::string("bfloat16"));
    QCOMPARE(seen.at("numbers").at("dtype").get<std::string>(), std::string("int64"));
  }

  void many_tensors() {
    std::vector<TensorToWrite> many;
    for (int i = 0; i < 20000; ++i) many.push_back(counting("layers." + std::to_string(i), DType::f32, {1}));
    (void)write_pytorch(m_folder / "many.pt", many);
    QCOMPARE(open_pytorch(m_folder / "many.pt").tensors.size(), many.size());
  }

  void same_tensors_same_bytes() {
    (void)write_pytorch(m_folder / "one.pt", tensors());
    (void)write_pytorch(m_folder / "two.pt", tensors());
    QFile one(QString::fromStdString((m_folder / "one.pt").string()));
    QFile two(QString::fromStdString((m_folder / "two.pt").string()));
    QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
    QCOMPARE(one.readAll(), two.readAll());
  }

  void refusals_leave_the_old_file() {
    const fs::path path = m_folder / "kept.pt";
    (void)write_pytorch(path, {counting("a", DType::f32, {2, 2})});
    const auto size = fs::file_size(path);
    QVERIFY_THROWS_EXCEPTION(Error, (void)write_pytorch(path, {counting("a", DType::q8_0, {1, 32})}));
    QVERIFY_THROWS_EXCEPTION(
        Error, (void)write_pytorch(path, {counting("a", DType::f32, {2}), counting("a", DType::f32, {3})}));
    TensorToWrite failing = counting("a", DType::f32, {2, 2});
    failing.rows = [](std::int64_t, std::int64_t, float*) {
      throw Error(ErrorCode::io, "the source is gone");
    };
    QVERIFY_THROWS_EXCEPTION(Error, (void)write_pytorch(path, {failing}));
    TensorToWrite short_raw{"a", DType::i64, {4}, {}, std::as_bytes(std::span(m_numbers).first(2))};
    QVERIFY_THROWS_EXCEPTION(Error, (void)write_pytorch(path, {short_raw}));
    QCOMPARE(fs::file_size(path), size);
    QCOMPARE(std::distance(fs::directory_iterator(m_folder.path()), fs::directory_iterator()),
             static_cast<std::ptrdiff_t>(m_files_before + 1));
  }

  void init() {
    m_files_before =
        static_cast<int>(std::distance(fs::directory_iterator(m_folder.path()), fs::directory_iterator()));
  }

 private:
  std::vector<TensorToWrite> tensors() const {
    return {counting("matrix", DType::f32, {300, 7}),
            counting("half", DType::f16, {5, 3}),
            counting("brain", DType::bf16, {4, 2, 3}),
            counting("double", DType::f64, {9}),
            counting("scalar", DType::f32, {}),
            counting("empty", DType::f32, {0, 4}),
            {"numbers", DType::i64, {4}, {}, std::as_bytes(std::span(m_numbers))}};
  }

  test::TemporaryFolder m_folder;
  int m_files_before = 0;
  std::array<std::int64_t, 4> m_numbers{1, -2, 3, 1 << 20};
};

QTEST_APPLESS_MAIN(TestPytorchWriter)
#include "tst_pytorch_writer.moc"
