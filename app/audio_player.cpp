// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio_player.h"

#include "core/base/error.h"

#include <algorithm>
#include <utility>

#include <QTimer>

namespace prism::app {

namespace {
constexpr int kPlayheadMs = 16;
}  // namespace

AudioPlayer::AudioPlayer(QObject* parent) : QObject(parent), m_timer(new QTimer(this)) {
  m_timer->setInterval(kPlayheadMs);
  m_timer->setTimerType(Qt::PreciseTimer);
  connect(m_timer, &QTimer::timeout, this, &AudioPlayer::poll);
}

AudioPlayer::~AudioPlayer() = default;

Player& AudioPlayer::player() {
  if (!m_player) {
    m_player = std::make_unique<Player>();
    m_player->set_volume(m_volume);
    m_player->set_speed(m_speed);
    if (m_a) m_player->set_sound(m_a, m_b);
  }
  return *m_player;
}

QString AudioPlayer::unavailable() {
  return QString::fromStdString(player().unavailable());
}

std::vector<OutputDevice> AudioPlayer::devices() {
  return player().devices();
}

void AudioPlayer::rescan() {
  player().rescan();
  const std::vector<OutputDevice> found = devices();
  const auto kept = std::any_of(found.begin(), found.end(),
                                [this](const OutputDevice& each) { return each.id == m_device; });
  if (!kept) m_device = -1;
  tellState();
  Q_EMIT devicesChanged();
}

void AudioPlayer::choose(int device) {
  if (device == m_device) return;
  m_device = device;
  player().choose(device);
  tellState();
  Q_EMIT devicesChanged();
}

void AudioPlayer::setSound(std::shared_ptr<const Audio> a, std::shared_ptr<const Audio> b) {
  if (a == m_a && b == m_b) return;
  m_a = std::move(a);
  m_b = std::move(b);
  if (!m_player) return;
  // A boundary that was moved while it plays: the new sound goes on where the old one was.
  const bool playing = m_player->state() == Player::State::playing;
  const double at = m_player->position();
  m_player->set_sound(m_a, m_b);
  m_player->choose_side(m_side_b && m_b);
  if (m_a && at < m_a->seconds()) m_player->seek(at);
  if (playing && m_a && m_player->state() != Player::State::playing) play();
  tellState();
}

void AudioPlayer::chooseSide(bool b) {
  m_side_b = b;
  if (m_player) m_player->choose_side(b && m_b);
}

void AudioPlayer::play() {
  if (!m_a) return;
  try {
    player().set_loop(m_loop ? std::optional(Player::Loop{m_loop->begin, m_loop->end}) : std::nullopt);
    player().play();
  } catch (const Error& error) {
    Q_EMIT problemRaised(tr("This cannot be played: %1 Choose another output device, or save it as a file.")
                             .arg(QString::fromStdString(error.reason())),
                         QString::fromStdString(error.what()));
  }
  tellState();
}

void AudioPlayer::pause() {
  if (m_player) m_player->pause();
  tellState();
}

void AudioPlayer::toggle() {
  if (state() == Player::State::playing) {
    pause();
  } else {
    play();
  }
}

void AudioPlayer::stop() {
  if (m_player) m_player->stop();
  tellState();
}

void AudioPlayer::seek(double seconds) {
  m_position = seconds;
  if (m_player) m_player->seek(seconds);
  Q_EMIT positionChanged(seconds);
}

void AudioPlayer::setLoop(std::optional<widgets::TimeSpan> span) {
  m_loop = span;
  if (m_player) m_player->set_loop(span ? std::optional(Player::Loop{span->begin, span->end}) : std::nullopt);
}

void AudioPlayer::setVolume(double volume) {
  m_volume = volume;
  if (m_player) m_player->set_volume(volume);
}

void AudioPlayer::setSpeed(double speed) {
  m_speed = speed;
  if (m_player) m_player->set_speed(speed);
}

Player::State AudioPlayer::state() const {
  return m_player ? m_player->state() : Player::State::stopped;
}

double AudioPlayer::position() const {
  return m_player ? m_player->position() : m_position;
}

void AudioPlayer::tellState() {
  const Player::State now = state();
  if (now == Player::State::playing) {
    m_timer->start();
  } else {
    m_timer->stop();
  }
  Q_EMIT positionChanged(position());
  if (now == m_state) return;
  m_state = now;
  Q_EMIT stateChanged();
}

void AudioPlayer::poll() {
  if (const std::string problem = m_player->take_problem(); !problem.empty())
    Q_EMIT problemRaised(QString::fromStdString(problem), QString::fromStdString(problem));
  if (m_player->state() != m_state) {
    tellState();
  } else {
    Q_EMIT positionChanged(m_player->position());
  }
}

}  // namespace prism::app
