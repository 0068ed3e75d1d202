// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapter_session.h"

#include "app/core_texts.h"
#include "app/session_engine.h"
#include "core/workflow/run_inputs.h"

#include <algorithm>
#include <chrono>

#include <QFileInfo>
#include <QTimer>
#include <QUndoStack>

namespace prism::app {

namespace {

constexpr int kLiveMs = 33;  // at most 30 pictures a second

std::string cache_file(const QString& folder) {
  return (folder + QStringLiteral("/last.stats")).toStdString();
}

bool any_broken(const ErrorMap& map) {
  return std::any_of(map.workers.begin(), map.workers.end(),
                     [](const WorkerFigures& worker) { return worker.changed; });
}

QStringList texts(const std::vector<std::string>& lines) {
  QStringList list;
  for (const std::string& line : lines) list << note_text(line);
  return list;
}

}  // namespace

AdapterSession::AdapterSession(JobCenter& jobs, QUndoStack& undo, QString work_folder, QObject* parent)
    : QObject(parent),
      m_jobs(jobs),
      m_undo(undo),
      m_work_folder(std::move(work_folder)),
      m_live(std::make_shared<LatestValue<ErrorMap>>()),
      m_live_plan(std::make_shared<LatestValue<Plan>>()),
      m_timer(new QTimer(this)) {
  m_timer->setInterval(kLiveMs);
  connect(m_timer, &QTimer::timeout, this, &AdapterSession::pollLive);
}

AdapterSession::~AdapterSession() = default;

bool AdapterSession::busy() const {
  return m_jobs.alive(m_job);
}

void AdapterSession::setState(State state) {
  if (busy()) {
    m_timer->start();
  } else {
    m_timer->stop();
  }
  m_state = state;
  Q_EMIT stateChanged();
}

void AdapterSession::pollLive() {
  if (auto plan = m_live_plan->take()) {
    m_plan = std::move(*plan);
    m_map = {};
    Q_EMIT errorMapChanged();
  }
  if (auto map = m_live->take()) {
    m_map = std::move(*map);
    Q_EMIT errorMapChanged();
  }
}

void AdapterSession::fail(const QString& title, const JobEvent& event) {
  if (event.end != JobEnd::failed) return;
  Q_EMIT problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
}

void AdapterSession::train(const DataSpec& data, const TrainOptions& options) {
  if (busy()) return;
  m_jobs.drop(m_gain_job);
  m_jobs.drop(m_samples_job);
  m_live = std::make_shared<LatestValue<ErrorMap>>();
  m_live_plan = std::make_shared<LatestValue<Plan>>();
  const QString title = tr("Training workers");
  auto work = [data, options, cache = cache_file(m_work_folder), live = m_live,
               plan = m_live_plan](const RunControl& control) {
    Snapshot out;
    out.engine = std::make_shared<Engine>();
    TrainResult result =
        engine::train_and_keep(out.engine->data, data, options, cache, control, live.get(), plan.get());
    AdapterFigures figures;
    figures.test = result.test;
    figures.validation = result.validation;
    figures.train = result.train;
    figures.baselines = result.baselines;
    figures.ridge_curve = result.ridge_curve;
    figures.seconds_statistics = result.seconds_statistics;
    figures.seconds_solve = result.seconds_solve;
    figures.notes = texts(result.notes);
    out.figures = std::move(figures);
    const bool stopped = result.stopped;
    out.map = result.workers;
    out.engine->analysis.emplace(std::move(result.adapter), out.engine->data.statistics,
                                 out.engine->data.source);
    if (!stopped) {
      try {
        out.map = out.engine->analysis->figures(control, live.get());
        out.analysed = true;
      } catch (const Stopped&) {
        out.analysed = false;  // the adapter is whole; only its figures are not
      }
    }
    out.adapter = std::make_shared<const Adapter>(out.engine->analysis->adapter());
    return out;
  };
  auto done = [this, data](Snapshot out) {
    const bool analysed = out.analysed;
    m_job = {};
    m_undo.clear();
    m_data = data;
    m_path.clear();
    m_dirty = true;
    m_kept_broken = false;
    m_repair.reset();
    m_worst.clear();
    m_groups.clear();
    // Before its signals go out: who asks for gains or samples on them must find the session ready.
    m_state = analysed ? State::ready : State::unanalysed;
    apply(std::move(out));
    setState(m_state);
    Q_EMIT samplesChanged();
    // Stopping keeps the tiles that were solved; their figures follow as a job of its own.
    if (!analysed) analyse(tr("Analysing workers"));
  };
  auto failed = [this, title, before = m_state, map = m_map](const JobEvent& event) {
    m_job = {};
    m_live_plan->take();
    m_live->take();
    m_plan = m_adapter ? m_adapter->plan : Plan{};
    m_map = map;
    setState(before);
    Q_EMIT errorMapChanged();
    fail(title, event);
  };
  m_job = m_jobs.run<Snapshot>(Lane::compute, title, this, work, done, failed);
  m_map = {};
  setState(State::training);
  Q_EMIT errorMapChanged();
}

void AdapterSession::apply(Snapshot snapshot) {
  if (snapshot.engine) m_engine = std::move(snapshot.engine);
  m_adapter = std::move(snapshot.adapter);
  m_live_plan->take();
  m_plan = m_adapter->plan;
  m_map = std::move(snapshot.map);
  m_live->take();
  if (snapshot.figures) m_figures = std::move(*snapshot.figures);
  Q_EMIT adapterChanged();
  Q_EMIT errorMapChanged();
  Q_EMIT figuresChanged();
}

void AdapterSession::open(const QString& path, const DataSpec& data, bool recovered) {
  if (busy()) return;
  const QString absolute = QFileInfo(path).absoluteFilePath();
  const QString title = tr("Opening %1").arg(QFileInfo(path).fileName());
  struct Loaded {
    std::shared_ptr<const Adapter> adapter;
    ErrorMap map;
    DataSpec data;
  };
  auto work = [file = std::filesystem::path(absolute.toStdString()), data](const RunControl&) {
    Loaded loaded;
    auto adapter = std::make_shared<Adapter>(load_adapter(file));
    loaded.map = engine::map_from_records(*adapter);
    loaded.data = data.empty() ? data_of(adapter->record) : data;
    loaded.adapter = std::move(adapter);
    return loaded;
  };
  auto done = [this, absolute, recovered](Loaded loaded) {
    m_job = {};
    forget();  // only now: a file that cannot be read takes nothing away
    if (!recovered) m_path = absolute;
    m_kept_broken = any_broken(loaded.map);
    m_dirty = recovered;
    m_data = loaded.data;
    Snapshot snapshot;
    snapshot.adapter = std::move(loaded.adapter);
    snapshot.map = std::move(loaded.map);
    snapshot.figures = AdapterFigures{};
    m_engine.reset();
    apply(std::move(snapshot));
    Q_EMIT samplesChanged();
    if (!recovered) Q_EMIT fileNamed(absolute);
    if (m_data.empty()) {
      setState(State::unanalysed);
    } else {
      analyse(tr("Analysing workers"));
    }
  };
  auto failed = [this, title, before = m_state](const JobEvent& event) {
    m_job = {};
    setState(before);
    fail(title, event);
  };
  m_job = m_jobs.run<Loaded>(Lane::compute, title, this, work, done, failed);
  setState(State::opening);
}

void AdapterSession::analyseWith(const DataSpec& data) {
  if (!m_adapter || busy()) return;
  m_jobs.drop(m_gain_job);
  m_jobs.drop(m_samples_job);
  m_engine.reset();
  m_data = data;
  analyse(tr("Analysing workers"));
}

void AdapterSession::analyse(const QString& title) {
  if (!m_adapter || busy()) return;
  m_live = std::make_shared<LatestValue<ErrorMap>>();
  auto work = [adapter = m_adapter, data = m_data, engine = m_engine,
               path = std::filesystem::path(m_path.toStdString()), live = m_live](const RunControl& control) {
    Snapshot out;
    out.engine = engine;
    if (!out.engine || !out.engine->analysis) {
      out.engine = std::make_shared<Engine>();
      out.engine->data = data_for(*adapter, path, data, control);
      out.engine->analysis.emplace(*adapter, out.engine->data.statistics, out.engine->data.source);
    }
    out.map = out.engine->analysis->figures(control, live.get());
    AdapterFigures figures;
    figures.test =
        evaluate(*adapter, *out.engine->data.source, out.engine->data.statistics, Part::test, control);
    figures.validation =
        evaluate(*adapter, *out.engine->data.source, out.engine->data.statistics, Part::validation, control);
    out.figures = std::move(figures);
    out.adapter = adapter;
    out.analysed = true;
    return out;
  };
  auto done = [this](Snapshot out) {
    m_job = {};
    if (m_figures.baselines) {  // known from training: keep what analysing does not give
      AdapterFigures merged = m_figures;
      merged.test = out.figures->test;
      merged.validation = out.figures->validation;
      out.figures = std::move(merged);
    }
    m_state = State::ready;
    apply(std::move(out));
    setState(m_state);
  };
  auto failed = [this, title](const JobEvent& event) {
    m_job = {};
    setState(State::unanalysed);
    fail(title, event);
  };
  m_job = m_jobs.run<Snapshot>(Lane::compute, title, this, work, done, failed);
  setState(State::opening);
}

void AdapterSession::save(const QString& path, std::function<void(bool)> then) {
  if (!m_adapter) return;
  const QString title = tr("Writing %1").arg(QFileInfo(path).fileName());
  const QString absolute = QFileInfo(path).absoluteFilePath();
  const auto saved = m_adapter;
  m_jobs.submit(
      Lane::io, title, this,
      [saved, file = std::filesystem::path(absolute.toStdString())](const RunControl&) {
        save_adapter(*saved, file);
      },
      [this, title, absolute, saved, then = std::move(then)](const JobEvent& event) {
        const bool done = event.end == JobEnd::done;
        if (done) {
          // Another adapter may have come meanwhile: the file is not its.
          if (saved == m_adapter) {
            m_path = absolute;
            m_dirty = false;
            m_kept_broken = any_broken(m_map);
          }
          Q_EMIT stateChanged();
          Q_EMIT fileNamed(absolute);
        }
        fail(title, event);
        if (then) then(done);
      });
}

void AdapterSession::forget() {
  for (JobTicket* ticket : {&m_job, &m_gain_job, &m_samples_job, &m_reference_job}) m_jobs.drop(*ticket);
  m_engine.reset();
  m_adapter.reset();
  m_plan = {};
  m_map = {};
  m_figures = {};
  m_repair.reset();
  m_worst.clear();
  m_groups.clear();
  m_path.clear();
  m_dirty = false;
  m_undo.clear();
}

void AdapterSession::close() {
  forget();
  setState(State::none);
  Q_EMIT adapterChanged();
  Q_EMIT errorMapChanged();
  Q_EMIT figuresChanged();
  Q_EMIT samplesChanged();
}

void AdapterSession::cancel() {
  m_jobs.cancel(m_job);
}

std::vector<int> AdapterSession::faulty() const {
  std::vector<int> ids;
  for (const WorkerFigures& worker : m_map.workers) {
    if (worker.faulty) ids.push_back(worker.id);
  }
  return ids;
}

}  // namespace prism::app
