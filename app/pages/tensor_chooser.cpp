// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/tensor_chooser.h"

#include "app/workspace.h"

#include <QComboBox>
#include <QCompleter>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

namespace prism::app {

namespace {

const QString kUpper = QStringLiteral("upper");
const QString kLower = QStringLiteral("lower");

QString label_of(const TensorInfo& info) {
  QStringList shape;
  for (const std::int64_t extent : info.shape) shape << QString::number(extent);
  const QString name =
      info.name.empty() ? TensorChooser::tr("(the matrix)") : QString::fromStdString(info.name);
  return QStringLiteral("%1   %2   %3")
      .arg(name, shape.join(QStringLiteral(" × ")),
           QString::fromUtf8(name_of(info.dtype).data(), static_cast<int>(name_of(info.dtype).size())));
}

}  // namespace

const TensorInfo* ChosenTensor::info() const {
  return model ? model->tensors.find(name.toStdString()) : nullptr;
}

TensorChooser::TensorChooser(Workspace& workspace, const QString& label, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_source(new QComboBox(this)), m_tensor(new QComboBox(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  auto* text = new QLabel(label, this);
  text->setBuddy(m_source);
  m_source->setAccessibleName(tr("%1: model or file").arg(label));
  m_source->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  m_tensor->setAccessibleName(tr("%1: tensor").arg(label));
  m_tensor->setEditable(true);
  m_tensor->setInsertPolicy(QComboBox::NoInsert);
  m_tensor->completer()->setFilterMode(Qt::MatchContains);
  m_tensor->completer()->setCompletionMode(QCompleter::PopupCompletion);
  m_tensor->setMinimumContentsLength(24);
  m_tensor->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  row->addWidget(text);
  row->addWidget(m_source);
  row->addWidget(m_tensor, 1);
  connect(m_source, &QComboBox::activated, this, [this](int index) {
    if (m_source->itemData(index).toString().isEmpty()) {
      askFile();
      return;
    }
    m_wanted_source = m_source->itemData(index).toString();
    m_wanted_tensor.clear();
    useSource();
  });
  connect(m_tensor, &QComboBox::activated, this, &TensorChooser::useTensor);
  connect(&workspace.pair(), &ModelPair::modelChanged, this, [this] { updateSources(); });
  updateSources();
}

bool TensorChooser::busy() const {
  return m_workspace.jobs().alive(m_job);
}

std::shared_ptr<const Model> TensorChooser::modelOf(const QString& source) const {
  if (source == kUpper) return m_workspace.pair().model(Side::upper);
  if (source == kLower) return m_workspace.pair().model(Side::lower);
  return source == m_file ? m_file_model : nullptr;
}

void TensorChooser::updateSources() {
  const QSignalBlocker quiet(m_source);
  m_source->clear();
  const auto add_side = [this](Side side, const QString& key, const QString& word) {
    if (!m_workspace.pair().model(side)) return;
    m_source->addItem(word.arg(QFileInfo(m_workspace.pair().path(side)).fileName()), key);
  };
  add_side(Side::upper, kUpper, tr("Upper: %1"));
  add_side(Side::lower, kLower, tr("Lower: %1"));
  if (m_file_model) m_source->addItem(QFileInfo(m_file).fileName(), m_file);
  m_source->addItem(tr("Open a file…"), QString());
  useSource();
}

void TensorChooser::useSource() {
  QString source = m_wanted_source;
  if (!modelOf(source)) source = m_source->itemData(0).toString();
  const auto model = modelOf(source);
  if (model == m_chosen.model && source == m_chosen.source && m_wanted_tensor.isEmpty()) {
    m_source->setCurrentIndex(m_source->findData(source));
    return;
  }
  {
    const QSignalBlocker quiet(m_source);
    m_source->setCurrentIndex(m_source->findData(source));
  }
  m_tensor->clear();
  m_chosen = {model, source, {}};
  if (model) {
    int wanted = -1;
    std::string preferred = m_wanted_tensor.toStdString();
    if (m_wanted_tensor.isEmpty()) {
      preferred = source == kLower ? model->embedding.value_or("") : model->lm_head.value_or("");
    }
    for (const TensorInfo& info : model->tensors.tensors) {
      if (info.name == preferred) wanted = m_tensor->count();
      m_tensor->addItem(label_of(info), QString::fromStdString(info.name));
    }
    m_tensor->setCurrentIndex(wanted >= 0 ? wanted : m_tensor->count() > 0 ? 0 : -1);
  }
  // What was asked for may still be on its way: only its own model answers the wish.
  const QString wish = source == m_wanted_source && model ? QString() : m_wanted_tensor;
  useTensor();
  m_wanted_tensor = wish;
}

void TensorChooser::useTensor() {
  const int index = m_tensor->currentIndex();
  m_chosen.name = index >= 0 ? m_tensor->itemData(index).toString() : QString();
  if (index < 0) m_chosen.model = nullptr;
  m_wanted_tensor.clear();
  Q_EMIT chosenChanged();
}

void TensorChooser::choose(const QString& source, const QString& tensor) {
  if (source.isEmpty()) return;
  if (source != kUpper && source != kLower && source != m_file) {
    openFile(source, tensor);
    return;
  }
  m_wanted_source = source;
  m_wanted_tensor = tensor;
  useSource();
}

void TensorChooser::askFile() {
  updateSources();  // back from "Open a file…" to what is shown
  auto* dialog =
      new QFileDialog(this, tr("Open a tensor file"), {},
                      tr("Tensors (*.safetensors *.gguf *.pt *.bin *.npy *.prism);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { openFile(path); });
  dialog->open();
}

void TensorChooser::openFile(const QString& path, const QString& tensor) {
  m_workspace.jobs().drop(m_job);
  const QString title = tr("Opening %1").arg(QFileInfo(path).fileName());
  m_job = m_workspace.jobs().run<std::shared_ptr<const Model>>(
      Lane::io, title, this,
      [file = std::filesystem::path(path.toStdString())](const RunControl&) {
        auto model = std::make_shared<Model>();
        if (std::filesystem::is_directory(file)) {
          *model = open_model(file);
        } else {
          // Any tensor file will do here, whether or not it makes a model.
          model->path = file;
          model->tensors = open_tensor_file(file);
        }
        return std::shared_ptr<const Model>(std::move(model));
      },
      [this, path, tensor](std::shared_ptr<const Model> model) {
        m_file = path;
        m_file_model = std::move(model);
        m_wanted_source = path;
        m_wanted_tensor = tensor;
        m_chosen.source.clear();
        updateSources();
      },
      [this, title](const JobEvent& event) {
        if (event.end == JobEnd::failed) {
          Q_EMIT m_workspace.problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        }
      });
}

}  // namespace prism::app
