// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AudioPage that builds it: actions, menus, the parts of the page, what is kept of them.
#include "app/audio_player.h"
#include "app/audio_session.h"
#include "app/pages/audio_dataset_panel.h"
#include "app/pages/audio_page.h"
#include "app/pages/audio_training_panel.h"
#include "app/pages/audio_transport.h"
#include "app/pages/audio_views.h"
#include "app/speech_data.h"
#include "app/speech_training.h"
#include "app/workspace.h"
#include "widgets/empty_state.h"
#include "widgets/icons.h"
#include "widgets/spectrogram_view.h"
#include "widgets/time_axis.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace prism::app {

namespace {

PageInfo page_info() {
  return {QStringLiteral("audio"), AudioPage::tr("Audio"), AudioPage::tr("hear what the hidden states say"),
          QStringLiteral("audio")};
}

}  // namespace

AudioPage::AudioPage(Workspace& workspace, QWidget* parent)
    : Page(page_info(), workspace, parent),
      m_session(new AudioSession(workspace.jobs(), workspace.undoStack(), this)),
      m_data(new SpeechData(workspace.jobs(), workspace.workFolder(), this)),
      m_training(new SpeechTraining(workspace.jobs(), this)),
      m_player(new AudioPlayer(this)),
      m_axis(new widgets::TimeAxis(this)) {
  makeActions();
  m_transport = new AudioTransport(*m_session, *m_player, *m_axis);
  for (QAction* action : m_transport->commands()) addAction(action);
  m_views = new AudioViews(*m_axis);
  m_empty = new widgets::EmptyState(QStringLiteral("audio"), tr("Nothing has been spoken yet"),
                                    tr("Write a sentence above and press Speak, or open recordings below."));
  m_stack = new QStackedWidget;
  m_stack->addWidget(m_empty);
  m_stack->addWidget(m_views);
  m_dataset_panel = new AudioDatasetPanel(*m_data);
  for (QAction* action : m_dataset_panel->commands()) addAction(action);
  m_training_panel = new AudioTrainingPanel(*m_training, m_train);
  m_tabs = new QTabWidget;
  m_tabs->setDocumentMode(true);
  m_tabs->addTab(m_training_panel, tr("Training"));
  m_tabs->addTab(m_dataset_panel, tr("Recordings"));

  m_readout = new QLabel;
  m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_readout->setAccessibleName(tr("Value at the cursor"));
  auto* upper = new QWidget;
  auto* upper_column = new QVBoxLayout(upper);
  upper_column->setContentsMargins(0, 0, 0, 0);
  upper_column->setSpacing(4);
  upper_column->addWidget(m_transport);
  upper_column->addWidget(m_stack, 1);
  upper_column->addWidget(m_readout);
  m_splitter = new QSplitter(Qt::Vertical);
  m_splitter->setChildrenCollapsible(false);
  m_splitter->addWidget(upper);
  m_splitter->addWidget(m_tabs);
  m_splitter->setStretchFactor(0, 3);
  m_splitter->setStretchFactor(1, 2);
  m_splitter->setSizes({700, 280});

  m_figures = new QLabel;
  m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_figures->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_activity = new QLabel;
  m_activity->setAccessibleName(tr("What the page does"));
  auto* footer = new QHBoxLayout;
  footer->addWidget(m_figures, 1);
  footer->addWidget(m_activity);
  auto* body = new QWidget;
  auto* column = new QVBoxLayout(body);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(makeTextRow());
  column->addWidget(m_splitter, 1);
  column->addLayout(footer);
  setBody(body);
  listen();
  showSpeaker();
  showTakes();
  showState();
}

AudioPage::~AudioPage() {
  // Playing ends before the sounds go.
  m_player->stop();
}

QWidget* AudioPage::makeTextRow() {
  m_text = new QLineEdit(tr("The morning was bright and cold."));
  m_text->setAccessibleName(tr("Text to speak"));
  m_text->setPlaceholderText(tr("Text to speak"));
  m_text->setClearButtonEnabled(true);
  connect(m_text, &QLineEdit::returnPressed, this, &AudioPage::speak);
  m_speaker = new QLabel;
  m_speaker->setAccessibleName(tr("Who speaks"));
  auto* row = new QWidget;
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(12);
  line->addWidget(m_text, 1);
  line->addWidget(m_speaker);
  return row;
}

void AudioPage::makeActions() {
  const auto action = [this](const char* icon, const QString& text, const QString& tip, auto run) {
    auto* made = new QAction(widgets::icon(QLatin1String(icon)), text, this);
    made->setToolTip(tip);
    connect(made, &QAction::triggered, this, run);
    return made;
  };
  m_speak = action("play", tr("Speak"), tr("Speak the text (Ctrl+Return)"), [this] { speak(); });
  m_speak->setShortcut(QKeySequence(tr("Ctrl+Return")));
  m_open = action("open", tr("Open a projector…"), tr("A checkpoint of a trained projector"),
                  [this] { openCheckpoint(); });
  m_use_voice = action("remove", tr("Speak with the built-in voice only"), {},
                       [this] { m_session->closeCheckpoint(); });
  m_times = action("link", tr("Speak with the recording's times"),
                   tr("The projector says the text of the recording shown with the recording's own lengths"),
                   [this] {
                     if (const auto take = m_session->shown()) m_session->speakWithTimesOf(take->id);
                   });
  m_train = action("train", tr("Train projector"),
                   tr("Makes recordings and features where there are none yet, then trains"),
                   [this] { trainOrStop(); });
  m_vocoder = action("open", tr("Choose a vocoder…"), tr("A HiFi-GAN generator or a TorchScript decoder"),
                     [this] { chooseVocoder(); });
  m_griffin_lim = action("remove", tr("Vocoder: Griffin-Lim"), {},
                         [this] { m_session->setVocoder(QStringLiteral("griffin-lim")); });
  auto* projector = new QAction(widgets::icon(QStringLiteral("audio")), tr("Projector"), this);
  projector->setToolTip(tr("Which projector and vocoder speak"));
  auto* menu = new QMenu(this);
  menu->addActions({m_open, m_use_voice, m_times});
  menu->addSeparator();
  menu->addActions({m_vocoder, m_griffin_lim});
  projector->setMenu(menu);
  for (QAction* each : {m_open, m_use_voice, m_times, m_vocoder, m_griffin_lim, m_train}) addAction(each);
  makeExportMenu();
  addHeaderAction(projector);
  addHeaderAction(m_export);
  addHeaderAction(m_speak, true);
}

void AudioPage::makeExportMenu() {
  m_export = new QAction(widgets::icon(QStringLiteral("export")), tr("Export"), this);
  auto* menu = new QMenu(this);
  menu->addAction(tr("Save the sound of A…"), this, &AudioPage::saveSound);
  menu->addAction(tr("Save the alignment of A…"), this, &AudioPage::saveAlignment);
  menu->addAction(tr("Save all pictures…"), this, &AudioPage::savePicture);
  menu->addSeparator();
  m_batch = menu->addAction(tr("Speak a list of sentences…"), this, &AudioPage::testBatch);
  m_batch->setToolTip(tr("Sounds, alignments and a report with players"));
  for (QAction* action : menu->actions()) {
    if (!action->isSeparator()) addAction(action);
  }
  m_export->setMenu(menu);
}

QJsonObject AudioPage::saveState() const {
  return {{QStringLiteral("text"), m_text->text()},
          {QStringLiteral("checkpoint"), m_session->checkpoint()},
          {QStringLiteral("vocoder"), m_session->vocoder()},
          {QStringLiteral("dataset"),
           m_data->dataset() ? QString::fromStdString(m_data->dataset()->folder.string()) : QString()},
          {QStringLiteral("sentences"), m_dataset_panel->count()},
          {QStringLiteral("training"), m_training_panel->saveState()},
          {QStringLiteral("output"), m_output},
          {QStringLiteral("tab"), m_tabs->currentIndex()},
          {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())}};
}

void AudioPage::restoreState(const QJsonObject& state) {
  if (const QString text = state[QStringLiteral("text")].toString(); !text.isEmpty()) m_text->setText(text);
  m_training_panel->restoreState(state[QStringLiteral("training")].toObject());
  if (const QJsonValue count = state[QStringLiteral("sentences")]; count.isDouble())
    m_dataset_panel->setCount(count.toInt());
  m_tabs->setCurrentIndex(state[QStringLiteral("tab")].toInt());
  const QByteArray splitter = QByteArray::fromBase64(state[QStringLiteral("splitter")].toString().toLatin1());
  if (!splitter.isEmpty()) m_splitter->restoreState(splitter);
  m_output = state[QStringLiteral("output")].toString();
  m_wanted_checkpoint = state[QStringLiteral("checkpoint")].toString();
  m_wanted_dataset = state[QStringLiteral("dataset")].toString();
  if (const QString vocoder = state[QStringLiteral("vocoder")].toString(); !vocoder.isEmpty())
    m_session->setVocoder(vocoder);
}

}  // namespace prism::app
