// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/inference_page.h"

#include "app/inference_session.h"
#include "app/pages/continuation_panel.h"
#include "app/pages/generation_panel.h"
#include "app/pages/prompt_edit.h"
#include "app/pages/run_history_model.h"
#include "app/pages/step_table_model.h"
#include "app/pages/stitch_panel.h"
#include "app/workspace.h"
#include "widgets/empty_state.h"
#include "widgets/icons.h"
#include "widgets/numbers.h"
#include "widgets/theme.h"
#include "widgets/tile_grid_view.h"

#include <algorithm>
#include <cmath>

#include <QAction>
#include <QItemSelectionModel>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>

namespace prism::app {

// The parts are built in inference_page_layout.cpp.

void InferencePage::runOrStop() {
  InferenceSession& session = workspace().inference();
  if (session.state() == InferenceSession::State::idle) {
    session.run(m_prompt->prompt(), m_generation->settings());
  } else {
    session.stop();
  }
}

void InferencePage::showEmpty() {
  const InferenceSession& session = workspace().inference();
  const bool empty = !workspace().session().adapter() && session.history().empty();
  m_stack->setCurrentIndex(empty ? 0 : 1);
  if (!empty) return;
  QString why;
  const bool models = session.hasModels(&why);
  QString train_why;
  const bool can_train = workspace().canTrain(&train_why);
  m_train->setVisible(models);
  m_train->setEnabled(can_train);
  m_open_upper->setVisible(!models);
  m_open_lower->setVisible(!models);
  m_empty->setText(QStringLiteral("inference"),
                   models ? tr("There is no adapter yet") : tr("No models are open"),
                   !models     ? why
                   : can_train ? tr("Train the adapter, or open a .prism file, to hear the upper model speak "
                                    "through the lower one.")
                               : train_why);
}

void InferencePage::showState() {
  const InferenceSession& session = workspace().inference();
  const bool idle = session.state() == InferenceSession::State::idle;
  QString why;
  const bool can = session.canRun(&why);
  m_run->setText(idle ? tr("Run") : tr("Stop"));
  m_run->setIcon(widgets::icon(idle ? QStringLiteral("play") : QStringLiteral("stop")));
  m_run->setEnabled(idle ? can : !session.stopping());
  m_run->setToolTip(idle ? (can ? tr("Both models go on from the prompt (Ctrl+Return)") : why)
                         : tr("Stop at once; what was written is kept (Esc)"));
  m_stop->setEnabled(!idle && !session.stopping());
  m_export->setEnabled(!session.current().started.isEmpty());
  m_activity->setText(session.activity());
  showEmpty();
}

void InferencePage::showRun() {
  const InferenceRun& run = workspace().inference().current();
  // The end of a run is not another one: what the user has chosen in it stays.
  const bool other = m_shown_run != run.serial;
  m_shown_run = run.serial;
  if (other) m_follow = true;
  if (other && !run.finished) m_tabs->setCurrentIndex(0);
  const bool any = !run.started.isEmpty();
  const QString upper = any ? run.upper_name : tr("Upper model");
  const QString lower = any ? run.lower_name : tr("Lower model");
  m_upper->setTitle(tr("%1 by itself").arg(upper), tr("How the upper model goes on from the prompt"));
  m_through->setTitle(tr("%1 through %2").arg(lower, any ? run.adapter_name : tr("the adapter")),
                      tr("How the lower model goes on when the adapter gives it the upper model's states"));
  m_alone->setTitle(tr("%1 by itself").arg(lower),
                    tr("How the lower model goes on from the same prompt with its own embeddings"));
  m_steps->setSteps(run.steps, !other);
  if (run.adapter) {
    m_grid->setPlan(run.adapter->plan);
  } else {
    m_grid->setPlan(Plan{});
  }
  m_grid->clearErrorMap();
  showSecond();
  showGrowth();
  showState();
}

void InferencePage::showSecond() {
  const InferenceSession& session = workspace().inference();
  const InferenceRun& run = session.current();
  const QString name = run.second_name.isEmpty() ? session.secondName() : run.second_name;
  m_second->setVisible(!name.isEmpty());
  m_second->setTitle(
      tr("%1 through %2").arg(run.started.isEmpty() ? tr("Lower model") : run.lower_name, name),
      tr("The same through the second adapter"));
}

void InferencePage::showGrowth() {
  const InferenceRun& run = workspace().inference().current();
  m_upper->setText(run.prompt, run.upper_text);
  m_through->setText(run.prompt, run.lower_text);
  m_second->setText(run.prompt, run.second_text);
  m_alone->setText(run.prompt, run.alone_text);
  const auto speed = [](double rate) {
    return rate > 0 ? tr("%1 tokens/s").arg(widgets::number_text(rate)) : QString();
  };
  m_through->setNote(speed(run.tokens_per_second));
  m_second->setNote(speed(run.second_tokens_per_second));
  m_warning->setText(run.warnings.join(QLatin1Char('\n')));
  m_warning->setVisible(!run.warnings.isEmpty());
  const int before = m_steps->rowCount();
  m_steps->setSteps(run.steps, true);
  if (m_steps->rowCount() != before || run.finished) {
    if (const std::vector<double> share = run.utilisation(); !share.empty() && run.routed()) {
      ErrorMap map;
      map.workers.resize(share.size());
      map.known.assign(share.size(), 1);
      for (std::size_t i = 0; i < share.size(); ++i) {
        const Worker& worker = run.adapter->plan.workers[i];
        map.workers[i].id = worker.id;
        map.workers[i].pipe = worker.pipe;
        map.workers[i].row = worker.row;
        map.workers[i].col = worker.col;
        map.workers[i].expert = worker.expert;
        map.workers[i].set(Metric::utilisation, share[i]);
      }
      m_grid->setErrorMap(map);
      m_grid->setRange(0, 1);
    }
  }
  if (m_follow && m_steps->rowCount() > 0) m_step_table->scrollToBottom();
  showStep();
  showFigures();
}

void InferencePage::showStep() {
  const InferenceRun& run = workspace().inference().current();
  const QModelIndex current = m_step_table->currentIndex();
  const int row = m_follow || !current.isValid() ? m_steps->rowCount() - 1 : current.row();
  if (row < 0 || row >= m_steps->rowCount() || !run.adapter) {
    m_grid->setLit({});
    m_step_title->setText(tr("Workers that speak at each step are lit here."));
    return;
  }
  const BridgeStep& step = m_steps->stepAt(row);
  const int workers = static_cast<int>(run.adapter->plan.workers.size());
  const int active = static_cast<int>(step.active.workers.size());
  if (!run.routed()) {
    m_grid->setLit({});
    m_step_title->setText(
        tr("All %n worker(s) speak at every step: this adapter has no router. "
           "The Router page trains one.",
           nullptr, workers));
    return;
  }
  m_grid->setLit(step.active.workers);
  m_step_title->setText(
      tr("Step %1, “%2”: %3 of %4 workers lit; colours tell how often each speaks in this run")
          .arg(QString::number(row + 1), QString::fromStdString(step.upper_token),
               widgets::count_text(active), widgets::count_text(workers)));
}

void InferencePage::showFigures() {
  const InferenceRun& run = workspace().inference().current();
  QStringList parts;
  if (run.tokens > 0) parts << tr("%n token(s)", nullptr, static_cast<int>(run.tokens));
  if (run.tokens_per_second > 0) {
    parts << tr("%1 tokens/s").arg(widgets::number_text(run.tokens_per_second));
  }
  if (const double hits = m_steps->hits(); !std::isnan(hits)) {
    parts << tr("nearest token is the true one at %1 % of %2 steps")
                 .arg(QString::number(100 * hits, 'f', 1), widgets::count_text(m_steps->rowCount()));
  }
  if (run.counters.samples > 0 && run.adapter) {
    const double macs = static_cast<double>(run.counters.macs) / static_cast<double>(run.counters.samples);
    const double dense =
        static_cast<double>(run.adapter->plan.d_in) * static_cast<double>(run.adapter->plan.d_out);
    parts << tr("%1 multiply-adds a step, %2 × dense")
                 .arg(widgets::number_text(macs), widgets::number_text(macs / dense));
  }
  if (run.stopped) parts << tr("stopped");
  m_figures->setText(parts.join(QStringLiteral(" · ")));
}

void InferencePage::showHistory() {
  m_runs->setRuns(workspace().inference().history());
  showEmpty();
}

bool InferencePage::busy() const {
  return workspace().inference().state() != InferenceSession::State::idle;
}

}  // namespace prism::app
