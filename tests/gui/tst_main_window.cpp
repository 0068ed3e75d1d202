// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_palette.h"
#include "app/heartbeat.h"
#include "app/main_window.h"
#include "app/page.h"
#include "app/page_registry.h"
#include "app/paths.h"
#include "app/workspace.h"
#include "tests/gui/gui_support.h"
#include "widgets/error_bar.h"
#include "widgets/icons.h"

#include <algorithm>
#include <set>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QTest>
#include <QThread>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;

class TestMainWindow : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() {
    m_settings = std::make_unique<test::PrivateSettings>();
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.remember = false});
    m_window->show();
  }
  void cleanup() { m_window.reset(); }

  void everyPageIsComplete() {
    QCOMPARE(m_window->pages().size(), page_factories().size());
    std::set<QString> ids;
    for (const Page* page : m_window->pages()) {
      const PageInfo& info = page->info();
      QVERIFY2(ids.insert(info.id).second, qPrintable(info.id));
      QVERIFY2(!info.title.isEmpty() && !info.purpose.isEmpty(), qPrintable(info.id));
      QVERIFY2(!widgets::icon(info.icon).isNull(), qPrintable(info.icon));
      QVERIFY2(!help_text(info.id).isEmpty(), qPrintable(info.id));
      QVERIFY(m_window->showPage(info.id));
      QCOMPARE(m_window->currentPage(), page);
    }
    for (const char* id : {"pair", "plan", "workers", "tensor", "runs"}) QVERIFY2(ids.contains(id), id);
    QVERIFY(!m_window->showPage("nothing"));
  }

  void keysShowPages() {
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
    QTRY_COMPARE(m_window->currentPage(), m_window->pages()[3]);
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QTRY_COMPARE(m_window->currentPage()->info().id, QString("pair"));
  }

  void paletteFindsEveryAction() {
    const std::vector<Command> commands = m_window->commands();
    QVERIFY(commands.size() > 40);
    const auto has = [&](const QString& wanted) {
      return std::any_of(commands.begin(), commands.end(),
                         [&](const Command& command) { return command.text == wanted; });
    };
    QVERIFY(has("File: Save project"));
    QVERIFY(has("Work: Train workers"));
    QVERIFY(has("Palette: Dark"));
    for (const Page* page : m_window->pages()) {
      for (const QAction* action : page->actions()) {
        if (plain_text(*action).isEmpty()) continue;
        QVERIFY2(has(page->info().title + ": " + plain_text(*action)), qPrintable(plain_text(*action)));
      }
    }
  }

  void shortcutsAreUnique() {
    std::set<QString> seen;
    for (const Command& command : m_window->commands()) {
      if (command.action->shortcutContext() != Qt::WindowShortcut) continue;
      const QString keys = command.action->shortcut().toString();
      if (!keys.isEmpty()) QVERIFY2(seen.insert(keys).second, qPrintable(command.text + " " + keys));
    }
  }

  void everyControlHasAName() {
    QStringList nameless;
    for (Page* page : m_window->pages()) {
      m_window->showPage(page->info().id);
      for (QWidget* widget : page->findChildren<QWidget*>()) {
        const bool control = qobject_cast<QLineEdit*>(widget) || qobject_cast<QComboBox*>(widget) ||
                             qobject_cast<QAbstractItemView*>(widget) ||
                             qobject_cast<QAbstractButton*>(widget);
        // Parts of other controls (a combo box's editor, a table's corner) are named by these.
        bool part = false;
        for (QWidget* up = widget->parentWidget(); up != nullptr && up != page; up = up->parentWidget()) {
          part = part || qobject_cast<QComboBox*>(up) || qobject_cast<QAbstractItemView*>(up) ||
                 up->inherits("QAbstractSpinBox") || qobject_cast<QLineEdit*>(up) || up->inherits("QTabBar");
        }
        if (!control || part || !widget->accessibleName().isEmpty()) continue;
        const auto* button = qobject_cast<QAbstractButton*>(widget);
        if (button != nullptr && (!button->text().isEmpty() || !button->toolTip().isEmpty())) continue;
        nameless << page->info().id + ": " + widget->metaObject()->className() + " " + widget->objectName();
      }
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join("; ")));
  }

  void filesAreDropped() {
    const test::TemporaryFolder folder;
    const auto upper = test::write_model(folder.path(), "up", 12);
    const auto lower = test::write_model(folder.path(), "down", 8);
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(text(upper)), QUrl::fromLocalFile(text(lower))});
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &drop);
    QVERIFY(wait_for([&] { return m_window->workspace().pair().map() != nullptr; }));
    QMimeData words;
    words.setText("no files");
    QDragEnterEvent other(QPoint(200, 200), Qt::CopyAction, &words, Qt::LeftButton, Qt::NoModifier);
    other.ignore();
    QCoreApplication::sendEvent(m_window.get(), &other);
    QVERIFY(!other.isAccepted());
  }

  void problemsStandInTheBarNotInDialogs() {
    m_window->workspace().openPaths({"/no/such/file"});
    QVERIFY(wait_for([&] { return m_window->errorBar().count() == 1; }));
    QVERIFY(m_window->errorBar().sentence().contains("/no/such/file"));
    QVERIFY(QApplication::activeModalWidget() == nullptr);
  }

  void unknownPageIsTold() {
    m_window->openAtStart({"/no/such/file"}, "nopage");
    QVERIFY(m_window->errorBar().count() >= 1);
    QVERIFY(m_window->currentPage() != nullptr);
  }

  void zoomAndPaletteKeepTheWindowUsable() {
    const double before = QApplication::font().pointSizeF();
    m_window->zoom(1);
    QVERIFY(QApplication::font().pointSizeF() > before);
    m_window->zoom(0);
    QCOMPARE(QApplication::font().pointSizeF(), before);
    for (const auto scheme : {widgets::ColourScheme::dark, widgets::ColourScheme::light}) {
      m_window->setPaletteScheme(scheme);
      QCOMPARE(widgets::Theme::instance().dark(), scheme == widgets::ColourScheme::dark);
    }
    m_window->resize(1280, 720);
    QVERIFY(m_window->minimumSizeHint().width() <= 1280);
    QVERIFY(m_window->minimumSizeHint().height() <= 720);
  }

  void heartbeatSeesAStall() {
    Heartbeat heartbeat;
    QTest::qWait(30);
    heartbeat.reset();
    QThread::msleep(150);
    QTest::qWait(20);
    QVERIFY(heartbeat.longestStall() > 100);
  }

  void jobsAndLogAreShown() {
    for (const char* name : {"jobs", "log", "inspector"}) {
      QVERIFY2(m_window->findChild<QDockWidget*>(name) != nullptr, name);
    }
  }

 private:
  std::unique_ptr<test::PrivateSettings> m_settings;
  std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
