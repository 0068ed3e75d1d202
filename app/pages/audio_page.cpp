// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/audio_page.h"

#include "app/audio_player.h"
#include "app/audio_session.h"
#include "app/pages/audio_dataset_panel.h"
#include "app/pages/audio_training_panel.h"
#include "app/pages/audio_transport.h"
#include "app/pages/audio_views.h"
#include "app/paths.h"
#include "app/speech_data.h"
#include "app/speech_training.h"
#include "app/workspace.h"
#include "core/sound/voice.h"
#include "core/tts/speaker.h"
#include "widgets/icons.h"
#include "widgets/numbers.h"
#include "widgets/time_axis.h"

#include <QAction>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>

namespace prism::app {

namespace {
constexpr int kActivityMs = 250;
}

// The parts are built in audio_page_layout.cpp; files are written in audio_page_files.cpp.

void AudioPage::listen() {
  const auto tell = [this](const QString& sentence, const QString& details) {
    Q_EMIT workspace().problemRaised(sentence, details);
  };
  connect(m_session, &AudioSession::problemRaised, this, tell);
  connect(m_data, &SpeechData::problemRaised, this, tell);
  connect(m_training, &SpeechTraining::problemRaised, this, tell);
  connect(m_player, &AudioPlayer::problemRaised, this, tell);
  connect(m_session, &AudioSession::shownChanged, this, &AudioPage::showTakes);
  connect(m_session, &AudioSession::comparedChanged, this, &AudioPage::showTakes);
  connect(m_session, &AudioSession::speakerChanged, this, &AudioPage::showSpeaker);
  connect(m_session, &AudioSession::activityChanged, this, &AudioPage::showState);
  connect(m_transport, &AudioTransport::sideChanged, this, &AudioPage::showTakes);
  connect(m_views, &AudioViews::hovered, m_readout, [this](const QString& text) {
    m_readout->setText(QString(text).replace(u'\n', QStringLiteral(" · ")));
  });
  connect(m_views, &AudioViews::boundaryDragged, m_session, &AudioSession::dragBoundary);
  connect(m_views, &AudioViews::boundaryMoved, m_session, &AudioSession::moveBoundary);
  connect(m_data, &SpeechData::stateChanged, this, &AudioPage::showState);
  connect(m_data, &SpeechData::noted, m_figures, &QLabel::setText);
  connect(m_training, &SpeechTraining::noted, m_figures, &QLabel::setText);
  connect(m_training, &SpeechTraining::stateChanged, this, &AudioPage::showState);
  connect(m_training, &SpeechTraining::previewReady, this, [this](const QString& checkpoint) {
    // A machine that speaks slower than it trains leaves previews out, not the training.
    if (!m_session->busy() || !m_training->running())
      m_session->speakStep(checkpoint, m_training_panel->previewText());
  });
  connect(m_dataset_panel, &AudioDatasetPanel::utteranceChosen, this,
          [this](const Utterance& utterance, bool play) {
            m_session->loadUtterance(utterance, [this, play] {
              if (play) m_transport->play();
            });
          });
  connect(&workspace(), &Workspace::dataChanged, this, &AudioPage::showState);
  m_refresh = new QTimer(this);
  m_refresh->setInterval(kActivityMs);
  connect(m_refresh, &QTimer::timeout, this, &AudioPage::showState);
}

void AudioPage::activate() {
  if (std::exchange(m_started, true)) return;
  m_transport->connectSound();
  workspace().jobs().run<QStringList>(
      Lane::preview, tr("Looking for voices"), this,
      [](const RunControl&) {
        QStringList voices;
        for (const std::string& voice : installed_voices()) voices << QString::fromStdString(voice);
        return voices;
      },
      [this](const QStringList& voices) { m_dataset_panel->setVoices(voices, m_session->voice()); }, {},
      true);
  if (!m_wanted_dataset.isEmpty() && QFileInfo::exists(m_wanted_dataset)) m_data->open(m_wanted_dataset);
  if (m_session->takes().empty()) speakDemo();
}

void AudioPage::speakDemo() {
  QString checkpoint = m_wanted_checkpoint;
  if (!QFileInfo::exists(checkpoint)) {
    const auto pair = demo_pair();
    checkpoint =
        pair ? QFileInfo(pair->first).dir().filePath(QStringLiteral("projector.safetensors")) : QString();
  }
  if (checkpoint.isEmpty() || !QFileInfo::exists(checkpoint)) {
    m_session->speak(m_text->text());
    return;
  }
  m_session->openCheckpoint(checkpoint, [this] { m_session->speak(m_text->text()); });
}

void AudioPage::speak() {
  m_session->speak(m_text->text());
}

void AudioPage::trainOrStop() {
  m_tabs->setCurrentWidget(m_training_panel);
  if (m_training->running()) {
    m_training->stop();
  } else if (m_preparing) {
    m_preparing = false;
    m_data->stop();
    showState();
  } else {
    train();
  }
}

void AudioPage::train() {
  // What is missing is made first: recordings, then features, then the training.
  const auto start = [this] {
    if (!m_preparing) return;
    m_preparing = false;
    SpeechTrainOptions options = m_training_panel->options();
    // Every training has its own folder; going on uses that of the last.
    if (!options.resume || m_output.isEmpty()) {
      options.resume = false;
      m_output = QDir(workspace().workFolder())
                     .filePath(QStringLiteral("projector-") +
                               QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")));
    }
    options.output = m_output.toStdString();
    m_training->start(m_data->features(), options);
    showState();
  };
  const auto prepare = [this, start] {
    if (!m_preparing) return;
    m_data->prepare(m_training_panel->model(), m_training_panel->layer(), start);
  };
  if (m_training_panel->model().isEmpty()) {
    const QString why = tr("Name a language model first: its hidden states are what speaks.");
    Q_EMIT workspace().problemRaised(why, why);
    return;
  }
  if (m_data->state() != SpeechData::State::idle) return;
  m_preparing = true;
  if (m_data->dataset()) {
    prepare();
  } else {
    m_data->makeVoiceSet(m_dataset_panel->voice(), m_dataset_panel->count(), prepare);
  }
  showState();
}

void AudioPage::showTakes() {
  const AudioSession::Take a = m_session->shown(), b = m_session->compared();
  m_stack->setCurrentIndex(a ? 1 : 0);
  m_views->setTakes(a, b, m_transport->sideB());
  QStringList parts;
  const auto side = [&](const QString& letter, const AudioSession::Take& take) {
    if (!take) return;
    QString text = tr("%1: %2, %3 s").arg(letter, take->title).arg(take->duration(), 0, 'f', 2);
    if (take->seconds > 0 && take->duration() > 0)
      text += tr(", computed in %1 s").arg(widgets::number_text(take->seconds));
    parts << text;
  };
  side(QStringLiteral("A"), a);
  side(QStringLiteral("B"), b);
  if (a) parts += a->notes;
  m_figures->setText(parts.join(QStringLiteral(" · ")));
  m_figures->setToolTip(m_figures->text());
  showState();
}

void AudioPage::showSpeaker() {
  const auto speaker = m_session->speaker();
  if (!speaker) {
    m_speaker->setText(tr("built-in voice %1").arg(m_session->voice()));
    m_speaker->setToolTip(tr("No projector is open: the built-in voice speaks."));
  } else {
    m_speaker->setText(tr("%1 · step %2 · %3")
                           .arg(QFileInfo(m_session->checkpoint()).completeBaseName(),
                                widgets::count_text(speaker->step()),
                                QString::fromStdString(speaker->vocoder().name())));
    m_speaker->setToolTip(tr("%1\nlanguage model %2\n%3")
                              .arg(m_session->checkpoint(), QString::fromStdString(speaker->model().string()),
                                   QString::fromStdString(speaker->contract().describe())));
  }
  showState();
}

void AudioPage::showState() {
  const AudioSession::Take a = m_session->shown();
  const bool training = m_training->running();
  if (m_preparing && m_data->state() == SpeechData::State::idle && !m_data->dataset()) m_preparing = false;
  const bool working = training || m_preparing;
  m_train->setText(working ? tr("Stop training") : tr("Train projector"));
  m_train->setIcon(widgets::icon(working ? QStringLiteral("stop") : QStringLiteral("train")));
  m_train->setEnabled(working ? !m_training->stopping() : m_data->state() == SpeechData::State::idle);
  m_use_voice->setEnabled(m_session->speaker() != nullptr);
  m_griffin_lim->setEnabled(m_session->vocoder() != QLatin1String("griffin-lim"));
  m_times->setEnabled(m_session->speaker() && a && a->kind == TakeKind::recording &&
                      !a->alignment.tiers.empty());
  m_export->setEnabled(a != nullptr || m_session->speaker());
  m_batch->setEnabled(m_session->speaker() != nullptr);
  QString upper = workspace().pair().path(Side::upper);
  if (upper.isEmpty()) {
    const auto pair = demo_pair();
    upper = pair ? pair->first : QString();
  }
  m_training_panel->setUsualModel(upper);
  QStringList doing;
  for (const QString& each : {m_session->activity(), m_data->activity()}) {
    if (!each.isEmpty()) doing << each;
  }
  if (training) doing << (m_training->stopping() ? tr("Stopping…") : tr("Training"));
  m_activity->setText(doing.join(QStringLiteral(" · ")));
  if (m_preparing) m_training_panel->setStatus(m_data->activity());
  // Percentages move while something runs, and cost nothing otherwise.
  if (busy() && !m_refresh->isActive()) m_refresh->start();
  if (!busy()) m_refresh->stop();
}

bool AudioPage::busy() const {
  return m_session->busy() || m_data->busy() || m_training->running();
}

void AudioPage::openCheckpoint() {
  auto* dialog = new QFileDialog(this, tr("Open a projector"), QFileInfo(m_session->checkpoint()).path(),
                                 tr("Projectors (*.safetensors);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this,
          [this](const QString& path) { m_session->openCheckpoint(path, [this] { speak(); }); });
  dialog->open();
}

void AudioPage::chooseVocoder() {
  auto* dialog = new QFileDialog(this, tr("Choose a vocoder"), {},
                                 tr("Vocoders (*.safetensors *.pt *.bin *.ckpt);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, m_session, &AudioSession::setVocoder);
  dialog->open();
}

}  // namespace prism::app
