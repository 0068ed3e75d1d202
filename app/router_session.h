// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"
#include "core/infer/runner.h"
#include "core/route/router.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QString>

class QTimer;

namespace prism {
struct AdapterData;
}

namespace prism::app {

class AdapterSession;

/// Gates of the current adapter: training them in the background, their figures at any budget, and which
/// workers they choose for single inputs. Engine objects are touched only by jobs; here are their results as
/// plain values. GUI thread only.
class RouterSession final : public QObject {
  Q_OBJECT

 public:
  /// One input and the workers chosen for it.
  struct Firing {
    QString upper, lower;
    ActiveWorkers active;
  };

  RouterSession(JobCenter& jobs, AdapterSession& adapters, QString work_folder, QObject* parent = nullptr);
  ~RouterSession() override;

  [[nodiscard]] const RouteOptions& options() const noexcept { return m_options; }
  void setOptions(const RouteOptions& options);
  [[nodiscard]] bool canTrain(QString* why = nullptr) const;
  [[nodiscard]] bool training() const noexcept { return m_training; }
  [[nodiscard]] bool busy() const;
  /// Whether the current adapter has gates in some pipe.
  [[nodiscard]] bool hasGates() const;
  /// The routed adapter becomes the session's, as one undoable step. Goes on where a stopped training with
  /// the same options was, unless `afresh`.
  void train(bool afresh);
  void cancel();  ///< finished epochs are kept

  [[nodiscard]] const RouteLive& live() const noexcept { return m_live_value; }
  /// Of the last training of this adapter (without the adapter itself).
  [[nodiscard]] const std::optional<RouteResult>& result() const noexcept { return m_result; }

  /// Figures at a budget on a sample of validation rows; only the latest request is answered.
  void evaluate(int budget);
  [[nodiscard]] const std::optional<RouteFigures>& figures() const noexcept { return m_figures; }
  [[nodiscard]] int figuresBudget() const noexcept { return m_figures_budget; }

  /// Which workers the gates choose for neighbouring validation rows, at the budget in use.
  void sampleFirings(int rows);
  [[nodiscard]] const std::vector<Firing>& firings() const noexcept { return m_firings; }
  /// Multiply-adds an input, tiles and gates, counted while those rows were run; 0 before.
  [[nodiscard]] double macs() const noexcept { return m_macs; }

 Q_SIGNALS:
  void stateChanged();
  void optionsChanged();
  void liveChanged();  ///< at most 30 times a second
  void resultChanged();
  void figuresChanged();
  void firingsChanged();
  void problemRaised(const QString& sentence, const QString& details);

 private:
  void poll();
  void adapterChanged();
  template <typename T>
  JobTicket ask(const QString& title, std::function<T(const AdapterData&, const RunControl&)> work,
                std::function<void(T)> done, std::function<void()> failed);

  JobCenter& m_jobs;
  AdapterSession& m_adapters;
  QString m_work_folder;
  QTimer* m_timer;
  RouteOptions m_options;
  bool m_training = false;
  std::shared_ptr<LatestValue<RouteLive>> m_live;
  RouteLive m_live_value;
  std::optional<RouteResult> m_result;
  std::optional<RouteFigures> m_figures;
  int m_figures_budget = 0;
  std::vector<Firing> m_firings;
  double m_macs = 0;
  std::shared_ptr<const AdapterData> m_data;  ///< of the current adapter, once a job has brought it
  std::string m_data_key;                     ///< tells other data
  JobTicket m_figures_job, m_firings_job;
};

}  // namespace prism::app
