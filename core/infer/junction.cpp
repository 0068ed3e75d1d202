// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/infer/junction_torch.h"
#include "core/samples/data.h"

#include <algorithm>
#include <iterator>

#include <ATen/ATen.h>

namespace prism {

at::Tensor indices(const std::vector<std::int64_t>& values) {
  at::Tensor result = at::empty({static_cast<std::int64_t>(values.size())}, at::kLong);
  std::copy(values.begin(), values.end(), result.data_ptr<std::int64_t>());
  return result;
}

at::Tensor pass(AdapterRunner& runner, const at::Tensor& x, std::vector<ActiveWorkers>* active) {
  const at::Tensor in = x.to(at::kCPU, at::kFloat).contiguous();
  at::Tensor out = at::empty({in.size(0), runner.adapter().plan.d_out}, at::kFloat);
  if (in.size(0) == 0) return out;
  runner.run(in.data_ptr<float>(), in.size(0), out.data_ptr<float>(), active);
  if (!at::isfinite(out).all().item<bool>()) {
    throw Error(ErrorCode::numeric, "what comes out of the adapter is not finite", {}, {},
                "an adapter without broken tiles (`prismoe validate` finds them)");
  }
  return out;
}

void ReplacedRows::find(const std::vector<std::int32_t>& ids, std::vector<std::int64_t>& places,
                        std::vector<std::int64_t>& found) const {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto id = static_cast<std::size_t>(ids[i]);
    if (id >= row_of.size() || row_of[id] < 0) continue;
    places.push_back(static_cast<std::int64_t>(i));
    found.push_back(row_of[id]);
  }
}

ReplacedRows replaced_rows(const Bridge& bridge, AdapterRunner& runner, const RunControl& control) {
  const Json& options = bridge.adapter->record.options;
  DataSpec data;
  if (options.is_object() && options.contains("data") && options["data"].is_object())
    data = DataSpec::from_json(options["data"]);
  DataSpec pair;
  pair.upper = bridge.upper->path();
  pair.lower = bridge.lower->path();
  pair.upper_layer = data.upper_layer;
  pair.lower_layer = data.lower_layer;
  pair.overrides = data.overrides;
  pair.normalise = data.normalise;
  const auto source = open_samples(pair, 0, control);

  ReplacedRows result;
  result.row_of.assign(static_cast<std::size_t>(bridge.lower->config().vocabulary), -1);
  std::vector<std::int64_t> samples;
  for (std::int64_t index = 0; index < source->size(); ++index) {
    const std::int64_t id = source->truth_of(index);
    if (id < 0 || id >= bridge.lower->config().vocabulary) continue;
    std::int64_t& row = result.row_of[static_cast<std::size_t>(id)];
    if (row >= 0) continue;  // several tokens of A have these bytes: the first counts
    row = static_cast<std::int64_t>(samples.size());
    samples.push_back(index);
  }
  constexpr std::size_t kBlock = 2048;
  std::vector<at::Tensor> blocks;
  for (std::size_t first = 0; first < samples.size(); first += kBlock) {
    control.check();
    control.progress("rows through the adapter", static_cast<double>(first),
                     static_cast<double>(samples.size()), "rows");
    const auto some = std::span(samples).subspan(first, std::min(kBlock, samples.size() - first));
    const auto count = static_cast<std::int64_t>(some.size());
    at::Tensor x = at::empty({count, source->d_in()}, at::kFloat);
    at::Tensor z = at::empty({count, source->d_out()}, at::kFloat);
    source->read(some, x.data_ptr<float>(), z.data_ptr<float>());
    std::vector<ActiveWorkers> active;
    blocks.push_back(pass(runner, x, &active));
    std::move(active.begin(), active.end(), std::back_inserter(result.active));
  }
  if (blocks.empty()) {
    throw Error(ErrorCode::mismatch, "the models have no common tokens", {}, {},
                "vocabularies with common tokens");
  }
  result.rows = at::cat(blocks);
  return result;
}

}  // namespace prism
