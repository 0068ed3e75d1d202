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
  m_title->setMinimumWidth(240);
  m_sentence->setMinimumWidth(240);
  m_sentence->setMaximumWidth(kWidth);
  m_title->setMaximumWidth(kWidth);
  m_buttons->setSpacing(8);
  auto* column = new QVBoxLayout;
  column->setSpacing(8);
  column->addWidget(m_icon, 0, Qt::AlignHCenter);
  column->addWidget(m_title, 0, Qt::AlignHCenter);
  column->addWidget(m_sentence, 0, Qt::AlignHCenter);
  column->addSpacing(8);
  auto* row = new QHBoxLayout;
  row->addStretch();
  row->addLayout(m_buttons);
  row->addStretch();
  column->addLayout(row);
  auto* all = new QVBoxLayout(this);
  all->addStretch(2);
  all->addLayout(column);
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
