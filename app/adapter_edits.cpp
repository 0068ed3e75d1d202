// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AdapterSession that changes tiles, predicts, compares and looks at samples.
#include "app/adapter_session.h"
#include "app/session_engine.h"

#include <chrono>
#include <limits>

#include <QFileInfo>
#include <QUndoCommand>
#include <QUndoStack>

namespace prism::app {

namespace {

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

/// One step of the analysis' own history. It is pushed when the work has been done, so the first redo does
/// nothing; later ones walk that history, which the window only allows while nothing else is under way.
class AdapterSession::EditCommand final : public QUndoCommand {
 public:
  EditCommand(const QString& text, AdapterSession& session) : QUndoCommand(text), m_session(session) {}

  void undo() override {
    m_session.edit(
        tr("Undoing: %1").arg(text()),
        [](Engine& engine, const RunControl&) {
          if (!engine.analysis->undo()) throw Error(ErrorCode::usage, "there is no earlier version");
        },
        {}, false);
  }
  void redo() override {
    if (std::exchange(m_first, false)) return;
    m_session.edit(
        tr("Redoing: %1").arg(text()),
        [](Engine& engine, const RunControl&) {
          if (!engine.analysis->redo()) throw Error(ErrorCode::usage, "there is no later version");
        },
        {}, false);
  }

 private:
  AdapterSession& m_session;
  bool m_first = true;
};

void AdapterSession::edit(const QString& title, std::function<void(Engine&, const RunControl&)> work,
                          std::function<void()> done, bool undoable) {
  if (busy() || !m_engine || !m_engine->analysis) return;
  m_jobs.drop(m_gain_job);
  m_jobs.drop(m_samples_job);
  m_live = std::make_shared<LatestValue<ErrorMap>>();
  auto run = [engine = m_engine, work = std::move(work), live = m_live](const RunControl& control) {
    Snapshot out;
    work(*engine, control);
    // From here on the tiles have changed: a stop may only come before.
    out.map = engine->analysis->figures({}, live.get());
    auto adapter = std::make_shared<Adapter>(engine->analysis->adapter());
    AdapterFigures figures;
    figures.test = evaluate(*adapter, *engine->data.source, engine->data.statistics, Part::test);
    out.figures = std::move(figures);
    out.adapter = std::move(adapter);
    out.analysed = true;
    return out;
  };
  auto finished = [this, title, done = std::move(done), undoable](Snapshot out) {
    m_job = {};
    AdapterFigures figures = m_figures;
    figures.test = out.figures->test;
    figures.validation.reset();
    figures.train.reset();
    out.figures = std::move(figures);
    const auto before = m_adapter;
    std::vector<int> changed;
    for (const Worker& worker : out.adapter->plan.workers) {
      if (!before || before->tile(worker.id).data() != out.adapter->tile(worker.id).data()) {
        changed.push_back(worker.id);
      }
    }
    m_dirty = true;
    if (undoable) m_undo.push(new EditCommand(title, *this));
    Q_EMIT tilesChanged(changed);
    apply(std::move(out));
    if (done) done();
    setState(State::ready);
  };
  auto failed = [this, title, undoable](const JobEvent& event) {
    m_job = {};
    // An undo that fails leaves the two histories apart: the shared one cannot be trusted any more.
    if (!undoable) m_undo.clear();
    setState(State::ready);
    fail(title, event);
  };
  m_job = m_jobs.run<Snapshot>(Lane::compute, title, this, run, finished, failed);
  setState(State::ready);
}

void AdapterSession::retrain(const std::vector<int>& workers) {
  if (workers.empty()) return;
  auto figures = std::make_shared<RepairFigures>();
  const std::string adapter = m_path.toStdString();
  edit(
      tr("Retrain %n worker(s)", nullptr, static_cast<int>(workers.size())),
      [workers, figures, adapter](Engine& engine, const RunControl& control) {
        const auto begin = std::chrono::steady_clock::now();
        const WorkerAnalysis::Repair repair = engine.analysis->retrain(workers, control);
        *figures = {repair.workers, repair.predicted_gain, repair.achieved_gain, repair.r2_before,
                    repair.r2_after};
        engine::record_edit("retrain", {{"adapter", adapter}, {"workers", workers}},
                            {{"retrained", repair.workers},
                             {"predicted_gain", repair.predicted_gain},
                             {"achieved_gain", repair.achieved_gain},
                             {"r2", repair.r2_after}},
                            seconds_since(begin));
      },
      [this, figures] {
        m_repair = *figures;
        Q_EMIT repaired();
      },
      true);
}

void AdapterSession::corrupt(const std::vector<int>& workers, Corruption how, std::uint64_t seed) {
  if (workers.empty()) return;
  edit(
      tr("Break %n worker(s)", nullptr, static_cast<int>(workers.size())),
      [workers, how, seed, adapter = m_path.toStdString()](Engine& engine, const RunControl&) {
        const auto begin = std::chrono::steady_clock::now();
        engine.analysis->corrupt(workers, how, seed);
        engine::record_edit("corrupt", {{"adapter", adapter}, {"workers", workers}, {"seed", seed}},
                            {{"workers", workers}}, seconds_since(begin));
      },
      {}, true);
}

void AdapterSession::predictGain(const std::vector<int>& workers) {
  m_jobs.drop(m_gain_job);
  if (workers.empty() || m_state != State::ready || !m_engine || !m_engine->analysis) return;
  m_gain_job = m_jobs.run<double>(
      Lane::compute, tr("Predicting the gain"), this,
      [engine = m_engine, workers](const RunControl&) { return engine->analysis->predicted_gain(workers); },
      [this, workers](double gain) { Q_EMIT gainPredicted(workers, gain); },
      [this, workers](const JobEvent& event) {
        if (event.end == JobEnd::failed) {
          Q_EMIT gainPredicted(workers, std::numeric_limits<double>::quiet_NaN());
        }
      },
      true);
}

void AdapterSession::findWorstSamples(int count) {
  m_jobs.drop(m_samples_job);
  if (!m_adapter || !m_engine || !m_engine->data.source) return;
  using Found = std::pair<std::vector<SampleFigures>, std::vector<GroupError>>;
  const QString title = tr("Finding the worst samples");
  m_samples_job = m_jobs.run<Found>(
      Lane::compute, title, this,
      [engine = m_engine, adapter = m_adapter, count](const RunControl& control) {
        return Found{worst_samples(*adapter, *engine->data.source, engine->data.statistics, count, control),
                     errors_by_group(*adapter, *engine->data.source, engine->data.statistics, control)};
      },
      [this](Found found) {
        m_worst = std::move(found.first);
        m_groups = std::move(found.second);
        Q_EMIT samplesChanged();
      },
      [this, title](const JobEvent& event) { fail(title, event); });
}

void AdapterSession::openReference(const QString& path) {
  m_jobs.drop(m_reference_job);
  const QString title = tr("Opening %1").arg(QFileInfo(path).fileName());
  struct Loaded {
    std::shared_ptr<const Adapter> adapter;
    ErrorMap map;
  };
  m_reference_job = m_jobs.run<Loaded>(
      Lane::compute, title, this,
      [engine = m_engine, file = std::filesystem::path(path.toStdString())](const RunControl& control) {
        Loaded loaded;
        loaded.adapter = std::make_shared<const Adapter>(load_adapter(file));
        loaded.map = engine::map_from_records(*loaded.adapter);
        if (engine && engine->data.statistics) {
          try {
            loaded.map = WorkerAnalysis(*loaded.adapter, engine->data.statistics, engine->data.source)
                             .figures(control);
          } catch (const Error& error) {
            // An adapter of other data can still be compared by its weights.
            if (error.code() != ErrorCode::mismatch) throw;
          }
        }
        return loaded;
      },
      [this, name = QFileInfo(path).fileName()](Loaded loaded) {
        m_reference = std::move(loaded.adapter);
        m_reference_map = std::move(loaded.map);
        m_reference_name = name;
        Q_EMIT referenceChanged();
      },
      [this, title](const JobEvent& event) { fail(title, event); });
}

void AdapterSession::keepAsReference() {
  if (!m_adapter) return;
  m_jobs.drop(m_reference_job);
  m_reference = m_adapter;
  m_reference_map = m_map;
  m_reference_name = tr("version kept for comparison");
  Q_EMIT referenceChanged();
}

void AdapterSession::clearReference() {
  m_jobs.drop(m_reference_job);
  m_reference.reset();
  m_reference_map = {};
  m_reference_name.clear();
  Q_EMIT referenceChanged();
}

}  // namespace prism::app
