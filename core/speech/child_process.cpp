// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/child_process.h"

#include "core/base/error.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace prism {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kKindly{2000}, kLook{50};
constexpr std::size_t kLongestLine = 1 << 16;

/// A started program: its group is ended when this goes before it has been waited for.
class Child {
 public:
  explicit Child(const std::vector<std::string>& command) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
      throw system_error(errno, "cannot make a pipe", command.front());
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const int failed =
        ::posix_spawnp(&m_id, arguments.front(), &actions, &attributes, arguments.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    m_output = ends[0];
    if (failed == 0) return;
    ::close(m_output);
    if (failed == ENOENT) throw Error(ErrorCode::not_found, "no such program", command.front());
    throw system_error(failed, "cannot start", command.front());
  }
  ~Child() {
    if (!m_ended) end();
    ::close(m_output);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  [[nodiscard]] int output() const noexcept { return m_output; }

  bool ended(int& status) {
    if (!m_ended && ::waitpid(m_id, &m_status, WNOHANG) == m_id) m_ended = true;
    if (m_ended) status = WIFEXITED(m_status) ? WEXITSTATUS(m_status) : 128 + WTERMSIG(m_status);
    return m_ended;
  }

 private:
  void end() {
    ::kill(-m_id, SIGTERM);
    int status = 0;
    for (milliseconds waited{0}; waited < kKindly && !ended(status); waited += kLook)
      std::this_thread::sleep_for(kLook);
    // What it started may outlive it.
    ::kill(-m_id, SIGKILL);
    if (!m_ended) ::waitpid(m_id, &m_status, 0);
  }

  pid_t m_id = 0;
  int m_output = -1;
  int m_status = 0;
  bool m_ended = false;
};

}  // namespace

int run_child(const std::vector<std::string>& command, const std::function<void(const std::string&)>& line,
              const RunControl& control) {
  Child child(command);
  std::string pending;
  const auto finish_line = [&] {
    if (!pending.empty()) line(pending);
    pending.clear();
  };
  std::array<char, 4096> buffer{};
  for (int status = 0;;) {
    control.check();
    const bool over = child.ended(status);
    pollfd wait{child.output(), POLLIN, 0};
    // After its end only what is left in the pipe counts: a child of its own may keep it open.
    const int ready = ::poll(&wait, 1, over ? 0 : static_cast<int>(kLook.count()));
    const ssize_t got = ready > 0 ? ::read(child.output(), buffer.data(), buffer.size()) : 0;
    for (const char c : std::string_view(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0)) {
      if (c == '\n' || c == '\r' || pending.size() >= kLongestLine) finish_line();
      if (c != '\n' && c != '\r') pending += c;
    }
    if (got > 0) continue;
    if (over) {
      finish_line();
      return status;
    }
    // The pipe was closed before the program's end: do not spin.
    if (ready > 0) std::this_thread::sleep_for(kLook);
  }
}

}  // namespace prism
