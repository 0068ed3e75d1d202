// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/page_header.h"

#include "widgets/action_button.h"

#include <algorithm>

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QTextLayout>
#include <QToolButton>

namespace prism::widgets {
namespace {

/// Broken once where it is too long for one line; the second is cut off with an ellipsis if need be.
QString two_lines(const QString& text, const QFont& font, int width) {
  const QFontMetrics metrics(font);
  if (metrics.horizontalAdvance(text) <= width) return text;
  QTextLayout layout(text, font);
  layout.beginLayout();
  QTextLine line = layout.createLine();
  line.setLineWidth(std::max(1, width));
  const int first = line.textLength();
  layout.endLayout();
  return text.left(first).trimmed() + QChar::LineFeed +
         metrics.elidedText(text.mid(first).trimmed(), Qt::ElideRight, std::max(0, width));
}

}  // namespace

PageHeader::PageHeader(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_sentence(new QLabel(this)), m_actions(new QHBoxLayout) {
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * 1.35);
  large.setWeight(QFont::DemiBold);
  m_title->setFont(large);
  m_title->setTextFormat(Qt::PlainText);
  m_sentence->setTextFormat(Qt::PlainText);
  m_sentence->setForegroundRole(QPalette::PlaceholderText);
  // Gives way before the actions do; what is cut off is in the tooltip.
  m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_sentence->setMinimumWidth(40);
  m_sentence->setMinimumHeight(2 * m_sentence->fontMetrics().lineSpacing());
  m_actions->setSpacing(8);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 8, 12, 8);
  row->setSpacing(12);
  row->addWidget(m_title, 0, Qt::AlignVCenter);
  row->addWidget(m_sentence, 1, Qt::AlignVCenter);
  row->addLayout(m_actions);
  m_sentence->installEventFilter(this);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

PageHeader::PageHeader(const QString& title, const QString& sentence, QWidget* parent) : PageHeader(parent) {
  setTitle(title);
  setSentence(sentence);
}

void PageHeader::setTitle(const QString& title) {
  m_title->setText(title);
  setAccessibleName(title);
}

void PageHeader::setSentence(const QString& sentence) {
  m_full_sentence = sentence;
  setAccessibleDescription(sentence);
  elide();
}

QToolButton* PageHeader::addAction(QAction* action, bool primary) {
  QToolButton* button = make_action_button(action, primary, this);
  m_actions->addWidget(button);
  m_buttons.push_back({button});
  measure(m_buttons.back());
  connect(action, &QAction::changed, this, [this, button] {
    for (Button& each : m_buttons) {
      if (each.button == button) measure(each);
    }
    fitButtons();
  });
  return button;
}

void PageHeader::measure(Button& button) {
  QToolButton* shown = button.button;
  const Qt::ToolButtonStyle now = shown->toolButtonStyle();
  const auto width_as = [shown](Qt::ToolButtonStyle style) {
    shown->setToolButtonStyle(style);
    return shown->sizeHint().width();
  };
  const bool has_icon = !shown->icon().isNull();
  button.full = width_as(has_icon ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonTextOnly);
  const bool shrinks = has_icon && !shown->property("primary").toBool();
  button.small = shrinks ? width_as(Qt::ToolButtonIconOnly) : button.full;
  shown->setToolButtonStyle(now);
}

int PageHeader::widthBesideButtons() const {
  const QMargins margins = layout()->contentsMargins();
  int width = margins.left() + margins.right() + m_title->sizeHint().width() + m_sentence->minimumWidth() +
              2 * layout()->spacing();
  for (int i = 0; i < m_actions->count(); ++i) {
    QWidget* widget = m_actions->itemAt(i)->widget();
    if (widget == nullptr || widget->isHidden()) continue;
    width += m_actions->spacing();
    if (qobject_cast<QToolButton*>(widget) == nullptr) width += widget->minimumSizeHint().width();
  }
  return width;
}

void PageHeader::fitButtons() {
  int wanted = widthBesideButtons();
  for (const Button& each : m_buttons) {
    if (!each.button->isHidden()) wanted += each.full;
  }
  for (const Button& each : m_buttons) {
    const bool shrink = wanted > width() && each.small < each.full;
    if (shrink && !each.button->isHidden()) wanted -= each.full - each.small;
    const Qt::ToolButtonStyle style = shrink                         ? Qt::ToolButtonIconOnly
                                      : each.button->icon().isNull() ? Qt::ToolButtonTextOnly
                                                                     : Qt::ToolButtonTextBesideIcon;
    if (each.button->toolButtonStyle() != style) each.button->setToolButtonStyle(style);
  }
}

QSize PageHeader::minimumSizeHint() const {
  int width = widthBesideButtons();
  for (const Button& each : m_buttons) {
    if (!each.button->isHidden()) width += each.small;
  }
  return {width, QWidget::minimumSizeHint().height()};
}

bool PageHeader::event(QEvent* event) {
  const QEvent::Type type = event->type();
  if (type == QEvent::FontChange || type == QEvent::StyleChange || type == QEvent::Polish) {
    for (Button& each : m_buttons) measure(each);
  }
  if (type == QEvent::Resize || type == QEvent::FontChange || type == QEvent::StyleChange ||
      type == QEvent::Show) {
    fitButtons();
  }
  return QWidget::event(event);
}

void PageHeader::addWidget(QWidget* widget) {
  m_actions->addWidget(widget);
}

void PageHeader::elide() {
  const QString shown = two_lines(m_full_sentence, m_sentence->font(), m_sentence->width());
  if (shown != m_sentence->text()) m_sentence->setText(shown);
  m_sentence->setToolTip(shown.endsWith(QChar(0x2026)) ? m_full_sentence : QString());
}

bool PageHeader::eventFilter(QObject* watched, QEvent* event) {
  // The sentence's room changes with the buttons, not only with the header.
  if (watched == m_sentence && (event->type() == QEvent::Resize || event->type() == QEvent::FontChange))
    elide();
  return QWidget::eventFilter(watched, event);
}

}  // namespace prism::widgets
