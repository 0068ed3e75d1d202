// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/fuzzy.h"

#include <algorithm>
#include <vector>

namespace prism::app {

namespace {
constexpr int kLetter = 1;
constexpr int kRun = 4;
constexpr int kWordStart = 6;
constexpr int kNever = -1000000;
}  // namespace

int fuzzy_score(const QString& query, const QString& text) {
  QString wanted = query.toCaseFolded();
  wanted.removeIf([](QChar c) { return c.isSpace(); });
  const QString here = text.toCaseFolded();
  const int n = static_cast<int>(wanted.size());
  const int m = static_cast<int>(here.size());
  if (n == 0) return 0;
  if (m < n) return -1;
  // best[j]: highest score with the letters so far, the last of them at place j.
  std::vector<int> best(static_cast<std::size_t>(m), kNever);
  for (int i = 0; i < n; ++i) {
    std::vector<int> next(static_cast<std::size_t>(m), kNever);
    int before = i == 0 ? 0 : kNever;  // best of any earlier place
    for (int j = 0; j < m; ++j) {
      if (here[j] == wanted[i] && before > kNever / 2) {
        const bool start = j == 0 || !here[j - 1].isLetterOrNumber();
        int score = before;
        if (i > 0 && j > 0 && best[static_cast<std::size_t>(j - 1)] > kNever / 2) {
          score = std::max(score, best[static_cast<std::size_t>(j - 1)] + kRun);
        }
        next[static_cast<std::size_t>(j)] = score + kLetter + (start ? kWordStart : 0);
      }
      if (i > 0) before = std::max(before, best[static_cast<std::size_t>(j)]);
    }
    best = std::move(next);
  }
  const int top = *std::max_element(best.begin(), best.end());
  if (top < 0) return -1;
  return top * 4 - std::min(m, 100) / 10;  // of equals the shorter one
}

}  // namespace prism::app
