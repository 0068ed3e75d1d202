// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <stop_token>
#include <thread>
#include <utility>

namespace prism::cli {

inline constexpr int kExitStopped = 130;

/// Turns Ctrl-C (SIGINT, SIGTERM) into a stop request while it lives. Work that does not answer within 0.9 s
/// and has not begun to save ends the program at once with exit code 130: outputs appear only whole, so
/// nothing is left half. A second Ctrl-C ends it in any case. One at a time.
class Interrupt {
 public:
  /// `farewell` runs on another thread right before the program is ended at once; it must not wait for the
  /// work.
  explicit Interrupt(std::function<void()> farewell = {});
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }
  /// Set it once finished work is being written.
  [[nodiscard]] std::atomic<bool>& saving() { return m_saving; }

 private:
  void watch();
  [[noreturn]] void leave();

  std::function<void()> m_farewell;
  std::stop_source m_source;
  std::atomic<bool> m_saving{false};
  std::atomic<bool> m_over{false};
  std::thread m_watcher;
};

}  // namespace prism::cli
