// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace.h"
#include "core/base/log.h"
#include "core/base/run_record.h"
#include "tests/gui/gui_support.h"

#include <cmath>

#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;
using State = AdapterSession::State;

class TestAdapterSession : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    set_log_sink([](LogLevel, const std::string&) {});
    m_settings = std::make_unique<test::PrivateSettings>();
    m_folder = std::make_unique<test::TemporaryFolder>();
    const auto [x, z] = test::write_matrices(m_folder->path(), 400, 24, 16);
    m_x = text(x);
    m_z = text(z);
  }
  void init() {
    m_workspace = std::make_unique<Workspace>(text(*m_folder / "work"));
    m_workspace->openPaths({m_x, m_z});
    QVERIFY(wait_for([&] { return !m_workspace->busy(); }));
    TrainOptions options = m_workspace->options();
    options.workers = 12;
    m_workspace->setOptions(options);
  }
  void cleanup() { m_workspace.reset(); }

  void trainsInTheBackground() {
    AdapterSession& session = m_workspace->session();
    QSignalSpy maps(&session, &AdapterSession::errorMapChanged);
    m_workspace->train();
    QCOMPARE(session.state(), State::training);
    QVERIFY(session.busy());
    QVERIFY(!m_workspace->canTrain());
    QVERIFY(idle());
    QCOMPARE(session.state(), State::ready);
    QVERIFY(session.adapter() != nullptr);
    QCOMPARE(session.errorMap().workers.size(), std::size_t{12});
    QVERIFY(session.faulty().empty());
    QVERIFY(session.figures().test->r2 > 0.8);
    QVERIFY(session.figures().baselines.has_value());
    QVERIFY(session.dirty());
    QVERIFY(maps.count() >= 1);
    const auto runs = RunStore().list();
    QVERIFY(!runs.empty());
    QCOMPARE(runs.front().command, std::string("train"));
  }

  void breaksFindsRepairsAndUndoes() {
    train();
    AdapterSession& session = m_workspace->session();
    const double good = session.figures().test->r2;
    const auto whole = session.adapter();
    QSignalSpy tiles(&session, &AdapterSession::tilesChanged);
    session.corrupt({2, 7}, Corruption::noise, 1);
    QVERIFY(session.busy());
    QVERIFY(!m_workspace->canUndo());  // not while it runs
    QVERIFY(idle());
    QCOMPARE(session.faulty(), (std::vector<int>{2, 7}));
    QCOMPARE(tiles[0][0].value<std::vector<int>>(), (std::vector<int>{2, 7}));
    QVERIFY(session.figures().test->r2 < good - 0.01);

    QSignalSpy predicted(&session, &AdapterSession::gainPredicted);
    session.predictGain({2, 7});
    QVERIFY(predicted.wait(20'000));
    const double gain = predicted[0][1].toDouble();
    QVERIFY(gain > 0);
    session.retrain(session.faulty());
    QVERIFY(idle());
    QVERIFY(session.faulty().empty());
    QVERIFY(session.lastRepair().has_value());
    QVERIFY(std::abs(session.lastRepair()->achieved_gain - gain) <= std::max(0.01 * gain, 1e-9));
    QVERIFY(std::abs(session.figures().test->r2 - good) < 1e-5);

    m_workspace->undo();
    QVERIFY(idle());
    QCOMPARE(session.faulty(), (std::vector<int>{2, 7}));
    m_workspace->undo();
    QVERIFY(idle());
    QVERIFY(session.faulty().empty());
    for (const Worker& worker : session.plan().workers) {
      const auto a = whole->tile(worker.id), b = session.adapter()->tile(worker.id);
      QVERIFY(std::equal(a.begin(), a.end(), b.begin(), b.end()));
    }
    m_workspace->redo();
    QVERIFY(idle());
    QCOMPARE(session.faulty(), (std::vector<int>{2, 7}));
  }

  void savesAndOpensAgain() {
    train();
    AdapterSession& session = m_workspace->session();
    const double r2 = session.figures().test->r2;
    session.corrupt({3}, Corruption::zero, 0);
    QVERIFY(idle());
    const QString path = text(*m_folder / "a.prism");
    session.save(path);
    QVERIFY(idle());
    QVERIFY(!session.dirty());
    QCOMPARE(session.path(), path);
    session.close();
    QCOMPARE(session.state(), State::none);
    QVERIFY(session.adapter() == nullptr);
    m_workspace->openPaths({path});
    QVERIFY(idle());
    QCOMPARE(session.state(), State::ready);
    QCOMPARE(session.faulty(), (std::vector<int>{3}));
    QVERIFY(session.figures().test->r2 < r2);
    session.findWorstSamples(5);
    QVERIFY(idle());
    QCOMPARE(session.worstSamples().size(), std::size_t{5});
    QVERIFY(!session.dirty());
  }

  void dataThatMovedAreLocated() {
    train();
    AdapterSession& session = m_workspace->session();
    const QString path = text(*m_folder / "moved.prism");
    session.save(path);
    QVERIFY(idle());
    const double r2 = session.figures().test->r2;
    session.close();
    QVERIFY(QFile::rename(m_x, m_x + ".away"));
    m_workspace->openAdapter(path);
    QVERIFY(idle());
    QCOMPARE(session.state(), State::unanalysed);
    QVERIFY(session.adapter() != nullptr);
    // Other data than it was trained on are refused, and it stays as it was.
    std::filesystem::create_directories(*m_folder / "other");
    const auto other = test::write_matrices(*m_folder / "other", 50, 6, 4);
    DataSpec wrong;
    wrong.x = other.first;
    wrong.z = other.second;
    session.analyseWith(wrong);
    QVERIFY(idle());
    QCOMPARE(session.state(), State::unanalysed);
    DataSpec data;
    data.x = (m_x + ".away").toStdString();
    data.z = m_z.toStdString();
    session.analyseWith(data);
    QVERIFY(idle());
    QVERIFY(QFile::rename(m_x + ".away", m_x));
    QCOMPARE(session.state(), State::ready);
    QVERIFY(std::abs(session.figures().test->r2 - r2) < 1e-9);
  }

  void cancelDuringTrainingLeavesAWorkingWindow() {
    AdapterSession& session = m_workspace->session();
    m_workspace->train();
    session.cancel();
    QVERIFY(idle());
    QVERIFY(!session.busy());
    QVERIFY(session.state() != State::training);
    train();
    QCOMPARE(session.state(), State::ready);
  }

  void comparesTwoVersions() {
    train();
    AdapterSession& session = m_workspace->session();
    session.keepAsReference();
    session.corrupt({1}, Corruption::flip, 0);
    QVERIFY(idle());
    QVERIFY(session.reference() != nullptr);
    QVERIFY(!session.referenceMap().workers[1].faulty);
    QVERIFY(session.errorMap().workers[1].faulty);
    session.clearReference();
    QVERIFY(session.reference() == nullptr);
  }

  void brokenAdapterIsRefusedInWords() {
    QFile file(text(*m_folder / "broken.prism"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(100, '\xFF'));
    file.close();
    QSignalSpy problems(m_workspace.get(), &Workspace::problemRaised);
    m_workspace->openAdapter(file.fileName());
    QVERIFY(idle());
    QCOMPARE(m_workspace->session().state(), State::none);
    QCOMPARE(problems.count(), 1);
    QVERIFY(problems[0][0].toString().contains("broken.prism"));
  }

 private:
  bool idle() {
    return wait_for([this] { return !m_workspace->busy() && !m_workspace->session().busy(); });
  }
  void train() {
    m_workspace->train();
    QVERIFY(idle());
    QCOMPARE(m_workspace->session().state(), State::ready);
  }
  std::unique_ptr<test::PrivateSettings> m_settings;
  std::unique_ptr<test::TemporaryFolder> m_folder;
  QString m_x, m_z;
  std::unique_ptr<Workspace> m_workspace;
};

QTEST_GUILESS_MAIN(TestAdapterSession)
#include "tst_adapter_session.moc"
