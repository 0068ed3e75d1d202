// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/speech_training.h"

#include "core/base/log.h"
#include "core/base/run_record.h"
#include "core/tts/feature_store.h"
#include "widgets/numbers.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include <QTimer>

namespace prism::app {

namespace {

constexpr int kLiveMs = 100;
constexpr std::size_t kMostPoints = 2000;

void keep(const RunRecord& record) {
  try {
    RunStore().save(record);
  } catch (const Error& error) {
    log_warning(std::string("the run could not be kept: ") + error.what());
  }
}

}  // namespace

struct SpeechTraining::Live {
  std::mutex mutex;
  std::vector<SpeechTrainStep> steps;
  std::vector<SpeechValidation> validations;
  std::vector<std::string> notes;
  std::string checkpoint;
  std::int64_t checkpoint_step = -1;
};

SpeechTraining::SpeechTraining(JobCenter& jobs, QObject* parent)
    : QObject(parent), m_jobs(jobs), m_timer(new QTimer(this)) {
  m_timer->setInterval(kLiveMs);
  connect(m_timer, &QTimer::timeout, this, &SpeechTraining::poll);
}

SpeechTraining::~SpeechTraining() = default;

void SpeechTraining::start(const QString& features, const SpeechTrainOptions& options) {
  if (running()) return;
  m_live = std::make_shared<Live>();
  if (!options.resume) {
    m_steps.clear();
    m_validations.clear();
  }
  m_result = {};
  m_stopping = false;
  m_wanted_steps = options.steps;
  const QString title = tr("Training the projector");
  m_job = m_jobs.run<SpeechTrainResult>(
      Lane::compute, title, this,
      [live = m_live, options, file = features.toStdString()](const RunControl& control) {
        RunRecord record = begin_run("tts train", options.to_json());
        const auto store = FeatureStore::open(file);
        SpeechTrainSink sink;
        sink.step = [live](const SpeechTrainStep& step) {
          const std::scoped_lock lock(live->mutex);
          live->steps.push_back(step);
        };
        sink.validation = [live](const SpeechValidation& validation) {
          const std::scoped_lock lock(live->mutex);
          live->validations.push_back(validation);
        };
        sink.preview = [live](std::int64_t step, const std::filesystem::path& checkpoint) {
          const std::scoped_lock lock(live->mutex);
          live->checkpoint = checkpoint.string();
          live->checkpoint_step = step;
        };
        sink.note = [live](const std::string& note) {
          const std::scoped_lock lock(live->mutex);
          live->notes.push_back(note);
        };
        SpeechTrainResult result = train_projector(*store, options, sink, control);
        record.seconds = result.seconds;
        record.outcome = result.stopped ? "stopped" : "done";
        record.figures = {{"steps", result.steps}, {"loss", result.loss.total}, {"seconds", result.seconds}};
        keep(record);
        return result;
      },
      [this](SpeechTrainResult result) {
        poll();
        m_result = std::move(result);
        end();
        const QString checkpoint = QString::fromStdString(m_result.checkpoint.string());
        if (!checkpoint.isEmpty()) Q_EMIT previewReady(checkpoint, m_result.steps);
        Q_EMIT finished(m_result.stopped);
      },
      [this, title](const JobEvent& event) {
        poll();
        end();
        if (event.end == JobEnd::failed)
          Q_EMIT problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
      });
  m_timer->start();
  Q_EMIT stateChanged();
  Q_EMIT grew();
}

void SpeechTraining::stop() {
  if (!running() || m_stopping) return;
  m_stopping = true;
  m_jobs.cancel(m_job);
  Q_EMIT stateChanged();
}

void SpeechTraining::end() {
  m_job = {};
  m_stopping = false;
  m_timer->stop();
  Q_EMIT stateChanged();
}

void SpeechTraining::poll() {
  if (!m_live) return;
  Live taken;
  {
    const std::scoped_lock lock(m_live->mutex);
    taken.steps.swap(m_live->steps);
    taken.validations.swap(m_live->validations);
    taken.notes.swap(m_live->notes);
    taken.checkpoint.swap(m_live->checkpoint);
    taken.checkpoint_step = std::exchange(m_live->checkpoint_step, -1);
  }
  for (const std::string& note : taken.notes) Q_EMIT noted(QString::fromStdString(note));
  const bool more = !taken.steps.empty() || !taken.validations.empty();
  std::move(taken.steps.begin(), taken.steps.end(), std::back_inserter(m_steps));
  std::move(taken.validations.begin(), taken.validations.end(), std::back_inserter(m_validations));
  if (more) Q_EMIT grew();
  // Only the newest: a slow machine would otherwise fall further and further behind.
  if (taken.checkpoint_step >= 0)
    Q_EMIT previewReady(QString::fromStdString(taken.checkpoint), taken.checkpoint_step);
}

std::vector<Curve> SpeechTraining::curves() const {
  const std::string x = tr("step").toStdString(), y = tr("loss").toStdString();
  const auto made = [&](const QString& name) {
    Curve curve;
    curve.name = name.toStdString();
    curve.x_label = x;
    curve.y_label = y;
    return curve;
  };
  std::vector<Curve> curves{made(tr("total")), made(tr("acoustic")), made(tr("cosine")),
                            made(tr("duration"))};
  constexpr double SpeechLoss::*kTerms[] = {&SpeechLoss::total, &SpeechLoss::acoustic, &SpeechLoss::cosine,
                                            &SpeechLoss::duration};
  const std::size_t group = m_steps.size() / kMostPoints + 1;
  for (std::size_t begin = 0; begin < m_steps.size(); begin += group) {
    const std::size_t end = std::min(begin + group, m_steps.size());
    for (std::size_t c = 0; c < curves.size(); ++c) {
      double sum = 0;
      for (std::size_t i = begin; i < end; ++i) sum += m_steps[i].loss.*kTerms[c];
      curves[c].x.push_back(static_cast<double>(m_steps[(begin + end) / 2].step));
      curves[c].y.push_back(sum / static_cast<double>(end - begin));
    }
  }
  Curve validation = made(tr("validation"));
  for (const SpeechValidation& each : m_validations) {
    validation.x.push_back(static_cast<double>(each.step));
    validation.y.push_back(each.loss.total);
  }
  if (!validation.x.empty()) curves.push_back(std::move(validation));
  return curves;
}

QString SpeechTraining::progressText() const {
  if (m_steps.empty()) return {};
  const SpeechTrainStep& last = m_steps.back();
  QString text =
      m_wanted_steps > 0
          ? tr("step %1 of %2").arg(widgets::count_text(last.step), widgets::count_text(m_wanted_steps))
          : tr("step %1").arg(widgets::count_text(last.step));
  if (last.steps_per_second > 0)
    text += QStringLiteral(" · ") + tr("%1 steps/s").arg(widgets::number_text(last.steps_per_second));
  text += QStringLiteral(" · ") + tr("loss %1").arg(widgets::number_text(last.loss.total));
  if (!m_validations.empty()) {
    const SpeechValidation& judged = m_validations.back();
    text += QStringLiteral(" · ") +
            tr("validation %1, durations off by %2 ms")
                .arg(widgets::number_text(judged.loss.total), widgets::number_text(judged.duration_mae_ms));
  }
  return text;
}

}  // namespace prism::app
