// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_palette.h"

#include "app/fuzzy.h"

#include <algorithm>

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace prism::app {

QString plain_text(const QAction& action) {
  QString text = action.text();
  text.remove(QLatin1Char('&'));
  text.remove(QStringLiteral("…"));
  if (text.endsWith(QLatin1String("..."))) text.chop(3);
  return text.trimmed();
}

CommandModel::CommandModel(std::vector<Command> commands, QObject* parent)
    : QAbstractListModel(parent), m_commands(std::move(commands)) {
  setQuery({});
}

void CommandModel::setQuery(const QString& query) {
  beginResetModel();
  std::vector<std::pair<int, std::size_t>> scored;
  for (std::size_t i = 0; i < m_commands.size(); ++i) {
    if (m_commands[i].action.isNull()) continue;
    const int score = fuzzy_score(query, m_commands[i].text);
    if (score >= 0) scored.emplace_back(score, i);
  }
  std::stable_sort(scored.begin(), scored.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  m_shown.clear();
  for (const auto& [score, index] : scored) m_shown.push_back(index);
  endResetModel();
}

int CommandModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

const Command& CommandModel::command(int row) const {
  return m_commands[m_shown[static_cast<std::size_t>(row)]];
}

QVariant CommandModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Command& found = command(index.row());
  if (found.action.isNull()) return {};
  switch (role) {
    case Qt::DisplayRole: {
      const QString keys = found.action->shortcut().toString(QKeySequence::NativeText);
      return keys.isEmpty() ? found.text : found.text + QStringLiteral("    ") + keys;
    }
    case Qt::ToolTipRole:
      return found.action->toolTip();
    case Qt::DecorationRole:
      return found.action->icon();
    default:
      return {};
  }
}

Qt::ItemFlags CommandModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::NoItemFlags;
  const Command& found = command(index.row());
  const bool enabled = !found.action.isNull() && found.action->isEnabled();
  return Qt::ItemIsSelectable | Qt::ItemNeverHasChildren | (enabled ? Qt::ItemIsEnabled : Qt::NoItemFlags);
}

CommandPalette::CommandPalette(std::vector<Command> commands, QWidget* parent)
    : QDialog(parent),
      m_model(new CommandModel(std::move(commands), this)),
      m_query(new QLineEdit(this)),
      m_list(new QListView(this)) {
  setWindowTitle(tr("Command palette"));
  m_query->setPlaceholderText(tr("Type a few letters of what you want to do"));
  m_query->setAccessibleName(tr("Search for a command"));
  m_query->setClearButtonEnabled(true);
  m_list->setModel(m_model);
  m_list->setAccessibleName(tr("Commands found"));
  m_list->setUniformItemSizes(true);
  m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->setSpacing(8);
  layout->addWidget(m_query);
  layout->addWidget(m_list);
  resize(560, 420);
  m_query->installEventFilter(this);
  m_list->setCurrentIndex(m_model->index(0));
  connect(m_query, &QLineEdit::textChanged, this, [this](const QString& text) {
    m_model->setQuery(text);
    m_list->setCurrentIndex(m_model->index(0));
  });
  connect(m_query, &QLineEdit::returnPressed, this, &CommandPalette::choose);
  connect(m_list, &QListView::activated, this, &CommandPalette::choose);
  connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_query && event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    int step = 0;
    switch (key->key()) {
      case Qt::Key_Down:
        step = 1;
        break;
      case Qt::Key_Up:
        step = -1;
        break;
      case Qt::Key_PageDown:
        step = 10;
        break;
      case Qt::Key_PageUp:
        step = -10;
        break;
      default:
        return QDialog::eventFilter(watched, event);
    }
    const int last = m_model->rowCount() - 1;
    if (last >= 0) {
      m_list->setCurrentIndex(m_model->index(std::clamp(m_list->currentIndex().row() + step, 0, last)));
    }
    return true;
  }
  return QDialog::eventFilter(watched, event);
}

void CommandPalette::choose() {
  const QModelIndex current = m_list->currentIndex();
  if (!current.isValid()) return;
  const Command command = m_model->command(current.row());
  if (command.action.isNull() || !command.action->isEnabled()) return;
  accept();
  if (command.prepare) command.prepare();
  if (!command.action.isNull()) command.action->trigger();
}

}  // namespace prism::app
