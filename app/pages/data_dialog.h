// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/samples/data.h"

#include <vector>

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace prism::app {

/// Asks for the data of a training or an analysis: two models, two matrices, a file of pairs, or text that
/// runs through both models. Opened with open(); chosen() comes when it is accepted.
class DataDialog final : public QDialog {
  Q_OBJECT

 public:
  enum Kind { models, matrices, pairs, text };

  /// `now` fills the fields and `kinds` says which forms are offered, the first of them first unless `now`
  /// is of another. `accept_text` names what accepting does.
  DataDialog(const QString& title, const QString& accept_text, std::vector<Kind> kinds, const DataSpec& now,
             QWidget* parent = nullptr);

  [[nodiscard]] Kind kind() const;
  void setKind(Kind kind);
  /// What the fields say; empty while they are not complete.
  [[nodiscard]] DataSpec spec() const;

 Q_SIGNALS:
  void chosen(const prism::DataSpec& data);

 private:
  enum Field { upper, lower, x, z, pair_file, text_file, kFields };
  void addField(Field field, const QString& label, const QString& path);
  void browse(Field field);
  void showKind();
  void check();

  DataSpec m_now;
  QComboBox* m_kind;
  QFormLayout* m_form;
  QLineEdit* m_fields[kFields] = {};
  QWidget* m_rows[kFields] = {};
  QSpinBox* m_exit;
  QSpinBox* m_entry;
  QComboBox* m_target;
  QSpinBox* m_samples;
  QLabel* m_note;
  QDialogButtonBox* m_buttons;
};

}  // namespace prism::app
