// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/picture/picture.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <functional>
#include <map>

#include <QFile>
#include <QImage>
#include <QXmlStreamReader>
#include <QtTest>

using namespace prism;
namespace fs = std::filesystem;

namespace {

Plan plan_of(int rows, int cols, int experts = 1) {
  Plan plan;
  plan.d_in = 64;
  plan.d_out = 32;
  PipePlan pipe;
  pipe.grid_rows = rows;
  pipe.grid_cols = cols;
  pipe.experts = experts;
  for (int row = 0; row < rows; ++row) {
    for (int col = 0; col < cols; ++col) {
      for (int expert = 0; expert < experts; ++expert) {
        Worker worker;
        worker.id = static_cast<int>(plan.workers.size());
        worker.row = row;
        worker.col = col;
        worker.expert = expert;
        worker.rows = {row * 32 / rows, (row + 1) * 32 / rows};
        worker.cols = {col * 64 / cols, (col + 1) * 64 / cols};
        plan.workers.push_back(worker);
      }
    }
  }
  pipe.workers = static_cast<int>(plan.workers.size());
  pipe.positions = rows * cols;
  plan.pipes.push_back(pipe);
  return plan;
}

ErrorMap figures_of(const Plan& plan, const std::function<double(const Worker&)>& value) {
  ErrorMap map;
  for (const Worker& worker : plan.workers) {
    WorkerFigures figures;
    figures.id = worker.id;
    figures.set(Metric::isolated, value(worker));
    map.workers.push_back(figures);
    map.known.push_back(1);
  }
  return map;
}

QImage load(const fs::path& path) {
  return QImage(QString::fromStdString(path.string())).convertToFormat(QImage::Format_RGB32);
}

/// How many pixels have exactly this colour.
int count(const QImage& image, Rgb colour) {
  const QRgb wanted = qRgb(colour.r, colour.g, colour.b);
  int found = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) found += image.pixel(x, y) == wanted ? 1 : 0;
  }
  return found;
}

bool well_formed(const fs::path& path) {
  QFile file(QString::fromStdString(path.string()));
  if (!file.open(QIODevice::ReadOnly)) return false;
  QXmlStreamReader reader(&file);
  bool svg = false;
  while (!reader.atEnd()) {
    reader.readNext();
    svg |= reader.isStartElement() && reader.name() == QLatin1String("svg");
  }
  return svg && !reader.hasError();
}

ReducedMatrix ramp(int rows, int cols) {
  MatrixReducer reducer(rows, cols);
  for (int row = 0; row < rows; ++row) {
    std::vector<float> values(static_cast<std::size_t>(cols));
    for (int col = 0; col < cols; ++col)
      values[static_cast<std::size_t>(col)] = static_cast<float>(row + col);
    reducer.add(row, 1, values.data());
  }
  return reducer.finish();
}

}  // namespace

class TestPictures : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_picture_as_png_and_svg() {
    const Plan plan = plan_of(4, 8);
    const ErrorMap figures = figures_of(plan, [](const Worker& worker) { return worker.id / 31.0; });
    const Curve curve{"test", "rows", "R²", {1, 10, 100}, {0.1, std::nan(""), 0.7}};
    Histogram histogram{-1, 1, {1, 5, 20, 4}, 3, 0, 1};
    const ReducedMatrix matrix = ramp(20, 30);
    PictureOptions options;
    options.title = "A title with < & > and \xff broken UTF-8";
    options.subtitle = "one line";
    options.scale = 1;
    const std::map<std::string, std::function<void(const PictureOptions&, const fs::path&)>> pictures{
        {"heatmap",
         [&](const auto& o, const auto& f) { draw_heatmap(plan, figures, Metric::isolated, o, f); }},
        {"matrix",
         [&](const auto& o, const auto& f) { draw_matrix(matrix, Reduction::mean, "weight", o, f); }},
        {"surface", [&](const auto& o, const auto& f) { draw_surface(matrix, "weight", o, f); }},
        {"curves",
         [&](const auto& o, const auto& f) {
           draw_curves({curve, curve}, {true, false}, o, f);
         }},
        {"histogram", [&](const auto& o, const auto& f) { draw_histogram(histogram, "weight", {}, o, f); }},
        {"bars",
         [&](const auto& o, const auto& f) {
           draw_bars({{"a", 1}, {"b", -0.5}}, "R²", o, f);
         }},
    };
    for (const auto& [name, draw] : pictures) {
      for (const bool dark : {false, true}) {
        options.dark = dark;
        draw(options, m_folder / (name + ".png"));
        const QImage image = load(m_folder / (name + ".png"));
        QVERIFY2(!image.isNull(), name.c_str());
        QVERIFY(image.width() <= options.width && image.height() <= options.height);
        // The corner is background, and the picture is neither empty nor one colour.
        const QColor corner(image.pixel(1, 1));
        QVERIFY2(dark ? corner.lightness() < 60 : corner.lightness() > 230, name.c_str());
        QVERIFY2(
            count(image, {static_cast<std::uint8_t>(corner.red()), static_cast<std::uint8_t>(corner.green()),
                          static_cast<std::uint8_t>(corner.blue())}) < 0.95 * image.width() * image.height(),
            name.c_str());
        draw(options, m_folder / (name + ".svg"));
        QVERIFY2(well_formed(m_folder / (name + ".svg")), name.c_str());
      }
    }
  }

  void scale_multiplies_the_pixels() {
    PictureOptions options;
    options.width = 300;
    options.height = 200;
    options.scale = 3;
    draw_bars({{"a", 1}}, "x", options, m_folder / "scaled.png");
    QCOMPARE(load(m_folder / "scaled.png").size(), QSize(900, 600));
  }

  void heatmap_cells_have_the_colours_of_their_values() {
    const Plan plan = plan_of(2, 2);
    const ErrorMap figures = figures_of(plan, [](const Worker& worker) { return worker.id / 3.0; });
    PictureOptions options;
    options.low = 0;
    options.high = 1;
    draw_heatmap(plan, figures, Metric::isolated, options, m_folder / "cells.png");
    const QImage image = load(m_folder / "cells.png");
    for (int id = 0; id < 4; ++id) {
      QVERIFY(count(image, colour_at(ColourMap::viridis, id / 3.0)) > 10000);
    }
  }

  void unknown_cells_are_hatched_and_faults_crossed() {
    const Plan plan = plan_of(2, 2);
    ErrorMap figures = figures_of(plan, [](const Worker& worker) { return worker.id / 3.0; });
    PictureOptions options;
    options.low = 0;
    options.high = 1;
    const Rgb cross{179, 38, 30};
    draw_heatmap(plan, figures, Metric::isolated, options, m_folder / "plain.png");
    QCOMPARE(count(load(m_folder / "plain.png"), cross), 0);
    figures.known[1] = 0;
    figures.workers[2].set(Metric::isolated, std::nan(""));
    figures.workers[3].faulty = true;
    draw_heatmap(plan, figures, Metric::isolated, options, m_folder / "marked.png");
    const QImage image = load(m_folder / "marked.png");
    QVERIFY(count(image, cross) > 20);
    QVERIFY(count(image, colour_at(ColourMap::viridis, 1.0 / 3)) < 1000);  // only the legend's share is left
    QVERIFY(count(image, colour_at(ColourMap::viridis, 2.0 / 3)) < 1000);
  }

  void reducer_keeps_least_greatest_and_mean() {
    MatrixReducer reducer(4, 6, 2);
    std::vector<float> values(24);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
    values[0] = std::nanf("");
    reducer.add(2, 2, values.data() + 12);  // any order
    reducer.add(0, 2, values.data());
    const ReducedMatrix matrix = reducer.finish();
    QCOMPARE(matrix.rows, 2);
    QCOMPARE(matrix.cols, 2);
    QCOMPARE(matrix.least, (std::vector<float>{1, 3, 12, 15}));
    QCOMPARE(matrix.greatest, (std::vector<float>{8, 11, 20, 23}));
    QCOMPARE(matrix.mean[0], (1 + 2 + 6 + 7 + 8) / 5.0f);
    QCOMPARE(matrix.mean[3], 19.0f);
  }

  void reducer_without_numbers() {
    MatrixReducer reducer(1, 2);
    const float values[] = {std::nanf(""), 5};
    reducer.add(0, 1, values);
    const ReducedMatrix matrix = reducer.finish();
    QVERIFY(std::isnan(matrix.mean[0]) && std::isnan(matrix.least[0]));
    QCOMPARE(matrix.mean[1], 5.0f);
    QVERIFY_THROWS_EXCEPTION(Error, MatrixReducer(0, 3));
    QVERIFY_THROWS_EXCEPTION(Error, reducer.add(1, 1, values));
  }

  void odd_inputs_still_give_a_picture() {
    PictureOptions options;
    options.scale = 1;
    const auto nan = std::nan("");
    const Plan plan = plan_of(1, 1);
    draw_heatmap(plan, ErrorMap{}, Metric::deviation, options, m_folder / "a.png");
    MatrixReducer reducer(1, 1);
    draw_matrix(reducer.finish(), Reduction::mean, "", options, m_folder / "b.png");
    draw_surface(ramp(1, 1), "", options, m_folder / "c.png");
    draw_surface(ramp(1, 500), "", options, m_folder / "d.png");
    draw_curves({{"", "", "", {}, {}}}, {true, true}, options, m_folder / "e.png");
    draw_curves({{"spike", "x", "y", {1, 2}, {1e300, -1e300}}}, {}, options, m_folder / "f.png");
    draw_histogram({2, 2, {0, 7}, 0, 0, 0}, "x", {false, true}, options, m_folder / "g.png");
    draw_bars({{"nothing", nan}, {"much", 1e12}}, "x", options, m_folder / "h.png");
    for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h"}) {
      QVERIFY2(!load(m_folder / (std::string(name) + ".png")).isNull(), name);
    }
  }

  void refusals() {
    PictureOptions options;
    const auto refuses = [&](const PictureOptions& o, const char* name) {
      try {
        draw_bars({{"a", 1}}, "x", o, m_folder / name);
        return false;
      } catch (const Error& error) {
        return error.code() == ErrorCode::usage && !fs::exists(m_folder / name);
      }
    };
    QVERIFY(refuses(options, "picture.gif"));
    QVERIFY(refuses(options, "picture"));
    PictureOptions tiny = options;
    tiny.width = 3;
    QVERIFY(refuses(tiny, "tiny.png"));
    PictureOptions vast = options;
    vast.width = 20000;
    vast.height = 20000;
    QVERIFY(refuses(vast, "vast.png"));
    PictureOptions reversed = options;
    reversed.low = 2;
    reversed.high = 1;
    QVERIFY(refuses(reversed, "reversed.svg"));
    QVERIFY_THROWS_EXCEPTION(Error, draw_curves({}, {}, options, m_folder / "none.png"));
    QVERIFY_THROWS_EXCEPTION(Error, draw_heatmap(Plan{}, {}, Metric::norm, options, m_folder / "none.png"));
  }

 private:
  test::TemporaryFolder m_folder;
};

QTEST_APPLESS_MAIN(TestPictures)
#include "tst_pictures.moc"
