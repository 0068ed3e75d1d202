// SPDX-License-Identifier: GPL-3.0-or-later
// What a hand may do with large data, and for how long the window then does not answer: printed, since times
// depend on the machine; what is checked is that the work arrives.
#include "app/heartbeat.h"
#include "app/pages/token_table_model.h"
#include "app/pages/worker_table_model.h"
#include "app/pages/workers_page.h"
#include "app/workspace.h"
#include "core/adapter/adapter.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/plan/plan.h"
#include "tests/gui/gui_support.h"
#include "widgets/tile_grid_view.h"

#include <cmath>

#include <QElapsedTimer>
#include <QTableView>
#include <QTest>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;

namespace {

constexpr int kTokens = 128'000;

double milliseconds(const QElapsedTimer& clock) {
  return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// An adapter of noise whose plan has this size; there are no data, so that it opens unanalysed.
void write_adapter(const std::filesystem::path& target, const PlanOptions& options) {
  Adapter adapter = make_adapter(make_plan(options));
  Random random(3);
  for (const Worker& worker : adapter.plan.workers) {
    std::vector<float> values(static_cast<std::size_t>(worker.rows.size() * worker.cols.size()));
    for (float& value : values) value = static_cast<float>(random.uniform() - 0.5);
    set_tile(adapter, worker.id, values);
  }
  save_adapter(adapter, target);
}

}  // namespace

class TestStalls : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    set_log_sink([](LogLevel, const std::string&) {});
    m_settings = std::make_unique<test::PrivateSettings>();
  }

  void sortingTokensByTheirPartners() {
    Random random(1);
    const auto vocabulary = [&] {
      auto made = std::make_shared<Vocabulary>();
      for (int i = 0; i < kTokens; ++i) {
        Token token;
        for (int c = 0; c < 12; ++c) token.bytes += static_cast<char>('a' + random.below(26));
        made->tokens.push_back(std::move(token));
      }
      return made;
    };
    const auto upper = vocabulary();
    const auto lower = vocabulary();
    auto map = std::make_shared<VocabularyMap>();
    for (int i = 0; i < kTokens; ++i) {
      TokenPair pair;
      pair.upper = i;
      pair.lower = {static_cast<std::int32_t>(random.below(kTokens)),
                    static_cast<std::int32_t>(random.below(kTokens))};
      map->pairs.push_back(std::move(pair));
    }
    TokenTableModel model;
    model.setMap(map, upper, lower);
    QElapsedTimer clock;
    clock.start();
    model.sort(TokenTableModel::LowerText, Qt::AscendingOrder);
    qInfo("sorting %d tokens by lower token: %.0f ms", kTokens, milliseconds(clock));
    const auto bytes = [&](int row) {
      std::string all;
      for (const auto id : model.pairAt(row).lower) all += lower->tokens[static_cast<std::size_t>(id)].bytes;
      return all;
    };
    for (int row = 1; row < kTokens; row += 997) QVERIFY(bytes(row - 1) <= bytes(row));
  }

  void choosingAllOfThousandsOfTiles() {
    const test::TemporaryFolder folder;
    PlanOptions options;
    options.d_in = options.d_out = 512;
    options.workers = 4096;
    options.pipes = 1;
    options.tile = 8;
    options.samples = 10'000;
    write_adapter(folder / "many.prism", options);
    Workspace workspace(text(folder / "work"));
    WorkersPage page(workspace);
    page.resize(1200, 800);
    page.show();
    workspace.openAdapter(text(folder / "many.prism"));
    QVERIFY(wait_for([&] { return workspace.session().adapter() && !workspace.busy(); }));
    const int count = static_cast<int>(workspace.session().plan().workers.size());
    QVERIFY(count > 1000);
    std::vector<int> all(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) all[static_cast<std::size_t>(i)] = i;
    QElapsedTimer clock;
    clock.start();
    workspace.setSelection(all);
    qInfo("choosing all of %d tiles: %.0f ms", count, milliseconds(clock));
    QTableView* table = nullptr;
    for (QTableView* each : page.findChildren<QTableView*>()) {
      if (qobject_cast<WorkerTableModel*>(each->model()) != nullptr) table = each;
    }
    QVERIFY(table != nullptr);
    QVERIFY(table->selectionModel()->isRowSelected(count - 1, {}));
    workspace.setSelection({});
    clock.restart();
    table->selectAll();
    qInfo("the same from the table: %.0f ms", milliseconds(clock));
    QCOMPARE(workspace.selection(), all);
    // Every second one: as many ranges as rows.
    std::vector<int> odd;
    for (int i = 1; i < count; i += 2) odd.push_back(i);
    clock.restart();
    workspace.setSelection(odd);
    qInfo("choosing every second: %.0f ms", milliseconds(clock));
    QCOMPARE(page.findChild<widgets::TileGridView*>()->selection(), odd);
  }

  void choosingAHugeTile() {
    const test::TemporaryFolder folder;
    PlanOptions options;
    options.d_in = 4096;
    options.d_out = 2048;
    options.workers = 1;
    options.pipes = 1;
    options.tile = 4096;
    options.samples = 10'000;
    write_adapter(folder / "one.prism", options);
    Workspace workspace(text(folder / "work"));
    WorkersPage page(workspace);
    page.resize(1200, 800);
    page.show();
    page.inspector()->show();
    workspace.openAdapter(text(folder / "one.prism"));
    QVERIFY(wait_for([&] { return workspace.session().adapter() && !workspace.busy(); }));
    QCOMPARE(workspace.session().plan().workers.size(), std::size_t{1});
    QTest::qWait(50);
    Heartbeat heartbeat;
    QTest::qWait(20);
    heartbeat.reset();
    workspace.setSelection({0});
    QVERIFY(wait_for([&] { return !workspace.busy() && !page.busy(); }));
    QTest::qWait(20);
    qInfo("choosing a tile of 4096 x 2048: %.0f ms", heartbeat.longestStall());
  }

  void heatmapThatFillsDuringTraining() {
    PlanOptions options;
    options.d_in = 4096;
    options.d_out = 2048;
    options.workers = 1536;
    options.pipes = 3;
    options.samples = 100'000;
    const Plan plan = make_plan(options);
    const int count = static_cast<int>(plan.workers.size());
    widgets::TileGridView grid;
    grid.resize(1000, 500);
    grid.show();
    grid.setPlan(plan);
    ErrorMap map;
    map.workers.resize(plan.workers.size());
    map.known.assign(plan.workers.size(), 0);
    Random random(2);
    constexpr int kFrames = 60;
    double worst = 0;
    double sum = 0;
    for (int frame = 0; frame < kFrames; ++frame) {
      for (int i = frame * count / kFrames; i < (frame + 1) * count / kFrames; ++i) {
        const auto at = static_cast<std::size_t>(i);
        map.known[at] = 1;
        map.workers[at].id = i;
        map.workers[at].set(Metric::deviation, 1e-9 + random.uniform());
      }
      QElapsedTimer clock;
      clock.start();
      grid.setErrorMap(map);
      grid.repaint();
      const double took = milliseconds(clock);
      worst = std::max(worst, took);
      sum += took;
    }
    qInfo("a frame of the heatmap of %d cells: %.2f ms, longest %.2f ms", count, sum / kFrames, worst);
    QVERIFY(!std::isnan(grid.shownValue(count - 1)));
  }

 private:
  std::unique_ptr<test::PrivateSettings> m_settings;
};

QTEST_MAIN(TestStalls)
#include "tst_stalls.moc"
