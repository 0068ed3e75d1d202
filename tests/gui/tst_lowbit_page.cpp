// SPDX-License-Identifier: GPL-3.0-or-later
// The Low-bit lab as a hand uses it: training, comparing, stopping and resuming, own tables, exports.
#include "app/lowbit_quantise.h"
#include "app/lowbit_session.h"
#include "app/pages/grid_editor.h"
#include "app/pages/lowbit_controls.h"
#include "app/pages/lowbit_page.h"
#include "app/pages/lowbit_panels.h"
#include "app/pages/lowbit_run_model.h"
#include "app/pages/lowbit_step_model.h"
#include "app/pages/quantise_panel.h"
#include "app/workspace.h"
#include "core/base/atomic_file.h"
#include "core/base/log.h"
#include "core/lowbit/packed_file.h"
#include "tests/gui/gui_support.h"
#include "widgets/bar_view.h"
#include "widgets/curve_view.h"
#include "widgets/empty_state.h"
#include "widgets/matrix_view.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTest>
#include <QUndoStack>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;

class TestLowBitPage : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();
  void tableValuesAreReadAndWritten();
  void figuresOnAGaussianAreTheKnownOnes();
  void theEditorKeepsATable();
  void controlsHoldTheSettings();
  void longRunsKeepFewerSteps();
  void runsAreKeptAsTheyWere();
  void withoutTextItSaysWhatToDo();
  void trainingFillsThePage();
  void comparedRunsStandBesideFp32();
  void aStoppedRunGoesOn();
  void aRunOutlivesTheProgram();
  void aRemovedRunComesBack();
  void packedWeightsAreExported();
  void aTextThatIsTooShortIsTold();
  void modelsAndAdaptersAreQuantised();
  void theStateOfThePageComesBack();

 private:
  [[nodiscard]] LabSettings small() const;
  bool idle() {
    return wait_for([this] { return !m_workspace->busy() && !m_workspace->lowbit().busy(); });
  }
  LowBitSession& session() { return m_workspace->lowbit(); }
  bool trainOnce(const LabSettings& settings) {
    session().setSettings(settings);
    session().train();
    return idle();
  }

  std::unique_ptr<test::PrivateSettings> m_settings;
  std::unique_ptr<test::TemporaryFolder> m_folder;
  std::unique_ptr<Workspace> m_workspace;
  std::filesystem::path m_text;
  int m_place = 0;
};

void TestLowBitPage::initTestCase() {
  set_log_sink([](LogLevel, const std::string&) {});
  m_settings = std::make_unique<test::PrivateSettings>();
  m_folder = std::make_unique<test::TemporaryFolder>();
  m_text = *m_folder / "text.txt";
  const char* const words[] = {"the ", "sea ",  "was ",  "calm ", "and ",
                               "a ",   "ship ", "came ", "home ", "slowly.\n"};
  std::string all;
  unsigned state = 1;
  while (all.size() < 20'000) {
    state = state * 1'664'525U + 1'013'904'223U;
    all += words[(state >> 24) % std::size(words)];
  }
  write_file(m_text, all);
}

void TestLowBitPage::init() {
  m_workspace = std::make_unique<Workspace>(text(*m_folder / ("work" + std::to_string(++m_place))));
}

void TestLowBitPage::cleanup() {
  m_workspace.reset();
}

LabSettings TestLowBitPage::small() const {
  LabSettings settings;
  LowBitTrainOptions& train = settings.train;
  train.text = m_text;
  train.shape = {16, 1, 2, 2, 32};
  train.vocabulary = 260;
  train.steps = 6;
  train.batch = 1;
  train.micro_batches = 4;
  train.context = 16;
  train.validate_every = 3;
  train.validation_windows = 4;
  train.checkpoint_every = 2;
  settings.grids = {grid_named("prime13")};
  settings.updates = {LowBitUpdate::vote, LowBitUpdate::fp32};
  return settings;
}

void TestLowBitPage::tableValuesAreReadAndWritten() {
  QCOMPARE(table_value_text(-1.0F / 11), QStringLiteral("−1/11"));
  QCOMPARE(table_value_text(2.0F / 3), QStringLiteral("2/3"));
  QCOMPARE(table_value_text(0), QStringLiteral("0"));
  QCOMPARE(table_value_text(1), QStringLiteral("1"));
  QVERIFY(table_value_text(0.3379F).startsWith(QStringLiteral("0.33")));
  for (const std::string& name : grid_names()) {
    for (const float value : grid_named(name).values) {
      const auto back = table_value_of(table_value_text(value));
      QVERIFY(back && std::abs(*back - value) < 1e-3F);
    }
  }
  QVERIFY(!table_value_of(QStringLiteral("1/0")));
  QVERIFY(!table_value_of(QStringLiteral("one")));
  QVERIFY(!table_value_of(QStringLiteral("1/2/3")));
}

void TestLowBitPage::figuresOnAGaussianAreTheKnownOnes() {
  const std::pair<const char*, double> known[] = {
      {"prime13", 16.5}, {"prime15", 16.9}, {"uniform15", 18.9}, {"nf4", 20.0}};
  for (const auto& [name, db] : known) QVERIFY(std::abs(fit_gaussian(grid_named(name)).sqnr_db - db) < 0.15);
}

void TestLowBitPage::theEditorKeepsATable() {
  GridEditor editor(m_workspace->jobs());
  QSignalSpy changed(&editor, &GridEditor::changed);
  editor.setValues({-1, -0.5F, 0, 0.5F, 1});
  QCOMPARE(changed.size(), 0);
  QVERIFY(wait_for([&] { return !std::isnan(editor.sqnr()); }));
  QVERIFY(editor.sqnr() > 5);
  auto* table = editor.findChild<QTableWidget*>();
  QCOMPARE(table->rowCount(), 5);
  table->item(3, 0)->setText(QStringLiteral("1/4"));  // its negative comes along
  QCOMPARE(editor.values(), (std::vector<float>{-1, -0.25F, 0, 0.25F, 1}));
  QCOMPARE(changed.size(), 1);
  table->item(4, 0)->setText(QStringLiteral("2"));
  QCOMPARE(editor.values(), (std::vector<float>{-2, -0.25F, 0, 0.25F, 2}));
  table->item(0, 0)->setText(QStringLiteral("nothing"));
  QCOMPARE(editor.values().size(), std::size_t{5});
  QCOMPARE(table->item(0, 0)->text(), QStringLiteral("−2"));
  QVERIFY(idle());
}

void TestLowBitPage::controlsHoldTheSettings() {
  LowBitControls controls;
  LabSettings settings;
  settings.train.text = m_text;
  settings.train.size = "small";
  settings.train.vocabulary = 1024;
  settings.train.grid = grid_named("nf4");
  settings.train.update.update = LowBitUpdate::sr;
  settings.train.update.z = 0.5;
  settings.train.update.consensus = 2;
  settings.train.update.cooldown = 3;
  settings.train.update.learning_rate = 0.004;
  settings.train.steps = 77;
  settings.train.batch = 3;
  settings.train.micro_batches = 5;
  settings.train.context = 64;
  settings.train.seed = 9;
  settings.grids = {grid_named("prime15"), grid_named("nf4")};
  settings.updates = {LowBitUpdate::vote, LowBitUpdate::qat, LowBitUpdate::fp32};
  controls.setSettings(settings);
  QCOMPARE(dump_json(to_json(controls.settings())), dump_json(to_json(settings)));
  QCOMPARE(controls.comparedRuns(), 5);
  const auto arguments = lab_arguments_of(settings.train);
  const auto says = [&](const char* word) {
    return std::find(arguments.begin(), arguments.end(), word) != arguments.end();
  };
  QVERIFY(arguments[0] == "primal" && arguments[1] == "train");
  QVERIFY(says("--grid=nf4") && says("--update=sr") && says("--cooldown=3") && says("--seed=9"));
  LowBitTrainOptions own = settings.train;
  own.grid = custom_grid("own", {-1, -0.5F, 0, 0.5F, 1});
  QCOMPARE(lab_arguments_of(own)[4], std::string("--grid=-1,-0.5,0,0.5,1"));
  const LabSettings back = lab_settings_of(to_json(settings));
  QCOMPARE(dump_json(to_json(back)), dump_json(to_json(settings)));
  QVERIFY_EXCEPTION_THROWN(lab_settings_of(Json{{"update", "magic"}}), Error);
  QVERIFY_EXCEPTION_THROWN(lab_settings_of(Json{{"steps", "many"}}), Error);
}

void TestLowBitPage::longRunsKeepFewerSteps() {
  LabRun run;
  for (std::int64_t step = 1; step <= 10'000; ++step) {
    LowBitStep each;
    each.step = step;
    run.add(each);
  }
  QVERIFY(run.steps.size() <= LabRun::kMostSteps);
  QVERIFY(run.steps.size() > LabRun::kMostSteps / 2 - 1);
  QCOMPARE(run.steps.front().step, 1);
  QCOMPARE(run.last.step, 10'000);
  for (const LowBitStep& step : run.steps) QCOMPARE((step.step - 1) % run.stride, 0);
  run.backTo(100);
  QVERIFY(run.last.step <= 100);
}

void TestLowBitPage::runsAreKeptAsTheyWere() {
  QVERIFY(trainOnce(small()));
  QCOMPARE(session().runs().size(), std::size_t{1});
  const LabRun first = *session().runs().front();
  QCOMPARE(first.state, LabRun::State::done);
  const QString folder = m_workspace->workFolder();
  m_workspace = std::make_unique<Workspace>(folder);
  session().load();
  QVERIFY(idle());
  QCOMPARE(session().runs().size(), std::size_t{1});
  LabRun back = *session().runs().front();
  QCOMPARE(back.validation_loss, first.validation_loss);
  QCOMPARE(dump_json(to_json(back)), dump_json(to_json(first)));
  QVERIFY_EXCEPTION_THROWN(lab_run_of(Json::object(), "x"), Error);
}

void TestLowBitPage::withoutTextItSaysWhatToDo() {
  QString why;
  QVERIFY(!session().canTrain(&why));
  QVERIFY(why.contains(QStringLiteral("text")));
  LabSettings settings = small();
  settings.train.text = *m_folder / "missing.txt";
  session().setSettings(settings);
  QVERIFY(!session().canTrain(&why));
  QVERIFY(why.contains(QStringLiteral("missing.txt")));
}

void TestLowBitPage::trainingFillsThePage() {
  LowBitPage page(*m_workspace);
  page.resize(1200, 700);
  page.show();
  page.activate();
  const auto* empty = page.findChild<widgets::EmptyState*>();
  QVERIFY(empty->isVisible());
  auto* model = page.findChild<LowBitRunModel*>();
  QAbstractItemModelTester runs_tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  auto* steps = page.findChild<LowBitStepModel*>();
  QAbstractItemModelTester steps_tester(steps, QAbstractItemModelTester::FailureReportingMode::QtTest);
  QSignalSpy grew(&session(), &LowBitSession::grew);
  QVERIFY(trainOnce(small()));
  QVERIFY(wait_for([&] { return !page.busy(); }));
  QVERIFY(!grew.isEmpty());
  const LabRun& run = *session().runs().front();
  QVERIFY(!empty->isVisible());
  QCOMPARE(run.state, LabRun::State::done);
  QCOMPARE(run.steps.size(), std::size_t{6});
  QCOMPARE(model->rowCount(), 1);
  QCOMPARE(steps->rowCount(), 6);
  QCOMPARE(model->index(0, LowBitRunModel::Name).data().toString(), QStringLiteral("prime13 · vote"));
  QVERIFY(run.bytesPerParameter() > 1.4 && run.bytesPerParameter() < 2.5);
  widgets::CurveView* curves = nullptr;
  for (auto* each : page.findChildren<widgets::CurveView*>()) {
    if (each->accessibleName() == QStringLiteral("Loss of all runs")) curves = each;
  }
  QVERIFY(curves != nullptr);
  QCOMPARE(curves->curves().size(), std::size_t{1});
  QCOMPARE(curves->curves().front().x.size(), std::size_t{6});
  auto* occupancy = page.findChild<OccupancyPanel*>();
  auto* bars = occupancy->findChild<widgets::BarView*>();
  QCOMPARE(bars->bars().size(), std::size_t{13});
  double all = 0;
  for (const auto& bar : bars->bars()) all += bar.value;
  QVERIFY(std::abs(all - 1) < 1e-9);
  occupancy->setCurrentView(1);
  QVERIFY(wait_for([&] { return !occupancy->findChild<widgets::MatrixView*>()->empty(); }));
  QVERIFY(QFileInfo(run.packedFile()).isFile());
}

void TestLowBitPage::comparedRunsStandBesideFp32() {
  LabSettings settings = small();
  settings.updates = {LowBitUpdate::vote, LowBitUpdate::sr, LowBitUpdate::fp32};
  session().setSettings(settings);
  session().compare();
  QCOMPARE(session().runs().size(), std::size_t{3});
  QVERIFY(!session().runs().front()->lowBit());  // the reference first
  QVERIFY(session().training());
  QVERIFY(idle());
  for (const auto& run : session().runs()) {
    QCOMPARE(run->state, LabRun::State::done);
    QCOMPARE(session().referenceOf(*run), session().runs().front().get());
  }
  LowBitRunModel model(session());
  model.refresh();
  QVERIFY(model.index(0, LowBitRunModel::Against).data().toString().isEmpty());
  QVERIFY(model.index(1, LowBitRunModel::Against).data().toString().contains(QStringLiteral("%")));
  const QStringList csv = model.csv().split(u'\n');
  QCOMPARE(csv.size(), 5);
  QVERIFY(csv[1].startsWith(QStringLiteral("fp32,")));
  QCOMPARE(csv[2].count(u','), csv[0].count(u','));
  LabRun other = *session().runs()[1];
  other.options.seed = 5;
  QVERIFY(session().referenceOf(other) == nullptr);
}

void TestLowBitPage::aStoppedRunGoesOn() {
  QVERIFY(trainOnce(small()));
  LabSettings settings = small();
  settings.train.steps = 4000;
  session().setSettings(settings);
  session().train();
  connect(&session(), &LowBitSession::grew, &session(), [this](int serial) {
    const LabRun* run = session().run(serial);
    if (run->state == LabRun::State::running && run->last.step >= 3) session().cancel();
  });
  QVERIFY(idle());
  const auto run = session().runs().back();
  QCOMPARE(run->state, LabRun::State::stopped);
  const std::int64_t stopped = run->last.step;
  QVERIFY(stopped >= 3 && stopped < 4000);
  QVERIFY(QFileInfo(run->packedFile()).isFile());
  session().resume(run->serial);
  QVERIFY(run->live());
  QVERIFY(idle());
  QVERIFY(run->last.step > stopped);
  for (std::size_t i = 0; i < run->steps.size(); ++i) {
    QCOMPARE(run->steps[i].step, static_cast<std::int64_t>(i) + 1);
  }
}

void TestLowBitPage::aRunOutlivesTheProgram() {
  LabSettings settings = small();
  settings.train.steps = 4000;
  session().setSettings(settings);
  session().train();
  QVERIFY(wait_for([this] { return session().runs().front()->validations.size() >= 2; }));
  const QString folder = m_workspace->workFolder();
  m_workspace = std::make_unique<Workspace>(folder);  // closed in the middle of it
  session().load();
  QVERIFY(idle());
  QCOMPARE(session().runs().size(), std::size_t{1});
  const auto run = session().runs().front();
  QCOMPARE(run->state, LabRun::State::stopped);
  QVERIFY(run->last.step > 0);
  session().resume(run->serial);
  QVERIFY(wait_for([&] { return run->state == LabRun::State::running; }));
  QVERIFY(run->start.step > 0);
  session().cancel();
  QVERIFY(idle());
}

void TestLowBitPage::aRemovedRunComesBack() {
  QVERIFY(trainOnce(small()));
  const int serial = session().runs().front()->serial;
  const QString folder = session().runs().front()->folder;
  session().remove(serial);
  QVERIFY(session().runs().empty());
  m_workspace->undoStack().undo();
  QCOMPARE(session().runs().size(), std::size_t{1});
  m_workspace->undoStack().redo();
  QVERIFY(session().runs().empty());
  QVERIFY(QFileInfo::exists(folder));
  m_workspace.reset();
  QVERIFY(!QFileInfo::exists(folder));
}

void TestLowBitPage::packedWeightsAreExported() {
  QVERIFY(trainOnce(small()));
  const auto target = *m_folder / "exported.safetensors";
  QSignalSpy exported(&session(), &LowBitSession::exported);
  session().exportPacked(session().runs().front()->serial, text(target));
  QVERIFY(idle());
  QCOMPARE(exported.size(), 1);
  const PackedFile file = open_packed(target);
  QCOMPARE(file.matrices.size(), std::size_t{7});
  QCOMPARE(file.matrices.front().second.grid.levels(), 13);
}

void TestLowBitPage::aTextThatIsTooShortIsTold() {
  LabSettings settings = small();
  settings.train.text = *m_folder / "short.txt";
  write_file(settings.train.text, "too short");
  QSignalSpy problems(&session(), &LowBitSession::problemRaised);
  QVERIFY(trainOnce(settings));
  QCOMPARE(problems.size(), 1);
  QCOMPARE(session().runs().front()->state, LabRun::State::failed);
  QVERIFY(!session().runs().front()->problem.isEmpty());
}

void TestLowBitPage::modelsAndAdaptersAreQuantised() {
  QuantisePanel panel(*m_workspace);
  panel.openModel(text(test::write_model(m_folder->path(), "model", 32)));
  panel.findChild<QCheckBox*>()->setChecked(true);
  panel.quantise();
  QVERIFY(panel.busy());
  QVERIFY(idle());
  QVERIFY(panel.result() != nullptr);
  const LabQuantised& model = *panel.result();
  QVERIFY(model.weights.sqnr_db > 10);
  QCOMPARE(panel.findChild<QTableWidget*>()->rowCount(), static_cast<int>(model.weights.figures.size()));
  const auto target = *m_folder / "quantised.safetensors";
  save_quantised(model, target);
  QCOMPARE(open_packed(target).matrices.size(), model.weights.matrices.size());

  const auto [x, z] = test::write_matrices(m_folder->path(), 600, 16, 16);
  m_workspace->openPaths({text(x), text(z)});
  QVERIFY(idle());
  TrainOptions options = m_workspace->options();
  options.workers = 4;
  options.pipes = 1;
  m_workspace->setOptions(options);
  m_workspace->train();
  QVERIFY(idle());
  QVERIFY(m_workspace->session().adapter() != nullptr);
  QuantiseRequest request;
  request.adapter = m_workspace->session().adapter();
  request.adapter_data = m_workspace->session().dataSource();
  const auto adapter = quantise_for_lab(request, {});
  QCOMPARE(adapter->weights.matrices.size(), request.adapter->plan.workers.size());
  QVERIFY(adapter->r2_before > 0.5);
  QVERIFY(adapter->r2_after < adapter->r2_before);
  QVERIFY(adapter->r2_after > adapter->r2_before - 0.2);
}

void TestLowBitPage::theStateOfThePageComesBack() {
  LabSettings settings = small();
  settings.own_table = {-1, 0, 1};
  settings.train.grid = custom_grid("own", settings.own_table);
  session().setSettings(settings);
  const QJsonObject state = LowBitPage(*m_workspace).saveState();
  Workspace other(text(*m_folder / "other"));
  LowBitPage page(other);
  page.restoreState(state);
  QCOMPARE(dump_json(to_json(other.lowbit().settings())), dump_json(to_json(settings)));
  QCOMPARE(page.findChild<GridEditor*>()->values(), settings.own_table);
  page.restoreState(
      {{QStringLiteral("settings"), QJsonObject{{QStringLiteral("steps"), QStringLiteral("x")}}}});
}

QTEST_MAIN(TestLowBitPage)
#include "tst_lowbit_page.moc"
