// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text_training.h"

#include "app/inference_session.h"
#include "app/workspace.h"
#include "widgets/icons.h"

#include <QAction>
#include <QApplication>
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

constexpr std::int64_t kSampledTokens = 120'000;  // gives some 10⁵ aligned positions

}  // namespace

TextTraining::TextTraining(Workspace& workspace, QObject* parent)
    : QObject(parent),
      m_workspace(workspace),
      m_on_text(new QAction(widgets::icon(QStringLiteral("open")), tr("Train on a text…"), this)),
      m_on_sampled(new QAction(tr("Train on text sampled from the upper model"), this)),
      m_on_weights(new QAction(tr("Train on the common tokens' rows"), this)) {
  m_on_text->setToolTip(tr("Run both models over a text and map the upper one's states"));
  m_on_sampled->setToolTip(tr("The upper model writes the text first"));
  m_on_weights->setToolTip(tr("Map rows of the upper head to rows of the lower embedding"));
  connect(m_on_text, &QAction::triggered, this, &TextTraining::ask);
  connect(m_on_sampled, &QAction::triggered, this, [this] {
    m_workspace.inference().sampleText(kSampledTokens, [this](const QString& file) {
      const auto [upper, lower] = m_workspace.inference().modelPaths();
      DataSpec data;
      data.upper = upper.toStdString();
      data.lower = lower.toStdString();
      data.text = file.toStdString();
      start(data);
    });
  });
  connect(m_on_weights, &QAction::triggered, this, [this] {
    m_workspace.setData({});
    m_workspace.train();
  });
  connect(&workspace, &Workspace::dataChanged, this, &TextTraining::showState);
  connect(&workspace.session(), &AdapterSession::stateChanged, this, &TextTraining::showState);
  connect(&workspace.inference(), &InferenceSession::stateChanged, this, &TextTraining::showState);
  showState();
}

void TextTraining::showState() {
  const InferenceSession& models = m_workspace.inference();
  const bool pair = models.hasModels() && !m_workspace.session().busy();
  m_on_text->setEnabled(pair);
  m_on_sampled->setEnabled(pair && models.state() == InferenceSession::State::idle);
  m_on_weights->setEnabled(m_workspace.pair().ready() && !m_workspace.session().busy());
}

void TextTraining::ask() {
  const auto [upper, lower] = m_workspace.inference().modelPaths();
  DataSpec models;
  models.upper = upper.toStdString();
  models.lower = lower.toStdString();
  auto* dialog = new TextDataDialog(models, QApplication::activeWindow());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog] { start(dialog->data()); });
  dialog->open();
}

// The data are opened in the background; training starts when they are there.
void TextTraining::start(const DataSpec& data) {
  connect(
      &m_workspace, &Workspace::dataChanged, this,
      [this, text = data.text] {
        if (m_workspace.data().text == text && m_workspace.canTrain()) m_workspace.train();
      },
      Qt::SingleShotConnection);
  m_workspace.setData(data);
}

TextDataDialog::TextDataDialog(const DataSpec& models, QWidget* parent) : QDialog(parent), m_models(models) {
  setWindowTitle(tr("Train on a text"));
  const auto name = [](const std::filesystem::path& path) {
    return QFileInfo(QString::fromStdString(path.string())).fileName();
  };
  auto* lead = new QLabel(tr("Both models read the text; where their tokens end at the same character, the "
                             "upper model's state is mapped to what %1 needs there.")
                              .arg(name(models.lower)));
  lead->setWordWrap(true);
  m_text = new QLineEdit;
  m_text->setPlaceholderText(tr("A UTF-8 text, some hundred kilobytes or more"));
  auto* browse = new QPushButton(tr("Choose…"));
  connect(browse, &QPushButton::clicked, this, [this] {
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose a text"), m_text->text(),
                                                      tr("Texts (*.txt *.md);;All files (*)"));
    if (!path.isEmpty()) m_text->setText(path);
  });
  auto* file = new QHBoxLayout;
  file->addWidget(m_text, 1);
  file->addWidget(browse);
  const auto layer = [](const QString& usual) {
    auto* box = new QSpinBox;
    box->setRange(-1, 100'000);
    box->setValue(-1);
    box->setSpecialValueText(usual);
    return box;
  };
  m_exit = layer(tr("last"));
  m_exit->setToolTip(tr("Layer of %1 whose states are mapped; 0 is its embedding").arg(name(models.upper)));
  m_target = new QComboBox;
  m_target->addItem(tr("The embedding of its next token"), QStringLiteral("next-embedding"));
  m_target->addItem(tr("Its own hidden state"), QStringLiteral("hidden"));
  m_entry = layer(tr("usual"));
  m_entry->setToolTip(tr("Layer of %1 where the states enter; 0 is its embedding").arg(name(models.lower)));
  m_samples = new QSpinBox;
  m_samples->setRange(0, 1'000'000'000);
  m_samples->setSingleStep(10'000);
  m_samples->setSpecialValueText(tr("all"));
  m_samples->setToolTip(tr("Most positions used; 0 uses every aligned one"));
  auto* form = new QFormLayout;
  form->addRow(tr("&Text"), file);
  form->addRow(tr("&Exit layer of %1").arg(name(models.upper)), m_exit);
  form->addRow(tr("&Map to"), m_target);
  form->addRow(tr("E&ntry layer of %1").arg(name(models.lower)), m_entry);
  form->addRow(tr("Most &positions"), m_samples);
  m_text->setAccessibleName(tr("Text"));
  m_problem = new QLabel;
  m_problem->setForegroundRole(QPalette::PlaceholderText);
  m_problem->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  m_ok = buttons->addButton(tr("Train"), QDialogButtonBox::AcceptRole);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(12);
  layout->addWidget(lead);
  layout->addLayout(form);
  layout->addWidget(m_problem);
  layout->addWidget(buttons);
  setMinimumWidth(520);
  connect(m_text, &QLineEdit::textChanged, this, &TextDataDialog::showState);
  connect(m_target, &QComboBox::currentIndexChanged, this, &TextDataDialog::showState);
  showState();
}

void TextDataDialog::showState() {
  const QFileInfo file(m_text->text());
  const bool there = file.isFile() && file.isReadable();
  m_problem->setText(m_text->text().isEmpty() || there
                         ? QString()
                         : tr("%1 is no file that can be read.").arg(file.filePath()));
  m_ok->setEnabled(there);
  m_entry->setEnabled(m_target->currentData().toString() == QLatin1String("hidden"));
}

DataSpec TextDataDialog::data() const {
  DataSpec data = m_models;
  data.text = QFileInfo(m_text->text()).absoluteFilePath().toStdString();
  data.exit_layer = m_exit->value();
  data.target = m_target->currentData().toString().toStdString();
  data.entry_layer = m_entry->isEnabled() ? m_entry->value() : -1;
  data.max_samples = m_samples->value();
  return data;
}

}  // namespace prism::app
