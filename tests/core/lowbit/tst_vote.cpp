// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/lowbit/vote.h"

#include <cmath>
#include <limits>
#include <vector>

#include <QtTest/QtTest>

using namespace prism;

class TestVote final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void threshold_is_mean_and_deviations();
  void votes_go_against_the_gradient_and_saturate();
  void consensus_follows_chance();
  void only_consensus_moves();
  void probability_is_rate_over_gap();
  void ends_of_the_table_hold();
  void buffer_is_cleared_or_kept();
  void moved_weights_rest();
  void same_seed_same_moves();
  void rounding_keeps_the_mean();
  void masters_are_rounded_to_the_nearest();
  void options_are_checked();
  void rates_rise_and_fall();
};

namespace {

const Grid& prime13() {
  static const Grid grid = grid_named("prime13");
  return grid;
}

/// Rates so high that every willing weight moves.
MoveRule always(double needed) {
  MoveRule rule;
  rule.needed = needed;
  rule.rate = 1e9;
  return rule;
}

}  // namespace

void TestVote::threshold_is_mean_and_deviations() {
  const std::vector<float> gradient{1, -3, 1, -3, 1, -3, 1, -3, 1, -3};
  const GradientSums sums = gradient_sums(gradient);
  QCOMPARE(sums.absolute, 20.0);
  QCOMPARE(sums.squares, 50.0);
  QCOMPARE(vote_threshold(sums, 10, 0), 2.0);
  QCOMPARE(vote_threshold(sums, 10, 1), 3.0);
  QCOMPARE(vote_threshold(gradient_sums({}), 0, 1), 0.0);
}

void TestVote::votes_go_against_the_gradient_and_saturate() {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> gradient{5, -5, 0.5F, -0.5F, nan, 1};
  std::vector<std::int8_t> votes(6, 0);
  QCOMPARE(cast_votes(gradient, 1, votes), 2);
  QCOMPARE(votes, (std::vector<std::int8_t>{-1, 1, 0, 0, 0, 0}));
  for (int i = 0; i < 300; ++i) (void)cast_votes(gradient, 1, votes);
  QCOMPARE(votes, (std::vector<std::int8_t>{-127, 127, 0, 0, 0, 0}));
}

void TestVote::consensus_follows_chance() {
  UpdateOptions options;
  QCOMPARE(votes_needed(options, 16, 0.25), 2.0);
  options.consensus = 2;
  QCOMPARE(votes_needed(options, 16, 0.25), 4.0);
  QCOMPARE(votes_needed(options, 16, 0), 1.0);  // never without a vote
  options.vote_momentum = 0.6;
  QCOMPARE(votes_needed(options, 16, 0.25), 5.0);
  options.fixed_fraction = 0.5;
  QCOMPARE(votes_needed(options, 16, 0.25), 8.0);
}

void TestVote::only_consensus_moves() {
  std::vector<std::uint8_t> codes{6, 6, 6, 6};
  std::vector<std::int8_t> votes{3, -3, 2, 0};
  const Moves moves = move_row(prime13(), 1, 0, always(3), codes, votes, {});
  QCOMPARE(codes, (std::vector<std::uint8_t>{7, 5, 6, 6}));
  QCOMPARE(moves.moved, 2);
  QCOMPARE(moves.voted, 3);
  QCOMPARE(moves.votes, 8.0);
}

void TestVote::probability_is_rate_over_gap() {
  // From 0 up the gap is scale/11, from 1/2 up it is scale/2: the same expected movement of both.
  constexpr std::size_t kMany = 40000;
  constexpr double kScale = 2, kRate = 0.05;
  for (const std::uint8_t from : {std::uint8_t{6}, std::uint8_t{11}}) {
    std::vector<std::uint8_t> codes(kMany, from);
    std::vector<std::int8_t> votes(kMany, 5);
    MoveRule rule;
    rule.rate = kRate;
    rule.seed = 42;
    const Moves moves = move_row(prime13(), kScale, 0, rule, codes, votes, {});
    const double gap = kScale * (prime13().values[from + 1] - prime13().values[from]);
    const double expected = kRate / gap * kMany;
    QVERIFY2(std::fabs(static_cast<double>(moves.moved) - expected) < 5 * std::sqrt(expected),
             qPrintable(QString("%1 of %2").arg(moves.moved).arg(expected)));
  }
  std::vector<std::uint8_t> codes(kMany, 6);
  std::vector<std::int8_t> votes(kMany, 5);
  MoveRule rule;
  rule.rate = 0;
  rule.p_min = 0.25;
  const Moves least = move_row(prime13(), kScale, 0, rule, codes, votes, {});
  QVERIFY(std::abs(static_cast<double>(least.moved) - 0.25 * kMany) < 5 * std::sqrt(0.25 * kMany));
}

void TestVote::ends_of_the_table_hold() {
  std::vector<std::uint8_t> codes{0, 12};
  std::vector<std::int8_t> votes{-9, 9};
  QCOMPARE(move_row(prime13(), 1, 0, always(1), codes, votes, {}).moved, 0);
  QCOMPARE(codes, (std::vector<std::uint8_t>{0, 12}));
}

void TestVote::buffer_is_cleared_or_kept() {
  std::vector<std::uint8_t> codes{6, 6};
  std::vector<std::int8_t> votes{8, 2};
  (void)move_row(prime13(), 1, 0, always(5), codes, votes, {});
  QCOMPARE(votes, (std::vector<std::int8_t>{0, 0}));
  votes = {8, -2};
  MoveRule rule = always(5);
  rule.keep = 0.5;
  (void)move_row(prime13(), 1, 0, rule, codes, votes, {});
  QCOMPARE(votes, (std::vector<std::int8_t>{0, -1}));  // who moved begins anew
}

void TestVote::moved_weights_rest() {
  std::vector<std::uint8_t> codes{6}, rest{0};
  MoveRule rule = always(1);
  rule.cooldown = 2;
  std::vector<int> seen;
  for (int i = 0; i < 6; ++i) {
    std::vector<std::int8_t> votes{1};
    (void)move_row(prime13(), 1, 0, rule, codes, votes, rest);
    seen.push_back(codes[0]);
  }
  QCOMPARE(seen, (std::vector<int>{7, 7, 7, 8, 8, 8}));
}

void TestVote::same_seed_same_moves() {
  const auto run = [](std::uint64_t seed, std::int64_t row) {
    std::vector<std::uint8_t> codes(200, 6);
    std::vector<std::int8_t> votes(200, 3);
    MoveRule rule;
    rule.rate = 0.04;
    rule.seed = seed;
    (void)move_row(prime13(), 1, row, rule, codes, votes, {});
    return codes;
  };
  QCOMPARE(run(1, 0), run(1, 0));
  QVERIFY(run(1, 0) != run(2, 0));
  QVERIFY(run(1, 0) != run(1, 1));
}

void TestVote::rounding_keeps_the_mean() {
  constexpr std::size_t kMany = 100000;
  const std::vector<float> gradient(kMany, -1);
  for (const double step : {0.03, 0.2, 0.7}) {
    std::vector<std::uint8_t> codes(kMany, 6);
    (void)round_row(prime13(), 2, 0, step, 9, gradient, codes);
    double mean = 0;
    for (const std::uint8_t code : codes) mean += 2.0 * prime13().values[code] / kMany;
    QVERIFY2(std::fabs(mean - step) < 0.01, qPrintable(QString("%1 of %2").arg(mean).arg(step)));
  }
  std::vector<std::uint8_t> codes(kMany, 12);
  QCOMPARE(round_row(prime13(), 2, 0, 5, 9, gradient, codes), 0);  // beyond the end: at the end
  const std::vector<float> bad(kMany, std::numeric_limits<float>::quiet_NaN());
  QCOMPARE(round_row(prime13(), 2, 0, 1, 9, bad, codes), 0);
}

void TestVote::masters_are_rounded_to_the_nearest() {
  const std::vector<float> master{0.04F, 0.05F, 3, -0.7F, 0.34F};
  std::vector<std::uint8_t> codes(5, 6);
  QCOMPARE(requantise_row(prime13(), 1, master, codes), 4);
  QCOMPARE(codes, (std::vector<std::uint8_t>{6, 7, 12, 1, 10}));
}

void TestVote::options_are_checked() {
  const auto refused = [](auto spoil) {
    UpdateOptions options;
    spoil(options);
    try {
      check_update(options);
    } catch (const Error& error) {
      return error.code() == ErrorCode::usage;
    }
    return false;
  };
  check_update({});
  QVERIFY(refused([](UpdateOptions& o) { o.z = -1; }));
  QVERIFY(refused([](UpdateOptions& o) { o.learning_rate = std::nan(""); }));
  QVERIFY(refused([](UpdateOptions& o) { o.p_max = 0.1, o.p_min = 0.2; }));
  QVERIFY(refused([](UpdateOptions& o) { o.vote_momentum = 1; }));
  QVERIFY(refused([](UpdateOptions& o) { o.cooldown = 300; }));
  QCOMPARE(update_of("sr"), LowBitUpdate::sr);
  QVERIFY_THROWS_EXCEPTION(Error, (void)update_of("votes"));
}

void TestVote::rates_rise_and_fall() {
  UpdateOptions options;
  options.warmup = 10;
  options.decay_to = 0.1;
  QCOMPARE(rate_at(options, 5, 1000), 0.5);
  QCOMPARE(rate_at(options, 10, 1000), 1.0);
  QCOMPARE(rate_at(options, 1000, 1000), 0.1);
  QVERIFY(rate_at(options, 500, 1000) < 1 && rate_at(options, 500, 1000) > 0.1);
}

QTEST_APPLESS_MAIN(TestVote)
#include "tst_vote.moc"
