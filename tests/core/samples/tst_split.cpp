// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/samples/data.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include <QTest>

using namespace prism;

namespace {

/// Samples that have nothing but keys.
class Keys final : public SampleSource {
 public:
  Keys(std::int64_t size, std::function<std::uint64_t(std::int64_t)> key, Domain domain = Domain::matrices)
      : m_size(size), m_key(std::move(key)), m_domain(domain) {}
  explicit Keys(std::int64_t size)
      : Keys(size, [](std::int64_t i) { return mix64(static_cast<std::uint64_t>(i)); }) {}
  std::int64_t size() const override { return m_size; }
  std::int64_t d_in() const override { return 1; }
  std::int64_t d_out() const override { return 1; }
  Domain domain() const override { return m_domain; }
  void read(std::span<const std::int64_t>, float*, float*) const override {}
  std::uint64_t split_key(std::int64_t index) const override { return m_key(index); }
  SampleFigures describe(std::int64_t) const override { return {}; }
  std::int64_t candidates() const override { return 0; }
  void read_candidates(std::int64_t, std::int64_t, float*) const override {}
  std::string candidate_text(std::int64_t) const override { return {}; }
  std::int64_t truth_of(std::int64_t) const override { return -1; }
  std::string identity() const override { return {}; }

 private:
  std::int64_t m_size;
  std::function<std::uint64_t(std::int64_t)> m_key;
  Domain m_domain;
};

constexpr std::array<SplitKind, 3> kKinds{SplitKind::automatic, SplitKind::row, SplitKind::block};

std::array<std::vector<std::int64_t>, 3> parts(const Split& split) {
  return {split.train, split.validation, split.test};
}

/// Share of neighbours i, i + 1 of the whole that are in the same part.
double neighbours_together(const Split& split, std::int64_t size) {
  std::vector<int> part_of(static_cast<std::size_t>(size));
  const auto all = parts(split);
  for (int part = 0; part < 3; ++part)
    for (const std::int64_t i : all[static_cast<std::size_t>(part)])
      part_of[static_cast<std::size_t>(i)] = part;
  std::int64_t same = 0;
  for (std::size_t i = 1; i < part_of.size(); ++i) same += part_of[i] == part_of[i - 1];
  return static_cast<double>(same) / static_cast<double>(size - 1);
}

}  // namespace

class TestSplit : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void isDisjointAndComplete();
  void sharesAreKept();
  void isSeeded();
  void isNeverTheSortedHead();
  void equalKeysStayTogether();
  void partDependsOnKeyAndSeedAlone();
  void blocksAreContiguous();
  void tinySets();
  void oneKeyForAll();
  void words();
};

void TestSplit::isDisjointAndComplete() {
  for (const SplitKind kind : kKinds) {
    for (const std::int64_t size : {0, 1, 2, 3, 4, 7, 10, 33, 99, 100, 101, 1000, 4097}) {
      const Split split = split_samples(Keys(size), kind, 3);
      std::vector<std::int64_t> all;
      for (const auto& part : parts(split)) all.insert(all.end(), part.begin(), part.end());
      std::sort(all.begin(), all.end());
      QCOMPARE(static_cast<std::int64_t>(all.size()), size);
      for (std::int64_t i = 0; i < size; ++i) QCOMPARE(all[static_cast<std::size_t>(i)], i);
    }
  }
}

void TestSplit::sharesAreKept() {
  constexpr std::int64_t kSize = 100000;
  for (const SplitKind kind : kKinds) {
    for (const std::uint64_t seed : {0, 1, 2}) {
      const Split split = split_samples(Keys(kSize), kind, seed);
      // Binomial: five standard deviations are about 0.5 %.
      QVERIFY(std::abs(static_cast<double>(split.validation.size()) / kSize - 0.1) < 0.005);
      QVERIFY(std::abs(static_cast<double>(split.test.size()) / kSize - 0.1) < 0.005);
    }
  }
}

void TestSplit::isSeeded() {
  for (const SplitKind kind : kKinds) {
    const Split split = split_samples(Keys(1000), kind, 7);
    QVERIFY(parts(split_samples(Keys(1000), kind, 7)) == parts(split));
    QVERIFY(parts(split_samples(Keys(1000), kind, 8)) != parts(split));
  }
}

void TestSplit::isNeverTheSortedHead() {
  for (const SplitKind kind : kKinds) {
    for (const auto& part : parts(split_samples(Keys(5000), kind, 0))) {
      QVERIFY(!std::is_sorted(part.begin(), part.end()));
      // The first tenth of a part is spread over all samples.
      const std::vector<std::int64_t> head(part.begin(),
                                           part.begin() + static_cast<std::ptrdiff_t>(part.size() / 10));
      double mean = 0;
      double whole = 0;
      for (const std::int64_t i : head) mean += static_cast<double>(i) / static_cast<double>(head.size());
      for (const std::int64_t i : part) whole += static_cast<double>(i) / static_cast<double>(part.size());
      QVERIFY(std::abs(mean - whole) < 1000);
    }
  }
}

void TestSplit::equalKeysStayTogether() {
  const Keys source(9000, [](std::int64_t i) { return static_cast<std::uint64_t>(i % 300); });
  const Split split = split_samples(source, SplitKind::automatic, 1);
  std::set<std::int64_t> seen;
  std::size_t keys = 0;
  for (const auto& part : parts(split)) {
    std::set<std::int64_t> of_part;
    for (const std::int64_t i : part) of_part.insert(i % 300);
    keys += of_part.size();
    seen.insert(of_part.begin(), of_part.end());
  }
  QCOMPARE(seen.size(), std::size_t{300});
  QCOMPARE(keys, std::size_t{300});  // none in two parts
}

void TestSplit::partDependsOnKeyAndSeedAlone() {
  // The same keys among others and in another order fall into the same parts.
  const Keys few(500, [](std::int64_t i) { return mix64(static_cast<std::uint64_t>(i)); });
  const Keys many(2000, [](std::int64_t i) { return mix64(static_cast<std::uint64_t>(1999 - i)); });
  const Split small = split_samples(few, SplitKind::automatic, 5);
  const Split large = split_samples(many, SplitKind::automatic, 5);
  const std::set<std::int64_t> test(large.test.begin(), large.test.end());
  for (const std::int64_t i : small.test) QVERIFY(test.contains(1999 - i));
  for (const std::int64_t i : small.train) QVERIFY(!test.contains(1999 - i));
}

void TestSplit::blocksAreContiguous() {
  constexpr std::int64_t kSize = 20000;
  const Keys text(
      kSize, [](std::int64_t i) { return mix64(static_cast<std::uint64_t>(i)); }, Domain::activations);
  QVERIFY(neighbours_together(split_samples(text, SplitKind::automatic, 0), kSize) > 0.99);
  QVERIFY(neighbours_together(split_samples(Keys(kSize), SplitKind::block, 0), kSize) > 0.99);
  QVERIFY(neighbours_together(split_samples(text, SplitKind::row, 0), kSize) < 0.7);
}

void TestSplit::tinySets() {
  for (const SplitKind kind : kKinds) {
    for (std::int64_t size = 3; size < 40; ++size) {
      for (const std::uint64_t seed : {0, 1, 2, 3}) {
        const Split split = split_samples(Keys(size), kind, seed);
        QVERIFY(!split.train.empty() && !split.validation.empty() && !split.test.empty());
        QVERIFY(split.train.size() >= split.test.size() || size < 12);
      }
    }
  }
}

void TestSplit::oneKeyForAll() {
  const Keys same(30, [](std::int64_t) { return std::uint64_t{4}; });
  const Split split = split_samples(same, SplitKind::automatic, 0);
  QVERIFY(!split.train.empty() && !split.validation.empty() && !split.test.empty());
  QCOMPARE(split.train.size() + split.validation.size() + split.test.size(), std::size_t{30});
}

void TestSplit::words() {
  QVERIFY(split_kind_of("auto") == SplitKind::automatic);
  QVERIFY(split_kind_of("row") == SplitKind::row);
  QVERIFY(split_kind_of("block") == SplitKind::block);
  QVERIFY_EXCEPTION_THROWN((void)split_kind_of("column"), Error);
}

QTEST_APPLESS_MAIN(TestSplit)
#include "tst_split.moc"
