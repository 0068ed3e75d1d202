// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/router_session.h"

#include "app/adapter_session.h"
#include "app/router_engine.h"
#include "app/session_engine.h"
#include "core/route/route_json.h"
#include "core/workflow/run_inputs.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>

#include <QFile>
#include <QTimer>

namespace prism::app {

namespace {

constexpr int kLiveMs = 33;                    // at most 30 pictures a second
constexpr std::int64_t kEvaluatedRows = 2000;  // a sample that a slider can follow

bool any_gate(const Adapter& adapter) {
  return std::any_of(adapter.gates.begin(), adapter.gates.end(),
                     [](const Gate& gate) { return !gate.empty(); });
}

}  // namespace

RouterSession::RouterSession(JobCenter& jobs, AdapterSession& adapters, QString work_folder, QObject* parent)
    : QObject(parent),
      m_jobs(jobs),
      m_adapters(adapters),
      m_work_folder(std::move(work_folder)),
      m_timer(new QTimer(this)),
      m_live(std::make_shared<LatestValue<RouteLive>>()) {
  m_timer->setInterval(kLiveMs);
  connect(m_timer, &QTimer::timeout, this, &RouterSession::poll);
  connect(&m_adapters, &AdapterSession::adapterChanged, this, &RouterSession::adapterChanged);
  connect(&m_adapters, &AdapterSession::stateChanged, this, &RouterSession::stateChanged);
}

RouterSession::~RouterSession() = default;

bool RouterSession::busy() const {
  return m_training || m_jobs.alive(m_figures_job) || m_jobs.alive(m_firings_job);
}

bool RouterSession::hasGates() const {
  return m_adapters.adapter() && any_gate(*m_adapters.adapter());
}

void RouterSession::setOptions(const RouteOptions& options) {
  if (options.to_json() == m_options.to_json()) return;
  m_options = options;
  Q_EMIT optionsChanged();
}

bool RouterSession::canTrain(QString* why) const {
  QString reason;
  if (!m_adapters.adapter()) {
    reason = tr("Train or open an adapter first.");
  } else if (m_adapters.data().empty()) {
    reason = tr("The adapter's data are not known, so its router cannot be trained.");
  } else if (m_adapters.busy()) {
    reason = tr("Other work on the adapter is still running.");
  }
  if (why != nullptr) *why = reason;
  return reason.isEmpty();
}

void RouterSession::poll() {
  auto live = m_live->take();
  if (!live) return;
  m_live_value = std::move(*live);
  Q_EMIT liveChanged();
}

void RouterSession::adapterChanged() {
  m_jobs.drop(m_figures_job);
  m_jobs.drop(m_firings_job);
  m_figures.reset();
  m_firings.clear();
  m_macs = 0;
  std::string key;
  if (m_adapters.adapter()) {
    key = dump_json(m_adapters.data().to_json()) +
          dump_json(options_of(m_adapters.adapter()->record).to_json());
  }
  const bool other = key != m_data_key;
  if (other) {
    m_data.reset();
    m_data_key = key;
  }
  // Figures of a training belong to its gates: with others they would tell of something that is gone.
  if ((other || !hasGates()) && !m_training) {
    m_result.reset();
    m_live_value = {};
    Q_EMIT resultChanged();
    Q_EMIT liveChanged();
  }
  Q_EMIT figuresChanged();
  Q_EMIT firingsChanged();
  Q_EMIT stateChanged();
}

void RouterSession::train(bool afresh) {
  QString why;
  if (!canTrain(&why)) {
    Q_EMIT problemRaised(why, why);
    return;
  }
  RouteOptions options = m_options;
  const QString checkpoint = m_work_folder + QStringLiteral("/last.route");
  options.checkpoint = checkpoint.toStdString();
  if (afresh) QFile::remove(checkpoint);
  m_live = std::make_shared<LatestValue<RouteLive>>();
  m_live_value = {};
  auto result = std::make_shared<RouteResult>();
  auto work = [options, result, live = m_live, path = m_adapters.path().toStdString()](
                  const Adapter& adapter, const AdapterData& data, const RunControl& control) {
    const auto begin = std::chrono::steady_clock::now();
    *result = train_router(adapter, *data.source, data.statistics, options, control, live.get());
    Json recorded = options.to_json();
    recorded["adapter"] = path;
    Json figures = route_json(*result);
    figures["r2"] = result->r2_routed;
    engine::record_edit("route", recorded, std::move(figures),
                        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    std::error_code ignored;
    if (!result->stopped) std::filesystem::remove(options.checkpoint, ignored);
    Adapter routed = std::move(result->adapter);
    result->adapter = {};
    return routed;
  };
  m_training = true;
  m_timer->start();
  m_adapters.change(tr("Train the router"), work, [this, result](const JobEvent& event) {
    poll();
    m_timer->stop();
    m_training = false;
    if (event.end == JobEnd::done) {
      m_result = std::move(*result);
      m_live_value.loss = m_result->loss;
      m_live_value.r2 = m_result->r2_validation;
      m_live_value.use = m_result->use;
      Q_EMIT resultChanged();
      Q_EMIT liveChanged();
    }
    Q_EMIT stateChanged();
  });
  Q_EMIT liveChanged();
  Q_EMIT stateChanged();
}

void RouterSession::cancel() {
  if (m_training) m_adapters.cancel();
}

/// Asks the current adapter's data something: on the preview lane once they are here, before that on the
/// compute lane, which brings them.
template <typename T>
JobTicket RouterSession::ask(const QString& title,
                             std::function<T(const AdapterData&, const RunControl&)> work,
                             std::function<void(T)> done, std::function<void()> failed) {
  struct Answer {
    std::shared_ptr<const AdapterData> data;
    T value;
  };
  auto run = [data = m_data, source = m_adapters.dataSource(),
              work = std::move(work)](const RunControl& control) {
    auto used = data ? data : std::make_shared<const AdapterData>(source(control));
    T value = work(*used, control);
    return Answer{std::move(used), std::move(value)};
  };
  return m_jobs.run<Answer>(
      m_data ? Lane::preview : Lane::compute, title, this, run,
      [this, done = std::move(done)](Answer answer) {
        m_data = std::move(answer.data);
        done(std::move(answer.value));
      },
      [this, title, failed = std::move(failed)](const JobEvent& event) {
        failed();
        if (event.end == JobEnd::failed) {
          Q_EMIT problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        }
      },
      true);
}

void RouterSession::evaluate(int budget) {
  m_jobs.drop(m_figures_job);
  if (!hasGates() || m_training) return;
  m_figures_job = ask<RouteFigures>(
      tr("Evaluating the router"),
      [adapter = m_adapters.adapter(), budget](const AdapterData& data, const RunControl& control) {
        return evaluate_router(*adapter, *data.source, data.statistics, budget, kEvaluatedRows, control);
      },
      [this, budget](RouteFigures figures) {
        m_figures = std::move(figures);
        m_figures_budget = budget;
        Q_EMIT figuresChanged();
      },
      [this] { Q_EMIT figuresChanged(); });
}

void RouterSession::sampleFirings(int rows) {
  m_jobs.drop(m_firings_job);
  if (!hasGates() || m_training) return;
  m_firings_job = ask<engine::Fired>(
      tr("Looking at single inputs"),
      [adapter = m_adapters.adapter(), rows, budget = m_options.top_k](const AdapterData& data,
                                                                       const RunControl& control) {
        return engine::fire_rows(*adapter, data, rows, budget, control);
      },
      [this](engine::Fired fired) {
        m_firings.clear();
        for (engine::Fired::Row& row : fired.rows) {
          m_firings.push_back(
              {QString::fromStdString(row.upper), QString::fromStdString(row.lower), std::move(row.active)});
        }
        m_macs = fired.macs;
        Q_EMIT firingsChanged();
      },
      [this] { Q_EMIT firingsChanged(); });
}

}  // namespace prism::app
