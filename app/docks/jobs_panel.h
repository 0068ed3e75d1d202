// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;
class QTableView;

namespace prism::app {

class JobCenter;
class JobsModel;

/// Contents of the Jobs dock: what runs, how far it is, how it ended; cancel.
class JobsPanel final : public QWidget {
  Q_OBJECT

 public:
  JobsPanel(JobCenter& jobs, JobsModel& model, QWidget* parent = nullptr);
  void cancelSelected();

 private:
  void updateButtons();

  JobCenter& m_jobs;
  JobsModel& m_model;
  QTableView* m_table;
  QPushButton* m_cancel;
};

}  // namespace prism::app
