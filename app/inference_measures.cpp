// SPDX-License-Identifier: GPL-3.0-or-later
// The part of InferenceSession that measures perplexity, samples texts and opens a second adapter.
#include "app/adapter_session.h"
#include "app/inference_models.h"
#include "app/inference_session.h"
#include "core/base/atomic_file.h"
#include "core/base/sha256.h"
#include "core/text/encodings.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

#include <QDateTime>
#include <QFileInfo>

namespace prism::app {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMeasureTokens = 20'000;  // of sampled text: what 60 windows and their split need
constexpr std::size_t kMeasurementsKept = 200;

}  // namespace

std::string read_text(const fs::path& path, std::uint64_t limit) {
  std::string text = read_file(path, limit);
  if (text.empty()) throw Error(ErrorCode::usage, "the text is empty", path);
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t position = text.size() - rest.size();
    if (take_code_point(rest) == kInvalid) {
      throw Error(ErrorCode::format, "not valid UTF-8", path, fmt::format("byte {}", position),
                  "a text file");
    }
  }
  return text;
}

void InferenceSession::openSecond(const QString& path) {
  m_jobs.drop(m_second_job);
  const QString title = tr("Opening %1").arg(QFileInfo(path).fileName());
  m_second_job = m_jobs.run<std::shared_ptr<const Adapter>>(
      Lane::io, title, this,
      [file = fs::path(path.toStdString())](const RunControl&) {
        return std::make_shared<const Adapter>(load_adapter(file));
      },
      [this, name = QFileInfo(path).fileName()](std::shared_ptr<const Adapter> adapter) {
        m_second = std::move(adapter);
        m_second_name = name;
        Q_EMIT secondChanged();
      },
      [this, title](const JobEvent& event) { fail(title, event); });
}

void InferenceSession::useReference() {
  if (!m_adapters.reference()) return;
  m_jobs.drop(m_second_job);
  m_second = m_adapters.reference();
  m_second_name = m_adapters.referenceName();
  Q_EMIT secondChanged();
}

void InferenceSession::clearSecond() {
  m_jobs.drop(m_second_job);
  m_second.reset();
  m_second_name.clear();
  Q_EMIT secondChanged();
}

void InferenceSession::measure(const QString& file, int windows) {
  QString why;
  if (!canRun(&why)) {
    Q_EMIT problemRaised(why, why);
    return;
  }
  withModels([this, file, windows] { startMeasuring(file, QFileInfo(file).fileName(), windows); });
}

void InferenceSession::measureOnSampledText(int windows) {
  QString why;
  if (!canRun(&why)) {
    Q_EMIT problemRaised(why, why);
    return;
  }
  sampleText(kMeasureTokens, [this, windows](const QString& file) {
    startMeasuring(file, tr("text sampled from %1").arg(QFileInfo(modelPaths().first).fileName()), windows);
  });
}

void InferenceSession::startMeasuring(const QString& file, const QString& name, int windows) {
  std::vector<std::pair<QString, std::shared_ptr<const Adapter>>> adapters{
      {adapterName(), m_adapters.adapter()}};
  if (m_second) adapters.emplace_back(m_second_name, m_second);
  if (!adapters.front().second) {
    end();
    return;
  }
  auto work = [models = m_models, adapters, file = fs::path(file.toStdString()), name,
               windows](const RunControl& control) {
    const std::string text = read_text(file);
    PerplexityOptions options;
    options.max_windows = windows;
    std::vector<StitchMeasurement> measured;
    for (const auto& [adapter_name, adapter] : adapters) {
      const Bridge bridge{models->upper, models->lower, adapter, junction_of(*adapter), {}};
      const StitchResult result = stitch(bridge, text, options, 0, control);
      StitchMeasurement measurement;
      measurement.adapter_name = adapter_name;
      measurement.text_name = name;
      measurement.own = result.own.perplexity;
      measurement.stitched = result.stitched.perplexity;
      measurement.shuffled = result.shuffled.perplexity;
      measurement.replaced_share = result.replaced_share;
      measurement.tokens = result.own.tokens;
      measured.push_back(measurement);
    }
    return measured;
  };
  const QString title = tr("Measuring stitched perplexity");
  const auto job = m_jobs.run<std::vector<StitchMeasurement>>(
      Lane::compute, title, this, work,
      [this](std::vector<StitchMeasurement> measured) {
        for (StitchMeasurement& each : measured) {
          each.started = QDateTime::currentDateTime().toString(Qt::ISODate);
          m_measurements.insert(m_measurements.begin(), std::move(each));
        }
        if (m_measurements.size() > kMeasurementsKept) m_measurements.resize(kMeasurementsKept);
        end();
        Q_EMIT this->measured();
      },
      [this, title](const JobEvent& event) {
        end();
        fail(title, event);
      });
  begin(State::measuring);
  m_job = job;
}

void InferenceSession::clearMeasurements() {
  m_measurements.clear();
  Q_EMIT measured();
}

void InferenceSession::sampleText(std::int64_t tokens, std::function<void(const QString& file)> then) {
  QString why;
  if (m_state != State::idle) {
    why = tr("The models are at work already.");
  } else if (hasModels(&why)) {
    why.clear();
  }
  if (!why.isEmpty()) {
    Q_EMIT problemRaised(why, why);
    return;
  }
  withModels([this, tokens, then = std::move(then)] {
    // The same model writes the same text: what is there need not be written again.
    const QFileInfo model(m_models->upper_path);
    const QString identity = model.absoluteFilePath() + model.lastModified().toString(Qt::ISODateWithMs);
    const std::string key = sha256_hex(identity.toStdString()).substr(0, 12);
    const fs::path file = fs::path(m_work_folder.toStdString()) / "sampled" /
                          fmt::format("{}-{}-{}.txt", model.fileName().toStdString(), key, tokens);
    const QString title = tr("Sampling text from the upper model");
    const auto job = m_jobs.run<QString>(
        Lane::compute, title, this,
        [models = m_models, file, tokens](const RunControl& control) {
          std::error_code ignored;
          if (!fs::exists(file, ignored)) {
            GenerateOptions options;
            options.temperature = 1;
            options.max_tokens = models->upper->config().context;
            write_file(file, sample_corpus(*models->upper, {}, tokens, options, 32, control));
          }
          return QString::fromStdString(file.string());
        },
        [this, then](const QString& written) {
          end();
          then(written);
        },
        [this, title](const JobEvent& event) {
          end();
          fail(title, event);
        });
    begin(State::sampling);
    m_job = job;
  });
}

}  // namespace prism::app
