// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/about.h"

#include "app/command_palette.h"
#include "app/paths.h"
#include "app/plot_version.h"
#include "core/base/version.h"
#include "core/solve/train.h"

#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace prism::app {

namespace {

QString bibtex() {
  return QStringLiteral(
             "@software{prism_workbench,\n"
             "  title   = {Prism Workbench},\n"
             "  author  = {{The Prism Workbench contributors}},\n"
             "  version = {%1},\n"
             "  year    = {2026}\n"
             "}\n"
             "@software{prism_prismoe,\n"
             "  title  = {{PRISM} and {PrisMoE}: connecting language models through tiled adapters},\n"
             "  author = {K, Ivan}\n"
             "}\n"
             "@software{prism_audio,\n"
             "  title  = {{PRISM} Audio},\n"
             "  author = {K, Ivan}\n"
             "}\n"
             "@software{primal,\n"
             "  title  = {{PRIMAL}},\n"
             "  author = {{The PRIMAL project}}\n"
             "}\n")
      .arg(QString::fromStdString(version()));
}

QDialog* text_window(const QString& title, QTextBrowser* text, QWidget* parent) {
  auto* dialog = new QDialog(parent);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(title);
  dialog->resize(640, 560);
  text->setOpenExternalLinks(true);
  text->setAccessibleName(title);
  auto* layout = new QVBoxLayout(dialog);
  layout->addWidget(text);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
  QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
  layout->addWidget(buttons);
  return dialog;
}

struct Words {
  Q_DECLARE_TR_FUNCTIONS(About)
};

}  // namespace

QString versions_text(bool measure_blas) {
  const ComputeInfo info = compute_info(measure_blas);
  QStringList lines;
  lines << QStringLiteral("Prism Workbench %1").arg(QString::fromStdString(version()))
        << QStringLiteral("Torch %1").arg(QString::fromStdString(info.torch_version))
        << QStringLiteral("BLAS %1, %2 threads").arg(QString::fromStdString(info.blas)).arg(info.threads)
        << QStringLiteral("Qt %1").arg(QLatin1String(qVersion()))
        << QStringLiteral("QCustomPlot %1").arg(plot_library_version());
  if (info.slow_blas) {
    lines << QCoreApplication::translate("About",
                                         "Warning: the slow reference BLAS is in use; install "
                                         "libopenblas0-pthread, which is up to 100 times faster.");
  }
  return lines.join(QLatin1Char('\n'));
}

void show_about(QWidget* parent) {
  auto* text = new QTextBrowser;
  QString html =
      QStringLiteral("<h2>Prism Workbench</h2><p>%1</p><p>%2</p>")
          .arg(Words::tr("Connects language models through small trainable adapters cut into tiles."),
               versions_text().toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
  html +=
      QStringLiteral("<h3>%1</h3><p>%2</p>")
          .arg(
              Words::tr("Licences"),
              Words::tr(
                  "Prism Workbench is free software under the GNU General Public License, version 3 or "
                  "later, and comes without any warranty. It uses Qt (LGPL 3), QCustomPlot (GPL 3), LibTorch "
                  "(BSD), OpenBLAS (BSD), nlohmann JSON (MIT), fmt (MIT), OpenSSL (Apache 2.0), zlib and "
                  "cairo (LGPL 2.1)."));
  html += QStringLiteral("<h3>%1</h3><p>%2</p><p>%3</p><pre>%4</pre>")
              .arg(Words::tr("Citation"),
                   Words::tr(
                       "The methods are the work of Ivan K (PRISM, PrisMoE, PRISM Audio) and of the PRIMAL "
                       "project. If results made with this program are published, please cite them and it:"),
                   Words::tr("The button below copies these entries."), bibtex().toHtmlEscaped());
  text->setHtml(html);
  QDialog* dialog = text_window(Words::tr("About Prism Workbench"), text, parent);
  auto* copy = new QPushButton(Words::tr("Copy BibTeX"), dialog);
  QObject::connect(copy, &QPushButton::clicked, dialog,
                   [] { QGuiApplication::clipboard()->setText(bibtex()); });
  dialog->findChild<QDialogButtonBox*>()->addButton(copy, QDialogButtonBox::ActionRole);
  dialog->open();
}

void show_shortcuts(const std::vector<Command>& commands, QWidget* parent) {
  auto* dialog = new QDialog(parent);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(Words::tr("Keyboard shortcuts"));
  dialog->resize(560, 560);
  auto* table = new QTableWidget(0, 2, dialog);
  table->setAccessibleName(Words::tr("Keyboard shortcuts"));
  table->setHorizontalHeaderLabels({Words::tr("Action"), Words::tr("Keys")});
  table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table->verticalHeader()->hide();
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setShowGrid(false);
  const auto add = [table](const QString& text, const QString& keys) {
    const int row = table->rowCount();
    table->insertRow(row);
    table->setItem(row, 0, new QTableWidgetItem(text));
    table->setItem(row, 1, new QTableWidgetItem(keys));
  };
  for (const Command& command : commands) {
    if (command.action.isNull() || command.action->shortcut().isEmpty()) continue;
    add(command.text, command.action->shortcut().toString(QKeySequence::NativeText));
  }
  add(Words::tr("Pictures: zoom"), Words::tr("Mouse wheel, +, −"));
  add(Words::tr("Pictures: move"), Words::tr("Drag, arrow keys"));
  add(Words::tr("Pictures: show everything"), Words::tr("Double-click, Home"));
  add(Words::tr("Pictures: copy"), QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText));
  auto* layout = new QVBoxLayout(dialog);
  layout->addWidget(table);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
  QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
  layout->addWidget(buttons);
  dialog->open();
}

void show_help(const QString& id, const QString& title, QWidget* parent) {
  auto* text = new QTextBrowser;
  text->setMarkdown(help_text(id));
  QDialog* dialog = text_window(QCoreApplication::translate("Help", "Help: %1").arg(title), text, parent);
  dialog->show();  // beside the work, not instead of it
}

}  // namespace prism::app
