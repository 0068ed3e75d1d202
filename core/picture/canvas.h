// SPDX-License-Identifier: GPL-3.0-or-later
// Inside core/picture only: one drawing surface for PNG and SVG.
#pragma once

#include "core/base/atomic_file.h"
#include "core/types/colour_map.h"

#include <cairo.h>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace prism {

struct Point {
  double x = 0;
  double y = 0;
};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  [[nodiscard]] double right() const noexcept { return x + width; }
  [[nodiscard]] double bottom() const noexcept { return y + height; }
};

enum class Align { left, centre, right };

struct TextStyle {
  Rgb colour;
  double size = 11;
  bool bold = false;
  Align align = Align::left;
  bool upwards = false;  ///< turned by 90°, reading from bottom to top
};

struct LineStyle {
  Rgb colour;
  double width = 1;
  bool dashed = false;
  double alpha = 1;
};

/// Draws in points, y downwards; finish() puts the file into place. Throws Error(usage) for an extension that
/// is neither .png nor .svg and for sizes that make no sense.
class Canvas {
 public:
  Canvas(const std::filesystem::path& target, double width, double height, double scale);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  [[nodiscard]] double width() const noexcept { return m_width; }
  [[nodiscard]] double height() const noexcept { return m_height; }

  void fill(const Box& box, Rgb colour, double alpha = 1);
  /// A box whose edges are moved to whole pixels, so that neighbours meet without a seam.
  void fill_cell(const Box& box, Rgb colour);
  void outline(const Box& box, const LineStyle& style);
  void hatch(const Box& box, Rgb paper, Rgb ink);
  void line(Point from, Point to, const LineStyle& style);
  void polyline(const std::vector<Point>& points, const LineStyle& style);
  void polygon(const std::vector<Point>& points, Rgb colour);
  void dot(Point centre, double radius, Rgb colour);
  void clip(const Box& box);
  void unclip();
  /// Text with its baseline at y; invalid UTF-8 is replaced.
  void text(Point at, const std::string& text, const TextStyle& style);
  [[nodiscard]] double text_width(const std::string& text, double size, bool bold = false);
  /// rows × cols colours stretched over a box without smoothing.
  void image(const Box& box, int rows, int cols, const std::vector<Rgb>& colours);

  /// Writes and renames; throws the Error of the write.
  void finish();

 private:
  struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  };
  struct ContextDeleter {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
  };
  static cairo_status_t write_bytes(void* self, const unsigned char* data, unsigned int length);
  void use(Rgb colour, double alpha = 1);
  void apply(const LineStyle& style);
  [[nodiscard]] double snap(double value) const;
  void check(cairo_status_t status) const;

  std::filesystem::path m_target;
  double m_width;
  double m_height;
  double m_scale;
  bool m_png;
  AtomicFile m_file;
  std::exception_ptr m_write_error;  // an exception must not cross cairo's C code
  std::unique_ptr<cairo_surface_t, SurfaceDeleter> m_surface;
  std::unique_ptr<cairo_t, ContextDeleter> m_context;
};

}  // namespace prism
