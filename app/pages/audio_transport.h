// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace prism::widgets {
class TimeAxis;
}

namespace prism::app {

class AudioPlayer;
class AudioSession;

/// What is played and how: the two sides of the comparison, play, stop, loop, speed, volume, device. Greyed
/// with the reason where nothing can be played.
class AudioTransport final : public QWidget {
  Q_OBJECT

 public:
  AudioTransport(AudioSession& session, AudioPlayer& player, widgets::TimeAxis& axis,
                 QWidget* parent = nullptr);

  /// For the page's shortcuts and the command palette.
  [[nodiscard]] QList<QAction*> commands() const;
  /// Asks the sound system for the first time, which may take a moment.
  void connectSound();
  [[nodiscard]] bool sideB() const;
  void play() const;

 Q_SIGNALS:
  void sideChanged(bool b);

 private:
  void fillTakes();
  void fillDevices();
  void showState();
  void showSides();
  void setLoop();

  AudioSession& m_session;
  AudioPlayer& m_player;
  widgets::TimeAxis& m_axis;
  QComboBox* m_a_take;
  QComboBox* m_b_take;
  QToolButton* m_a;
  QToolButton* m_b;
  QComboBox* m_speed;
  QSlider* m_volume;
  QComboBox* m_device;
  QLabel* m_why;
  QAction* m_play;
  QAction* m_stop;
  QAction* m_start;
  QAction* m_loop;
  QAction* m_swap;
  QAction* m_rescan;
  bool m_filling = false;
};

}  // namespace prism::app
