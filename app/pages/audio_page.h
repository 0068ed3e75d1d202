// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/page.h"

#include <functional>
#include <memory>

class QAction;
class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTimer;

namespace prism {
class Speaker;
}
namespace prism::widgets {
class EmptyState;
class TimeAxis;
}  // namespace prism::widgets

namespace prism::app {

class AudioDatasetPanel;
class AudioPlayer;
class AudioSession;
class AudioTrainingPanel;
class AudioTransport;
class AudioViews;
class SpeechData;
class SpeechTraining;

/// Speech from hidden states: data, training, speaking, and everything that can be seen of what is heard.
class AudioPage final : public Page {
  Q_OBJECT

 public:
  explicit AudioPage(Workspace& workspace, QWidget* parent = nullptr);
  ~AudioPage() override;

  [[nodiscard]] AudioSession& session() const noexcept { return *m_session; }
  [[nodiscard]] SpeechData& recordings() const noexcept { return *m_data; }
  [[nodiscard]] SpeechTraining& training() const noexcept { return *m_training; }
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  /// Speaks a first sentence, so that there is something real to see and hear.
  void activate() override;
  [[nodiscard]] bool busy() const override;
  /// Every sentence of a file into a folder, with a report.
  void speakList(const std::shared_ptr<const Speaker>& speaker, const QString& list, const QString& folder);

 Q_SIGNALS:
  void batchDone(const QString& report);

 private:
  void makeActions();
  void makeExportMenu();
  QWidget* makeTextRow();
  void listen();
  void speak();
  void speakDemo();
  void openCheckpoint();
  void chooseVocoder();
  void trainOrStop();
  void train();
  void showTakes();
  void showSpeaker();
  void showState();
  void saveSound();
  void saveAlignment();
  void savePicture();
  void testBatch();
  /// A file to write, asked for without blocking.
  void ask(const QString& title, const QString& name, const QString& filter,
           std::function<void(const QString&)> use);
  /// Writes on a job's thread; failures are told.
  void write(const QString& title, std::function<void()> work);

  AudioSession* m_session;
  SpeechData* m_data;
  SpeechTraining* m_training;
  AudioPlayer* m_player;
  widgets::TimeAxis* m_axis;
  QLineEdit* m_text;
  QLabel* m_speaker;
  AudioTransport* m_transport;
  AudioViews* m_views;
  QStackedWidget* m_stack;
  widgets::EmptyState* m_empty;
  AudioDatasetPanel* m_dataset_panel;
  AudioTrainingPanel* m_training_panel;
  QTabWidget* m_tabs;
  QSplitter* m_splitter;
  QLabel* m_readout;
  QLabel* m_figures;
  QLabel* m_activity;
  QAction* m_speak;
  QAction* m_train;
  QAction* m_open;
  QAction* m_export;
  QAction* m_times;
  QAction* m_use_voice;
  QAction* m_vocoder;
  QAction* m_griffin_lim;
  QAction* m_batch;
  QTimer* m_refresh;
  QString m_output;                               ///< folder of the last training
  QString m_wanted_checkpoint, m_wanted_dataset;  ///< of the session that is restored, until first shown
  bool m_started = false;
  bool m_preparing = false;  ///< the chain that ends in training
};

}  // namespace prism::app
