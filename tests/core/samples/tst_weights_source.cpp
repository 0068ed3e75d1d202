// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/samples/data.h"
#include "tests/core/samples/small_files.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <set>

#include <QTest>

using namespace prism;
using test::matrix;
using test::write_model;

namespace {

std::string message_of(const DataSpec& spec) {
  try {
    (void)open_samples(spec, 0);
  } catch (const Error& error) {
    return std::string(name_of(error.code())) + ": " + error.what();
  }
  return {};
}

std::vector<std::string> uppers(const SampleSource& source) {
  std::vector<std::string> texts;
  for (std::int64_t i = 0; i < source.size(); ++i) texts.push_back(source.describe(i).upper);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

class TestWeightsSource : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    // Upper: a 0, b 1, the 2, The 3, ab 4, Ċ 5, <|end|> 6; lower: the 0, b 1, a 2, Ċ 3, <|end|> 4. Both
    // padded.
    m_spec = {};
    m_spec.upper =
        write_model(m_folder / "upper", {"a", "b", "the", "The", "ab", "\xC4\x8A"}, {"<|end|>"}, 8, 4);
    m_spec.lower = write_model(m_folder / "lower", {"the", "b", "a", "\xC4\x8A"}, {"<|end|>"}, 6, 3);
  }
  void exactTokensByDefault();
  void otherClassesOnRequest();
  void leftOutFlags();
  void undertrainedByNorm();
  void overridesAreUsed();
  void candidates();
  void identities();
  void subset();
  void fewerRowsThanTokens();
  void nothingInCommon();
  void noVocabulary();
  void layerNames();
  void booksPair();

 private:
  test::TemporaryFolder m_folder;
  DataSpec m_spec;
};

void TestWeightsSource::exactTokensByDefault() {
  const auto source = open_samples(m_spec, 0);
  QVERIFY(source->domain() == Domain::weights);
  QCOMPARE(source->d_in(), 4);
  QCOMPARE(source->d_out(), 3);
  QCOMPARE(uppers(*source), (Texts{"a", "b", "the", "\\x0a"}));
  const std::vector<std::int64_t> indices{2, 0};
  std::vector<float> x(8);
  std::vector<float> z(6);
  source->read(indices, x.data(), z.data());
  QCOMPARE(x[1], 201.0F);  // head row 2 of A
  QCOMPARE(z[1], 1.0F);    // embedding row 0 of B: −10·0 + 1
  QCOMPARE(x[4], 0.0F);    // head row 0 of A
  QCOMPARE(z[3], -20.0F);  // embedding row 2 of B
  QCOMPARE(source->describe(2).token_class, std::string("exact"));
  QCOMPARE(source->describe(0).flags, Texts{"single_byte"});
}

void TestWeightsSource::otherClassesOnRequest() {
  m_spec.use_normalised = true;
  QCOMPARE(uppers(*open_samples(m_spec, 0)), (Texts{"a", "b", "the", "The", "\\x0a"}));
  m_spec.use_normalised = false;
  m_spec.use_approximated = true;
  const auto source = open_samples(m_spec, 0);
  QCOMPARE(uppers(*source), (Texts{"a", "b", "the", "ab", "\\x0a"}));
  std::vector<float> x(4);
  std::vector<float> z(3);
  source->read(std::vector<std::int64_t>{3}, x.data(), z.data());
  QCOMPARE(z[0], -15.0F);  // mean of rows 2 (a) and 1 (b)
  QCOMPARE(z[2], -13.0F);
  QCOMPARE(source->describe(3).lower, std::string("a | b"));
  QCOMPARE(source->truth_of(3), -1);
  m_spec.normalise.clear();
  m_spec.use_normalised = true;
  QCOMPARE(open_samples(m_spec, 0)->size(), 5);  // The has neither exact pieces nor a rule
}

void TestWeightsSource::leftOutFlags() {
  m_spec.leave_out = {"whitespace"};
  QCOMPARE(uppers(*open_samples(m_spec, 0)), (Texts{"a", "b", "the"}));
  m_spec.leave_out = {"single_byte"};
  QCOMPARE(uppers(*open_samples(m_spec, 0)), Texts{"the"});
  m_spec.leave_out = {"boring"};
  QVERIFY(message_of(m_spec).find("usage") == 0);
}

void TestWeightsSource::undertrainedByNorm() {
  TensorToWrite head = matrix("lm_head.weight", 8, 4);
  head.rows = [](std::int64_t first, std::int64_t count, float* out) {
    for (std::int64_t row = first; row < first + count; ++row)
      for (int col = 0; col < 4; ++col) *out++ = row == 1 ? 0.01F : 1.0F;
  };
  write_model(m_folder / "upper", {"a", "b", "the", "The", "ab", "\xC4\x8A"}, {"<|end|>"}, 8, 4,
              {head, matrix("model.embed_tokens.weight", 8, 4)});
  TensorToWrite embedding = matrix("model.embed_tokens.weight", 6, 3, 0);
  write_model(m_folder / "lower", {"the", "b", "a", "\xC4\x8A"}, {"<|end|>"}, 6, 3,
              {embedding, matrix("lm_head.weight", 6, 3)});
  m_spec.leave_out = {"undertrained"};
  QCOMPARE(uppers(*open_samples(m_spec, 0)), (Texts{"a", "the", "\\x0a"}));
}

void TestWeightsSource::overridesAreUsed() {
  m_spec.overrides = m_folder / "edits.tsv";
  write_file(m_spec.overrides, "3\t0\n1\t-\n");
  const auto source = open_samples(m_spec, 0);
  QCOMPARE(uppers(*source), (Texts{"a", "the", "The", "\\x0a"}));
  QCOMPARE(source->truth_of(2), 0);
}

void TestWeightsSource::candidates() {
  const auto source = open_samples(m_spec, 0);
  QCOMPARE(source->candidates(), 5);  // the padding row is none
  std::vector<float> rows(6);
  source->read_candidates(1, 2, rows.data());
  QCOMPARE(rows[0], -10.0F);
  QCOMPARE(rows[5], -18.0F);
  QCOMPARE(source->candidate_text(0), std::string("the"));
  for (std::int64_t i = 0; i < source->size(); ++i)
    QCOMPARE(source->candidate_text(source->truth_of(i)), source->describe(i).upper);
}

void TestWeightsSource::identities() {
  const auto source = open_samples(m_spec, 0);
  const auto names = source->identities();
  QVERIFY(names.at("upper_vocab") != names.at("lower_vocab"));
  QCOMPARE(open_samples(m_spec, 9)->identity(), source->identity());
  DataSpec other = m_spec;
  other.leave_out = {"control"};
  QVERIFY(open_samples(other, 0)->identity() != source->identity());
  other = m_spec;
  other.upper_layer = "model.embed_tokens.weight";
  QVERIFY(open_samples(other, 0)->identity() != source->identity());
  write_model(m_folder / "lower", {"the", "b", "a", "\xC4\x8A"}, {"<|end|>"}, 6, 3,
              {matrix("model.embed_tokens.weight", 6, 3, 1), matrix("lm_head.weight", 6, 3)});
  QVERIFY(open_samples(m_spec, 0)->identity() != source->identity());
  QVERIFY(open_samples(m_spec, 0)->identities() == names);  // the same tokens
}

void TestWeightsSource::subset() {
  m_spec.max_samples = 2;
  std::set<Texts> seen;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto source = open_samples(m_spec, seed);
    QCOMPARE(source->size(), 2);
    QCOMPARE(uppers(*open_samples(m_spec, seed)), uppers(*source));
    seen.insert(uppers(*source));
  }
  QVERIFY(seen.size() > 3);  // of six possible pairs
}

void TestWeightsSource::fewerRowsThanTokens() {
  write_model(m_folder / "lower", {"the", "b", "a", "\xC4\x8A"}, {"<|end|>"}, 4, 3);
  const std::string message = message_of(m_spec);
  QVERIFY2(message.find("mismatch") == 0 &&
               message.find("\"model.embed_tokens.weight\" has 4 rows") != std::string::npos &&
               message.find("has 5 tokens") != std::string::npos,
           message.c_str());
}

void TestWeightsSource::nothingInCommon() {
  write_model(m_folder / "lower", {"x", "y"}, {"<|end|>"}, 3, 3);
  QVERIFY(message_of(m_spec).find("mismatch") == 0);
}

void TestWeightsSource::noVocabulary() {
  std::filesystem::remove(m_spec.lower / "tokenizer.json");
  const std::string message = message_of(m_spec);
  QVERIFY2(message.find("not_found") == 0 && message.find("no vocabulary") != std::string::npos,
           message.c_str());
}

void TestWeightsSource::layerNames() {
  m_spec.upper_layer = "model.embed_tokens.weight";
  const auto source = open_samples(m_spec, 0);
  std::vector<float> x(4);
  std::vector<float> z(3);
  source->read(std::vector<std::int64_t>{1}, x.data(), z.data());
  QCOMPARE(x[0], -10.0F);
  m_spec.lower_layer = "nothing.here";
  QVERIFY(message_of(m_spec).find("not_found") == 0);
}

void TestWeightsSource::booksPair() {
  DataSpec spec;
  spec.upper = test::shared_file("llm/books-upper");
  spec.lower = test::shared_file("llm/books-lower");
  if (spec.upper.empty()) QSKIP("real files are not there");
  const auto source = open_samples(spec, 0);
  QCOMPARE(source->size(), 3071);
  QCOMPARE(source->d_in(), 256);
  QCOMPARE(source->d_out(), 160);
  QCOMPARE(source->candidates(), 3072);
  const Split split = split_samples(*source, SplitKind::automatic, 0);
  QVERIFY(split.test.size() > 230 && split.test.size() < 385);
  // Reading a block and reading one by one agree, and the truth's candidate row is z.
  std::vector<float> x(split.test.size() * 256);
  std::vector<float> z(split.test.size() * 160);
  source->read(split.test, x.data(), z.data());
  std::vector<float> one_x(256);
  std::vector<float> one_z(160);
  std::vector<float> candidate(160);
  for (std::size_t i = 0; i < split.test.size(); ++i) {
    source->read(std::vector<std::int64_t>{split.test[i]}, one_x.data(), one_z.data());
    QVERIFY(std::equal(one_x.begin(), one_x.end(), x.begin() + static_cast<std::ptrdiff_t>(i * 256)));
    QVERIFY(std::equal(one_z.begin(), one_z.end(), z.begin() + static_cast<std::ptrdiff_t>(i * 160)));
    source->read_candidates(source->truth_of(split.test[i]), 1, candidate.data());
    QVERIFY(candidate == one_z);
    QCOMPARE(source->candidate_text(source->truth_of(split.test[i])), source->describe(split.test[i]).upper);
  }
}

QTEST_APPLESS_MAIN(TestWeightsSource)
#include "tst_weights_source.moc"
