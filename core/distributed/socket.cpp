// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distributed/socket.h"

#include "core/base/error.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace prism {
namespace {

constexpr std::uint32_t kLargestFrame = 1u << 20;

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

std::string place(const std::string& address, std::uint16_t port) {
  return address + ":" + std::to_string(port);
}

Addresses resolve(const std::string& address, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failed = getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (failed != 0) {
    throw Error(ErrorCode::io, "the address " + address + " is not known: " + gai_strerror(failed), {}, {},
                "MASTER_ADDR as a name or number that all processes can reach");
  }
  return {found, &freeaddrinfo};
}

bool send_all(int descriptor, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t sent = ::send(descriptor, bytes, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes += sent;
    count -= static_cast<std::size_t>(sent);
  }
  return true;
}

bool receive_all(int descriptor, char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t got = ::recv(descriptor, bytes, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    bytes += got;
    count -= static_cast<std::size_t>(got);
  }
  return true;
}

std::array<char, 4> length_bytes(std::size_t length) {
  std::array<char, 4> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>((length >> (8 * i)) & 0xff);
  return bytes;
}

std::uint32_t length_of(const char* bytes) {
  std::uint32_t length = 0;
  for (unsigned i = 0; i < 4; ++i)
    length |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return length;
}

void do_not_wait_to_fill_packets(int descriptor) {
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace

Socket::~Socket() {
  if (m_descriptor >= 0) ::close(m_descriptor);
}

Socket::Socket(Socket&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  std::swap(m_descriptor, other.m_descriptor);
  return *this;
}

Socket Socket::listen_on(const std::string& address, std::uint16_t port) {
  const Addresses addresses = resolve(address, port);
  int failed = 0;
  for (const addrinfo* each = addresses.get(); each != nullptr; each = each->ai_next) {
    Socket socket(::socket(each->ai_family, each->ai_socktype | SOCK_CLOEXEC, each->ai_protocol));
    if (!socket.open()) continue;
    const int on = 1;
    ::setsockopt(socket.m_descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket.m_descriptor, each->ai_addr, each->ai_addrlen) == 0 &&
        ::listen(socket.m_descriptor, SOMAXCONN) == 0) {
      return socket;
    }
    failed = errno;
  }
  throw Error(ErrorCode::io, "cannot listen on " + place(address, port) + ": " + std::strerror(failed), {},
              {}, "an address of the machine of RANK=0 with a free port");
}

Socket Socket::connect_to(const std::string& address, std::uint16_t port, std::chrono::milliseconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (true) {
    const Addresses addresses = resolve(address, port);
    for (const addrinfo* each = addresses.get(); each != nullptr; each = each->ai_next) {
      Socket socket(::socket(each->ai_family, each->ai_socktype | SOCK_CLOEXEC, each->ai_protocol));
      if (socket.open() && ::connect(socket.m_descriptor, each->ai_addr, each->ai_addrlen) == 0) {
        do_not_wait_to_fill_packets(socket.m_descriptor);
        return socket;
      }
    }
    if (std::chrono::steady_clock::now() >= end) {
      throw Error(ErrorCode::io, "nobody answers at " + place(address, port), {}, {},
                  "the process with RANK=0 there");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

std::optional<Socket> Socket::accept() const {
  while (true) {
    const int descriptor = ::accept4(m_descriptor, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor >= 0) {
      do_not_wait_to_fill_packets(descriptor);
      return Socket(descriptor);
    }
    if (errno == EMFILE || errno == ENFILE) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    } else if (errno != EINTR && errno != ECONNABORTED) {
      return std::nullopt;
    }
  }
}

bool Socket::send(std::string_view frame) const {
  std::string bytes(length_bytes(frame.size()).data(), 4);
  bytes += frame;
  return send_all(m_descriptor, bytes.data(), bytes.size());
}

std::optional<std::string> Socket::receive() const {
  std::array<char, 4> head{};
  if (!receive_all(m_descriptor, head.data(), head.size())) return std::nullopt;
  const std::uint32_t length = length_of(head.data());
  if (length > kLargestFrame) return std::nullopt;
  std::string frame(length, '\0');
  if (!receive_all(m_descriptor, frame.data(), frame.size())) return std::nullopt;
  return frame;
}

bool Socket::readable(std::chrono::milliseconds limit) const {
  pollfd wanted{m_descriptor, POLLIN, 0};
  return ::poll(&wanted, 1, static_cast<int>(limit.count())) > 0;
}

void Socket::limit_receiving(std::chrono::milliseconds limit) const {
  timeval time{};
  time.tv_sec = limit.count() / 1000;
  time.tv_usec = static_cast<suseconds_t>(limit.count() % 1000 * 1000);
  ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
}

void Socket::shut_down() const {
  if (m_descriptor >= 0) ::shutdown(m_descriptor, SHUT_RDWR);
}

std::uint16_t Socket::port() const {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  std::array<char, NI_MAXSERV> service{};
  if (::getsockname(m_descriptor, reinterpret_cast<sockaddr*>(&address), &length) != 0 ||
      ::getnameinfo(reinterpret_cast<sockaddr*>(&address), length, nullptr, 0, service.data(), service.size(),
                    NI_NUMERICSERV) != 0) {
    return 0;
  }
  return static_cast<std::uint16_t>(std::stoi(service.data()));
}

std::string Socket::local_address() const {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  std::array<char, NI_MAXHOST> host{};
  if (::getsockname(m_descriptor, reinterpret_cast<sockaddr*>(&address), &length) != 0 ||
      ::getnameinfo(reinterpret_cast<sockaddr*>(&address), length, host.data(), host.size(), nullptr, 0,
                    NI_NUMERICHOST) != 0) {
    return {};
  }
  return host.data();
}

std::string token_proof(const std::string& token, std::string_view text) {
  std::string proof(32, '\0');
  unsigned int length = 0;
  if (HMAC(EVP_sha256(), token.data(), static_cast<int>(token.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(),
           reinterpret_cast<unsigned char*>(proof.data()), &length) == nullptr) {
    throw Error(ErrorCode::internal, "the run's token could not be used");
  }
  return proof;
}

bool same_bytes(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1) {
    throw Error(ErrorCode::internal, "the system gives no random numbers");
  }
  return bytes;
}

void put_field(std::string& frame, std::string_view field) {
  frame.append(length_bytes(field.size()).data(), 4);
  frame += field;
}

std::optional<std::string> take_field(std::string_view& frame) {
  if (frame.size() < 4) return std::nullopt;
  const std::uint32_t length = length_of(frame.data());
  if (length > frame.size() - 4) return std::nullopt;
  std::string field(frame.substr(4, length));
  frame.remove_prefix(4 + length);
  return field;
}

}  // namespace prism
