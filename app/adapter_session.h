// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"
#include "core/solve/analysis.h"
#include "core/solve/train.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <QObject>
#include <QString>
#include <QStringList>

class QTimer;
class QUndoStack;

namespace prism {
struct AdapterData;
}

namespace prism::app {

/// Figures of the adapter as last trained or validated; absent ones are not known yet.
struct AdapterFigures {
  std::optional<MapFigures> test, validation, train;
  std::optional<Baselines> baselines;
  std::vector<std::pair<double, double>> ridge_curve;  ///< relative λ, validation R²
  double seconds_statistics = 0;
  double seconds_solve = 0;
  QStringList notes;  ///< what had to be changed, in plain English
};

/// Result of one repair, kept for the footer of the Workers page.
struct RepairFigures {
  std::vector<int> workers;
  double predicted_gain = 0;  ///< fraction of total ‖Z‖² on training rows
  double achieved_gain = 0;
  double r2_before = 0;
  double r2_after = 0;
};

/// The current adapter with its statistics and analysis. The engine objects are touched only by jobs of the
/// compute lane, one at a time; here are their results as plain values. GUI thread only.
class AdapterSession final : public QObject {
  Q_OBJECT

 public:
  enum class State {
    none,
    training,   ///< the error map fills live
    opening,    ///< adapter is being read or analysed; adapter() may be there already
    ready,      ///< figures are complete
    unanalysed  ///< an adapter without its data: weights can be seen, figures cannot
  };

  AdapterSession(JobCenter& jobs, QUndoStack& undo, QString work_folder, QObject* parent = nullptr);
  ~AdapterSession() override;

  void train(const DataSpec& data, const TrainOptions& options);
  /// Not while busy. Opens NAME.prism and analyses it with the data its run record names (or `data` unless
  /// empty). `recovered`: an autosave, shown as not saved yet.
  void open(const QString& path, const DataSpec& data = {}, bool recovered = false);
  /// Works the figures out with this data: for an adapter whose own has moved. Not while busy.
  void analyseWith(const DataSpec& data);
  /// In the background; `then(true)` once the file is whole, `then(false)` after a failure that was told.
  void save(const QString& path, std::function<void(bool)> then = {});
  void close();
  /// Asks the running training, repair or analysis to stop; finished tiles are kept.
  void cancel();

  [[nodiscard]] State state() const noexcept { return m_state; }
  /// An edit, training or analysis is under way: start none, undo none.
  [[nodiscard]] bool busy() const;
  /// Of that, what makes or changes tiles: training, repair, undo; not reading and analysing.
  [[nodiscard]] bool changing() const { return busy() && m_state != State::opening; }
  /// Broken tiles are in its file already: writing over it takes nothing away.
  [[nodiscard]] bool keptBroken() const noexcept { return m_kept_broken; }
  [[nodiscard]] bool dirty() const noexcept { return m_dirty; }
  [[nodiscard]] QString path() const { return m_path; }
  [[nodiscard]] const DataSpec& data() const noexcept { return m_data; }
  /// Snapshot; tiles are shared and immutable. Null while there is none. During training still the old one.
  [[nodiscard]] std::shared_ptr<const Adapter> adapter() const { return m_adapter; }
  /// Plan whose worker ids errorMap() uses: that of the training under way, else of the adapter.
  [[nodiscard]] const Plan& plan() const noexcept { return m_plan; }
  [[nodiscard]] const ErrorMap& errorMap() const noexcept { return m_map; }
  [[nodiscard]] const AdapterFigures& figures() const noexcept { return m_figures; }
  [[nodiscard]] std::vector<int> faulty() const;  ///< ascending
  [[nodiscard]] const std::optional<RepairFigures>& lastRepair() const noexcept { return m_repair; }

  /// Undoable steps on the shared stack; no-ops while busy.
  void retrain(const std::vector<int>& workers);
  void corrupt(const std::vector<int>& workers, Corruption how, std::uint64_t seed);
  /// Asks what retraining these would win; answered by gainPredicted, only the latest request.
  void predictGain(const std::vector<int>& workers);
  /// Pages over test data in the background; results in worstSamples() and groups().
  void findWorstSamples(int count);
  [[nodiscard]] const std::vector<SampleFigures>& worstSamples() const noexcept { return m_worst; }
  [[nodiscard]] const std::vector<GroupError>& groups() const noexcept { return m_groups; }

  /// A second adapter to compare with (difference map); its figures are worked out when the data fit.
  void openReference(const QString& path);
  void keepAsReference();  ///< the adapter as it is now
  void clearReference();
  [[nodiscard]] std::shared_ptr<const Adapter> reference() const { return m_reference; }
  [[nodiscard]] const ErrorMap& referenceMap() const noexcept { return m_reference_map; }
  [[nodiscard]] QString referenceName() const { return m_reference_name; }

  /// For jobs of the compute lane: samples and statistics of the adapter, collected where they are not there
  /// yet.
  using DataSource = std::function<AdapterData(const RunControl&)>;
  [[nodiscard]] DataSource dataSource() const;
  /// Work that makes another version of the adapter from its data (gates being trained): one undoable step.
  /// Not while busy; the session is busy meanwhile and cancel() asks it to stop. `ended` comes last.
  using Change = std::function<Adapter(const Adapter&, const AdapterData&, const RunControl&)>;
  void change(const QString& title, Change work, std::function<void(const JobEvent&)> ended = {});

 Q_SIGNALS:
  void stateChanged();
  void adapterChanged();                               ///< another adapter, or tiles of it changed
  void tilesChanged(const std::vector<int>& workers);  ///< just these, before adapterChanged
  void errorMapChanged();                              ///< at most 30 times a second
  void figuresChanged();
  void repaired();
  void gainPredicted(const std::vector<int>& workers, double gain);
  void samplesChanged();
  void referenceChanged();
  void fileNamed(const QString& path);  ///< the adapter was read from or written to this file
  void problemRaised(const QString& sentence, const QString& details);

 private:
  struct Engine;    // what jobs touch
  struct Snapshot;  // what they hand back
  class EditCommand;
  class ChangeCommand;

  void setState(State state);
  void forget();  ///< everything of the adapter, without a signal
  void apply(Snapshot snapshot);
  void edit(const QString& title, std::function<void(Engine&, const RunControl&)> work,
            std::function<void()> done, bool undoable);
  void analyse(const QString& title);
  void pollLive();
  void fail(const QString& title, const JobEvent& event);

  JobCenter& m_jobs;
  QUndoStack& m_undo;
  QString m_work_folder;
  std::shared_ptr<Engine> m_engine;
  std::shared_ptr<LatestValue<ErrorMap>> m_live;
  std::shared_ptr<LatestValue<Plan>> m_live_plan;
  QTimer* m_timer;
  State m_state = State::none;
  bool m_dirty = false;
  bool m_kept_broken = false;
  QString m_path;
  DataSpec m_data;
  Plan m_plan;
  std::shared_ptr<const Adapter> m_adapter, m_reference;
  ErrorMap m_map, m_reference_map;
  QString m_reference_name;
  AdapterFigures m_figures;
  std::optional<RepairFigures> m_repair;
  std::vector<SampleFigures> m_worst;
  std::vector<GroupError> m_groups;
  JobTicket m_job, m_gain_job, m_samples_job, m_reference_job;
};

}  // namespace prism::app
