// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/lowbit_step_model.h"

#include "widgets/numbers.h"

#include <algorithm>
#include <cmath>

#include <QApplication>

namespace prism::app {

void LowBitStepModel::show(const LabRun* run) {
  const std::vector<LowBitStep> none;
  const std::vector<LowBitStep>& steps = run != nullptr ? run->steps : none;
  const int serial = run != nullptr ? run->serial : 0;
  m_validations = run != nullptr ? run->validations : std::vector<LowBitValidation>();
  m_low_bit = run == nullptr || run->lowBit();
  const bool goes_on = serial == m_serial && steps.size() >= m_steps.size() &&
                       (m_steps.empty() || steps[m_steps.size() - 1].step == m_steps.back().step);
  if (!goes_on) {
    beginResetModel();
    m_serial = serial;
    m_steps = steps;
    endResetModel();
    return;
  }
  if (steps.size() == m_steps.size()) return;
  beginInsertRows({}, rowCount(), static_cast<int>(steps.size()) - 1);
  m_steps.insert(m_steps.end(), steps.begin() + rowCount(), steps.end());
  endInsertRows();
}

int LowBitStepModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_steps.size());
}

int LowBitStepModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

double LowBitStepModel::valueAt(int row, int column) const {
  const LowBitStep& step = m_steps[static_cast<std::size_t>(row)];
  const double none = std::nan("");
  switch (column) {
    case Step:
      return static_cast<double>(step.step);
    case Loss:
      return step.loss;
    case Validation: {
      const auto found = std::find_if(m_validations.begin(), m_validations.end(),
                                      [&](const LowBitValidation& each) { return each.step == step.step; });
      return found != m_validations.end() ? found->loss : none;
    }
    case Rate:
      return step.learning_rate;
    case Flips:
      return m_low_bit ? step.flip_rate : none;
    case Agreement:
      return m_low_bit ? step.vote_agreement : none;
    case Used:
      return m_low_bit ? step.values_used : none;
    case Zero:
      return m_low_bit ? step.zero_fraction : none;
    case Speed:
      return step.tokens_per_second;
    default:
      return none;
  }
}

QVariant LowBitStepModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
  if (role == Qt::FontRole) return widgets::tabular(QApplication::font());
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  const double value = valueAt(index.row(), index.column());
  if (std::isnan(value)) return {};
  return role == Qt::ToolTipRole  ? widgets::full_number_text(value)
         : index.column() == Step ? widgets::count_text(static_cast<std::int64_t>(value))
                                  : widgets::number_text(value);
}

QVariant LowBitStepModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
  if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignVCenter | Qt::AlignRight);
  static const char* const kTitles[ColumnCount] = {
      QT_TR_NOOP("Step"),        QT_TR_NOOP("Loss"),      QT_TR_NOOP("Validation"),
      QT_TR_NOOP("Rate"),        QT_TR_NOOP("Flip rate"), QT_TR_NOOP("Agreement"),
      QT_TR_NOOP("Values used"), QT_TR_NOOP("Zero"),      QT_TR_NOOP("Tokens / s"),
  };
  return role == Qt::DisplayRole ? QVariant(tr(kTitles[section])) : QVariant();
}

}  // namespace prism::app
