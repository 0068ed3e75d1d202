// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/train_menu.h"

#include "app/pages/data_dialog.h"
#include "app/workspace.h"
#include "widgets/icons.h"

#include <QAction>
#include <QMenu>

namespace prism::app {

TrainMenu::TrainMenu(Workspace& workspace, QWidget* parent)
    : QObject(parent),
      m_workspace(workspace),
      m_menu(new QMenu(parent)),
      m_action(new QAction(widgets::icon(QStringLiteral("train")), tr("Train"), this)) {
  m_action->setMenu(m_menu);
  m_action->setProperty("split", true);  // the button itself trains, its arrow opens the menu
  connect(m_action, &QAction::triggered, this, [this] {
    AdapterSession& session = m_workspace.session();
    if (session.state() == AdapterSession::State::training) {
      session.cancel();
    } else {
      m_workspace.train();
    }
  });
  m_menu->addAction(tr("Train on matrices or pairs…"), this,
                    [this, parent] { choose_matrices(m_workspace, parent); });
  m_pair = m_menu->addAction(tr("Train on the open pair again"), this, [this] { m_workspace.setData({}); });
  connect(&workspace.session(), &AdapterSession::stateChanged, this, &TrainMenu::refresh);
  connect(&workspace, &Workspace::planChanged, this, &TrainMenu::refresh);
  connect(&workspace, &Workspace::dataChanged, this, &TrainMenu::refresh);
  refresh();
}

void TrainMenu::refresh() {
  const bool training = m_workspace.session().state() == AdapterSession::State::training;
  QString why;
  const bool can_train = m_workspace.canTrain(&why);
  m_action->setText(training ? tr("Cancel training") : tr("Train"));
  m_action->setIcon(widgets::icon(training ? QStringLiteral("cancel") : QStringLiteral("train")));
  // What cannot be trained yet may be chosen from the menu, hence the button stays.
  m_action->setEnabled(training || can_train || !m_workspace.session().busy());
  m_action->setToolTip(
      training ? tr("Stop; tiles that are finished are kept")
               : (why.isEmpty() ? tr("Train all workers by least squares in the background") : why));
  m_pair->setEnabled(!m_workspace.usesPair());
}

void choose_matrices(Workspace& workspace, QWidget* parent) {
  const DataSpec now = workspace.usesPair() ? DataSpec{} : workspace.data();
  auto* dialog = new DataDialog(TrainMenu::tr("Train on matrices or pairs"), TrainMenu::tr("Use them"),
                                {DataDialog::matrices, DataDialog::pairs}, now, parent);
  QObject::connect(dialog, &DataDialog::chosen, &workspace, &Workspace::setData);
  dialog->open();
}

}  // namespace prism::app
