// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/infer/bridge.h"

#include <vector>

#include <QAbstractTableModel>

namespace prism::app {

/// The positions at which an adapter spoke: the upper model's token, the lower's true one, and what the
/// adapter's output is nearest to.
class StepTableModel final : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Step, Part, Upper, Lower, Active, FirstNearest };

  using QAbstractTableModel::QAbstractTableModel;

  /// Steps only ever grow during a run: rows that are there stay, new ones are appended.
  void setSteps(const std::vector<BridgeStep>& steps, bool same_run);
  /// The row's step; −1 rows give none.
  [[nodiscard]] const BridgeStep& stepAt(int row) const { return m_steps[static_cast<std::size_t>(row)]; }
  /// Share of steps whose nearest token is the true one; NaN without steps.
  [[nodiscard]] double hits() const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<BridgeStep> m_steps;
  int m_nearest = 0;  ///< most nearest tokens a step has
};

}  // namespace prism::app
