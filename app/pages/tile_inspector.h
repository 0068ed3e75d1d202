// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"
#include "core/adapter/adapter.h"
#include "core/types/worker_figures.h"

#include <cstdint>
#include <memory>
#include <vector>

#include <QTimer>
#include <QWidget>

class QFormLayout;
class QLabel;

namespace prism::widgets {
class CurveView;
class HistogramView;
class MatrixView;
}  // namespace prism::widgets

namespace prism::app {

/// One worker in detail: its weights as an image, their histogram, their spectrum, its place and history.
class TileInspector final : public QWidget {
  Q_OBJECT

 public:
  explicit TileInspector(JobCenter& jobs, QWidget* parent = nullptr);

  /// Null adapter or worker −1: asks to choose one.
  void show(const std::shared_ptr<const Adapter>& adapter, int worker);
  [[nodiscard]] bool busy() const;

 private:
  void fillFacts(const Adapter& adapter, const Worker& worker);
  void draw(const std::shared_ptr<const Adapter>& adapter);
  void decompose(std::vector<float> values);

  JobCenter& m_jobs;
  QLabel* m_title;
  QWidget* m_body;
  QFormLayout* m_facts;
  widgets::MatrixView* m_image;
  widgets::HistogramView* m_histogram;
  widgets::CurveView* m_spectrum;
  JobTicket m_job;
  QTimer m_spectrum_soon;       ///< a decomposition cannot be interrupted: only for a tile that is looked at
  std::vector<float> m_values;  ///< waiting for that
  std::int64_t m_rows = 0, m_cols = 0;
  const float* m_shown = nullptr;  ///< tile on show, to tell whether it changed
  int m_worker = -1;
};

}  // namespace prism::app
