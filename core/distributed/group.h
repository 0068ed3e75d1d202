// SPDX-License-Identifier: GPL-3.0-or-later
// distributed: several processes that train one adapter together, over LibTorch's own c10d.
#pragma once

#include "core/base/progress.h"
#include "core/distributed/environment.h"
#include "core/types/plan.h"

#include <cstdint>
#include <memory>
#include <string>

namespace at {
class Tensor;
}

namespace prism {

/// The processes of one run, called ranks. Every rank makes the same calls in the same order; a call returns
/// when all have made it. When a rank ends or falls silent, calls throw Error(io) naming it as far as that is
/// known. One user thread.
class Group {
 public:
  virtual ~Group() = default;
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

  [[nodiscard]] virtual int rank() const noexcept = 0;
  [[nodiscard]] virtual int size() const noexcept = 0;
  [[nodiscard]] bool alone() const noexcept { return size() == 1; }
  [[nodiscard]] bool first() const noexcept { return rank() == 0; }

  /// tensor := its sum over the ranks, the same bits on all of them. Contiguous, on the processor: f64, f32
  /// or int64.
  virtual void sum(at::Tensor& tensor) = 0;
  /// tensor := that of `root`. Contiguous, on the processor.
  virtual void broadcast(at::Tensor& tensor, int root) = 0;
  /// Returns once all ranks are here.
  virtual void barrier() = 0;
  /// The run is over on all ranks: waits for them, then goes. Nothing but the destructor may follow.
  virtual void leave() = 0;
  /// Tells the others why this rank cannot go on; they end with that message.
  virtual void abandon(const std::string& reason) noexcept = 0;
  /// Bytes of payload this rank has sent, as the collectives' algorithms send them (docs/scaling.md).
  [[nodiscard]] virtual std::uint64_t bytes_sent() const noexcept = 0;

  /// This rank's contiguous share of `count` things; all shares together are [0, count), sizes differ by one
  /// at most.
  [[nodiscard]] IndexRange share(std::int64_t count) const { return share(count, rank()); }
  [[nodiscard]] IndexRange share(std::int64_t count, int rank) const;
  /// Every rank has filled its share of `whole` along dimension 0 or 1: afterwards all have all of it.
  void gather(at::Tensor& whole, std::int64_t dimension);
  /// The first rank's value on all ranks: for choices that rounding could make differ.
  [[nodiscard]] double agree(double value);
  /// The first rank's text on all ranks.
  [[nodiscard]] std::string agree(const std::string& text);
  /// Sum of one number over the ranks.
  [[nodiscard]] double sum_of(double value);

 protected:
  Group() = default;
};
using GroupPtr = std::shared_ptr<Group>;

/// One process by itself: sums are what they were, nothing is sent.
[[nodiscard]] GroupPtr solo_group();
/// Joins the run that the environment names and returns once all ranks are there. The first rank listens on
/// the given address alone; peers that do not know the token are refused. Throws Error(io) when they do not
/// come in time, Error(permission) when this process is refused.
[[nodiscard]] GroupPtr join_group(const RunEnvironment& environment);

}  // namespace prism
