// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <semaphore.h>
#include <system_error>
#include <unistd.h>

namespace prism::cli {
namespace {

// A semaphore is what a signal handler may post. Signals are not blocked and waited for instead: libraries
// start threads of their own before main, and those would take the signal and die of it.
sem_t g_wake;

void on_signal(int) {
  const int saved = errno;
  sem_post(&g_wake);
  errno = saved;
}

/// False when `seconds` passed without a signal.
bool wait_for_signal(double seconds) {
  timespec until{};
  ::clock_gettime(CLOCK_REALTIME, &until);
  const auto nanoseconds = until.tv_nsec + static_cast<long>(seconds * 1e9);
  until.tv_sec += nanoseconds / 1'000'000'000;
  until.tv_nsec = nanoseconds % 1'000'000'000;
  while (::sem_timedwait(&g_wake, &until) != 0) {
    if (errno != EINTR) return false;
  }
  return true;
}

/// Files being written are hidden ones beside their targets (AtomicFile): their names go with the program.
void remove_open_outputs() {
  namespace fs = std::filesystem;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator("/proc/self/fd", failed)) {
    const fs::path file = fs::read_symlink(entry.path(), failed);
    if (failed || !file.filename().string().starts_with('.')) continue;
    const int flags = ::fcntl(std::atoi(entry.path().filename().c_str()), F_GETFL);
    if (flags >= 0 && (flags & O_ACCMODE) != O_RDONLY) fs::remove(file, failed);
  }
}

}  // namespace

Interrupt::Interrupt(std::function<void()> farewell) : m_farewell(std::move(farewell)) {
  ::sem_init(&g_wake, 0, 0);
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  m_watcher = std::thread([this] { watch(); });
}

Interrupt::~Interrupt() {
  m_over = true;
  ::sem_post(&g_wake);
  m_watcher.join();
  ::signal(SIGINT, SIG_DFL);
  ::signal(SIGTERM, SIG_DFL);
  ::sem_destroy(&g_wake);
}

void Interrupt::leave() {
  remove_open_outputs();
  constexpr char kText[] = "\nstopped; nothing of the unfinished work was kept\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, kText, sizeof kText - 1);
  if (m_farewell) m_farewell();
  ::_exit(kExitStopped);
}

void Interrupt::watch() {
  while (::sem_wait(&g_wake) != 0) {
  }
  if (m_over) return;
  m_source.request_stop();
  if (wait_for_signal(0.9)) {
    if (m_over) return;
    leave();
  }
  if (!m_saving) leave();
  while (::sem_wait(&g_wake) != 0) {
  }
  if (!m_over) leave();
}

}  // namespace prism::cli
