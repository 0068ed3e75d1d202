// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/audio.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace prism {

struct OutputDevice {
  int id = -1;
  std::string name;
  std::string host;  ///< "ALSA", …
  double rate = 0;   ///< its own, hz
  bool is_default = false;
};

/// Plays sound through PortAudio. The callback reads a lock-free ring that a feeder thread fills; it takes no
/// lock, allocates nothing, calls nothing. All methods on one thread (the window's); positions are seconds
/// in the sound, from the stream's own clock.
class Player {
 public:
  enum class State { stopped, playing, paused };

  Player();
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  [[nodiscard]] std::vector<OutputDevice> devices() const;
  /// Looks again (PortAudio's list is frozen until it is started anew); playback stops.
  void rescan();
  /// By id of devices(); −1 = the default one.
  void choose(int device);
  /// Why nothing can be played ("No sound device was found."); empty when it can.
  [[nodiscard]] std::string unavailable() const;

  /// What play() plays; B is the other side of an A/B comparison (null: none). Both stay at the same
  /// position. Kept alive as long as needed.
  void set_sound(std::shared_ptr<const Audio> a, std::shared_ptr<const Audio> b = nullptr);
  void choose_side(bool b);  ///< switches at the same sample
  [[nodiscard]] bool side_b() const noexcept;

  /// Throws Error when the device refuses; the player is then stopped.
  void play();
  void pause();
  void stop();
  void seek(double seconds);
  /// Repeats [begin, end) seconds; nullopt plays to the end.
  struct Loop {
    double begin = 0, end = 0;
  };
  void set_loop(std::optional<Loop> loop);
  void set_volume(double volume);  ///< 0 … 1
  void set_speed(double speed);    ///< 0.25 … 4, by resampling (the pitch moves with it)

  [[nodiscard]] State state() const noexcept;
  [[nodiscard]] double position() const noexcept;  ///< what is heard now; error below 10 ms
  /// A device that vanished, NaN samples silenced …; empties itself when read.
  [[nodiscard]] std::string take_problem();

 private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

}  // namespace prism
