// SPDX-License-Identifier: GPL-3.0-or-later
// Training data that name a text: recorded once, kept, used again, and thrown away when old.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/workflow/adapter_job.h"
#include "core/workflow/open_data.h"
#include "tests/support/test_data.h"

#include <chrono>

#include <QTest>

using namespace prism;
namespace fs = std::filesystem;

class TestOpenData : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    m_folder.emplace();
    qputenv("PRISM_CACHE", QByteArray::fromStdString((*m_folder / "cache").string()));
    m_data = {};
    m_data.upper = test::shared_file("llm/books-upper");
    m_data.lower = test::shared_file("llm/books-lower");
    m_data.text = *m_folder / "text.txt";
    if (m_data.upper.empty()) return;
    write_file(m_data.text, read_file(test::shared_file("llm/books-text.txt")).substr(1000, 5000));
  }

  void folder() {
    QCOMPARE(activation_cache_folder(), *m_folder / "cache" / "activations");
    qunsetenv("PRISM_CACHE");
    qputenv("XDG_CACHE_HOME", "/somewhere");
    QCOMPARE(activation_cache_folder(), fs::path("/somewhere/prism-workbench/activations"));
    qputenv("XDG_CACHE_HOME", "relative");
    qputenv("HOME", "/home/me");
    QCOMPARE(activation_cache_folder(), fs::path("/home/me/.cache/prism-workbench/activations"));
  }

  void keptAndUsedAgain() {
    if (m_data.upper.empty()) QSKIP("the shared models are not there");
    const fs::path file = cached_activations(m_data);
    const auto written = fs::last_write_time(file);
    fs::last_write_time(file, written - std::chrono::hours(48));
    QCOMPARE(cached_activations(m_data), file);
    QVERIFY(fs::last_write_time(file) > written - std::chrono::hours(1));  // used: not old any more
    DataSpec other = m_data;
    other.exit_layer = 2;
    QVERIFY(cached_activations(other) != file);
    other = m_data;
    other.target = "hidden";
    QVERIFY(cached_activations(other) != file);
    write_file(m_data.text, "Another text altogether, of a few words.");
    QVERIFY(cached_activations(m_data) != file);
  }

  void damagedIsWrittenAnew() {
    if (m_data.upper.empty()) QSKIP("the shared models are not there");
    const fs::path file = cached_activations(m_data);
    const auto size = fs::file_size(file);
    fs::resize_file(file, size / 2);
    QCOMPARE(cached_activations(m_data), file);
    QCOMPARE(fs::file_size(file), size);
  }

  void trainsAndValidatesAgain() {
    if (m_data.upper.empty()) QSKIP("the shared models are not there");
    TrainOptions options;
    options.workers = 4;
    const AdapterData data = collect_data(m_data, options, {});
    RunRecord record = begin_run("train", Json::object());
    const TrainResult result = train_recorded(data, options, record);
    QVERIFY(result.adapter.domain == Domain::activations);
    QVERIFY(std::isfinite(result.test.retrieval_at_10));
    save_adapter(result.adapter, *m_folder / "a.prism");
    const Adapter again = load_adapter(*m_folder / "a.prism");
    const AdapterData rebuilt = data_for(again, *m_folder / "a.prism", {});
    QCOMPARE(rebuilt.source->identity(), data.source->identity());
    QCOMPARE(rebuilt.data.target, m_data.target);
    QVERIFY(record.inputs.contains(m_data.text.string()));
  }

  void wrongForms() {
    const auto refused = [](const DataSpec& data) {
      try {
        (void)open_data(data, 0);
      } catch (const Error& error) {
        return error.code() == ErrorCode::usage;
      }
      return false;
    };
    DataSpec data;
    data.text = "text.txt";
    QVERIFY(refused(data));
    data.upper = data.lower = "model";
    data.x = "x.npy";
    QVERIFY(refused(data));
    data.x.clear();
    data.upper_layer = "layer";
    QVERIFY(refused(data));
  }

  void pruning() {
    const fs::path cache = *m_folder / "cache";
    fs::create_directories(cache);
    const auto now = fs::file_time_type::clock::now();
    for (int days = 0; days < 6; ++days) {
      const fs::path file = cache / (std::to_string(days) + ".safetensors");
      write_file(file, std::string(100, 'x'));
      fs::last_write_time(file, now - std::chrono::hours(24 * days));
    }
    write_file(cache / "other.txt", "kept");
    const auto left = [&] {
      std::string names;
      for (int days = 0; days < 6; ++days)
        if (fs::exists(cache / (std::to_string(days) + ".safetensors"))) names += std::to_string(days);
      return names;
    };
    prune_cache(cache, {}, {10000, 4.5});
    QCOMPARE(left(), std::string("01234"));
    prune_cache(cache, {}, {300, 30});
    QCOMPARE(left(), std::string("012"));
    prune_cache(cache, cache / "2.safetensors", {100, 30});
    QCOMPARE(left(), std::string("2"));
    QVERIFY(fs::exists(cache / "other.txt"));
    prune_cache(*m_folder / "nowhere", {});
  }

 private:
  std::optional<test::TemporaryFolder> m_folder;
  DataSpec m_data;
};

QTEST_APPLESS_MAIN(TestOpenData)
#include "tst_open_data.moc"
