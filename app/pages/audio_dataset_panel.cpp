// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/audio_dataset_panel.h"

#include "app/pages/plain_table.h"
#include "app/pages/utterance_table_model.h"
#include "app/speech_data.h"
#include "widgets/action_button.h"
#include "widgets/icons.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace prism::app {

namespace {
constexpr int kUsualCount = 120;
constexpr int kMostSentences = 420;
}  // namespace

AudioDatasetPanel::AudioDatasetPanel(SpeechData& recordings, QWidget* parent)
    : QWidget(parent), m_data(recordings) {
  const auto action = [this](const char* icon, const QString& text, const QString& tip, auto run) {
    auto* made = new QAction(widgets::icon(QLatin1String(icon)), text, this);
    made->setToolTip(tip);
    connect(made, &QAction::triggered, this, run);
    return made;
  };
  m_open =
      action("folder", tr("Open recordings…"),
             tr("A folder in the layout of LJSpeech, LibriSpeech or Common Voice"), [this] { openFolder(); });
  m_make = action("new", tr("Make a voice set"),
                  tr("The built-in voice speaks built-in sentences; its phone times are known"),
                  [this] { m_data.makeVoiceSet(voice(), count()); });
  m_align = action("link", tr("Align"), tr("Find the time of every word and phone without any trained model"),
                   [this] { m_data.align(SpeechData::Aligner::builtin, voice()); });
  m_align_mfa =
      action("link", tr("Align with the Montreal Forced Aligner"), tr("Runs your own installation of mfa"),
             [this] { m_data.align(SpeechData::Aligner::mfa, voice()); });
  m_stop = action("stop", tr("Stop work on the recordings"), tr("Stop; what is finished is kept"),
                  [this] { m_data.stop(); });
  auto* align_menu = new QMenu(this);
  align_menu->addAction(m_align_mfa);
  m_align->setMenu(align_menu);
  m_align->setProperty("split", true);

  m_voice = new QComboBox;
  m_voice->setAccessibleName(tr("Voice"));
  m_voice->setToolTip(tr("Voice that speaks the set, and gives the phones of the built-in aligner"));
  m_voice->setEditable(false);
  m_voice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_voice->setMinimumContentsLength(8);
  m_count = new QSpinBox;
  m_count->setRange(4, kMostSentences);
  m_count->setValue(kUsualCount);
  m_count->setSuffix(tr(" sentences"));
  m_count->setAccessibleName(tr("Sentences of the voice set"));
  m_summary = new QLabel;
  m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(m_summary, 1);
  row->addWidget(m_voice);
  row->addWidget(m_count);
  for (QAction* each : {m_make, m_open, m_align})
    row->addWidget(widgets::make_action_button(each, false, this));

  m_model = new UtteranceTableModel(this);
  m_sorted = new QSortFilterProxyModel(this);
  m_sorted->setSourceModel(m_model);
  m_sorted->setSortRole(UtteranceTableModel::kSortRole);
  m_table = plain_table(m_sorted, tr("Recordings"));
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setSortingEnabled(true);
  m_table->setMinimumHeight(60);
  const int em = fontMetrics().averageCharWidth();
  const auto widths = [this, em] {
    m_table->setColumnWidth(UtteranceTableModel::Play, 4 * em);
    m_table->setColumnWidth(UtteranceTableModel::Id, 17 * em);
    m_table->setColumnWidth(UtteranceTableModel::Suspicion, 14 * em);
    m_table->setColumnWidth(UtteranceTableModel::Problems, 52 * em);
    m_table->setColumnWidth(UtteranceTableModel::Seconds, 11 * em);
    m_table->setColumnWidth(UtteranceTableModel::Rate, 10 * em);
    m_table->setColumnWidth(UtteranceTableModel::Aligned, 10 * em);
  };
  widths();
  m_table->horizontalHeader()->setStretchLastSection(true);
  m_table->sortByColumn(UtteranceTableModel::Suspicion, Qt::DescendingOrder);
  connect(m_table, &QTableView::clicked, this,
          [this](const QModelIndex& index) { choose(index, index.column() == UtteranceTableModel::Play); });
  connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) { choose(index, true); });
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 8, 0, 0);
  column->setSpacing(8);
  column->addLayout(row);
  column->addWidget(m_table, 1);

  connect(&recordings, &SpeechData::datasetChanged, this, &AudioDatasetPanel::showDataset);
  connect(&recordings, &SpeechData::checkChanged, this, &AudioDatasetPanel::showDataset);
  connect(&recordings, &SpeechData::stateChanged, this, &AudioDatasetPanel::showState);
  showDataset();
}

QList<QAction*> AudioDatasetPanel::commands() const {
  return {m_make, m_open, m_align, m_align_mfa, m_stop};
}

void AudioDatasetPanel::setVoices(const QStringList& voices, const QString& chosen) {
  m_voice->clear();
  // Without its melody a voice is learned from fewer sentences.
  if (voices.contains(chosen)) m_voice->addItem(chosen + QStringLiteral("+flat"));
  m_voice->addItems(voices);
  if (!voices.contains(chosen)) m_voice->setCurrentIndex(-1);
}

QString AudioDatasetPanel::voice() const {
  return m_voice->currentText().isEmpty() ? QStringLiteral("en-us") : m_voice->currentText();
}

int AudioDatasetPanel::count() const {
  return m_count->value();
}

void AudioDatasetPanel::setCount(int count) {
  m_count->setValue(count);
}

void AudioDatasetPanel::openFolder() {
  auto* dialog = new QFileDialog(this, tr("Open recordings"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setOption(QFileDialog::ShowDirsOnly);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { m_data.open(folder); });
  dialog->open();
}

void AudioDatasetPanel::choose(const QModelIndex& index, bool play) {
  const QModelIndex source = m_sorted->mapToSource(index);
  if (!source.isValid()) return;
  const Utterance& utterance = m_model->utteranceAt(source.row());
  if (!utterance.audio.empty()) Q_EMIT utteranceChosen(utterance, play);
}

void AudioDatasetPanel::showDataset() {
  m_model->setDataset(m_data.dataset(), m_data.check());
  showState();
}

void AudioDatasetPanel::showState() {
  const bool idle = m_data.state() == SpeechData::State::idle;
  for (QAction* each : {m_make, m_open}) each->setEnabled(idle);
  for (QAction* each : {m_align, m_align_mfa}) each->setEnabled(idle && m_data.dataset());
  m_stop->setEnabled(m_data.busy());
  QString text = tr("No recordings are open: make a voice set, or open a folder.");
  if (const auto dataset = m_data.dataset()) {
    text = tr("%n recording(s)", nullptr, static_cast<int>(dataset->utterances.size()));
    if (const auto check = m_data.check()) {
      text += QStringLiteral(" · ") + tr("%1 min").arg(check->seconds / 60, 0, 'f', 1) +
              QStringLiteral(" · ") + tr("%n suspicious", nullptr, static_cast<int>(check->suspicious));
    }
    text += QStringLiteral(" · ") + QString::fromStdString(dataset->folder.string());
  }
  m_summary->setText(text);
  m_summary->setToolTip(text);
}

}  // namespace prism::app
