// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/samples/data.h"

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace prism::app {

class Workspace;

/// Ways to train on activations instead of weights, as entries of a menu: both open models run over a text
/// that the user chooses or the upper model writes.
class TextTraining final : public QObject {
  Q_OBJECT

 public:
  /// Adds its entries to the menu; `parent` is also the parent of the dialog and offers them to the palette.
  TextTraining(Workspace& workspace, QMenu* menu, QWidget* parent);

 private:
  void showState();
  void ask();
  void train(const DataSpec& data);
  [[nodiscard]] DataSpec models() const;

  Workspace& m_workspace;
  QAction* m_on_text;
  QAction* m_on_sampled;
  QWidget* m_parent;
};

}  // namespace prism::app
