// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sound/sound_bytes.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace prism {
namespace {

sf_count_t moved(sf_count_t offset, int whence, sf_count_t place, sf_count_t size) {
  const sf_count_t from = whence == SEEK_CUR ? place : whence == SEEK_END ? size : 0;
  return std::max<sf_count_t>(from + offset, 0);
}

}  // namespace

struct SourceCalls {
  static SoundSource& of(void* user) { return *static_cast<SoundSource*>(user); }
  static sf_count_t size(void* user) { return static_cast<sf_count_t>(of(user).m_bytes.size()); }
  static sf_count_t seek(sf_count_t offset, int whence, void* user) {
    return of(user).m_place = moved(offset, whence, of(user).m_place, size(user));
  }
  static sf_count_t read(void* target, sf_count_t count, void* user) {
    SoundSource& source = of(user);
    const sf_count_t left = std::max<sf_count_t>(size(user) - source.m_place, 0);
    const sf_count_t taken = std::clamp<sf_count_t>(count, 0, left);
    if (taken > 0) std::memcpy(target, source.m_bytes.data() + source.m_place, static_cast<size_t>(taken));
    source.m_place += taken;
    return taken;
  }
  static sf_count_t write(const void*, sf_count_t, void*) { return 0; }
  static sf_count_t tell(void* user) { return of(user).m_place; }
};

SNDFILE* SoundSource::open(SF_INFO& info) {
  SF_VIRTUAL_IO calls{SourceCalls::size, SourceCalls::seek, SourceCalls::read, SourceCalls::write,
                      SourceCalls::tell};
  return sf_open_virtual(&calls, SFM_READ, &info, this);
}

struct TargetCalls {
  static SoundTarget& of(void* user) { return *static_cast<SoundTarget*>(user); }
  static sf_count_t size(void* user) { return static_cast<sf_count_t>(of(user).m_bytes.size()); }
  static sf_count_t seek(sf_count_t offset, int whence, void* user) {
    return of(user).m_place = moved(offset, whence, of(user).m_place, size(user));
  }
  static sf_count_t read(void*, sf_count_t, void*) { return 0; }
  static sf_count_t write(const void* source, sf_count_t count, void* user) {
    SoundTarget& target = of(user);
    const auto end = static_cast<std::size_t>(target.m_place + count);
    if (target.m_bytes.size() < end) target.m_bytes.resize(end);
    if (count > 0) std::memcpy(target.m_bytes.data() + target.m_place, source, static_cast<size_t>(count));
    target.m_place += count;
    return count;
  }
  static sf_count_t tell(void* user) { return of(user).m_place; }
};

SNDFILE* SoundTarget::open(SF_INFO& info) {
  SF_VIRTUAL_IO calls{TargetCalls::size, TargetCalls::seek, TargetCalls::read, TargetCalls::write,
                      TargetCalls::tell};
  return sf_open_virtual(&calls, SFM_WRITE, &info, this);
}

}  // namespace prism
