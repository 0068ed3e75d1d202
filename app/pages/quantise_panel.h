// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"
#include "core/lowbit/grid.h"

#include <memory>
#include <vector>

#include <QString>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace prism::app {

class Workspace;
struct LabQuantised;

/// A finished model or the open adapter brought onto a grid without training: what each matrix loses, and for
/// an adapter what that does to R².
class QuantisePanel final : public QWidget {
  Q_OBJECT

 public:
  explicit QuantisePanel(Workspace& workspace, QWidget* parent = nullptr);

  void setOwnTable(const std::vector<float>& values) { m_own = values; }
  [[nodiscard]] bool busy() const;
  [[nodiscard]] const std::shared_ptr<const LabQuantised>& result() const noexcept { return m_result; }
  /// Quantises what is chosen.
  void quantise();
  void openModel(const QString& path);  ///< chooses it

 private:
  void showSources();
  void chooseModel(bool folder);
  void showResult();
  void save();

  Workspace& m_workspace;
  QComboBox* m_source;
  QComboBox* m_grid;
  QCheckBox* m_embeddings;
  QPushButton* m_start;
  QPushButton* m_save;
  QLabel* m_summary;
  QTableWidget* m_table;
  std::vector<float> m_own;
  QString m_other;  ///< a model the user named
  JobTicket m_job, m_save_job;
  std::shared_ptr<const LabQuantised> m_result;
};

}  // namespace prism::app
