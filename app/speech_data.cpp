// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/speech_data.h"

#include "core/speech/aligner.h"
#include "core/speech/alignment_file.h"
#include "core/speech/voice_dataset.h"
#include "core/tts/feature_store.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

namespace prism::app {

namespace fs = std::filesystem;

namespace {

constexpr const char* kAlignmentFolder = "alignments";  // where open_speech_dataset looks

fs::path path_of(const QString& text) {
  return fs::path(text.toStdString());
}

}  // namespace

SpeechData::SpeechData(JobCenter& jobs, QString work_folder, QObject* parent)
    : QObject(parent), m_jobs(jobs), m_work_folder(std::move(work_folder)) {}

QString SpeechData::voiceSetFolder() const {
  return QDir(m_work_folder).filePath(QStringLiteral("voice-set"));
}

void SpeechData::begin(State state) {
  m_state = state;
  Q_EMIT stateChanged();
}

void SpeechData::end() {
  m_job = {};
  m_state = State::idle;
  Q_EMIT stateChanged();
}

void SpeechData::failed(const QString& title, const JobEvent& event) {
  end();
  if (event.end == JobEnd::failed)
    Q_EMIT problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
}

void SpeechData::stop() {
  m_jobs.cancel(m_job);
  m_jobs.cancel(m_check_job);
}

QString SpeechData::activity() const {
  for (const JobCenter::View& view : m_jobs.views()) {
    if (view.ticket != m_job && view.ticket != m_check_job) continue;
    if (!view.lane_view.running) return tr("Waiting for other work to finish…");
    const Progress& progress = view.lane_view.progress;
    if (progress.total <= 0) return view.title;
    return tr("%1, %2 %").arg(view.title).arg(static_cast<int>(100 * progress.done / progress.total));
  }
  return {};
}

void SpeechData::open(const QString& folder, const QString& alignments, Then then) {
  if (m_state != State::idle) return;
  const QString title = tr("Opening the recordings");
  m_job = m_jobs.run<SpeechDataset>(
      Lane::io, title, this,
      [folder, alignments](const RunControl&) {
        return open_speech_dataset(path_of(folder), path_of(alignments));
      },
      [this, alignments, then = std::move(then)](SpeechDataset dataset) {
        m_jobs.drop(m_check_job);
        m_alignments = alignments;
        m_dataset = std::make_shared<const SpeechDataset>(std::move(dataset));
        m_check.reset();
        m_features.clear();
        end();
        for (const std::string& warning : m_dataset->warnings) Q_EMIT noted(QString::fromStdString(warning));
        Q_EMIT datasetChanged();
        Q_EMIT featuresChanged();
        startCheck();
        if (then) then();
      },
      [this, title](const JobEvent& event) { failed(title, event); });
  begin(State::opening);
}

void SpeechData::startCheck() {
  const QString title = tr("Checking the recordings");
  m_check_job = m_jobs.run<DatasetCheck>(
      Lane::io, title, this,
      [dataset = m_dataset](const RunControl& control) { return check_dataset(*dataset, {}, control); },
      [this](DatasetCheck check) {
        m_check_job = {};
        m_check = std::make_shared<const DatasetCheck>(std::move(check));
        for (const std::string& warning : m_check->warnings) Q_EMIT noted(QString::fromStdString(warning));
        Q_EMIT checkChanged();
        Q_EMIT stateChanged();
      },
      [this, title](const JobEvent& event) {
        m_check_job = {};
        if (event.end == JobEnd::failed)
          Q_EMIT problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        Q_EMIT stateChanged();
      });
}

void SpeechData::makeVoiceSet(const QString& voice, int count, Then then) {
  if (m_state != State::idle) return;
  const QString title = tr("Making a voice set");
  const QString folder = voiceSetFolder();
  m_job = m_jobs.run<VoiceDatasetResult>(
      Lane::compute, title, this,
      [folder, voice, count](const RunControl& control) {
        VoiceDatasetOptions options;
        options.voice = voice.toStdString();
        options.count = std::min<std::int64_t>(count, static_cast<std::int64_t>(built_in_sentences().size()));
        std::error_code ignored;
        fs::remove_all(path_of(folder), ignored);  // ours alone: made again each time
        return make_voice_dataset(path_of(folder), options, control);
      },
      [this, folder, then = std::move(then)](const VoiceDatasetResult& made) {
        end();
        for (const std::string& warning : made.warnings) Q_EMIT noted(QString::fromStdString(warning));
        // A stop keeps what was spoken, but goes no further.
        if (made.utterances > 0) open(folder, {}, made.stopped ? Then() : then);
      },
      [this, title](const JobEvent& event) { failed(title, event); });
  begin(State::making);
}

void SpeechData::align(Aligner aligner, const QString& voice, Then then) {
  if (m_state != State::idle || !m_dataset) return;
  const QString title = tr("Aligning the recordings");
  const QString folder = QString::fromStdString((m_dataset->folder / kAlignmentFolder).string());
  struct Outcome {
    int aligned = 0;
    QStringList problems;
  };
  m_job = m_jobs.run<Outcome>(
      Lane::compute, title, this,
      [dataset = m_dataset, folder, aligner, voice](const RunControl& control) {
        Outcome out;
        fs::create_directories(path_of(folder));
        if (aligner == Aligner::mfa) {
          run_mfa(*dataset, path_of(folder), {}, control);
          out.aligned = static_cast<int>(dataset->utterances.size());
          return out;
        }
        AlignOptions options;
        options.voice = voice.toStdString();
        for (const AlignedUtterance& each : align_dataset(*dataset, options, control)) {
          if (!each.problem.empty()) {
            out.problems << QString::fromStdString(each.id + ": " + each.problem);
            continue;
          }
          write_alignment(path_of(folder) / (each.id + ".TextGrid"), each.alignment);
          ++out.aligned;
        }
        return out;
      },
      [this, folder, then = std::move(then)](Outcome out) {
        end();
        for (const QString& problem : out.problems) Q_EMIT noted(problem);
        Q_EMIT noted(tr("%n recording(s) aligned", nullptr, out.aligned));
        open(QString::fromStdString(m_dataset->folder.string()), folder, then);
      },
      [this, title](const JobEvent& event) { failed(title, event); });
  begin(State::aligning);
}

void SpeechData::prepare(const QString& model, int layer, Then then) {
  if (m_state != State::idle || !m_dataset) return;
  const QString title = tr("Preparing features");
  // One file a dataset and layer; the engine finds out by itself whether it is still right.
  const QByteArray name = QCryptographicHash::hash(
      QByteArray::fromStdString(m_dataset->folder.string()) + QByteArray::number(layer),
      QCryptographicHash::Sha256);
  const QString file =
      QDir(m_work_folder)
          .filePath(QStringLiteral("features-%1.prismtts").arg(QLatin1String(name.toHex().left(12))));
  m_job = m_jobs.run<FeatureResult>(
      Lane::compute, title, this,
      [dataset = m_dataset->folder, alignments = m_alignments, model, layer,
       file](const RunControl& control) {
        FeatureOptions options;
        options.model = path_of(model);
        options.layer = layer;
        options.alignments = path_of(alignments);
        return prepare_features(dataset, options, path_of(file), control);
      },
      [this, then = std::move(then)](FeatureResult result) {
        end();
        m_features = QString::fromStdString(result.file.string());
        for (const std::string& warning : result.warnings) Q_EMIT noted(QString::fromStdString(warning));
        Q_EMIT featuresChanged();
        if (then) then();
      },
      [this, title](const JobEvent& event) { failed(title, event); });
  begin(State::preparing);
}

}  // namespace prism::app
