// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/speech/alignment_file.h"
#include "core/speech/units.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <numeric>
#include <random>

#include <QTest>

using namespace prism;
using namespace prism::test;

namespace {

AlignmentTier tier(const char* name, std::vector<TierInterval> intervals) {
  AlignmentTier out;
  out.name = name;
  out.end = intervals.empty() ? 0 : intervals.back().end;
  out.intervals = std::move(intervals);
  return out;
}

Alignment alignment_of(std::vector<AlignmentTier> tiers) {
  Alignment out;
  for (const AlignmentTier& x : tiers) out.end = std::max(out.end, x.end);
  out.tiers = std::move(tiers);
  return out;
}

std::int64_t sum(const std::vector<SpeechUnit>& units) {
  return std::accumulate(units.begin(), units.end(), std::int64_t{0},
                         [](std::int64_t a, const SpeechUnit& unit) { return a + unit.frames; });
}

/// "the cat, sat": two frames a tenth of a second would be simple; the contract is the usual one.
Alignment cat() {
  return alignment_of(
      {tier("words", {{0, 0.1, ""}, {0.1, 0.2, "the"}, {0.2, 0.5, "cat"}, {0.5, 0.7, ""}, {0.7, 1.0, "sat"}}),
       tier("phones", {{0, 0.1, "sil"},
                       {0.1, 0.15, "DH"},
                       {0.15, 0.2, "AH0"},
                       {0.2, 0.3, "K"},
                       {0.3, 0.4, "AE1"},
                       {0.4, 0.5, "T"},
                       {0.5, 0.7, "sp"},
                       {0.7, 0.8, "S"},
                       {0.8, 0.9, "AE1"},
                       {0.9, 1.0, "T"}})});
}
const std::string kCat = "The cat, sat";
const std::vector<TextRange> kCatTokens = {{0, 0}, {0, 3}, {3, 5},
                                           {5, 7}, {7, 8}, {8, 12}};  // <s> The| c|at|,| sat

}  // namespace

class TestUnits : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void largestRemainder();
  void durationsSumToTheFrames();
  void wordsAreFound();
  void phonesCarryTheirTokens();
  void tokensWithoutPhones();
  void gapsAndOverlaps();
  void wordsThatAreWrittenOtherwise();
  void anotherTextIsRefused();
  void backToAnAlignment();
  void realUtterances();
};

void TestUnits::largestRemainder() {
  const std::vector<double> thirds = {1, 1, 1};
  QCOMPARE(frames_by_largest_remainder(thirds, 10), (std::vector<std::int64_t>{4, 3, 3}));
  const std::vector<double> mixed = {0.5, 0, 0.26, 0.24};
  QCOMPARE(frames_by_largest_remainder(mixed, 10), (std::vector<std::int64_t>{5, 0, 3, 2}));
  const std::vector<double> nothing = {0, std::nan(""), -1};
  QCOMPARE(frames_by_largest_remainder(nothing, 4), (std::vector<std::int64_t>{2, 1, 1}));
  QCOMPARE(frames_by_largest_remainder({}, 0), std::vector<std::int64_t>{});
  QVERIFY_THROWS_EXCEPTION(Error, (void)frames_by_largest_remainder({}, 3));
}

void TestUnits::durationsSumToTheFrames() {
  std::mt19937_64 random(5);
  std::exponential_distribution<double> seconds(12);
  const MelContract contract;
  for (int round = 0; round < 10000; ++round) {
    const std::size_t count = 1 + random() % 60;
    std::vector<TierInterval> words, phones;
    std::string text;
    double at = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double begin = at;
      const std::string word(1 + random() % 7, static_cast<char>('a' + random() % 26));
      for (std::size_t k = 1 + random() % 4; k > 0; --k) {
        const double length = random() % 20 == 0 ? 0 : seconds(random);
        phones.push_back({at, at + length, random() % 9 == 0 ? "sp" : "AH0"});
        at += length;
      }
      words.push_back({begin, at, word});
      text += word + (random() % 5 == 0 ? ", " : " ");
      if (random() % 6 == 0) at += seconds(random);                      // a gap
      if (random() % 12 == 0) at = std::max(0.0, at - seconds(random));  // an overlap
    }
    std::vector<AlignmentTier> tiers = {tier("words", words)};
    if (round % 3 != 0) tiers.push_back(tier("phones", phones));
    Alignment alignment = alignment_of(std::move(tiers));
    alignment.end = std::max(alignment.end, at);
    const auto samples = static_cast<std::int64_t>((at + seconds(random) - 0.02) * contract.sample_rate);
    const std::int64_t frames =
        std::max<std::int64_t>(1, contract.frames_of(std::max<std::int64_t>(samples, 0)));
    std::vector<TextRange> tokens;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t end = std::min(text.size(), i + 1 + random() % 4);
      tokens.push_back({static_cast<std::int64_t>(i), static_cast<std::int64_t>(end)});
      i = end;
    }
    const UtteranceUnits units = units_of(alignment, text, tokens, frames, contract);
    QCOMPARE(sum(units.units), frames);
    for (const SpeechUnit& unit : units.units) {
      QVERIFY(unit.frames >= 0);
      QVERIFY(unit.token >= 0 && unit.token < static_cast<int>(tokens.size()));
      const double share = (unit.end - unit.begin) * contract.frames_per_second();
      QVERIFY(std::abs(share - static_cast<double>(unit.frames)) < 1.0 + 1e-6);
    }
  }
}

void TestUnits::wordsAreFound() {
  const auto ranges = [](const std::vector<std::string>& words, const std::string& text) {
    std::vector<std::string> out;
    for (const TextRange& range : words_in_text(words, text)) {
      out.push_back(range.begin < 0 ? "-"
                                    : text.substr(static_cast<std::size_t>(range.begin),
                                                  static_cast<std::size_t>(range.end - range.begin)));
    }
    return out;
  };
  using Words = std::vector<std::string>;
  QCOMPARE(ranges({"the", "dont", "stop"}, "“The” don't—STOP!"), (Words{"The", "don't", "STOP"}));
  QCOMPARE(ranges({"printer", "'s", "re", "use"}, "printer's re-use"), (Words{"printer", "s", "re", "use"}));
  QCOMPARE(ranges({"ÉTÉ", "straße"}, "Été, STRAßE"), (Words{"Été", "STRAßE"}));
  QCOMPARE(ranges({"in", "nineteen", "oh", "three", "the"}, "In 1903 the"),
           (Words{"In", "-", "-", "-", "the"}));
  QCOMPARE(ranges({"a"}, "cat"), (Words{"-"}));
  QCOMPARE(ranges({"the", "the"}, "the cat the"), (Words{"the", "the"}));
  QCOMPARE(words_in_text({"the"}, "the cat the")[0].begin, 0);
  QCOMPARE(ranges({"", "x"}, ""), (Words{"-", "-"}));
  // A text too long for the exact search.
  std::string text;
  Words words;
  for (int i = 0; i < 6000; ++i) {
    words.push_back("w" + std::to_string(i));
    text += words.back() + (i % 7 == 0 ? ", " : " ");
  }
  QCOMPARE(ranges(words, text), words);
}

void TestUnits::phonesCarryTheirTokens() {
  const UtteranceUnits units = units_of(cat(), kCat, kCatTokens, 86, MelContract());
  QVERIFY(units.phones);
  QVERIFY(units.warnings.empty());
  std::vector<std::string> labels;
  std::vector<int> tokens, words;
  for (const SpeechUnit& unit : units.units) {
    labels.push_back(unit.label);
    tokens.push_back(unit.token);
    words.push_back(unit.word);
  }
  QCOMPARE(labels, (std::vector<std::string>{"sil", "DH", "AH0", "K", "AE1", "T", "sil", "S", "AE1", "T"}));
  QCOMPARE(words, (std::vector<int>{-1, 0, 0, 1, 1, 1, -1, 2, 2, 2}));
  QCOMPARE(tokens, (std::vector<int>{0, 1, 1, 2, 3, 3, 4, 5, 5, 5}));
  QCOMPARE(sum(units.units), 86);
}

void TestUnits::tokensWithoutPhones() {
  Alignment alignment = cat();
  alignment.tiers.pop_back();
  const UtteranceUnits units = units_of(alignment, kCat, kCatTokens, 86, MelContract());
  QVERIFY(!units.phones);
  std::vector<std::string> labels;
  std::vector<int> tokens;
  for (const SpeechUnit& unit : units.units) {
    labels.push_back(unit.label);
    tokens.push_back(unit.token);
  }
  QCOMPARE(labels, (std::vector<std::string>{"sil", "The", "c", "at", "sil", "sat"}));
  QCOMPARE(tokens, (std::vector<int>{0, 1, 2, 3, 4, 5}));
  QCOMPARE(units.units[2].end, 0.2 + 0.3 / 3);
}

void TestUnits::gapsAndOverlaps() {
  const Alignment alignment = alignment_of(
      {tier("words", {{0.1, 0.5, "cat"}}), tier("phones", {{0.1, 0.3, "K"}, {0.2, 0.5, "AE1"}})});
  const UtteranceUnits units = units_of(alignment, "cat", {}, 86, MelContract());
  QCOMPARE(units.units.size(), std::size_t{4});
  QVERIFY(units.units[0].silence && units.units[3].silence);
  QCOMPARE(units.units[1].end, 0.3);
  QCOMPARE(units.units[2].begin, 0.3);
  QCOMPARE(units.units[2].token, -1);
}

void TestUnits::wordsThatAreWrittenOtherwise() {
  const std::string text = "In 1903 we";
  const std::vector<TextRange> tokens = {{0, 2}, {2, 5}, {5, 7}, {7, 10}};
  const Alignment alignment = alignment_of(
      {tier("words",
            {{0, 0.2, "in"}, {0.2, 0.5, "nineteen"}, {0.5, 0.6, "oh"}, {0.6, 0.8, "three"}, {0.8, 1, "we"}}),
       tier("phones",
            {{0, 0.2, "IH0"}, {0.2, 0.5, "N"}, {0.5, 0.6, "OW1"}, {0.6, 0.8, "R"}, {0.8, 1, "W"}})});
  const UtteranceUnits units = units_of(alignment, text, tokens, 86, MelContract());
  std::vector<int> found;
  for (const SpeechUnit& unit : units.units) found.push_back(unit.token);
  QCOMPARE(found, (std::vector<int>{0, 1, 2, 2, 3}));
  QCOMPARE(units.warnings.size(), std::size_t{1});
}

void TestUnits::anotherTextIsRefused() {
  try {
    (void)units_of(cat(), "Something else entirely", {}, 86, MelContract());
    QFAIL("an alignment of another text was taken");
  } catch (const Error& error) {
    QCOMPARE(error.code(), ErrorCode::mismatch);
  }
  QVERIFY_THROWS_EXCEPTION(Error, (void)units_of({}, "x", {}, 5, MelContract()));
}

void TestUnits::backToAnAlignment() {
  const MelContract contract;
  const UtteranceUnits units = units_of(cat(), kCat, kCatTokens, 86, contract);
  const Alignment back = alignment_of_units(units.units, units.words, contract);
  const AlignmentTier* words = word_tier(back);
  const AlignmentTier* phones = phone_tier(back);
  QVERIFY(words != nullptr && phones != nullptr);
  QCOMPARE(words->intervals.size(), std::size_t{5});
  QCOMPARE(phones->intervals.size(), units.units.size());
  QCOMPARE(back.end, 86 * 256 / 22050.0);
  for (std::size_t i = 0; i < phones->intervals.size(); ++i) {
    QVERIFY(std::abs(phones->intervals[i].begin - units.units[i].begin) < 2 * 256 / 22050.0);
  }
  const UtteranceUnits again = units_of(back, kCat, kCatTokens, 86, contract);
  for (std::size_t i = 0; i < again.units.size(); ++i) QCOMPARE(again.units[i].frames, units.units[i].frames);
}

void TestUnits::realUtterances() {
  const auto path = shared_file("speech/ljspeech/TextGrid/LJ001-0002.TextGrid");
  if (path.empty()) QSKIP("the shared test data is not there");
  const std::string text = "in being comparatively modern.";
  const UtteranceUnits units = units_of(read_alignment(path).alignment, text, {}, 163, MelContract());
  QVERIFY(units.phones && units.warnings.empty());
  QCOMPARE(sum(units.units), 163);
  QCOMPARE(units.words, (std::vector<std::string>{"in", "being", "comparatively", "modern"}));
}

QTEST_APPLESS_MAIN(TestUnits)
#include "tst_units.moc"
