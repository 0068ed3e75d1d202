// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/samples/data.h"
#include "tests/core/samples/small_files.h"
#include "tests/support/test_data.h"

#include <numeric>
#include <set>
#include <thread>

#include <QTest>

using namespace prism;
using test::matrix;

namespace {

std::string message_of(const DataSpec& spec) {
  try {
    (void)open_samples(spec, 0);
  } catch (const Error& error) {
    return std::string(name_of(error.code())) + ": " + error.what();
  }
  return {};
}

}  // namespace

class TestMatrixSource : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void readsAnyOrder();
  void everyFormat();
  void pairsFile();
  void subsetIsSeeded();
  void splitKeyIsTheRow();
  void identityFollowsContent();
  void refusals();
  void threadsReadTheSame();
  void realMatrices();

 private:
  DataSpec two(std::int64_t x_rows, std::int64_t z_rows) {
    DataSpec spec;
    spec.x = m_folder / "x.npy";
    spec.z = m_folder / "z.npy";
    write_npy(spec.x, matrix("", x_rows, 3));
    write_npy(spec.z, matrix("", z_rows, 2, -1));
    return spec;
  }
  test::TemporaryFolder m_folder;
};

void TestMatrixSource::readsAnyOrder() {
  const auto source = open_samples(two(50, 50), 0);
  QCOMPARE(source->size(), 50);
  QCOMPARE(source->d_in(), 3);
  QCOMPARE(source->d_out(), 2);
  QVERIFY(source->domain() == Domain::matrices);
  const std::vector<std::int64_t> indices{49, 3, 4, 5, 0, 3};
  std::vector<float> x(18);
  std::vector<float> z(12);
  source->read(indices, x.data(), z.data());
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const auto row = static_cast<float>(indices[i]);
    QCOMPARE(x[3 * i + 2], 100 * row + 2);
    QCOMPARE(z[2 * i + 1], -row + 1);
  }
  QCOMPARE(source->describe(17).upper, std::string("row 17"));
  QVERIFY(source->describe(17).token_class.empty());
  QCOMPARE(source->candidates(), 0);
  QCOMPARE(source->truth_of(3), -1);
}

void TestMatrixSource::everyFormat() {
  for (const char* extension : {"npy", "safetensors", "pt"}) {
    DataSpec spec;
    spec.x = m_folder / (std::string("fx.") + extension);
    spec.z = m_folder / (std::string("fz.") + extension);
    write_tensors(spec.x, {matrix("a", 7, 3)});
    write_tensors(spec.z, {matrix("b", 7, 4)});
    const auto source = open_samples(spec, 0);
    std::vector<float> x(3);
    std::vector<float> z(4);
    source->read(std::vector<std::int64_t>{6}, x.data(), z.data());
    QCOMPARE(x[1], 601.0F);
    QCOMPARE(z[3], 603.0F);
  }
}

void TestMatrixSource::pairsFile() {
  DataSpec spec;
  spec.pairs = m_folder / "pairs.safetensors";
  write_safetensors(spec.pairs, {matrix("x", 40, 3), matrix("z", 40, 2)});
  QVERIFY(open_samples(spec, 0)->domain() == Domain::matrices);
  write_safetensors(spec.pairs, {matrix("x", 40, 3), matrix("z", 40, 2)}, {{"domain", "activations"}});
  const auto source = open_samples(spec, 0);
  QVERIFY(source->domain() == Domain::activations);
  QCOMPARE(source->size(), 40);
  write_safetensors(spec.pairs, {matrix("x", 40, 3)});
  QVERIFY(message_of(spec).find("not_found") == 0);
}

void TestMatrixSource::subsetIsSeeded() {
  DataSpec spec = two(200, 200);
  spec.max_samples = 20;
  const auto rows = [&](std::uint64_t seed) {
    const auto source = open_samples(spec, seed);
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < source->size(); ++i) names.push_back(source->describe(i).upper);
    return names;
  };
  const auto first = rows(1);
  QCOMPARE(first.size(), std::size_t{20});
  QCOMPARE(std::set<std::string>(first.begin(), first.end()).size(), std::size_t{20});
  QCOMPARE(rows(1), first);
  QVERIFY(rows(2) != first);
  QVERIFY(first.back() != "row 19");  // not the head of the file
  QVERIFY(open_samples(spec, 1)->identity() != open_samples(spec, 2)->identity());
  spec.max_samples = 500;
  QCOMPARE(open_samples(spec, 1)->size(), 200);
}

void TestMatrixSource::splitKeyIsTheRow() {
  DataSpec spec = two(6, 6);
  TensorToWrite twice = matrix("", 6, 3);
  const auto plain = twice.rows;
  twice.rows = [plain](std::int64_t first, std::int64_t count, float* out) {
    for (std::int64_t i = 0; i < count; ++i) plain((first + i) % 3, 1, out + 3 * i);
  };
  write_npy(spec.x, twice);
  const auto source = open_samples(spec, 0);
  for (std::int64_t row = 0; row < 3; ++row) QCOMPARE(source->split_key(row), source->split_key(row + 3));
  QVERIFY(source->split_key(0) != source->split_key(1));
  QCOMPARE(source->origin(4, true).row, std::int64_t{4});
  QVERIFY(source->origin(4, true).file.has_filename() && source->origin(4, false).file.has_filename());
}

void TestMatrixSource::identityFollowsContent() {
  const DataSpec spec = two(30, 30);
  const std::string before = open_samples(spec, 0)->identity();
  QCOMPARE(open_samples(spec, 5)->identity(), before);  // all samples: the seed decides nothing
  write_npy(spec.z, matrix("", 30, 2, -2));
  QVERIFY(open_samples(spec, 0)->identity() != before);
}

void TestMatrixSource::refusals() {
  const std::string differ = message_of(two(10, 11));
  QVERIFY2(differ.find("mismatch") == 0 && differ.find("x.npy [10, 3]") != std::string::npos &&
               differ.find("z.npy [11, 2]") != std::string::npos,
           differ.c_str());
  DataSpec spec = two(10, 10);
  spec.x = m_folder / "two.safetensors";
  write_safetensors(spec.x, {matrix("first", 10, 3), matrix("second", 10, 3)});
  const std::string several = message_of(spec);
  QVERIFY2(several.find("holds 2 tensors (\"first\", \"second\")") != std::string::npos, several.c_str());
  spec.x = m_folder / "missing.npy";
  QVERIFY(message_of(spec).find("not_found") == 0);
  spec = two(0, 0);
  QVERIFY(message_of(spec).find("no samples") != std::string::npos);
  spec = two(10, 10);
  spec.max_samples = -1;
  QVERIFY(message_of(spec).find("usage") == 0);
}

void TestMatrixSource::threadsReadTheSame() {
  DataSpec spec;
  spec.x = m_folder / "wide_x.npy";
  spec.z = m_folder / "wide_z.npy";
  write_npy(spec.x, matrix("", 3000, 301));
  write_npy(spec.z, matrix("", 3000, 207));
  const auto source = open_samples(spec, 0);
  std::vector<std::int64_t> all(3000);
  std::iota(all.rbegin(), all.rend(), 0);
  std::atomic<int> wrong{0};
  {
    std::vector<std::jthread> readers;
    for (int reader = 0; reader < 4; ++reader) {
      readers.emplace_back([&] {
        std::vector<float> x(3000 * 301);
        std::vector<float> z(3000 * 207);
        source->read(all, x.data(), z.data());
        for (std::size_t i = 0; i < 3000; ++i) {
          const auto row = static_cast<float>(all[i]);
          if (x[i * 301 + 300] != 100 * row + 300 || z[i * 207] != 100 * row) ++wrong;
        }
      });
    }
  }
  QCOMPARE(wrong.load(), 0);
}

void TestMatrixSource::realMatrices() {
  DataSpec spec;
  spec.x = test::shared_file("matrices/word2vec300.npy");
  spec.z = test::shared_file("matrices/glove_twitter25.npy");
  if (spec.x.empty()) QSKIP("real files are not there");
  const auto source = open_samples(spec, 0);
  QCOMPARE(source->d_in(), 300);
  QCOMPARE(source->d_out(), 25);
  const Split split = split_samples(*source, SplitKind::automatic, 0);
  QCOMPARE(static_cast<std::int64_t>(split.train.size() + split.validation.size() + split.test.size()),
           source->size());
}

QTEST_APPLESS_MAIN(TestMatrixSource)
#include "tst_matrix_source.moc"
