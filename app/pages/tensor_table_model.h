// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model.h"

#include <memory>
#include <vector>

#include <QAbstractTableModel>

namespace prism::app {

/// Tensors of an opened model: name, type, shape, size. Sorting and filtering by a proxy.
class TensorTableModel final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Name, Type, Shape, Size, ColumnCount };
  static constexpr int kSortRole = Qt::UserRole;  ///< numbers as numbers

  using QAbstractTableModel::QAbstractTableModel;

  void setModel(std::shared_ptr<const Model> model);
  [[nodiscard]] const TensorInfo& tensorAt(int row) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::shared_ptr<const Model> m_model;
};

/// "4096 × 2048"; "scalar" for no dimension.
[[nodiscard]] QString shapeText(const std::vector<std::int64_t>& shape);

}  // namespace prism::app
