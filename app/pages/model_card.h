// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/model_pair.h"

#include <QFrame>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace prism::app {

class TensorTableModel;

/// One side of the pair: what the file is, and its tensors with their statistics, computed when one is
/// chosen.
class ModelCard final : public QFrame {
  Q_OBJECT

 public:
  ModelCard(Side side, ModelPair& pair, JobCenter& jobs, QWidget* parent = nullptr);

  /// Work of its own (statistics) is still to arrive.
  [[nodiscard]] bool busy() const;

 public Q_SLOTS:
  void chooseFolder();
  void chooseFile();

 private:
  void refresh();
  void addFact(const QString& name, const QString& value, const QString& tip = {});
  void showStatisticsOf(const QModelIndex& current);

  Side m_side;
  ModelPair& m_pair;
  JobCenter& m_jobs;
  QLabel* m_name;
  QLabel* m_state;
  QStackedWidget* m_stack;
  QWidget* m_facts;
  QFormLayout* m_facts_layout;
  QLabel* m_warnings;
  QLineEdit* m_filter;
  TensorTableModel* m_tensors;
  QSortFilterProxyModel* m_proxy;
  QTableView* m_table;
  QLabel* m_statistics;
  QPushButton* m_close;
  JobTicket m_statistics_job;
};

}  // namespace prism::app
