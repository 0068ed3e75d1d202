// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/empty_state.h"

#include "widgets/action_button.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace prism::widgets {
namespace {

constexpr int kIconSide = 48;
constexpr int kWidth = 460;

}  // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent),
      m_icon(new QLabel(this)),
      m_title(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_buttons(new QHBoxLayout) {
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * 1.25);
  large.setWeight(QFont::DemiBold);
  m_title->setFont(large);
  for (QLabel* label : {m_icon, m_title, m_sentence}) label->setAlignment(Qt::AlignCenter);
  m_title->setWordWrap(true);
  m_sentence->setWordWrap(true);
  m_sentence->setForegroundRole(QPalette::PlaceholderText);
  m_buttons->setSpacing(8);
  // Labels that wrap tell their height only to a layout that gives them its whole width.
  auto* middle = new QWidget(this);
  middle->setMaximumWidth(kWidth);
  auto* column = new QVBoxLayout(middle);
  column->setContentsMargins(12, 0, 12, 0);
  column->setSpacing(8);
  column->addWidget(m_icon);
  column->addWidget(m_title);
  column->addWidget(m_sentence);
  column->addSpacing(8);
  auto* row = new QHBoxLayout;
  row->addStretch();
  row->addLayout(m_buttons);
  row->addStretch();
  column->addLayout(row);
  auto* centre = new QHBoxLayout;
  centre->addStretch(1);
  centre->addWidget(middle, 100);
  centre->addStretch(1);
  auto* all = new QVBoxLayout(this);
  all->addStretch(2);
  all->addLayout(centre);
  all->addStretch(3);
  connect(&Theme::instance(), &Theme::changed, this, [this] { refreshIcon(); });
}

EmptyState::EmptyState(const QString& icon_name, const QString& title, const QString& sentence,
                       QWidget* parent)
    : EmptyState(parent) {
  setText(icon_name, title, sentence);
}

void EmptyState::setText(const QString& icon_name, const QString& title, const QString& sentence) {
  m_icon_name = icon_name;
  m_title->setText(title);
  m_sentence->setText(sentence);
  setAccessibleName(title);
  setAccessibleDescription(sentence);
  refreshIcon();
}

void EmptyState::refreshIcon() {
  m_icon->setPixmap(
      icon(m_icon_name, IconColour::muted).pixmap(QSize(kIconSide, kIconSide), devicePixelRatioF()));
}

void EmptyState::addAction(QAction* action) {
  m_buttons->addWidget(make_action_button(action, m_count == 0, this));
  ++m_count;
}

}  // namespace prism::widgets
