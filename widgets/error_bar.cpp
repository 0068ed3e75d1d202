// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/error_bar.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <algorithm>
#include <utility>

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace prism::widgets {
namespace {

constexpr std::size_t kMost = 20;  ///< older messages are in the log

QColor colour_of(ErrorBar::Severity severity) {
  const ThemeColours& c = colours();
  if (severity == ErrorBar::Severity::info) return c.accent;
  return severity == ErrorBar::Severity::warning ? c.warning : c.error;
}

QToolButton* button(QWidget* parent, const QString& text) {
  auto* made = new QToolButton(parent);
  made->setText(text);
  made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  made->setAutoRaise(true);
  made->setFocusPolicy(Qt::StrongFocus);
  return made;
}

}  // namespace

ErrorBar::ErrorBar(QWidget* parent)
    : QWidget(parent),
      m_icon(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_count(new QLabel(this)),
      m_details(new QPlainTextEdit(this)),
      m_details_button(button(this, tr("Details"))),
      m_copy_button(button(this, tr("Copy"))),
      m_dismiss_button(button(this, {})),
      m_actions(new QHBoxLayout) {
  setAccessibleName(tr("Messages"));
  m_sentence->setWordWrap(true);
  m_sentence->setTextFormat(Qt::PlainText);
  m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_sentence->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  m_details->setReadOnly(true);
  m_details->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  m_details->setMaximumHeight(140);
  m_details->setAccessibleName(tr("Details of the message"));
  m_details->hide();
  m_details_button->setCheckable(true);
  m_details_button->setArrowType(Qt::RightArrow);
  m_copy_button->setToolTip(tr("Copy the message with its details"));
  m_dismiss_button->setToolTip(tr("Dismiss (Esc)"));
  m_dismiss_button->setAccessibleName(tr("Dismiss"));

  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(m_icon, 0, Qt::AlignVCenter);
  row->addWidget(m_sentence, 1);
  row->addWidget(m_count);
  row->addLayout(m_actions);
  row->addWidget(m_details_button);
  row->addWidget(m_copy_button);
  row->addWidget(m_dismiss_button);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(16, 4, 8, 4);
  all->setSpacing(4);
  all->addLayout(row);
  all->addWidget(m_details);

  connect(m_details_button, &QToolButton::toggled, this, [this](bool open) {
    m_details->setVisible(open);
    m_details_button->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
  });
  connect(m_copy_button, &QToolButton::clicked, this, &ErrorBar::copy);
  connect(m_dismiss_button, &QToolButton::clicked, this, &ErrorBar::dismiss);
  connect(&Theme::instance(), &Theme::changed, this, &ErrorBar::refresh);
  hide();
}

void ErrorBar::show(Message message) {
  std::erase_if(m_messages, [&](const Message& old) { return old.sentence == message.sentence; });
  m_messages.push_back(std::move(message));
  if (m_messages.size() > kMost) m_messages.erase(m_messages.begin());
  m_details_button->setChecked(false);
  refresh();
  Q_EMIT changed();
}

void ErrorBar::dismiss() {
  if (m_messages.empty()) return;
  m_messages.pop_back();
  m_details_button->setChecked(false);
  refresh();
  Q_EMIT changed();
}

void ErrorBar::clear() {
  m_messages.clear();
  refresh();
  Q_EMIT changed();
}

QString ErrorBar::sentence() const {
  return m_messages.empty() ? QString() : m_messages.back().sentence;
}

QString ErrorBar::details() const {
  return m_messages.empty() ? QString() : m_messages.back().details;
}

void ErrorBar::refresh() {
  while (QLayoutItem* item = m_actions->takeAt(0)) {
    if (item->widget() != nullptr) item->widget()->deleteLater();
    delete item;
  }
  setVisible(!m_messages.empty());
  if (m_messages.empty()) return;
  const Message& message = m_messages.back();
  const bool error = message.severity == Severity::error;
  const bool warning = message.severity == Severity::warning;
  m_icon->setPixmap(icon(error     ? QStringLiteral("error")
                         : warning ? QStringLiteral("warning")
                                   : QStringLiteral("info"),
                         error     ? IconColour::error
                         : warning ? IconColour::warning
                                   : IconColour::accent)
                        .pixmap(QSize(16, 16), devicePixelRatioF()));
  m_icon->setAccessibleName(error ? tr("Error") : warning ? tr("Warning") : tr("Information"));
  m_sentence->setText(message.sentence);
  setAccessibleDescription(message.sentence);
  m_count->setVisible(m_messages.size() > 1);
  m_count->setText(tr("1 of %1").arg(m_messages.size()));
  m_details->setPlainText(message.details);
  m_details_button->setVisible(!message.details.isEmpty());
  m_dismiss_button->setIcon(icon(QStringLiteral("close")));
  m_copy_button->setIcon(icon(QStringLiteral("copy")));
  for (const auto& [text, work] : message.actions) {
    QToolButton* made = button(this, text);
    made->setAutoRaise(false);
    made->setProperty("pageAction", true);
    m_actions->addWidget(made);
    connect(made, &QToolButton::clicked, this, [this, work = work] {
      // Work may show a message of its own: this one goes first.
      const std::function<void()> now = work;
      dismiss();
      if (now) now();
    });
  }
  update();
}

void ErrorBar::copy() const {
  QString text = sentence();
  if (!details().isEmpty()) text += u'\n' + details();
  QGuiApplication::clipboard()->setText(text);
}

void ErrorBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) {
    m_details_button->setText(tr("Details"));
    m_copy_button->setText(tr("Copy"));
    refresh();
  }
}

void ErrorBar::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return dismiss();
  if (event->matches(QKeySequence::Copy)) return copy();
  QWidget::keyPressEvent(event);
}

void ErrorBar::paintEvent(QPaintEvent*) {
  if (m_messages.empty()) return;
  QPainter painter(this);
  const QColor colour = colour_of(m_messages.back().severity);
  painter.fillRect(rect(), blended(colours().base, colour, 0.12));
  painter.fillRect(QRect(0, 0, 4, height()), colour);
  painter.setPen(colours().line);
  painter.drawLine(0, height() - 1, width(), height() - 1);
}

}  // namespace prism::widgets
