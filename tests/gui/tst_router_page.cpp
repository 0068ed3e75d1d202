// SPDX-License-Identifier: GPL-3.0-or-later
// The Router page as a hand uses it: training gates, cancelling, the budget slider, single inputs, undo.
#include "app/pages/firing_table_model.h"
#include "app/pages/route_controls.h"
#include "app/pages/router_page.h"
#include "app/router_session.h"
#include "app/workspace.h"
#include "core/base/log.h"
#include "tests/gui/gui_support.h"
#include "widgets/curve_view.h"
#include "widgets/empty_state.h"
#include "widgets/matrix_view.h"
#include "widgets/tile_grid_view.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;

class TestRouterPage : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();
  void controlsHoldTheOptions();
  void firingsAreSummedByExpert();
  void emptyPageSaysWhatToDoNext();
  void trainingFillsThePageAndCanBeUndone();
  void cancellingKeepsFinishedEpochs();
  void onlyTheLatestBudgetIsAnswered();
  void aRowLightsItsWorkers();
  void theStateOfThePageComesBack();

 private:
  bool train();
  bool route(int epochs);
  bool idle() {
    return wait_for([this] { return !m_workspace->busy(); });
  }

  std::unique_ptr<test::PrivateSettings> m_settings;
  std::unique_ptr<test::TemporaryFolder> m_folder;
  std::unique_ptr<Workspace> m_workspace;
  QString m_x, m_z;
};

void TestRouterPage::initTestCase() {
  set_log_sink([](LogLevel, const std::string&) {});
  m_settings = std::make_unique<test::PrivateSettings>();
  m_folder = std::make_unique<test::TemporaryFolder>();
  const auto [x, z] = test::write_matrices(m_folder->path(), 1500, 16, 16);
  m_x = text(x);
  m_z = text(z);
}

void TestRouterPage::init() {
  QFile::remove(text(*m_folder / "work") + QStringLiteral("/last.route"));
  m_workspace = std::make_unique<Workspace>(text(*m_folder / "work"));
  connect(m_workspace.get(), &Workspace::problemRaised, this,
          [](const QString& sentence) { qInfo("%s", qPrintable(sentence)); });
}

void TestRouterPage::cleanup() {
  m_workspace.reset();
}

bool TestRouterPage::train() {
  m_workspace->openPaths({m_x, m_z});
  if (!idle()) return false;
  TrainOptions options = m_workspace->options();
  options.workers = 16;
  options.tile = 8;
  options.pipes = 1;
  options.ridge = 1e-2;
  m_workspace->setOptions(options);
  m_workspace->train();
  return idle() && m_workspace->session().state() == AdapterSession::State::ready;
}

bool TestRouterPage::route(int epochs) {
  RouteOptions options = m_workspace->router().options();
  options.top_k = 6;
  options.epochs = epochs;
  options.batch = 128;
  m_workspace->router().setOptions(options);
  m_workspace->router().train(true);
  return idle();
}

void TestRouterPage::controlsHoldTheOptions() {
  RouteControls controls;
  controls.setWorkers(512);
  RouteOptions options;
  options.top_k = 100;
  options.epochs = 3;
  options.balance = Balance::bias;
  options.separate_gates = true;
  options.learning_rate = 0.005;
  options.batch = 64;
  options.seed = 7;
  controls.setOptions(options);
  QCOMPARE(dump_json(controls.options().to_json()), dump_json(options.to_json()));
  QSignalSpy moved(&controls, &RouteControls::budgetMoved);
  auto* slider = controls.budgetRow()->findChild<QSlider*>();
  slider->setValue(200);
  QCOMPARE(moved.size(), 1);
  QCOMPARE(controls.budget(), 200);
  delete controls.budgetRow();
}

void TestRouterPage::firingsAreSummedByExpert() {
  Plan plan;
  plan.d_in = 8;
  plan.d_out = 8;
  PipePlan cube;
  cube.kind = PipeKind::cube;
  cube.grid_rows = 2;
  cube.grid_cols = 1;
  cube.experts = 2;
  cube.workers = 4;
  cube.positions = 2;
  PipePlan custom;
  custom.grid_rows = 2;
  custom.grid_cols = 2;
  custom.first_worker = 4;
  custom.workers = 4;
  custom.positions = 4;
  plan.pipes = {cube, custom};
  for (int i = 0; i < 4; ++i) plan.workers.push_back({i, 1, i / 2, 0, i % 2, {}, {}});
  for (int i = 0; i < 4; ++i) plan.workers.push_back({4 + i, 2, i / 2, i % 2, 0, {}, {}});
  FiringTableModel model;
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  model.setFirings(plan,
                   {{QStringLiteral("a"), QStringLiteral("b"), {{0, 1, 3, 4}, {0.25F, 0.75F, 1.0F, 1.0F}}}});
  QCOMPARE(model.rowCount(), 1);
  QCOMPARE(model.columnCount(), FiringTableModel::FirstPipe + 2);
  QCOMPARE(model.units(), 4);
  const std::vector<float> expected{0.125F, 0.875F, 0.5F, 0.0F};
  QCOMPARE(model.shares(), expected);
  QVERIFY(
      model.index(0, FiringTableModel::FirstPipe).data().toString().startsWith(QStringLiteral("1: 88 %")));
  QCOMPARE(model.index(0, FiringTableModel::FirstPipe + 1).data().toString(),
           QStringLiteral("1 of 4 workers"));
  QCOMPARE(model.unitName(3), QStringLiteral("Pipe 2, row 1"));
}

void TestRouterPage::emptyPageSaysWhatToDoNext() {
  RouterPage page(*m_workspace);
  page.resize(1100, 640);
  page.show();
  const auto* empty = page.findChild<widgets::EmptyState*>();
  QVERIFY(empty != nullptr && empty->isVisible());
  QVERIFY(!m_workspace->router().canTrain());
  QVERIFY(train());
  QVERIFY(!empty->isVisible());
  QVERIFY(m_workspace->router().canTrain());
}

void TestRouterPage::trainingFillsThePageAndCanBeUndone() {
  RouterPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  QVERIFY(train());
  const auto before = m_workspace->session().adapter();
  QVERIFY(route(2));
  RouterSession& router = m_workspace->router();
  QVERIFY(router.result().has_value());
  QVERIFY(router.hasGates());
  QVERIFY(m_workspace->session().adapter() != before);
  QVERIFY(m_workspace->session().dirty());
  QVERIFY(wait_for([&] { return router.figures().has_value() && !page.busy(); }));
  const auto* pipes = page.findChild<QTableWidget*>();
  QCOMPARE(pipes->columnCount(), static_cast<int>(m_workspace->session().plan().pipes.size()));
  for (const PipeUse& use : router.figures()->use) QCOMPARE(use.uncovered, 0);
  auto* grid = page.findChild<widgets::TileGridView*>();
  QCOMPARE(grid->metric(), Metric::utilisation);
  const double load = grid->shownValue(0);
  QVERIFY(load >= 0 && load <= 1);
  bool curves = false;
  const auto views = page.findChildren<widgets::CurveView*>();
  for (const widgets::CurveView* view : views) {
    curves =
        curves || (view->curves().size() == 4 && view->curves()[0].x.size() == router.result()->sweep.size());
  }
  QVERIFY(curves);
  QVERIFY(m_workspace->canUndo());
  m_workspace->undo();
  QVERIFY(idle());
  QCOMPARE(m_workspace->session().adapter()->gates.size(), before->gates.size());
  for (std::size_t i = 0; i < before->gates.size(); ++i) {
    QCOMPARE(m_workspace->session().adapter()->gates[i].weight, before->gates[i].weight);
  }
  m_workspace->redo();
  QVERIFY(idle());
  QVERIFY(router.hasGates());
}

void TestRouterPage::cancellingKeepsFinishedEpochs() {
  QVERIFY(train());
  RouterSession& router = m_workspace->router();
  connect(&router, &RouterSession::liveChanged, &router, [&router] {
    if (router.training() && !router.live().loss.empty()) router.cancel();
  });
  QVERIFY(route(5000));
  QVERIFY(!router.training());
  QVERIFY(router.result().has_value());
  QVERIFY(router.result()->stopped);
  QVERIFY(!router.result()->loss.empty());
  QVERIFY(router.result()->loss.size() < 5000);
  QVERIFY(router.hasGates());
}

void TestRouterPage::onlyTheLatestBudgetIsAnswered() {
  QVERIFY(train());
  QVERIFY(route(1));
  RouterSession& router = m_workspace->router();
  QSignalSpy answered(&router, &RouterSession::figuresChanged);
  for (const int budget : {5, 6, 7, 8, 9, 10}) router.evaluate(budget);
  QVERIFY(idle());
  QCOMPARE(router.figuresBudget(), 10);
  QCOMPARE(answered.size(), 1);
  // With every worker active nobody rests.
  router.evaluate(16);
  QVERIFY(idle());
  for (const PipeUse& use : router.figures()->use) QCOMPARE(use.dead, 0);
}

void TestRouterPage::aRowLightsItsWorkers() {
  RouterPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  QVERIFY(train());
  QVERIFY(route(1));
  RouterSession& router = m_workspace->router();
  router.sampleFirings(10);
  QVERIFY(idle());
  QCOMPARE(router.firings().size(), std::size_t{10});
  auto* model = page.findChild<FiringTableModel*>();
  QCOMPARE(model->rowCount(), 10);
  const auto& active = router.firings().front().active;
  QVERIFY(!active.workers.empty());
  QVERIFY(active.workers.size() < m_workspace->session().plan().workers.size());
  QVERIFY(!page.findChild<widgets::MatrixView*>()->empty());
}

void TestRouterPage::theStateOfThePageComesBack() {
  RouteOptions options;
  options.top_k = 33;
  options.balance = Balance::loss;
  m_workspace->router().setOptions(options);
  const QJsonObject state = RouterPage(*m_workspace).saveState();
  Workspace other(text(*m_folder / "other"));
  RouterPage page(other);
  page.restoreState(state);
  QCOMPARE(other.router().options().top_k, 33);
  QCOMPARE(other.router().options().balance, Balance::loss);
}

QTEST_MAIN(TestRouterPage)
#include "tst_router_page.moc"
