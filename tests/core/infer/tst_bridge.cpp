// SPDX-License-Identifier: GPL-3.0-or-later
// Adapters between the two shipped models: what stitched perplexity and generation make of them.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/infer/bridge.h"
#include "core/solve/train.h"
#include "tests/core/infer/made_adapter.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <cmath>

#include <QTest>

using namespace prism;

namespace {

std::shared_ptr<const Adapter> trained(const DataSpec& data) {
  const auto source = open_samples(data, 0);
  TrainOptions options;
  options.workers = 16;
  options.ridge = 0.01;
  RunRecord record;
  record.options["data"] = data.to_json();
  TrainResult result = train(*source, collect_statistics(*source, {}), options);
  result.adapter.record = record;
  return std::make_shared<const Adapter>(std::move(result.adapter));
}

}  // namespace

class TestBridge : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    const auto upper = test::shared_file("llm/books-upper");
    if (upper.empty()) return;
    m_upper = LanguageModel::open(upper);
    m_lower = LanguageModel::open(test::shared_file("llm/books-lower"));
    m_text = read_file(test::shared_file("llm/books-lower/validation.txt")).substr(0, 3000);
    const std::string text = read_file(test::shared_file("llm/books-text.txt")).substr(200000, 10000);
    const auto between = [&](const LanguageModel& a, const LanguageModel& b, ActivationOptions options,
                             const std::string& name) {
      (void)write_activations(a, b, text, options, m_folder / name);
      DataSpec data;
      data.pairs = m_folder / name;
      return trained(data);
    };
    DataSpec weights;
    weights.upper = upper;
    weights.lower = m_lower->path();
    m_weights = trained(weights);
    m_next = between(*m_upper, *m_lower, {}, "next.safetensors");
    ActivationOptions hidden;
    hidden.target = ActivationTarget::hidden;
    m_hidden = between(*m_upper, *m_lower, hidden, "hidden.safetensors");
    hidden.exit_layer = 1;
    hidden.entry_layer = 2;
    m_inner = between(*m_upper, *m_upper, hidden, "inner.safetensors");
  }

  void words() {
    for (const Through through : {Through::automatic, Through::prompt, Through::continuation, Through::all})
      QVERIFY(through_of(name_of(through)) == through);
    QVERIFY_EXCEPTION_THROWN((void)through_of("half"), Error);
  }

  void junctions() {
    if (!m_upper) QSKIP("the shared models are not there");
    QVERIFY(junction_of(*m_weights).domain == Domain::weights);
    QCOMPARE(models_of(*m_weights).lower, m_lower->path());
    const Junction next = junction_of(*m_next);
    QVERIFY(next.domain == Domain::activations && next.target == ActivationTarget::next_embedding);
    QCOMPARE(next.entry_layer, 0);
    const Junction inner = junction_of(*m_inner);
    QVERIFY(inner.target == ActivationTarget::hidden);
    QCOMPARE(inner.exit_layer, 1);
    QCOMPARE(inner.entry_layer, 2);
    QCOMPARE(models_of(*m_inner).upper, m_upper->path());
  }

  void checks() {
    if (!m_upper) QSKIP("the shared models are not there");
    QVERIFY(check_bridge(bridge(m_next)).empty());
    QVERIFY(check_bridge(bridge(m_weights)).empty());
    Bridge states = bridge(m_weights);
    states.junction.domain = Domain::activations;
    QCOMPARE(check_bridge(states).size(), std::size_t(1));
    Bridge rows = bridge(m_next);
    rows.junction.domain = Domain::weights;
    QCOMPARE(check_bridge(rows).size(), std::size_t(1));

    Bridge turned = bridge(m_next);
    std::swap(turned.upper, turned.lower);
    QVERIFY_EXCEPTION_THROWN((void)check_bridge(turned), Error);
    Bridge deep = bridge(m_hidden);
    deep.junction.entry_layer = 9;
    QVERIFY_EXCEPTION_THROWN((void)check_bridge(deep), Error);
    Bridge strange = bridge(m_inner);  // other vocabulary, same widths
    strange.junction.exit_layer = 5;
    QVERIFY_EXCEPTION_THROWN((void)check_bridge(strange), Error);
  }

  void stitched_data() {
    QTest::addColumn<int>("which");
    QTest::newRow("weights") << 0;
    QTest::newRow("next-embedding") << 1;
    QTest::newRow("hidden") << 2;
    QTest::newRow("layers replaced") << 3;
  }
  void stitched() {
    if (!m_upper) QSKIP("the shared models are not there");
    QFETCH(int, which);
    const Bridge own =
        bridge(std::vector{m_weights, m_next, m_hidden, m_inner}[static_cast<std::size_t>(which)]);
    PerplexityOptions options;
    options.window = 128;
    const StitchResult result = stitch(own, m_text, options, 7);
    const Perplexity alone = perplexity(*own.lower, m_text, options);
    QCOMPARE(result.own.tokens, alone.tokens);
    QVERIFY(std::abs(result.own.nats_per_token - alone.nats_per_token) < 1e-4);
    QVERIFY(result.stitched.perplexity > result.own.perplexity);
    QVERIFY2(result.shuffled.perplexity > 1.5 * result.stitched.perplexity,
             qPrintable(QStringLiteral("%1 %2 %3")
                            .arg(result.own.perplexity)
                            .arg(result.stitched.perplexity)
                            .arg(result.shuffled.perplexity)));
    QVERIFY(result.replaced_share > 0.9 && result.replaced_share <= 1);
    const StitchResult again = stitch(own, m_text, options, 7);
    QCOMPARE(again.shuffled.perplexity, result.shuffled.perplexity);
  }

  // A map that gives exactly what it replaces changes nothing.
  void identityChangesNothing() {
    if (!m_upper) QSKIP("the shared models are not there");
    Adapter adapter = make_adapter(test::plan_of(256, 256, 1, 1, 256));
    for (const Worker& worker : adapter.plan.workers) {
      std::vector<float> tile;
      for (auto row = worker.rows.begin; row < worker.rows.end; ++row)
        for (auto col = worker.cols.begin; col < worker.cols.end; ++col)
          tile.push_back(row == col ? 1.0F : 0.0F);
      set_tile(adapter, worker.id, tile);
    }
    adapter.domain = Domain::activations;
    Bridge same{m_upper, m_upper, std::make_shared<const Adapter>(std::move(adapter)), {}, {}};
    same.junction = {2, 2, ActivationTarget::hidden, Domain::activations};
    const StitchResult result = stitch(same, m_text, {}, 0);
    QCOMPARE(result.replaced_share, 1.0);
    QVERIFY(std::abs(result.stitched.nats_per_token - result.own.nats_per_token) < 1e-4);
    InferOptions options = some(12);
    const InferResult spoken = infer(same, "It was a dark", options);
    QCOMPARE(spoken.lower_text, spoken.alone_text);
    QCOMPARE(spoken.lower_text, spoken.upper_text);
    QVERIFY(!spoken.lower_text.empty());
  }

  void spoken_data() { stitched_data(); }
  void spoken() {
    if (!m_upper) QSKIP("the shared models are not there");
    QFETCH(int, which);
    const Bridge own =
        bridge(std::vector{m_weights, m_next, m_hidden, m_inner}[static_cast<std::size_t>(which)]);
    const std::string prompt = "I have told you, reader, that";
    for (const Through through : {Through::automatic, Through::prompt, Through::continuation, Through::all}) {
      InferOptions options = some(8);
      options.through = through;
      std::string upper, lower;
      std::size_t steps = 0;
      InferEvents events;
      events.upper_text = [&](const std::string& piece) { upper += piece; };
      events.lower_text = [&](const std::string& piece) { lower += piece; };
      events.step = [&](const BridgeStep&) { ++steps; };
      const InferResult result = infer(own, prompt, options, {}, events);
      const std::string read = prompt + (through == Through::continuation ? result.upper_text : "");
      QCOMPARE(result.text, read + result.lower_text);
      QCOMPARE(result.upper_text, generate(*m_upper, prompt, options.upper).text);
      QCOMPARE(result.alone_text, generate(*own.lower, read, options.lower).text);
      QCOMPARE(upper, result.upper_text);
      QCOMPARE(lower, result.lower_text);
      QCOMPARE(result.tokens, 8);
      QCOMPARE(steps, result.steps.size());
      QVERIFY(!result.stopped && result.warnings.empty());
      const auto spoken = std::count_if(result.steps.begin(), result.steps.end(),
                                        [](const BridgeStep& step) { return !step.prompt; });
      const bool all = through == Through::all || (through == Through::automatic && which != 1);
      QVERIFY(all ? spoken > 4 : spoken == 0);
      QVERIFY(result.steps.size() > 5);
      QVERIFY(!result.steps.front().active.workers.empty());
      QVERIFY(*std::max_element(result.active_workers.begin(), result.active_workers.end()) > 0);
      QCOMPARE(result.steps.front().nearest.size(), std::size_t(which == 3 ? 0 : 5));
    }
  }

  void rows() {
    if (!m_upper) QSKIP("the shared models are not there");
    Bridge own = bridge(m_next);
    own.upper.reset();
    Random random(1);
    const std::vector<float> x = test::normal_values(3 * 256, random);
    const InferResult result = infer_rows(own, x.data(), 3, "and then", some(6));
    QCOMPARE(result.steps.size(), std::size_t(3));
    QCOMPARE(result.tokens, 6);
    QVERIFY(result.text.starts_with("and then"));
    const InferResult bare = infer_rows(own, x.data(), 3, "", some(6));
    QCOMPARE(bare.tokens, 6);
    QVERIFY_EXCEPTION_THROWN((void)infer_rows(own, std::vector<float>(300 * 256).data(), 300, "", some(6)),
                             Error);
  }

  void prompts() {
    if (!m_upper) QSKIP("the shared models are not there");
    const Bridge own = bridge(m_hidden);
    const auto usage = [&](const std::string& prompt) {
      try {
        (void)infer(own, prompt, some(4));
      } catch (const Error& error) {
        return error.code() == ErrorCode::usage;
      }
      return false;
    };
    QVERIFY(usage(std::string(1 << 20, 'a')));
    QVERIFY(usage(m_text));
    const InferResult odd = infer(own, std::string("a\xff\0b", 4), some(4));
    QCOMPARE(odd.warnings.size(), std::size_t(1));
    QCOMPARE(odd.tokens, 4);
    // The context ends the text, and says so.
    const InferResult full = infer(own, m_text.substr(0, 600), some(300));
    QVERIFY(full.end == GenerationEnd::context);
    QVERIFY(full.tokens > 0 && !full.lower_text.empty());
  }

  void stopping() {
    if (!m_upper) QSKIP("the shared models are not there");
    std::stop_source stop;
    InferEvents events;
    std::string seen;
    events.lower_text = [&](const std::string& piece) {
      seen += piece;
      if (seen.size() > 8) stop.request_stop();
    };
    const InferResult result =
        infer(bridge(m_hidden), "It was", some(100), RunControl(stop.get_token()), events);
    QVERIFY(result.stopped && result.end == GenerationEnd::cancelled);
    QCOMPARE(result.lower_text, seen);
    QVERIFY(result.tokens > 0 && result.tokens < 100);
    QVERIFY(!result.upper_text.empty());
  }

  void sampling() {
    if (!m_upper) QSKIP("the shared models are not there");
    InferOptions options = some(12);
    options.lower.temperature = 1;
    options.lower.seed = 3;
    const InferResult one = infer(bridge(m_hidden), "It was", options);
    QCOMPARE(infer(bridge(m_hidden), "It was", options).lower_text, one.lower_text);
    options.lower.seed = 4;
    QVERIFY(infer(bridge(m_hidden), "It was", options).lower_text != one.lower_text);
  }

 private:
  static InferOptions some(std::int64_t tokens) {
    InferOptions options;
    options.upper.max_tokens = tokens;
    options.lower.max_tokens = tokens;
    return options;
  }
  Bridge bridge(const std::shared_ptr<const Adapter>& adapter) const {
    return {m_upper, adapter == m_inner ? m_upper : m_lower, adapter, junction_of(*adapter), {}};
  }

  test::TemporaryFolder m_folder;
  std::shared_ptr<const LanguageModel> m_upper, m_lower;
  std::shared_ptr<const Adapter> m_weights, m_next, m_hidden, m_inner;
  std::string m_text;
};

QTEST_APPLESS_MAIN(TestBridge)
#include "tst_bridge.moc"
