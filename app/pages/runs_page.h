// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"
#include "app/page.h"
#include "core/base/run_record.h"

#include <vector>

#include <QTimer>

class QLabel;
class QLineEdit;
class QProcess;
class QSortFilterProxyModel;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace prism::widgets {
class CurveView;
}

namespace prism::app {

class RunDetails;
class RunsModel;

/// Every run with what it was asked and what came out; reopen, re-run, compare, delete.
class RunsPage final : public Page {
  Q_OBJECT

 public:
  explicit RunsPage(Workspace& workspace, QWidget* parent = nullptr);
  ~RunsPage() override;

  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  void activate() override;
  [[nodiscard]] bool busy() const override;

 private:
  QWidget* makeTable();
  QWidget* makeDetails();
  void refresh();
  void selectRuns(const std::vector<std::string>& ids);
  void loadSelected();
  void showRecords(std::vector<RunRecord> records);
  void rerun();
  void rerunOutside(const RunRecord& record);
  void removeSelected();
  void updateActions();
  [[nodiscard]] std::vector<std::string> selectedIds() const;

  RunsModel* m_model;
  QSortFilterProxyModel* m_filter;
  QTableView* m_table;
  QLineEdit* m_search;
  QStackedWidget* m_stack;
  RunDetails* m_details;
  widgets::CurveView* m_curves;
  QSplitter* m_splitter;
  QAction* m_rerun;
  QAction* m_delete;
  QTimer m_refresh_soon;
  std::vector<RunRecord> m_records;  ///< the selected ones
  bool m_visible_once = false;
  JobTicket m_index_job, m_load_job;
  QProcess* m_process = nullptr;
};

}  // namespace prism::app
