// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sound/voice_wire.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

namespace prism {
namespace {

bool send_all(int socket, const void* data, std::size_t size) {
  const char* from = static_cast<const char*>(data);
  while (size > 0) {
    // No signal when the other side is gone: it would end the whole program.
    const ssize_t sent = ::send(socket, from, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    from += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

bool receive_all(int socket, void* data, std::size_t size, int timeout_ms) {
  char* to = static_cast<char*>(data);
  while (size > 0) {
    if (timeout_ms >= 0) {
      pollfd waiting{socket, POLLIN, 0};
      const int ready = ::poll(&waiting, 1, timeout_ms);
      if (ready < 0 && errno == EINTR) continue;
      if (ready <= 0) return false;
    }
    const ssize_t got = ::recv(socket, to, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

bool send_message(int socket, const VoiceMessage& message) {
  const std::string text = dump_json(message.json);
  const std::array<std::uint32_t, 2> sizes{static_cast<std::uint32_t>(text.size()),
                                           static_cast<std::uint32_t>(message.samples.size() * 2)};
  return send_all(socket, sizes.data(), sizeof sizes) && send_all(socket, text.data(), text.size()) &&
         send_all(socket, message.samples.data(), sizes[1]);
}

bool receive_message(int socket, VoiceMessage& message, int timeout_ms) {
  std::array<std::uint32_t, 2> sizes{};
  if (!receive_all(socket, sizes.data(), sizeof sizes, timeout_ms)) return false;
  if (sizes[0] > kMostMessageBytes || sizes[1] > kMostMessageBytes) return false;
  std::string text(sizes[0], '\0');
  message.samples.resize(sizes[1] / 2);
  if (!receive_all(socket, text.data(), text.size(), timeout_ms) ||
      !receive_all(socket, message.samples.data(), message.samples.size() * 2, timeout_ms)) {
    return false;
  }
  message.json = Json::parse(text, nullptr, false);
  return !message.json.is_discarded();
}

}  // namespace prism
