// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exportable.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "widgets/icons.h"

#include <utility>

#include <QBuffer>
#include <QClipboard>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QSvgGenerator>

namespace prism::widgets {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(Exportable)
};

Exportable::ProblemHandler& problem_handler() {
  static Exportable::ProblemHandler handler;
  return handler;
}

void tell(const QString& sentence, const QString& details) {
  if (problem_handler()) {
    problem_handler()(sentence, details);
  } else {
    log_warning(sentence.toStdString() + " (" + details.toStdString() + ")");
  }
}

/// Asks for a name without blocking, then writes; the picture may be gone by then.
void ask_and_save(Exportable* picture, QWidget* parent, const QString& suffix, const QString& filter) {
  auto* dialog =
      new QFileDialog(parent, Words::tr("Save picture"), picture->exportName() + u'.' + suffix, filter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(suffix);
  QObject::connect(dialog, &QFileDialog::fileSelected, parent, [picture](const QString& path) {
    try {
      picture->saveAs(path);
    } catch (const std::exception& problem) {
      tell(Words::tr("The picture could not be saved as %1. Choose another folder or free some space.")
               .arg(QFileInfo(path).fileName()),
           QString::fromUtf8(problem.what()));
    }
  });
  dialog->open();
}

}  // namespace

QImage Exportable::pictureImage(double scale) const {
  const QSizeF size = exportSize();
  QImage image((size * scale).toSize(), QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(scale, scale);
  paintPicture(painter, size);
  painter.end();
  // Dots a metre only now, as fonts would follow them: programs that place the picture show it at its size.
  image.setDotsPerMeterX(static_cast<int>(96 * scale / 0.0254));
  image.setDotsPerMeterY(image.dotsPerMeterX());
  return image;
}

QByteArray Exportable::svg() const {
  const QSizeF size = exportSize();
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setSize(size.toSize());
  generator.setViewBox(QRectF(QPointF(0, 0), size));
  generator.setResolution(96);
  generator.setTitle(exportName());
  QPainter painter(&generator);
  painter.setRenderHint(QPainter::Antialiasing);
  paintPicture(painter, size);
  painter.end();
  return bytes;
}

void Exportable::saveAs(const QString& path) const {
  const QString suffix = QFileInfo(path).suffix().toLower();
  QByteArray bytes;
  if (suffix == QLatin1String("png")) {
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!pictureImage().save(&buffer, "PNG")) {
      throw Error(ErrorCode::memory, "the picture is too large for PNG", path.toStdString());
    }
  } else if (suffix == QLatin1String("svg")) {
    bytes = svg();
  } else if (suffix == QLatin1String("csv")) {
    bytes = csv().toUtf8();
  } else {
    throw Error(ErrorCode::usage, "unknown kind of picture", path.toStdString(), {}, ".png, .svg or .csv");
  }
  write_file(path.toStdString(), std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

void Exportable::copyPicture() const {
  QGuiApplication::clipboard()->setImage(pictureImage());
}

void Exportable::copyValues() const {
  QGuiApplication::clipboard()->setText(csv());
}

void Exportable::addPictureActions(QMenu& menu, QWidget* parent) {
  menu.addAction(icon(QStringLiteral("copy")), Words::tr("Copy picture"), &menu, [this] { copyPicture(); });
  menu.addAction(icon(QStringLiteral("table")), Words::tr("Copy values"), &menu, [this] { copyValues(); });
  menu.addSeparator();
  const QPointer<QWidget> guard(parent);
  const auto add = [&](const QString& text, const QString& suffix, const QString& filter) {
    menu.addAction(icon(QStringLiteral("export")), text, &menu, [this, guard, suffix, filter] {
      if (guard) ask_and_save(this, guard, suffix, filter);
    });
  };
  add(Words::tr("Save as PNG…"), QStringLiteral("png"), Words::tr("PNG picture (*.png)"));
  add(Words::tr("Save as SVG…"), QStringLiteral("svg"), Words::tr("SVG picture (*.svg)"));
  add(Words::tr("Save values as CSV…"), QStringLiteral("csv"), Words::tr("CSV table (*.csv)"));
}

void Exportable::showPictureMenu(QWidget* parent, const QPoint& global,
                                 const std::function<void(QMenu&)>& extra) {
  auto* menu = new QMenu(parent);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (extra) {
    extra(*menu);
    menu->addSeparator();
  }
  addPictureActions(*menu, parent);
  menu->popup(global);
}

bool Exportable::handleCopyKey(QKeyEvent* event) const {
  if (!event->matches(QKeySequence::Copy)) return false;
  copyPicture();
  event->accept();
  return true;
}

void Exportable::setProblemHandler(ProblemHandler handler) {
  problem_handler() = std::move(handler);
}

}  // namespace prism::widgets
