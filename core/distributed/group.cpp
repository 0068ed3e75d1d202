// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distributed/group.h"

#include <cstring>

#include <ATen/ATen.h>

namespace prism {
namespace {

class SoloGroup final : public Group {
 public:
  int rank() const noexcept override { return 0; }
  int size() const noexcept override { return 1; }
  void sum(at::Tensor&) override {}
  void broadcast(at::Tensor&, int) override {}
  void barrier() override {}
  void leave() override {}
  void abandon(const std::string&) noexcept override {}
  std::uint64_t bytes_sent() const noexcept override { return 0; }
};

}  // namespace

IndexRange Group::share(std::int64_t count, int rank) const {
  const std::int64_t each = count / size();
  const std::int64_t more = count % size();  // the first ones get one more
  const auto start = [&](std::int64_t r) { return r * each + std::min(r, more); };
  return {start(rank), start(rank + 1)};
}

void Group::gather(at::Tensor& whole, std::int64_t dimension) {
  if (alone()) return;
  for (int r = 0; r < size(); ++r) {
    const IndexRange range = share(whole.size(dimension), r);
    if (range.size() == 0) continue;
    at::Tensor part = whole.narrow(dimension, range.begin, range.size());
    at::Tensor sent = part.contiguous();
    broadcast(sent, r);
    if (!sent.is_same(part) && r != rank()) part.copy_(sent);
  }
}

double Group::agree(double value) {
  if (alone()) return value;
  at::Tensor shared = at::full({1}, value, at::kDouble);
  broadcast(shared, 0);
  return shared[0].item<double>();
}

std::string Group::agree(const std::string& text) {
  if (alone()) return text;
  at::Tensor length = at::full({1}, static_cast<std::int64_t>(text.size()), at::kLong);
  broadcast(length, 0);
  at::Tensor bytes = at::zeros({length[0].item<std::int64_t>()}, at::kByte);
  if (bytes.numel() == 0) return {};
  if (first()) std::memcpy(bytes.data_ptr(), text.data(), text.size());
  broadcast(bytes, 0);
  return {static_cast<const char*>(bytes.data_ptr()), static_cast<std::size_t>(bytes.numel())};
}

double Group::sum_of(double value) {
  if (alone()) return value;
  at::Tensor shared = at::full({1}, value, at::kDouble);
  sum(shared);
  return shared[0].item<double>();
}

GroupPtr solo_group() {
  static const GroupPtr alone = std::make_shared<SoloGroup>();
  return alone;
}

}  // namespace prism
