// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prism {

/// A page that needs nothing but itself: style, text and pictures in one HTML file, light or dark as the
/// reader's system is.
class Report {
 public:
  explicit Report(std::string title, std::string lead) : m_title(std::move(title)), m_lead(std::move(lead)) {}

  using Facts = std::vector<std::pair<std::string, std::string>>;
  /// A chapter: what was done in plain words, its figures, its time.
  void begin(const std::string& heading, const std::string& words);
  void facts(const Facts& facts);
  void table(const std::vector<std::vector<std::string>>& rows);  ///< the first row names the columns
  /// `draw` writes an SVG to the path it gets, in the dark palette when asked to.
  void picture(const std::string& caption,
               const std::function<void(const std::filesystem::path&, bool dark)>& draw);
  /// A player for a sound file's bytes (WAV); they become part of the page.
  void sound(const std::string& caption, std::string_view wav);
  /// Words between pictures and tables.
  void words(const std::string& text);
  void took(double seconds);

  [[nodiscard]] std::string html() const;

 private:
  std::string m_title, m_lead, m_body;
};

/// Text made safe inside HTML.
[[nodiscard]] std::string escape_html(const std::string& text);

}  // namespace prism
