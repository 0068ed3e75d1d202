// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tile_grid_view.h"

#include <cstddef>
#include <limits>
#include <vector>

#include <QLine>
#include <QPoint>
#include <QPointF>
#include <QRect>
#include <QRectF>

namespace prism::widgets {

/// NaN for workers that are not known.
[[nodiscard]] inline double value_in(const ErrorMap& map, int worker, Metric metric) {
  const auto id = static_cast<std::size_t>(worker);
  const bool known = id < map.workers.size() && (id >= map.known.size() || map.known[id] != 0);
  return known ? map.workers[id].value(metric) : std::numeric_limits<double>::quiet_NaN();
}

/// What the mouse and keys are in the middle of. Only for the parts of TileGridView.
struct TileGridView::Input {
  enum class Mode { none, press, rubber, pan };
  Mode mode = Mode::none;
  QPointF press;
  QPointF last;
  QRectF rubber;
  bool add = false;         ///< Ctrl or Shift: keep what is selected
  bool space_down = false;  ///< Space pans while held, toggles when released unused
  bool space_used = false;
  double wheel = 0;  ///< part of a wheel step not used yet

  bool legend_wanted = true;
  /// The view the renderer was last given, content pixels; stale when geometry changed under the same
  /// numbers.
  QRect visible;
  int cell = 0;
  bool stale = true;

  /// Outline of the selection in content pixels; worked out when needed, as it asks every selected cell.
  bool outline_valid = false;
  std::vector<QLine> outline;
};

}  // namespace prism::widgets
