// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/lowbit_page.h"

#include "app/lowbit_session.h"
#include "app/pages/lowbit_controls.h"
#include "app/pages/lowbit_panels.h"
#include "app/pages/lowbit_run_model.h"
#include "app/pages/lowbit_step_model.h"
#include "app/pages/quantise_panel.h"
#include "app/workspace.h"
#include "core/base/atomic_file.h"
#include "widgets/curve_view.h"
#include "widgets/empty_state.h"
#include "widgets/icons.h"
#include "widgets/numbers.h"

#include <cmath>

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QItemSelectionModel>
#include <QLabel>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>

namespace prism::app {

// The parts are built in lowbit_page_layout.cpp.

using widgets::number_text;

namespace {

constexpr double kTarget = 1.05;  // of the fp32 loss

}  // namespace

const LabRun* LowBitPage::chosen() const {
  const auto& runs = workspace().lowbit().runs();
  if (const LabRun* run = workspace().lowbit().run(m_chosen)) return run;
  // Nobody has chosen: the one at work, else the last that was.
  const LabRun* found = runs.empty() ? nullptr : runs.front().get();
  for (const auto& run : runs) {
    if (run->state == LabRun::State::running) return run.get();
    if (run->state != LabRun::State::waiting) found = run.get();
  }
  return found;
}

void LowBitPage::activate() {
  workspace().lowbit().load();
  showState();
  showRun();
}

bool LowBitPage::busy() const {
  return workspace().lowbit().busy() || m_quantise->busy() || m_refresh.isActive();
}

void LowBitPage::showState() {
  const LowBitSession& session = workspace().lowbit();
  QString why;
  const bool training = session.training();
  const bool can = session.canTrain(&why);
  m_train->setText(training ? tr("Stop") : tr("Train"));
  m_train->setIcon(widgets::icon(training ? QStringLiteral("stop") : QStringLiteral("train")));
  m_train->setEnabled(training || can);
  m_train->setToolTip(training ? tr("Stop all of it; what is running keeps a checkpoint and its weights")
                      : can    ? tr("Train one model as the options say")
                               : why);
  const int runs = m_controls->comparedRuns();
  m_compare->setText(tr("Compare grids and updates (%n run(s))", nullptr, runs));
  m_compare->setEnabled(can && runs > 0);
  m_controls->setEnabled(!training);
  // Rows may have come or gone: the chosen one stays chosen.
  m_runs->refresh();
  const LabRun* run = chosen();
  const int row = run != nullptr ? m_runs->rowOf(run->serial) : -1;
  if (row >= 0 && m_table->currentIndex().row() != row) {
    const QSignalBlocker quiet(m_table->selectionModel());
    m_table->setCurrentIndex(m_runs->index(row, 0));
    m_table->selectRow(row);
    m_table->viewport()->update();
  }
  m_stack->setCurrentIndex(run == nullptr ? 0 : 1);
  if (run == nullptr) {
    m_empty->setText(
        QStringLiteral("lowbit"), tr("Nothing has been trained here yet"),
        session.sampling() ? tr("The upper model is writing the text to train on…")
        : can ? tr("Choose a grid and an update at the left, then train. With fp32 among the compared "
                   "updates every run is held against it.")
              : why);
  }
  m_resume->setEnabled(run != nullptr &&
                       (run->state == LabRun::State::stopped || run->state == LabRun::State::failed));
  m_stop_one->setEnabled(run != nullptr && run->live());
  m_remove->setEnabled(run != nullptr && !run->live());
  m_csv->setEnabled(m_runs->rowCount() > 0);
  m_export->setEnabled(run != nullptr && !run->live() && run->lowBit() && run->last.step > 0);
  refreshSoon(m_chosen);
}

void LowBitPage::refreshSoon(int serial) {
  m_runs->refreshRun(serial);
  if (!m_refresh.isActive()) m_refresh.start();
}

void LowBitPage::showCurves() {
  const LowBitSession& session = workspace().lowbit();
  const bool training = m_curve_kind->currentIndex() == 0;
  const QString x = tr("step");
  const QString y = training ? tr("training loss, nats a token") : tr("validation loss, nats a token");
  std::vector<Curve> curves;
  std::vector<widgets::GuideLine> guides;
  for (const auto& run : session.runs()) {
    Curve curve{run->name().toStdString(), x.toStdString(), y.toStdString(), {}, {}};
    const auto add = [&curve](std::int64_t step, double loss) {
      curve.x.push_back(static_cast<double>(step));
      curve.y.push_back(loss);
    };
    if (training) {
      for (const LowBitStep& step : run->steps) add(step.step, step.loss);
    } else {
      if (!std::isnan(run->initial_loss)) add(0, run->initial_loss);
      for (const LowBitValidation& each : run->validations) add(each.step, each.loss);
    }
    curves.push_back(std::move(curve));  // also empty ones: colours follow the rows of the table
  }
  if (const LabRun* run = chosen(); run != nullptr && !training) {
    if (const LabRun* reference = session.referenceOf(*run)) {
      guides.push_back({reference->validation_loss * kTarget, tr("fp32 + 5 %"), false});
    }
  }
  m_curves->setPointsVisible(!training);
  m_curves->setCurves(std::move(curves));
  m_curves->setGuides(guides);
}

void LowBitPage::showRun() {
  if (!isVisible()) return;
  const LowBitSession& session = workspace().lowbit();
  const LabRun* run = chosen();
  showCurves();
  if (m_occupancy->isVisible()) m_occupancy->show(run);
  if (m_flips->isVisible()) m_flips->show(run);
  if (m_memory->isVisible()) m_memory->show(run, session.runs());
  m_steps->show(run);
  QString text;
  if (session.sampling()) {
    text = tr("The upper model is writing the text to train on…");
  } else if (run == nullptr) {
    text.clear();
  } else if (run->state == LabRun::State::waiting) {
    text = tr("%1 waits for its turn, or reads its text.").arg(run->name());
  } else if (run->last.step > 0) {
    text = tr("%1: step %2 of %3, loss %4, %5 tokens a second")
               .arg(run->name(), widgets::count_text(run->last.step), widgets::count_text(run->options.steps),
                    number_text(run->last.loss), number_text(run->last.tokens_per_second));
    const LabRun* reference = session.referenceOf(*run);
    if (reference != nullptr && run->lowBit() && run->state == LabRun::State::done) {
      const double over = (run->validation_loss / reference->validation_loss - 1) * 100;
      text = tr("%1: validation loss %2, fp32 %3 (%4%5 %); %6 bytes a low-bit weight")
                 .arg(run->name(), number_text(run->validation_loss), number_text(reference->validation_loss),
                      over >= 0 ? QStringLiteral("+") : QString(), number_text(std::round(over * 10) / 10),
                      number_text(run->bytesPerParameter()));
    }
  } else {
    text = run->name();
  }
  m_note->setText(text);
}

void LowBitPage::exportRun() {
  const LabRun* run = chosen();
  if (run == nullptr || !run->lowBit()) return;
  auto* dialog =
      new QFileDialog(this, tr("Export packed weights"), QString(), tr("Packed weights (*.safetensors)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("safetensors"));
  dialog->selectFile(QStringLiteral("%1-%2.safetensors")
                         .arg(QString::fromStdString(run->options.grid.name),
                              QString::fromLatin1(name_of(run->options.update.update))));
  connect(dialog, &QFileDialog::fileSelected, this, [this, serial = run->serial](const QString& path) {
    workspace().lowbit().exportPacked(serial, path);
  });
  dialog->open();
}

void LowBitPage::exportTable() {
  auto* dialog = new QFileDialog(this, tr("Export the table of runs"), QString(), tr("Table (*.csv)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("csv"));
  dialog->selectFile(QStringLiteral("low-bit-runs.csv"));
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    const QString title = tr("Export the table of runs");
    workspace().jobs().submit(
        Lane::io, title, this,
        [text = m_runs->csv().toStdString(), path](const RunControl&) {
          write_file(path.toStdString(), text);
        },
        [this, title](const JobEvent& event) {
          if (event.end != JobEnd::failed) return;
          Q_EMIT workspace().problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        });
  });
  dialog->open();
}

}  // namespace prism::app
