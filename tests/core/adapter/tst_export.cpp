// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapter_fixture.h"
#include "core/base/error.h"
#include "core/model/rows.h"
#include "core/model/tensor_file.h"
#include "tests/support/test_data.h"

#include <cmath>

#include <QProcess>
#include <QtTest>

using namespace prism;
using namespace prism::test;
namespace fs = std::filesystem;

namespace {

std::vector<float> values_of(const TensorFile& file, const std::string& name) {
  const RowReader reader(file, file.get(name));
  std::vector<float> values(static_cast<std::size_t>(reader.rows() * reader.cols()));
  reader.read(0, reader.rows(), values.data());
  return values;
}

double largest_difference(const std::vector<float>& a, const std::vector<float>& b) {
  if (a.size() != b.size()) return INFINITY;
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max<double>(largest, std::fabs(a[i] - b[i]));
  return largest;
}

}  // namespace

class TestExport : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void assembled_data();
  void assembled();
  void tiles_data();
  void tiles();
  void pytorch_opens_with_torch();
  void numpy_opens_npy();
  void what_does_not_fit_is_refused();
};

void TestExport::assembled_data() {
  QTest::addColumn<QByteArray>("name");
  QTest::addColumn<QByteArray>("dtype");
  QTest::addColumn<double>("tolerance");
  const auto row = [](const char* name, const char* dtype, double tolerance) {
    QTest::addRow("%s %s", name, dtype) << QByteArray(name) << QByteArray(dtype) << tolerance;
  };
  for (const char* name : {"a.safetensors", "a.pt", "a.gguf", "a.npy"}) row(name, "f32", 0);
  for (const char* name : {"a.safetensors", "a.pt", "a.gguf", "a.npy"}) row(name, "f16", 2e-3);
  for (const char* name : {"a.safetensors", "a.pt"}) row(name, "bf16", 2e-2);
  row("a.gguf", "q8_0", 3e-2);
  row("a.gguf", "q4_0", 0.6);
}

void TestExport::assembled() {
  QFETCH(QByteArray, name);
  QFETCH(QByteArray, dtype);
  QFETCH(double, tolerance);
  const TemporaryFolder folder;
  const Adapter adapter = random_adapter(plan_of(64, 23, 12, Remainder::overlap));
  const fs::path path = folder / name.toStdString();
  const ExportResult result = export_adapter(adapter, path, dtype.toStdString(), true);
  QCOMPARE(result.tensors, 2);
  std::vector<float> weight;
  std::vector<float> bias;
  assemble(adapter, weight, bias);
  const bool npy = path.extension() == ".npy";
  const TensorFile file = open_tensor_file(path);
  QCOMPARE(file.get(npy ? "" : "weight").shape, (std::vector<std::int64_t>{23, 64}));
  const double away = largest_difference(values_of(file, npy ? "" : "weight"), weight);
  QVERIFY2(away <= tolerance, qPrintable(QString::number(away)));
  const TensorFile bias_file = npy ? open_tensor_file(folder / "a.bias.npy") : file;
  QVERIFY(largest_difference(values_of(bias_file, npy ? "" : "bias"), bias) == 0);
  QCOMPARE(result.bytes, fs::file_size(path) + (npy ? fs::file_size(folder / "a.bias.npy") : 0));
}

void TestExport::tiles_data() {
  QTest::addColumn<QByteArray>("name");
  for (const char* name : {"a.safetensors", "a.pt", "a.gguf"}) QTest::newRow(name) << QByteArray(name);
}

void TestExport::tiles() {
  QFETCH(QByteArray, name);
  const TemporaryFolder folder;
  const Adapter adapter = random_adapter(plan_of(37, 23, 12));
  const fs::path path = folder / name.toStdString();
  QCOMPARE(export_adapter(adapter, path, "f32", false).tensors, 5);
  const TensorFile file = open_tensor_file(path);
  const TileStore& store = adapter.pipes[0];
  QCOMPARE(file.get("pipe.1.tiles").shape,
           (std::vector<std::int64_t>{store.tiles(), store.tile_rows(), store.tile_cols()}));
  const std::vector<float> all = values_of(file, "pipe.1.tiles");
  const auto tile = adapter.tile(7);
  QVERIFY(std::equal(tile.begin(), tile.end(), all.begin() + 7 * static_cast<std::ptrdiff_t>(tile.size())));
  QVERIFY(values_of(file, "mean.x") == adapter.mean_x);
  QVERIFY(values_of(file, "mean.z") == adapter.mean_z);
  QVERIFY(values_of(file, "pipe.weights") == adapter.pipe_weights);
  const std::vector<float> layout = values_of(file, "workers");
  const Worker& worker = adapter.worker(7);
  QCOMPARE(layout[7 * 5 + 1], static_cast<float>(worker.rows.begin));
  QCOMPARE(layout[7 * 5 + 4], static_cast<float>(worker.cols.end));
}

void TestExport::pytorch_opens_with_torch() {
  QProcess python;
  python.start("/usr/bin/python3", {"-c", "import torch"});
  if (!python.waitForFinished(60000) || python.exitCode() != 0) QSKIP("python3-torch is not installed");
  const TemporaryFolder folder;
  const Adapter adapter = random_adapter(plan_of(37, 23, 12));
  export_adapter(adapter, folder / "a.pt", "f32", true);
  export_adapter(adapter, folder / "tiles.pt", "bf16", false);
  const std::vector<float> x = random_floats(37, 3);
  std::vector<float> y(23);
  forward(adapter, x.data(), 1, y.data());
  QStringList numbers;
  for (const float value : x) numbers << QString::number(static_cast<double>(value), 'g', 9);
  const QString script =
      QString(
          "import torch, sys\n"
          "layer = torch.nn.Linear(37, 23)\n"
          "layer.load_state_dict(torch.load(sys.argv[1]))\n"
          "tiles = torch.load(sys.argv[2])\n"
          "assert tiles['pipe.1.tiles'].dtype == torch.bfloat16, tiles['pipe.1.tiles'].dtype\n"
          "assert tiles['workers'].shape == (12, 5)\n"
          "print(*layer(torch.tensor([%1])).tolist())\n")
          .arg(numbers.join(","));
  python.start("/usr/bin/python3", {"-c", script, QString::fromStdString((folder / "a.pt").string()),
                                    QString::fromStdString((folder / "tiles.pt").string())});
  QVERIFY(python.waitForFinished(60000));
  QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
  const QStringList words = QString::fromUtf8(python.readAllStandardOutput()).split(' ');
  QCOMPARE(words.size(), 23);
  for (int i = 0; i < 23; ++i)
    QVERIFY(std::fabs(words[i].toFloat() - y[static_cast<std::size_t>(i)]) < 1e-4F);
}

void TestExport::numpy_opens_npy() {
  QProcess python;
  python.start("/usr/bin/python3", {"-c", "import numpy"});
  if (!python.waitForFinished(60000) || python.exitCode() != 0) QSKIP("python3-numpy is not installed");
  const TemporaryFolder folder;
  const Adapter adapter = random_adapter(plan_of(37, 23, 12));
  export_adapter(adapter, folder / "a.npy", "f32", true);
  std::vector<float> weight;
  std::vector<float> bias;
  assemble(adapter, weight, bias);
  python.start("/usr/bin/python3",
               {"-c", "import numpy, sys; a = numpy.load(sys.argv[1]); print(*a.shape, a.dtype, a[2, 5])",
                QString::fromStdString((folder / "a.npy").string())});
  QVERIFY(python.waitForFinished(60000));
  const QStringList words = QString::fromUtf8(python.readAllStandardOutput()).trimmed().split(' ');
  QCOMPARE(words.mid(0, 3), (QStringList{"23", "37", "float32"}));
  QVERIFY(std::fabs(words.value(3).toFloat() - weight[2 * 37 + 5]) < 1e-5F);
}

void TestExport::what_does_not_fit_is_refused() {
  const TemporaryFolder folder;
  const Adapter adapter = random_adapter(plan_of(37, 23, 12));
  QVERIFY_EXCEPTION_THROWN(export_adapter(adapter, folder / "a.npy", "f32", false), Error);
  QVERIFY_EXCEPTION_THROWN(export_adapter(adapter, folder / "a.pt", "q8_0", true), Error);
  QVERIFY_EXCEPTION_THROWN(export_adapter(adapter, folder / "a.pt", "f7", true), Error);
  QVERIFY_EXCEPTION_THROWN(export_adapter(adapter, folder / "a.xyz", "f32", true), Error);
  QVERIFY(fs::is_empty(folder.path()));
  Adapter experts = adapter;
  experts.plan.pipes[0].experts = 2;
  QVERIFY_EXCEPTION_THROWN(export_adapter(experts, folder / "a.safetensors", "f32", true), Error);
  QVERIFY(fs::is_empty(folder.path()));
}

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
