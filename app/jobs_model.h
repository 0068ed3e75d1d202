// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"

#include <vector>

#include <QAbstractTableModel>
#include <QTimer>

namespace prism::app {

/// Running, waiting and lately finished jobs, newest first; progress is refreshed ten times a second while
/// anything runs.
class JobsModel final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { kTitle, kProgress, kRemaining, kState, kColumns };
  enum Role { kFractionRole = Qt::UserRole, kRunningRole };  ///< fraction: −1 when unknown

  explicit JobsModel(JobCenter& jobs, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  /// Empty for finished jobs.
  [[nodiscard]] JobTicket ticket(int row) const;
  void clearFinished();
  /// "Training workers, 42 %, 12 s left", or empty when nothing runs: for the status bar.
  [[nodiscard]] QString summary() const;

 private:
  struct Row {
    JobTicket ticket;
    QString title;
    bool active = true;
    bool running = false;
    bool stopping = false;
    bool quiet = false;
    Progress progress;
    double seconds = 0;
    double stage_began = 0;  ///< seconds of the job when this stage began, for the time left
    JobEvent event;
  };
  void insert(JobTicket ticket, const QString& title, bool quiet);
  void refresh();
  void finish(JobTicket ticket, const JobEvent& event, bool quiet);
  [[nodiscard]] QString stateOf(const Row& row) const;
  [[nodiscard]] QString remainingOf(const Row& row) const;

  JobCenter& m_jobs;
  QTimer m_timer;
  std::vector<Row> m_rows;
};

}  // namespace prism::app
