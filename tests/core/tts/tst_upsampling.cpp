// SPDX-License-Identifier: GPL-3.0-or-later
// Gaussian upsampling against its formula, written out in double precision.
#include "core/base/random.h"
#include "core/tts/projector_torch.h"
#include "core/tts/trained_projector.h"

#include <cmath>
#include <vector>

#include <ATen/ATen.h>
#include <QTest>

using namespace prism;

namespace {

/// Row t, unit i of the design's formula, in double precision and without logarithms' tricks.
std::vector<double> row_by_formula(const std::vector<double>& durations, const std::vector<double>& ranges,
                                   std::int64_t t) {
  std::vector<double> logs(durations.size(), -INFINITY);
  double end = 0, most = -INFINITY;
  for (std::size_t i = 0; i < durations.size(); ++i) {
    end += durations[i];
    if (durations[i] <= 0) continue;
    const double centre = end - durations[i] / 2;
    const double distance = static_cast<double>(t) + 0.5 - centre;
    logs[i] = -distance * distance / (2 * ranges[i] * ranges[i]) - std::log(ranges[i]);
    most = std::max(most, logs[i]);
  }
  double sum = 0;
  for (double& each : logs) sum += each = std::exp(each - most);
  for (double& each : logs) each /= sum;
  return logs;
}

}  // namespace

class TestUpsampling : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void follows_the_formula() {
    Random random(3);
    for (int trial = 0; trial < 50; ++trial) {
      const std::int64_t units = 1 + static_cast<std::int64_t>(random.below(30));
      at::Tensor durations = at::zeros({1, units}, at::kLong);
      at::Tensor ranges = at::zeros({1, units}, at::kFloat);
      std::vector<double> d, r;
      std::int64_t frames = 0;
      for (std::int64_t i = 0; i < units; ++i) {
        const std::int64_t length = i == 0 ? 1 + static_cast<std::int64_t>(random.below(9))
                                           : static_cast<std::int64_t>(random.below(12));
        durations[0][i] = length;
        ranges[0][i] = 0.5 + 5 * random.uniform();
        frames += length;
        d.push_back(static_cast<double>(length));
        r.push_back(ranges[0][i].item<double>());
      }
      const at::Tensor found = gaussian_upsampling(durations, ranges, frames);
      QCOMPARE(found.sizes().vec(), (std::vector<std::int64_t>{1, frames, units}));
      for (std::int64_t t = 0; t < frames; ++t) {
        const std::vector<double> wanted = row_by_formula(d, r, t);
        double sum = 0;
        for (std::int64_t i = 0; i < units; ++i) {
          const double value = found[0][t][i].item<double>();
          sum += value;
          QVERIFY(std::abs(value - wanted[static_cast<std::size_t>(i)]) < 1e-5);
          if (d[static_cast<std::size_t>(i)] <= 0) QCOMPARE(value, 0.0);
        }
        QVERIFY(std::abs(sum - 1) < 1e-5);
      }
    }
  }

  void rows_sum_to_one_far_from_every_centre() {
    // A narrow unit of a thousand frames: without logarithms every weight would be 0.
    const at::Tensor durations = at::tensor({1000, 0, 1}, at::kLong).view({1, 3});
    const at::Tensor found = gaussian_upsampling(durations, at::full({1, 3}, 0.5F), 1001);
    QVERIFY(found.isfinite().all().item<bool>());
    QVERIFY((found.sum(2) - 1).abs().max().item<double>() < 1e-6);
    QCOMPARE(found.select(2, 1).abs().max().item<double>(), 0.0);
  }

  void a_range_below_a_half_counts_as_a_half() {
    const at::Tensor durations = at::tensor({4, 5}, at::kLong).view({1, 2});
    const at::Tensor narrow = gaussian_upsampling(durations, at::full({1, 2}, 0.1F), 9);
    const at::Tensor half = gaussian_upsampling(durations, at::full({1, 2}, 0.5F), 9);
    QVERIFY(at::equal(narrow, half));
  }

  void centres_are_middles() {
    const at::Tensor centres = unit_centres(at::tensor({2, 0, 5}, at::kLong).view({1, 3}));
    QCOMPARE(centres[0][0].item<double>(), 1.0);
    QCOMPARE(centres[0][1].item<double>(), 2.0);
    QCOMPARE(centres[0][2].item<double>(), 4.5);
  }

  void whole_frames_keep_the_sum() {
    Random random(5);
    std::vector<float> predicted;
    std::vector<SpeechUnit> units;
    double wanted = 0;
    for (int i = 0; i < 200; ++i) {
      predicted.push_back(static_cast<float>(1 + 8 * random.uniform()));
      wanted += static_cast<double>(predicted.back());
      units.emplace_back();
    }
    std::int64_t sum = 0;
    for (const std::int64_t frames : whole_frames(predicted, units)) {
      QVERIFY(frames >= 1);
      sum += frames;
    }
    QVERIFY(std::abs(static_cast<double>(sum) - wanted) <= 0.5);
    std::int64_t faster = 0;
    for (const std::int64_t frames : whole_frames(predicted, units, 2.0)) faster += frames;
    QVERIFY(std::abs(static_cast<double>(faster) - wanted / 2) < 12);  // no unit is dropped
  }

  void only_silences_may_vanish() {
    std::vector<SpeechUnit> units(2);
    units[0].silence = true;
    const std::vector<std::int64_t> frames = whole_frames(std::vector<float>{0.2F, 0.0F}, units);
    QCOMPARE(frames[0], 0);
    QCOMPARE(frames[1], 1);
  }
};

QTEST_APPLESS_MAIN(TestUpsampling)
#include "tst_upsampling.moc"
