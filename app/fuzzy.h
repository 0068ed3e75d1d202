// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace prism::app {

/// How well `query` fits `text` when its letters may be spread over it in order; −1 when they are not all
/// there. Starts of words and runs of letters count more, so "tw" finds "Train workers" first.
[[nodiscard]] int fuzzy_score(const QString& query, const QString& text);

}  // namespace prism::app
