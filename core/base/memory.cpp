// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory.h"

#include "core/base/error.h"
#include "core/base/text_format.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sys/resource.h>
#include <unistd.h>

namespace prism {
namespace {

constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

std::uint64_t field_of(const char* file, const std::string& name) {
  std::ifstream in(file);
  std::string word;
  while (in >> word) {
    std::uint64_t kib = 0;
    if (word == name + ":" && in >> kib) return kib * 1024;
  }
  return 0;
}

// "max" or absent means no limit.
std::uint64_t number_in(const char* file) {
  std::ifstream in(file);
  std::uint64_t value = 0;
  return in >> value ? value : kUnlimited;
}

}  // namespace

std::uint64_t resident_bytes() {
  return field_of("/proc/self/status", "VmRSS");
}

std::uint64_t peak_resident_bytes() {
  return field_of("/proc/self/status", "VmHWM");
}

void reset_peak_resident() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

std::uint64_t available_memory() {
  std::uint64_t available = field_of("/proc/meminfo", "MemAvailable");
  if (available == 0) available = kUnlimited;
  const std::uint64_t group_limit = number_in("/sys/fs/cgroup/memory.max");
  const std::uint64_t group_used = number_in("/sys/fs/cgroup/memory.current");
  if (group_limit != kUnlimited && group_used != kUnlimited) {
    available = std::min(available, group_limit > group_used ? group_limit - group_used : 0);
  }
  rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
    const std::uint64_t used = field_of("/proc/self/status", "VmSize");
    available = std::min<std::uint64_t>(available, limit.rlim_cur > used ? limit.rlim_cur - used : 0);
  }
  return available;
}

void require_memory(std::uint64_t bytes, const std::string& purpose) {
  const std::uint64_t available = available_memory();
  if (bytes > available) {
    throw Error(
        ErrorCode::memory,
        purpose + " needs " + format_bytes(bytes) + " of memory, " + format_bytes(available) + " are free",
        {}, {}, "less data, smaller sizes, or other programs closed");
  }
}

}  // namespace prism
