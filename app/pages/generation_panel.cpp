// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/generation_panel.h"

#include "app/pages/field_label.h"

#include <limits>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace prism::app {

GenerationPanel::GenerationPanel(QWidget* parent) : QWidget(parent) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(4);
  const auto place = [&](int row, int column, const QString& name, const QString& tip, QWidget* editor,
                         int span = 1) {
    grid->addWidget(field_label(name, tip, editor), row, column);
    grid->addWidget(editor, row, column + 1, 1, span);
  };
  m_max_tokens = new QSpinBox;
  m_max_tokens->setRange(1, 100'000);
  m_temperature = new QDoubleSpinBox;
  m_temperature->setRange(0, 10);
  m_temperature->setSingleStep(0.1);
  m_temperature->setSpecialValueText(tr("greedy"));
  m_top_k = new QSpinBox;
  m_top_k->setRange(0, 1'000'000);
  m_top_k->setSpecialValueText(tr("all"));
  m_top_p = new QDoubleSpinBox;
  m_top_p->setRange(0.01, 1);
  m_top_p->setSingleStep(0.05);
  m_seed = new QSpinBox;
  m_seed->setRange(0, std::numeric_limits<int>::max());
  m_stop = new QLineEdit;
  m_stop->setPlaceholderText(tr("none"));
  place(0, 0, tr("&Tokens"), tr("Most tokens each model writes"), m_max_tokens);
  place(0, 2, tr("Tem&perature"), tr("0 always takes the likeliest token; higher values vary more"),
        m_temperature);
  place(1, 0, tr("Top-&k"), tr("Choose among the k likeliest tokens; 0 among all"), m_top_k);
  place(1, 2, tr("Top-p"), tr("Choose among the likeliest tokens that together have this probability"),
        m_top_p);
  place(2, 0, tr("See&d"), tr("The same seed gives the same text"), m_seed);
  place(2, 2, tr("Stop te&xts"), tr("Texts that end the writing, separated by |; \\n is a line break"),
        m_stop);
  m_through = new QComboBox;
  m_through->addItem(tr("as the adapter was fitted"), static_cast<int>(Through::automatic));
  m_through->addItem(tr("for the prompt"), static_cast<int>(Through::prompt));
  m_through->addItem(tr("for the prompt and the upper model's words"),
                     static_cast<int>(Through::continuation));
  m_through->addItem(tr("for every word"), static_cast<int>(Through::all));
  m_through->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_through->setMinimumContentsLength(12);
  place(3, 0, tr("&Adapter"),
        tr("How long the adapter stays between the models: afterwards the lower model goes on by itself"),
        m_through, 3);
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(3, 1);
  grid->setRowStretch(4, 1);
  setSettings({});
  for (QSpinBox* box : {m_max_tokens, m_top_k, m_seed}) {
    connect(box, &QSpinBox::valueChanged, this, &GenerationPanel::changed);
  }
  for (QDoubleSpinBox* box : {m_temperature, m_top_p}) {
    connect(box, &QDoubleSpinBox::valueChanged, this, &GenerationPanel::changed);
  }
  connect(m_stop, &QLineEdit::textChanged, this, &GenerationPanel::changed);
  connect(m_through, &QComboBox::currentIndexChanged, this, &GenerationPanel::changed);
  connect(this, &GenerationPanel::changed, this, &GenerationPanel::showDependence);
  showDependence();
}

InferenceSettings GenerationPanel::settings() const {
  InferenceSettings settings;
  settings.max_tokens = m_max_tokens->value();
  settings.temperature = m_temperature->value();
  settings.top_k = m_top_k->value();
  settings.top_p = m_top_p->value();
  settings.seed = m_seed->value();
  settings.stop = stop_texts_of(m_stop->text());
  settings.through = static_cast<Through>(m_through->currentData().toInt());
  return settings;
}

void GenerationPanel::setSettings(const InferenceSettings& settings) {
  m_max_tokens->setValue(settings.max_tokens);
  m_temperature->setValue(settings.temperature);
  m_top_k->setValue(settings.top_k);
  m_top_p->setValue(settings.top_p);
  m_seed->setValue(settings.seed);
  m_stop->setText(line_of_stop_texts(settings.stop));
  m_through->setCurrentIndex(m_through->findData(static_cast<int>(settings.through)));
  showDependence();
}

// Without chance there is nothing to choose among.
void GenerationPanel::showDependence() {
  const bool chance = m_temperature->value() > 0;
  for (QWidget* box :
       {static_cast<QWidget*>(m_top_k), static_cast<QWidget*>(m_top_p), static_cast<QWidget*>(m_seed)}) {
    box->setEnabled(chance);
  }
}

}  // namespace prism::app
