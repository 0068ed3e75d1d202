// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/solve/statistics_torch.h"
#include "core/solve/train.h"
#include "tests/core/solve/memory_source.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <fstream>
#include <limits>

#include <ATen/ATen.h>

// Torch declares macros of its own; Qt comes last.
#include <QTest>

using namespace prism;
using prism::test::MemorySource;

namespace {

/// Straight from the definition, in f64.
Centred by_definition(const MemorySource& source, const std::vector<std::int64_t>& train,
                      const std::vector<std::int64_t>& rows) {
  const auto matrix = [&](const std::vector<std::int64_t>& wanted, bool is_x) {
    const std::int64_t width = is_x ? source.d_in() : source.d_out();
    at::Tensor all = at::tensor(is_x ? source.x : source.z).to(at::kDouble).view({source.size(), width});
    return all.index_select(0, at::tensor(wanted, at::kLong));
  };
  const at::Tensor x = matrix(rows, true) - matrix(train, true).mean(0);
  const at::Tensor z = matrix(rows, false) - matrix(train, false).mean(0);
  return {static_cast<std::int64_t>(rows.size()), at::mm(x.t(), x), at::mm(x.t(), z), z.square().sum(0)};
}

double difference(const at::Tensor& a, const at::Tensor& b) {
  return ((a - b).abs().max() / b.abs().max()).item<double>();
}

}  // namespace

class TestStatistics : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void agreeWithTheirDefinition_data();
  void agreeWithTheirDefinition();
  void hugeMeansLoseNothing();
  void aCacheIsUsedOnlyWhenItFits();
  void aTrainingCollectsWithItsOwnThreads();
  void widePanelsGiveTheSameSums();
  void aDamagedCacheIsCollectedAgain();
  void sameSeedSameBytes();
  void valuesThatAreNotFiniteAreRefusedByRow();
  void aStopLeavesNothing();
  void tooFewSamplesAreRefused();
};

void TestStatistics::agreeWithTheirDefinition_data() {
  QTest::addColumn<bool>("double_precision");
  QTest::addColumn<double>("tolerance");
  QTest::newRow("single") << false << 1e-5;
  QTest::newRow("double") << true << 1e-12;
}

void TestStatistics::agreeWithTheirDefinition() {
  QFETCH(bool, double_precision);
  QFETCH(double, tolerance);
  // More rows than one block holds, so that sums over blocks are tried too.
  const MemorySource source = test::linear_pair(12000, 13, 7, 0.3, 1);
  StatisticsOptions options;
  options.double_precision = double_precision;
  const StatisticsPtr statistics = collect_statistics(source, options);
  const Split& split = statistics->split;
  QCOMPARE(statistics->train.count + statistics->validation.count + statistics->test.count, source.size());
  for (const auto& [part, rows] : {std::pair{Part::train, &split.train},
                                   {Part::validation, &split.validation},
                                   {Part::test, &split.test}}) {
    const Centred expected = by_definition(source, split.train, *rows);
    const Centred actual = statistics->centred(part);
    QCOMPARE(actual.count, expected.count);
    QVERIFY(difference(actual.gram, expected.gram) < tolerance);
    QVERIFY(difference(actual.cross, expected.cross) < tolerance);
    QVERIFY(difference(actual.zz, expected.zz) < tolerance);
  }
  QCOMPARE(bytes_of(*statistics), std::uint64_t{8 * (3 * (13 * 13 + 13 * 7 + 13 + 7 + 7) + 13 + 7)});
}

void TestStatistics::hugeMeansLoseNothing() {
  MemorySource source = test::linear_pair(5000, 9, 4, 0.3, 2);
  for (float& value : source.x) value += 30000;
  for (float& value : source.z) value -= 20000;
  const StatisticsPtr statistics = collect_statistics(source, {});
  const Centred expected = by_definition(source, statistics->split.train, statistics->split.train);
  const Centred actual = statistics->centred(Part::train);
  QVERIFY(difference(actual.gram, expected.gram) < 1e-5);
  QVERIFY(difference(actual.cross, expected.cross) < 1e-5);
}

void TestStatistics::aCacheIsUsedOnlyWhenItFits() {
  const test::TemporaryFolder folder;
  MemorySource source = test::linear_pair(300, 6, 3, 0.3, 3);
  StatisticsOptions options;
  options.cache = folder / "a.stats";
  const StatisticsPtr first = collect_statistics(source, options);
  QVERIFY(std::filesystem::exists(options.cache));
  source.x_at(0, 0) += 5;  // under the same identity: only a stored copy can still agree
  const StatisticsPtr again = collect_statistics(source, options);
  QVERIFY(at::equal(first->train.gram, again->train.gram));
  QVERIFY(at::equal(first->test.cross, again->test.cross));
  QCOMPARE(again->split.train, first->split.train);
  source.name = "other data";
  const StatisticsPtr other = collect_statistics(source, options);
  QVERIFY(other->identity != first->identity);
  QVERIFY(!at::equal(first->train.gram, other->train.gram) ||
          !at::equal(first->test.gram, other->test.gram) ||
          !at::equal(first->validation.gram, other->validation.gram));
  options.seed = 1;
  QVERIFY(collect_statistics(source, options)->identity != other->identity);
}

void TestStatistics::aTrainingCollectsWithItsOwnThreads() {
  const test::TemporaryFolder folder;
  MemorySource source = test::linear_pair(300, 6, 3, 0.3, 3);
  StatisticsOptions options;
  options.cache = folder / "a.stats";
  set_compute_threads(1);
  const StatisticsPtr first = collect_statistics(source, options);
  source.x_at(0, 0) += 5;  // under the same identity: only a stored copy can still agree
  set_compute_threads(2);
  options.any_threads = true;
  QVERIFY(at::equal(first->train.gram, collect_statistics(source, options)->train.gram));
  options.any_threads = false;
  const StatisticsPtr own = collect_statistics(source, options);
  set_compute_threads(0);
  QVERIFY(own->identity == first->identity);
  QVERIFY(!at::equal(first->train.gram, own->train.gram) || !at::equal(first->test.gram, own->test.gram) ||
          !at::equal(first->validation.gram, own->validation.gram));
}

void TestStatistics::widePanelsGiveTheSameSums() {
  // Wider than a panel, several blocks, blocks of G alone.
  const MemorySource source = test::linear_pair(700, 1100, 40, 0.3, 9);
  StatisticsOptions exact;
  exact.double_precision = true;
  const StatisticsPtr single = collect_statistics(source, {});
  const StatisticsPtr twice = collect_statistics(source, exact);
  const auto apart = [](const at::Tensor& a, const at::Tensor& b) {
    return ((a - b).norm() / b.norm()).item<double>();
  };
  QVERIFY(apart(single->train.gram, twice->train.gram) < 1e-6);
  QVERIFY(apart(single->train.cross, twice->train.cross) < 1e-6);
  QVERIFY(at::equal(single->train.gram, single->train.gram.t()));
}

void TestStatistics::aDamagedCacheIsCollectedAgain() {
  const test::TemporaryFolder folder;
  const MemorySource source = test::linear_pair(300, 6, 3, 0.3, 4);
  StatisticsOptions options;
  options.cache = folder / "a.stats";
  const StatisticsPtr first = collect_statistics(source, options);
  const std::string whole = read_file(options.cache);
  std::string flipped = whole;
  flipped[flipped.size() - 9] = static_cast<char>(flipped[flipped.size() - 9] ^ 1);
  for (const std::string& damaged :
       {flipped, whole.substr(0, whole.size() / 2), std::string("not a file"), std::string()}) {
    write_file(options.cache, damaged);
    const StatisticsPtr again = collect_statistics(source, options);
    QVERIFY(at::equal(first->train.gram, again->train.gram));
    QVERIFY(at::equal(first->test.zz, again->test.zz));
    QVERIFY(read_file(options.cache) == whole);
  }
}

void TestStatistics::sameSeedSameBytes() {
  const MemorySource source = test::linear_pair(3000, 20, 10, 0.3, 5);
  const StatisticsPtr a = collect_statistics(source, {});
  const StatisticsPtr b = collect_statistics(source, {});
  QVERIFY(at::equal(a->train.gram, b->train.gram));
  QVERIFY(at::equal(a->validation.cross, b->validation.cross));
}

void TestStatistics::valuesThatAreNotFiniteAreRefusedByRow() {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                          -std::numeric_limits<float>::infinity()}) {
    for (const bool in_x : {true, false}) {
      MemorySource source = test::linear_pair(2000, 5, 4, 0.3, 6);
      (in_x ? source.x_at(1234, 3) : source.z_at(1234, 3)) = bad;
      try {
        (void)collect_statistics(source, {});
        QFAIL("accepted");
      } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::format);
        QCOMPARE(error.position(), std::string("row 1234, column 3"));
        QVERIFY2(error.reason().find(in_x ? "x holds" : "z holds") != std::string::npos, error.what());
      }
    }
  }
}

void TestStatistics::aStopLeavesNothing() {
  const test::TemporaryFolder folder;
  const MemorySource source = test::linear_pair(300, 6, 3, 0.3, 7);
  StatisticsOptions options;
  options.cache = folder / "a.stats";
  std::stop_source stop;
  stop.request_stop();
  QVERIFY_EXCEPTION_THROWN((void)collect_statistics(source, options, RunControl(stop.get_token())), Stopped);
  QVERIFY(!std::filesystem::exists(options.cache));
}

void TestStatistics::tooFewSamplesAreRefused() {
  const MemorySource none(0, 6, 3);
  QVERIFY_EXCEPTION_THROWN((void)collect_statistics(none, {}), Error);
  for (const std::int64_t rows : {3, 4, 10}) {
    const MemorySource few = test::linear_pair(rows, 6, 3, 0.3, 8);
    const StatisticsPtr statistics = collect_statistics(few, {});
    QVERIFY(statistics->train.count >= 1 && statistics->validation.count >= 1 && statistics->test.count >= 1);
  }
}

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
