// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/tts/device_torch.h"

#include <ATen/Context.h>

namespace prism {

at::Device torch_device(const std::string& name) {
  if (name == "cpu") return at::kCPU;
  const bool cuda = name == "cuda" || (name.starts_with("cuda:") && name.size() > 5 && name.size() < 8 &&
                                       name.find_first_not_of("0123456789", 5) == std::string::npos);
  if (!cuda) {
    throw Error(ErrorCode::usage, "the device \"" + name + "\" is not known", {}, "device",
                "cpu, cuda or cuda:N");
  }
  if (!at::hasCUDA()) {
    throw Error(ErrorCode::unsupported, "this LibTorch has no CUDA, or there is no such device", {}, "device",
                "cpu");
  }
  return at::Device(name);
}

}  // namespace prism
