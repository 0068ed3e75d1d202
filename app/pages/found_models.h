// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/model_pair.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace prism::app {

/// Models found in the Hugging Face cache and in folders the user names, with the reason for those that
/// cannot be opened. Scans in the background.
class FoundModels final : public QWidget {
  Q_OBJECT

 public:
  FoundModels(ModelPair& pair, JobCenter& jobs, QWidget* parent = nullptr);

  [[nodiscard]] QStringList folders() const { return m_folders; }
  void setFolders(const QStringList& folders);
  /// Scans if nothing was scanned yet.
  void scanOnce();
  [[nodiscard]] bool busy() const;

 private:
  void scan();
  void addFolder();
  void openSelected(Side side);
  void fill(const std::vector<FoundModel>& models);
  void updateButtons();

  ModelPair& m_pair;
  JobCenter& m_jobs;
  QStringList m_folders;
  QTreeWidget* m_list;
  QLabel* m_note;
  QPushButton* m_as_upper;
  QPushButton* m_as_lower;
  JobTicket m_job;
  bool m_scanned = false;
};

}  // namespace prism::app
