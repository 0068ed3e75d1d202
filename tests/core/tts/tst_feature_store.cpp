// SPDX-License-Identifier: GPL-3.0-or-later
// The file of features: written, mapped, refused when it does not hold together.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/writers.h"
#include "core/speech/dataset.h"
#include "core/tts/feature_store.h"
#include "synthetic_features.h"
#include "tests/support/test_data.h"

#include <algorithm>
#include <span>

#include <QTest>

using namespace prism;

namespace {

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class TestFeatureStore : public QObject {
  Q_OBJECT

  test::TemporaryFolder m_folder;

 private Q_SLOTS:
  void what_is_written_is_read() {
    test::write_synthetic_features(m_folder / "f.prismtts", 5);
    const auto store = FeatureStore::open(m_folder / "f.prismtts");
    QCOMPARE(store->size(), 5);
    QCOMPARE(store->llm_width(), 12);
    QCOMPARE(store->target_width(), 16);
    QCOMPARE(store->key(), std::string("synthetic"));
    QCOMPARE(store->front_end().phones.size(), 5U);
    for (std::int64_t i = 0; i < store->size(); ++i) {
      const StoredUtterance one = store->utterance(i);
      QCOMPARE(one.id, "u" + std::to_string(i));
      QCOMPARE(static_cast<std::int64_t>(one.token_features.size()), one.tokens * 12);
      QCOMPARE(static_cast<std::int64_t>(one.target.size()), one.frames * 16);
      std::int64_t frames = 0;
      for (const SpeechUnit& unit : one.units) frames += unit.frames;
      QCOMPARE(frames, one.frames);
      QVERIFY(one.units.front().silence);
      QCOMPARE(one.units.front().label, std::string("sil"));
      QCOMPARE(one.words.size(), 2U);
    }
    QVERIFY(message_of([&] { (void)store->utterance(5); }).find("0 to 4") != std::string::npos);
  }

  void a_second_look_needs_no_work() {
    test::write_synthetic_features(m_folder / "g.prismtts", 3);
    FeatureResult result;
    QVERIFY(!told_before(m_folder / "g.prismtts", "other data", result));
    QVERIFY(!told_before(m_folder / "absent.prismtts", "synthetic", result));
    QVERIFY(told_before(m_folder / "g.prismtts", "synthetic", result));
    QVERIFY(result.reused);
    QCOMPARE(result.utterances, 3);
    QVERIFY(result.tokens > 0 && result.frames > 0);
  }

  void what_does_not_hold_together_is_refused() {
    test::write_synthetic_features(m_folder / "h.prismtts", 3);
    const std::string bytes = read_file(m_folder / "h.prismtts");
    const auto refused = [&](const std::string& from, const std::string& to) {
      std::string changed = bytes;
      const std::size_t at = changed.find(from);
      if (at == std::string::npos || from.size() != to.size()) return std::string("not found");
      changed.replace(at, from.size(), to);
      write_file(m_folder / "i.prismtts", changed);
      return message_of([&] { (void)FeatureStore::open(m_folder / "i.prismtts"); });
    };
    QVERIFY(refused("prism-speech-features", "prism-speech-featureS").find("speech features") !=
            std::string::npos);
    QVERIFY(refused("\\\"version\\\":1", "\\\"version\\\":9").find("later program") != std::string::npos);
    QVERIFY(refused("\\\"llm_width\\\":12", "\\\"llm_width\\\":13").find("columns") != std::string::npos);
    QVERIFY(refused("\"id\":\"u0\"", "\"iD\":\"u0\"").find("utterance 0") != std::string::npos);
    QVERIFY(refused("\\\"sil\\\",\\\"a\\\",\\\"e\\\"", "\\\"sil\\\"            ").find("label") !=
            std::string::npos);
    write_file(m_folder / "i.prismtts", bytes.substr(0, bytes.size() - 40));
    QVERIFY(!message_of([&] { (void)FeatureStore::open(m_folder / "i.prismtts"); }).empty());
  }

#ifdef PRISM_AUDIO
  // Real recordings; states of another program, a row a word. What does not fit is left out, with its reason.
  void a_dataset_becomes_features() {
    const std::filesystem::path dataset = test::shared_file("speech/ljspeech");
    if (dataset.empty()) QSKIP("the real recordings are not here");
    const SpeechDataset recordings = open_speech_dataset(dataset);
    FeatureOptions options;
    options.imported = m_folder / "states";
    std::filesystem::create_directories(options.imported);
    const auto words_of = [&](std::size_t i) {
      const std::string& text = recordings.utterances[i].text;
      return 1 + std::count(text.begin(), text.end(), ' ');
    };
    for (std::size_t i = 0; i < 3; ++i) {
      const std::int64_t rows = words_of(i) + (i == 2 ? 1 : 0);  // the third has one too many
      const std::vector<float> values(static_cast<std::size_t>(rows) * 4, static_cast<float>(i + 1));
      TensorToWrite tensor;
      tensor.shape = {rows, 4};
      tensor.raw = std::as_bytes(std::span(values));
      write_npy(options.imported / (recordings.utterances[i].id + ".npy"), tensor);
    }
    const std::filesystem::path file = m_folder / "real.prismtts";
    const FeatureResult made = prepare_features(dataset, options, file);
    QVERIFY(!made.reused);
    QCOMPARE(made.utterances, 2);
    QCOMPARE(made.skipped, static_cast<std::int64_t>(recordings.utterances.size()) - 2);
    const auto told = [&](const char* reason) {
      return std::any_of(made.warnings.begin(), made.warnings.end(), [&](const std::string& line) {
        return line.find("skipped") != std::string::npos && line.find(reason) != std::string::npos;
      });
    };
    QVERIFY(told("rows for a text of"));
    QVERIFY(told(".npy"));
    const auto store = FeatureStore::open(file);
    for (std::int64_t i = 0; i < 2; ++i) {
      const StoredUtterance one = store->utterance(i);
      QCOMPARE(one.tokens, static_cast<std::int64_t>(words_of(static_cast<std::size_t>(i))));
      QCOMPARE(one.token_features.front(), static_cast<float>(i + 1));
      std::int64_t frames = 0;
      for (const SpeechUnit& unit : one.units) frames += unit.frames;
      QCOMPARE(frames, one.frames);
    }
    QVERIFY(!store->front_end().phones.empty());
    QVERIFY(prepare_features(dataset, options, file).reused);
    options.contract.hop = 128;
    QVERIFY(!prepare_features(dataset, options, file).reused);
  }

  void codec_tokens_are_targets() {
    const std::filesystem::path dataset = test::shared_file("speech/ljspeech");
    if (dataset.empty()) QSKIP("the real recordings are not here");
    const SpeechDataset recordings = open_speech_dataset(dataset);
    FeatureOptions options;
    options.imported = m_folder / "states";
    options.codes = m_folder / "codes";
    std::filesystem::create_directories(options.codes);
    std::vector<std::int32_t> codes(3 * 50);
    for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = static_cast<std::int32_t>(i % 11);
    TensorToWrite tensor;
    tensor.dtype = DType::i32;
    tensor.shape = {3, 50};
    tensor.raw = std::as_bytes(std::span(codes));
    write_npy(options.codes / (recordings.utterances[0].id + ".npy"), tensor);
    const FeatureResult made = prepare_features(dataset, options, m_folder / "codes.prismtts");
    QCOMPARE(made.utterances, 1);
    const auto store = FeatureStore::open(m_folder / "codes.prismtts");
    QCOMPARE(store->codebook_size(), 11);
    QCOMPARE(store->target_width(), 3);
    const StoredUtterance one = store->utterance(0);
    QCOMPARE(one.frames, 50);
    QCOMPARE(one.target[3 * 7 + 1], static_cast<float>(codes[50 + 7]));
  }
#endif
};

QTEST_APPLESS_MAIN(TestFeatureStore)
#include "tst_feature_store.moc"
