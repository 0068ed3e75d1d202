// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/exportable.h"

#include <cstdint>
#include <vector>

#include <QString>
#include <QWidget>

namespace prism::widgets {

/// A whole divided into named counts: one segmented bar, labels with count and share below. Segments differ
/// by pattern as well as by colour. Left and Right move, Enter activates.
class CoverageBar final : public QWidget, public Exportable {
  Q_OBJECT

 public:
  enum class Role { good, accent, warning, error, muted };
  struct Segment {
    QString name;
    std::int64_t count = 0;
    Role role = Role::accent;
  };

  explicit CoverageBar(QWidget* parent = nullptr);
  void setSegments(std::vector<Segment> segments);
  [[nodiscard]] const std::vector<Segment>& segments() const noexcept { return m_segments; }
  void setName(const QString& name);  ///< what is counted: "Lower vocabulary"
  /// Segment at a widget position (bar or label), −1 for none.
  [[nodiscard]] int segmentAt(const QPointF& position) const;
  [[nodiscard]] QString describe(int segment) const;

  [[nodiscard]] QString exportName() const override;
  [[nodiscard]] QSizeF exportSize() const override;
  void paintPicture(QPainter& painter, const QSizeF& size) const override;
  [[nodiscard]] QString csv() const override;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] bool hasHeightForWidth() const override;
  [[nodiscard]] int heightForWidth(int width) const override;

 Q_SIGNALS:
  void activated(int segment);  ///< click or Enter: filter a table by it

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  struct Layout;
  void paintInto(QPainter& painter, double width) const;
  [[nodiscard]] Layout layOut(double width) const;
  std::vector<Segment> m_segments;
  QString m_name;
  int m_current = -1;
};

}  // namespace prism::widgets
