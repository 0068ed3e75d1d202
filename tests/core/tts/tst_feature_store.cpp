// SPDX-License-Identifier: GPL-3.0-or-later
// The file of features: written, mapped, refused when it does not hold together.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/tts/feature_store.h"
#include "synthetic_features.h"
#include "tests/support/test_data.h"

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
    QVERIFY(refused("\\\"sil\\\",\\\"a\\\",\\\"e\\\"", "\\\"sil\\\"             ").find("label") !=
            std::string::npos);
    write_file(m_folder / "i.prismtts", bytes.substr(0, bytes.size() - 40));
    QVERIFY(!message_of([&] { (void)FeatureStore::open(m_folder / "i.prismtts"); }).empty());
  }
};

QTEST_APPLESS_MAIN(TestFeatureStore)
#include "tst_feature_store.moc"
