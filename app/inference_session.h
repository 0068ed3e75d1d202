// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inference_run.h"
#include "app/job_center.h"
#include "core/llm/language_model.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include <QObject>
#include <QString>

class QTimer;

namespace prism::app {

class AdapterSession;
class ModelPair;

/// Both models loaded and at work: text through the upper model, the adapter and the lower model; stitched
/// perplexity; text sampled from the upper model. One of these at a time. Engine objects are touched only by
/// jobs; here are their results as plain values. GUI thread only.
class InferenceSession final : public QObject {
  Q_OBJECT

 public:
  enum class State { idle, loading, running, measuring, sampling };
  static constexpr qsizetype kMaxPromptBytes = qsizetype{1} << 20;

  InferenceSession(JobCenter& jobs, ModelPair& pair, AdapterSession& adapters, QString work_folder,
                   QObject* parent = nullptr);
  ~InferenceSession() override;

  [[nodiscard]] State state() const noexcept { return m_state; }
  [[nodiscard]] bool stopping() const noexcept { return m_stopping; }
  /// "Loading the models, 40 %"; empty while idle.
  [[nodiscard]] QString activity() const;
  /// Whether a prompt can be run; `why` gets a sentence when not.
  [[nodiscard]] bool canRun(QString* why = nullptr) const;
  /// Whether both models are known (sampling and training on text need no adapter).
  [[nodiscard]] bool hasModels(QString* why = nullptr) const;
  /// Models in use: the open pair's, else those the adapter was trained with. Empty when unknown.
  [[nodiscard]] std::pair<QString, QString> modelPaths() const;

  /// Loads the models where needed, then runs. A prompt that cannot be run is told by problemRaised.
  void run(const QString& prompt, const InferenceSettings& settings);
  /// At once; what was generated is kept.
  void stop();
  /// The run under way (it grows), else the one chosen last.
  [[nodiscard]] const InferenceRun& current() const noexcept { return m_run; }
  [[nodiscard]] const std::vector<InferenceRun>& history() const noexcept { return m_history; }
  void show(int index);  ///< an entry of history; not while running
  void clearHistory();
  void restore(std::vector<InferenceRun> history, std::vector<StitchMeasurement> measurements);

  /// A second adapter that speaks beside the first.
  void openSecond(const QString& path);
  void useReference();  ///< the version kept for comparison on the Workers page
  void clearSecond();
  [[nodiscard]] std::shared_ptr<const Adapter> second() const { return m_second; }
  [[nodiscard]] QString secondName() const { return m_second_name; }

  /// Perplexity on a text file, with each adapter; `windows` of the lower model's context, 0 = all.
  void measure(const QString& file, int windows);
  /// The same on text the upper model writes.
  void measureOnSampledText(int windows);
  [[nodiscard]] const std::vector<StitchMeasurement>& measurements() const noexcept { return m_measurements; }
  void clearMeasurements();

  /// Has the upper model write a text of so many tokens (kept in the work folder: same model, same text) and
  /// calls `then` with its file.
  void sampleText(std::int64_t tokens, std::function<void(const QString& file)> then);

 Q_SIGNALS:
  void stateChanged();
  void activityChanged();
  void runChanged();  ///< another run, or it has ended
  void runGrew();     ///< text or steps were added; at most 30 times a second
  void historyChanged();
  void secondChanged();
  void measured();
  void problemRaised(const QString& sentence, const QString& details);

 private:
  struct Models;
  struct Live;  // what the run's job has said since the last look

  void begin(State state);
  void end();
  void withModels(std::function<void()> then);
  void startRun();
  void startMeasuring(const QString& file, const QString& name, int windows);
  void poll();
  void keep();
  void fail(const QString& title, const JobEvent& event);
  [[nodiscard]] QString adapterName() const;

  JobCenter& m_jobs;
  ModelPair& m_pair;
  AdapterSession& m_adapters;
  QString m_work_folder;
  QTimer* m_timer;
  State m_state = State::idle;
  bool m_stopping = false;
  QString m_activity;
  JobTicket m_job, m_second_job;
  std::shared_ptr<const Models> m_models;
  std::shared_ptr<Live> m_live;
  InferenceRun m_run;
  int m_runs = 0;
  std::vector<InferenceRun> m_history;  ///< newest first
  std::vector<StitchMeasurement> m_measurements;
  std::shared_ptr<const Adapter> m_second;
  QString m_second_name;
};

/// A text file for the models: valid UTF-8 of at most `limit` bytes. Throws Error saying at which byte it is
/// not.
[[nodiscard]] std::string read_text(const std::filesystem::path& path,
                                    std::uint64_t limit = std::uint64_t{256} << 20);

}  // namespace prism::app
