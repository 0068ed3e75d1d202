// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace.h"

#include "app/inference_session.h"
#include "app/lowbit_session.h"
#include "app/router_session.h"
#include "core/base/text_format.h"
#include "core/model/model.h"
#include "core/solve/layout.h"
#include "core/workflow/open_data.h"

#include <algorithm>
#include <filesystem>

#include <QDir>
#include <QFileInfo>
#include <QTimer>
#include <QUndoCommand>
#include <QUndoStack>

namespace prism::app {

namespace fs = std::filesystem;

/// A change of the training options; changes by the same control merge, so that dragging a spin box is one
/// step.
class Workspace::OptionsCommand final : public QUndoCommand {
 public:
  OptionsCommand(const QString& text, Workspace& workspace, TrainOptions before, TrainOptions after)
      : QUndoCommand(text), m_workspace(workspace), m_before(std::move(before)), m_after(std::move(after)) {}
  int id() const override { return 1; }
  bool mergeWith(const QUndoCommand* other) override {
    if (other->text() != text()) return false;
    m_after = static_cast<const OptionsCommand*>(other)->m_after;
    return true;
  }
  void undo() override { m_workspace.applyOptions(m_before); }
  void redo() override { m_workspace.applyOptions(m_after); }

 private:
  Workspace& m_workspace;
  TrainOptions m_before;
  TrainOptions m_after;
};

Workspace::Workspace(const QString& work_folder, QObject* parent)
    : QObject(parent), m_work_folder(work_folder), m_undo(new QUndoStack(this)) {
  QDir().mkpath(work_folder);
  m_options.solver = Solver::experts;  // as on the command line: falls back where the rows do not carry them
  m_jobs = new JobCenter(this);
  m_pair = new ModelPair(*m_jobs, *m_undo, work_folder, this);
  m_session = new AdapterSession(*m_jobs, *m_undo, work_folder, this);
  m_inference = new InferenceSession(*m_jobs, *m_pair, *m_session, work_folder, this);
  m_router = new RouterSession(*m_jobs, *m_session, work_folder, this);
  m_lowbit = new LowBitSession(*m_jobs, *m_undo, *m_inference, work_folder, this);
  connect(m_inference, &InferenceSession::problemRaised, this, &Workspace::problemRaised);
  connect(m_router, &RouterSession::problemRaised, this, &Workspace::problemRaised);
  connect(m_lowbit, &LowBitSession::problemRaised, this, &Workspace::problemRaised);

  connect(m_pair, &ModelPair::modelChanged, this, [this](Side side) {
    if (m_pair->state(side) == ModelPair::State::ready) {
      Q_EMIT fileOpened(m_pair->path(side),
                        side == Side::upper ? QStringLiteral("upper") : QStringLiteral("lower"));
    }
    if (m_pair->state(side) != ModelPair::State::opening) replan();
    Q_EMIT dataChanged();
  });
  connect(m_pair, &ModelPair::mapChanged, this, &Workspace::replan);
  connect(m_pair, &ModelPair::editsChanged, this, &Workspace::markDirty);
  connect(m_pair, &ModelPair::problemRaised, this, &Workspace::problemRaised);
  connect(m_session, &AdapterSession::problemRaised, this, &Workspace::problemRaised);
  connect(m_session, &AdapterSession::adapterChanged, this, [this] {
    const int count = static_cast<int>(m_session->plan().workers.size());
    if (!m_selection.empty() && m_selection.back() >= count) setSelection({});
    Q_EMIT dirtyChanged();
  });
  connect(m_session, &AdapterSession::stateChanged, this, [this] {
    Q_EMIT undoChanged();
    Q_EMIT dirtyChanged();
  });
  connect(m_session, &AdapterSession::fileNamed, this,
          [this](const QString& path) { Q_EMIT fileOpened(path, QStringLiteral("adapter")); });
  connect(m_undo, &QUndoStack::indexChanged, this, &Workspace::undoChanged);
  replan();
}

Workspace::~Workspace() {
  // Jobs end before what they deliver to goes.
  delete m_jobs;
}

void Workspace::setOptions(const TrainOptions& options, const QString& what) {
  if (options.to_json() == m_options.to_json()) return;
  m_undo->push(new OptionsCommand(what.isEmpty() ? tr("Change the training options") : what, *this, m_options,
                                  options));
}

void Workspace::applyOptions(const TrainOptions& options) {
  m_options = options;
  markDirty();
  replan();
}

void Workspace::replan() {
  m_plan_options.workers = m_options.workers;
  m_plan_options.tile = m_options.tile;
  m_plan_options.remainder = m_options.remainder;
  m_plan_options.hierarchy = m_options.hierarchy;
  m_plan_options.hierarchy_rank = m_options.hierarchy_rank;
  const bool original = m_options.recipe.starts_with("original");
  m_plan_options.pipes = original ? 1 : std::max(1, m_options.pipes);
  if (m_data.empty()) {
    m_plan_options.d_in = m_pair->width(Side::upper);
    m_plan_options.d_out = m_pair->width(Side::lower);
    m_plan_options.samples = m_pair->map() ? m_pair->map()->counts[1] : 0;
  }
  m_plan = {};
  m_plan_problem.clear();
  if (m_plan_options.d_in <= 0 || m_plan_options.d_out <= 0) {
    m_plan_problem =
        m_pair->ready()
            ? tr("The upper model has no output head or the lower no input embedding that could be "
                 "found; choose other models.")
            : tr("Open an upper and a lower model to see how the map between them is cut.");
  } else {
    try {
      m_plan = plan_of(m_options, m_plan_options.d_in, m_plan_options.d_out, m_plan_options.samples);
    } catch (const Error& error) {
      m_plan_problem = tr("This plan is not possible: %1. Change the workers or the tile.")
                           .arg(QString::fromStdString(error.reason()));
    }
  }
  Q_EMIT planChanged();
}

DataSpec Workspace::data() const {
  if (!m_data.empty()) return m_data;
  DataSpec data;
  if (!m_pair->ready()) return data;
  data.upper = m_pair->path(Side::upper).toStdString();
  data.lower = m_pair->path(Side::lower).toStdString();
  data.overrides = m_pair->editsFile().toStdString();
  data.normalise.clear();
  for (const QString& rule : m_pair->normalise()) data.normalise.push_back(rule.toStdString());
  return data;
}

void Workspace::openData(const DataSpec& data, bool edit) {
  if (data.empty() || (!data.upper.empty() && !data.lower.empty() && data.text.empty())) {
    m_data = {};
    replan();
    Q_EMIT dataChanged();
    return;
  }
  struct Size {
    std::int64_t rows = 0, d_in = 0, d_out = 0;
  };
  const QString title = tr("Opening training data");
  m_jobs->drop(m_data_job);
  m_data_job = m_jobs->run<Size>(
      // Over a text both models run.
      data.text.empty() ? Lane::io : Lane::compute, title, this,
      [data](const RunControl& control) {
        const auto source = open_data(data, 0, control);
        return Size{source->size(), source->d_in(), source->d_out()};
      },
      [this, data, edit](Size size) {
        m_data = data;
        m_plan_options.samples = size.rows;
        m_plan_options.d_in = size.d_in;
        m_plan_options.d_out = size.d_out;
        if (edit) markDirty();
        replan();
        Q_EMIT dataChanged();
      },
      [this, title](const JobEvent& event) {
        if (event.end == JobEnd::failed) {
          Q_EMIT problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        }
      });
}

bool Workspace::canTrain(QString* why) const {
  QString reason;
  if (m_session->busy()) {
    reason = tr("Other work on the adapter is still running.");
  } else if (m_data.empty() && !m_pair->ready()) {
    reason = tr("Open an upper and a lower model, or two matrices, first.");
  } else if (m_data.empty() && m_pair->busy()) {
    reason = tr("The vocabularies are still being aligned.");
  } else if (m_data.empty() && !m_pair->map()) {
    reason = tr("The two models have no vocabularies that could be aligned; train on matrices instead.");
  } else if (m_plan.workers.empty()) {
    reason = m_plan_problem;
  }
  if (why != nullptr) *why = reason;
  return reason.isEmpty();
}

void Workspace::train() {
  QString why;
  if (!canTrain(&why)) {
    Q_EMIT problemRaised(why, why);
    return;
  }
  m_session->train(data(), m_options);
  Q_EMIT undoChanged();
}

void Workspace::setSelection(std::vector<int> workers) {
  std::sort(workers.begin(), workers.end());
  workers.erase(std::unique(workers.begin(), workers.end()), workers.end());
  if (workers == m_selection) return;
  m_selection = std::move(workers);
  Q_EMIT selectionChanged();
}

bool Workspace::canUndo() const {
  return m_undo->canUndo() && !m_session->busy();
}
bool Workspace::canRedo() const {
  return m_undo->canRedo() && !m_session->busy();
}

void Workspace::undo() {
  if (canUndo()) m_undo->undo();
}

void Workspace::redo() {
  if (canRedo()) m_undo->redo();
}

bool Workspace::dirty() const {
  return m_dirty || m_session->dirty();
}
bool Workspace::busy() const {
  return !m_jobs->idle();
}

void Workspace::markDirty() {
  m_dirty = true;
  ++m_revision;
  Q_EMIT dirtyChanged();
}

void Workspace::markSaved(int revision) {
  if (revision == m_revision) m_dirty = false;
  Q_EMIT dirtyChanged();
}

void Workspace::setGuard(Guard guard) {
  m_guard = std::move(guard);
  m_pair->setGuard([this](std::function<void()> proceed) {
    if (m_dirty && m_guard) {
      m_guard(Loss::edits, tr("another model"), std::move(proceed));
    } else {
      proceed();
    }
  });
}

void Workspace::whenFree(std::function<void()> then) {
  if (!m_session->busy()) {
    then();
    return;
  }
  // A stopped training is followed by its analysis, which is stopped in turn: hence once more after each end.
  connect(
      m_session, &AdapterSession::stateChanged, this, [this, then = std::move(then)] { whenFree(then); },
      static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
  m_session->cancel();
}

}  // namespace prism::app
