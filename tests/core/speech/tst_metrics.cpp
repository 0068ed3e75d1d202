// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/speech/metrics.h"

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include <QtTest/QtTest>

using namespace prism;

namespace {

FrameFeatures noise(std::int64_t frames, std::int64_t dim, std::uint64_t seed) {
  FrameFeatures features{frames, dim, std::vector<float>(static_cast<std::size_t>(frames * dim))};
  Random random(seed);
  for (float& value : features.values) value = static_cast<float>(random.normal());
  return features;
}

double distance(const FrameFeatures& a, std::int64_t i, const FrameFeatures& b, std::int64_t j) {
  double sum = 0;
  for (std::int64_t k = 0; k < a.dim; ++k) sum += std::pow(static_cast<double>(a.row(i)[k] - b.row(j)[k]), 2);
  return std::sqrt(sum);
}

/// The whole table, as in the textbook.
double plain_cost(const FrameFeatures& a, const FrameFeatures& b) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  std::vector<std::vector<double>> table(static_cast<std::size_t>(a.frames),
                                         std::vector<double>(static_cast<std::size_t>(b.frames), kFar));
  for (std::size_t i = 0; i < table.size(); ++i) {
    for (std::size_t j = 0; j < table[i].size(); ++j) {
      double before = i == 0 && j == 0 ? 0 : kFar;
      if (i > 0) before = std::min(before, table[i - 1][j]);
      if (j > 0) before = std::min(before, table[i][j - 1]);
      if (i > 0 && j > 0) before = std::min(before, table[i - 1][j - 1]);
      table[i][j] = before + distance(a, static_cast<std::int64_t>(i), b, static_cast<std::int64_t>(j));
    }
  }
  return table.back().back();
}

}  // namespace

class TestMetrics : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void warping_finds_the_cheapest_path() {
    for (const auto& [rows, cols] :
         {std::pair{1, 1}, std::pair{1, 7}, std::pair{9, 1}, std::pair{40, 57}, std::pair{63, 30}}) {
      const FrameFeatures a = noise(rows, 5, 1), b = noise(cols, 5, 2);
      const WarpPath path = warp(a, b);
      QCOMPARE(path.steps.front(), (std::pair<std::int64_t, std::int64_t>(0, 0)));
      QCOMPARE(path.steps.back(), (std::pair<std::int64_t, std::int64_t>(rows - 1, cols - 1)));
      double sum = 0;
      for (std::size_t i = 0; i < path.steps.size(); ++i) {
        sum += distance(a, path.steps[i].first, b, path.steps[i].second);
        if (i == 0) continue;
        const auto down = path.steps[i].first - path.steps[i - 1].first;
        const auto right = path.steps[i].second - path.steps[i - 1].second;
        QVERIFY(down >= 0 && down <= 1 && right >= 0 && right <= 1 && down + right >= 1);
      }
      const auto steps = static_cast<double>(path.steps.size());
      QVERIFY(std::abs(path.mean_cost * steps - plain_cost(a, b)) < 1e-6 * steps);
      QVERIFY(std::abs(path.mean_cost - sum / steps) < 1e-6);
    }
    QVERIFY(warp(noise(0, 5, 1), noise(3, 5, 1)).steps.empty());
    QVERIFY_EXCEPTION_THROWN((void)warp(noise(2, 5, 1), noise(2, 4, 1)), Error);
    FrameFeatures endless;
    endless.frames = std::int64_t{1} << 40;
    endless.dim = 5;
    QVERIFY_EXCEPTION_THROWN((void)warp(endless, endless), Error);
  }

  void cepstrum_is_the_orthonormal_cosine_transform() {
    const FrameFeatures mel = noise(3, 80, 4);
    const FrameFeatures cepstrum = mel_cepstrum(mel, 80);
    for (std::int64_t frame = 0; frame < 3; ++frame) {
      double before = 0, after = 0;
      for (std::int64_t i = 0; i < 80; ++i) {
        before += std::pow(static_cast<double>(mel.row(frame)[i]), 2);
        after += std::pow(static_cast<double>(cepstrum.row(frame)[i]), 2);
      }
      QVERIFY(std::abs(before - after) < 1e-4 * before);  // keeps lengths
      double third = 0;
      for (int n = 0; n < 80; ++n) {
        third += std::sqrt(2.0 / 80) * static_cast<double>(mel.row(frame)[n]) *
                 std::cos(std::numbers::pi * 3 * (n + 0.5) / 80);
      }
      QVERIFY(std::abs(third - static_cast<double>(cepstrum.row(frame)[3])) < 1e-5);
    }
    QVERIFY_EXCEPTION_THROWN((void)mel_cepstrum(mel, 81), Error);
  }

  void distortion_of_a_known_difference() {
    // One cepstral coefficient off by 0.1 everywhere; loudness does not count.
    const FrameFeatures a = noise(20, 80, 5);
    FrameFeatures b = a;
    for (std::int64_t frame = 0; frame < 20; ++frame) {
      for (int n = 0; n < 80; ++n) {
        b.row(frame)[n] += static_cast<float>(
            0.1 * std::sqrt(2.0 / 80) * std::cos(std::numbers::pi * 5 * (n + 0.5) / 80) + 3);
      }
    }
    const MelDistortion distortion = mel_distortion(a, b);
    QVERIFY(std::abs(distortion.db - 10 * std::numbers::sqrt2 / std::numbers::ln10 * 0.1) < 1e-4);
    QCOMPARE(distortion.per_frame_db.size(), distortion.path.steps.size());
    QVERIFY(mel_distortion(a, a).db < 1e-9);
  }

  void pitch_errors_along_the_path() {
    const PitchTrack a{0.01, {0, 100, 100, 200}}, b{0.01, {0, 110, 0, 200}};
    WarpPath path;
    for (std::int64_t i = 0; i < 4; ++i) path.steps.emplace_back(i, i);
    const PitchError error = pitch_error(a, b, path, 0.01);
    QCOMPARE(error.frames, 4);
    QCOMPARE(error.voicing_error, 0.25);
    QVERIFY(std::abs(error.log_f0_rmse - std::log(1.1) / std::numbers::sqrt2) < 1e-9);
    const PitchError unvoiced = pitch_error(a, {0.01, {0, 0, 0, 0}}, path, 0.01);
    QVERIFY(std::isnan(unvoiced.log_f0_rmse));
    QCOMPARE(unvoiced.voicing_error, 0.75);
    QVERIFY(std::isnan(pitch_error(a, b, {}, 0.01).voicing_error));
  }
};

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
