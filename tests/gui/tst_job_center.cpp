// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job_center.h"

#include <atomic>

#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace prism;
using namespace prism::app;

class TestJobCenter : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void resultComesOnThisThread() {
    JobCenter jobs;
    int result = 0;
    QThread* worker = nullptr;
    QThread* receiver = nullptr;
    jobs.run<int>(
        Lane::io, "add", this,
        [&](const RunControl&) {
          worker = QThread::currentThread();
          return 42;
        },
        [&](int value) {
          receiver = QThread::currentThread();
          result = value;
        });
    QVERIFY(!jobs.idle());
    QTRY_COMPARE(result, 42);
    QCOMPARE(receiver, QThread::currentThread());
    QVERIFY(worker != receiver);
    QVERIFY(jobs.idle());
  }
  void failureIsToldInWords() {
    JobCenter jobs;
    JobEvent told;
    QSignalSpy ended(&jobs, &JobCenter::ended);
    jobs.run<int>(
        Lane::io, "read", this,
        [](const RunControl&) -> int { throw Error(ErrorCode::not_found, "does not exist", "/no/file"); },
        [](int) { QFAIL("must not be called"); }, [&](const JobEvent& event) { told = event; });
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(told.end, JobEnd::failed);
    QCOMPARE(told.code, ErrorCode::not_found);
    const QString sentence = sentence_of("Reading", told);
    QVERIFY2(sentence.contains("/no/file"), qPrintable(sentence));
    QVERIFY2(sentence.startsWith("Reading failed:"), qPrintable(sentence));
  }
  void cancelledJobEndsStopped() {
    JobCenter jobs;
    std::atomic<bool> began = false;
    std::optional<JobEnd> end;
    const JobTicket ticket = jobs.submit(
        Lane::compute, "long", this,
        [&](const RunControl& control) {
          began = true;
          for (;;) {
            control.check();
            QThread::msleep(1);
          }
        },
        [&](const JobEvent& event) { end = event.end; });
    QTRY_VERIFY(began.load());
    QVERIFY(jobs.alive(ticket));
    jobs.cancel(ticket);
    QTRY_VERIFY(end.has_value());
    QCOMPARE(*end, JobEnd::stopped);
    QVERIFY(!jobs.alive(ticket));
  }
  void droppedJobDeliversNothing() {
    JobCenter jobs;
    bool called = false;
    QSignalSpy idle(&jobs, &JobCenter::becameIdle);
    JobTicket ticket = jobs.run<int>(
        Lane::preview, "preview", this, [](const RunControl&) { return 1; }, [&](int) { called = true; },
        [&](const JobEvent&) { called = true; });
    jobs.drop(ticket);
    QVERIFY(!ticket);
    QTRY_COMPARE(idle.count(), 1);
    QVERIFY(!called);
  }
  void goneReceiverIsNotCalled() {
    JobCenter jobs;
    bool called = false;
    auto* receiver = new QObject;
    QSignalSpy idle(&jobs, &JobCenter::becameIdle);
    jobs.submit(
        Lane::io, "work", receiver, [](const RunControl&) {}, [&](const JobEvent&) { called = true; });
    delete receiver;
    QTRY_COMPARE(idle.count(), 1);
    QVERIFY(!called);
  }
  void destructionStopsRunningWork() {
    std::atomic<bool> began = false;
    std::atomic<bool> left = false;
    bool called = false;
    {
      JobCenter jobs;
      jobs.submit(
          Lane::compute, "long", this,
          [&](const RunControl& control) {
            began = true;
            while (!control.stop_requested()) QThread::msleep(1);
            left = true;
          },
          [&](const JobEvent&) { called = true; });
      QTRY_VERIFY(began.load());
    }
    QVERIFY(left.load());
    QCoreApplication::processEvents();
    QVERIFY(!called);
  }
  void lanesRunSideBySide() {
    JobCenter jobs;
    std::atomic<bool> go = false;
    bool slow = false, quick = false;
    jobs.submit(
        Lane::compute, "slow", this,
        [&](const RunControl&) {
          while (!go) QThread::msleep(1);
        },
        [&](const JobEvent&) { slow = true; });
    jobs.submit(
        Lane::preview, "quick", this, [](const RunControl&) {}, [&](const JobEvent&) { quick = true; });
    QTRY_VERIFY(quick);
    QVERIFY(!slow);
    QVERIFY(jobs.idle(Lane::preview));
    QVERIFY(!jobs.idle(Lane::compute));
    go = true;
    QTRY_VERIFY(slow);
  }
};

QTEST_GUILESS_MAIN(TestJobCenter)
#include "tst_job_center.moc"
