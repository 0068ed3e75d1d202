// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/adapter/adapter.h"
#include "core/types/worker_figures.h"

#include <functional>

#include <QObject>

class QAction;

namespace prism::app {

class Workspace;

/// The Tools menu of the Workers page: select by rule, break tiles on purpose, compare two versions.
class WorkerTools final : public QObject {
  Q_OBJECT

 public:
  /// `shown_metric` tells which metric "worst" means.
  WorkerTools(Workspace& workspace, std::function<Metric()> shown_metric, QObject* parent);

  [[nodiscard]] QAction* action() const noexcept { return m_action; }

 private:
  void selectWorst(int count);
  void breakTiles(Corruption how);
  void compareWithFile();

  Workspace& m_workspace;
  std::function<Metric()> m_shown_metric;
  QAction* m_action;
};

}  // namespace prism::app
