// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/page.h"

#include "widgets/page_header.h"

#include <utility>

#include <QAction>
#include <QVBoxLayout>

namespace prism::app {

namespace {
constexpr int kPageMargin = 12;
constexpr int kSpacing = 8;
}  // namespace

Page::Page(PageInfo info, Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      m_info(std::move(info)),
      m_workspace(workspace),
      m_header(new widgets::PageHeader(m_info.title, m_info.purpose, this)),
      m_layout(new QVBoxLayout(this)) {
  setObjectName(m_info.id);
  setAccessibleName(m_info.title);
  setAccessibleDescription(m_info.purpose);
  m_layout->setContentsMargins(kPageMargin, kPageMargin, kPageMargin, kPageMargin);
  m_layout->setSpacing(kSpacing);
  // The page's margin is enough: the title stands where the body begins.
  m_header->layout()->setContentsMargins(0, 0, 0, 0);
  m_layout->addWidget(m_header);
}

void Page::addHeaderAction(QAction* action, bool primary) {
  addAction(action);
  // Shortcuts of a page must not fire while another page is shown.
  action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  m_header->addAction(action, primary);
}

void Page::addHeaderWidget(QWidget* widget) {
  m_header->addWidget(widget);
}

void Page::setBody(QWidget* body) {
  m_layout->addWidget(body, 1);
}

}  // namespace prism::app
