// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QAbstractListModel>
#include <QDialog>
#include <QPointer>
#include <QString>

class QAction;
class QLineEdit;
class QListView;

namespace prism::app {

/// One thing that can be done, as the palette lists it.
struct Command {
  QString text;   ///< "File: Open upper model"
  QString place;  ///< "File", or the page's title
  QPointer<QAction> action;
  std::function<void()> prepare;  ///< shows the page it belongs to; may be empty
};

/// Commands that fit the typed text, best first.
class CommandModel final : public QAbstractListModel {
  Q_OBJECT

 public:
  explicit CommandModel(std::vector<Command> commands, QObject* parent = nullptr);
  void setQuery(const QString& query);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  [[nodiscard]] const Command& command(int row) const;

 private:
  std::vector<Command> m_commands;
  std::vector<std::size_t> m_shown;
};

/// Finds every action by typing a few of its letters.
class CommandPalette final : public QDialog {
  Q_OBJECT

 public:
  CommandPalette(std::vector<Command> commands, QWidget* parent);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void choose();

  CommandModel* m_model;
  QLineEdit* m_query;
  QListView* m_list;
};

/// Name of an action without mnemonic and ellipsis.
[[nodiscard]] QString plain_text(const QAction& action);

}  // namespace prism::app
