// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis_fixture.h"
#include "core/base/error.h"
#include "core/solve/statistics_torch.h"

#include <algorithm>
#include <array>

#include <QtTest>

using namespace prism;
using namespace prism::test;

namespace {

// Rows with token classes, flags and a vocabulary of candidates: the lower vocabulary is every row's own z.
class LabelledSource final : public SampleSource {
 public:
  explicit LabelledSource(MemorySource& rows) : m_rows(rows) {}
  std::int64_t size() const override { return m_rows.size(); }
  std::int64_t d_in() const override { return m_rows.d_in(); }
  std::int64_t d_out() const override { return m_rows.d_out(); }
  Domain domain() const override { return Domain::weights; }
  void read(std::span<const std::int64_t> indices, float* x, float* z) const override {
    m_rows.read(indices, x, z);
  }
  std::uint64_t split_key(std::int64_t index) const override { return m_rows.split_key(index); }
  SampleFigures describe(std::int64_t index) const override {
    SampleFigures figures;
    figures.index = index;
    figures.upper = "upper " + std::to_string(index);
    figures.token_class = index % 2 == 0 ? "exact" : "normalised";
    if (index % 5 == 0) figures.flags = {"whitespace"};
    return figures;
  }
  std::int64_t candidates() const override { return m_rows.size(); }
  void read_candidates(std::int64_t first, std::int64_t count, float* out) const override {
    std::copy_n(m_rows.z.data() + first * d_out(), count * d_out(), out);
  }
  std::string candidate_text(std::int64_t index) const override { return "token " + std::to_string(index); }
  std::int64_t truth_of(std::int64_t index) const override { return index; }
  std::string identity() const override { return m_rows.identity(); }

 private:
  MemorySource& m_rows;
};

struct Example {
  Trained from;
  std::int64_t spoilt = 0;  // a test row with a z of its own making
};

const Example& example() {
  static const Example kExample = [] {
    TrainOptions options;
    options.workers = 32;
    options.ridge = 1e-4;
    Trained from = train_on(correlated_pair(1200, 48, 32, 0, 0.05, 7), options);
    const std::int64_t row = from.statistics->split.test[3];
    for (std::int64_t o = 0; o < 32; ++o) from.source.z_at(row, o) = 40.0F * static_cast<float>(o % 3);
    return Example{std::move(from), row};
  }();
  return kExample;
}

}  // namespace

class TestAnalysisSamples : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void worst_sample_comes_first();
  void errors_are_relative_to_the_mean();
  void broken_worker_carries_the_error();
  void silent_worker_is_named_by_its_row_block();
  void samples_without_candidates_use_test_rows();
  void groups_split_the_error();
  void stopping_and_misfits();
};

void TestAnalysisSamples::worst_sample_comes_first() {
  Trained from = example().from;
  const LabelledSource source(from.source);
  const std::vector<SampleFigures> samples = worst_samples(from.adapter, source, from.statistics, 10);
  QCOMPARE(samples.size(), std::size_t{10});
  QCOMPARE(samples[0].index, example().spoilt);
  QCOMPARE(samples[0].upper, "upper " + std::to_string(example().spoilt));
  QVERIFY(samples[0].error > 10 * samples[1].error);
  QVERIFY(std::is_sorted(samples.begin(), samples.end(),
                         [](const SampleFigures& a, const SampleFigures& b) { return a.error > b.error; }));
  for (const SampleFigures& sample : samples) {
    QCOMPARE(sample.nearest_true.size(), std::size_t{5});
    QCOMPARE(sample.nearest_true[0], "token " + std::to_string(sample.index));
    QCOMPARE(sample.nearest_predicted.size(), std::size_t{5});
    QVERIFY(!sample.row_blocks_worst.empty());
  }
  // Noise is small: predictions of ordinary rows are nearest to their own truth.
  QCOMPARE(samples[1].nearest_predicted[0], "token " + std::to_string(samples[1].index));
  QVERIFY(samples[0].nearest_predicted[0] != samples[0].nearest_true[0]);
}

void TestAnalysisSamples::errors_are_relative_to_the_mean() {
  Trained from = example().from;
  const auto rows = from.statistics->split.test;
  const std::vector<SampleFigures> samples =
      worst_samples(from.adapter, from.source, from.statistics, static_cast<int>(rows.size()) + 5);
  QCOMPARE(samples.size(), rows.size());
  double energy = 0;
  double errors = 0;
  std::vector<float> y(32);
  for (const std::int64_t row : rows) {
    forward(from.adapter, &from.source.x_at(row, 0), 1, y.data());
    for (std::int64_t o = 0; o < 32; ++o) {
      const auto at = static_cast<std::size_t>(o);
      energy += std::pow(from.source.z_at(row, o) - from.adapter.mean_z[at], 2);
      errors += std::pow(from.source.z_at(row, o) - y[at], 2);
    }
  }
  double sum = 0;
  for (const SampleFigures& sample : samples) sum += sample.error;
  QVERIFY(std::fabs(sum / static_cast<double>(rows.size()) - errors / energy) < 1e-4 * errors / energy);
}

void TestAnalysisSamples::broken_worker_carries_the_error() {
  Trained from = example().from;
  corrupt(from.adapter, std::array{13}, Corruption::flip, 0);
  int named = 0;
  for (const SampleFigures& sample : worst_samples(from.adapter, from.source, from.statistics, 20)) {
    if (sample.index != example().spoilt && !sample.row_blocks_worst.empty()) {
      named += sample.row_blocks_worst[0] == 13 ? 1 : 0;
    }
  }
  QVERIFY2(named >= 15, qPrintable(QString::number(named)));
}

void TestAnalysisSamples::silent_worker_is_named_by_its_row_block() {
  Trained from = example().from;
  std::vector<int> all;
  for (const Worker& worker : from.adapter.plan.workers) all.push_back(worker.id);
  corrupt(from.adapter, all, Corruption::zero, 0);
  for (const SampleFigures& sample : worst_samples(from.adapter, from.source, from.statistics, 3)) {
    QCOMPARE(sample.row_blocks_worst.size(), std::size_t{5});
  }
}

void TestAnalysisSamples::samples_without_candidates_use_test_rows() {
  Trained from = example().from;
  const std::vector<SampleFigures> samples = worst_samples(from.adapter, from.source, from.statistics, 2);
  QCOMPARE(samples[1].nearest_true[0], "row " + std::to_string(samples[1].index));
}

void TestAnalysisSamples::groups_split_the_error() {
  Trained from = example().from;
  const LabelledSource source(from.source);
  const auto total = static_cast<std::int64_t>(from.statistics->split.test.size());
  std::map<std::string, GroupError> groups;
  for (const GroupError& group : errors_by_group(from.adapter, source, from.statistics)) {
    groups[group.group] = group;
  }
  const auto samples = [&](const std::string& beginning) {
    std::int64_t sum = 0;
    for (const auto& [name, group] : groups) {
      if (name.rfind(beginning, 0) == 0) sum += group.samples;
    }
    return sum;
  };
  QCOMPARE(samples("class: "), total);
  QCOMPARE(samples("norm: "), total);
  QCOMPARE(samples("lower token id: "), total);
  QVERIFY(samples("flag: whitespace") > 0 && samples("flag: whitespace") < total);
  QCOMPARE(groups.count("norm: lowest quarter"), std::size_t{1});
  const bool even = example().spoilt % 2 == 0;
  QVERIFY(groups[even ? "class: exact" : "class: normalised"].error >
          groups[even ? "class: normalised" : "class: exact"].error);
  for (const GroupError& group : errors_by_group(from.adapter, from.source, from.statistics)) {
    QVERIFY(group.group.rfind("norm: ", 0) == 0);
  }
}

void TestAnalysisSamples::stopping_and_misfits() {
  Trained from = example().from;
  std::stop_source stop;
  stop.request_stop();
  QVERIFY_EXCEPTION_THROWN(
      (void)worst_samples(from.adapter, from.source, from.statistics, 3, RunControl(stop.get_token())),
      Stopped);
  const MemorySource other(10, 5, 5);
  QVERIFY_EXCEPTION_THROWN((void)worst_samples(from.adapter, other, from.statistics, 3), Error);
  QVERIFY_EXCEPTION_THROWN((void)errors_by_group(from.adapter, other, from.statistics), Error);
  QVERIFY(worst_samples(from.adapter, from.source, from.statistics, 0).empty());
}

QTEST_GUILESS_MAIN(TestAnalysisSamples)
#include "tst_analysis_samples.moc"
