// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tensor_slice.h"
#include "core/base/error.h"
#include "core/model/tensor_file.h"
#include "core/model/writers.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <numeric>

#include <QTest>

using namespace prism;
using namespace prism::app;

namespace {

// A file whose values count up in row-major order.
RowReader counting(const test::TemporaryFolder& folder, const std::vector<std::int64_t>& shape,
                   float step = 1) {
  TensorToWrite tensor;
  tensor.name = "t";
  tensor.shape = shape;
  std::int64_t count = 1;
  for (const std::int64_t extent : shape) count *= extent;
  const std::int64_t width = shape.size() > 1 ? count / shape[0] : count;
  tensor.rows = [=](std::int64_t first, std::int64_t rows, float* out) {
    for (std::int64_t i = 0; i < rows * width; ++i) out[i] = static_cast<float>(first * width + i) * step;
  };
  const auto path = folder / ("t" + std::to_string(count) + "_" + std::to_string(step) + ".safetensors");
  write_safetensors(path, {tensor});
  const TensorFile file = open_tensor_file(path);
  return RowReader(file, file.get("t"));
}

}  // namespace

class TestTensorSlice : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void threeDimensionsAreLeafedThrough() {
    const test::TemporaryFolder folder;
    const std::vector<std::int64_t> shape{3, 2, 5};
    const SlicePlan plan(shape);
    QCOMPARE(plan.count(), 3);
    const auto cells = read_slice(counting(folder, shape), plan, 2);
    QCOMPARE(cells.rows, 2);
    QCOMPARE(cells.cols, 5);
    QVERIFY(cells.exact());
    QCOMPARE(cells.mean.front(), 20.0f);
    QCOMPARE(cells.mean.back(), 29.0f);
  }
  void fourDimensionsToo() {
    const test::TemporaryFolder folder;
    const std::vector<std::int64_t> shape{2, 3, 4, 5};
    const SlicePlan plan(shape);
    QCOMPARE(plan.count(), 6);
    QCOMPARE(read_slice(counting(folder, shape), plan, 4).mean.front(), 80.0f);
  }
  void vectorsAndScalars() {
    const test::TemporaryFolder folder;
    const SlicePlan vector({7});
    QCOMPARE(vector.count(), 1);
    QCOMPARE(vector.cols(), 7);
    QCOMPARE(read_slice(counting(folder, {7}), vector, 0).mean[6], 6.0f);
    QCOMPARE(SlicePlan({}).count(), 1);
    QCOMPARE(SlicePlan({0, 4}).count(), 0);
  }
  void tallMatrixFirstWholeThenBlocks() {
    const test::TemporaryFolder folder;
    const std::vector<std::int64_t> shape{2500, 4};
    const SlicePlan plan(shape);
    QVERIFY(plan.by_rows());
    QCOMPARE(plan.count(), 4);
    const auto reader = counting(folder, shape);
    QCOMPARE(read_slice(reader, plan, 0).source_rows, 2500);
    QCOMPARE(plan.slice(3).first_row, 2048);
    QCOMPARE(plan.slice(3).rows, 452);
    QCOMPARE(read_slice(reader, plan, 3).mean.front(), 8192.0f);
  }
  void largePicturesAreReduced() {
    const test::TemporaryFolder folder;
    const std::vector<std::int64_t> shape{4096, 2048};
    const auto cells = read_slice(counting(folder, shape), SlicePlan(shape), 0);
    QCOMPARE(cells.rows, 1024);
    QCOMPARE(cells.cols, 1024);
    QCOMPARE(cells.source_rows, 4096);
    QCOMPARE(cells.least.front(), 0.0f);
    QCOMPARE(cells.greatest.front(), 3 * 2048 + 1.0f);
    QCOMPARE(cells.mean.front(), 1.5f * 2048 + 0.5f);
  }
  void differencesAndFigures() {
    const test::TemporaryFolder folder;
    const auto one = counting(folder, {4, 3}, 1);
    const auto two = counting(folder, {4, 3}, 2);
    const auto cells = read_difference(one, two, SlicePlan({4, 3}), 0);
    QCOMPARE(cells.mean.back(), 11.0f);
    const TensorComparison compared = compare_tensors(one, two);
    QCOMPARE(compared.max_abs, 11.0);
    QCOMPARE(compared.mean_abs, 5.5);
    QCOMPARE(compared.worst_row, 3);
    QCOMPARE(compared.different, 11);
    QVERIFY(std::abs(compared.cosine - 1) < 1e-12);
    QCOMPARE(compare_tensors(one, one).max_abs, 0.0);
    QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(compare_tensors(one, counting(folder, {3, 5}))));
  }
  void stops() {
    const test::TemporaryFolder folder;
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(Stopped,
                             static_cast<void>(read_slice(counting(folder, {8, 8}), SlicePlan({8, 8}), 0,
                                                          RunControl(stop.get_token()))));
  }
};

QTEST_APPLESS_MAIN(TestTensorSlice)
#include "tst_tensor_slice.moc"
