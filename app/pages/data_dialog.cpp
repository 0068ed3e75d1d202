// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/data_dialog.h"

#include <algorithm>
#include <utility>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace prism::app {
namespace {

constexpr int kMostLayers = 1000;

QString text_of(const std::filesystem::path& path) {
  return QString::fromStdString(path.string());
}

DataDialog::Kind kind_of(const DataSpec& data, DataDialog::Kind otherwise) {
  if (!data.text.empty()) return DataDialog::text;
  if (!data.pairs.empty()) return DataDialog::pairs;
  if (!data.x.empty() || !data.z.empty()) return DataDialog::matrices;
  if (!data.upper.empty() || !data.lower.empty()) return DataDialog::models;
  return otherwise;
}

}  // namespace

DataDialog::DataDialog(const QString& title, const QString& accept_text, std::vector<Kind> kinds,
                       const DataSpec& now, QWidget* parent)
    : QDialog(parent), m_now(now) {
  setWindowTitle(title);
  setAttribute(Qt::WA_DeleteOnClose);
  m_kind = new QComboBox;
  m_kind->setAccessibleName(tr("Kind of data"));
  const std::pair<Kind, QString> names[] = {{models, tr("Weights of two models")},
                                            {matrices, tr("Two matrices, row by row")},
                                            {pairs, tr("A file of pairs")},
                                            {text, tr("Text through two models")}};
  for (const auto& [kind, name] : names) {
    if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) m_kind->addItem(name, kind);
  }
  m_form = new QFormLayout;
  m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  m_form->addRow(tr("Data"), m_kind);
  addField(upper, tr("Upper model"), text_of(now.upper));
  addField(lower, tr("Lower model"), text_of(now.lower));
  addField(x, tr("Inputs x"), text_of(now.x));
  addField(z, tr("Outputs z"), text_of(now.z));
  addField(pair_file, tr("File with tensors x and z"), text_of(now.pairs));
  addField(text_file, tr("Text file"), text_of(now.text));
  const auto layer = [this](const QString& label, int value) {
    auto* box = new QSpinBox;
    box->setRange(-1, kMostLayers);
    box->setSpecialValueText(tr("default"));
    box->setValue(value);
    m_form->addRow(label, box);
    return box;
  };
  m_exit = layer(tr("Exit layer of the upper model"), now.exit_layer);
  m_target = new QComboBox;
  m_target->addItem(tr("the embedding of the lower model's next token"), QStringLiteral("next-embedding"));
  m_target->addItem(tr("the lower model's own hidden state"), QStringLiteral("hidden"));
  m_target->setCurrentIndex(std::max(0, m_target->findData(QString::fromStdString(now.target))));
  m_target->setAccessibleName(tr("Map to"));
  m_form->addRow(tr("Map to"), m_target);
  m_entry = layer(tr("Entry layer of the lower model"), now.entry_layer);
  m_samples = new QSpinBox;
  m_samples->setRange(0, 1'000'000'000);
  m_samples->setSingleStep(10'000);
  m_samples->setSpecialValueText(tr("all"));
  m_samples->setValue(static_cast<int>(std::min<std::int64_t>(now.max_samples, m_samples->maximum())));
  m_samples->setAccessibleName(tr("Most positions used"));
  m_form->addRow(tr("Most positions used"), m_samples);
  m_note = new QLabel;
  m_note->setWordWrap(true);
  m_note->setMinimumHeight(2 * fontMetrics().lineSpacing());
  m_buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  m_buttons->addButton(accept_text, QDialogButtonBox::AcceptRole)->setDefault(true);
  auto* layout = new QVBoxLayout(this);
  layout->addLayout(m_form);
  layout->addWidget(m_note);
  layout->addStretch(1);
  layout->addWidget(m_buttons);
  setMinimumWidth(64 * fontMetrics().averageCharWidth());

  connect(m_kind, &QComboBox::currentIndexChanged, this, &DataDialog::showKind);
  connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
    const DataSpec answer = spec();
    accept();
    Q_EMIT chosen(answer);
  });
  setKind(kind_of(now, kinds.empty() ? models : kinds.front()));
  showKind();
}

void DataDialog::addField(Field field, const QString& label, const QString& path) {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  auto* edit = new QLineEdit(path);
  edit->setAccessibleName(label);
  auto* button = new QPushButton(tr("Browse…"));
  button->setAccessibleName(tr("Browse: %1").arg(label));
  button->setAutoDefault(false);
  layout->addWidget(edit, 1);
  layout->addWidget(button);
  m_form->addRow(label, row);
  m_fields[field] = edit;
  m_rows[field] = row;
  connect(edit, &QLineEdit::textChanged, this, &DataDialog::check);
  connect(button, &QPushButton::clicked, this, [this, field] { browse(field); });
}

void DataDialog::browse(Field field) {
  const bool model = field == upper || field == lower;
  auto* dialog = new QFileDialog(this, m_fields[field]->accessibleName(), m_fields[field]->text());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  // Models are mostly folders; a single file can be written into the field.
  dialog->setFileMode(model ? QFileDialog::Directory : QFileDialog::ExistingFile);
  if (field == x || field == z) {
    dialog->setNameFilters({tr("Matrices (*.npy *.safetensors *.gguf *.pt *.bin)"), tr("All files (*)")});
  } else if (field == pair_file) {
    dialog->setNameFilters({tr("Pairs (*.safetensors)"), tr("All files (*)")});
  }
  connect(dialog, &QFileDialog::fileSelected, m_fields[field], &QLineEdit::setText);
  dialog->open();
}

DataDialog::Kind DataDialog::kind() const {
  return static_cast<Kind>(m_kind->currentData().toInt());
}

void DataDialog::setKind(Kind kind) {
  m_kind->setCurrentIndex(std::max(0, m_kind->findData(kind)));
}

void DataDialog::showKind() {
  const Kind now = kind();
  const auto show = [this](QWidget* row, bool shown) {
    row->setVisible(shown);
    if (QWidget* label = m_form->labelForField(row)) label->setVisible(shown);
  };
  for (const Field field : {upper, lower}) show(m_rows[field], now == models || now == text);
  for (const Field field : {x, z}) show(m_rows[field], now == matrices);
  show(m_rows[pair_file], now == pairs);
  show(m_rows[text_file], now == text);
  for (QSpinBox* box : {m_exit, m_entry, m_samples}) show(box, now == text);
  show(m_target, now == text);
  check();
}

DataSpec DataDialog::spec() const {
  const auto path = [this](Field field) {
    return std::filesystem::path(m_fields[field]->text().trimmed().toStdString());
  };
  // Layer names, rules and target of the data before stay with data of the same kind.
  DataSpec result = m_now;
  for (std::filesystem::path* each :
       {&result.upper, &result.lower, &result.x, &result.z, &result.pairs, &result.text}) {
    each->clear();
  }
  bool complete = true;
  const auto take = [&](Field field, std::filesystem::path& target) {
    target = path(field);
    complete = complete && QFileInfo::exists(m_fields[field]->text().trimmed());
  };
  const Kind now = kind();
  if (now == models || now == text) {
    take(upper, result.upper);
    take(lower, result.lower);
  }
  if (now == matrices) {
    take(x, result.x);
    take(z, result.z);
  }
  if (now == pairs) take(pair_file, result.pairs);
  if (now == text) {
    take(text_file, result.text);
    result.exit_layer = m_exit->value();
    result.target = m_target->currentData().toString().toStdString();
    result.entry_layer = m_entry->value();
    result.max_samples = m_samples->value();
  }
  return complete ? result : DataSpec{};
}

void DataDialog::check() {
  const bool complete = !spec().empty();
  for (QAbstractButton* button : m_buttons->buttons()) {
    if (m_buttons->buttonRole(button) == QDialogButtonBox::AcceptRole) button->setEnabled(complete);
  }
  QString note;
  for (int field = 0; field < kFields; ++field) {
    const QString path = m_fields[field]->text().trimmed();
    if (m_rows[field]->isVisibleTo(this) && !path.isEmpty() && !QFileInfo::exists(path)) {
      note = tr("%1 is not there.").arg(path);
    }
  }
  m_note->setText(note);
}

}  // namespace prism::app
