// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/prompt_edit.h"

#include "app/inference_session.h"

#include <algorithm>

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextCursor>
#include <QTextDocument>
#include <QUrl>

namespace prism::app {

namespace {

/// The text file that was dropped; other files are for the window.
QString text_file(const QMimeData& source) {
  if (!source.hasUrls() || source.urls().isEmpty() || !source.urls().front().isLocalFile()) return {};
  const QString path = source.urls().front().toLocalFile();
  const QString suffix = QFileInfo(path).suffix().toLower();
  const bool text = suffix == QLatin1String("txt") || suffix == QLatin1String("md");
  return text && QFileInfo(path).isFile() ? path : QString();
}

// Laying out one line takes half a second a megabyte, at every key.
constexpr qsizetype kLongLine = 30'000;
constexpr qsizetype kHeldShown = 1'000;

qsizetype longest_line(const QString& text) {
  qsizetype longest = 0, start = 0;
  for (qsizetype end = text.indexOf(u'\n'); end >= 0; end = text.indexOf(u'\n', start)) {
    longest = std::max(longest, end - start);
    start = end + 1;
  }
  return std::max(longest, text.size() - start);
}

}  // namespace

PromptEdit::PromptEdit(QWidget* parent) : QPlainTextEdit(parent) {
  setTabChangesFocus(false);
  setAccessibleName(tr("Prompt"));
  setPlaceholderText(tr("Text that the upper model reads. Ctrl+Return runs it."));
}

QString PromptEdit::prompt() const {
  if (holds()) return m_held;
  // toPlainText would turn no-break spaces into spaces, which are other tokens.
  QString text = document()->toRawText();
  for (QChar& c : text) {
    if (c == QChar::ParagraphSeparator || c == QChar::LineSeparator) c = u'\n';
  }
  return text;
}

void PromptEdit::setPrompt(const QString& text) {
  const bool held = longest_line(text) > kLongLine;
  m_held = held ? text : QString();
  setReadOnly(held);
  if (!held) {
    setPlainText(text);
    return;
  }
  setPlainText(text.left(kHeldShown) +
               tr("…\n\n(%1 characters in lines too long to edit here. They are kept and run as they are; "
                  "Delete removes them.)")
                   .arg(text.size()));
}

void PromptEdit::insertText(const QString& text) {
  const QTextCursor cursor = textCursor();
  if (!holds() && longest_line(text) <= kLongLine) {
    insertPlainText(text);
    return;
  }
  const QString before = holds() ? QString() : prompt();
  setPrompt(before.left(cursor.selectionStart()) + text + before.mid(cursor.selectionEnd()));
}

void PromptEdit::keyPressEvent(QKeyEvent* event) {
  const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (enter && event->modifiers().testFlag(Qt::ControlModifier)) {
    Q_EMIT runRequested();
    return;
  }
  const bool erase = event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace;
  if (holds() && erase) {
    setPrompt({});
    return;
  }
  if (holds() && event->matches(QKeySequence::Paste)) {
    insertFromMimeData(QGuiApplication::clipboard()->mimeData());
    return;
  }
  QPlainTextEdit::keyPressEvent(event);
}

bool PromptEdit::canInsertFromMimeData(const QMimeData* source) const {
  return source->hasUrls() ? !text_file(*source).isEmpty() : source->hasText();
}

void PromptEdit::insertFromMimeData(const QMimeData* source) {
  if (const QString path = text_file(*source); !path.isEmpty()) {
    try {
      const std::string text =
          read_text(path.toStdString(), static_cast<std::uint64_t>(InferenceSession::kMaxPromptBytes));
      insertText(QString::fromStdString(text));
    } catch (const Error& error) {
      Q_EMIT textRefused(tr("%1 cannot be a prompt: %2. Choose a UTF-8 text of at most 1 MB.")
                             .arg(QFileInfo(path).fileName(), QString::fromStdString(error.reason())));
    }
    return;
  }
  // Bytes first: Qt replaces what is not UTF-8 without a word.
  const QByteArray bytes = source->data(QStringLiteral("text/plain;charset=utf-8"));
  QString text = bytes.isEmpty() ? source->text() : QString::fromUtf8(bytes);
  if (text.isEmpty()) return;
  const qsizetype size = text.toUtf8().size() + prompt().toUtf8().size();
  if (size > InferenceSession::kMaxPromptBytes) {
    Q_EMIT textRefused(tr("With what was pasted the prompt would have %1 MB, and at most 1 MB can be run. "
                          "The prompt stays as it was.")
                           .arg(static_cast<double>(size) / (1 << 20), 0, 'f', 2));
    return;
  }
  qsizetype broken = 0;
  for (qsizetype i = 0; i < text.size(); ++i) {
    const bool high = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
    if (high) {
      ++i;
    } else if (text[i].isSurrogate() || text[i] == QChar::ReplacementCharacter) {
      text[i] = QChar::ReplacementCharacter;
      ++broken;
    }
  }
  if (broken > 0) {
    Q_EMIT textRefused(tr("%n character(s) of the pasted text are not valid Unicode; they stand as � now.",
                          nullptr, static_cast<int>(broken)));
  }
  insertText(text);
}

}  // namespace prism::app
