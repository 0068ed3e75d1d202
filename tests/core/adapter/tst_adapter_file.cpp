// SPDX-License-Identifier: GPL-3.0-or-later
#include "adapter_fixture.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/log.h"
#include "core/model/tensor_file.h"
#include "tests/support/test_data.h"

#include <array>
#include <cmath>
#include <cstring>
#include <fstream>

#include <QtTest>

using namespace prism;
using namespace prism::test;
namespace fs = std::filesystem;

namespace {

void write_bytes(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// The file again with a changed header; the length field is kept right.
std::string with_header(const std::string& bytes, const Json& header) {
  std::uint64_t old_size = 0;
  std::memcpy(&old_size, bytes.data(), 8);
  std::string text = header.dump();
  while (text.size() % 8 != 0) text += ' ';
  const std::uint64_t size = text.size();
  std::string result(reinterpret_cast<const char*>(&size), 8);
  return result + text + bytes.substr(8 + old_size);
}

Json header_of(const std::string& bytes) {
  std::uint64_t size = 0;
  std::memcpy(&size, bytes.data(), 8);
  return Json::parse(bytes.substr(8, size));
}

std::string reason_of(const fs::path& path) {
  try {
    (void)load_adapter(path);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

class LogLines {
 public:
  LogLines()
      : m_previous(set_log_sink([this](LogLevel, const std::string& line) { m_text += line + "\n"; })) {}
  ~LogLines() { set_log_sink(m_previous); }
  [[nodiscard]] bool contain(const std::string& part) const { return m_text.find(part) != std::string::npos; }

 private:
  std::string m_text;
  LogSink m_previous;
};

}  // namespace

class TestAdapterFile : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void round_trip();
  void load_and_save_give_the_same_bytes();
  void loaded_tiles_are_mapped_and_outlive_replacement();
  void every_truncation_is_refused();
  void random_damage_is_refused_or_read();
  void future_version_is_refused_and_left_alone();
  void hostile_metadata_data();
  void hostile_metadata();
  void changed_tile_is_logged_only();
  void undo_restores_the_file();
  void history_of_another_adapter_is_ignored();
  void interrupted_save_keeps_the_way_back();
  void damaged_history_does_not_stop_loading();
};

void TestAdapterFile::round_trip() {
  const TemporaryFolder folder;
  Adapter adapter = random_adapter(plan_of(37, 23, 12, Remainder::overlap));
  adapter.domain = Domain::activations;
  adapter.solver = Solver::backfit;
  adapter.combine = "fitted";
  adapter.ridge = 1e-3;
  adapter.rank = 7;
  adapter.pipe_weights = {0.3F};
  adapter.workers[4] = {adapter.workers[4].crc, 3, 12.5, 99, 0.25};
  const std::uint64_t bytes = save_adapter(adapter, folder / "a.prism");
  QCOMPARE(bytes, fs::file_size(folder / "a.prism"));
  const Adapter loaded = load_adapter(folder / "a.prism");
  QVERIFY(loaded.plan.workers.size() == adapter.plan.workers.size());
  for (const Worker& worker : adapter.plan.workers) {
    const auto a = adapter.tile(worker.id);
    const auto b = loaded.tile(worker.id);
    QVERIFY(std::equal(a.begin(), a.end(), b.begin(), b.end()));
    QVERIFY(loaded.worker(worker.id).rows == worker.rows && loaded.worker(worker.id).cols == worker.cols);
  }
  QVERIFY(loaded.mean_x == adapter.mean_x && loaded.mean_z == adapter.mean_z);
  QCOMPARE(loaded.domain, Domain::activations);
  QCOMPARE(loaded.solver, Solver::backfit);
  QCOMPARE(loaded.combine, std::string("fitted"));
  QCOMPARE(loaded.ridge, 1e-3);
  QCOMPARE(loaded.lambda, 0.125);
  QCOMPARE(loaded.rank, 7);
  QVERIFY(loaded.pipe_weights == adapter.pipe_weights);
  QCOMPARE(loaded.workers[4].generation, 3);
  QCOMPARE(loaded.workers[4].condition, 12.5);
  QCOMPARE(loaded.workers[4].samples, 99);
  QVERIFY(std::isnan(loaded.workers[5].condition));
  QVERIFY(loaded.identity == adapter.identity);
  QCOMPARE(loaded.record.id, adapter.record.id);
  QVERIFY(!fs::exists(folder / "a.prism.history"));
}

void TestAdapterFile::load_and_save_give_the_same_bytes() {
  const TemporaryFolder folder;
  save_adapter(random_adapter(plan_of(37, 23, 12)), folder / "a.prism");
  save_adapter(load_adapter(folder / "a.prism"), folder / "b.prism");
  QVERIFY(bytes_of(folder / "a.prism") == bytes_of(folder / "b.prism"));
}

void TestAdapterFile::loaded_tiles_are_mapped_and_outlive_replacement() {
  const TemporaryFolder folder;
  const Adapter first = random_adapter(plan_of(16, 16, 4), 1);
  save_adapter(first, folder / "a.prism");
  const Adapter loaded = load_adapter(folder / "a.prism");
  save_adapter(random_adapter(plan_of(16, 16, 4), 50), folder / "a.prism");
  QVERIFY(tile_values(loaded, 2) == tile_values(first, 2));
}

void TestAdapterFile::every_truncation_is_refused() {
  const TemporaryFolder folder;
  save_adapter(random_adapter(plan_of(4, 3, 4)), folder / "a.prism");
  const std::string bytes = bytes_of(folder / "a.prism");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    write_bytes(folder / "cut.prism", bytes.substr(0, length));
    const std::string reason = reason_of(folder / "cut.prism");
    QVERIFY2(reason.find("cut.prism") != std::string::npos, qPrintable(QString::number(length)));
  }
}

void TestAdapterFile::random_damage_is_refused_or_read() {
  const TemporaryFolder folder;
  Adapter adapter = random_adapter(plan_of(4, 3, 4, Remainder::overlap));
  corrupt(adapter, std::array{1}, Corruption::flip, 0);
  save_adapter(adapter, folder / "a.prism");
  const std::string good = bytes_of(folder / "a.prism");
  const std::string good_history = bytes_of(folder / "a.prism.history");
  const LogLines quiet;
  Random random(12);
  const std::string digits = "0123456789-.e\"[]{},:";
  int refused = 0;
  for (int round = 0; round < 1000; ++round) {
    std::string bytes = good;
    std::string history = good_history;
    std::string& target = round % 4 == 0 ? history : bytes;
    for (std::uint64_t n = 1 + random.below(3); n > 0; --n) {
      // Half of the damage stays JSON-like, so that it gets past the parser.
      target[random.below(target.size())] =
          random.below(2) == 0 ? digits[random.below(digits.size())] : static_cast<char>(random.below(256));
    }
    write_bytes(folder / "b.prism", bytes);
    write_bytes(folder / "b.prism.history", history);
    try {
      const Adapter loaded = load_adapter(folder / "b.prism");
      std::vector<float> x(static_cast<std::size_t>(loaded.plan.d_in));
      std::vector<float> y(static_cast<std::size_t>(loaded.plan.d_out));
      forward(loaded, x.data(), 1, y.data());
      if (round % 16 == 0) save_adapter(loaded, folder / "c.prism");
    } catch (const Error&) {
      ++refused;
    }
  }
  QVERIFY(refused > 200);
}

void TestAdapterFile::future_version_is_refused_and_left_alone() {
  const TemporaryFolder folder;
  save_adapter(random_adapter(plan_of(8, 8, 4)), folder / "a.prism");
  const std::string bytes = bytes_of(folder / "a.prism");
  Json header = header_of(bytes);
  header["__metadata__"] = {{"format_version", "3"}};
  const std::string future = with_header(bytes, header);
  write_bytes(folder / "future.prism", future);
  QVERIFY(reason_of(folder / "future.prism").find("later version") != std::string::npos);
  QVERIFY(bytes_of(folder / "future.prism") == future);
}

void TestAdapterFile::hostile_metadata_data() {
  QTest::addColumn<QByteArray>("key");
  QTest::addColumn<QByteArray>("path");  // JSON pointer into the text under key; empty: the text itself
  QTest::addColumn<QByteArray>("value");
  const auto row = [](const char* key, const char* path, const char* value) {
    QTest::addRow("%s %s %.40s", key, path, value)
        << QByteArray(key) << QByteArray(path) << QByteArray(value);
  };
  row("format_version", "", "0");
  row("format_version", "", "1.5");
  row("format_version", "", "\"1\"");
  row("plan", "", "{}");
  row("plan", "", "[[[");
  row("plan", "/d_in", "9223372036854775807");
  row("plan", "/d_out", "-1");
  row("plan", "/pipes", "[]");
  row("plan", "/pipes/0/tile_rows", "4611686018427387904");
  row("plan", "/pipes/0/workers", "2147483647");
  row("domain", "", "\"dreams\"");
  row("domain", "", "3");
  row("solver", "", "\"\"");
  row("options", "/lambda", "-1");
  row("options", "/lambda", "null");
  row("options", "/rank", "-3");
  row("options", "/rank", "1e300");
  row("options", "/pipe_weights", "[]");
  row("options", "/pipe_weights", "[1e300]");
  row("options", "/pipe_weights", "\"x\"");
  row("workers", "", "[]");
  row("workers", "/1/crc", "4294967296");
  row("workers", "/1/crc", "1.5");
  row("workers", "/1/generation", "-1");
  row("workers", "/1/generation", "2147483647");
  row("workers", "/1/samples", "-1");
  row("workers", "/1/samples", "18446744073709551615");
  row("workers", "/1/rows", "[0, 100000]");
  row("workers", "/1/cols", "7");
  row("record", "", "[]");
  row("identity", "", "[1]");
  row("history_steps", "", "-1");
}

void TestAdapterFile::hostile_metadata() {
  QFETCH(QByteArray, key);
  QFETCH(QByteArray, path);
  QFETCH(QByteArray, value);
  const TemporaryFolder folder;
  save_adapter(random_adapter(plan_of(8, 8, 4)), folder / "a.prism");
  const std::string bytes = bytes_of(folder / "a.prism");
  Json header = header_of(bytes);
  Json& text = header["__metadata__"][key.toStdString()];
  if (path.isEmpty()) {
    text = value.toStdString();
  } else {
    Json inner = Json::parse(text.get<std::string>());
    const Json::json_pointer pointer(path.toStdString());
    QVERIFY2(inner.contains(pointer), "the test names a field that is not in the file");
    inner[pointer] = Json::parse(value.toStdString());
    text = inner.dump();
  }
  write_bytes(folder / "bad.prism", with_header(bytes, header));
  const std::string reason = reason_of(folder / "bad.prism");
  QVERIFY2(reason.find("bad.prism") != std::string::npos, reason.c_str());
  header = header_of(bytes);
  header["__metadata__"].erase(key.toStdString());
  write_bytes(folder / "missing.prism", with_header(bytes, header));
  QVERIFY(!reason_of(folder / "missing.prism").empty());
}

void TestAdapterFile::changed_tile_is_logged_only() {
  const TemporaryFolder folder;
  save_adapter(random_adapter(plan_of(8, 8, 4)), folder / "a.prism");
  const TensorInfo tiles = open_safetensors(folder / "a.prism").get("pipe.1.tiles");
  std::string bytes = bytes_of(folder / "a.prism");
  bytes[tiles.offset + 2 * 16 * 4 + 1] = static_cast<char>(bytes[tiles.offset + 2 * 16 * 4 + 1] ^ 0x10);
  write_bytes(folder / "b.prism", bytes);
  const LogLines lines;
  const Adapter adapter = load_adapter(folder / "b.prism");
  QCOMPARE(adapter.changed_workers(), std::vector<int>{2});
  QVERIFY(lines.contain("1 of 4 workers changed since training: 2"));
}

void TestAdapterFile::undo_restores_the_file() {
  const TemporaryFolder folder;
  Adapter adapter = random_adapter(plan_of(37, 23, 12));
  save_adapter(adapter, folder / "a.prism");
  const std::string original = bytes_of(folder / "a.prism");
  corrupt(adapter, std::array{1, 6}, Corruption::flip, 3);
  save_adapter(adapter, folder / "a.prism");
  const std::string corrupted = bytes_of(folder / "a.prism");

  Adapter loaded = load_adapter(folder / "a.prism");
  QCOMPARE(loaded.history.size(), std::size_t{1});
  AdapterStep step{"retrain", "", {}};
  replace_tile(loaded, 6, tile_values(random_adapter(plan_of(37, 23, 12), 77), 6), step, true);
  loaded.history.push_back(step);
  save_adapter(loaded, folder / "a.prism");
  QVERIFY(bytes_of(folder / "a.prism") != corrupted);

  Adapter again = load_adapter(folder / "a.prism");
  QCOMPARE(again.history.size(), std::size_t{2});
  QCOMPARE(again.history[0].action, std::string("corrupt"));
  (void)undo_step(again);
  save_adapter(again, folder / "a.prism");
  QVERIFY(bytes_of(folder / "a.prism") == corrupted);
  Adapter last = load_adapter(folder / "a.prism");
  (void)undo_step(last);
  save_adapter(last, folder / "a.prism");
  QVERIFY(bytes_of(folder / "a.prism") == original);
  QVERIFY(!fs::exists(folder / "a.prism.history"));
}

void TestAdapterFile::history_of_another_adapter_is_ignored() {
  const TemporaryFolder folder;
  Adapter adapter = random_adapter(plan_of(16, 16, 4));
  corrupt(adapter, std::array{1}, Corruption::zero, 0);
  save_adapter(adapter, folder / "a.prism");
  adapter.record.id = "20260102-000000-abcdef";
  save_adapter(adapter, folder / "b.prism");
  fs::copy_file(folder / "b.prism.history", folder / "a.prism.history", fs::copy_options::overwrite_existing);
  const LogLines lines;
  QVERIFY(load_adapter(folder / "a.prism").history.empty());
  QVERIFY(lines.contain("another adapter"));
}

void TestAdapterFile::interrupted_save_keeps_the_way_back() {
  const TemporaryFolder folder;
  Adapter adapter = random_adapter(plan_of(16, 16, 4));
  corrupt(adapter, std::array{1}, Corruption::zero, 0);
  save_adapter(adapter, folder / "a.prism");
  const std::string one_step = bytes_of(folder / "a.prism");
  corrupt(adapter, std::array{2}, Corruption::zero, 0);
  save_adapter(adapter, folder / "a.prism");
  // As if the program had ended after the history and before the adapter.
  write_bytes(folder / "a.prism", one_step);
  Adapter loaded = load_adapter(folder / "a.prism");
  QCOMPARE(loaded.history.size(), std::size_t{1});
  (void)undo_step(loaded);
  QVERIFY(tile_values(loaded, 1) == tile_values(random_adapter(plan_of(16, 16, 4)), 1));
}

void TestAdapterFile::damaged_history_does_not_stop_loading() {
  const TemporaryFolder folder;
  Adapter adapter = random_adapter(plan_of(4, 4, 4));
  corrupt(adapter, std::array{1, 3}, Corruption::flip, 0);
  save_adapter(adapter, folder / "a.prism");
  const std::string bytes = bytes_of(folder / "a.prism.history");
  const LogLines lines;
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    write_bytes(folder / "a.prism.history", bytes.substr(0, length));
    const Adapter loaded = load_adapter(folder / "a.prism");
    QVERIFY(loaded.history.empty());
    QCOMPARE(loaded.changed_workers(), (std::vector<int>{1, 3}));
  }
  fs::remove(folder / "a.prism.history");
  QVERIFY(load_adapter(folder / "a.prism").history.empty());
  QVERIFY(lines.contain("undo is not possible"));
}

QTEST_GUILESS_MAIN(TestAdapterFile)
#include "tst_adapter_file.moc"
