// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QImage>
#include <QSizeF>
#include <QString>

class QKeyEvent;
class QMenu;
class QPainter;
class QWidget;

namespace prism::widgets {

/// Any picture can be copied or saved: PNG, SVG, or its values as CSV. Views inherit this beside QWidget,
/// draw in paintPicture and open pictureMenu from contextMenuEvent (mouse and menu key).
class Exportable {
 public:
  virtual ~Exportable() = default;

  /// Proposed file name without extension, "workers-deviation".
  [[nodiscard]] virtual QString exportName() const = 0;
  /// Points.
  [[nodiscard]] virtual QSizeF exportSize() const = 0;
  /// The whole picture with labels and legend inside (0, 0, size), background included.
  virtual void paintPicture(QPainter& painter, const QSizeF& size) const = 0;
  /// Header line and rows, RFC 4180 with \n.
  [[nodiscard]] virtual QString csv() const = 0;

  [[nodiscard]] QImage pictureImage(double scale = 2) const;
  [[nodiscard]] QByteArray svg() const;
  /// By extension: .png, .svg, .csv. Throws prism::Error.
  void saveAs(const QString& path) const;
  void copyPicture() const;
  void copyValues() const;

  /// Adds copy and save actions; they live as long as the menu.
  void addPictureActions(QMenu& menu, QWidget* parent);
  /// Shows them at a global position, after `extra` was asked for more.
  void showPictureMenu(QWidget* parent, const QPoint& global, const std::function<void(QMenu&)>& extra = {});
  /// Ctrl+C copies the picture; true when the key was this.
  bool handleCopyKey(QKeyEvent* event) const;

  /// Where failed saves are told (one sentence, details): the application's error bar. Without one they are
  /// logged.
  using ProblemHandler = std::function<void(const QString& sentence, const QString& details)>;
  static void setProblemHandler(ProblemHandler handler);
};

}  // namespace prism::widgets
