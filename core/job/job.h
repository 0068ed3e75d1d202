// SPDX-License-Identifier: GPL-3.0-or-later
// job: runs engine calls on background lanes and tells how they go and how they ended.
#pragma once

#include "core/base/error.h"
#include "core/base/progress.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace prism {

using JobId = std::uint64_t;

enum class JobEnd { done, stopped, failed };

/// The one final event of a job.
struct JobEvent {
  JobId id = 0;
  JobEnd end = JobEnd::done;
  ErrorCode code = ErrorCode::internal;  ///< when failed
  std::string message;                   ///< when failed: plain words
  double seconds = 0;
};

/// A queue of jobs worked off one at a time on a thread of its own. Destroying the lane stops the running
/// job, drops waiting ones and joins. All members may be called from any thread.
class JobLane {
 public:
  /// `on_start` runs first on the lane's thread (compute threads, grad mode). `on_end` gets each job's final
  /// event on the lane's thread, exactly once a job, jobs dropped by the destructor excepted.
  JobLane(std::string name, std::function<void()> on_start, std::function<void(const JobEvent&)> on_end);
  ~JobLane();
  JobLane(const JobLane&) = delete;
  JobLane& operator=(const JobLane&) = delete;

  /// `work` may throw Error, Stopped, bad_alloc; a result travels by what it captured.
  JobId submit(std::string title, std::function<void(const RunControl&)> work);
  /// Running: asks it to stop. Waiting: ends it as stopped. False when already over.
  bool cancel(JobId id);

  struct View {
    JobId id = 0;
    std::string title;
    bool running = false;
    bool stopping = false;
    Progress progress;
    double seconds = 0;  ///< since it began to run
  };
  /// Running job first, then the waiting ones in order.
  [[nodiscard]] std::vector<View> jobs() const;
  [[nodiscard]] bool idle() const;

 private:
  struct Job;
  void run(const std::stop_token& lane_stop);

  std::string m_name;
  std::function<void()> m_on_start;
  std::function<void(const JobEvent&)> m_on_end;
  mutable std::mutex m_mutex;
  std::condition_variable_any m_wake;
  std::deque<std::shared_ptr<Job>> m_waiting;
  std::shared_ptr<Job> m_running;
  JobId m_next_id = 1;
  std::jthread m_thread;
};

/// Runs `work` and gives its final event, translating Error, Stopped, bad_alloc and exceptions of libraries
/// into plain words: of the latter only the first line, since Torch adds a call stack.
[[nodiscard]] JobEvent run_translated(const std::function<void()>& work);

}  // namespace prism
