// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AudioPage that writes files: sounds, alignments, pictures, batches.
#include "app/audio_session.h"
#include "app/pages/audio_page.h"
#include "app/pages/audio_views.h"
#include "app/workspace.h"
#include "core/base/error.h"
#include "core/sound/audio_file.h"
#include "core/speech/alignment_file.h"
#include "core/tts/speaker.h"
#ifdef PRISM_SPEECH_REPORT
#include "core/demo/speech_report.h"
#endif

#include <filesystem>
#include <utility>

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QUrl>

namespace prism::app {

namespace fs = std::filesystem;

void AudioPage::ask(const QString& title, const QString& name, const QString& filter,
                    std::function<void(const QString&)> use) {
  auto* dialog = new QFileDialog(this, title, name, filter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QFileInfo(name).suffix());
  connect(dialog, &QFileDialog::fileSelected, this, std::move(use));
  dialog->open();
}

void AudioPage::write(const QString& title, std::function<void()> work) {
  workspace().jobs().submit(
      Lane::io, title, this, [work = std::move(work)](const RunControl&) { work(); },
      [this, title](const JobEvent& event) {
        if (event.end == JobEnd::failed) {
          Q_EMIT workspace().problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        }
      });
}

void AudioPage::saveSound() {
  const AudioSession::Take take = m_session->shown();
  if (!take) return;
  const QString title = tr("Save sound");
  ask(title, m_views->exportName() + QStringLiteral(".wav"), tr("Sounds (*.wav *.flac)"),
      [this, take, title](const QString& path) {
        write(title, [take, file = fs::path(path.toStdString())] { write_audio(file, *take->audio); });
      });
}

void AudioPage::saveAlignment() {
  const AudioSession::Take take = m_session->shown();
  if (!take) return;
  const QString title = tr("Save alignment");
  ask(title, m_views->exportName() + QStringLiteral(".TextGrid"),
      tr("TextGrid (*.TextGrid);;MFA JSON (*.json);;MFA CSV (*.csv);;Audacity labels (*.txt)"),
      [this, take, title](const QString& path) {
        write(title, [take, file = fs::path(path.toStdString())] {
          write_alignment(file, take->alignment, alignment_format_of(file));
        });
      });
}

void AudioPage::savePicture() {
  ask(tr("Save pictures"), m_views->exportName() + QStringLiteral(".png"),
      tr("PNG picture (*.png);;SVG picture (*.svg);;CSV table (*.csv)"), [this](const QString& path) {
        try {
          m_views->saveAs(path);
        } catch (const Error& error) {
          Q_EMIT workspace().problemRaised(
              tr("The pictures were not saved: %1").arg(QString::fromUtf8(error.what())),
              QString::fromUtf8(error.what()));
        }
      });
}

void AudioPage::testBatch() {
#ifdef PRISM_SPEECH_REPORT
  const auto speaker = m_session->speaker();
  if (!speaker) return;
  auto* dialog =
      new QFileDialog(this, tr("Sentences, one a line"), {}, tr("Texts (*.txt *.csv);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, [this, speaker](const QString& path) {
    // Beside the list: LIST-spoken.
    const QString folder =
        QFileInfo(path).dir().filePath(QFileInfo(path).completeBaseName() + QStringLiteral("-spoken"));
    speakList(speaker, path, folder);
  });
  dialog->open();
#endif
}

void AudioPage::speakList(const std::shared_ptr<const Speaker>& speaker, const QString& list,
                          const QString& folder) {
#ifdef PRISM_SPEECH_REPORT
  const QString title = tr("Speaking a list of sentences");
  workspace().jobs().run<BatchResult>(
      Lane::compute, title, this,
      [speaker, list, folder](const RunControl& control) {
        return speak_batch(*speaker, read_batch_sentences(fs::path(list.toStdString())),
                           fs::path(folder.toStdString()), {}, control);
      },
      [this](const BatchResult& result) {
        int failed = 0;
        for (const BatchResult::Row& row : result.rows) failed += row.problem.empty() ? 0 : 1;
        m_figures->setText(
            tr("%n sentence(s) spoken", nullptr, static_cast<int>(result.rows.size()) - failed) +
            QStringLiteral(" · ") + QString::fromStdString(result.report.string()));
        Q_EMIT batchDone(QString::fromStdString(result.report.string()));
      },
      [this, title](const JobEvent& event) {
        if (event.end == JobEnd::failed) {
          Q_EMIT workspace().problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        }
      });
#else
  static_cast<void>(speaker), static_cast<void>(list), static_cast<void>(folder);
#endif
}

}  // namespace prism::app
