// SPDX-License-Identifier: GPL-3.0-or-later
// Inner part of distributed: one TCP connection that carries frames, and who may open one.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prism {

/// A TCP socket. Sending and receiving may happen on two threads; shut_down() wakes both.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int descriptor) : m_descriptor(descriptor) {}
  ~Socket();
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;

  /// Listens on one address; port 0 = a free one. Throws Error(io).
  [[nodiscard]] static Socket listen_on(const std::string& address, std::uint16_t port);
  /// Tries until `limit` is over: who is to answer may not have started yet. Throws Error(io).
  [[nodiscard]] static Socket connect_to(const std::string& address, std::uint16_t port,
                                         std::chrono::milliseconds limit);
  /// The next connection; nothing once shut down.
  [[nodiscard]] std::optional<Socket> accept() const;

  /// One frame: four bytes of length, then the bytes. False when the other side is gone.
  [[nodiscard]] bool send(std::string_view frame) const;
  /// Nothing when the other side is gone or sends a frame over a megabyte.
  [[nodiscard]] std::optional<std::string> receive() const;
  /// Whether something can be received within `limit` (an end counts).
  [[nodiscard]] bool readable(std::chrono::milliseconds limit) const;
  /// Receiving gives up after so long; 0 = never.
  void limit_receiving(std::chrono::milliseconds limit) const;
  void shut_down() const;

  [[nodiscard]] bool open() const noexcept { return m_descriptor >= 0; }
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::string local_address() const;

 private:
  int m_descriptor = -1;
};

/// HMAC-SHA256 under the run's token, 32 bytes.
[[nodiscard]] std::string token_proof(const std::string& token, std::string_view text);
/// In a time that does not depend on where they differ.
[[nodiscard]] bool same_bytes(std::string_view a, std::string_view b);
[[nodiscard]] std::string random_bytes(std::size_t count);

/// Fields of a frame, each with its length before it.
void put_field(std::string& frame, std::string_view field);
/// Takes the next field off the front; nothing when the frame is broken.
[[nodiscard]] std::optional<std::string> take_field(std::string_view& frame);

}  // namespace prism
