// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lowbit_session.h"

#include "app/inference_session.h"
#include "core/base/atomic_file.h"
#include "core/base/log.h"
#include "core/workflow/run_inputs.h"

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <optional>
#include <utility>

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QTimer>
#include <QUndoCommand>
#include <QUndoStack>

namespace prism::app {

namespace {

namespace fs = std::filesystem;

constexpr int kLiveMs = 33;                      // at most 30 pictures a second
constexpr std::int64_t kSampledTokens = 20'000;  // as for perplexity, so that one text serves both
constexpr std::uint64_t kLargestRecord = 64u << 20;

fs::path path_of(const QString& text) {
  return text.toStdString();
}
fs::path record_of(const QString& folder) {
  return path_of(folder) / "run.json";
}

void keep_record(RunRecord record, const LowBitTrainOptions& options, const LowBitResult& result) {
  note_input(record, options.text);
  note_output(record, options.output);
  record.figures = to_json(result);
  record.seconds = result.seconds;
  record.outcome = result.stopped ? "stopped" : "done";
  try {
    RunStore().save(record);
  } catch (const Error& error) {
    log_warning(std::string("the run record could not be kept: ") + error.what());
  }
}

void copy_file(const fs::path& from, const fs::path& to, const RunControl& control) {
  const std::string bytes = read_file(from, std::uint64_t{1} << 40);
  control.check();
  write_file(to, bytes);
}

}  // namespace

struct LowBitSession::Live {
  std::mutex mutex;
  std::optional<LowBitStart> start;
  std::vector<LowBitStep> steps;
  std::vector<LowBitValidation> validations;

  [[nodiscard]] static LowBitSink sink(const std::shared_ptr<Live>& live) {
    LowBitSink sink;
    sink.start = [live](const LowBitStart& start) {
      const std::scoped_lock lock(live->mutex);
      live->start = start;
    };
    sink.step = [live](const LowBitStep& step) {
      const std::scoped_lock lock(live->mutex);
      live->steps.push_back(step);
    };
    sink.validation = [live](const LowBitValidation& validation) {
      const std::scoped_lock lock(live->mutex);
      live->validations.push_back(validation);
    };
    return sink;
  }
};

/// Removing a run can be taken back: its files stay until the program ends.
class LowBitSession::RemoveRun final : public QUndoCommand {
 public:
  RemoveRun(LowBitSession& session, std::shared_ptr<LabRun> run)
      : QUndoCommand(LowBitSession::tr("Remove the run %1").arg(run->name())),
        m_session(session),
        m_run(std::move(run)) {}
  void undo() override { m_session.take(m_run, true); }
  void redo() override { m_session.take(m_run, false); }

 private:
  LowBitSession& m_session;
  std::shared_ptr<LabRun> m_run;
};

LowBitSession::LowBitSession(JobCenter& jobs, QUndoStack& undo, InferenceSession& inference,
                             const QString& work_folder, QObject* parent)
    : QObject(parent),
      m_jobs(jobs),
      m_undo(undo),
      m_inference(inference),
      m_folder(work_folder + QStringLiteral("/lowbit")),
      m_timer(new QTimer(this)) {
  m_timer->setInterval(kLiveMs);
  connect(m_timer, &QTimer::timeout, this, &LowBitSession::poll);
  connect(&m_inference, &InferenceSession::stateChanged, this, [this] {
    if (m_inference.state() == InferenceSession::State::idle) m_sampling = false;
    Q_EMIT stateChanged();
  });
}

LowBitSession::~LowBitSession() {
  for (const auto& run : m_removed) QDir(run->folder).removeRecursively();
}

void LowBitSession::setSettings(const LabSettings& settings) {
  m_settings = settings;
  Q_EMIT settingsChanged();
  Q_EMIT stateChanged();
}

const LabRun* LowBitSession::run(int serial) const {
  for (const auto& each : m_runs) {
    if (each->serial == serial) return each.get();
  }
  return nullptr;
}

const LabRun* LowBitSession::referenceOf(const LabRun& run) const {
  const LabRun* found = nullptr;  // the latest
  for (const auto& each : m_runs) {
    if (!each->lowBit() && each->state == LabRun::State::done && each->comparableWith(run))
      found = each.get();
  }
  return found;
}

void LowBitSession::load() {
  if (m_loaded) return;
  m_loaded = true;
  m_load_job = m_jobs.run<std::vector<LabRun>>(
      Lane::io, tr("Reading earlier low-bit runs"), this,
      [folder = m_folder](const RunControl& control) {
        std::vector<LabRun> runs;
        for (const QString& name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
          control.check();
          const QString own = folder + u'/' + name;
          const fs::path file = record_of(own);
          if (!QFileInfo::exists(QString::fromStdString(file.string()))) continue;
          try {
            runs.push_back(lab_run_of(parse_json(read_file(file, kLargestRecord), file), file));
            runs.back().folder = own;
          } catch (const Error& error) {
            log_warning(error.what());
          }
        }
        return runs;
      },
      [this](std::vector<LabRun> runs) {
        std::vector<std::shared_ptr<LabRun>> all;
        for (LabRun& each : runs) {
          const bool here = std::any_of(m_runs.begin(), m_runs.end(),
                                        [&each](const auto& own) { return own->folder == each.folder; });
          if (here) continue;
          each.serial = ++m_serials;
          all.push_back(std::make_shared<LabRun>(std::move(each)));
        }
        all.insert(all.end(), m_runs.begin(), m_runs.end());
        m_runs = std::move(all);
        Q_EMIT stateChanged();
      },
      {}, true);
}

bool LowBitSession::canTrain(QString* why) const {
  QString reason;
  if (training()) {
    reason = tr("A low-bit training is still running.");
  } else if (!m_settings.train.text.empty()) {
    const QString file = QString::fromStdString(m_settings.train.text.string());
    if (!QFileInfo(file).isFile()) reason = tr("There is no text file %1; choose another.").arg(file);
  } else if (!m_inference.hasModels()) {
    reason = tr("Choose a text file, or open models: the upper one then writes a text.");
  } else if (m_inference.state() != InferenceSession::State::idle) {
    reason = tr("The models are at work already.");
  }
  if (why != nullptr) *why = reason;
  return reason.isEmpty();
}

bool LowBitSession::training() const {
  return m_sampling || !m_tickets.empty();
}

bool LowBitSession::busy() const {
  return training() || m_jobs.alive(m_load_job) || m_jobs.alive(m_export_job);
}

void LowBitSession::train() {
  submit({m_settings.train});
}

void LowBitSession::compare() {
  std::vector<LowBitTrainOptions> all;
  const auto add = [&](const Grid& grid, LowBitUpdate update) {
    LowBitTrainOptions options = m_settings.train;
    options.grid = grid;
    // A rate chosen for one rule means something else to another: each takes its own.
    if (options.update.update != update) options.update.learning_rate = 0;
    options.update.update = update;
    all.push_back(std::move(options));
  };
  // The reference first: whatever is stopped later has something to stand beside.
  for (const LowBitUpdate update : m_settings.updates) {
    if (update == LowBitUpdate::fp32) add(m_settings.train.grid, update);
  }
  for (const Grid& grid : m_settings.grids) {
    for (const LowBitUpdate update : m_settings.updates) {
      if (update != LowBitUpdate::fp32) add(grid, update);
    }
  }
  if (all.empty()) {
    Q_EMIT problemRaised(tr("Choose at least one grid and one update to compare."), {});
    return;
  }
  submit(std::move(all));
}

void LowBitSession::submit(std::vector<LowBitTrainOptions> options) {
  QString why;
  if (!canTrain(&why)) {
    Q_EMIT problemRaised(why, why);
    return;
  }
  const auto start = [this](const std::vector<LowBitTrainOptions>& all) {
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    int place = 0;
    for (const LowBitTrainOptions& each : all) {
      auto run = std::make_shared<LabRun>();
      run->serial = ++m_serials;
      run->folder = QStringLiteral("%1/run-%2-%3").arg(m_folder, stamp).arg(++place, 2, 10, QLatin1Char('0'));
      run->options = each;
      run->options.update.seed = each.seed;
      run->options.checkpoints = path_of(run->folder) / "checkpoints";
      run->options.output = path_of(run->packedFile());
      run->options.resume = false;
      m_runs.push_back(run);
      begin(run);
    }
    Q_EMIT stateChanged();
  };
  if (!options.front().text.empty()) {
    start(options);
    return;
  }
  m_inference.sampleText(kSampledTokens, [options = std::move(options), start](const QString& file) mutable {
    for (LowBitTrainOptions& each : options) each.text = path_of(file);
    start(options);
  });
  m_sampling = m_inference.state() != InferenceSession::State::idle;
  Q_EMIT stateChanged();
}

void LowBitSession::begin(const std::shared_ptr<LabRun>& run) {
  auto live = std::make_shared<Live>();
  auto work = [options = run->options, live](const RunControl& control) {
    RunRecord record =
        begin_run("primal train", {{"primal", options.to_json()}, {"arguments", lab_arguments_of(options)}});
    LowBitResult result = train_low_bit(options, Live::sink(live), control);
    keep_record(std::move(record), options, result);
    return result;
  };
  run->state = LabRun::State::waiting;
  run->problem.clear();
  m_live[run->serial] = live;
  m_tickets[run->serial] = m_jobs.run<LowBitResult>(
      Lane::compute, tr("Training %1").arg(run->name()), this, work,
      [this, run](const LowBitResult& result) { ended(run, &result, nullptr); },
      [this, run](const JobEvent& event) { ended(run, nullptr, &event); });
  m_timer->start();
}

void LowBitSession::ended(const std::shared_ptr<LabRun>& run, const LowBitResult* result,
                          const JobEvent* event) {
  poll();
  m_tickets.erase(run->serial);
  m_live.erase(run->serial);
  if (m_tickets.empty()) m_timer->stop();
  if (result != nullptr) {
    run->finish(*result);
  } else if (event->end == JobEnd::failed) {
    run->state = LabRun::State::failed;
    run->problem = QString::fromStdString(event->message);
    Q_EMIT problemRaised(sentence_of(tr("Training %1").arg(run->name()), *event), run->problem);
  } else {
    run->state = LabRun::State::stopped;
  }
  if (run->last.step > 0) keep(*run);
  Q_EMIT grew(run->serial);
  Q_EMIT stateChanged();
}

void LowBitSession::poll() {
  bool began = false;
  for (const auto& [serial, live] : m_live) {
    LabRun* run = nullptr;
    for (const auto& each : m_runs) {
      if (each->serial == serial) run = each.get();
    }
    if (run == nullptr) continue;
    std::optional<LowBitStart> start;
    std::vector<LowBitStep> steps;
    std::vector<LowBitValidation> validations;
    {
      const std::scoped_lock lock(live->mutex);
      start.swap(live->start);
      steps.swap(live->steps);
      validations.swap(live->validations);
    }
    if (start) {
      run->start = *start;
      run->state = LabRun::State::running;
      run->backTo(start->step);
      began = true;
    }
    for (const LowBitStep& step : steps) run->add(step);
    run->validations.insert(run->validations.end(), validations.begin(), validations.end());
    // Now and then, so that a program that ends in between leaves a run that can be resumed.
    if (start || !validations.empty()) keep(*run);
    if (start || !steps.empty() || !validations.empty()) Q_EMIT grew(serial);
  }
  if (began) Q_EMIT stateChanged();
}

void LowBitSession::keep(const LabRun& run) {
  m_jobs.submit(
      Lane::io, tr("Keeping a low-bit run"), this,
      [copy = run, file = record_of(run.folder)](const RunControl&) {
        write_file(file, dump_json(to_json(copy)));
      },
      [this](const JobEvent& event) {
        if (event.end != JobEnd::failed) return;
        Q_EMIT problemRaised(sentence_of(tr("Keeping a low-bit run"), event),
                             QString::fromStdString(event.message));
      },
      true);
}

void LowBitSession::cancel() {
  if (m_sampling) m_inference.stop();
  // The last first: otherwise each would begin for a moment when the one before it goes.
  for (auto each = m_tickets.rbegin(); each != m_tickets.rend(); ++each) m_jobs.cancel(each->second);
}

void LowBitSession::cancel(int serial) {
  if (const auto found = m_tickets.find(serial); found != m_tickets.end()) m_jobs.cancel(found->second);
}

void LowBitSession::resume(int serial) {
  for (const auto& each : m_runs) {
    if (each->serial != serial || each->live() || each->state == LabRun::State::done) continue;
    each->options.checkpoints = path_of(each->folder) / "checkpoints";
    each->options.output = path_of(each->packedFile());
    each->options.resume = true;
    begin(each);
    Q_EMIT stateChanged();
    return;
  }
}

void LowBitSession::remove(int serial) {
  for (const auto& each : m_runs) {
    if (each->serial != serial || each->live()) continue;
    m_undo.push(new RemoveRun(*this, each));
    return;
  }
}

void LowBitSession::take(const std::shared_ptr<LabRun>& run, bool back) {
  auto& from = back ? m_removed : m_runs;
  auto& to = back ? m_runs : m_removed;
  const auto found = std::find(from.begin(), from.end(), run);
  if (found == from.end()) return;
  from.erase(found);
  to.insert(std::find_if(to.begin(), to.end(), [&](const auto& each) { return each->serial > run->serial; }),
            run);
  Q_EMIT stateChanged();
}

void LowBitSession::exportPacked(int serial, const QString& path) {
  const LabRun* from = run(serial);
  if (from == nullptr || !from->lowBit() || from->live()) return;
  const QString title = tr("Exporting packed weights");
  m_export_job = m_jobs.run<bool>(
      Lane::io, title, this,
      [source = path_of(from->packedFile()), target = path_of(path)](const RunControl& control) {
        copy_file(source, target, control);
        return true;
      },
      [this, path](bool) { Q_EMIT exported(path); },
      [this, title](const JobEvent& event) {
        if (event.end == JobEnd::failed) {
          Q_EMIT problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        }
      });
  Q_EMIT stateChanged();
}

}  // namespace prism::app
