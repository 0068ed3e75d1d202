// SPDX-License-Identifier: GPL-3.0-or-later
// The two shipped models give what an independent program computed for them.
#include "core/base/json.h"
#include "core/llm/decoder_torch.h"
#include "core/model/model.h"
#include "tests/support/test_data.h"

#include <cmath>

#include <ATen/ATen.h>

// Torch declares macros of its own; Qt comes last.
#include <QTest>

using namespace prism;

namespace {

at::Tensor row_of(const std::vector<std::int64_t>& ids) {
  return at::tensor(ids, at::kLong).unsqueeze(0);
}

struct Reference {
  Model model;
  Json json;
  std::vector<std::int64_t> prompt, greedy;
};

Reference reference(const char* name) {
  const auto folder = test::shared_file(std::string("llm/") + name);
  Reference result{open_model(folder), read_json_file(folder / "reference.json"), {}, {}};
  result.prompt = result.json["ids"].get<std::vector<std::int64_t>>();
  result.greedy = result.json["greedy_ids"].get<std::vector<std::int64_t>>();
  return result;
}

double relative(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).norm().item<double>() / b.norm().item<double>();
}

/// The most likely tokens after `ids`, one at a time through a cache.
std::vector<std::int64_t> continued(const Decoder& decoder, std::vector<std::int64_t> ids,
                                    std::size_t length) {
  KvCache cache;
  at::Tensor states = decoder.forward(decoder.embed(row_of(ids)), &cache);
  while (ids.size() < length) {
    const at::Tensor last = states.select(1, states.size(1) - 1);
    ids.push_back(decoder.logits(last).argmax(-1).item<std::int64_t>());
    states = decoder.forward(decoder.embed(row_of({ids.back()})), &cache);
  }
  return ids;
}

}  // namespace

class TestDecoder : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void reference_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("dtype");
    for (const char* name : {"books-upper", "books-lower"}) {
      for (const char* dtype : {"f32", "bf16", "auto"}) {
        QTest::addRow("%s %s", name, dtype) << name << dtype;
      }
    }
  }
  void reference() {
    QFETCH(QString, name);
    QFETCH(QString, dtype);
    if (test::shared_file("llm/books-upper").empty()) QSKIP("the shared models are not there");
    const Reference known = ::reference(qPrintable(name));
    ModelOptions options;
    options.dtype = dtype.toStdString();
    const auto decoder = Decoder::load(known.model, options);

    const at::Tensor states = decoder->forward(decoder->embed(row_of(known.prompt)));
    const at::Tensor last = states.select(1, states.size(1) - 1).squeeze(0);
    const auto first8 = known.json["last_hidden_first8"].get<std::vector<double>>();
    for (std::size_t i = 0; i < first8.size(); ++i) {
      QVERIFY(std::abs(last[static_cast<std::int64_t>(i)].item<double>() - first8[i]) <
              1e-4 * std::abs(first8[i]) + 1e-4);
    }
    const auto norm = known.json["last_hidden_norm"].get<double>();
    QVERIFY(std::abs(last.norm().item<double>() - norm) < 1e-4 * norm);
    const at::Tensor logits = decoder->logits(last);
    for (const Json& pair : known.json["last_logits_top5"]) {
      const auto expected = pair[1].get<double>();
      QVERIFY(std::abs(logits[pair[0].get<std::int64_t>()].item<double>() - expected) < 1e-3);
    }
    QCOMPARE(continued(*decoder, known.prompt, known.greedy.size()), known.greedy);
  }

  void cache_and_batch_change_nothing() {
    if (test::shared_file("llm/books-upper").empty()) QSKIP("the shared models are not there");
    const Reference known = ::reference("books-upper");
    const auto decoder = Decoder::load(known.model, {});
    const at::Tensor ids = row_of(known.greedy);
    const at::Tensor whole = decoder->forward(decoder->embed(ids));
    KvCache cache;
    std::vector<at::Tensor> parts;
    for (const auto& [begin, count] : {std::pair(0, 5), {5, 1}, {6, 1}, {7, 20}, {27, 21}}) {
      parts.push_back(decoder->forward(decoder->embed(ids.narrow(1, begin, count)), &cache));
    }
    QCOMPARE(cache.length(), ids.size(1));
    QVERIFY(relative(at::cat(parts, 1), whole) < 1e-5);

    cache.truncate(7);
    QVERIFY(relative(decoder->forward(decoder->embed(ids.narrow(1, 7, 20)), &cache), parts[3]) < 1e-6);

    const at::Tensor other = at::flip(ids, {1});
    const at::Tensor both = decoder->forward(decoder->embed(at::cat({ids, other}, 0)));
    QVERIFY(relative(both.narrow(0, 0, 1), whole) < 1e-5);
    QVERIFY(relative(both.narrow(0, 1, 1), decoder->forward(decoder->embed(other))) < 1e-5);
  }

  void layers_follow_each_other() {
    if (test::shared_file("llm/books-upper").empty()) QSKIP("the shared models are not there");
    const Reference known = ::reference("books-upper");
    const auto decoder = Decoder::load(known.model, {});
    const at::Tensor start = decoder->embed(row_of(known.greedy));
    const at::Tensor before = start.clone();
    const at::Tensor whole = decoder->forward(start);
    QVERIFY(at::equal(start, before));
    at::Tensor states = start;
    for (std::int64_t layer = 0; layer < decoder->config().layers; ++layer) {
      states = decoder->forward(states, nullptr, layer, layer + 1);
    }
    QVERIFY(relative(states, whole) < 1e-6);
    // A single position takes another way through the code.
    const at::Tensor one = start.narrow(1, 0, 1);
    const at::Tensor middle = decoder->forward(one, nullptr, 0, 2);
    QVERIFY(relative(middle, decoder->forward(start, nullptr, 0, 2).narrow(1, 0, 1)) < 1e-5);
    QVERIFY(relative(decoder->forward(middle, nullptr, 2), whole.narrow(1, 0, 1)) < 1e-5);
  }
};

QTEST_GUILESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
