// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_record.h"
#include "core/types/figures.h"

#include <vector>

#include <QTreeWidget>

namespace prism::app {

/// Options, hashes and figures of one run, or of two side by side with what differs marked.
class RunDetails final : public QTreeWidget {
  Q_OBJECT

 public:
  explicit RunDetails(QWidget* parent = nullptr);
  void show(const std::vector<RunRecord>& records);

 private:
  using QWidget::show;
};

/// Curves in the runs' figures, named "ID: curve" when there are several runs.
[[nodiscard]] std::vector<Curve> curves_of(const std::vector<RunRecord>& records);

}  // namespace prism::app
