// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QWidget>

class QAction;
class QVBoxLayout;

namespace prism::widgets {
class PageHeader;
}

namespace prism::app {

class Workspace;

/// What a page is called and what it is for. `id` is also the name for --page and of its help page
/// (resources/help/ID.md).
struct PageInfo {
  QString id;       ///< "workers"
  QString title;    ///< translated: "Workers"
  QString purpose;  ///< one translated sentence without full stop
  QString icon;     ///< name of an icon in resources/icons, without path and ending
};

/// One page of the window: header (title, purpose, main actions at top right), body below, and optionally
/// content for the Inspector dock. Pages read the Workspace and listen to its signals; GUI thread only.
class Page : public QWidget {
  Q_OBJECT

 public:
  Page(PageInfo info, Workspace& workspace, QWidget* parent = nullptr);

  [[nodiscard]] const PageInfo& info() const noexcept { return m_info; }
  [[nodiscard]] Workspace& workspace() const noexcept { return m_workspace; }

  /// Widget for the Inspector dock while this page is shown; the page keeps owning it. May be null.
  [[nodiscard]] virtual QWidget* inspector() { return nullptr; }
  /// Splitters, filters, chosen metric …: kept in session and project. Unknown or missing keys are ignored.
  [[nodiscard]] virtual QJsonObject saveState() const { return {}; }
  virtual void restoreState(const QJsonObject& state) { Q_UNUSED(state) }
  /// Shown for the first time, or after what it shows has changed while hidden: load what is needed lazily.
  virtual void activate() {}
  /// True while background work of its own is still to arrive (screenshots and tests wait for it).
  [[nodiscard]] virtual bool busy() const { return false; }

 Q_SIGNALS:
  /// inspector() has another widget or wants to be raised.
  void inspectorChanged();

 protected:
  /// The main actions, at most three, at top right; also found by the command palette with all QActions added
  /// by addAction(). `primary` is drawn filled.
  void addHeaderAction(QAction* action, bool primary = false);
  /// Any other control at top right (a metric chooser).
  void addHeaderWidget(QWidget* widget);
  /// The body with the page margin; call once.
  void setBody(QWidget* body);
  [[nodiscard]] widgets::PageHeader& header() const noexcept { return *m_header; }

 private:
  PageInfo m_info;
  Workspace& m_workspace;
  widgets::PageHeader* m_header;
  QVBoxLayout* m_layout;
};

}  // namespace prism::app
