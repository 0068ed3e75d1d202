// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis_fixture.h"
#include "core/base/error.h"
#include "core/plan/plan.h"
#include "core/solve/statistics_torch.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

#include <QtTest>

using namespace prism;
using namespace prism::test;

namespace {

const Trained& trained(double exponent, Remainder remainder = Remainder::variable) {
  static std::map<std::pair<double, Remainder>, Trained> all;
  const auto found = all.find({exponent, remainder});
  if (found != all.end()) return found->second;
  TrainOptions options;
  options.ridge = 1e-3;
  options.workers = 128;
  options.remainder = remainder;
  options.double_precision = true;  // so that moments and rows give the same objective
  // 150 and 70 fit no grid evenly.
  return all
      .emplace(std::pair(exponent, remainder),
               train_on(correlated_pair(2000, 150, 70, exponent, 0.5, 4), options))
      .first->second;
}

// SSE on training rows plus λ‖W‖², in f64 throughout: predictions rounded to f32 would hide small rises.
double penalised_objective(const Trained& from, WorkerAnalysis& analysis) {
  const Adapter& adapter = analysis.adapter();
  const MemorySource& source = from.source;
  const std::vector<std::int64_t>& rows = from.statistics->split.train;
  double spread = 0;
  for (std::int64_t o = 0; o < source.d_out(); ++o) {
    double sum = 0;
    double squares = 0;
    for (const std::int64_t row : rows) {
      const double z = source.z[static_cast<std::size_t>(row * source.d_out() + o)];
      sum += z;
      squares += z * z;
    }
    spread += squares - sum * sum / static_cast<double>(rows.size());
  }
  std::vector<double> weight(static_cast<std::size_t>(adapter.plan.d_in * adapter.plan.d_out));
  for (const Worker& worker : adapter.plan.workers) {
    const std::vector<float> tile = tile_values(adapter, worker.id);
    const OverlapWeights shares = overlap_weights(adapter.plan, worker);
    std::size_t next = 0;
    for (std::int64_t r = 0; r < worker.rows.size(); ++r) {
      for (std::int64_t c = 0; c < worker.cols.size(); ++c) {
        weight[static_cast<std::size_t>((worker.rows.begin + r) * adapter.plan.d_in + worker.cols.begin +
                                        c)] += static_cast<double>(tile[next++]) *
                                               shares.rows[static_cast<std::size_t>(r)] *
                                               shares.cols[static_cast<std::size_t>(c)];
      }
    }
  }
  double penalty = 0;
  for (const double value : weight) penalty += value * value;
  return (1 - analysis.r2(Part::train)) * spread + adapter.lambda * penalty;
}

class StopAt final : public ProgressSink {
 public:
  explicit StopAt(double done) : m_done(done) {}
  void report(const Progress& progress) override {
    if (progress.stage == "retraining" && progress.done >= m_done) m_stop.request_stop();
  }
  [[nodiscard]] RunControl control() { return RunControl(m_stop.get_token(), this); }

 private:
  std::stop_source m_stop;
  double m_done;
};

std::vector<int> worker_ids(const Adapter& adapter) {
  std::vector<int> ids(adapter.plan.workers.size());
  std::iota(ids.begin(), ids.end(), 0);
  return ids;
}

}  // namespace

class TestRetrain : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void one_broken_tile_is_restored_data();
  void one_broken_tile_is_restored();
  void many_are_restored_jointly_data();
  void many_are_restored_jointly();
  void objective_never_rises_data();
  void objective_never_rises();
  void healthy_tiles_stay_what_they_are();
  void undo_and_redo_are_exact();
  void undo_restores_the_file();
  void steps_loaded_from_a_file_can_be_undone();
  void stopping_changes_nothing();
  void other_solvers_data();
  void other_solvers();
  void singular_inputs_without_ridge();
  void empty_and_unknown_sets_are_refused();
};

void TestRetrain::one_broken_tile_is_restored_data() {
  QTest::addColumn<double>("exponent");
  QTest::addColumn<int>("remainder");
  QTest::addColumn<int>("how");
  for (const double exponent : {0.0, 1.0, 1.5}) {
    for (const Remainder remainder : {Remainder::variable, Remainder::zero, Remainder::overlap}) {
      for (const Corruption how : {Corruption::zero, Corruption::noise, Corruption::flip}) {
        QTest::addRow("exponent %.1f, %s, %d", exponent, name_of(remainder).c_str(), static_cast<int>(how))
            << exponent << static_cast<int>(remainder) << static_cast<int>(how);
      }
    }
  }
}

void TestRetrain::one_broken_tile_is_restored() {
  QFETCH(double, exponent);
  QFETCH(int, remainder);
  QFETCH(int, how);
  const Trained& from = trained(exponent, static_cast<Remainder>(remainder));
  WorkerAnalysis analysis(from.adapter, from.statistics);
  const double r2 = analysis.r2(Part::test);
  const auto original = tiles_of(from.adapter);
  const int last = static_cast<int>(from.adapter.plan.workers.size()) - 1;
  for (const int id : {0, 53, last}) {
    analysis.corrupt(std::array{id}, static_cast<Corruption>(how), 1);
    QCOMPARE(analysis.faulty(), std::vector<int>{id});
    const WorkerAnalysis::Repair repair = analysis.retrain(std::array{id});
    QVERIFY(repair.achieved_gain > 0);
    QVERIFY(repair.r2_after > repair.r2_before);
    QVERIFY(std::fabs(repair.r2_after - r2) < 1e-6);
    const auto now = tiles_of(analysis.adapter());
    const double away =
        relative_distance(now[static_cast<std::size_t>(id)], original[static_cast<std::size_t>(id)]);
    QVERIFY2(away < 1e-6, qPrintable(QString::number(away)));
    for (std::size_t other = 0; other < now.size(); ++other) {
      if (other != static_cast<std::size_t>(id)) QVERIFY(now[other] == original[other]);
    }
    QVERIFY(analysis.faulty().empty());
    QCOMPARE(analysis.adapter().workers[static_cast<std::size_t>(id)].generation, 1);
    QVERIFY(analysis.undo() && analysis.undo());
  }
}

void TestRetrain::many_are_restored_jointly_data() {
  QTest::addColumn<double>("exponent");
  QTest::addColumn<int>("remainder");
  QTest::addColumn<int>("count");
  for (const Remainder remainder : {Remainder::variable, Remainder::overlap}) {
    for (const int count : {7, 40, 128}) {
      for (const double exponent : {0.0, 1.5}) {
        QTest::addRow("exponent %.1f, %s, %d", exponent, name_of(remainder).c_str(), count)
            << exponent << static_cast<int>(remainder) << count;
      }
    }
  }
}

void TestRetrain::many_are_restored_jointly() {
  QFETCH(double, exponent);
  QFETCH(int, remainder);
  QFETCH(int, count);
  const Trained& from = trained(exponent, static_cast<Remainder>(remainder));
  WorkerAnalysis analysis(from.adapter, from.statistics);
  const double r2 = analysis.r2(Part::test);
  const std::vector<int> broken =
      random_workers(from.adapter, std::min(count, static_cast<int>(from.adapter.plan.workers.size())), 21);
  analysis.corrupt(broken, Corruption::noise, 8);
  QCOMPARE(analysis.faulty(), broken);
  const WorkerAnalysis::Repair repair = analysis.retrain(broken);
  QVERIFY(std::fabs(repair.predicted_gain - repair.achieved_gain) < 1e-9 + 0.01 * repair.achieved_gain);
  QVERIFY(analysis.faulty().empty());
  QVERIFY(std::fabs(analysis.r2(Part::test) - r2) < 1e-6);
  const auto original = tiles_of(from.adapter);
  const auto now = tiles_of(analysis.adapter());
  for (std::size_t id = 0; id < now.size(); ++id) {
    if (std::binary_search(broken.begin(), broken.end(), static_cast<int>(id))) {
      QVERIFY(relative_distance(now[id], original[id]) < 1e-5);
    } else {
      QVERIFY(now[id] == original[id]);
    }
  }
}

void TestRetrain::objective_never_rises_data() {
  QTest::addColumn<int>("seed");
  for (int seed = 0; seed < 6; ++seed) QTest::addRow("seed %d", seed) << seed;
}

void TestRetrain::objective_never_rises() {
  QFETCH(int, seed);
  const Trained& from =
      trained(seed % 2 == 0 ? 0.0 : 1.5, seed % 3 == 0 ? Remainder::overlap : Remainder::variable);
  WorkerAnalysis analysis(from.adapter, from.statistics);
  analysis.corrupt(random_workers(from.adapter, 20, static_cast<std::uint64_t>(seed)), Corruption::shuffle,
                   1);
  double objective = penalised_objective(from, analysis);
  // Sets that overlap the broken ones only partly: healthy tiles are free too, broken ones frozen.
  for (int round = 0; round < 3; ++round) {
    analysis.retrain(random_workers(from.adapter, 30, static_cast<std::uint64_t>(100 * seed + round)));
    const double next = penalised_objective(from, analysis);
    QVERIFY2(next <= objective * (1 + 1e-12), qPrintable(QString("%1 after %2").arg(next).arg(objective)));
    objective = next;
  }
}

void TestRetrain::healthy_tiles_stay_what_they_are() {
  const Trained& from = trained(1.0);
  WorkerAnalysis analysis(from.adapter, from.statistics);
  const std::vector<int> chosen = random_workers(from.adapter, 10, 1);
  QVERIFY(std::fabs(analysis.predicted_gain(chosen)) < 1e-9);
  QVERIFY(tiles_of(analysis.adapter()) == tiles_of(from.adapter));
  const WorkerAnalysis::Repair repair = analysis.retrain(chosen);
  QVERIFY(std::fabs(repair.achieved_gain) < 1e-9);
  QVERIFY(analysis.faulty().empty());
}

void TestRetrain::undo_and_redo_are_exact() {
  const Trained& from = trained(1.0);
  WorkerAnalysis analysis(from.adapter, from.statistics);
  QVERIFY(!analysis.can_undo() && !analysis.can_redo() && !analysis.undo() && !analysis.redo());
  const auto healthy = tiles_of(analysis.adapter());
  analysis.corrupt(std::array{3, 90}, Corruption::flip, 0);
  const auto corrupted = tiles_of(analysis.adapter());
  const ErrorMap corrupted_figures = analysis.figures();
  analysis.retrain(std::array{3, 90});
  const auto repaired = tiles_of(analysis.adapter());
  const ErrorMap repaired_figures = analysis.figures();
  const double r2 = analysis.r2(Part::test);
  const auto same = [](const ErrorMap& a, const ErrorMap& b) {
    for (std::size_t id = 0; id < a.workers.size(); ++id) {
      if (a.workers[id].faulty != b.workers[id].faulty || a.known[id] != b.known[id]) return false;
      for (const Metric metric : {Metric::deviation, Metric::gain, Metric::residual, Metric::generation}) {
        if (a.workers[id].value(metric) != b.workers[id].value(metric)) return false;
      }
    }
    return true;
  };
  for (int round = 0; round < 2; ++round) {
    QVERIFY(analysis.undo());
    QVERIFY(tiles_of(analysis.adapter()) == corrupted);
    QVERIFY(same(analysis.figures(), corrupted_figures));
    QVERIFY(analysis.undo());
    QVERIFY(tiles_of(analysis.adapter()) == healthy);
    QVERIFY(analysis.faulty().empty());
    QVERIFY(!analysis.undo());
    QVERIFY(analysis.redo() && analysis.redo() && !analysis.redo());
    QVERIFY(tiles_of(analysis.adapter()) == repaired);
    QVERIFY(same(analysis.figures(), repaired_figures));
    QCOMPARE(analysis.r2(Part::test), r2);
  }
  QVERIFY(analysis.undo());
  analysis.corrupt(std::array{5}, Corruption::zero, 0);
  QVERIFY(!analysis.can_redo());
}

void TestRetrain::undo_restores_the_file() {
  const TemporaryFolder folder;
  const Trained& from = trained(0.0);
  const auto bytes = [&](const char* name) {
    QFile file(QString::fromStdString((folder / name).string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  WorkerAnalysis analysis(from.adapter, from.statistics);
  analysis.corrupt(std::array{17}, Corruption::noise, 0);
  save_adapter(analysis.adapter(), folder / "corrupted.prism");
  analysis.retrain(std::array{17, 18});
  save_adapter(analysis.adapter(), folder / "a.prism");
  QVERIFY(bytes("a.prism") != bytes("corrupted.prism"));
  analysis.undo();
  save_adapter(analysis.adapter(), folder / "a.prism");
  QVERIFY(!bytes("a.prism").isEmpty());
  QVERIFY(bytes("a.prism") == bytes("corrupted.prism"));
}

void TestRetrain::steps_loaded_from_a_file_can_be_undone() {
  const TemporaryFolder folder;
  const Trained& from = trained(0.0);
  WorkerAnalysis first(from.adapter, from.statistics);
  first.corrupt(std::array{17}, Corruption::noise, 0);
  first.retrain(std::array{17});
  save_adapter(first.adapter(), folder / "a.prism");
  WorkerAnalysis second(load_adapter(folder / "a.prism"), from.statistics);
  QVERIFY(second.faulty().empty());
  QVERIFY(second.undo());
  QCOMPARE(second.faulty(), std::vector<int>{17});
  QVERIFY(second.undo());
  QVERIFY(second.faulty().empty());
  QVERIFY(tiles_of(second.adapter()) == tiles_of(from.adapter));
}

void TestRetrain::stopping_changes_nothing() {
  const Trained& from = trained(1.0);
  WorkerAnalysis analysis(from.adapter, from.statistics);
  const std::vector<int> all = worker_ids(from.adapter);
  analysis.corrupt(all, Corruption::noise, 0);
  const auto before = tiles_of(analysis.adapter());
  StopAt stop(2);
  QVERIFY_EXCEPTION_THROWN((void)analysis.retrain(all, stop.control()), Stopped);
  QVERIFY(tiles_of(analysis.adapter()) == before);
  QCOMPARE(analysis.adapter().history.size(), std::size_t{1});
  QCOMPARE(analysis.faulty(), all);
  analysis.retrain(all);
  QVERIFY(analysis.faulty().empty());
}

void TestRetrain::other_solvers_data() {
  QTest::addColumn<QByteArray>("solver");
  QTest::addColumn<QByteArray>("combine");
  QTest::addColumn<QByteArray>("recipe");
  QTest::addColumn<int>("rank");
  QTest::addColumn<int>("hierarchy");
  const auto row = [](const char* name, const char* solver, const char* combine, const char* recipe, int rank,
                      int hierarchy) {
    QTest::newRow(name) << QByteArray(solver) << QByteArray(combine) << QByteArray(recipe) << rank
                        << hierarchy;
  };
  row("backfit", "backfit", "sum", "default", 0, 0);
  row("independent, fitted", "independent", "fitted", "default", 0, 0);
  row("independent, sum", "independent", "sum", "default", 0, 0);
  row("limited rank", "joint", "sum", "default", 10, 0);
  row("hierarchy", "joint", "sum", "default", 0, 1);
  row("original", "independent", "sum", "original", 0, 0);
  row("original, overwritten", "independent", "sum", "original-overwrite", 0, 0);
}

void TestRetrain::other_solvers() {
  QFETCH(QByteArray, solver);
  QFETCH(QByteArray, combine);
  QFETCH(QByteArray, recipe);
  QFETCH(int, rank);
  QFETCH(int, hierarchy);
  TrainOptions options;
  options.workers = 32;
  options.ridge = 1e-3;
  options.solver = solver_of(solver.toStdString());
  options.combine = combine.toStdString();
  options.recipe = recipe.toStdString();
  options.rank = rank;
  if (hierarchy != 0) {
    options.hierarchy = {32, 16, 8};
    options.hierarchy_rank = 2;
  }
  const Trained from = train_on(correlated_pair(1500, 64, 48, 0.5, 0.5, 2), options);
  WorkerAnalysis analysis(from.adapter, from.statistics);
  QVERIFY(analysis.faulty().empty());
  double healthy = 0;
  for (const WorkerFigures& figures : analysis.figures().workers) {
    healthy = std::max(healthy, figures.value(Metric::deviation));
  }
  QVERIFY2(healthy < 1e-12, qPrintable(QString::number(healthy)));
  // Tiles that are zero by design cannot be broken by turning their sign.
  std::vector<int> broken;
  for (const int id : random_workers(from.adapter, 12, 6)) {
    if (analysis.figures().workers[static_cast<std::size_t>(id)].value(Metric::norm) > 0)
      broken.push_back(id);
  }
  if (broken.empty()) broken.push_back(static_cast<int>(from.adapter.plan.workers.size()) - 1);
  analysis.corrupt(broken, Corruption::flip, 2);
  QCOMPARE(analysis.faulty(), broken);
  for (const int id : broken) {
    QVERIFY(analysis.figures().workers[static_cast<std::size_t>(id)].value(Metric::deviation) >
            kFaultyDeviation);
  }
  const double objective = penalised_objective(from, analysis);
  const WorkerAnalysis::Repair repair = analysis.retrain(broken);
  QVERIFY(std::fabs(repair.predicted_gain - repair.achieved_gain) <
          1e-9 + 0.01 * std::fabs(repair.achieved_gain));
  if (recipe == "default" && hierarchy == 0) {
    QVERIFY(penalised_objective(from, analysis) <= objective * (1 + 1e-12));
  }
  QVERIFY(analysis.faulty().empty());
  // A retrained tile that is changed afterwards is found again.
  analysis.corrupt(std::array{broken.front()}, Corruption::flip, 2);
  QCOMPARE(analysis.faulty(), std::vector<int>{broken.front()});
  QVERIFY(analysis.undo() && analysis.undo());
  QCOMPARE(analysis.faulty(), broken);
  QVERIFY(analysis.undo());
  QVERIFY(tiles_of(analysis.adapter()) == tiles_of(from.adapter));
}

void TestRetrain::singular_inputs_without_ridge() {
  MemorySource source = correlated_pair(600, 24, 16, 0, 0.5, 3);
  // Input 5 repeats input 4, input 6 is constant.
  for (std::int64_t row = 0; row < source.size(); ++row) {
    source.x_at(row, 5) = source.x_at(row, 4);
    source.x_at(row, 6) = 2;
  }
  TrainOptions options;
  options.workers = 16;
  options.ridge = 0.0;
  Trained from = train_on(std::move(source), options);
  from.adapter.lambda = 0;
  WorkerAnalysis analysis(from.adapter, from.statistics);
  const double r2 = analysis.r2(Part::train);
  std::set<int> chosen;
  for (const Worker& worker : from.adapter.plan.workers) {
    if (worker.cols.begin <= 6 && worker.cols.end > 4) chosen.insert(worker.id);
  }
  const std::vector<int> ids(chosen.begin(), chosen.end());
  analysis.corrupt(ids, Corruption::noise, 0);
  const WorkerAnalysis::Repair repair = analysis.retrain(ids);
  QVERIFY(repair.achieved_gain > 0);
  QVERIFY(std::fabs(analysis.r2(Part::train) - r2) < 1e-5);
}

void TestRetrain::empty_and_unknown_sets_are_refused() {
  const Trained& from = trained(0.0);
  WorkerAnalysis analysis(from.adapter, from.statistics);
  QVERIFY_EXCEPTION_THROWN((void)analysis.retrain({}), Error);
  QVERIFY_EXCEPTION_THROWN((void)analysis.retrain(std::array{128}), Error);
  QVERIFY_EXCEPTION_THROWN((void)analysis.predicted_gain(std::array{-1}), Error);
  QVERIFY_EXCEPTION_THROWN(analysis.corrupt(std::array{128}, Corruption::zero, 0), Error);
  QVERIFY(analysis.adapter().history.empty());
}

QTEST_GUILESS_MAIN(TestRetrain)
#include "tst_retrain.moc"
