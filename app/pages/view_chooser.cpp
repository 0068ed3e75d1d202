// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/view_chooser.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace prism::app {

ViewChooser::ViewChooser(const QString& accessible_name, QWidget* parent) : QWidget(parent) {
  m_choice = new QComboBox;
  m_choice->setAccessibleName(accessible_name);
  m_note = new QLabel;
  m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_stack = new QStackedWidget;
  auto* head = new QHBoxLayout;
  head->setSpacing(8);
  head->addWidget(m_note, 1);
  head->addWidget(m_choice);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 8, 0, 0);
  column->setSpacing(4);
  column->addLayout(head);
  column->addWidget(m_stack, 1);
  connect(m_choice, &QComboBox::currentIndexChanged, this, [this](int view) {
    m_stack->setCurrentIndex(view);
    Q_EMIT viewChanged(view);
  });
}

void ViewChooser::addView(const QString& name, QWidget* view) {
  m_stack->addWidget(view);
  m_choice->addItem(name);
}

int ViewChooser::currentView() const {
  return m_choice->currentIndex();
}

void ViewChooser::setCurrentView(int view) {
  if (view >= 0 && view < m_choice->count()) m_choice->setCurrentIndex(view);
}

void ViewChooser::setNote(const QString& note) {
  m_note->setText(note);
  m_note->setToolTip(note);
}

}  // namespace prism::app
