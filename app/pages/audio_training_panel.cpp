// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/audio_training_panel.h"

#include "app/pages/field_label.h"
#include "app/speech_training.h"
#include "widgets/action_button.h"
#include "widgets/curve_view.h"
#include "widgets/icons.h"

#include <QAction>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QToolButton>

namespace prism::app {

AudioTrainingPanel::AudioTrainingPanel(SpeechTraining& training, QAction* train, QWidget* parent)
    : QWidget(parent), m_training(training) {
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(4);
  const auto place = [&](int row, int column, const QString& name, const QString& tip, QWidget* editor,
                         int span = 1) {
    grid->addWidget(field_label(name, tip, editor), row, column);
    grid->addWidget(editor, row, column + 1, 1, span);
  };
  const auto number = [](int low, int high, int value, int step) {
    auto* box = new QSpinBox;
    box->setRange(low, high);
    box->setValue(value);
    box->setSingleStep(step);
    return box;
  };
  m_model = new QLineEdit;
  auto* choose = m_model->addAction(widgets::icon(QStringLiteral("folder")), QLineEdit::TrailingPosition);
  choose->setToolTip(tr("Choose a model folder"));
  connect(choose, &QAction::triggered, this, [this] {
    auto* dialog = new QFileDialog(this, tr("Language model"), m_model->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, m_model, &QLineEdit::setText);
    dialog->open();
  });
  m_layer = number(-1, 1000, -1, 1);
  m_layer->setSpecialValueText(tr("last"));
  m_steps = number(10, 1'000'000, 2000, 100);
  m_batch = number(1, 256, 8, 1);
  m_rate = new QDoubleSpinBox;
  m_rate->setDecimals(5);
  m_rate->setRange(1e-5, 0.1);
  m_rate->setSingleStep(1e-4);
  m_rate->setValue(1e-3);
  m_preview = number(0, 100'000, 200, 50);
  m_preview->setSpecialValueText(tr("never"));
  m_preview_text = new QLineEdit(tr("The morning was bright and cold."));
  m_resume = new QCheckBox(tr("&Go on from the last checkpoint"));
  m_resume->setToolTip(tr("Weights, schedule and data order as if it had never stopped"));
  place(0, 0, tr("&Language model"), tr("Its hidden states are what speaks; it stays as it is"), m_model, 3);
  place(1, 0, tr("La&yer"), tr("Hidden layer whose states are used"), m_layer);
  place(1, 2, tr("&Steps"), tr("Steps of the optimiser"), m_steps);
  place(2, 0, tr("&Batch"), tr("Utterances a step"), m_batch);
  place(2, 2, tr("Learning &rate"), tr("At its highest, after the warm-up"), m_rate);
  place(3, 0, tr("Pre&view every"), tr("Steps between previews, which are spoken while it goes on training"),
        m_preview);
  place(4, 0, tr("Preview te&xt"), tr("The sentence of the previews"), m_preview_text, 3);
  auto* button = widgets::make_action_button(train, true, this);
  grid->addWidget(button, 3, 2, 1, 2);
  grid->addWidget(m_resume, 5, 0, 1, 4);
  grid->setRowStretch(6, 1);
  auto* form = new QWidget;
  form->setLayout(grid);
  grid->setContentsMargins(0, 0, 0, 0);
  // Where the window is low and letters large, the form is scrolled instead of the window growing.
  auto* scroll = new QScrollArea;
  scroll->setWidget(form);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setMinimumWidth(form->minimumSizeHint().width() + scroll->verticalScrollBar()->sizeHint().width());
  scroll->setMaximumWidth(fontMetrics().averageCharWidth() * 78);
  scroll->setMinimumHeight(72);

  m_status = new QLabel(tr("Losses show here while the projector is trained."));
  m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_curves = new widgets::CurveView;
  m_curves->setName(tr("Losses"));
  m_curves->setAxes(widgets::CurveView::Axis::linear, widgets::CurveView::Axis::automatic);
  m_curves->setPointsVisible(false);
  auto* pictures = new QVBoxLayout;
  pictures->setSpacing(4);
  pictures->addWidget(m_status);
  pictures->addWidget(m_curves, 1);
  pictures->addStretch(0);
  m_curves->setMinimumHeight(60);
  m_curves->hide();  // empty axes tell nothing
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 8, 0, 0);
  row->setSpacing(16);
  row->addWidget(scroll, 2);
  row->addLayout(pictures, 3);
  connect(&training, &SpeechTraining::grew, this, &AudioTrainingPanel::showCurves);
  connect(&training, &SpeechTraining::stateChanged, this, [this, form] {
    for (QWidget* each : form->findChildren<QWidget*>()) {
      if (qobject_cast<QToolButton*>(each) == nullptr || each->parentWidget() != form)
        each->setEnabled(!m_training.running());
    }
  });
}

SpeechTrainOptions AudioTrainingPanel::options() const {
  SpeechTrainOptions options;
  options.steps = m_steps->value();
  options.batch = m_batch->value();
  options.learning_rate = m_rate->value();
  options.preview_every = m_preview->value();
  options.warmup = std::min<std::int64_t>(options.warmup, options.steps / 10 + 1);
  options.resume = m_resume->isChecked();
  return options;
}

QString AudioTrainingPanel::model() const {
  return m_model->text().trimmed().isEmpty() ? m_model->placeholderText() : m_model->text().trimmed();
}

int AudioTrainingPanel::layer() const {
  return m_layer->value();
}

QString AudioTrainingPanel::previewText() const {
  return m_preview_text->text();
}

void AudioTrainingPanel::setUsualModel(const QString& path) {
  m_model->setPlaceholderText(path);
}

void AudioTrainingPanel::setStatus(const QString& text) {
  m_status->setText(text.isEmpty() ? tr("Losses show here while the projector is trained.") : text);
  m_status->setToolTip(text);
}

void AudioTrainingPanel::showCurves() {
  m_curves->setVisible(!m_training.steps().empty());
  m_curves->setCurves(m_training.curves());
  setStatus(m_training.progressText());
}

QJsonObject AudioTrainingPanel::saveState() const {
  return {{QStringLiteral("model"), m_model->text()},      {QStringLiteral("layer"), m_layer->value()},
          {QStringLiteral("steps"), m_steps->value()},     {QStringLiteral("batch"), m_batch->value()},
          {QStringLiteral("rate"), m_rate->value()},       {QStringLiteral("preview"), m_preview->value()},
          {QStringLiteral("text"), m_preview_text->text()}};
}

void AudioTrainingPanel::restoreState(const QJsonObject& state) {
  const auto number = [&state](const char* key, QSpinBox* box) {
    if (const QJsonValue value = state[QLatin1String(key)]; value.isDouble()) box->setValue(value.toInt());
  };
  m_model->setText(state[QStringLiteral("model")].toString());
  number("layer", m_layer);
  number("steps", m_steps);
  number("batch", m_batch);
  number("preview", m_preview);
  if (const QJsonValue rate = state[QStringLiteral("rate")]; rate.isDouble())
    m_rate->setValue(rate.toDouble());
  if (const QString text = state[QStringLiteral("text")].toString(); !text.isEmpty())
    m_preview_text->setText(text);
}

}  // namespace prism::app
