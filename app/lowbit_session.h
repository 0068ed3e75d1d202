// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"
#include "app/lowbit_run.h"

#include <map>
#include <memory>
#include <vector>

#include <QObject>
#include <QString>

class QTimer;
class QUndoStack;

namespace prism::app {

class InferenceSession;

/// The Low-bit lab's trainings: what is to be trained next, every run with its live steps, and what was kept
/// of earlier ones. Runs wait for each other on the compute lane. GUI thread only.
class LowBitSession final : public QObject {
  Q_OBJECT

 public:
  LowBitSession(JobCenter& jobs, QUndoStack& undo, InferenceSession& inference, const QString& work_folder,
                QObject* parent = nullptr);
  ~LowBitSession() override;

  [[nodiscard]] const LabSettings& settings() const noexcept { return m_settings; }
  void setSettings(const LabSettings& settings);

  /// Oldest first.
  [[nodiscard]] const std::vector<std::shared_ptr<LabRun>>& runs() const noexcept { return m_runs; }
  [[nodiscard]] const LabRun* run(int serial) const;
  /// The finished fp32 run that this one may be held against; none is null.
  [[nodiscard]] const LabRun* referenceOf(const LabRun& run) const;
  /// Brings back what earlier windows kept; once.
  void load();

  [[nodiscard]] bool canTrain(QString* why = nullptr) const;
  [[nodiscard]] bool training() const;  ///< something trains, waits or is being sampled for it
  [[nodiscard]] bool sampling() const noexcept { return m_sampling; }
  [[nodiscard]] bool busy() const;
  /// One run as the settings say.
  void train();
  /// Every grid with every update of the settings, fp32 once and first.
  void compare();
  void cancel();            ///< all of it; what is running keeps a checkpoint
  void cancel(int serial);  ///< one run
  void resume(int serial);  ///< a stopped or failed run, from its last checkpoint
  void remove(int serial);  ///< undoable; its files go when the program ends
  void exportPacked(int serial, const QString& path);

 Q_SIGNALS:
  void settingsChanged();
  void stateChanged();    ///< runs came, went, began or ended
  void grew(int serial);  ///< steps were added; at most 30 times a second
  void exported(const QString& path);
  void problemRaised(const QString& sentence, const QString& details);

 private:
  class RemoveRun;
  struct Live;  // what a run's job has said since the last look

  void submit(std::vector<LowBitTrainOptions> options);
  void begin(const std::shared_ptr<LabRun>& run);
  void ended(const std::shared_ptr<LabRun>& run, const LowBitResult* result, const JobEvent* event);
  void poll();
  void keep(const LabRun& run);
  void take(const std::shared_ptr<LabRun>& run, bool back);

  JobCenter& m_jobs;
  QUndoStack& m_undo;
  InferenceSession& m_inference;
  QString m_folder;
  QTimer* m_timer;
  LabSettings m_settings;
  std::vector<std::shared_ptr<LabRun>> m_runs;
  std::vector<std::shared_ptr<LabRun>> m_removed;
  std::map<int, JobTicket> m_tickets;           ///< of runs that wait or run
  std::map<int, std::shared_ptr<Live>> m_live;  ///< of the same
  JobTicket m_load_job, m_export_job;
  int m_serials = 0;
  bool m_loaded = false;
  bool m_sampling = false;
};

}  // namespace prism::app
