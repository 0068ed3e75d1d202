// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/router_session.h"
#include "core/types/plan.h"

#include <vector>

#include <QAbstractTableModel>

namespace prism::app {

/// Which experts fire for single inputs: per pipe the active ones with their share of the outputs, strongest
/// first.
class FiringTableModel final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Row, Upper, Lower, Active, FirstPipe };

  using QAbstractTableModel::QAbstractTableModel;

  void setFirings(const Plan& plan, std::vector<RouterSession::Firing> firings);
  [[nodiscard]] const RouterSession::Firing& firingAt(int row) const {
    return m_firings[static_cast<std::size_t>(row)];
  }
  /// Rows × units: how much each expert (single-expert pipes: each row block's workers) takes part; the
  /// table as a picture. Row by row.
  [[nodiscard]] std::vector<float> shares() const;
  [[nodiscard]] int units() const;
  /// "Pipe 1, expert 3".
  [[nodiscard]] QString unitName(int unit) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  [[nodiscard]] std::vector<float> sharesOf(const RouterSession::Firing& firing) const;
  [[nodiscard]] QString strongest(const RouterSession::Firing& firing, int pipe) const;

  Plan m_plan;
  std::vector<int> m_first_unit;  ///< of each pipe, and one more
  std::vector<RouterSession::Firing> m_firings;
};

}  // namespace prism::app
