// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractItemModel;
class QString;
class QTableView;

namespace prism::app {

/// A table as all pages show them: whole rows selected, no grid, one line a row. The caller puts it in a
/// layout.
[[nodiscard]] QTableView* plain_table(QAbstractItemModel* model, const QString& accessible_name);

}  // namespace prism::app
