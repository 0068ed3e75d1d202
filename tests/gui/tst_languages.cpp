// SPDX-License-Identifier: GPL-3.0-or-later
// Plurals, translations, and whether anything is clipped when texts are 40 % longer.
#include "app/core_texts.h"
#include "app/main_window.h"
#include "app/page.h"
#include "app/pseudo_locale.h"
#include "app/translations.h"
#include "app/workspace.h"
#include "core/base/log.h"
#include "tests/gui/gui_support.h"
#include "widgets/page_header.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QMenuBar>
#include <QPushButton>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;

namespace {

constexpr QSize kSmallest{1280, 720};

/// Installs a language while it lives.
class Language {
 public:
  explicit Language(const char* name) {
    qputenv("PRISM_LANGUAGE", name);
    install_translations(m_holder);
  }
  ~Language() {
    for (QTranslator* each : m_holder.findChildren<QTranslator*>()) QCoreApplication::removeTranslator(each);
    qunsetenv("PRISM_LANGUAGE");
    QLocale::setDefault(m_before);
  }

 private:
  QLocale m_before;
  QObject m_holder;
};

/// Where a control's text does not fit into it; empty when it does.
QString clipped(QWidget* widget) {
  const QSize size = widget->size();
  QSize wanted;
  QString words;
  if (auto* label = qobject_cast<QLabel*>(widget)) {
    if (label->text().isEmpty() || !label->pixmap(Qt::ReturnByValue).isNull()) return {};
    // The sentence of a page header gives way on purpose; it is whole in its tooltip.
    if (qobject_cast<widgets::PageHeader*>(label->parentWidget()) && !label->toolTip().isEmpty()) return {};
    words = label->text();
    wanted = label->wordWrap() ? QSize(0, label->heightForWidth(size.width())) : label->sizeHint();
  } else if (auto* button = qobject_cast<QAbstractButton*>(widget)) {
    if (button->text().isEmpty() || button->inherits("QTabBar")) return {};
    words = button->text();
    wanted = button->sizeHint();
  } else if (auto* bar = qobject_cast<QTabBar*>(widget)) {
    if (bar->count() == 0 || !bar->usesScrollButtons()) return {};
    words = bar->tabText(0);
    wanted = QSize(bar->sizeHint().width(), 0);
  } else {
    return {};
  }
  if (wanted.width() <= size.width() + 1 && wanted.height() <= size.height() + 1) return {};
  return QStringLiteral("%1 \"%2\": %3x%4 of %5x%6")
      .arg(QLatin1String(widget->metaObject()->className()), words)
      .arg(size.width())
      .arg(size.height())
      .arg(wanted.width())
      .arg(wanted.height());
}

}  // namespace

class TestLanguages : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    set_log_sink([](LogLevel, const std::string&) {});
    m_settings = std::make_unique<test::PrivateSettings>();
  }

  void englishHasPlurals() {
    const Language english("en");
    const auto retrain = [](int n) {
      return QCoreApplication::translate("prism::app::AdapterSession", "Retrain %n worker(s)", nullptr, n);
    };
    QCOMPARE(retrain(1), QString("Retrain 1 worker"));
    QCOMPARE(retrain(5), QString("Retrain 5 workers"));
  }

  void germanIsThere() {
    const Language german("de");
    MainWindow window({.remember = false});
    QCOMPARE(window.menuBar()->actions().front()->text(), QString("&Datei"));
    QCOMPARE(window.page("workers")->info().purpose,
             QString::fromUtf8("welche Kacheln der Abbildung gut sind und welche nicht"));
    QCOMPARE(QCoreApplication::translate("prism::app::AdapterSession", "Break %n worker(s)", nullptr, 2),
             QString::fromUtf8("2 Worker beschädigen"));
    QCOMPARE(stage_text("choosing the ridge"), QString::fromUtf8("Ridge wählen"));
    QCOMPARE(note_text("Stopped: 5 of 12 workers are trained, the others are zero."),
             QString::fromUtf8("Angehalten: 5 von 12 Workern sind trainiert, die anderen sind null."));
  }

  void unknownWordsOfTheEngineStay() {
    QCOMPARE(stage_text("something new"), QString("something new"));
    QCOMPARE(note_text("A sentence nobody listed."), QString("A sentence nobody listed."));
    QCOMPARE(group_text("flag: odd"), QString("flag: odd"));
    const std::string note = "No grid of 7 tiles fits 12→8; 6 workers (2×3) are used.";
    QCOMPARE(note_text(note), QString::fromStdString(note));
  }

  void pseudoTextsKeepWhatIsFixed() {
    QVERIFY(pseudo_text("Save %1 as <b>%2</b>").contains("%1"));
    QVERIFY(pseudo_text("Save %1 as <b>%2</b>").contains("<b>%2</b>"));
    QVERIFY(pseudo_text("Retrain selected workers").size() >= 24 * 14 / 10);
    QCOMPARE(pseudo_text("Ctrl+O"), QString("Ctrl+O"));
    QCOMPARE(pseudo_text("All files (*)"), QString("All files (*)"));
  }

  void whatIsClippedWhenTextsAreLongerIsListed() {
    const Language pseudo("pseudo");
    const test::TemporaryFolder folder;
    const auto upper = test::write_model(folder.path(), "up", 24);
    const auto lower = test::write_model(folder.path(), "down", 16);
    MainWindow window({.remember = false});
    window.resize(kSmallest);
    window.show();
    Workspace& workspace = window.workspace();
    const auto idle = [&] {
      return wait_for([&] { return !workspace.busy() && !workspace.session().busy(); });
    };
    workspace.openPaths({text(upper), text(lower)});
    QVERIFY(idle());
    TrainOptions options = workspace.options();
    options.workers = 12;
    workspace.setOptions(options);
    workspace.train();
    QVERIFY(idle());
    workspace.session().corrupt({2, 5}, Corruption::zero, 0);
    QVERIFY(idle());
    workspace.setSelection({2});
    QStringList found;
    for (const Page* page : window.pages()) {
      window.showPage(page->info().id);
      QVERIFY(wait_for([&] { return !workspace.busy() && !page->busy(); }));
      QCoreApplication::processEvents();
      if (const int wide = window.minimumSizeHint().width(); wide > kSmallest.width()) {
        found << QStringLiteral("%1: the window wants %2 px").arg(page->info().id).arg(wide);
      }
      for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->visibleRegion().isEmpty()) continue;
        if (const QString trouble = clipped(widget); !trouble.isEmpty()) {
          const QString line = page->info().id + QStringLiteral(": ") + trouble;
          if (!found.contains(line)) found << line;
        }
      }
    }
    // A list to work off, not a verdict: which texts are that long depends on the fonts of the machine.
    for (const QString& line : found) qWarning("%s", qPrintable(line));
  }

 private:
  std::unique_ptr<test::PrivateSettings> m_settings;
};

QTEST_MAIN(TestLanguages)
#include "tst_languages.moc"
