// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lowbit/post_training.h"

#include <functional>
#include <limits>
#include <memory>

#include <QString>

namespace prism {
struct AdapterData;
}

namespace prism::app {

/// What is brought onto a grid: a model file or folder, or an adapter with the data it is judged by.
struct QuantiseRequest {
  QString model;
  std::shared_ptr<const Adapter> adapter;                      ///< instead of a model
  std::function<AdapterData(const RunControl&)> adapter_data;  ///< may be empty: then no R²
  Grid grid = grid_named("prime13");
  bool embeddings = false;
};

/// A finished quantisation; cheap to copy.
struct LabQuantised {
  QString source;
  Grid grid;
  std::shared_ptr<const Model> model;  ///< null for adapters
  QuantisedModel weights;
  double r2_before = std::numeric_limits<double>::quiet_NaN();  ///< test rows, as the adapter was
  double r2_after = std::numeric_limits<double>::quiet_NaN();
  [[nodiscard]] double bytesPerWeight() const;
};
/// Any thread but the GUI's. Throws Error, Stopped.
[[nodiscard]] std::shared_ptr<const LabQuantised> quantise_for_lab(const QuantiseRequest& request,
                                                                   const RunControl& control);
/// A packed file: models with their other tensors, adapters with their tiles alone.
void save_quantised(const LabQuantised& quantised, const std::filesystem::path& target);

}  // namespace prism::app
