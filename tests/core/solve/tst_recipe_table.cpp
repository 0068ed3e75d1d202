// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solve/collect_torch.h"
#include "core/solve/figures_torch.h"
#include "core/solve/statistics_torch.h"
#include "core/solve/tiles_torch.h"
#include "core/solve/train.h"
#include "tests/core/solve/memory_source.h"
#include "tests/support/test_data.h"

#include <cmath>

#include <ATen/ATen.h>
#include <QTest>

using namespace prism;
using prism::test::MemorySource;

namespace {

at::Tensor normal(Random& random, std::int64_t rows, std::int64_t cols) {
  at::Tensor out = at::empty({rows, cols}, at::kDouble);
  for (std::int64_t i = 0; i < out.numel(); ++i) out.data_ptr<double>()[i] = random.normal();
  return out;
}

/// 512 inputs whose covariance falls off as k^-exponent in a random rotation; four fifths of the outputs can
/// be known.
MemorySource power_law_pair(double exponent) {
  constexpr std::int64_t kRows = 6000;
  constexpr std::int64_t kIn = 512;
  constexpr std::int64_t kOut = 64;
  Random random(17);
  const at::Tensor spectrum = at::arange(1, kIn + 1, at::kDouble).pow(-exponent / 2);
  const at::Tensor rotation = std::get<0>(at::linalg_qr(normal(random, kIn, kIn)));
  const at::Tensor x = at::mm(normal(random, kRows, kIn) * spectrum, rotation.t());
  at::Tensor signal = at::mm(x, normal(random, kIn, kOut));
  signal /= signal.square().mean(0).sqrt();
  const at::Tensor z = signal + 0.5 * normal(random, kRows, kOut);
  MemorySource source(kRows, kIn, kOut);
  const at::Tensor x32 = x.to(at::kFloat).contiguous();
  const at::Tensor z32 = z.to(at::kFloat).contiguous();
  std::copy_n(x32.data_ptr<float>(), x32.numel(), source.x.data());
  std::copy_n(z32.data_ptr<float>(), z32.numel(), source.z.data());
  return source;
}

}  // namespace

class TestRecipeTable : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void differenceIsVisible_data();
  void differenceIsVisible();
  void wordsOfARealPair();
};

void TestRecipeTable::differenceIsVisible_data() {
  QTest::addColumn<double>("exponent");
  QTest::newRow("white") << 0.0;
  QTest::newRow("exponent 1") << 1.0;
}

void TestRecipeTable::differenceIsVisible() {
  QFETCH(double, exponent);
  const MemorySource source = power_law_pair(exponent);
  const StatisticsPtr statistics = collect_statistics(source, {});
  TrainOptions options;
  options.workers = 128;  // 4 × 32: 32 chunks of 16 inputs
  const TrainResult joint = train(source, statistics, options);
  QCOMPARE(joint.adapter.plan.pipes.front().grid_cols, 32);
  options.recipe = "original";
  options.pipes = 1;
  const TrainResult sum = train(source, statistics, options);
  options.recipe = "original-overwrite";
  const TrainResult last = train(source, statistics, options);
  const double three_joint = moment_figures(*statistics, Part::test, 3 * total_map(joint.adapter)).r2;
  qInfo("joint %.3f, independent sum %.3f, three joint %.3f, last column %.3f", joint.test.r2, sum.test.r2,
        three_joint, last.test.r2);
  QVERIFY(joint.test.r2 > 0.76 && joint.test.r2 < 0.80);
  QVERIFY(three_joint < -2.2 && three_joint > -3.0);
  if (exponent == 0) {
    QVERIFY(sum.test.r2 > 0.68 && sum.test.r2 < 0.76);
  } else {
    QVERIFY(sum.test.r2 < -50 && sum.test.r2 > -200);
    QVERIFY(last.test.r2 > 0.1 && last.test.r2 < 0.35);
  }
}

void TestRecipeTable::wordsOfARealPair() {
  DataSpec spec;
  spec.x = test::shared_file("matrices/word2vec300.npy");
  spec.z = test::shared_file("matrices/glove_twitter25.npy");
  if (spec.x.empty() || spec.z.empty()) QSKIP("the shared word vectors are not there");
  const auto source = open_samples(spec, 0);
  QCOMPARE(source->size(), std::int64_t{968});
  // Tested on the last 168 words, which are the rarer ones; a tenth of the others chooses the ridge.
  auto statistics = std::make_shared<Statistics>();
  statistics->d_in = source->d_in();
  statistics->d_out = source->d_out();
  Split& split = statistics->split;
  for (std::int64_t row = 0; row < 968; ++row) {
    (row >= 800 ? split.test : row % 10 == 9 ? split.validation : split.train).push_back(row);
  }
  MomentsRequest request;
  provisional_means(*source, split.train, request.provisional_x, request.provisional_z);
  statistics->provisional_x = request.provisional_x;
  statistics->provisional_z = request.provisional_z;
  const auto quiet = [](std::int64_t) {};
  statistics->train = collect_moments(*source, split.train, request, quiet);
  statistics->validation = collect_moments(*source, split.validation, request, quiet);
  statistics->test = collect_moments(*source, split.test, request, quiet);

  TrainOptions options;
  const double chosen = train(*source, statistics, options).test.r2;
  options.ridge = 0.0;
  const double none = train(*source, statistics, options).test.r2;
  qInfo("test R² %.3f with the chosen ridge, %.3f without", chosen, none);
  QVERIFY(chosen > 0.40 && chosen < 0.45);
  QVERIFY(none < 0.27);
}

QTEST_GUILESS_MAIN(TestRecipeTable)
#include "tst_recipe_table.moc"
