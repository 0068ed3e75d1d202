// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/autocast_torch.h"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

namespace prism {
namespace {

void set_cuda_autocast(bool enabled) {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
  at::autocast::set_autocast_enabled(at::kCUDA, enabled);
#else
  at::autocast::set_enabled(enabled);
#endif
  if (!enabled) at::autocast::clear_cache();
}

}  // namespace

Autocast::Autocast(bool active) : m_active(active) {
  if (m_active) set_cuda_autocast(true);
}

Autocast::~Autocast() {
  if (m_active) set_cuda_autocast(false);
}

}  // namespace prism
