// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis_fixture.h"
#include "core/base/error.h"
#include "core/solve/statistics_torch.h"

#include <algorithm>
#include <array>
#include <map>

#include <QtTest>

using namespace prism;
using namespace prism::test;

namespace {

constexpr std::int64_t kInputs = 256;
constexpr std::int64_t kOutputs = 128;

// One training a spectrum serves all rows of the tests: an adapter is a value.
const Trained& trained(double exponent) {
  static std::map<double, Trained> all;
  const auto found = all.find(exponent);
  if (found != all.end()) return found->second;
  TrainOptions options;
  options.ridge = 1e-3;
  return all.emplace(exponent, train_on(correlated_pair(3000, kInputs, kOutputs, exponent, 0.5, 11), options))
      .first->second;
}

WorkerAnalysis analysis_of(const Trained& from) {
  return WorkerAnalysis(from.adapter, from.statistics);
}

double largest_healthy_deviation(WorkerAnalysis& analysis, const std::vector<int>& broken) {
  double largest = 0;
  for (const WorkerFigures& figures : analysis.figures().workers) {
    if (!std::binary_search(broken.begin(), broken.end(), figures.id)) {
      largest = std::max(largest, figures.value(Metric::deviation));
    }
  }
  return largest;
}

}  // namespace

class TestAnalysis : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void healthy_adapter_has_no_fault();
  void corrupted_workers_are_found_exactly_data();
  void corrupted_workers_are_found_exactly();
  void each_corruption_is_found_data();
  void each_corruption_is_found();
  void non_finite_weights_are_a_fault();
  void gain_is_what_retraining_wins_data();
  void gain_is_what_retraining_wins();
  void figures_agree_with_their_definitions();
  void map_fills_block_by_block();
  void only_touched_row_blocks_are_refigured();
  void other_statistics_are_refused();
};

void TestAnalysis::healthy_adapter_has_no_fault() {
  for (const double exponent : {0.0, 1.0, 1.5}) {
    WorkerAnalysis analysis = analysis_of(trained(exponent));
    QCOMPARE(analysis.adapter().plan.workers.size(), std::size_t{512});
    QVERIFY(analysis.faulty().empty());
    const double largest = largest_healthy_deviation(analysis, {});
    qInfo("exponent %.1f: largest healthy deviation %.2e", exponent, largest);
    // Rounding to f32 is all that a healthy tile has; strong correlation magnifies it a little.
    QVERIFY(largest <= (exponent == 0.0 ? 5e-17 : 1e-14));
    QVERIFY(analysis.r2(Part::train) > 0.5);
    QVERIFY(analysis.r2(Part::test) > 0.4);
  }
}

void TestAnalysis::corrupted_workers_are_found_exactly_data() {
  QTest::addColumn<double>("exponent");
  QTest::addColumn<int>("count");
  for (const double exponent : {0.0, 1.0, 1.5}) {
    for (const int count : {1, 8, 64}) {
      QTest::addRow("exponent %.1f, %d of 512", exponent, count) << exponent << count;
    }
  }
}

void TestAnalysis::corrupted_workers_are_found_exactly() {
  QFETCH(double, exponent);
  QFETCH(int, count);
  WorkerAnalysis analysis = analysis_of(trained(exponent));
  const std::vector<int> broken = random_workers(analysis.adapter(), count, 3);
  analysis.corrupt(broken, Corruption::noise, 3);
  QCOMPARE(analysis.faulty(), broken);
  std::vector<int> worst = analysis.worst(Metric::deviation, count);
  double smallest =
      analysis.figures().workers[static_cast<std::size_t>(worst.back())].value(Metric::deviation);
  std::sort(worst.begin(), worst.end());
  QCOMPARE(worst, broken);
  const double healthy = largest_healthy_deviation(analysis, broken);
  qInfo("healthy at most %.2e, corrupted at least %.2e", healthy, smallest);
  // By the weights alone, too: the checksum is only the second witness.
  QVERIFY(healthy <= 1e-14);
  QVERIFY(smallest >= (exponent == 0.0 ? 1e-2 : 1e-3));
}

void TestAnalysis::each_corruption_is_found_data() {
  QTest::addColumn<int>("how");
  QTest::addRow("zero") << static_cast<int>(Corruption::zero);
  QTest::addRow("noise") << static_cast<int>(Corruption::noise);
  QTest::addRow("shuffle") << static_cast<int>(Corruption::shuffle);
  QTest::addRow("flip") << static_cast<int>(Corruption::flip);
}

void TestAnalysis::each_corruption_is_found() {
  QFETCH(int, how);
  for (const double exponent : {0.0, 1.5}) {
    WorkerAnalysis analysis = analysis_of(trained(exponent));
    const std::vector<int> broken = random_workers(analysis.adapter(), 5, 9);
    analysis.corrupt(broken, static_cast<Corruption>(how), 1);
    QCOMPARE(analysis.faulty(), broken);
    for (const int id : broken) {
      const WorkerFigures& figures = analysis.figures().workers[static_cast<std::size_t>(id)];
      QVERIFY(figures.changed && figures.finite && figures.value(Metric::deviation) > kFaultyDeviation);
    }
  }
}

void TestAnalysis::non_finite_weights_are_a_fault() {
  Trained from = trained(0.0);
  std::vector<float> values = tile_values(from.adapter, 100);
  values[3] = std::numeric_limits<float>::quiet_NaN();
  AdapterStep step;
  replace_tile(from.adapter, 100, values, step, true);
  WorkerAnalysis analysis = analysis_of(from);
  QCOMPARE(analysis.faulty(), std::vector<int>{100});
  QVERIFY(!analysis.figures().workers[100].finite);
  QVERIFY(std::isfinite(analysis.r2(Part::test)));
  analysis.retrain(std::array{100});
  QVERIFY(analysis.faulty().empty());
}

void TestAnalysis::gain_is_what_retraining_wins_data() {
  QTest::addColumn<double>("exponent");
  QTest::addColumn<int>("count");
  for (const double exponent : {0.0, 1.0, 1.5}) {
    QTest::addRow("exponent %.1f, one", exponent) << exponent << 1;
    QTest::addRow("exponent %.1f, nine together", exponent) << exponent << 9;
  }
}

void TestAnalysis::gain_is_what_retraining_wins() {
  QFETCH(double, exponent);
  QFETCH(int, count);
  WorkerAnalysis analysis = analysis_of(trained(exponent));
  const std::vector<int> broken = random_workers(analysis.adapter(), 9, 5);
  analysis.corrupt(broken, Corruption::noise, 5);
  const std::vector<int> chosen(broken.begin(), broken.begin() + count);
  const double predicted = analysis.predicted_gain(chosen);
  const double gain = analysis.figures().workers[static_cast<std::size_t>(chosen[0])].value(Metric::gain);
  const double before = analysis.r2(Part::train);
  const WorkerAnalysis::Repair repair = analysis.retrain(chosen);
  QCOMPARE(repair.workers, chosen);
  QCOMPARE(repair.predicted_gain, predicted);
  const auto agree = [](double a, double b) {
    return std::fabs(a - b) <= std::max(1e-9, 0.01 * std::fabs(b));
  };
  QVERIFY(predicted > 1e-6);
  QVERIFY(agree(predicted, repair.achieved_gain));
  QVERIFY(agree(analysis.r2(Part::train) - before, repair.achieved_gain));
  if (count == 1) {
    // The metric is of the row block's ‖Z‖², the repair of all of it: white noise makes the blocks alike.
    const double share = repair.achieved_gain * 16 / gain;
    QVERIFY2(share > 0.5 && share < 2, qPrintable(QString::number(share)));
  }
}

void TestAnalysis::figures_agree_with_their_definitions() {
  Trained from = trained(1.0);
  from.source.name = "rows";
  corrupt(from.adapter, std::array{37}, Corruption::shuffle, 2);
  WorkerAnalysis analysis = analysis_of(from);
  const WorkerFigures figures = analysis.figures().workers[37];
  const Worker& worker = from.adapter.worker(37);
  const auto block_error = [&](const Adapter& adapter, const std::vector<int>& active, bool of_mean) {
    double sum = 0;
    std::vector<float> y(kOutputs);
    for (const std::int64_t row : from.statistics->split.train) {
      forward(adapter, &from.source.x_at(row, 0), 1, y.data(), active);
      for (std::int64_t o = worker.rows.begin; o < worker.rows.end; ++o) {
        const float guess =
            of_mean ? adapter.mean_z[static_cast<std::size_t>(o)] : y[static_cast<std::size_t>(o)];
        sum += std::pow(from.source.z_at(row, o) - guess, 2);
      }
    }
    return sum;
  };
  const double energy = block_error(from.adapter, {37}, true);
  const double all = block_error(from.adapter, {}, false);
  std::vector<int> others;
  for (const Worker& other : from.adapter.plan.workers) {
    if (other.id != 37) others.push_back(other.id);
  }
  QVERIFY(std::fabs(figures.value(Metric::residual) - all / energy) < 1e-4);
  QVERIFY(std::fabs(figures.value(Metric::isolated) -
                    std::sqrt(block_error(from.adapter, {37}, false) / energy)) < 1e-4);
  QVERIFY(std::fabs(figures.value(Metric::removal) -
                    (block_error(from.adapter, others, false) - all) / energy) < 1e-4);
  double norm = 0;
  for (const float value : tile_values(from.adapter, 37)) norm += std::pow(value, 2);
  QVERIFY(std::fabs(figures.value(Metric::norm) - std::sqrt(norm)) < 1e-9 * std::sqrt(norm));
  QCOMPARE(figures.value(Metric::samples), static_cast<double>(from.statistics->split.train.size()));
  QCOMPARE(figures.value(Metric::generation), 0.0);
  QVERIFY(figures.value(Metric::condition) >= 1);
  QVERIFY(figures.value(Metric::drift) > 0.8 && figures.value(Metric::drift) < 3);
  QVERIFY(std::isnan(figures.value(Metric::utilisation)));
}

void TestAnalysis::map_fills_block_by_block() {
  WorkerAnalysis analysis = analysis_of(trained(0.0));
  LatestValue<ErrorMap> live;
  class StopAfterThree final : public ProgressSink {
   public:
    explicit StopAfterThree(std::stop_source& stop) : m_stop(stop) {}
    void report(const Progress& progress) override {
      if (progress.stage == "judging workers" && progress.done >= 3) m_stop.request_stop();
    }

   private:
    std::stop_source& m_stop;
  };
  std::stop_source stop;
  StopAfterThree sink(stop);
  QVERIFY_EXCEPTION_THROWN((void)analysis.figures(RunControl(stop.get_token(), &sink), &live), Stopped);
  const auto partial = live.take();
  QVERIFY(partial.has_value());
  QCOMPARE(std::count(partial->known.begin(), partial->known.end(), 1), 3 * 32);
  (void)analysis.figures({}, &live);
  const auto whole = live.take();
  QVERIFY(whole.has_value());
  QCOMPARE(std::count(whole->known.begin(), whole->known.end(), 1), 512);
}

void TestAnalysis::only_touched_row_blocks_are_refigured() {
  WorkerAnalysis analysis = analysis_of(trained(1.0));
  analysis.corrupt(std::array{70}, Corruption::flip, 0);
  const ErrorMap before = analysis.figures();
  const WorkerAnalysis::Repair repair = analysis.retrain(std::array{70});
  QCOMPARE(repair.refigured.size(), std::size_t{32});
  QCOMPARE(repair.refigured.front(), 64);
  const ErrorMap after = analysis.figures();
  for (std::size_t id = 0; id < 512; ++id) {
    const bool same = before.workers[id].value(Metric::residual) == after.workers[id].value(Metric::residual);
    QCOMPARE(same, id < 64 || id >= 96);
  }
  // What was refigured is what a fresh look gives.
  WorkerAnalysis fresh(analysis.adapter(), trained(1.0).statistics);
  const ErrorMap again = fresh.figures();
  for (std::size_t id = 0; id < 512; ++id) {
    for (const Metric metric : {Metric::gain, Metric::isolated, Metric::residual, Metric::removal}) {
      QVERIFY(std::fabs(again.workers[id].value(metric) - after.workers[id].value(metric)) < 1e-12);
    }
  }
}

void TestAnalysis::other_statistics_are_refused() {
  const Trained& from = trained(0.0);
  QVERIFY_EXCEPTION_THROWN(WorkerAnalysis(from.adapter, trained(1.0).statistics), Error);
  TrainOptions small;
  small.workers = 4;
  small.ridge = 1e-3;
  const Trained other = train_on(correlated_pair(200, 8, 8, 0, 0.5, 1), small);
  QVERIFY_EXCEPTION_THROWN(WorkerAnalysis(from.adapter, other.statistics), Error);
}

QTEST_GUILESS_MAIN(TestAnalysis)
#include "tst_analysis.moc"
