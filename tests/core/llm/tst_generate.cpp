// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/llm/language_model.h"
#include "core/llm/sampler.h"
#include "core/llm/text_stream.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stop_token>

#include <QTest>

using namespace prism;

namespace {

std::shared_ptr<const LanguageModel> shared_model(const std::string& name) {
  const auto path = test::shared_file("llm/" + name);
  return path.empty() ? nullptr : LanguageModel::open(path);
}

GenerateOptions tokens(std::int64_t count) {
  GenerateOptions options;
  options.max_tokens = count;
  return options;
}

bool refused(const std::function<void()>& call, ErrorCode code = ErrorCode::usage) {
  try {
    call();
  } catch (const Error& error) {
    return error.code() == code;
  }
  return false;
}

std::string streamed(const std::vector<std::string>& stops, const std::vector<std::string>& pieces) {
  TextStream stream(stops);
  std::string text;
  for (const std::string& piece : pieces) text += stream.add(piece) + "|";
  return text + stream.finish();
}

constexpr const char* kAbsent = "the shared models are not there";

}  // namespace

class TestGenerate : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void text_comes_in_whole_characters() {
    QCOMPARE(streamed({}, {"a", "b"}), "a|b|");
    QCOMPARE(streamed({}, {"\xC3", "\xA9t", "\xE2\x82", "\xAC"}), "|\xC3\xA9t||\xE2\x82\xAC|");
    QCOMPARE(streamed({}, {"a\xF0\x9F", "\x98"}), "a||");                   // cut off: dropped
    QCOMPARE(streamed({}, {"a\xFF", "\xC3(", "b"}), "a\uFFFD|\uFFFD(|b|");  // no UTF-8: replaced
    QCOMPARE(streamed({}, {std::string("a\0b", 3)}), std::string("a\0b|", 4));
  }
  void stop_texts_are_left_out() {
    QCOMPARE(streamed({"END"}, {"one EN", "D two", "three"}), "one |||");
    QCOMPARE(streamed({"END"}, {"one E", "nd"}), "one |End|");
    QCOMPARE(streamed({"END"}, {"one EN"}), "one |EN");
    QCOMPARE(streamed({"xx", "b"}, {"abxx"}), "a|");
    QCOMPARE(streamed({"\n\n"}, {"a\n", "b\n", "\nc"}), "a|\nb||");
    QVERIFY(refused([] { TextStream stream({"a", ""}); }));
  }

  void likeliest_tokens() {
    const std::vector<float> logits{0, 2, 1, 2, -1};
    QCOMPARE(Sampler({}, 0).choose(logits), 1);
    GenerateOptions options;
    options.temperature = 1;
    options.top_k = 1;
    for (std::uint64_t seed = 0; seed < 20; ++seed) QCOMPARE(Sampler(options, seed).choose(logits), 1);
    options.top_k = 0;
    options.top_p = 0.5;  // the two of logit 2 have about 0.37 each
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      const std::int32_t id = Sampler(options, seed).choose(logits);
      QVERIFY(id == 1 || id == 3);
    }
    const float nothing = std::nanf("");
    QVERIFY(refused([&] { Sampler({}, 0).choose(std::vector<float>{1, nothing, 2}); }, ErrorCode::numeric));
    QVERIFY(refused([&] { Sampler({}, 0).choose(std::vector<float>{nothing, 1, 2}); }, ErrorCode::numeric));
  }
  void drawn_shares_are_those_of_softmax() {
    const std::vector<float> logits{0, 1, 2};
    GenerateOptions options;
    options.temperature = 2;
    Sampler sampler(options, 5), again(options, 5);
    std::vector<double> counts(3, 0);
    constexpr int kDraws = 20000;
    for (int i = 0; i < kDraws; ++i) {
      const std::int32_t id = sampler.choose(logits);
      QCOMPARE(again.choose(logits), id);
      counts[static_cast<std::size_t>(id)] += 1.0 / kDraws;
    }
    const double total = 1 + std::exp(0.5) + std::exp(1.0);
    for (int id = 0; id < 3; ++id) {
      QVERIFY(std::abs(counts[static_cast<std::size_t>(id)] - std::exp(0.5 * id) / total) < 0.02);
    }
  }

  void references_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("upper") << "books-upper";
    QTest::newRow("lower") << "books-lower";
  }
  void references() {
    QFETCH(QString, name);
    const auto model = shared_model(name.toStdString());
    if (!model) QSKIP(kAbsent);
    const Json known = read_json_file(model->path() / "reference.json");
    const auto prompt = known["prompt"].get<std::string>();
    std::string pieces;
    const Generation made = generate(*model, prompt, tokens(40), {},
                                     [&](std::int32_t, const std::string& piece) { pieces += piece; });
    auto ids = known["ids"].get<std::vector<std::int32_t>>();
    QCOMPARE(made.prompt_tokens, static_cast<std::int64_t>(ids.size()));
    ids.insert(ids.end(), made.ids.begin(), made.ids.end());
    QCOMPARE(ids, known["greedy_ids"].get<std::vector<std::int32_t>>());
    QCOMPARE(prompt + made.text, known["greedy_text"].get<std::string>());
    QCOMPARE(pieces, made.text);
    QCOMPARE(made.end, GenerationEnd::length);
  }
  void losses_data() { references_data(); }
  void losses() {
    QFETCH(QString, name);
    const auto model = shared_model(name.toStdString());
    if (!model) QSKIP(kAbsent);
    const Json known = read_json_file(model->path() / "reference.json");
    PerplexityOptions options;
    options.window = 128;
    options.max_windows = 60;
    const std::string text = read_file(test::shared_file("llm/books-lower/validation.txt"));
    const Perplexity found = perplexity(*model, text, options);
    const auto expected = known["validation_loss_nats_per_token"].get<double>();
    QVERIFY2(std::abs(found.nats_per_token - expected) < 1e-3,
             qPrintable(QString("%1 instead of %2").arg(found.nats_per_token).arg(expected)));
    QCOMPARE(found.perplexity, std::exp(found.nats_per_token));
  }

  void ends() {
    const auto model = shared_model("books-upper");
    if (!model) QSKIP(kAbsent);
    const std::string prompt = "It was a bright morning, and ";
    GenerateOptions stops = tokens(40);
    stops.stop = {"little cab", ",\n"};
    const Generation stopped = generate(*model, prompt, stops);
    QCOMPARE(stopped.text, "&c.");
    QCOMPARE(stopped.end, GenerationEnd::stop_text);

    std::stop_source source;
    int given = 0;
    const Generation cancelled = generate(*model, prompt, tokens(40), RunControl(source.get_token()),
                                          [&](std::int32_t, const std::string&) {
                                            if (++given == 5) source.request_stop();
                                          });
    QCOMPARE(cancelled.ids.size(), 5u);
    QCOMPARE(cancelled.end, GenerationEnd::cancelled);
    QCOMPARE(cancelled.text, generate(*model, prompt, tokens(5)).text);
    const Generation nothing = generate(*model, prompt, tokens(40), RunControl(source.get_token()));
    QVERIFY(nothing.ids.empty() && nothing.end == GenerationEnd::cancelled);
    QCOMPARE(generate(*model, prompt, tokens(0)).end, GenerationEnd::length);

    const Generation full = generate(*model, prompt, tokens(1000));
    QVERIFY(full.end == GenerationEnd::context || full.end == GenerationEnd::end_token);
    if (full.end == GenerationEnd::context) {
      QCOMPARE(full.prompt_tokens + static_cast<std::int64_t>(full.ids.size()), model->config().context + 1);
    }
  }

  void prompts_that_are_no_text() {
    const auto model = shared_model("books-upper");
    if (!model) QSKIP(kAbsent);
    QVERIFY(generate(*model, std::string("a\0b\xFF\xC3", 5), tokens(5)).ids.size() == 5);
    QCOMPARE(generate(*model, "", tokens(3)).prompt_tokens, 1);
    std::string long_prompt;
    while (long_prompt.size() < (1u << 20)) long_prompt += "It was a bright morning. ";
    QVERIFY(refused([&] { static_cast<void>(generate(*model, long_prompt, tokens(5))); }));
    GenerateOptions wrong;
    wrong.top_p = 0;
    QVERIFY(refused([&] { static_cast<void>(generate(*model, "a", wrong)); }));
    wrong = {};
    wrong.temperature = std::nan("");
    QVERIFY(refused([&] { static_cast<void>(generate(*model, "a", wrong)); }));
    QVERIFY(refused([&] { static_cast<void>(perplexity(*model, "a")); }));
  }

  void sampling_follows_the_seed() {
    const auto model = shared_model("books-lower");
    if (!model) QSKIP(kAbsent);
    GenerateOptions options = tokens(30);
    options.temperature = 1;
    options.seed = 3;
    const Generation first = generate(*model, "The old house", options);
    QCOMPARE(generate(*model, "The old house", options).ids, first.ids);
    options.seed = 4;
    QVERIFY(generate(*model, "The old house", options).ids != first.ids);
  }

  void corpus() {
    const auto model = shared_model("books-lower");
    if (!model) QSKIP(kAbsent);
    GenerateOptions options = tokens(50);
    options.temperature = 1;
    const std::string text = sample_corpus(*model, "", 500, options, 4);
    QCOMPARE(sample_corpus(*model, "", 500, options, 4), text);
    QVERIFY(text.size() > 500 && text.size() < 5000);
    const Perplexity own = perplexity(*model, text);
    QVERIFY(own.perplexity < 400);  // of 3072 tokens: a text the model finds likely
    options.seed = 1;
    QVERIFY(sample_corpus(*model, "", 500, options, 4) != text);
    QVERIFY(refused([&] { static_cast<void>(sample_corpus(*model, "", 0, options)); }));
  }

  void a_story() {
    const auto model = shared_model("stories260K/stories260K.gguf");
    if (!model) QSKIP(kAbsent);
    const Generation made = generate(*model, "", tokens(200));
    QCOMPARE(made.ids.size(), 200u);
    QCOMPARE(generate(*model, "", tokens(200)).ids, made.ids);
    QVERIFY2(QString::fromStdString(made.text).startsWith("Once upon a time, there was a little girl named"),
             made.text.c_str());
  }

  void files_that_are_no_model() {
    const test::TemporaryFolder folder;
    write_file(folder / "config.json", "{}");
    QVERIFY(refused([&] { static_cast<void>(LanguageModel::open(folder.path())); }, ErrorCode::not_found));
  }
};

QTEST_GUILESS_MAIN(TestGenerate)
#include "tst_generate.moc"
