// SPDX-License-Identifier: GPL-3.0-or-later
// The Inference page as a hand uses it: prompts of every kind, running, stopping, steps, history.
#include "app/inference_session.h"
#include "app/pages/continuation_panel.h"
#include "app/pages/inference_page.h"
#include "app/pages/prompt_edit.h"
#include "app/pages/run_history_model.h"
#include "app/pages/step_table_model.h"
#include "app/workspace.h"
#include "core/base/atomic_file.h"
#include "core/base/log.h"
#include "core/demo/demo.h"
#include "tests/gui/gui_support.h"
#include "widgets/empty_state.h"
#include "widgets/tile_grid_view.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QMimeData>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;

namespace {

BridgeStep step(const std::string& upper, const std::string& lower, const std::string& nearest, bool prompt) {
  BridgeStep made;
  made.prompt = prompt;
  made.upper_token = upper;
  made.lower_token = lower;
  made.nearest = {{nearest, 0.75F}, {"other", 0.5F}};
  made.active = {{1, 3}, {1.0F, 0.5F}};
  return made;
}

}  // namespace

class TestInferencePage : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();
  void stopTextsSurviveTheirLine();
  void settingsAndRunsSurviveJson();
  void stepsTableGrowsInPlace();
  void csvHasARowAStep();
  void thePromptKeepsEveryCharacter();
  void pastesAreCheckedBeforeTheyReplaceAnything();
  void textFilesSayWhereTheyAreBroken();
  void emptyPageSaysWhatToDoNext();
  void impossiblePromptsAreToldAndKept();
  void aPromptRunsThroughBothModels();
  void stoppingKeepsWhatWasWritten();
  void twoAdaptersSpeakSideBySide();
  void theStateOfThePageComesBack();

 private:
  bool openPair();
  bool train();
  bool idle() {
    return wait_for([this] { return !m_workspace->busy(); });
  }

  std::unique_ptr<test::PrivateSettings> m_settings;
  std::unique_ptr<test::TemporaryFolder> m_folder;
  std::unique_ptr<Workspace> m_workspace;
};

void TestInferencePage::initTestCase() {
  set_log_sink([](LogLevel, const std::string&) {});
  m_settings = std::make_unique<test::PrivateSettings>();
  m_folder = std::make_unique<test::TemporaryFolder>();
}

void TestInferencePage::init() {
  m_workspace = std::make_unique<Workspace>(text(*m_folder / "work"));
  connect(m_workspace.get(), &Workspace::problemRaised, this,
          [](const QString& sentence) { qInfo("%s", qPrintable(sentence)); });
}

void TestInferencePage::cleanup() {
  m_workspace.reset();
}

bool TestInferencePage::openPair() {
  try {
    const DemoPair pair = find_demo_pair();
    m_workspace->openPaths({text(pair.upper), text(pair.lower)});
  } catch (const Error&) {
    return false;
  }
  return idle();
}

bool TestInferencePage::train() {
  TrainOptions options = m_workspace->options();
  options.workers = 16;
  options.pipes = 1;
  options.ridge = 1e-2;
  m_workspace->setOptions(options);
  m_workspace->train();
  return idle() && m_workspace->session().adapter() != nullptr;
}

void TestInferencePage::stopTextsSurviveTheirLine() {
  const QStringList texts{QStringLiteral("\n\n"), QStringLiteral("a|b"), QStringLiteral("\\n"),
                          QStringLiteral(" end")};
  QCOMPARE(stop_texts_of(line_of_stop_texts(texts)), texts);
  QCOMPARE(stop_texts_of(QString()), QStringList());
  QCOMPARE(stop_texts_of(QStringLiteral("||x|")), QStringList{QStringLiteral("x")});
}

void TestInferencePage::settingsAndRunsSurviveJson() {
  InferenceSettings settings;
  settings.max_tokens = 7;
  settings.temperature = 0.8;
  settings.top_k = 12;
  settings.top_p = 0.9;
  settings.seed = 99;
  settings.stop = QStringList{QStringLiteral("\n")};
  QVERIFY(InferenceSettings::fromJson(settings.toJson()) == settings);
  QCOMPARE(settings.options().stop, std::vector<std::string>{"\n"});
  QCOMPARE(settings.options().max_tokens, 7);
  QVERIFY(InferenceSettings::fromJson({{QStringLiteral("top_p"), -4}}).top_p > 0);

  InferenceRun run;
  run.prompt = QStringLiteral("a\u00a0b");
  run.lower_text = QStringLiteral("c");
  run.second_name = QStringLiteral("x.prism");
  run.stopped = true;
  run.settings = settings;
  const InferenceRun back = InferenceRun::fromJson(run.toJson());
  QCOMPARE(back.prompt, run.prompt);
  QCOMPARE(back.lower_text, run.lower_text);
  QCOMPARE(back.second_name, run.second_name);
  QVERIFY(back.stopped && back.finished && back.settings == settings);
  QVERIFY(back.text().contains(run.prompt));
}

void TestInferencePage::stepsTableGrowsInPlace() {
  StepTableModel model;
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  QVERIFY(std::isnan(model.hits()));
  std::vector<BridgeStep> steps{step("The", "The", "The", true)};
  model.setSteps(steps, false);
  QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
  QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
  steps.push_back(step(" cat", " cat", " dog", false));
  model.setSteps(steps, true);
  QCOMPARE(inserted.size(), 1);
  QCOMPARE(reset.size(), 0);
  QCOMPARE(model.rowCount(), 2);
  QCOMPARE(model.hits(), 0.5);
  const QModelIndex hit = model.index(0, StepTableModel::FirstNearest);
  QVERIFY(hit.data().toString().startsWith(QStringLiteral("✓ The")));
  QVERIFY(!model.index(1, StepTableModel::FirstNearest).data().toString().startsWith(QStringLiteral("✓")));
  QCOMPARE(model.index(1, StepTableModel::Active).data().toInt(), 2);

  RunHistoryModel history;
  QAbstractItemModelTester history_tester(&history, QAbstractItemModelTester::FailureReportingMode::QtTest);
  InferenceRun run;
  run.prompt = QStringLiteral("one\ntwo");
  history.setRuns({run, run});
  QCOMPARE(history.index(1, RunHistoryModel::Prompt).data().toString(), QStringLiteral("one two"));
}

void TestInferencePage::csvHasARowAStep() {
  InferenceRun run;
  run.steps = {step("The", "a,b", "The", true), step("x", "y", "z", false)};
  const QStringList lines = run.stepsCsv().split(u'\n', Qt::SkipEmptyParts);
  QCOMPARE(lines.size(), 3);
  QVERIFY(lines[0].startsWith(QStringLiteral("step,part,upper_token,lower_token,nearest_1,cosine_1")));
  QVERIFY(lines[1].startsWith(QStringLiteral("1,prompt,The,\"a,b\",The,0.75")));
  QVERIFY(lines[2].endsWith(QStringLiteral("2,1 3")));
}

void TestInferencePage::thePromptKeepsEveryCharacter() {
  PromptEdit edit;
  const QString prompt = QStringLiteral("a\u00a0b\tc\n\nd  \U0001F642 é");
  edit.setPrompt(prompt);
  QCOMPARE(edit.prompt(), prompt);
  QSignalSpy run(&edit, &PromptEdit::runRequested);
  QTest::keyClick(&edit, Qt::Key_Return, Qt::ControlModifier);
  QCOMPARE(run.size(), 1);
  QCOMPARE(edit.prompt(), prompt);
  // A megabyte in one line would stall the window at every key: it is held, not shown, and not lost.
  const QString line(1'000'000, u'x');
  edit.setPrompt(line);
  QVERIFY(edit.holds());
  QVERIFY(edit.document()->characterCount() < 5'000);
  QCOMPARE(edit.prompt(), line);
  QTest::keyClick(&edit, Qt::Key_Delete);
  QVERIFY(!edit.holds());
  QCOMPARE(edit.prompt(), QString());
}

void TestInferencePage::pastesAreCheckedBeforeTheyReplaceAnything() {
  const auto paste = [](PromptEdit& into, const char* format, const QByteArray& bytes) {
    auto* mime = new QMimeData;
    mime->setData(QLatin1String(format), bytes);
    QGuiApplication::clipboard()->setMimeData(mime);
    into.paste();
  };
  PromptEdit edit;
  QSignalSpy refused(&edit, &PromptEdit::textRefused);
  edit.setPrompt(QStringLiteral("kept "));
  edit.moveCursor(QTextCursor::End);
  paste(edit, "text/plain;charset=utf-8",
        QByteArray("ab\xFF\xFE"
                   "c"));
  QCOMPARE(refused.size(), 1);
  QCOMPARE(edit.prompt(), QStringLiteral("kept ab��c"));
  paste(edit, "text/plain", QByteArray(InferenceSession::kMaxPromptBytes, 'x'));
  QCOMPARE(refused.size(), 2);
  QCOMPARE(edit.prompt(), QStringLiteral("kept ab��c"));
}

void TestInferencePage::textFilesSayWhereTheyAreBroken() {
  const auto good = *m_folder / "good.txt", bad = *m_folder / "bad.txt", empty = *m_folder / "empty.txt";
  write_file(good, "fine \xC3\xA9");
  write_file(bad, std::string_view("fine\xC3 no", 8));
  write_file(empty, "");
  QCOMPARE(read_text(good), std::string("fine \xC3\xA9"));
  try {
    (void)read_text(bad);
    QFAIL("invalid UTF-8 was taken");
  } catch (const Error& error) {
    QCOMPARE(error.position(), std::string("byte 4"));
  }
  QVERIFY_EXCEPTION_THROWN((void)read_text(empty), Error);
  QVERIFY_EXCEPTION_THROWN((void)read_text(good, 3), Error);
}

void TestInferencePage::emptyPageSaysWhatToDoNext() {
  InferencePage page(*m_workspace);
  page.resize(1100, 640);
  page.show();
  const auto* empty = page.findChild<widgets::EmptyState*>();
  QVERIFY(empty != nullptr && empty->isVisible());
  QCOMPARE(empty->accessibleName(), QStringLiteral("No models are open"));
  QString why;
  QVERIFY(!m_workspace->inference().canRun(&why));
  QVERIFY(!why.isEmpty());
  if (!openPair()) QSKIP("the built-in pair is not there");
  QCOMPARE(empty->accessibleName(), QStringLiteral("There is no adapter yet"));
  QVERIFY(train());
  QVERIFY(!empty->isVisible());
  QVERIFY(m_workspace->inference().canRun());
}

void TestInferencePage::impossiblePromptsAreToldAndKept() {
  if (!openPair()) QSKIP("the built-in pair is not there");
  QVERIFY(train());
  InferencePage page(*m_workspace);
  auto* prompt = page.findChild<PromptEdit*>();
  QSignalSpy problems(m_workspace.get(), &Workspace::problemRaised);
  const auto refused = [&](const QString& tried) {
    const auto before = problems.size();
    prompt->setPrompt(tried);
    Q_EMIT prompt->runRequested();
    return idle() && problems.size() == before + 1 && prompt->prompt() == tried &&
           m_workspace->inference().state() == InferenceSession::State::idle;
  };
  QVERIFY(refused(QString()));
  QVERIFY(refused(QString(InferenceSession::kMaxPromptBytes + 1, u'x')));
  // Longer than the models can see: the engine says so.
  QVERIFY(refused(QStringLiteral("word ").repeated(4000)));
  QVERIFY(m_workspace->inference().history().empty());
}

void TestInferencePage::aPromptRunsThroughBothModels() {
  if (!openPair()) QSKIP("the built-in pair is not there");
  QVERIFY(train());
  InferencePage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  InferenceSession& session = m_workspace->inference();
  QSignalSpy grew(&session, &InferenceSession::runGrew);
  InferenceSettings settings;
  settings.max_tokens = 12;
  session.run(QStringLiteral("The morning was bright"), settings);
  QVERIFY(page.busy());
  QVERIFY(idle());
  QVERIFY(!page.busy());
  const InferenceRun& run = session.current();
  QVERIFY(run.finished && !run.stopped);
  QVERIFY(!run.upper_text.isEmpty() && !run.lower_text.isEmpty() && !run.alone_text.isEmpty());
  QVERIFY(run.tokens > 0 && run.tokens_per_second > 0);
  QVERIFY(!run.steps.empty());
  QVERIFY(!grew.empty());
  QCOMPARE(page.findChild<StepTableModel*>()->rowCount(), static_cast<int>(run.steps.size()));
  QCOMPARE(session.history().size(), std::size_t{1});
  const auto panels = page.findChildren<ContinuationPanel*>();
  QVERIFY(std::any_of(panels.begin(), panels.end(), [&](const ContinuationPanel* panel) {
    return panel->continuation() == run.lower_text;
  }));
  // The same prompt, settings and seed: the same text.
  const QString before = run.lower_text;
  session.run(QStringLiteral("The morning was bright"), settings);
  QVERIFY(idle());
  QCOMPARE(session.current().lower_text, before);
  QCOMPARE(session.history().size(), std::size_t{2});
}

void TestInferencePage::stoppingKeepsWhatWasWritten() {
  if (!openPair()) QSKIP("the built-in pair is not there");
  QVERIFY(train());
  InferenceSession& session = m_workspace->inference();
  InferenceSettings settings;
  settings.max_tokens = 200;
  QString seen;
  connect(&session, &InferenceSession::runGrew, &session, [&] {
    if (!seen.isEmpty() || session.current().upper_text.isEmpty()) return;
    seen = session.current().upper_text;
    session.stop();
    QVERIFY(session.stopping());
  });
  session.run(QStringLiteral("The morning was bright"), settings);
  QVERIFY(idle());
  QVERIFY(!seen.isEmpty());
  QCOMPARE(session.state(), InferenceSession::State::idle);
  QVERIFY(session.current().upper_text.startsWith(seen));
  QVERIFY(session.current().finished);
  QCOMPARE(session.history().size(), std::size_t{1});
}

void TestInferencePage::twoAdaptersSpeakSideBySide() {
  if (!openPair()) QSKIP("the built-in pair is not there");
  QVERIFY(train());
  InferencePage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  InferenceSession& session = m_workspace->inference();
  QVERIFY(session.second() == nullptr);
  m_workspace->session().keepAsReference();
  session.useReference();
  QVERIFY(session.second() != nullptr);
  InferenceSettings settings;
  settings.max_tokens = 6;
  session.run(QStringLiteral("The morning"), settings);
  QVERIFY(idle());
  // The second is the first here, so both must say the same.
  QCOMPARE(session.current().second_text, session.current().lower_text);
  QVERIFY(!session.current().second_name.isEmpty());
  session.clearSecond();
  QVERIFY(session.second() == nullptr);
}

void TestInferencePage::theStateOfThePageComesBack() {
  QJsonObject state;
  {
    InferencePage page(*m_workspace);
    page.findChild<PromptEdit*>()->setPrompt(QStringLiteral("kept prompt"));
    InferenceRun run;
    run.started = QStringLiteral("2024-01-01T00:00:00");
    run.prompt = QStringLiteral("earlier");
    run.lower_text = QStringLiteral(" words");
    StitchMeasurement measurement;
    measurement.own = 3;
    m_workspace->inference().restore({run}, {measurement});
    state = page.saveState();
  }
  Workspace other(text(*m_folder / "other"));
  InferencePage page(other);
  page.restoreState(state);
  QCOMPARE(page.findChild<PromptEdit*>()->prompt(), QStringLiteral("kept prompt"));
  QCOMPARE(other.inference().history().size(), std::size_t{1});
  QCOMPARE(other.inference().current().lower_text, QStringLiteral(" words"));
  QCOMPARE(other.inference().measurements().front().own, 3.0);
}

QTEST_MAIN(TestInferencePage)
#include "tst_inference_page.moc"
