// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inference_run.h"

#include <vector>

#include <QWidget>

class QAction;
class QLabel;
class QSpinBox;
class QTableWidget;

namespace prism::app {

class InferenceSession;

/// Stitched perplexity: what was measured so far, and measuring on a text.
class StitchPanel final : public QWidget {
  Q_OBJECT

 public:
  explicit StitchPanel(InferenceSession& session, QWidget* parent = nullptr);

  [[nodiscard]] QAction* measureAction() const noexcept { return m_measure; }
  [[nodiscard]] QAction* measureSampledAction() const noexcept { return m_sampled; }

 private:
  void chooseText();
  void showMeasurements();
  void showState();

  InferenceSession& m_session;
  QAction* m_measure;
  QAction* m_sampled;
  QSpinBox* m_windows;
  QLabel* m_summary;
  QTableWidget* m_table;
};

}  // namespace prism::app
