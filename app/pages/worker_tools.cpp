// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/worker_tools.h"

#include "app/workspace.h"
#include "widgets/icons.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QMenu>

namespace prism::app {
namespace {

constexpr int kBreakCount = 5;  ///< tiles broken when none is selected
constexpr int kWorstCount = 10;

}  // namespace

WorkerTools::WorkerTools(Workspace& workspace, std::function<Metric()> shown_metric, QObject* parent)
    : QObject(parent),
      m_workspace(workspace),
      m_shown_metric(std::move(shown_metric)),
      m_action(new QAction(widgets::icon(QStringLiteral("compare")), tr("Tools"), this)) {
  AdapterSession& session = workspace.session();
  auto* menu = new QMenu;
  // Menus are widgets: this one cannot have a QObject that is none for its parent.
  connect(this, &QObject::destroyed, menu, &QObject::deleteLater);
  QAction* faulty = menu->addAction(tr("Select faulty workers"), this,
                                    [this, &session] { m_workspace.setSelection(session.faulty()); });
  menu->addAction(tr("Select the worst %1 of this metric").arg(kWorstCount), this,
                  [this] { selectWorst(kWorstCount); });
  menu->addAction(tr("Select none"), this, [this] { m_workspace.setSelection({}); });
  menu->addSeparator();
  QMenu* corruption = menu->addMenu(widgets::icon(QStringLiteral("corrupt")),
                                    tr("Break tiles on purpose (selected, or %1 random)").arg(kBreakCount));
  const std::pair<Corruption, QString> ways[] = {{Corruption::zero, tr("Zero them")},
                                                 {Corruption::noise, tr("Replace by noise")},
                                                 {Corruption::shuffle, tr("Shuffle their weights")},
                                                 {Corruption::flip, tr("Flip their sign")}};
  for (const auto& way : ways) {
    corruption->addAction(way.second, this, [this, how = way.first] { breakTiles(how); });
  }
  menu->addSeparator();
  menu->addAction(tr("Keep this version to compare with"), &session, &AdapterSession::keepAsReference);
  menu->addAction(tr("Compare with another adapter…"), this, &WorkerTools::compareWithFile);
  QAction* forget = menu->addAction(tr("Stop comparing"), &session, &AdapterSession::clearReference);
  connect(menu, &QMenu::aboutToShow, this, [&session, faulty, forget] {
    faulty->setEnabled(!session.faulty().empty());
    forget->setEnabled(session.reference() != nullptr);
  });
  m_action->setMenu(menu);
}

void WorkerTools::selectWorst(int count) {
  const Metric metric = m_shown_metric();
  const bool high = all_metrics()[static_cast<std::size_t>(metric)].higher_is_worse;
  const auto& figures = m_workspace.session().errorMap().workers;
  std::vector<int> workers;
  for (const WorkerFigures& worker : figures) {
    if (!std::isnan(worker.value(metric))) workers.push_back(worker.id);
  }
  std::stable_sort(workers.begin(), workers.end(), [&](int a, int b) {
    const double x = figures[static_cast<std::size_t>(a)].value(metric);
    const double y = figures[static_cast<std::size_t>(b)].value(metric);
    return high ? x > y : x < y;
  });
  workers.resize(std::min(workers.size(), static_cast<std::size_t>(count)));
  std::sort(workers.begin(), workers.end());
  m_workspace.setSelection(workers);
}

void WorkerTools::breakTiles(Corruption how) {
  AdapterSession& session = m_workspace.session();
  const auto adapter = session.adapter();
  if (!adapter) return;
  std::vector<int> workers = m_workspace.selection();
  // Repeated clicks break other tiles each time, yet the same ones in every run of the program.
  const auto seed = static_cast<std::uint64_t>(adapter->history.size());
  if (workers.empty()) {
    workers =
        random_workers(*adapter, std::min(kBreakCount, static_cast<int>(adapter->plan.workers.size())), seed);
  }
  session.corrupt(workers, how, seed);
}

void WorkerTools::compareWithFile() {
  const QString path =
      QFileDialog::getOpenFileName(QApplication::activeWindow(), tr("Compare with an adapter"), {},
                                   tr("Adapters (*.prism);;All files (*)"));
  if (!path.isEmpty()) m_workspace.session().openReference(path);
}

}  // namespace prism::app
