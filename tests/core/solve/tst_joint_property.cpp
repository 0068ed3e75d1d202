// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"
#include "core/solve/statistics_torch.h"
#include "core/solve/tiles_torch.h"
#include "core/solve/train.h"
#include "tests/core/solve/memory_source.h"

#include <rapidcheck.h>

#include <ATen/ATen.h>
#include <QTest>

using namespace prism;

namespace {

/// The largest difference between the tiles put together and the dense solution of (G + λI)W = B, beyond what
/// storing tiles in f32 costs, relative to the largest weight.
double distance_to_dense(const Adapter& adapter, const Statistics& statistics) {
  const Centred train = statistics.centred(Part::train);
  const at::Tensor a = train.gram + adapter.lambda * at::eye(statistics.d_in, at::kDouble);
  const at::Tensor dense = at::linalg_solve(a, train.cross);
  const at::Tensor excess = (total_map(adapter) - dense).abs() - dense.abs() * 0x1p-23;
  return (excess.max() / dense.abs().max()).item<double>();
}

}  // namespace

class TestJointProperty : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void tiledJointIsTheDenseRidge();
  void remaindersGiveTheSameMap();
};

void TestJointProperty::tiledJointIsTheDenseRidge() {
  QVERIFY(rc::check("the tiled joint map is the dense ridge map", [] {
    const auto d_in = *rc::gen::inRange<std::int64_t>(1, 70);
    const auto d_out = *rc::gen::inRange<std::int64_t>(1, 50);
    const auto rows = *rc::gen::inRange<std::int64_t>(20, 300);
    TrainOptions options;
    options.workers = *rc::gen::inRange(1, 200);
    options.remainder = *rc::gen::element(Remainder::variable, Remainder::zero, Remainder::overlap);
    options.ridge = *rc::gen::element(1e-4, 1e-2, 1.0);
    options.double_precision = true;
    const auto source = test::linear_pair(rows, d_in, d_out, 0.5, static_cast<std::uint64_t>(rows));
    StatisticsOptions collected;
    collected.double_precision = true;
    const StatisticsPtr statistics = collect_statistics(source, collected);
    const TrainResult result = train(source, statistics, options);
    RC_ASSERT(distance_to_dense(result.adapter, *statistics) < 1e-8);
    RC_ASSERT(result.adapter.changed_workers().empty());
    RC_ASSERT(!result.stopped);
  }));
}

void TestJointProperty::remaindersGiveTheSameMap() {
  const auto source = test::linear_pair(400, 61, 43, 0.5, 1);
  const StatisticsPtr statistics = collect_statistics(source, {});
  for (const Solver solver : {Solver::joint, Solver::backfit}) {
    at::Tensor first;
    for (const Remainder remainder : {Remainder::variable, Remainder::zero, Remainder::overlap}) {
      TrainOptions options;
      options.workers = 48;
      options.remainder = remainder;
      options.solver = solver;
      const at::Tensor map = total_map(train(source, statistics, options).adapter);
      if (!first.defined()) first = map;
      QVERIFY(at::allclose(first, map, 1e-6, solver == Solver::joint ? 1e-9 : 1e-5));
    }
  }
}

QTEST_GUILESS_MAIN(TestJointProperty)
#include "tst_joint_property.moc"
