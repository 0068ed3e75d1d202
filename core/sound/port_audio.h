// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sound/player.h"

#include <string>
#include <vector>

namespace prism {

/// PortAudio while the object lives. What ALSA writes to stderr as it starts is kept quiet.
class PortAudioSession {
 public:
  PortAudioSession();
  ~PortAudioSession();
  PortAudioSession(const PortAudioSession&) = delete;
  PortAudioSession& operator=(const PortAudioSession&) = delete;

  void restart();
  [[nodiscard]] std::vector<OutputDevice> devices() const;
  /// −1 where there is none.
  [[nodiscard]] int default_device() const;
  /// Why nothing can be played; empty when it can.
  [[nodiscard]] std::string unavailable() const;

 private:
  void start();
  int m_failed = 0;
  bool m_running = false;
};

}  // namespace prism
