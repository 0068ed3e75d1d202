// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/close_names.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace prism {
namespace {

/// Levenshtein's distance with one row of memory.
std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (left[i] == right[j] ? 0u : 1u)});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

std::vector<std::string> close_names(const std::string& wanted, const std::vector<std::string>& names,
                                     std::size_t limit) {
  // Names come from files: bound the work, a message needs no perfect answer.
  constexpr std::size_t kLongest = 128;
  constexpr std::size_t kMost = 4096;
  const std::string_view target = std::string_view(wanted).substr(0, kLongest);
  std::vector<std::pair<std::size_t, std::size_t>> ranked;
  for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) {
    const std::string_view name = std::string_view(names[i]).substr(0, kLongest);
    const bool contains = !target.empty() && (name.ends_with(target) || target.ends_with(name));
    ranked.emplace_back(contains ? 0 : edit_distance(target, name), i);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> result;
  for (const auto& [distance, index] : ranked) {
    if (result.size() == limit) break;
    result.push_back(names[index]);
  }
  return result;
}

std::string shown(const std::string& name) {
  std::string text = name.substr(0, 100);
  for (char& letter : text) {
    if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F) letter = '?';
  }
  return name.size() > text.size() ? text + "…" : text;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    if (!text.empty()) text += ", ";
    text += shown(name);
  }
  return text;
}

}  // namespace prism
