// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/router_page.h"

#include "app/core_texts.h"
#include "app/inference_session.h"
#include "app/pages/firing_table_model.h"
#include "app/pages/route_controls.h"
#include "app/router_session.h"
#include "app/workspace.h"
#include "core/plan/plan.h"
#include "widgets/curve_view.h"
#include "widgets/empty_state.h"
#include "widgets/icons.h"
#include "widgets/matrix_view.h"
#include "widgets/numbers.h"
#include "widgets/tile_grid_view.h"

#include <algorithm>
#include <cmath>

#include <QAction>
#include <QComboBox>
#include <QItemSelectionModel>
#include <QLabel>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>

namespace prism::app {

// The parts are built in router_page_layout.cpp.

namespace {

using widgets::number_text;

constexpr int kFiringRows = 120;

Curve curve(const QString& name, const QString& x, const QString& y) {
  return {name.toStdString(), x.toStdString(), y.toStdString(), {}, {}};
}

}  // namespace

void RouterPage::showState() {
  const RouterSession& router = workspace().router();
  const AdapterSession& session = workspace().session();
  QString why;
  const bool can = router.canTrain(&why);
  const bool training = router.training();
  m_train->setText(training ? tr("Cancel training") : tr("Train router"));
  m_train->setIcon(widgets::icon(training ? QStringLiteral("cancel") : QStringLiteral("train")));
  m_train->setEnabled(training || can);
  m_train->setToolTip(training ? tr("Stop; finished epochs are kept")
                      : can    ? tr("Train the gates in the background; tiles stay as they are")
                               : why);
  m_afresh->setEnabled(can && !training);
  m_controls->setEnabled(!training);
  const bool none = !session.adapter();
  m_stack->setCurrentIndex(none ? 0 : 1);
  if (none) {
    QString train_why;
    const bool can_train = workspace().canTrain(&train_why);
    m_train_adapter->setEnabled(can_train);
    m_empty->setText(QStringLiteral("router"), tr("There is nothing to route yet"),
                     can_train ? tr("Train the adapter first, or open a .prism file: its experts are what a "
                                    "router chooses among.")
                               : train_why);
  }
  if (m_wanted) activate();
}

void RouterPage::showAdapter() {
  const auto adapter = workspace().session().adapter();
  m_wanted = true;
  if (adapter) {
    int workers = 1;
    for (const PipePlan& pipe : adapter->plan.pipes) workers = std::max(workers, pipe.workers);
    m_controls->setWorkers(workers);
    m_grid->setPlan(adapter->plan);
  } else {
    m_grid->setPlan(Plan{});
  }
  m_grid->setLit({});
  showUse();
  showState();
}

void RouterPage::activate() {
  if (!isVisible()) return;
  const AdapterSession& session = workspace().session();
  const RouterSession& router = workspace().router();
  const bool ready = session.adapter() && !session.busy() && !session.data().empty();
  if (!m_wanted || !ready || router.training()) return;
  m_wanted = false;
  askForFigures();
  askForFirings();
}

void RouterPage::askForFigures() {
  workspace().router().evaluate(m_controls->budget());
}

void RouterPage::askForFirings() {
  const bool rows = m_firing_source->currentIndex() == 0;
  if (rows && isVisible()) workspace().router().sampleFirings(kFiringRows);
  showFirings();
}

void RouterPage::showUse() {
  const RouterSession& router = workspace().router();
  const auto adapter = workspace().session().adapter();
  // During training the latest epoch, then what was asked for at the budget in use.
  const bool live = router.training() || !router.figures();
  const std::vector<PipeUse>& use = live ? router.live().use : router.figures()->use;
  const bool known = adapter && !use.empty() && use.size() == adapter->plan.pipes.size();
  if (known) {
    ErrorMap map;
    map.workers.resize(adapter->plan.workers.size());
    map.known.assign(map.workers.size(), 1);
    for (std::size_t i = 0; i < map.workers.size(); ++i) {
      const Worker& worker = adapter->plan.workers[i];
      const auto pipe = static_cast<std::size_t>(worker.pipe - 1);
      WorkerFigures& figures = map.workers[i];
      figures.id = worker.id;
      figures.pipe = worker.pipe;
      figures.row = worker.row;
      figures.col = worker.col;
      figures.expert = worker.expert;
      const auto place = static_cast<std::size_t>(worker.id - adapter->plan.pipes[pipe].first_worker);
      if (place < use[pipe].load.size()) figures.set(Metric::utilisation, use[pipe].load[place]);
    }
    m_grid->setErrorMap(map);
    m_grid->setRange(0, 1);
  } else {
    m_grid->clearErrorMap();
  }
  QString title;
  if (!adapter) {
    title = {};
  } else if (known) {
    title = router.training() ? tr("Share of validation inputs for which each worker is active, epoch %1")
                                    .arg(router.live().epoch)
                              : tr("Share of validation inputs for which each worker is active");
  } else if (!router.hasGates()) {
    title =
        tr("Without a router every worker works for every input. Train one to choose about 30 % of them.");
  } else {
    title = tr("How the workers are used is being worked out…");
  }
  m_grid_title->setText(title);

  m_pipes->setColumnCount(known ? static_cast<int>(use.size()) : 0);
  for (std::size_t pipe = 0; known && pipe < use.size(); ++pipe) {
    const PipeUse& each = use[pipe];
    double active = 0;
    for (const double load : each.load) active += load;
    const int workers = adapter->plan.pipes[pipe].workers;
    const std::pair<QString, double> cells[] = {
        {tr("%1 of %2").arg(number_text(active)).arg(workers), active},
        {number_text(each.entropy), each.entropy},
        {number_text(each.effective), each.effective},
        {number_text(each.max_share), each.max_share},
        {QString::number(each.dead), each.dead},
        {each.uncovered == 0 ? tr("complete") : tr("%1 missing").arg(each.uncovered), each.uncovered},
        {number_text(each.gate_sum), each.gate_sum}};
    for (int row = 0; row < static_cast<int>(std::size(cells)); ++row) {
      auto* item = new QTableWidgetItem(cells[row].first);
      item->setToolTip(widgets::full_number_text(cells[row].second));
      item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      m_pipes->setItem(row, static_cast<int>(pipe), item);
    }
    m_pipes->setHorizontalHeaderItem(static_cast<int>(pipe),
                                     new QTableWidgetItem(tr("Pipe %1").arg(pipe + 1)));
  }

  showCosts();
  if (router.figures() && !router.training()) {
    m_figures->setText(
        tr("Validation R² %1 at k = %2").arg(number_text(router.figures()->r2)).arg(router.figuresBudget()));
    m_figures->setToolTip(widgets::full_number_text(router.figures()->r2));
  } else if (router.training()) {
    m_figures->setText(
        tr("Training the router: %n epoch(s) done", nullptr, static_cast<int>(router.live().loss.size())));
    m_figures->setToolTip({});
  } else {
    m_figures->clear();
    m_figures->setToolTip({});
  }
}

void RouterPage::showCosts() {
  const auto adapter = workspace().session().adapter();
  const double macs = workspace().router().macs();
  if (!adapter || macs <= 0) {
    m_costs->clear();
    return;
  }
  const PlanCosts costs = count_costs(adapter->plan);
  const auto dense = static_cast<double>(costs.macs_dense);
  m_costs->setText(tr("%1 multiply-adds an input, gates included: %2 × the dense map, %3 × all workers")
                       .arg(number_text(macs), number_text(macs / dense),
                            number_text(macs / static_cast<double>(costs.macs_active))));
  m_costs->setToolTip(tr("Counted while single inputs were run: %1").arg(widgets::full_number_text(macs)));
}

void RouterPage::showLive() {
  const RouteLive& live = workspace().router().live();
  const QString epoch = tr("epoch");
  Curve loss = curve(tr("loss"), epoch, tr("mean squared error, training rows"));
  Curve quality = curve(tr("R²"), epoch, tr("R², validation rows"));
  for (std::size_t i = 0; i < live.loss.size(); ++i) {
    loss.x.push_back(static_cast<double>(i + 1));
    loss.y.push_back(live.loss[i]);
  }
  for (std::size_t i = 0; i < live.r2.size(); ++i) {
    quality.x.push_back(static_cast<double>(i + 1));
    quality.y.push_back(live.r2[i]);
  }
  m_loss->setCurves({loss});
  m_quality->setCurves({quality});
  const auto& result = workspace().router().result();
  std::vector<widgets::GuideLine> guides;
  if (result && !workspace().router().training()) {
    guides.push_back({result->r2_ridge, tr("dense ridge (test)"), false});
    guides.push_back({result->r2_all_active, tr("all active (test)"), false});
  }
  m_quality->setGuides(guides);
  if (workspace().router().training()) showUse();
}

void RouterPage::showResult() {
  const auto& result = workspace().router().result();
  if (!result) {
    m_sweep->setCurves({});
    m_sweep->setGuides({});
    m_sweep_note->setText(
        tr("Training the router measures the quality at every budget, beside the dense ridge "
           "map, the original top-k softmax, choice by magnitude and random choice."));
    m_notes->clear();
    m_notes->setToolTip({});
    return;
  }
  const QString x = tr("active workers of the largest pipe, k"), y = tr("R², test rows");
  Curve routed = curve(tr("routed"), x, y);
  Curve magnitude = curve(tr("by magnitude"), x, y);
  Curve random = curve(tr("random"), x, y);
  Curve original = curve(tr("original"), x, y);
  double low = result->r2_ridge;
  for (const RoutePoint& point : result->sweep) low = std::min(low, point.r2);
  // The original choice can be worse than any scale shows: then it is told in words.
  const double floor = std::min(0.0, low) - 0.5;
  bool below = false;
  for (const RoutePoint& point : result->sweep) {
    const auto add = [&](Curve& to, double value) {
      to.x.push_back(point.k);
      below = below || value < floor;
      to.y.push_back(value < floor ? std::nan("") : value);
    };
    add(routed, point.r2);
    add(magnitude, point.r2_magnitude);
    add(random, point.r2_random);
    add(original, point.r2_original);
  }
  m_sweep->setCurves({routed, magnitude, random, original});
  std::vector<widgets::GuideLine> guides{{result->r2_ridge, tr("dense ridge"), false},
                                         {result->r2_all_active, tr("all active"), false}};
  if (result->k_of_ridge > 0) {
    guides.push_back({static_cast<double>(result->k_of_ridge), tr("reaches the dense ridge"), true});
  }
  m_sweep->setGuides(guides);
  QString note =
      result->k_of_ridge > 0
          ? tr("From k = %1 on the routed map reaches the dense ridge map.").arg(result->k_of_ridge)
          : tr("At no budget of the sweep does the routed map reach the dense ridge map.");
  if (below) {
    note += tr(" Choices below R² %1 are not drawn; the original one has %2.")
                .arg(number_text(floor), number_text(result->r2_original));
  }
  m_sweep_note->setText(note);
  QString text =
      tr("Test R²: routed %1 · all active %2 · dense ridge %3 · magnitude %4 · random %5 · original %6")
          .arg(number_text(result->r2_routed), number_text(result->r2_all_active),
               number_text(result->r2_ridge), number_text(result->r2_magnitude),
               number_text(result->r2_random), number_text(result->r2_original));
  if (!std::isnan(result->retrieval_at_1)) {
    text += tr(" · retrieval@1 %1 (ridge %2)")
                .arg(number_text(result->retrieval_at_1), number_text(result->retrieval_ridge_at_1));
  }
  m_notes->setText(text);
  QStringList notes;
  for (const std::string& each : result->notes) notes << note_text(each);
  notes << tr("%1 s an epoch; one dense pass over the same rows takes %2 s")
               .arg(number_text(result->seconds_epoch), number_text(result->seconds_dense));
  m_notes->setToolTip(notes.join(QLatin1Char('\n')));
}

void RouterPage::showFirings() {
  const bool rows = m_firing_source->currentIndex() == 0;
  const auto adapter = workspace().session().adapter();
  QString note;
  if (rows) {
    m_firings->setFirings(adapter ? adapter->plan : Plan{}, workspace().router().firings());
    if (workspace().router().firings().empty()) {
      note = workspace().router().hasGates() ? tr("Single inputs are being looked at…")
                                             : tr("Without a router every worker works for every input.");
    }
  } else {
    const InferenceRun& run = workspace().inference().current();
    std::vector<RouterSession::Firing> firings;
    if (run.adapter && run.routed()) {
      for (const BridgeStep& step : run.steps) {
        firings.push_back({QString::fromStdString(step.upper_token), QString::fromStdString(step.lower_token),
                           step.active});
      }
    } else {
      note = run.steps.empty()
                 ? tr("Run a prompt on the Inference page to see which experts its tokens choose.")
                 : tr("The last prompt ran through an adapter without a router.");
    }
    m_firings->setFirings(run.adapter ? run.adapter->plan : Plan{}, std::move(firings));
  }
  m_firing_note->setText(note);
  m_firing_note->setVisible(!note.isEmpty());
  const int count = m_firings->rowCount();
  if (count > 0) {
    m_firing_picture->setMatrix(count, m_firings->units(), m_firings->shares(), tr("share"));
    m_firing_picture->setRange(0, 1);
  } else {
    m_firing_picture->clear();
  }
  m_firing_picture->setVisible(count > 0);
  showCosts();
  showFiring();
}

// Lit tiles belong to the plan on show: a run through another adapter lights nothing here.
void RouterPage::showFiring() {
  const QModelIndex current = m_firing_table->currentIndex();
  const auto adapter = workspace().session().adapter();
  const bool rows = m_firing_source->currentIndex() == 0;
  const auto& run = workspace().inference().current();
  const bool same =
      rows || (run.adapter && adapter && run.adapter->plan.workers.size() == adapter->plan.workers.size());
  if (!current.isValid() || !same) {
    m_grid->setLit({});
    m_firing_picture->setCurrent({});
    return;
  }
  m_grid->setLit(m_firings->firingAt(current.row()).active.workers);
  m_firing_picture->setCurrent(std::pair<std::int64_t, std::int64_t>{current.row(), 0});
}

bool RouterPage::busy() const {
  return workspace().router().busy() || m_evaluate_soon.isActive();
}

}  // namespace prism::app
