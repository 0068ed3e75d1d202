// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/page.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QSplitter;
class QTabWidget;
class QTableView;

namespace prism::widgets {
class CoverageBar;
class EmptyState;
}  // namespace prism::widgets

namespace prism::app {

class FoundModels;
class ModelCard;
class Notice;
class TokenTableModel;

/// The two models and how their vocabularies meet.
class PairPage final : public Page {
  Q_OBJECT

 public:
  explicit PairPage(Workspace& workspace, QWidget* parent = nullptr);

  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  void activate() override;
  [[nodiscard]] bool busy() const override;

 private:
  QWidget* makeVocabularyTab();
  void showMap();
  void showData();
  void applyFilter();
  void showTokenMenu(const QPoint& position);
  [[nodiscard]] std::vector<std::int32_t> selectedTokens() const;
  void exportTable();

  QSplitter* m_splitter;
  QTabWidget* m_tabs;
  ModelCard* m_upper;
  ModelCard* m_lower;
  FoundModels* m_found;
  Notice* m_data;
  TokenTableModel* m_tokens;
  QTableView* m_table;
  widgets::CoverageBar* m_bar;
  QLabel* m_summary;
  QLineEdit* m_search;
  QComboBox* m_class;
  QComboBox* m_flag;
  QLabel* m_shown;
  QAction* m_export;
};

}  // namespace prism::app
