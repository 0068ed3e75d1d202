// SPDX-License-Identifier: GPL-3.0-or-later
// Positions of two tokenisations, windows, and the pairs recorded over a text.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/llm/activations.h"
#include "core/llm/decoder_torch.h"
#include "core/llm/state_reader_torch.h"
#include "core/model/rows.h"
#include "core/samples/data.h"
#include "tests/support/test_data.h"

#include <numeric>
#include <set>

#include <ATen/ATen.h>

// Torch declares macros of its own; Qt comes last.
#include <QTest>

using namespace prism;

namespace {

std::vector<TextToken> tokens_ending(const std::vector<std::size_t>& ends) {
  std::vector<TextToken> tokens;
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    tokens.push_back({static_cast<std::int32_t>(tokens.size()), begin, end});
    begin = end;
  }
  return tokens;
}

using Pairs = std::vector<std::pair<std::int64_t, std::int64_t>>;

Pairs aligned(const std::vector<std::size_t>& upper, const std::vector<std::size_t>& lower) {
  Pairs pairs;
  for (const auto& [a, b] : aligned_positions(tokens_ending(upper), tokens_ending(lower)))
    pairs.emplace_back(a, b);
  return pairs;
}

}  // namespace

class TestActivations : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    const auto upper = test::shared_file("llm/books-upper");
    if (upper.empty()) return;
    m_upper = LanguageModel::open(upper);
    m_lower = LanguageModel::open(test::shared_file("llm/books-lower"));
    m_text = read_file(test::shared_file("llm/books-text.txt")).substr(0, 6000);
  }

  void positions() {
    QCOMPARE(aligned({3, 5, 9}, {3, 5, 9}), (Pairs{{0, 0}, {1, 1}, {2, 2}}));
    QCOMPARE(aligned({3, 9}, {2, 3, 5, 9}), (Pairs{{0, 1}, {1, 3}}));
    QCOMPARE(aligned({1, 2, 4}, {3, 5}), Pairs{});
    QCOMPARE(aligned({}, {1}), Pairs{});
    // Tokens added by a model itself are empty: they stand for nothing, at the front, inside or behind.
    QCOMPARE(aligned({0, 3, 3, 5}, {3, 5, 5}), (Pairs{{1, 0}, {3, 1}}));
    // A character cut by one model alone is no position; cut by both at the same byte it is.
    QCOMPARE(aligned({1, 2, 3}, {3}), (Pairs{{2, 0}}));
    QCOMPARE(aligned({1, 3}, {1, 3}), (Pairs{{0, 0}, {1, 1}}));
  }

  void windows() {
    std::vector<std::int64_t> all(1000);
    std::iota(all.begin(), all.end(), 0);
    const auto plan = plan_windows(all, 128, 32);
    std::int64_t next = 0;
    for (const StateWindow& window : plan) {
      QVERIFY(window.end - window.begin <= 128);
      QCOMPARE(window.first, next);
      QVERIFY(window.begin == 0 || all[static_cast<std::size_t>(window.first)] - window.begin == 32);
      next += window.count;
    }
    QCOMPARE(next, 1000);
    QCOMPARE(plan.size(), std::size_t(1 + (1000 - 128 + 95) / 96));

    // Far apart: nothing in between is read. Nothing before the floor either.
    const std::vector<std::int64_t> few{5, 6, 900};
    const auto apart = plan_windows(few, 128, 32, 4);
    QCOMPARE(apart.size(), std::size_t(2));
    QCOMPARE(apart[0].begin, 4);
    QCOMPARE(apart[0].end, 7);
    QCOMPARE(apart[1].begin, 868);
    QCOMPARE(apart[1].end, 901);
    QVERIFY(plan_windows({}, 128, 32).empty());
    QCOMPARE(plan_windows(few, 1, 0).size(), std::size_t(3));
  }

  void targets() {
    QVERIFY(activation_target_of("hidden") == ActivationTarget::hidden);
    QVERIFY(activation_target_of(name_of(ActivationTarget::next_embedding)) ==
            ActivationTarget::next_embedding);
    QVERIFY_EXCEPTION_THROWN((void)activation_target_of("layer"), Error);
  }

  // The pairs against the models run by hand over the first window.
  void nextEmbedding() {
    if (!m_upper) QSKIP("the shared models are not there");
    const test::TemporaryFolder folder;
    ActivationOptions options;
    options.window = 128;
    const auto result = write_activations(*m_upper, *m_lower, m_text, options, folder / "p.safetensors");
    QCOMPARE(result.d_in, 256);
    QCOMPARE(result.d_out, 160);
    const ModelText a = read_text(m_upper->tokenizer(), m_text);
    const ModelText b = read_text(m_lower->tokenizer(), m_text);
    const auto aligned = aligned_positions(a.tokens, b.tokens);
    QCOMPARE(result.samples, static_cast<std::int64_t>(aligned.size()) - 1);  // the last has no next token
    QCOMPARE(result.samples + result.skipped, static_cast<std::int64_t>(a.tokens.size()));

    const TensorFile file = open_safetensors(folder / "p.safetensors");
    QCOMPARE(file.metadata.at("domain"), std::string("activations"));
    at::Tensor ids = at::empty({1, 128}, at::kLong);
    for (std::int64_t i = 0; i < 128; ++i) ids[0][i] = a.tokens[static_cast<std::size_t>(i)].id;
    const Decoder& upper = m_upper->decoder();
    const at::Tensor states = upper.forward(upper.embed(ids))[0];
    const RowReader x(file, file.get("x"));
    const RowReader z(file, file.get("z"));
    std::vector<float> row(256);
    for (std::int64_t sample = 0; sample < result.samples; sample += 7) {
      const AlignedPosition& position = aligned[static_cast<std::size_t>(sample)];
      const std::int64_t next = b.tokens[static_cast<std::size_t>(position.lower + 1)].id;
      z.read(sample, row.data());
      const at::Tensor embedding = m_lower->decoder().embed(at::full({1}, next, at::kLong))[0];
      QVERIFY(at::equal(at::from_blob(row.data(), {160}), embedding));
      if (position.upper >= 128) continue;
      x.read(sample, row.data());
      const at::Tensor own = states[position.upper];
      QVERIFY((at::from_blob(row.data(), {256}) - own).norm().item<float>() <
              1e-4F * own.norm().item<float>());
    }
  }

  void hiddenOfOneModel() {
    if (!m_upper) QSKIP("the shared models are not there");
    const test::TemporaryFolder folder;
    ActivationOptions options;
    options.exit_layer = 1;
    options.entry_layer = 2;
    options.target = ActivationTarget::hidden;
    const std::string text = m_text.substr(0, 300);
    const auto result = write_activations(*m_upper, *m_upper, text, options, folder / "p.safetensors");
    QCOMPARE(result.skipped, 0);
    QCOMPARE(result.d_out, 256);
    const TensorFile file = open_safetensors(folder / "p.safetensors");
    at::Tensor x = at::empty({1, result.samples, 256});
    at::Tensor z = at::empty({1, result.samples, 256});
    RowReader(file, file.get("x")).read(0, result.samples, x.data_ptr<float>());
    RowReader(file, file.get("z")).read(0, result.samples, z.data_ptr<float>());
    // The text fits one window, so the block between the two layers gives z from x.
    const at::Tensor again = m_upper->decoder().forward(x, nullptr, 1, 2);
    QVERIFY((again - z).norm().item<float>() < 1e-4F * z.norm().item<float>());
  }

  // Neither the windows' length nor the batch changes a state that has all its context.
  void windowsGiveTheSameStates() {
    if (!m_upper) QSKIP("the shared models are not there");
    const ModelText text = read_text(m_upper->tokenizer(), m_text.substr(0, 900));
    const StateReader reader(*m_upper, text, 2);
    const std::vector<std::int64_t> wanted{10, 11, 12, 60};
    const auto whole = plan_windows(wanted, 200, 200);
    const std::vector<StateWindow> single{{0, 13, 0, 3}, {0, 61, 3, 1}};
    const at::Tensor one = reader.read(whole, wanted);
    const at::Tensor two = reader.read(single, wanted);
    QVERIFY((one - two).norm().item<float>() < 1e-4F * one.norm().item<float>());
  }

  void asSamples() {
    if (!m_upper) QSKIP("the shared models are not there");
    const test::TemporaryFolder folder;
    const auto result = write_activations(*m_upper, *m_lower, m_text, {}, folder / "p.safetensors");
    DataSpec spec;
    spec.pairs = folder / "p.safetensors";
    const auto source = open_samples(spec, 0);
    QVERIFY(source->domain() == Domain::activations);
    QCOMPARE(source->size(), result.samples);
    QCOMPARE(source->candidates(), m_lower->tokenizer().vocabulary().size());
    std::vector<float> x(256), z(160), candidate(160);
    const std::int64_t index[] = {100};
    source->read(index, x.data(), z.data());
    source->read_candidates(source->truth_of(100), 1, candidate.data());
    QCOMPARE(z, candidate);
    const SampleFigures sample = source->describe(100);
    QCOMPARE(sample.lower, source->candidate_text(source->truth_of(100)));
    QVERIFY(sample.upper.ends_with("]"));
    const std::string before = sample.upper.substr(0, sample.upper.find('['));
    QVERIFY2(before.size() >= 40, before.c_str());
    QVERIFY(!sample.token_class.empty());
    QCOMPARE(source->identities().at("target"), std::string("next-embedding"));
    QCOMPARE(source->identities().at("exit_layer"), std::string("4"));
    QVERIFY(source->identities().contains("lower_vocab"));
  }

  void fewerSamples() {
    if (!m_upper) QSKIP("the shared models are not there");
    const test::TemporaryFolder folder;
    ActivationOptions options;
    options.max_samples = 150;
    const auto result = write_activations(*m_upper, *m_lower, m_text, options, folder / "p.safetensors");
    QCOMPARE(result.samples, 150);
    const TensorFile file = open_safetensors(folder / "p.safetensors");
    std::int64_t last = 0;
    const auto bytes = file.data(file.get("ends"));
    std::memcpy(&last, bytes.data() + bytes.size() - sizeof last, sizeof last);
    QVERIFY(last > static_cast<std::int64_t>(m_text.size() / 2));  // from all over the text
  }

  void refused() {
    if (!m_upper) QSKIP("the shared models are not there");
    const test::TemporaryFolder folder;
    const auto refuses = [&](const ActivationOptions& options, const std::string& text) {
      try {
        (void)write_activations(*m_upper, *m_lower, text, options, folder / "p.safetensors");
      } catch (const Error&) {
        return !std::filesystem::exists(folder / "p.safetensors");
      }
      return false;
    };
    ActivationOptions options;
    QVERIFY(refuses(options, ""));
    QVERIFY(refuses(options, "a"));  // no token follows
    options.exit_layer = 5;
    QVERIFY(refuses(options, m_text));
    options.exit_layer = -1;
    options.entry_layer = 1;
    QVERIFY(refuses(options, m_text));  // embeddings do not enter at a later layer
    options.entry_layer = -1;
    options.window = 1000;
    QVERIFY(refuses(options, m_text));

    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN((void)write_activations(*m_upper, *m_lower, m_text, {}, folder / "p.safetensors",
                                                     RunControl(stop.get_token())),
                             Stopped);
    QVERIFY(std::filesystem::is_empty(folder.path()));
  }

 private:
  std::shared_ptr<const LanguageModel> m_upper, m_lower;
  std::string m_text;
};

QTEST_APPLESS_MAIN(TestActivations)
#include "tst_activations.moc"
