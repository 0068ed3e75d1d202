// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sound/player.h"
#include "widgets/time_axis.h"

#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>

class QTimer;

namespace prism::app {

/// The player as pages see it: it tells where it is while it plays. The sound system is opened when it is
/// first asked for. GUI thread only.
class AudioPlayer final : public QObject {
  Q_OBJECT

 public:
  explicit AudioPlayer(QObject* parent = nullptr);
  ~AudioPlayer() override;

  /// Why nothing can be played; empty when it can.
  [[nodiscard]] QString unavailable();
  [[nodiscard]] std::vector<OutputDevice> devices();
  [[nodiscard]] int device() const noexcept { return m_device; }
  void rescan();
  void choose(int device);  ///< −1: the default one

  /// Both sides of a comparison at the same position; B may be null.
  void setSound(std::shared_ptr<const Audio> a, std::shared_ptr<const Audio> b);
  void chooseSide(bool b);
  [[nodiscard]] bool sideB() const noexcept { return m_side_b; }

  void play();
  void pause();
  void toggle();
  void stop();
  void seek(double seconds);
  void setLoop(std::optional<widgets::TimeSpan> span);
  void setVolume(double volume);
  void setSpeed(double speed);
  [[nodiscard]] Player::State state() const;
  [[nodiscard]] double position() const;

 Q_SIGNALS:
  void stateChanged();
  void positionChanged(double seconds);  ///< some 60 times a second while playing
  void devicesChanged();
  void problemRaised(const QString& sentence, const QString& details);

 private:
  Player& player();
  void poll();
  void tellState();

  std::unique_ptr<Player> m_player;
  QTimer* m_timer;
  std::shared_ptr<const Audio> m_a, m_b;
  std::optional<widgets::TimeSpan> m_loop;
  double m_volume = 1;
  double m_speed = 1;
  double m_position = 0;  ///< kept while there is no device
  int m_device = -1;
  bool m_side_b = false;
  Player::State m_state = Player::State::stopped;
};

}  // namespace prism::app
