// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QSortFilterProxyModel;
class QSpinBox;
class QTableView;

namespace prism {
struct Utterance;
}

namespace prism::app {

class SpeechData;
class UtteranceTableModel;

/// The recordings of the open dataset, most suspicious first, each to be heard; making, opening and aligning
/// them.
class AudioDatasetPanel final : public QWidget {
  Q_OBJECT

 public:
  explicit AudioDatasetPanel(SpeechData& recordings, QWidget* parent = nullptr);

  [[nodiscard]] QList<QAction*> commands() const;
  /// Voices to make a set with; the first is chosen.
  void setVoices(const QStringList& voices, const QString& chosen);
  [[nodiscard]] QString voice() const;
  [[nodiscard]] int count() const;
  void setCount(int count);

 Q_SIGNALS:
  void utteranceChosen(const prism::Utterance& utterance, bool play);

 private:
  void openFolder();
  void choose(const QModelIndex& index, bool play);
  void showDataset();
  void showState();

  SpeechData& m_data;
  UtteranceTableModel* m_model;
  QSortFilterProxyModel* m_sorted;
  QTableView* m_table;
  QLabel* m_summary;
  QComboBox* m_voice;
  QSpinBox* m_count;
  QAction* m_make;
  QAction* m_open;
  QAction* m_align;
  QAction* m_align_mfa;
  QAction* m_stop;
};

}  // namespace prism::app
