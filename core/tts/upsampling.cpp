// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/tts/projector_torch.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace prism {

UnitBatch UnitBatch::to(const at::Device& device) const {
  return {tokens.to(device), token_counts.to(device), unit_tokens.to(device), unit_phones.to(device),
          unit_counts.to(device)};
}

at::Tensor unit_centres(const at::Tensor& durations) {
  const at::Tensor lengths = durations.to(at::kFloat);
  return lengths.cumsum(1) - lengths * 0.5;
}

at::Tensor gaussian_upsampling(const at::Tensor& durations, const at::Tensor& ranges, std::int64_t frames) {
  const at::Tensor centres = unit_centres(durations);
  const at::Tensor sigma = ranges.to(at::kFloat).clamp_min(0.5);
  const at::Tensor time = at::arange(frames, centres.options()) + 0.5;
  const at::Tensor distance = time.view({1, -1, 1}) - centres.unsqueeze(1);
  const at::Tensor scaled = distance / sigma.unsqueeze(1);
  const at::Tensor logits = scaled * scaled * -0.5 - sigma.log().unsqueeze(1);
  return logits.masked_fill((durations <= 0).unsqueeze(1), -std::numeric_limits<float>::infinity())
      .softmax(2);
}

at::Tensor dropout(const at::Tensor& values, double share, DropoutKey& key) {
  if (!key.active || share <= 0) return values;
  const std::uint64_t call = mix64(key.key ^ mix64(++key.calls));
  if (!values.device().is_cpu()) return at::dropout(values, share, true);
  const auto threshold = static_cast<std::uint64_t>(std::clamp<long>(std::lround(share * 256), 1L, 255L));
  const auto kept = static_cast<float>(256.0 / static_cast<double>(256 - threshold));
  const at::Tensor mask = at::empty(values.sizes(), values.options().dtype(at::kFloat).requires_grad(false));
  float* out = mask.data_ptr<float>();
  const std::int64_t count = mask.numel();
  at::parallel_for(0, (count + 7) / 8, 1 << 13, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t group = begin; group < end; ++group) {
      std::uint64_t bytes = mix64(call + static_cast<std::uint64_t>(group));
      const std::int64_t first = group * 8;
      const std::int64_t some = std::min<std::int64_t>(8, count - first);
      for (std::int64_t i = 0; i < some; ++i, bytes >>= 8)
        out[first + i] = (bytes & 255U) < threshold ? 0.0F : kept;
    }
  });
  return values * mask;
}

}  // namespace prism
