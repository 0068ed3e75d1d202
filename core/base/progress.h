// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

namespace prism {

/// How far a job is. `total` 0 means unknown.
struct Progress {
  std::string stage;  ///< short English phrase, "statistics"
  double done = 0;
  double total = 0;
  std::string unit;  ///< "rows", "workers", "bytes"; empty for a bare fraction
};

/// Receives progress on the worker's thread; must return at once.
class ProgressSink {
 public:
  virtual ~ProgressSink() = default;
  virtual void report(const Progress& progress) = 0;
};

/// A slot that keeps only the latest value: the worker writes, a timer of the view reads. Thread-safe.
template <typename T>
class LatestValue {
 public:
  void put(T value) {
    const std::scoped_lock lock(m_mutex);
    m_value = std::move(value);
    m_fresh = true;
  }
  /// The latest value if one came since the last take.
  std::optional<T> take() {
    const std::scoped_lock lock(m_mutex);
    if (!m_fresh) return std::nullopt;
    m_fresh = false;
    return m_value;
  }

 private:
  std::mutex m_mutex;
  T m_value{};
  bool m_fresh = false;
};

/// What every long engine call takes last: how to be stopped and where to tell progress. Copying is cheap.
/// A default one never stops and tells nobody.
class RunControl {
 public:
  RunControl() = default;
  explicit RunControl(std::stop_token stop, ProgressSink* sink = nullptr)
      : m_stop(std::move(stop)), m_sink(sink) {}

  [[nodiscard]] bool stop_requested() const noexcept { return m_stop.stop_requested(); }
  /// Throws Stopped when a stop was requested: for places where nothing finished would be lost.
  void check() const;
  void progress(const std::string& stage, double done, double total, const std::string& unit = {}) const;
  [[nodiscard]] const std::stop_token& stop_token() const noexcept { return m_stop; }

 private:
  std::stop_token m_stop;
  ProgressSink* m_sink = nullptr;
};

}  // namespace prism
