// SPDX-License-Identifier: GPL-3.0-or-later
// app: the window. Workspace is the one document all pages share.
#pragma once

#include "app/adapter_session.h"
#include "app/job_center.h"
#include "app/model_pair.h"
#include "core/plan/plan.h"
#include "core/solve/train.h"

#include <functional>
#include <vector>

#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>

class QUndoStack;

namespace prism::app {

class InferenceSession;
class LowBitSession;
class RouterSession;

/// What would be lost by going on.
enum class Loss {
  adapter,  ///< tiles that are in no file yet
  running,  ///< work on tiles that would be stopped
  edits     ///< changes of token pairs that are in no project yet
};

/// Everything that is open: the pair, the plan and training options, the adapter, the selection. Pages change
/// it through its members and follow its signals; they never talk to each other. GUI thread only.
class Workspace final : public QObject {
  Q_OBJECT

 public:
  /// `work_folder` outlives the window: statistics cache and edits of pairs; created when missing.
  explicit Workspace(const QString& work_folder, QObject* parent = nullptr);
  ~Workspace() override;

  [[nodiscard]] JobCenter& jobs() noexcept { return *m_jobs; }
  [[nodiscard]] ModelPair& pair() noexcept { return *m_pair; }
  [[nodiscard]] AdapterSession& session() noexcept { return *m_session; }
  [[nodiscard]] InferenceSession& inference() noexcept { return *m_inference; }
  [[nodiscard]] RouterSession& router() noexcept { return *m_router; }
  [[nodiscard]] LowBitSession& lowbit() noexcept { return *m_lowbit; }
  [[nodiscard]] QUndoStack& undoStack() noexcept { return *m_undo; }
  [[nodiscard]] QString workFolder() const { return m_work_folder; }

  /// Training options with the plan's part in them (workers, pipes, tile, remainder, hierarchy). Changing
  /// them is undoable; steps of one control merge.
  [[nodiscard]] const TrainOptions& options() const noexcept { return m_options; }
  void setOptions(const TrainOptions& options, const QString& what = {});
  /// The plan those options give for the data at hand; empty workers and planProblem() when impossible.
  [[nodiscard]] const Plan& plan() const noexcept { return m_plan; }
  [[nodiscard]] const PlanOptions& planOptions() const noexcept { return m_plan_options; }
  [[nodiscard]] QString planProblem() const { return m_plan_problem; }

  /// Data the next training uses: the open pair unless matrices or pairs were chosen.
  [[nodiscard]] DataSpec data() const;
  [[nodiscard]] bool usesPair() const { return m_data.empty(); }
  /// Matrices, a pairs file or a text instead of the pair's weights; an empty spec goes back to them.
  void setData(const DataSpec& data) { openData(data, true); }
  /// Whether train() can start; `why` gets a sentence when not.
  [[nodiscard]] bool canTrain(QString* why = nullptr) const;
  void train();

  /// Workers chosen on any page, ascending ids of session().plan(); shared by all views.
  [[nodiscard]] const std::vector<int>& selection() const noexcept { return m_selection; }
  void setSelection(std::vector<int> workers);

  [[nodiscard]] bool canUndo() const;
  [[nodiscard]] bool canRedo() const;
  void undo();
  void redo();

  /// Opens what a user dropped or named, told by content: project, adapter, one or two models, matrices.
  /// Two models become upper and lower; one fills the empty side, else the upper.
  void openPaths(const QStringList& paths);
  void openAdapter(const QString& path, bool recovered = false);
  /// Asked before something unsaved would be replaced by `what`: calls `proceed`, at once or later, or lets
  /// it be. Without a guard nothing is asked.
  using Guard = std::function<void(Loss loss, const QString& what, std::function<void()> proceed)>;
  void setGuard(Guard guard);
  /// Stops work on the adapter, keeping what is finished, then calls `then`; at once when there is none.
  void whenFree(std::function<void()> then);
  [[nodiscard]] bool dirty() const;
  [[nodiscard]] bool busy() const;  ///< some background work is still to arrive

  /// Project: models, edits, options, adapter and selection by path relative to `folder`.
  [[nodiscard]] QJsonObject toJson(const QString& folder) const;
  /// Missing files are told by problemRaised, the rest is opened.
  void fromJson(const QJsonObject& json, const QString& folder);
  /// Counts changes. What was written at one revision is saved only while no other has come since.
  [[nodiscard]] int revision() const noexcept { return m_revision; }
  void markSaved(int revision);
  void markUnsaved() { markDirty(); }

 Q_SIGNALS:
  void planChanged();
  void dataChanged();
  void selectionChanged();
  void dirtyChanged();
  void undoChanged();
  void fileOpened(const QString& path, const QString& kind);  ///< kinds: upper, lower, adapter
  void projectRequested(const QString& path);                 ///< a .prismproj was among the opened paths
  /// For the error bar: one sentence; details go to the log.
  void problemRaised(const QString& sentence, const QString& details);

 private:
  class OptionsCommand;
  void replan();
  void openData(const DataSpec& data, bool edit);
  void applyOptions(const TrainOptions& options);
  void markDirty();

  QString m_work_folder;
  QUndoStack* m_undo;
  JobCenter* m_jobs;
  ModelPair* m_pair;
  AdapterSession* m_session;
  InferenceSession* m_inference;
  RouterSession* m_router;
  LowBitSession* m_lowbit;
  TrainOptions m_options;
  PlanOptions m_plan_options;
  Plan m_plan;
  QString m_plan_problem;
  DataSpec m_data;
  JobTicket m_data_job;
  std::vector<int> m_selection;
  bool m_dirty = false;
  int m_revision = 0;
  Guard m_guard;
};

}  // namespace prism::app
