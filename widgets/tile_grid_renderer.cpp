// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tile_grid_renderer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace prism::widgets {
namespace {

constexpr int kHatchPeriod = 5;         ///< device pixels between stripes
constexpr std::size_t kManyRects = 64;  ///< more dirty cells than this are told as one rectangle

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

void TileGridRenderer::setView(const TileGridGeometry& geometry, const QRect& visible) {
  m_geometry = &geometry;
  m_visible = visible;
  m_all = true;
}

void TileGridRenderer::setPalette(const TileGridPalette& palette) {
  m_palette = palette;
  m_all = true;
}

void TileGridRenderer::setScale(const ValueScale& scale) {
  if (scale == m_scale) return;
  m_scale = scale;
  m_all = m_all || m_colours.empty();
}

void TileGridRenderer::setValues(std::vector<double> values) {
  if (values.size() != m_values.size()) {
    m_all = true;
  } else if (!m_all && m_colours.empty()) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!same(values[i], m_values[i])) m_changed.push_back(static_cast<int>(i));
    }
  }
  m_values = std::move(values);
}

void TileGridRenderer::setColours(std::vector<QRgb> colours) {
  if (colours == m_colours) return;
  m_colours = std::move(colours);
  m_all = true;
}

QRegion TileGridRenderer::update() {
  m_repainted = 0;
  if (m_geometry == nullptr || m_visible.isEmpty()) {
    m_image = {};
    return {};
  }
  QRegion dirty;
  if (m_all) {
    if (m_image.size() != m_visible.size()) m_image = QImage(m_visible.size(), QImage::Format_RGB32);
    m_image.fill(m_palette.background);
    for (const int worker : m_geometry->workersIn(m_visible)) paintCell(worker);
    dirty = m_image.rect();
  } else {
    std::sort(m_changed.begin(), m_changed.end());
    m_changed.erase(std::unique(m_changed.begin(), m_changed.end()), m_changed.end());
    QRect all;
    for (const int worker : m_changed) {
      const QRect cell = m_geometry->fillRect(worker).intersected(m_visible);
      if (cell.isEmpty()) continue;
      paintCell(worker);
      const QRect place = cell.translated(-m_visible.topLeft());
      all = all.united(place);
      if (m_changed.size() <= kManyRects) dirty += place;
    }
    if (m_changed.size() > kManyRects) dirty = all;
  }
  m_all = false;
  m_changed.clear();
  return dirty;
}

void TileGridRenderer::paintCell(int worker) {
  const QRect rect = m_geometry->fillRect(worker).intersected(m_visible);
  if (rect.isEmpty()) return;
  ++m_repainted;
  const auto id = static_cast<std::size_t>(worker);
  const bool fixed = id < m_colours.size();
  const double value = id < m_values.size() ? m_values[id] : std::nan("");
  const bool hatched = !fixed && std::isnan(value);
  const QRgb colour = fixed ? m_colours[id] : hatched ? m_palette.hatch_ground : m_scale.colour(value);
  for (int y = rect.top(); y <= rect.bottom(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(m_image.scanLine(y - m_visible.top())) - m_visible.left();
    std::fill(line + rect.left(), line + rect.right() + 1, colour);
    if (!hatched) continue;
    // Stripes follow the content, not the cell, so that neighbouring cells join and panning does not flicker.
    for (int x = rect.left(); x <= rect.right(); ++x) {
      if ((x + y) % kHatchPeriod == 0) line[x] = m_palette.hatch_line;
    }
  }
}

}  // namespace prism::widgets
