// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lowbit_quantise.h"

#include "core/base/error.h"
#include "core/solve/train.h"
#include "core/workflow/adapter_job.h"

#include <utility>

namespace prism::app {

double LabQuantised::bytesPerWeight() const {
  const auto count = static_cast<double>(weights.parameters());
  return count > 0 ? static_cast<double>(weights.bytes()) / count : 0;
}

std::shared_ptr<const LabQuantised> quantise_for_lab(const QuantiseRequest& request,
                                                     const RunControl& control) {
  auto result = std::make_shared<LabQuantised>();
  result->grid = request.grid;
  if (!request.adapter) {
    result->source = request.model;
    result->model = std::make_shared<const Model>(open_model(request.model.toStdString()));
    QuantiseOptions options;
    options.grid = request.grid;
    options.embeddings = request.embeddings;
    result->weights = quantise_model(*result->model, options, control);
    return result;
  }
  result->weights = quantise_adapter(*request.adapter, request.grid, control);
  if (!request.adapter_data) return result;
  const AdapterData data = request.adapter_data(control);
  result->r2_before = evaluate(*request.adapter, *data.source, data.statistics, Part::test, control).r2;
  control.check();
  const Adapter changed = with_tiles(*request.adapter, result->weights);
  result->r2_after = evaluate(changed, *data.source, data.statistics, Part::test, control).r2;
  return result;
}

void save_quantised(const LabQuantised& quantised, const std::filesystem::path& target) {
  if (quantised.model) {
    write_quantised(*quantised.model, quantised.weights, target);
  } else {
    write_packed(target, quantised.weights.matrices);
  }
}

}  // namespace prism::app
