// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sound/voice_client.h"

#include "core/base/error.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <mutex>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr const char* kName = "prism-voice";
constexpr int kPatienceMs = 60'000;

/// Beside the program, one folder up (tests), or where installations put helpers.
fs::path find_helper() {
  std::error_code failed;
  const fs::path here = fs::read_symlink("/proc/self/exe", failed).parent_path();
  std::string looked;
  for (const fs::path& folder :
       {here, here.parent_path(), here.parent_path() / "libexec" / "prism-workbench"}) {
    if (::access((folder / kName).c_str(), X_OK) == 0) return folder / kName;
    looked += (looked.empty() ? "" : ", ") + folder.string();
  }
  throw Error(ErrorCode::not_found, fmt::format("the voice's helper program {} is missing", kName), {}, {},
              "it in one of: " + looked);
}

class Helper {
 public:
  ~Helper() { end(); }

  VoiceMessage ask(const Json& request) {
    const std::scoped_lock lock(m_mutex);
    // One that died while idle is started again, once.
    for (int attempt = 0; attempt < 2; ++attempt) {
      if (m_process < 0) start();
      VoiceMessage answer;
      if (send_message(m_socket, {request, {}}) && receive_message(m_socket, answer, kPatienceMs))
        return answer;
      end();
    }
    throw Error(ErrorCode::internal, fmt::format("{} does not answer", kName));
  }

 private:
  void start() {
    const std::string program = find_helper().string();
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
      throw system_error(errno, "cannot make a socket for", program);
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    // A group of its own: Ctrl-C is for this program, which then lets the helper end.
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    std::array<char*, 2> arguments{const_cast<char*>(program.c_str()), nullptr};
    const int failed =
        ::posix_spawn(&m_process, program.c_str(), &actions, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    ::close(ends[1]);
    if (failed != 0) {
      ::close(ends[0]);
      m_process = -1;
      throw system_error(failed, "cannot start", program);
    }
    m_socket = ends[0];
  }

  void end() {
    if (m_process < 0) return;
    ::close(m_socket);
    ::kill(-m_process, SIGKILL);  // its group: also the copy that may be speaking
    ::waitpid(m_process, nullptr, 0);
    m_process = -1;
  }

  std::mutex m_mutex;
  pid_t m_process = -1;
  int m_socket = -1;
};

}  // namespace

VoiceMessage ask_voice(const Json& request) {
  static Helper helper;
  return helper.ask(request);
}

}  // namespace prism
