// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/report.h"

#include "core/base/atomic_file.h"
#include "core/base/text_format.h"
#include "core/base/version.h"
#include "core/workflow/base64.h"

#include <atomic>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>

namespace prism {
namespace {

constexpr const char* kStyle = R"(
:root { --ground: #ffffff; --card: #f7f7f5; --ink: #1f2124; --muted: #5f6368; --line: #dcdcd8; --accent: #2f6db5; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #17181a; --card: #1f2124; --ink: #e6e6e3; --muted: #9aa0a6; --line: #34373b; --accent: #6ca8e8; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 3rem 1.25rem 5rem; counter-reset: step; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
.lead { color: var(--muted); font-size: 1.1rem; max-width: 46rem; margin: 0 0 2.5rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.5rem 1.75rem;
  margin: 0 0 1.5rem; counter-increment: step; }
h2 { font-size: 1.25rem; margin: 0 0 .5rem; display: flex; gap: .75rem; align-items: baseline; }
h2::before { content: counter(step); color: var(--accent); font-variant-numeric: tabular-nums; }
p { max-width: 46rem; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem 1.5rem; margin: 1.25rem 0; }
dt { color: var(--muted); font-size: .85rem; }
dd { margin: 0; font-size: 1.15rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 1.25rem 0; font-size: .95rem; }
th, td { text-align: left; padding: .35rem 1.25rem .35rem 0; border-bottom: 1px solid var(--line);
  font-variant-numeric: tabular-nums; }
th { color: var(--muted); font-weight: 500; }
figure { margin: 1.25rem 0 0; }
img { max-width: 100%; height: auto; display: block; border-radius: 8px; }
audio { width: 100%; max-width: 34rem; display: block; }
figcaption { color: var(--muted); font-size: .9rem; margin-top: .5rem; }
.time { color: var(--muted); font-size: .85rem; margin: 1rem 0 0; }
footer { color: var(--muted); font-size: .85rem; }
)";

/// The SVG a drawing function writes, as the address of an image.
std::string drawn(const std::function<void(const std::filesystem::path&, bool)>& draw, bool dark) {
  static std::atomic<unsigned> counter{0};
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / fmt::format("prism-report-{}-{}.svg", ::getpid(), counter++);
  draw(file, dark);
  const std::string svg = read_file(file);
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  return "data:image/svg+xml;base64," + base64(svg);
}

}  // namespace

std::string escape_html(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

void Report::begin(const std::string& heading, const std::string& words) {
  m_body += fmt::format("<section>\n<h2>{}</h2>\n<p>{}</p>\n", escape_html(heading), escape_html(words));
}

void Report::facts(const Facts& facts) {
  m_body += "<dl>\n";
  for (const auto& [name, value] : facts) {
    m_body += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escape_html(name), escape_html(value));
  }
  m_body += "</dl>\n";
}

void Report::table(const std::vector<std::vector<std::string>>& rows) {
  m_body += "<div class=\"wide\"><table>\n";
  for (std::size_t r = 0; r < rows.size(); ++r) {
    m_body += "<tr>";
    for (const std::string& cell : rows[r]) {
      m_body += fmt::format("<{0}>{1}</{0}>", r == 0 ? "th" : "td", escape_html(cell));
    }
    m_body += "</tr>\n";
  }
  m_body += "</table></div>\n";
}

void Report::picture(const std::string& caption,
                     const std::function<void(const std::filesystem::path&, bool)>& draw) {
  m_body += fmt::format(
      "<figure><picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{}\">"
      "<img alt=\"{}\" src=\"{}\"></picture><figcaption>{}</figcaption></figure>\n",
      drawn(draw, true), escape_html(caption), drawn(draw, false), escape_html(caption));
}

void Report::sound(const std::string& caption, std::string_view wav) {
  m_body += fmt::format(
      "<figure><audio controls preload=\"none\" aria-label=\"{0}\" src=\"data:audio/wav;base64,{1}\"></audio>"
      "<figcaption>{0}</figcaption></figure>\n",
      escape_html(caption), base64(wav));
}

void Report::words(const std::string& text) {
  m_body += "<p>" + escape_html(text) + "</p>\n";
}

void Report::took(double seconds) {
  m_body += fmt::format("<p class=\"time\">{}</p>\n</section>\n", format_seconds(seconds));
}

std::string Report::html() const {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>{0}</title>\n<style>{1}</style>\n</head>\n"
      "<body>\n<main>\n<h1>{0}</h1>\n<p class=\"lead\">{2}</p>\n{3}<footer>Prism Workbench {4}</footer>\n"
      "</main>\n</body>\n</html>\n",
      escape_html(m_title), kStyle, escape_html(m_lead), m_body, version());
}

}  // namespace prism
