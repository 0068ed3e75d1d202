// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/tensor_table_model.h"

#include "core/base/text_format.h"
#include "widgets/numbers.h"

#include <utility>

#include <QStringList>

namespace prism::app {

QString shapeText(const std::vector<std::int64_t>& shape) {
  if (shape.empty()) return TensorTableModel::tr("scalar");
  QStringList words;
  for (const std::int64_t extent : shape) words << QString::number(extent);
  return words.join(QStringLiteral(" × "));
}

void TensorTableModel::setModel(std::shared_ptr<const Model> model) {
  beginResetModel();
  m_model = std::move(model);
  endResetModel();
}

const TensorInfo& TensorTableModel::tensorAt(int row) const {
  return m_model->tensors.tensors[static_cast<std::size_t>(row)];
}

int TensorTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !m_model ? 0 : static_cast<int>(m_model->tensors.tensors.size());
}

int TensorTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant TensorTableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const TensorInfo& tensor = tensorAt(index.row());
  if (role == Qt::TextAlignmentRole) {
    return QVariant::fromValue(Qt::AlignVCenter | (index.column() >= Shape ? Qt::AlignRight : Qt::AlignLeft));
  }
  if (role == kSortRole) {
    if (index.column() == Shape) return QVariant::fromValue<qlonglong>(tensor.elements());
    if (index.column() == Size) return QVariant::fromValue<qulonglong>(tensor.bytes);
  }
  if (role == Qt::ToolTipRole && index.column() == Size)
    return tr("%1 bytes at offset %2")
        .arg(widgets::count_text(static_cast<std::int64_t>(tensor.bytes)),
             widgets::count_text(static_cast<std::int64_t>(tensor.offset)));
  if (role != Qt::DisplayRole && role != kSortRole && role != Qt::ToolTipRole) return {};
  switch (index.column()) {
    case Name:
      return QString::fromStdString(tensor.name);
    case Type: {
      const std::string_view name = name_of(tensor.dtype);
      return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    case Shape:
      return shapeText(tensor.shape);
    case Size:
      return QString::fromStdString(format_bytes(tensor.bytes));
    default:
      return {};
  }
}

QVariant TensorTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case Name:
      return tr("Tensor");
    case Type:
      return tr("Type");
    case Shape:
      return tr("Shape");
    case Size:
      return tr("Size");
    default:
      return {};
  }
}

}  // namespace prism::app
