// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sound/port_audio.h"

#include "core/sound/alsa_names.h"

#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <portaudio.h>
#include <unistd.h>

namespace prism {
namespace {

/// Sends this process's stderr nowhere for a moment: ALSA tells there of every device it does not find.
class QuietErrors {
 public:
  QuietErrors() {
    std::fflush(stderr);
    m_kept = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (m_kept >= 0 && nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
    if (nowhere >= 0) ::close(nowhere);
  }
  ~QuietErrors() {
    if (m_kept < 0) return;
    std::fflush(stderr);
    ::dup2(m_kept, STDERR_FILENO);
    ::close(m_kept);
  }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;

 private:
  int m_kept = -1;
};

}  // namespace

PortAudioSession::PortAudioSession() {
  start();
}

PortAudioSession::~PortAudioSession() {
  if (m_running) Pa_Terminate();
}

void PortAudioSession::start() {
  const QuietErrors quiet;
  m_running = false;
  m_failed = paNoError;
  if (!alsa_has_names()) return;
  m_failed = Pa_Initialize();
  m_running = m_failed == paNoError;
}

void PortAudioSession::restart() {
  if (m_running) Pa_Terminate();
  start();
}

std::vector<OutputDevice> PortAudioSession::devices() const {
  std::vector<OutputDevice> devices;
  if (!m_running) return devices;
  for (int id = 0; id < Pa_GetDeviceCount(); ++id) {
    const PaDeviceInfo* info = Pa_GetDeviceInfo(id);
    if (info == nullptr || info->maxOutputChannels < 1) continue;
    const PaHostApiInfo* host = Pa_GetHostApiInfo(info->hostApi);
    devices.push_back({id, info->name, host != nullptr ? host->name : "", info->defaultSampleRate,
                       id == Pa_GetDefaultOutputDevice()});
  }
  return devices;
}

int PortAudioSession::default_device() const {
  if (!m_running) return -1;
  const int device = Pa_GetDefaultOutputDevice();
  if (device != paNoDevice) return device;
  const std::vector<OutputDevice> all = devices();
  return all.empty() ? -1 : all.front().id;
}

std::string PortAudioSession::unavailable() const {
  if (m_failed != paNoError) return fmt::format("Sound cannot be played: {}.", Pa_GetErrorText(m_failed));
  return default_device() < 0 ? "No sound device was found." : "";
}

}  // namespace prism
