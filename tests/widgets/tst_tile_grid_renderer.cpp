// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/test_plans.h"
#include "widgets/tile_grid_renderer.h"

#include <cmath>
#include <set>
#include <vector>

#include <QTest>

using namespace prism;
using namespace prism::widgets;

class TestTileGridRenderer : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void cellHasTheColourOfItsValue();
  void unknownIsHatched();
  void onlyChangedCellsAreRepainted();
  void changedScaleRepaintsAll();
  void partialPaintingEqualsWholePainting();
  void panningShowsTheSamePixels();
  void fixedColours();

 private:
  [[nodiscard]] QRgb pixel(int worker) const {
    return m_renderer.image().pixel(m_geometry.fillRect(worker).center() - m_visible.topLeft());
  }
  static constexpr TileGridPalette kPalette{qRgb(255, 255, 255), qRgb(240, 240, 240), qRgb(100, 100, 100)};
  TileGridGeometry m_geometry;
  TileGridRenderer m_renderer;
  QRect m_visible;
  std::vector<double> m_values;
};

void TestTileGridRenderer::init() {
  m_geometry = TileGridGeometry(test::three_pipes());
  m_geometry.layOut(8, 0, {2, 20, 2, 2, 10});
  m_renderer = TileGridRenderer();
  m_visible = QRect(QPoint(0, 0), m_geometry.size());
  m_renderer.setView(m_geometry, m_visible);
  m_renderer.setPalette(kPalette);
  m_renderer.setScale({ColourMap::viridis, 0, 15.36, false});
  m_values.clear();
  for (int i = 0; i < 1536; ++i) m_values.push_back(i / 100.0);
  m_renderer.setValues(m_values);
}

void TestTileGridRenderer::cellHasTheColourOfItsValue() {
  m_renderer.update();
  QCOMPARE(m_renderer.repainted(), 1536);
  for (int worker = 0; worker < 1536; ++worker) {
    const Rgb rgb = colour_at(ColourMap::viridis, m_values[static_cast<std::size_t>(worker)] / 15.36);
    const QRect cell = m_geometry.fillRect(worker);
    for (const QPoint& point : {cell.topLeft(), cell.bottomRight(), cell.center()}) {
      QCOMPARE(m_renderer.image().pixel(point), qRgb(rgb.r, rgb.g, rgb.b));
    }
  }
  QCOMPARE(m_renderer.image().pixel(0, 0), kPalette.background);
}

void TestTileGridRenderer::unknownIsHatched() {
  m_values[40] = std::nan("");
  m_renderer.setValues(m_values);
  m_renderer.update();
  std::set<QRgb> seen;
  const QRect cell = m_geometry.fillRect(40);
  for (int y = cell.top(); y <= cell.bottom(); ++y) {
    for (int x = cell.left(); x <= cell.right(); ++x) seen.insert(m_renderer.image().pixel(x, y));
  }
  QCOMPARE(seen, (std::set<QRgb>{kPalette.hatch_ground, kPalette.hatch_line}));
}

void TestTileGridRenderer::onlyChangedCellsAreRepainted() {
  m_renderer.update();
  QVERIFY(m_renderer.update().isEmpty());
  QCOMPARE(m_renderer.repainted(), 0);
  m_values[7] = 3.5;
  m_values[700] = std::nan("");
  m_renderer.setValues(m_values);
  const QRegion dirty = m_renderer.update();
  QCOMPARE(m_renderer.repainted(), 2);
  QCOMPARE(dirty, QRegion(m_geometry.fillRect(7)) + m_geometry.fillRect(700));
  const Rgb rgb = colour_at(ColourMap::viridis, 3.5 / 15.36);
  QCOMPARE(pixel(7), qRgb(rgb.r, rgb.g, rgb.b));
  // NaN again is no change; two updates between paints add up.
  m_renderer.setValues(m_values);
  QVERIFY(m_renderer.update().isEmpty());
  m_values[8] = 1;
  m_renderer.setValues(m_values);
  m_values[9] = 1;
  m_renderer.setValues(m_values);
  m_renderer.update();
  QCOMPARE(m_renderer.repainted(), 2);
}

void TestTileGridRenderer::changedScaleRepaintsAll() {
  m_renderer.update();
  ValueScale scale = m_renderer.scale();
  m_renderer.setScale(scale);
  QVERIFY(m_renderer.update().isEmpty());
  scale.map = ColourMap::cividis;
  m_renderer.setScale(scale);
  m_renderer.update();
  QCOMPARE(m_renderer.repainted(), 1536);
}

void TestTileGridRenderer::partialPaintingEqualsWholePainting() {
  m_renderer.update();
  for (std::size_t i = 0; i < m_values.size(); i += 3) m_values[i] = i % 2 == 0 ? std::nan("") : 7;
  m_renderer.setValues(m_values);
  m_renderer.update();
  TileGridRenderer fresh;
  fresh.setView(m_geometry, m_visible);
  fresh.setPalette(kPalette);
  fresh.setScale(m_renderer.scale());
  fresh.setValues(m_values);
  fresh.update();
  QCOMPARE(m_renderer.image(), fresh.image());
}

void TestTileGridRenderer::panningShowsTheSamePixels() {
  m_values[100] = std::nan("");
  m_renderer.setValues(m_values);
  m_renderer.update();
  const QImage whole = m_renderer.image();
  const QRect part(37, 29, 200, 90);
  m_renderer.setView(m_geometry, part);
  m_renderer.update();
  QCOMPARE(m_renderer.image(), whole.copy(part));
  QVERIFY(m_renderer.repainted() < 1536);
}

void TestTileGridRenderer::fixedColours() {
  std::vector<QRgb> colours(1536, qRgb(1, 2, 3));
  colours[5] = qRgb(9, 8, 7);
  m_renderer.setColours(colours);
  m_renderer.update();
  QCOMPARE(pixel(4), qRgb(1, 2, 3));
  QCOMPARE(pixel(5), qRgb(9, 8, 7));
  m_renderer.setColours({});
  m_renderer.update();
  const Rgb rgb = colour_at(ColourMap::viridis, 0.05 / 15.36);
  QCOMPARE(pixel(5), qRgb(rgb.r, rgb.g, rgb.b));
}

QTEST_APPLESS_MAIN(TestTileGridRenderer)
#include "tst_tile_grid_renderer.moc"
