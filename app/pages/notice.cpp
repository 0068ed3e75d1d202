// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/notice.h"

#include "widgets/action_button.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace prism::app {
namespace {
constexpr int kIcon = 16;
}

Notice::Notice(QWidget* parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_row(new QHBoxLayout(this)) {
  m_text->setWordWrap(true);
  m_text->setTextFormat(Qt::PlainText);
  m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_row->setContentsMargins(8, 4, 8, 4);
  m_row->setSpacing(8);
  m_row->addWidget(m_icon);
  m_row->addWidget(m_text, 1);
  refreshIcon();
  hide();
}

void Notice::addAction(QAction* action) {
  QWidget::addAction(action);
  m_row->addWidget(widgets::make_action_button(action, false, this));
}

void Notice::setText(const QString& text) {
  m_text->setText(text);
  setAccessibleName(text);
  setVisible(!text.isEmpty());
}

void Notice::refreshIcon() {
  m_icon->setPixmap(widgets::icon(QStringLiteral("info"), widgets::IconColour::accent)
                        .pixmap(QSize(kIcon, kIcon), devicePixelRatioF()));
}

void Notice::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) refreshIcon();
}

void Notice::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const widgets::ThemeColours& colours = widgets::colours();
  painter.fillRect(rect(), widgets::blended(colours.base, colours.accent, 0.10));
}

}  // namespace prism::app
