// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/firing_table_model.h"

#include "widgets/numbers.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prism::app {

namespace {

constexpr int kNamed = 4;  ///< experts named in a cell

}  // namespace

void FiringTableModel::setFirings(const Plan& plan, std::vector<RouterSession::Firing> firings) {
  beginResetModel();
  m_plan = plan;
  m_firings = std::move(firings);
  m_first_unit.assign(1, 0);
  for (const PipePlan& pipe : plan.pipes) {
    m_first_unit.push_back(m_first_unit.back() + (pipe.experts > 1 ? pipe.experts : pipe.grid_rows));
  }
  endResetModel();
}

int FiringTableModel::units() const {
  return m_first_unit.empty() ? 0 : m_first_unit.back();
}

QString FiringTableModel::unitName(int unit) const {
  for (std::size_t pipe = 0; pipe < m_plan.pipes.size(); ++pipe) {
    if (unit >= m_first_unit[pipe + 1]) continue;
    const int place = unit - m_first_unit[pipe];
    return m_plan.pipes[pipe].experts > 1 ? tr("Pipe %1, expert %2").arg(pipe + 1).arg(place)
                                          : tr("Pipe %1, row %2").arg(pipe + 1).arg(place);
  }
  return {};
}

std::vector<float> FiringTableModel::sharesOf(const RouterSession::Firing& firing) const {
  std::vector<float> shares(static_cast<std::size_t>(units()), 0);
  for (std::size_t i = 0; i < firing.active.workers.size(); ++i) {
    const int id = firing.active.workers[i];
    if (id < 0 || static_cast<std::size_t>(id) >= m_plan.workers.size()) continue;
    const Worker& worker = m_plan.workers[static_cast<std::size_t>(id)];
    const auto pipe = static_cast<std::size_t>(worker.pipe - 1);
    const PipePlan& layout = m_plan.pipes[pipe];
    const bool experts = layout.experts > 1;
    const float weight = i < firing.active.weights.size() ? std::abs(firing.active.weights[i]) : 1.0F;
    // Of an expert: its mean weight over the positions; of a row: the share of its workers that work.
    const int parts = experts ? std::max(1, layout.positions) : std::max(1, layout.grid_cols);
    const int unit = m_first_unit[pipe] + (experts ? worker.expert : worker.row);
    shares[static_cast<std::size_t>(unit)] += (experts ? weight : 1.0F) / static_cast<float>(parts);
  }
  return shares;
}

std::vector<float> FiringTableModel::shares() const {
  std::vector<float> all;
  for (const RouterSession::Firing& firing : m_firings) {
    const std::vector<float> row = sharesOf(firing);
    all.insert(all.end(), row.begin(), row.end());
  }
  return all;
}

QString FiringTableModel::strongest(const RouterSession::Firing& firing, int pipe) const {
  const std::vector<float> shares = sharesOf(firing);
  const auto at = static_cast<std::size_t>(pipe);
  const int first = m_first_unit[at];
  const int count = m_first_unit[at + 1] - first;
  const bool experts = m_plan.pipes[at].experts > 1;
  if (!experts) {
    const PipePlan& layout = m_plan.pipes[at];
    const auto active = std::count_if(
        firing.active.workers.begin(), firing.active.workers.end(),
        [&](int id) { return id >= layout.first_worker && id < layout.first_worker + layout.workers; });
    return tr("%1 of %2 workers").arg(active).arg(layout.workers);
  }
  std::vector<int> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), 0);
  const auto share = [&](int unit) { return shares[static_cast<std::size_t>(first + unit)]; };
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return share(a) > share(b); });
  QStringList parts;
  for (const int unit : order) {
    if (share(unit) <= 0) break;
    if (static_cast<int>(parts.size()) == kNamed) {
      parts << QStringLiteral("…");
      break;
    }
    parts
        << tr("%1: %2 %", "expert: percent").arg(unit).arg(100 * static_cast<double>(share(unit)), 0, 'f', 0);
  }
  return parts.join(QStringLiteral("   "));
}

int FiringTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_firings.size());
}

int FiringTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : FirstPipe + static_cast<int>(m_plan.pipes.size());
}

QVariant FiringTableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const RouterSession::Firing& firing = firingAt(index.row());
  const int column = index.column();
  if (role == Qt::TextAlignmentRole) {
    const bool number = column == Row || column == Active;
    return QVariant::fromValue(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  switch (column) {
    case Row:
      return index.row() + 1;
    case Upper:
      return firing.upper;
    case Lower:
      return firing.lower;
    case Active:
      return widgets::count_text(static_cast<std::int64_t>(firing.active.workers.size()));
    default:
      return strongest(firing, column - FirstPipe);
  }
}

QVariant FiringTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::ToolTipRole) {
    if (section < FirstPipe) return {};
    const bool experts = m_plan.pipes[static_cast<std::size_t>(section - FirstPipe)].experts > 1;
    return experts ? tr("Experts chosen in this pipe and their share of the outputs, strongest first")
                   : tr("Workers chosen in this pipe");
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Row:
      return tr("Input");
    case Upper:
      return tr("Upper token");
    case Lower:
      return tr("Lower token");
    case Active:
      return tr("Active");
    default:
      return tr("Pipe %1").arg(section - FirstPipe + 1);
  }
}

}  // namespace prism::app
