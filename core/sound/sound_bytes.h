// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <sndfile.h>
#include <span>
#include <vector>

namespace prism {

/// Lets libsndfile read bytes that are in memory. The bytes and the object outlive the handle.
class SoundSource {
 public:
  explicit SoundSource(std::span<const std::byte> bytes) : m_bytes(bytes) {}
  /// Null when libsndfile refuses (sf_strerror(nullptr) says why).
  [[nodiscard]] SNDFILE* open(SF_INFO& info);

 private:
  friend struct SourceCalls;
  std::span<const std::byte> m_bytes;
  sf_count_t m_place = 0;
};

/// Takes what libsndfile writes.
class SoundTarget {
 public:
  [[nodiscard]] SNDFILE* open(SF_INFO& info);
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return m_bytes; }

 private:
  friend struct TargetCalls;
  std::vector<std::byte> m_bytes;
  sf_count_t m_place = 0;
};

}  // namespace prism
