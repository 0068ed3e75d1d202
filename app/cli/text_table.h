// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace prism::cli {

/// "name   value" lines, values aligned.
class FactSheet {
 public:
  void add(const std::string& name, const std::string& value) { m_facts.push_back({name, value}); }
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::vector<std::string>> m_facts;
};

/// Columns aligned by their widest cell (counted in characters, not bytes), two spaces between.
[[nodiscard]] std::string aligned(const std::vector<std::vector<std::string>>& rows);

}  // namespace prism::cli
