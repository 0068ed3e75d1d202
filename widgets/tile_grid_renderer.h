// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tile_grid_geometry.h"
#include "widgets/value_scale.h"

#include <functional>
#include <vector>

#include <QImage>
#include <QRegion>

namespace prism::widgets {

struct TileGridPalette {
  QRgb background = 0;
  QRgb hatch_ground = 0;  ///< cells without a value: ground and stripes
  QRgb hatch_line = 0;
};

/// Values → pixels of the visible part of a tile grid. Keeps its image and repaints only cells whose value
/// changed.
class TileGridRenderer {
 public:
  /// A new view: everything is painted anew at the next update(). `geometry` must outlive its use here; call
  /// again after laying it out anew.
  void setView(const TileGridGeometry& geometry, const QRect& visible);
  void setPalette(const TileGridPalette& palette);
  void setScale(const ValueScale& scale);
  /// One a worker; NaN is hatched.
  void setValues(std::vector<double> values);
  /// Instead of values: a fixed colour a worker (plan mode). Empty goes back to values.
  void setColours(std::vector<QRgb> colours);

  /// Paints what is out of date; the part of the image that changed, in image pixels.
  QRegion update();
  [[nodiscard]] const QImage& image() const noexcept { return m_image; }
  /// Cells painted by the last update().
  [[nodiscard]] int repainted() const noexcept { return m_repainted; }
  [[nodiscard]] const std::vector<double>& values() const noexcept { return m_values; }
  [[nodiscard]] const ValueScale& scale() const noexcept { return m_scale; }

 private:
  void paintCell(int worker);

  const TileGridGeometry* m_geometry = nullptr;
  QRect m_visible;
  TileGridPalette m_palette;
  ValueScale m_scale;
  std::vector<double> m_values;
  std::vector<QRgb> m_colours;
  std::vector<int> m_changed;
  bool m_all = true;
  QImage m_image;
  int m_repainted = 0;
};

}  // namespace prism::widgets
