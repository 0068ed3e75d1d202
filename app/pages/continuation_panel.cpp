// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/continuation_panel.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextCursor>
#include <QToolButton>
#include <QVBoxLayout>

namespace prism::app {

namespace {

constexpr qsizetype kPromptShown = 400;  ///< characters of its end: the text that goes on matters

}  // namespace

ContinuationPanel::ContinuationPanel(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel),
      m_note(new QLabel),
      m_copy(new QToolButton),
      m_text(new QPlainTextEdit) {
  QFont bold = m_title->font();
  bold.setWeight(QFont::DemiBold);
  m_title->setFont(bold);
  m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_note->setForegroundRole(QPalette::PlaceholderText);
  m_copy->setIcon(widgets::icon(QStringLiteral("copy")));
  m_copy->setAutoRaise(true);
  m_copy->setToolTip(tr("Copy this continuation"));
  connect(m_copy, &QToolButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(m_continuation); });
  m_text->setReadOnly(true);
  m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  m_text->setMinimumHeight(48);
  auto* top = new QHBoxLayout;
  top->setSpacing(8);
  top->addWidget(m_title, 1);
  top->addWidget(m_note);
  top->addWidget(m_copy);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  layout->addLayout(top);
  layout->addWidget(m_text, 1);
  connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, &ContinuationPanel::rebuild);
}

void ContinuationPanel::setTitle(const QString& title, const QString& tip) {
  m_title->setText(title);
  m_title->setToolTip(tip);
  m_text->setAccessibleName(title);
  m_text->setAccessibleDescription(tip);
  m_copy->setAccessibleName(tr("Copy: %1").arg(title));
}

void ContinuationPanel::setNote(const QString& note) {
  m_note->setText(note);
}

void ContinuationPanel::setText(const QString& prompt, const QString& continuation) {
  if (prompt == m_prompt && continuation == m_continuation) return;
  const bool grows =
      prompt == m_prompt && continuation.startsWith(m_continuation) && !m_text->document()->isEmpty();
  const QString added = grows ? continuation.mid(m_continuation.size()) : QString();
  m_prompt = prompt;
  m_continuation = continuation;
  m_copy->setEnabled(!continuation.isEmpty());
  if (!grows) {
    rebuild();
    return;
  }
  // Only the new piece is laid out, and who has scrolled up to read is left there.
  const QScrollBar* bar = m_text->verticalScrollBar();
  const bool at_end = bar->value() >= bar->maximum() - 1;
  QTextCursor cursor(m_text->document());
  cursor.movePosition(QTextCursor::End);
  QTextCharFormat format;
  format.setForeground(widgets::colours().text);
  cursor.insertText(added, format);
  if (at_end) m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

void ContinuationPanel::rebuild() {
  m_text->clear();
  QTextCursor cursor(m_text->document());
  QTextCharFormat format;
  format.setForeground(widgets::colours().muted);
  QString shown = m_prompt;
  if (shown.size() > kPromptShown) shown = QStringLiteral("…") + shown.right(kPromptShown);
  cursor.insertText(shown, format);
  format.setForeground(widgets::colours().text);
  cursor.insertText(m_continuation, format);
  m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
  m_copy->setEnabled(!m_continuation.isEmpty());
}

void ContinuationPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) {
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
  }
}

}  // namespace prism::app
