// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/job.h"

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <stdexcept>

#include <QTest>

using namespace prism;

namespace {

/// Collects final events and lets a test wait for the n-th.
class Events {
 public:
  void add(const JobEvent& event) {
    const std::scoped_lock lock(m_mutex);
    m_events.push_back(event);
    m_changed.notify_all();
  }
  std::vector<JobEvent> wait_for(std::size_t count) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, std::chrono::seconds(30), [&] { return m_events.size() >= count; });
    return m_events;
  }

 private:
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::vector<JobEvent> m_events;
};

}  // namespace

class TestJob : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void runsInOrderOneAtATime();
  void startHookRunsOnTheLane();
  void everyOutcomeIsTranslated();
  void cancelStopsTheRunningJob();
  void cancelDropsAWaitingJob();
  void progressIsTheLatestOne();
  void destructionStopsAndJoins();
};

void TestJob::runsInOrderOneAtATime() {
  Events events;
  std::atomic<int> inside{0};
  std::atomic<bool> overlapped{false};
  std::vector<int> order;
  JobLane lane("test", {}, [&](const JobEvent& event) { events.add(event); });
  std::vector<JobId> ids;
  for (int i = 0; i < 20; ++i) {
    ids.push_back(lane.submit("job", [&, i](const RunControl&) {
      if (++inside > 1) overlapped = true;
      order.push_back(i);
      --inside;
    }));
  }
  const auto ended = events.wait_for(20);
  QCOMPARE(ended.size(), std::size_t{20});
  for (std::size_t i = 0; i < 20; ++i) {
    QCOMPARE(order[i], static_cast<int>(i));
    QCOMPARE(ended[i].id, ids[i]);
    QVERIFY(ended[i].end == JobEnd::done);
  }
  QVERIFY(!overlapped);
}

void TestJob::startHookRunsOnTheLane() {
  std::promise<std::thread::id> hook;
  std::promise<std::thread::id> work;
  JobLane lane("test", [&] { hook.set_value(std::this_thread::get_id()); }, {});
  lane.submit("job", [&](const RunControl&) { work.set_value(std::this_thread::get_id()); });
  const auto hook_thread = hook.get_future().get();
  QVERIFY(hook_thread == work.get_future().get());
  QVERIFY(hook_thread != std::this_thread::get_id());
}

void TestJob::everyOutcomeIsTranslated() {
  Events events;
  JobLane lane("test", {}, [&](const JobEvent& event) { events.add(event); });
  lane.submit("ok", [](const RunControl&) {});
  lane.submit("error",
              [](const RunControl&) { throw Error(ErrorCode::format, "is broken", "a.gguf", "offset 4"); });
  lane.submit("memory", [](const RunControl&) { throw std::bad_alloc(); });
  lane.submit("stop", [](const RunControl&) { throw Stopped(); });
  lane.submit("library", [](const RunControl&) { throw std::runtime_error("shapes differ\nat frame 1"); });
  lane.submit("allocator",
              [](const RunControl&) { throw std::runtime_error("CPU: can't allocate memory: 9 bytes"); });
  const auto ended = events.wait_for(6);
  QCOMPARE(ended.size(), std::size_t{6});
  QVERIFY(ended[0].end == JobEnd::done);
  QVERIFY(ended[1].end == JobEnd::failed && ended[1].code == ErrorCode::format);
  QCOMPARE(ended[1].message, std::string("a.gguf: offset 4: is broken"));
  QVERIFY(ended[2].code == ErrorCode::memory);
  QVERIFY(ended[3].end == JobEnd::stopped);
  QCOMPARE(ended[4].message, std::string("unexpected trouble: shapes differ"));
  QVERIFY(ended[5].code == ErrorCode::memory);
}

void TestJob::cancelStopsTheRunningJob() {
  Events events;
  std::promise<void> begun;
  JobLane lane("test", {}, [&](const JobEvent& event) { events.add(event); });
  const JobId id = lane.submit("long", [&](const RunControl& control) {
    begun.set_value();
    for (;;) {
      control.check();
      std::this_thread::yield();
    }
  });
  begun.get_future().wait();
  QVERIFY(lane.cancel(id));
  const auto ended = events.wait_for(1);
  QCOMPARE(ended.size(), std::size_t{1});
  QVERIFY(ended[0].end == JobEnd::stopped);
  QVERIFY(!lane.cancel(id));
}

void TestJob::cancelDropsAWaitingJob() {
  Events events;
  std::promise<void> release;
  std::atomic<bool> ran{false};
  JobLane lane("test", {}, [&](const JobEvent& event) { events.add(event); });
  lane.submit("first", [gate = release.get_future().share()](const RunControl&) { gate.wait(); });
  const JobId second = lane.submit("second", [&](const RunControl&) { ran = true; });
  QVERIFY(lane.cancel(second));
  release.set_value();
  const auto ended = events.wait_for(2);
  QCOMPARE(ended.size(), std::size_t{2});
  QCOMPARE(ended[0].id, second);
  QVERIFY(ended[0].end == JobEnd::stopped);
  QVERIFY(!ran);
}

void TestJob::progressIsTheLatestOne() {
  std::promise<void> reported;
  std::promise<void> release;
  JobLane lane("test", {}, {});
  lane.submit("work", [&, gate = release.get_future().share()](const RunControl& control) {
    control.progress("solve", 1, 4, "workers");
    control.progress("solve", 3, 4, "workers");
    reported.set_value();
    gate.wait();
  });
  reported.get_future().wait();
  const auto jobs = lane.jobs();
  QCOMPARE(jobs.size(), std::size_t{1});
  QVERIFY(jobs[0].running);
  QCOMPARE(jobs[0].progress.done, 3.0);
  QCOMPARE(jobs[0].progress.unit, std::string("workers"));
  release.set_value();
}

void TestJob::destructionStopsAndJoins() {
  std::atomic<bool> ended{false};
  std::atomic<int> events{0};
  {
    std::promise<void> begun;
    JobLane lane("test", {}, [&](const JobEvent&) { ++events; });
    lane.submit("long", [&](const RunControl& control) {
      begun.set_value();
      while (!control.stop_requested()) std::this_thread::yield();
      ended = true;
    });
    lane.submit("never", [](const RunControl&) { QFAIL("a dropped job ran"); });
    begun.get_future().wait();
  }
  QVERIFY(ended);
  QCOMPARE(events.load(), 1);
}

QTEST_GUILESS_MAIN(TestJob)
#include "tst_job.moc"
