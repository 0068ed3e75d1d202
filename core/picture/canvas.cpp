// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/picture/canvas.h"

#include "core/base/error.h"

#include <algorithm>
#include <cairo-svg.h>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <utility>

namespace prism {
namespace {

constexpr double kMaxPixels = 100e6;
constexpr const char* kFont = "sans-serif";

bool is_png(const std::filesystem::path& target) {
  std::string extension = target.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (extension == ".png") return true;
  if (extension == ".svg") return false;
  throw Error(ErrorCode::usage, fmt::format("\"{}\" is no picture format this program writes", extension),
              target, {}, ".png or .svg");
}

double checked_size(double value, const std::filesystem::path& target) {
  if (!(value >= 16 && value <= 20000)) {
    throw Error(ErrorCode::usage, fmt::format("a picture of {} points", value), target, {}, "16 to 20000");
  }
  return value;
}

/// Cairo stops drawing altogether at invalid UTF-8.
std::string printable(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    std::size_t length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >> 4 == 14 ? 3 : 0;
    if (lead >= 0xF0 && lead < 0xF5) length = 4;
    bool good = length > 0 && length <= text.size() - i && lead >= 0x20;
    for (std::size_t k = 1; good && k < length; ++k) {
      good = (static_cast<unsigned char>(text[i + k]) & 0xC0) == 0x80;
    }
    const auto second = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
      good = false;
    }
    if (good) {
      out.append(text, i, length);
      i += length;
    } else {
      out += "\xEF\xBF\xBD";
      ++i;
    }
  }
  return out;
}

}  // namespace

Canvas::Canvas(const std::filesystem::path& target, double width, double height, double scale)
    : m_target(target),
      m_width(checked_size(width, target)),
      m_height(checked_size(height, target)),
      m_scale(std::clamp(scale, 0.25, 16.0)),
      m_png(is_png(target)),
      m_file(target) {
  if (m_png) {
    const double pixels_wide = std::ceil(m_width * m_scale);
    const double pixels_high = std::ceil(m_height * m_scale);
    if (pixels_wide * pixels_high > kMaxPixels || std::max(pixels_wide, pixels_high) > 32000) {
      throw Error(ErrorCode::usage, fmt::format("a picture of {} × {} pixels", pixels_wide, pixels_high),
                  target, {}, "at most 100 million pixels and 32000 a side");
    }
    m_surface.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(pixels_wide),
                                               static_cast<int>(pixels_high)));
  } else {
    m_surface.reset(cairo_svg_surface_create_for_stream(&Canvas::write_bytes, this, m_width, m_height));
  }
  check(cairo_surface_status(m_surface.get()));
  m_context.reset(cairo_create(m_surface.get()));
  if (m_png) cairo_scale(m_context.get(), m_scale, m_scale);
  cairo_set_line_join(m_context.get(), CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(m_context.get(), CAIRO_LINE_CAP_ROUND);
}

Canvas::~Canvas() {
  // An unfinished SVG surface writes when it is destroyed: after this body the file is gone, so end it here.
  m_context.reset();
  if (m_surface) cairo_surface_finish(m_surface.get());
}

cairo_status_t Canvas::write_bytes(void* self, const unsigned char* data, unsigned int length) {
  auto& canvas = *static_cast<Canvas*>(self);
  try {
    canvas.m_file.write(std::as_bytes(std::span(data, length)));
    return CAIRO_STATUS_SUCCESS;
  } catch (...) {
    canvas.m_write_error = std::current_exception();
    return CAIRO_STATUS_WRITE_ERROR;
  }
}

void Canvas::check(cairo_status_t status) const {
  if (m_write_error) std::rethrow_exception(m_write_error);
  if (status == CAIRO_STATUS_NO_MEMORY)
    throw Error(ErrorCode::memory, "not enough memory for the picture", m_target);
  if (status != CAIRO_STATUS_SUCCESS) {
    throw Error(ErrorCode::internal, std::string("drawing failed: ") + cairo_status_to_string(status),
                m_target);
  }
}

void Canvas::use(Rgb colour, double alpha) {
  cairo_set_source_rgba(m_context.get(), colour.r / 255.0, colour.g / 255.0, colour.b / 255.0, alpha);
}

void Canvas::apply(const LineStyle& style) {
  use(style.colour, style.alpha);
  cairo_set_line_width(m_context.get(), style.width);
  const double dashes[] = {5 * style.width, 3.5 * style.width};
  cairo_set_dash(m_context.get(), dashes, style.dashed ? 2 : 0, 0);
}

double Canvas::snap(double value) const {
  return std::round(value * m_scale) / m_scale;
}

void Canvas::fill(const Box& box, Rgb colour, double alpha) {
  use(colour, alpha);
  cairo_rectangle(m_context.get(), box.x, box.y, box.width, box.height);
  cairo_fill(m_context.get());
}

void Canvas::fill_cell(const Box& box, Rgb colour) {
  const double x = snap(box.x);
  const double y = snap(box.y);
  fill({x, y, std::max(snap(box.right()) - x, 1 / m_scale), std::max(snap(box.bottom()) - y, 1 / m_scale)},
       colour);
}

void Canvas::outline(const Box& box, const LineStyle& style) {
  apply(style);
  cairo_set_line_join(m_context.get(), CAIRO_LINE_JOIN_MITER);
  cairo_rectangle(m_context.get(), snap(box.x), snap(box.y), box.width, box.height);
  cairo_stroke(m_context.get());
  cairo_set_line_join(m_context.get(), CAIRO_LINE_JOIN_ROUND);
}

void Canvas::hatch(const Box& box, Rgb paper, Rgb ink) {
  fill_cell(box, paper);
  cairo_save(m_context.get());
  cairo_rectangle(m_context.get(), box.x, box.y, box.width, box.height);
  cairo_clip(m_context.get());
  apply({ink, 0.8});
  // Lines x + y = n·step over the whole picture, so that the hatching runs on from cell to cell.
  constexpr double kStep = 4;
  const double first = std::floor((box.x + box.y) / kStep) * kStep;
  for (double sum = first; sum <= box.right() + box.bottom(); sum += kStep) {
    cairo_move_to(m_context.get(), sum - box.y, box.y);
    cairo_line_to(m_context.get(), sum - box.bottom(), box.bottom());
  }
  cairo_stroke(m_context.get());
  cairo_restore(m_context.get());
}

void Canvas::line(Point from, Point to, const LineStyle& style) {
  apply(style);
  cairo_move_to(m_context.get(), from.x, from.y);
  cairo_line_to(m_context.get(), to.x, to.y);
  cairo_stroke(m_context.get());
}

void Canvas::polyline(const std::vector<Point>& points, const LineStyle& style) {
  apply(style);
  cairo_new_path(m_context.get());
  for (const Point& point : points) cairo_line_to(m_context.get(), point.x, point.y);
  cairo_stroke(m_context.get());
}

void Canvas::polygon(const std::vector<Point>& points, Rgb colour) {
  use(colour);
  cairo_new_path(m_context.get());  // text leaves a current point behind
  for (const Point& point : points) cairo_line_to(m_context.get(), point.x, point.y);
  cairo_close_path(m_context.get());
  cairo_fill_preserve(m_context.get());
  // A hair of the same colour closes the seams that antialiasing leaves between neighbours.
  cairo_set_line_width(m_context.get(), 0.4);
  cairo_set_dash(m_context.get(), nullptr, 0, 0);
  cairo_stroke(m_context.get());
}

void Canvas::dot(Point centre, double radius, Rgb colour) {
  use(colour);
  cairo_new_path(m_context.get());
  cairo_arc(m_context.get(), centre.x, centre.y, radius, 0, 2 * std::numbers::pi);
  cairo_fill(m_context.get());
}

void Canvas::clip(const Box& box) {
  cairo_save(m_context.get());
  cairo_rectangle(m_context.get(), box.x, box.y, box.width, box.height);
  cairo_clip(m_context.get());
}

void Canvas::unclip() {
  cairo_restore(m_context.get());
}

void Canvas::text(Point at, const std::string& text, const TextStyle& style) {
  const std::string shown = printable(text);
  cairo_select_font_face(m_context.get(), kFont, CAIRO_FONT_SLANT_NORMAL,
                         style.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(m_context.get(), style.size);
  use(style.colour);
  cairo_text_extents_t extents;
  cairo_text_extents(m_context.get(), shown.c_str(), &extents);
  const double share = style.align == Align::left ? 0.0 : style.align == Align::centre ? 0.5 : 1.0;
  cairo_save(m_context.get());
  cairo_translate(m_context.get(), at.x, at.y);
  if (style.upwards) cairo_rotate(m_context.get(), -std::numbers::pi / 2);
  cairo_move_to(m_context.get(), -share * extents.x_advance, 0);
  cairo_show_text(m_context.get(), shown.c_str());
  cairo_restore(m_context.get());
}

double Canvas::text_width(const std::string& text, double size, bool bold) {
  cairo_select_font_face(m_context.get(), kFont, CAIRO_FONT_SLANT_NORMAL,
                         bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(m_context.get(), size);
  cairo_text_extents_t extents;
  cairo_text_extents(m_context.get(), printable(text).c_str(), &extents);
  return extents.x_advance;
}

void Canvas::image(const Box& box, int rows, int cols, const std::vector<Rgb>& colours) {
  if (rows < 1 || cols < 1) return;
  // SVG viewers smooth images they enlarge: repeat cells until none is enlarged any more.
  const int repeat = m_png ? 1 : std::clamp(static_cast<int>(2 * box.width / cols), 1, 16);
  std::unique_ptr<cairo_surface_t, SurfaceDeleter> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, cols * repeat, rows * repeat));
  check(cairo_surface_status(surface.get()));
  cairo_surface_flush(surface.get());
  unsigned char* data = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (int y = 0; y < rows * repeat; ++y) {
    auto* line = reinterpret_cast<std::uint32_t*>(data + static_cast<std::ptrdiff_t>(y) * stride);
    for (int x = 0; x < cols * repeat; ++x) {
      const Rgb& colour = colours[static_cast<std::size_t>(y / repeat) * static_cast<std::size_t>(cols) +
                                  static_cast<std::size_t>(x / repeat)];
      line[x] =
          static_cast<std::uint32_t>(colour.r) << 16 | static_cast<std::uint32_t>(colour.g) << 8 | colour.b;
    }
  }
  cairo_surface_mark_dirty(surface.get());
  cairo_save(m_context.get());
  cairo_rectangle(m_context.get(), box.x, box.y, box.width, box.height);
  cairo_clip(m_context.get());
  cairo_translate(m_context.get(), box.x, box.y);
  cairo_scale(m_context.get(), box.width / (cols * repeat), box.height / (rows * repeat));
  cairo_set_source_surface(m_context.get(), surface.get(), 0, 0);
  const bool shrinks = box.width * m_scale < cols || box.height * m_scale < rows;
  cairo_pattern_set_filter(cairo_get_source(m_context.get()),
                           shrinks ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST);
  cairo_paint(m_context.get());
  cairo_restore(m_context.get());
}

void Canvas::finish() {
  check(cairo_status(m_context.get()));
  m_context.reset();
  if (m_png) {
    check(cairo_surface_write_to_png_stream(m_surface.get(), &Canvas::write_bytes, this));
  } else {
    cairo_surface_finish(m_surface.get());
    check(cairo_surface_status(m_surface.get()));
  }
  m_surface.reset();
  m_file.commit();
}

}  // namespace prism
