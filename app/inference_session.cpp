// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inference_session.h"

#include "app/adapter_session.h"
#include "app/core_texts.h"
#include "app/inference_models.h"
#include "app/model_pair.h"

#include <algorithm>
#include <mutex>

#include <QDateTime>
#include <QFileInfo>
#include <QTimer>

namespace prism::app {

namespace {

constexpr int kLiveMs = 33;  // at most 30 pictures a second
constexpr std::size_t kHistoryKept = 50;

QString now() {
  return QDateTime::currentDateTime().toString(Qt::ISODate);
}

QString from(const std::string& text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

struct InferenceSession::Live {
  std::mutex mutex;
  std::string upper, lower, second;
  std::vector<BridgeStep> steps;
  std::vector<std::string> warnings;
};

InferenceSession::InferenceSession(JobCenter& jobs, ModelPair& pair, AdapterSession& adapters,
                                   QString work_folder, QObject* parent)
    : QObject(parent),
      m_jobs(jobs),
      m_pair(pair),
      m_adapters(adapters),
      m_work_folder(std::move(work_folder)),
      m_timer(new QTimer(this)) {
  m_timer->setInterval(kLiveMs);
  connect(m_timer, &QTimer::timeout, this, &InferenceSession::poll);
}

InferenceSession::~InferenceSession() = default;

std::pair<QString, QString> InferenceSession::modelPaths() const {
  if (m_pair.ready()) return {m_pair.path(Side::upper), m_pair.path(Side::lower)};
  const DataSpec& data = m_adapters.data();
  return {from(data.upper.string()), from(data.lower.string())};
}

bool InferenceSession::hasModels(QString* why) const {
  const auto [upper, lower] = modelPaths();
  const bool known = !upper.isEmpty() && !lower.isEmpty();
  if (!known && why != nullptr) *why = tr("Open an upper and a lower model first.");
  return known;
}

bool InferenceSession::canRun(QString* why) const {
  QString reason;
  if (m_state != State::idle) {
    reason = tr("The models are at work already.");
  } else if (!m_adapters.adapter()) {
    reason = m_adapters.busy() ? tr("The adapter is not ready yet.") : tr("Train or open an adapter first.");
  } else if (hasModels(&reason)) {
    reason.clear();
  }
  if (why != nullptr) *why = reason;
  return reason.isEmpty();
}

QString InferenceSession::adapterName() const {
  const QString path = m_adapters.path();
  return path.isEmpty() ? tr("the adapter") : QFileInfo(path).fileName();
}

void InferenceSession::begin(State state) {
  m_state = state;
  m_stopping = false;
  m_activity.clear();
  m_timer->start();
  Q_EMIT stateChanged();
}

void InferenceSession::end() {
  m_job = {};
  m_state = State::idle;
  m_stopping = false;
  m_timer->stop();
  m_activity.clear();
  Q_EMIT activityChanged();
  Q_EMIT stateChanged();
}

void InferenceSession::fail(const QString& title, const JobEvent& event) {
  if (event.end != JobEnd::failed) return;
  Q_EMIT problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
}

void InferenceSession::stop() {
  if (m_state == State::idle || m_stopping) return;
  m_stopping = true;
  m_jobs.cancel(m_job);
  Q_EMIT stateChanged();
}

void InferenceSession::withModels(std::function<void()> then) {
  const auto [upper, lower] = modelPaths();
  if (m_models && m_models->upper_path == upper && m_models->lower_path == lower) {
    then();
    return;
  }
  m_models.reset();
  begin(State::loading);
  const QString title = tr("Loading the models");
  m_job = m_jobs.run<std::shared_ptr<const Models>>(
      Lane::io, title, this,
      [upper = upper, lower = lower](const RunControl& control) {
        auto models = std::make_shared<Models>();
        models->upper_path = upper;
        models->lower_path = lower;
        models->upper = LanguageModel::open(upper.toStdString(), {}, control);
        control.check();
        models->lower = LanguageModel::open(lower.toStdString(), {}, control);
        return models;
      },
      [this, then = std::move(then)](std::shared_ptr<const Models> models) {
        m_models = std::move(models);
        if (m_stopping) {
          end();
          return;
        }
        then();
      },
      [this, title](const JobEvent& event) {
        end();
        fail(title, event);
      });
}

void InferenceSession::run(const QString& prompt, const InferenceSettings& settings) {
  QString why;
  const QByteArray bytes = prompt.toUtf8();
  if (bytes.isEmpty()) {
    why = tr("Write a prompt first: the models need some text to go on from.");
  } else if (bytes.size() > kMaxPromptBytes) {
    why = tr("The prompt has %1 MB, and at most 1 MB can be run. Shorten it; it stays as it is.")
              .arg(static_cast<double>(bytes.size()) / (1 << 20), 0, 'f', 2);
  } else if (canRun(&why)) {
    why.clear();
  }
  if (!why.isEmpty()) {
    Q_EMIT problemRaised(why, why);
    return;
  }
  withModels([this, prompt, settings] {
    const auto [upper, lower] = modelPaths();
    m_run = {};
    m_run.serial = ++m_runs;
    m_run.started = now();
    m_run.prompt = prompt;
    m_run.settings = settings;
    m_run.upper_name = QFileInfo(upper).fileName();
    m_run.lower_name = QFileInfo(lower).fileName();
    m_run.adapter_name = adapterName();
    m_run.second_name = m_second ? m_second_name : QString();
    m_run.adapter = m_adapters.adapter();
    startRun();
  });
}

void InferenceSession::startRun() {
  if (!m_run.adapter) {  // closed while the models were loading
    end();
    return;
  }
  m_live = std::make_shared<Live>();
  struct Outcome {
    InferResult first, second;
  };
  auto work = [models = m_models, adapter = m_run.adapter, second = m_second, prompt = m_run.prompt,
               settings = m_run.settings, live = m_live](const RunControl& control) {
    Outcome out;
    Bridge bridge{models->upper, models->lower, adapter, junction_of(*adapter), {}};
    InferOptions options;
    options.upper = settings.options();
    options.lower = settings.options();
    options.through = settings.through;
    {
      std::vector<std::string> warnings = check_bridge(bridge);
      const std::scoped_lock lock(live->mutex);
      live->warnings = std::move(warnings);
    }
    const auto append = [live](std::string Live::*text) {
      return [live, text](const std::string& piece) {
        const std::scoped_lock lock(live->mutex);
        (*live).*text += piece;
      };
    };
    InferEvents events;
    events.upper_text = append(&Live::upper);
    events.lower_text = append(&Live::lower);
    events.step = [live](const BridgeStep& step) {
      const std::scoped_lock lock(live->mutex);
      live->steps.push_back(step);
    };
    const QByteArray bytes = prompt.toUtf8();
    const std::string text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    out.first = infer(bridge, text, options, control, events);
    if (second && !control.stop_requested()) {
      bridge.adapter = second;
      bridge.junction = junction_of(*second);
      options.alone = false;
      InferEvents beside;
      beside.lower_text = append(&Live::second);
      out.second = infer(bridge, text, options, control, beside);
    }
    return out;
  };
  const QString title = tr("Running the prompt");
  const auto job = m_jobs.run<Outcome>(
      Lane::compute, title, this, work,
      [this](Outcome out) {
        poll();
        // Texts as a whole: what was streamed may lack the last bytes of a stopped generation.
        m_run.upper_text = from(out.first.upper_text);
        m_run.lower_text = from(out.first.lower_text);
        m_run.alone_text = from(out.first.alone_text);
        m_run.second_text = from(out.second.lower_text);
        m_run.tokens = out.first.tokens;
        m_run.tokens_per_second = out.first.tokens_per_second;
        m_run.second_tokens_per_second = out.second.tokens_per_second;
        m_run.counters = out.first.counters;
        m_run.steps = std::move(out.first.steps);
        m_run.stopped = out.first.stopped || out.second.stopped;
        m_run.warnings.clear();
        for (const std::string& warning : out.first.warnings) m_run.warnings << note_text(warning);
        for (const std::string& warning : out.second.warnings) {
          if (!m_run.warnings.contains(note_text(warning))) m_run.warnings << note_text(warning);
        }
        keep();
      },
      [this, title](const JobEvent& event) {
        poll();
        m_run.stopped = event.end == JobEnd::stopped;
        if (m_run.lower_text.isEmpty() && m_run.upper_text.isEmpty()) {
          m_run.finished = true;
          end();
          Q_EMIT runChanged();
        } else {
          keep();
        }
        fail(title, event);
      });
  begin(State::running);
  m_job = job;
  Q_EMIT runChanged();
}

void InferenceSession::keep() {
  m_run.finished = true;
  m_history.insert(m_history.begin(), m_run);
  if (m_history.size() > kHistoryKept) m_history.resize(kHistoryKept);
  end();
  Q_EMIT runChanged();
  Q_EMIT historyChanged();
}

void InferenceSession::poll() {
  if (m_live) {
    std::vector<BridgeStep> steps;
    std::string upper, lower, second;
    std::vector<std::string> warnings;
    {
      const std::scoped_lock lock(m_live->mutex);
      upper.swap(m_live->upper);
      lower.swap(m_live->lower);
      second.swap(m_live->second);
      steps.swap(m_live->steps);
      warnings.swap(m_live->warnings);
    }
    m_run.upper_text += from(upper);
    m_run.lower_text += from(lower);
    m_run.second_text += from(second);
    for (const std::string& warning : warnings) m_run.warnings << note_text(warning);
    const bool grew =
        !upper.empty() || !lower.empty() || !second.empty() || !steps.empty() || !warnings.empty();
    std::move(steps.begin(), steps.end(), std::back_inserter(m_run.steps));
    if (grew) Q_EMIT runGrew();
  }
  if (const QString activity = this->activity(); activity != m_activity) {
    m_activity = activity;
    Q_EMIT activityChanged();
  }
}

QString InferenceSession::activity() const {
  if (m_state == State::idle) return {};
  if (m_stopping) return tr("Stopping…");
  QString text = m_state == State::loading     ? tr("Loading the models")
                 : m_state == State::running   ? tr("Running the prompt")
                 : m_state == State::measuring ? tr("Measuring perplexity")
                                               : tr("The upper model is writing a text");
  for (const JobCenter::View& view : m_jobs.views()) {
    if (view.ticket != m_job) continue;
    if (!view.lane_view.running) return tr("Waiting for other work to finish…");
    const Progress& progress = view.lane_view.progress;
    if (progress.total > 0) {
      text = tr("%1, %2 %").arg(text).arg(static_cast<int>(100 * progress.done / progress.total));
    }
  }
  return text;
}

void InferenceSession::show(int index) {
  if (m_state == State::running || index < 0 || index >= static_cast<int>(m_history.size())) return;
  m_run = m_history[static_cast<std::size_t>(index)];
  m_live.reset();
  Q_EMIT runChanged();
}

void InferenceSession::clearHistory() {
  m_history.clear();
  Q_EMIT historyChanged();
}

void InferenceSession::restore(std::vector<InferenceRun> history,
                               std::vector<StitchMeasurement> measurements) {
  m_history = std::move(history);
  for (InferenceRun& run : m_history) run.serial = ++m_runs;
  if (m_history.size() > kHistoryKept) m_history.resize(kHistoryKept);
  m_measurements = std::move(measurements);
  Q_EMIT historyChanged();
  Q_EMIT measured();
  if (!m_history.empty() && m_state != State::running) show(0);
}

}  // namespace prism::app
