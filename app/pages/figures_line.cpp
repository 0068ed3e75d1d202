// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/figures_line.h"

#include "app/adapter_session.h"
#include "widgets/numbers.h"

#include <cmath>

namespace prism::app {

using widgets::number_text;

QString FiguresLine::of(const AdapterFigures& figures) {
  if (!figures.test) return {};
  QString text = tr("Test R² %1").arg(number_text(figures.test->r2));
  if (figures.baselines) {
    text += tr(" (dense ridge %1, Procrustes %2, mean %3)")
                .arg(number_text(figures.baselines->ridge.r2), number_text(figures.baselines->procrustes.r2),
                     number_text(figures.baselines->mean.r2));
  }
  if (!std::isnan(figures.test->retrieval_at_1)) {
    text += tr(" · retrieval@1 %1").arg(number_text(figures.test->retrieval_at_1));
  }
  return text + tr(" · cosine %1 · %2 test rows")
                    .arg(number_text(figures.test->cosine), widgets::count_text(figures.test->samples));
}

QString FiguresLine::of(const RepairFigures& repair) {
  return tr("Retrained %n worker(s): predicted +%1, achieved +%2 of |Z|²; test R² %3 → %4", nullptr,
            static_cast<int>(repair.workers.size()))
      .arg(number_text(repair.predicted_gain), number_text(repair.achieved_gain),
           number_text(repair.r2_before), number_text(repair.r2_after));
}

}  // namespace prism::app
