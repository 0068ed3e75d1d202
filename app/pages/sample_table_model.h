// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/types/figures.h"

#include <vector>

#include <QAbstractTableModel>

namespace prism::app {

/// The worst test samples, worst first: what they are, where their prediction lands, who carries the error.
class SampleTableModel final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Upper, Lower, Class, Error, NearestTrue, NearestPredicted, Workers, ColumnCount };

  using QAbstractTableModel::QAbstractTableModel;

  void setSamples(std::vector<SampleFigures> samples);
  [[nodiscard]] const SampleFigures& sampleAt(int row) const {
    return m_samples[static_cast<std::size_t>(row)];
  }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<SampleFigures> m_samples;
};

}  // namespace prism::app
