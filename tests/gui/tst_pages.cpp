// SPDX-License-Identifier: GPL-3.0-or-later
// The pages Pair, Plan and Workers as a hand uses them: clicks, keys, linked views.
#include "app/pages/data_dialog.h"
#include "app/pages/notice.h"
#include "app/pages/pair_page.h"
#include "app/pages/plan_page.h"
#include "app/pages/token_table_model.h"
#include "app/pages/train_menu.h"
#include "app/pages/worker_table_model.h"
#include "app/pages/workers_page.h"
#include "app/workspace.h"
#include "core/base/log.h"
#include "tests/gui/gui_support.h"
#include "widgets/coverage_bar.h"
#include "widgets/histogram_view.h"
#include "widgets/tile_grid_view.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;

class TestPages : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();
  void aClickRepairsAndUndoBreaksAgain();
  void selectionIsLinked();
  void theMetricChangesPictureAndHistogram();
  void workersPageKeepsItsState();
  void controlsChangeThePlanAtOnce();
  void thePairTableFollowsFilterAndEdits();
  void anAdapterWithoutItsDataSaysWhatToDo();
  void matricesAndThePairAreChosenFromTheMenu();

 private:
  bool idle() {
    return wait_for([this] { return !m_workspace->busy(); });
  }
  static QToolButton* button(const QWidget& page, const QString& beginning);

  std::unique_ptr<test::PrivateSettings> m_settings;
  std::unique_ptr<test::TemporaryFolder> m_folder;
  std::unique_ptr<Workspace> m_workspace;
  QString m_x, m_z;
};

void TestPages::initTestCase() {
  set_log_sink([](LogLevel, const std::string&) {});
  m_settings = std::make_unique<test::PrivateSettings>();
  m_folder = std::make_unique<test::TemporaryFolder>();
  const auto [x, z] = test::write_matrices(m_folder->path(), 400, 24, 16);
  m_x = text(x);
  m_z = text(z);
}

void TestPages::init() {
  m_workspace = std::make_unique<Workspace>(text(*m_folder / "work"));
  m_workspace->openPaths({m_x, m_z});
  QVERIFY(idle());
  TrainOptions options = m_workspace->options();
  options.workers = 12;
  options.solver = Solver::joint;
  m_workspace->setOptions(options);
}

void TestPages::cleanup() {
  m_workspace.reset();
}

QToolButton* TestPages::button(const QWidget& page, const QString& beginning) {
  const auto buttons = page.findChildren<QToolButton*>();
  for (QToolButton* each : buttons) {
    if (each->text().startsWith(beginning)) return each;
  }
  return nullptr;
}

void TestPages::aClickRepairsAndUndoBreaksAgain() {
  WorkersPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  AdapterSession& session = m_workspace->session();
  m_workspace->train();
  QVERIFY(idle());
  QVERIFY(session.faulty().empty());
  session.corrupt({3, 7}, Corruption::zero, 0);
  QVERIFY(idle());
  QCOMPARE(session.faulty(), (std::vector<int>{3, 7}));
  QVERIFY(wait_for([&] {
    const QToolButton* found = button(page, QStringLiteral("Retrain 2 faulty"));
    return found != nullptr && found->isEnabled() && found->text().contains(QStringLiteral("↑"));
  }));
  QToolButton* retrain = button(page, QStringLiteral("Retrain 2 faulty"));
  QTest::mouseClick(retrain, Qt::LeftButton, {}, QPoint(12, retrain->height() / 2));
  QVERIFY(wait_for([&] { return session.faulty().empty() && session.lastRepair().has_value(); }));
  QVERIFY(idle());
  const RepairFigures repair = *session.lastRepair();
  QCOMPARE(repair.workers, (std::vector<int>{3, 7}));
  QVERIFY(std::abs(repair.predicted_gain - repair.achieved_gain) <= 0.01 * repair.predicted_gain + 1e-9);
  QVERIFY(repair.r2_after > repair.r2_before);
  m_workspace->undo();
  QVERIFY(idle());
  QCOMPARE(session.faulty(), (std::vector<int>{3, 7}));
  m_workspace->redo();
  QVERIFY(idle());
  QVERIFY(session.faulty().empty());
}

void TestPages::selectionIsLinked() {
  WorkersPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  m_workspace->train();
  QVERIFY(idle());
  auto* grid = page.findChild<widgets::TileGridView*>();
  QTableView* table = nullptr;
  const auto tables = page.findChildren<QTableView*>();
  for (QTableView* each : tables) {
    if (qobject_cast<WorkerTableModel*>(each->model()) != nullptr) table = each;
  }
  QVERIFY(grid != nullptr && table != nullptr);
  const auto* model = qobject_cast<WorkerTableModel*>(table->model());
  const auto selected_in_table = [&] {
    std::vector<int> workers;
    const auto rows = table->selectionModel()->selectedRows();
    for (const QModelIndex& index : rows) workers.push_back(model->workerAt(index.row()));
    std::sort(workers.begin(), workers.end());
    return workers;
  };
  table->sortByColumn(WorkerTableModel::columnOf(Metric::norm), Qt::DescendingOrder);

  // From the picture to the table.
  QTest::mouseClick(grid, Qt::LeftButton, {}, grid->cellRect(5).center().toPoint());
  QCOMPARE(m_workspace->selection(), std::vector<int>{5});
  QCOMPARE(selected_in_table(), std::vector<int>{5});
  QTest::mouseClick(grid, Qt::LeftButton, Qt::ControlModifier, grid->cellRect(2).center().toPoint());
  QCOMPARE(selected_in_table(), (std::vector<int>{2, 5}));
  // From the table to the picture.
  table->selectionModel()->select(table->model()->index(0, 0),
                                  QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  QCOMPARE(grid->selection(), std::vector<int>{model->workerAt(0)});
  // From the histogram to both.
  widgets::HistogramView* histogram = nullptr;
  const auto histograms = page.findChildren<widgets::HistogramView*>();
  for (widgets::HistogramView* each : histograms) {
    if (each->accessibleName() == QStringLiteral("Histogram of the metric")) histogram = each;
  }
  QVERIFY(histogram != nullptr);
  Q_EMIT histogram->rangeSelected(0, 1, {0, 1, 4});
  QCOMPARE(grid->selection(), (std::vector<int>{0, 1, 4}));
  QCOMPARE(selected_in_table(), (std::vector<int>{0, 1, 4}));
}

void TestPages::theMetricChangesPictureAndHistogram() {
  WorkersPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  m_workspace->train();
  QVERIFY(idle());
  auto* grid = page.findChild<widgets::TileGridView*>();
  auto* metric = page.findChild<QComboBox*>();
  QVERIFY(metric != nullptr);
  metric->setCurrentIndex(metric->findData(static_cast<int>(Metric::norm)));
  QCOMPARE(grid->metric(), Metric::norm);
  const double norm = m_workspace->session().errorMap().workers[4].value(Metric::norm);
  QVERIFY(norm > 0);
  QCOMPARE(grid->shownValue(4), norm);
}

void TestPages::workersPageKeepsItsState() {
  WorkersPage page(*m_workspace);
  page.findChild<QComboBox*>()->setCurrentIndex(static_cast<int>(Metric::condition));
  const QJsonObject state = page.saveState();
  WorkersPage other(*m_workspace);
  other.restoreState(state);
  QCOMPARE(other.findChild<widgets::TileGridView*>()->metric(), Metric::condition);
}

void TestPages::controlsChangeThePlanAtOnce() {
  PlanPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  auto* grid = page.findChild<widgets::TileGridView*>();
  QCOMPARE(grid->plan().workers.size(), std::size_t{12});
  QSpinBox* workers = nullptr;
  const auto boxes = page.findChildren<QSpinBox*>();
  for (QSpinBox* box : boxes) {
    if (box->accessibleName().startsWith(QStringLiteral("Workers"))) workers = box;
  }
  QVERIFY(workers != nullptr);
  workers->setValue(24);
  QCOMPARE(m_workspace->options().workers, 24);
  QCOMPARE(grid->plan().workers.size(), std::size_t{24});
  m_workspace->undo();
  QCOMPARE(workers->value(), 12);
  QCOMPARE(grid->plan().workers.size(), std::size_t{12});
}

void TestPages::thePairTableFollowsFilterAndEdits() {
  const auto model = test::write_model(m_folder->path(), "model", 8);
  PairPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  m_workspace->pair().open(Side::upper, text(model));
  m_workspace->pair().open(Side::lower, text(model));
  QVERIFY(wait_for([&] { return m_workspace->pair().map() != nullptr && !page.busy(); }));
  auto* tokens = page.findChild<TokenTableModel*>();
  const int all = tokens->rowCount();
  QCOMPARE(all, static_cast<int>(m_workspace->pair().map()->pairs.size()));
  const auto* bar = page.findChild<widgets::CoverageBar*>();
  std::int64_t counted = 0;
  for (const auto& segment : bar->segments()) counted += segment.count;
  QCOMPARE(counted, static_cast<std::int64_t>(all));

  QLineEdit* search = nullptr;
  const auto edits = page.findChildren<QLineEdit*>();
  for (QLineEdit* edit : edits) {
    if (edit->accessibleName() == QStringLiteral("Find tokens")) search = edit;
  }
  QVERIFY(search != nullptr);
  QTest::keyClicks(search, QStringLiteral("#1"));
  QCOMPARE(tokens->rowCount(), 1);
  QVERIFY(tokens->setData(tokens->index(0, TokenTableModel::LowerIds), QStringLiteral("0"), Qt::EditRole));
  QVERIFY(wait_for([&] { return m_workspace->pair().map()->pairs[1].rule == "override"; }));
  QCOMPARE(tokens->pairAt(0).lower, std::vector<std::int32_t>{0});
  m_workspace->undo();
  QVERIFY(wait_for([&] { return m_workspace->pair().map()->pairs[1].rule != "override"; }));
}

void TestPages::anAdapterWithoutItsDataSaysWhatToDo() {
  m_workspace->train();
  QVERIFY(idle());
  const QString path = text(*m_folder / "lost.prism");
  m_workspace->session().save(path);
  QVERIFY(idle());
  m_workspace->session().close();
  QVERIFY(QFile::rename(m_x, m_x + ".away"));
  WorkersPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  m_workspace->openAdapter(path);
  QVERIFY(idle());
  auto* notice = page.findChild<Notice*>();
  QVERIFY(notice != nullptr && notice->isVisible());
  QToolButton* locate = button(page, QStringLiteral("Locate data…"));
  QVERIFY(locate != nullptr && locate->isVisible());
  locate->click();
  auto* dialog = page.findChild<DataDialog*>();
  QVERIFY(dialog != nullptr);
  QCOMPARE(dialog->kind(), DataDialog::matrices);
  QVERIFY(dialog->spec().empty());  // x is not where it was
  for (QLineEdit* field : dialog->findChildren<QLineEdit*>()) {
    if (field->accessibleName() == QStringLiteral("Inputs x")) field->setText(m_x + ".away");
  }
  QVERIFY(!dialog->spec().empty());
  for (QPushButton* each : dialog->findChildren<QPushButton*>()) {
    if (each->text() == QStringLiteral("Analyse")) each->click();
  }
  QVERIFY(idle());
  QVERIFY(QFile::rename(m_x + ".away", m_x));
  QCOMPARE(m_workspace->session().state(), AdapterSession::State::ready);
  QVERIFY(!notice->isVisible());
}

void TestPages::matricesAndThePairAreChosenFromTheMenu() {
  const auto model = test::write_model(m_folder->path(), "menu", 8);
  m_workspace->pair().open(text(model), text(model));
  QVERIFY(idle());
  PairPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  auto* notice = page.findChild<Notice*>();
  QVERIFY(notice->isVisible());
  QVERIFY(!m_workspace->usesPair());
  button(page, QStringLiteral("Train on the pair again"))->click();
  QVERIFY(idle());
  QVERIFY(m_workspace->usesPair());
  QVERIFY(!notice->isVisible());
  QCOMPARE(m_workspace->plan().d_in, 8);
  choose_matrices(*m_workspace, &page);
  auto* dialog = page.findChild<DataDialog*>();
  for (QLineEdit* field : dialog->findChildren<QLineEdit*>()) {
    if (field->accessibleName() == QStringLiteral("Inputs x")) field->setText(m_x);
    if (field->accessibleName() == QStringLiteral("Outputs z")) field->setText(m_z);
  }
  for (QPushButton* each : dialog->findChildren<QPushButton*>()) {
    if (each->text() == QStringLiteral("Use them")) each->click();
  }
  QVERIFY(idle());
  QCOMPARE(m_workspace->plan().d_in, 24);
  QVERIFY(notice->isVisible());
}

QTEST_MAIN(TestPages)
#include "tst_pages.moc"
