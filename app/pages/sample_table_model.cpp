// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/sample_table_model.h"

#include "widgets/numbers.h"

#include <utility>

#include <QStringList>

namespace prism::app {
namespace {

QString joined(const std::vector<std::string>& words) {
  QStringList list;
  for (const std::string& word : words) list << QString::fromStdString(word);
  return list.join(QStringLiteral("  "));
}

}  // namespace

void SampleTableModel::setSamples(std::vector<SampleFigures> samples) {
  beginResetModel();
  m_samples = std::move(samples);
  endResetModel();
}

int SampleTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_samples.size());
}

int SampleTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant SampleTableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const SampleFigures& sample = sampleAt(index.row());
  if (role == Qt::TextAlignmentRole) {
    return QVariant::fromValue(Qt::AlignVCenter | (index.column() == Error ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  switch (index.column()) {
    case Upper:
      return QString::fromStdString(sample.upper);
    case Lower:
      return QString::fromStdString(sample.lower);
    case Class: {
      const QString flags = joined(sample.flags);
      const QString name = QString::fromStdString(sample.token_class);
      return flags.isEmpty() ? name : tr("%1: %2").arg(name, flags);
    }
    case Error:
      return role == Qt::ToolTipRole ? widgets::full_number_text(sample.error)
                                     : widgets::number_text(sample.error);
    case NearestTrue:
      return joined(sample.nearest_true);
    case NearestPredicted:
      return joined(sample.nearest_predicted);
    case Workers: {
      QStringList ids;
      for (const int worker : sample.row_blocks_worst) ids << QString::number(worker);
      return ids.join(QStringLiteral(", "));
    }
    default:
      return {};
  }
}

QVariant SampleTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case Upper:
      return tr("Upper");
    case Lower:
      return tr("Lower");
    case Class:
      return tr("Class and flags");
    case Error:
      return tr("Error (of mean |z|²)");
    case NearestTrue:
      return tr("Nearest to the truth");
    case NearestPredicted:
      return tr("Nearest to the prediction");
    case Workers:
      return tr("Workers that carry it");
    default:
      return {};
  }
}

}  // namespace prism::app
