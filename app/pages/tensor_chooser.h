// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"
#include "core/model/model.h"

#include <memory>

#include <QWidget>

class QComboBox;
class QToolButton;

namespace prism::app {

class Workspace;

/// A tensor that has been chosen: the model keeps its file mapped.
struct ChosenTensor {
  std::shared_ptr<const Model> model;
  QString source;  ///< "upper", "lower" or the file's path
  QString name;
  [[nodiscard]] const TensorInfo* info() const;  ///< null when nothing is chosen
};

/// Two boxes and a button: where from (upper, lower, a file) and which tensor.
class TensorChooser final : public QWidget {
  Q_OBJECT

 public:
  TensorChooser(Workspace& workspace, const QString& label, QWidget* parent = nullptr);

  [[nodiscard]] const ChosenTensor& chosen() const noexcept { return m_chosen; }
  /// Opens a file in the background and chooses it as the source.
  void openFile(const QString& path, const QString& tensor = {});
  /// By ChosenTensor::source and name; waits until that model is open.
  void choose(const QString& source, const QString& tensor);
  void askFile();
  [[nodiscard]] bool busy() const;

 Q_SIGNALS:
  void chosenChanged();

 private:
  void updateSources();
  void useSource();
  void useTensor();

  [[nodiscard]] std::shared_ptr<const Model> modelOf(const QString& source) const;

  Workspace& m_workspace;
  QComboBox* m_source;
  QComboBox* m_tensor;
  QString m_file;
  std::shared_ptr<const Model> m_file_model;
  QString m_wanted_source = QStringLiteral("upper");
  QString m_wanted_tensor;
  ChosenTensor m_chosen;
  JobTicket m_job;
};

}  // namespace prism::app
