// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sound/player.h"

#include "core/base/error.h"
#include "core/sound/audio_file.h"
#include "core/sound/playback_stream.h"
#include "core/sound/port_audio.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace prism {

struct Player::Impl {
  PortAudioSession session;
  int device = -1;
  PlaybackPlan plan;  ///< its start is where a stopped or paused player stands
  bool side_b = false;
  double volume = 1;
  State state = State::stopped;
  std::unique_ptr<PlaybackStream> stream;
  std::string problem;
  std::int64_t not_finite = 0;

  void note(const std::string& text) { problem += (problem.empty() ? "" : " ") + text; }

  /// Ends the stream and stands at `seconds`.
  void halt(State now, double seconds) {
    collect_not_finite();
    stream.reset();
    state = now;
    plan.start = seconds;
  }

  void collect_not_finite() {
    if (stream == nullptr || stream->not_finite() == 0 || not_finite > 0) return;
    not_finite = stream->not_finite();
    note("Samples that are no numbers were silenced.");
  }

  /// Looks whether the sound has ended or the device has gone since the last call.
  void settle() {
    if (state != State::playing) return;
    collect_not_finite();
    const PlaybackStream::Phase phase = stream->phase();
    if (phase == PlaybackStream::Phase::finished) halt(State::stopped, 0);
    if (phase == PlaybackStream::Phase::gone) {
      const double place = stream->position();
      halt(State::stopped, place);
      note("The sound device stopped answering; choose another one or look for devices again.");
    }
  }

  /// Brings a changed plan to the ears, from where it is heard now unless told otherwise.
  void apply(std::optional<double> place = std::nullopt) {
    settle();
    if (place) plan.start = *place;
    if (state != State::playing) return;
    if (!place) plan.start = stream->position();
    stream->change(plan);
  }
};

Player::Player() : m_impl(std::make_unique<Impl>()) {}
Player::~Player() {
  m_impl->stream.reset();  // before PortAudio goes
}

std::vector<OutputDevice> Player::devices() const {
  return m_impl->session.devices();
}

void Player::rescan() {
  stop();
  m_impl->device = -1;
  m_impl->session.restart();
}

void Player::choose(int device) {
  const std::vector<OutputDevice> all = devices();
  if (device >= 0 &&
      std::none_of(all.begin(), all.end(), [&](const auto& one) { return one.id == device; })) {
    throw Error(ErrorCode::not_found, fmt::format("there is no sound device {}", device));
  }
  Impl& impl = *m_impl;
  if (device == impl.device) return;
  impl.device = device;
  if (state() != State::playing) return;
  pause();
  play();
}

std::string Player::unavailable() const {
  return m_impl->session.unavailable();
}

void Player::set_sound(std::shared_ptr<const Audio> a, std::shared_ptr<const Audio> b) {
  Impl& impl = *m_impl;
  stop();
  if (a != nullptr && b != nullptr && a->rate != b->rate) {
    b = std::make_shared<const Audio>(resample(*b, a->rate));
  }
  impl.plan.a = std::move(a);
  impl.plan.b = std::move(b);
  impl.plan.loop.reset();
  impl.not_finite = 0;
  if (impl.plan.b == nullptr) impl.side_b = false;
}

void Player::choose_side(bool b) {
  Impl& impl = *m_impl;
  impl.side_b = b && impl.plan.b != nullptr;
  if (impl.stream != nullptr) impl.stream->choose_side(impl.side_b);
}

bool Player::side_b() const noexcept {
  return m_impl->side_b;
}

void Player::play() {
  Impl& impl = *m_impl;
  impl.settle();
  if (impl.state == State::playing || impl.plan.a == nullptr || impl.plan.a->samples.empty()) return;
  const int device = impl.device >= 0 ? impl.device : impl.session.default_device();
  if (device < 0) throw Error(ErrorCode::not_found, impl.session.unavailable());
  const auto& loop = impl.plan.loop;
  if (impl.plan.start >= impl.plan.a->seconds()) impl.plan.start = 0;
  if (loop && (impl.plan.start < loop->first || impl.plan.start >= loop->second))
    impl.plan.start = loop->first;
  impl.state = State::stopped;
  impl.stream =
      std::make_unique<PlaybackStream>(device, impl.plan, impl.side_b, static_cast<float>(impl.volume));
  impl.state = State::playing;
}

void Player::pause() {
  if (state() == State::playing) m_impl->halt(State::paused, m_impl->stream->position());
}

void Player::stop() {
  m_impl->halt(State::stopped, 0);
}

void Player::seek(double seconds) {
  Impl& impl = *m_impl;
  const double end = impl.plan.a != nullptr ? impl.plan.a->seconds() : 0;
  impl.apply(std::isfinite(seconds) ? std::clamp(seconds, 0.0, end) : 0.0);
}

void Player::set_loop(std::optional<Loop> loop) {
  Impl& impl = *m_impl;
  impl.plan.loop.reset();
  if (loop && loop->end > loop->begin) impl.plan.loop = {std::max(loop->begin, 0.0), loop->end};
  impl.settle();
  const double now = position();
  const bool outside = impl.plan.loop && (now < impl.plan.loop->first || now >= impl.plan.loop->second);
  impl.apply(outside ? std::optional(impl.plan.loop->first) : std::optional(now));
}

void Player::set_volume(double volume) {
  Impl& impl = *m_impl;
  impl.volume = std::isfinite(volume) ? std::clamp(volume, 0.0, 1.0) : 1.0;
  if (impl.stream != nullptr) impl.stream->set_volume(static_cast<float>(impl.volume));
}

void Player::set_speed(double speed) {
  if (!(speed >= 0.25) || !(speed <= 4)) {
    throw Error(ErrorCode::usage, fmt::format("the speed {} makes no sense", speed), {}, {}, "0.25 to 4");
  }
  Impl& impl = *m_impl;
  const double now = position();
  impl.plan.speed = speed;
  impl.apply(now);
}

Player::State Player::state() const noexcept {
  m_impl->settle();
  return m_impl->state;
}

double Player::position() const noexcept {
  m_impl->settle();
  return m_impl->state == State::playing ? m_impl->stream->position() : m_impl->plan.start;
}

std::string Player::take_problem() {
  m_impl->settle();
  return std::exchange(m_impl->problem, {});
}

}  // namespace prism
