// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/job.h"

#include <algorithm>
#include <pthread.h>
#include <utility>

namespace prism {

using Clock = std::chrono::steady_clock;

/// A job is its own progress sink: the worker writes the latest progress here, views read it.
struct JobLane::Job final : ProgressSink {
  JobId id = 0;
  std::string title;
  std::function<void(const RunControl&)> work;
  std::stop_source stop;
  std::mutex mutex;
  Progress progress;
  Clock::time_point started;

  void report(const Progress& latest) override {
    const std::scoped_lock lock(mutex);
    progress = latest;
  }
};

JobLane::JobLane(std::string name, std::function<void()> on_start,
                 std::function<void(const JobEvent&)> on_end)
    : m_name(std::move(name)),
      m_on_start(std::move(on_start)),
      m_on_end(std::move(on_end)),
      m_thread([this](const std::stop_token& stop) { run(stop); }) {}

JobLane::~JobLane() {
  {
    const std::scoped_lock lock(m_mutex);
    m_waiting.clear();
    m_thread.request_stop();
    if (m_running) m_running->stop.request_stop();
  }
  // Joined here, while every other member is still alive.
  m_thread.join();
}

JobId JobLane::submit(std::string title, std::function<void(const RunControl&)> work) {
  auto job = std::make_shared<Job>();
  job->title = std::move(title);
  job->work = std::move(work);
  JobId id = 0;
  {
    const std::scoped_lock lock(m_mutex);
    id = job->id = m_next_id++;
    m_waiting.push_back(std::move(job));
  }
  m_wake.notify_one();
  return id;
}

bool JobLane::cancel(JobId id) {
  {
    const std::scoped_lock lock(m_mutex);
    if (m_running && m_running->id == id) {
      m_running->stop.request_stop();
      return true;
    }
    const auto waiting =
        std::find_if(m_waiting.begin(), m_waiting.end(), [id](const auto& job) { return job->id == id; });
    if (waiting == m_waiting.end()) return false;
    m_waiting.erase(waiting);
  }
  if (m_on_end) m_on_end({.id = id, .end = JobEnd::stopped, .message = {}});
  return true;
}

std::vector<JobLane::View> JobLane::jobs() const {
  const std::scoped_lock lock(m_mutex);
  std::vector<View> views;
  if (m_running) {
    const std::scoped_lock progress_lock(m_running->mutex);
    views.push_back({m_running->id, m_running->title, true, m_running->stop.stop_requested(),
                     m_running->progress,
                     std::chrono::duration<double>(Clock::now() - m_running->started).count()});
  }
  for (const auto& job : m_waiting) views.push_back({.id = job->id, .title = job->title, .progress = {}});
  return views;
}

bool JobLane::idle() const {
  const std::scoped_lock lock(m_mutex);
  return !m_running && m_waiting.empty();
}

void JobLane::run(const std::stop_token& lane_stop) {
  // Shown by debuggers and top; the kernel keeps 15 characters.
  ::pthread_setname_np(::pthread_self(), m_name.substr(0, 15).c_str());
  if (m_on_start) m_on_start();
  for (;;) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(m_mutex);
      m_wake.wait(lock, lane_stop, [this] { return !m_waiting.empty(); });
      if (lane_stop.stop_requested()) return;
      job = m_waiting.front();
      m_waiting.pop_front();
      job->started = Clock::now();
      m_running = job;
    }
    JobEvent event = run_translated([&] { job->work(RunControl(job->stop.get_token(), job.get())); });
    event.id = job->id;
    event.seconds = std::chrono::duration<double>(Clock::now() - job->started).count();
    // What the work captured is let go before anyone hears of the end.
    job->work = nullptr;
    {
      const std::scoped_lock lock(m_mutex);
      m_running.reset();
    }
    if (m_on_end) m_on_end(event);
  }
}

}  // namespace prism
