// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/memory_meter_torch.h"

#include <algorithm>
#include <atomic>
#include <type_traits>

#include <c10/core/Allocator.h>
#include <c10/util/ThreadLocalDebugInfo.h>

namespace prism {
namespace {

/// The type of totals in Torch's interface: it became unsigned in later versions.
template <typename Report>
struct TotalOf;
template <typename Class, typename Total>
struct TotalOf<void (Class::*)(void*, std::int64_t, Total, Total, c10::Device)> {
  using type = Total;
};
using Total = TotalOf<decltype(&c10::MemoryReportingInfoBase::reportMemoryUsage)>::type;

class Counter final : public c10::MemoryReportingInfoBase {
 public:
  void reportMemoryUsage(void* /*memory*/, std::int64_t size, Total /*allocated*/, Total /*reserved*/,
                         c10::Device device) override {
    if (!device.is_cpu()) return;
    const std::int64_t now = m_now += size;
    std::int64_t peak = m_peak;
    while (now > peak && !m_peak.compare_exchange_weak(peak, now)) {
    }
  }
  [[nodiscard]] bool memoryProfilingEnabled() const override { return true; }

  std::atomic<std::int64_t> m_now{0}, m_peak{0};
};

}  // namespace

struct MemoryMeter::Inside {
  std::shared_ptr<Counter> counter = std::make_shared<Counter>();
  c10::DebugInfoGuard guard{c10::DebugInfoKind::PROFILER_STATE, counter};
};

MemoryMeter::MemoryMeter() : m_inside(std::make_unique<Inside>()) {}
MemoryMeter::~MemoryMeter() = default;

std::int64_t MemoryMeter::now() const noexcept {
  return m_inside->counter->m_now;
}
std::int64_t MemoryMeter::peak() const noexcept {
  return m_inside->counter->m_peak;
}
void MemoryMeter::reset_peak() noexcept {
  m_inside->counter->m_peak = m_inside->counter->m_now.load();
}

}  // namespace prism
