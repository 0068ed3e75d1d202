// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/step_table_model.h"

#include "widgets/numbers.h"
#include "widgets/theme.h"

#include <algorithm>
#include <limits>

#include <QColor>

namespace prism::app {

void StepTableModel::setSteps(const std::vector<BridgeStep>& steps, bool same_run) {
  int nearest = 0;
  for (const BridgeStep& step : steps) nearest = std::max(nearest, static_cast<int>(step.nearest.size()));
  if (!same_run || nearest != m_nearest || steps.size() < m_steps.size()) {
    beginResetModel();
    m_steps = steps;
    m_nearest = nearest;
    endResetModel();
    return;
  }
  if (steps.size() == m_steps.size()) return;
  const int first = static_cast<int>(m_steps.size());
  beginInsertRows({}, first, static_cast<int>(steps.size()) - 1);
  m_steps.insert(m_steps.end(), steps.begin() + first, steps.end());
  endInsertRows();
}

double StepTableModel::hits() const {
  if (m_steps.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto right = std::count_if(m_steps.begin(), m_steps.end(), [](const BridgeStep& step) {
    return !step.nearest.empty() && step.nearest.front().first == step.lower_token;
  });
  return static_cast<double>(right) / static_cast<double>(m_steps.size());
}

int StepTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_steps.size());
}

int StepTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : FirstNearest + m_nearest;
}

QVariant StepTableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const BridgeStep& step = stepAt(index.row());
  const int column = index.column();
  if (role == Qt::TextAlignmentRole) {
    const bool number = column == Step || column == Active;
    return QVariant::fromValue(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (column >= FirstNearest) {
    const auto place = static_cast<std::size_t>(column - FirstNearest);
    if (place >= step.nearest.size()) return {};
    const auto& [token, cosine] = step.nearest[place];
    const bool hit = token == step.lower_token;
    if (role == Qt::ForegroundRole && hit) return widgets::colours().good;
    if (role == Qt::ToolTipRole) {
      const QString exact = widgets::full_number_text(static_cast<double>(cosine));
      return hit ? tr("%1; this is the true token").arg(exact) : exact;
    }
    if (role != Qt::DisplayRole) return {};
    // Never colour alone: the true token carries a mark.
    return QStringLiteral("%1%2  %3")
        .arg(hit ? QStringLiteral("✓ ") : QString(), QString::fromStdString(token),
             QString::number(static_cast<double>(cosine), 'f', 3));
  }
  if (role == Qt::ForegroundRole && !step.prompt && column == Part) return widgets::colours().accent;
  if (role == Qt::ToolTipRole && column == Active) {
    return tr("%n worker(s) spoke at this position", nullptr, static_cast<int>(step.active.workers.size()));
  }
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  switch (column) {
    case Step:
      return index.row() + 1;
    case Part:
      return step.prompt ? tr("prompt") : tr("written");
    case Upper:
      return QString::fromStdString(step.upper_token);
    case Lower:
      return QString::fromStdString(step.lower_token);
    case Active:
      return static_cast<int>(step.active.workers.size());
    default:
      return {};
  }
}

QVariant StepTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::ToolTipRole) {
    if (section == Upper) return tr("The upper model's token whose state goes through the adapter");
    if (section == Lower) return tr("The lower model's token that follows in fact");
    if (section == Active) return tr("Workers that spoke");
    if (section >= FirstNearest)
      return tr(
          "Lower tokens nearest to the adapter's output: by cosine, or by probability where it goes to the "
          "lower model's head");
    return {};
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Step:
      return tr("Step");
    case Part:
      return tr("Part");
    case Upper:
      return tr("Upper token");
    case Lower:
      return tr("True lower token");
    case Active:
      return tr("Active");
    case FirstNearest:
      return tr("Nearest");
    default:
      return QString::number(section - FirstNearest + 1);
  }
}

}  // namespace prism::app
