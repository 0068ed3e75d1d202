// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/worker_figures.h"

#include <QString>

namespace prism::widgets {

[[nodiscard]] inline const MetricInfo& info_of(Metric metric) {
  return all_metrics()[static_cast<std::size_t>(metric)];
}
/// Translated label, "Deviation".
[[nodiscard]] QString metric_label(Metric metric);
/// Translated unit, "of |Z|²"; empty where there is none.
[[nodiscard]] QString metric_unit(Metric metric);

}  // namespace prism::widgets
