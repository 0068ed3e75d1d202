// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

class QWidget;

namespace prism::app {

struct Command;

/// "Prism Workbench 0.1.0" and the versions of Torch, BLAS, Qt, QCustomPlot, one a line.
[[nodiscard]] QString versions_text(bool measure_blas = false);

void show_about(QWidget* parent);
/// Table of all commands that have a shortcut.
void show_shortcuts(const std::vector<Command>& commands, QWidget* parent);
/// The help page of a page, in a window of its own beside the work.
void show_help(const QString& id, const QString& title, QWidget* parent);

}  // namespace prism::app
