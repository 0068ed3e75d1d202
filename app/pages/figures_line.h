// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace prism::app {

struct AdapterFigures;
struct RepairFigures;

/// One line each for the foot of a page: how good the map is, and what the last repair did.
class FiguresLine {
  Q_DECLARE_TR_FUNCTIONS(FiguresLine)

 public:
  [[nodiscard]] static QString of(const AdapterFigures& figures);  ///< empty while nothing is known
  [[nodiscard]] static QString of(const RepairFigures& repair);
};

}  // namespace prism::app
