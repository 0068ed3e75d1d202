// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/lowbit_controls.h"

#include "app/pages/field_label.h"
#include "widgets/numbers.h"

#include <algorithm>
#include <limits>

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

namespace prism::app {

namespace {

const QString kOwn = QStringLiteral("own");
constexpr LowBitUpdate kUpdates[] = {LowBitUpdate::vote, LowBitUpdate::sr, LowBitUpdate::qat,
                                     LowBitUpdate::fp32};

QString word_of(LowBitUpdate update) {
  return QString::fromLatin1(name_of(update));
}
QString update_text(LowBitUpdate update) {
  switch (update) {
    case LowBitUpdate::vote:
      return LowBitControls::tr("vote: consensus");
    case LowBitUpdate::sr:
      return LowBitControls::tr("sr: rounding");
    case LowBitUpdate::qat:
      return LowBitControls::tr("qat: masters");
    case LowBitUpdate::fp32:
      break;
  }
  return LowBitControls::tr("fp32: reference");
}

QSpinBox* whole(int least, int most, int step = 1) {
  auto* box = new QSpinBox;
  box->setRange(least, most);
  box->setSingleStep(step);
  box->setGroupSeparatorShown(true);
  box->setKeyboardTracking(false);
  return box;
}
QDoubleSpinBox* real(double least, double most, double step, int decimals) {
  auto* box = new QDoubleSpinBox;
  box->setDecimals(decimals);
  box->setRange(least, most);
  box->setSingleStep(step);
  box->setKeyboardTracking(false);
  return box;
}
QLabel* heading(const QString& text) {
  auto* label = new QLabel(text);
  QFont font = label->font();
  font.setBold(true);
  label->setFont(font);
  label->setContentsMargins(0, 8, 0, 0);
  return label;
}

}  // namespace

LowBitControls::LowBitControls(QWidget* parent) : QWidget(parent) {
  auto* form = new QFormLayout(this);
  form->setContentsMargins(0, 0, 8, 0);
  form->setHorizontalSpacing(8);
  form->setVerticalSpacing(4);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->setRowWrapPolicy(QFormLayout::WrapLongRows);
  makeText(form);
  makeModel(form);
  makeMethod(form);
  makeTraining(form);
  makeVotes(form);
  makeCompare(form);
  setSettings({});
  for (QSpinBox* box :
       {m_vocabulary, m_cooldown, m_steps, m_batch, m_micro, m_context, m_validate, m_checkpoint, m_seed}) {
    connect(box, &QSpinBox::valueChanged, this, &LowBitControls::changed);
  }
  for (QDoubleSpinBox* box : {m_rate, m_z, m_consensus, m_fraction, m_momentum}) {
    connect(box, &QDoubleSpinBox::valueChanged, this, &LowBitControls::changed);
  }
  connect(m_learn_scales, &QCheckBox::toggled, this, &LowBitControls::changed);
  connect(m_grid, &QComboBox::currentIndexChanged, this, &LowBitControls::changed);
}

void LowBitControls::addRow(QFormLayout* form, const QString& text, const QString& meaning, QWidget* editor) {
  form->addRow(field_label(text, meaning, editor), editor);
}

void LowBitControls::makeText(QFormLayout* form) {
  m_text = new QComboBox;
  m_text->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_text->setMinimumContentsLength(12);
  m_text->addItem(tr("written by the upper model"), QString());
  m_text->addItem(tr("a text file…"), QStringLiteral("?"));
  connect(m_text, &QComboBox::activated, this, [this] {
    if (m_text->currentData().toString() == QStringLiteral("?")) {
      chooseText();
    } else {
      m_settings.train.text = m_text->currentData().toString().toStdString();
      Q_EMIT changed();
    }
  });
  addRow(form, tr("&Text"), tr("What the language model is trained on; its end validates"), m_text);
}

void LowBitControls::makeModel(QFormLayout* form) {
  m_size = new QComboBox;
  for (const std::string& name : shape_names()) {
    m_size->addItem(QString::fromStdString(name), QString::fromStdString(name));
  }
  m_size_note = new QLabel;
  m_size_note->setWordWrap(true);
  connect(m_size, &QComboBox::currentIndexChanged, this, [this] {
    m_settings.train.shape = {};
    showSize();
    Q_EMIT changed();
  });
  m_vocabulary = whole(257, 65'536, 256);
  connect(m_vocabulary, &QSpinBox::valueChanged, this, &LowBitControls::showSize);
  addRow(form, tr("Model si&ze"), tr("A decoder-only language model of the Llama form"), m_size);
  form->addRow(m_size_note);
  addRow(form, tr("&Vocabulary"), tr("Tokens of a byte-level BPE that is trained on the text first"),
         m_vocabulary);
}

void LowBitControls::makeMethod(QFormLayout* form) {
  m_grid = new QComboBox;
  m_grid->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_grid->setMinimumContentsLength(12);
  for (const std::string& name : grid_names()) {
    const QString text = QString::fromStdString(name);
    m_grid->addItem(QStringLiteral("%1 (%2)").arg(text).arg(grid_named(name).levels()), text);
  }
  m_grid->addItem(tr("own table"), kOwn);
  m_update = new QComboBox;
  m_update->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_update->setMinimumContentsLength(12);
  for (const LowBitUpdate update : kUpdates) m_update->addItem(update_text(update), word_of(update));
  connect(m_update, &QComboBox::currentIndexChanged, this, [this] {
    showRule();
    Q_EMIT changed();
  });
  m_rate = real(0, 1, 0.001, 5);
  m_rate->setSpecialValueText(tr("the rule's own"));
  m_learn_scales = new QCheckBox(tr("Scales learn too"));
  m_learn_scales->setToolTip(
      tr("Scales of the output channels follow their own gradients; costs f32 moments "
         "a channel"));
  addRow(
      form, tr("&Grid"),
      tr("Values a weight may have, times its channel's scale (how many in brackets); the table editor makes "
         "others"),
      m_grid);
  addRow(form, tr("&Update"),
         tr("How weights change at a step: votes of the micro-batches that agree; a gradient step rounded at "
            "random; AdamW "
            "on f32 masters with the table in the forward pass; AdamW without any table"),
         m_update);
  addRow(form, tr("Learning &rate"),
         tr("Of the matrices: expected movement of a weight in a step for votes and rounding, AdamW's rate "
            "otherwise"),
         m_rate);
  form->addRow(m_learn_scales);
}

void LowBitControls::makeTraining(QFormLayout* form) {
  m_steps = whole(1, 100'000'000, 50);
  m_batch = whole(1, 4096);
  m_micro = whole(1, 127);
  m_context = whole(2, 8192, 32);
  m_validate = whole(0, 1'000'000, 10);
  m_validate->setSpecialValueText(tr("at the end"));
  m_checkpoint = whole(0, 1'000'000, 10);
  m_checkpoint->setSpecialValueText(tr("only when stopped"));
  m_seed = whole(0, std::numeric_limits<int>::max());
  m_seed->setGroupSeparatorShown(false);
  addRow(form, tr("&Steps"), tr("Optimiser steps"), m_steps);
  addRow(form, tr("&Batch"), tr("Sequences a micro-batch"), m_batch);
  addRow(form, tr("&Micro-batches"), tr("A step; each lets every weight vote once"), m_micro);
  addRow(form, tr("&Context"), tr("Tokens a sequence"), m_context);
  addRow(form, tr("Validate &every"), tr("Steps"), m_validate);
  addRow(form, tr("Chec&kpoint every"), tr("Steps; the last three are kept, a stop writes one too"),
         m_checkpoint);
  addRow(form, tr("See&d"), tr("The same seed gives the same bytes"), m_seed);
}

void LowBitControls::makeVotes(QFormLayout* form) {
  m_z = real(0, 10, 0.25, 2);
  m_consensus = real(0, 100, 0.25, 2);
  m_fraction = real(0, 1, 0.05, 2);
  m_fraction->setSpecialValueText(tr("off"));
  m_momentum = real(0, 0.99, 0.05, 2);
  m_cooldown = whole(0, 255);
  form->addRow(heading(tr("Votes")));
  addRow(form, tr("z filter"),
         tr("A weight votes where its gradient exceeds mean + z·deviation of its matrix"), m_z);
  addRow(form, tr("Consensus"),
         tr("c of |votes| ≥ c·√(n·q): n micro-batches, q the share of weights that voted"), m_consensus);
  addRow(form, tr("Fixed fraction"), tr("Instead: |votes| ≥ this share of the micro-batches"), m_fraction);
  addRow(form, tr("Momentum"), tr("Share of the votes that stays for the next step"), m_momentum);
  addRow(form, tr("Cooldown"), tr("Steps that a moved weight rests; costs one byte a weight"), m_cooldown);
}

void LowBitControls::makeCompare(QFormLayout* form) {
  form->addRow(heading(tr("Compare: each grid with each update")));
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(2);
  int row = 0;
  const auto add = [&](const QString& text, const QString& key, int column) {
    auto* box = new QCheckBox(text);
    box->setToolTip(tr("Trained one after the other on the same data, order, steps and seed"));
    connect(box, &QCheckBox::toggled, this, &LowBitControls::changed);
    grid->addWidget(box, row++, column);
    return std::pair<QString, QCheckBox*>{key, box};
  };
  for (int i = 0; i < m_grid->count(); ++i) {
    m_grids.push_back(add(m_grid->itemText(i), m_grid->itemData(i).toString(), 0));
  }
  row = 0;
  for (const LowBitUpdate update : kUpdates) {
    m_updates.push_back(add(word_of(update), word_of(update), 1));
    m_updates.back().second->setAccessibleName(update_text(update));
  }
  form->addRow(grid);
}

void LowBitControls::chooseText() {
  auto* dialog =
      new QFileDialog(this, tr("Choose a text"), QString(), tr("Text (*.txt *.md);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
    m_settings.train.text = file.toStdString();
    showText();
    Q_EMIT changed();
  });
  connect(dialog, &QFileDialog::rejected, this, &LowBitControls::showText);
  dialog->open();
}

void LowBitControls::showText() {
  const QString file = QString::fromStdString(m_settings.train.text.string());
  if (!file.isEmpty() && m_text->findData(file) < 0) {
    m_text->insertItem(m_text->count() - 1, QFileInfo(file).fileName(), file);
    m_text->setItemData(m_text->count() - 2, file, Qt::ToolTipRole);
  }
  m_text->setCurrentIndex(std::max(0, m_text->findData(file)));
}

void LowBitControls::showSize() {
  const LowBitShape shape = m_settings.train.shape.width != 0
                                ? m_settings.train.shape
                                : shape_named(m_size->currentData().toString().toStdString());
  const std::int64_t head = shape.width / std::max<std::int64_t>(1, shape.heads);
  const std::int64_t attention = 2 * shape.width * shape.width + 2 * shape.width * shape.kv_heads * head;
  const std::int64_t low = shape.layers * (attention + 3 * shape.width * shape.feed_forward);
  const std::int64_t other = 2 * m_vocabulary->value() * shape.width + (2 * shape.layers + 1) * shape.width;
  m_size_note->setText(tr("%1 layers of %2: %3 low-bit weights, %4 others in f32")
                           .arg(shape.layers)
                           .arg(shape.width)
                           .arg(widgets::count_text(low), widgets::count_text(other)));
}

void LowBitControls::showRule() {
  const LowBitUpdate update = update_of(m_update->currentData().toString().toStdString());
  for (QWidget* each :
       std::initializer_list<QWidget*>{m_z, m_consensus, m_fraction, m_momentum, m_cooldown}) {
    each->setEnabled(update == LowBitUpdate::vote);
  }
  m_grid->setEnabled(update != LowBitUpdate::fp32);
  m_learn_scales->setEnabled(update != LowBitUpdate::fp32);
}

Grid LowBitControls::gridOf(const QString& key) const {
  if (key != kOwn) return grid_named(key.toStdString());
  return custom_grid(kOwn.toStdString(), m_settings.own_table);
}

LabSettings LowBitControls::settings() const {
  LabSettings settings = m_settings;
  LowBitTrainOptions& train = settings.train;
  train.size = m_size->currentData().toString().toStdString();
  train.vocabulary = m_vocabulary->value();
  train.grid = gridOf(m_grid->currentData().toString());
  train.steps = m_steps->value();
  train.batch = m_batch->value();
  train.micro_batches = m_micro->value();
  train.context = m_context->value();
  train.validate_every = m_validate->value();
  train.checkpoint_every = m_checkpoint->value();
  train.seed = static_cast<std::uint64_t>(m_seed->value());
  UpdateOptions& update = train.update;
  update.update = update_of(m_update->currentData().toString().toStdString());
  update.learning_rate = m_rate->value();
  update.learn_scales = m_learn_scales->isChecked();
  update.z = m_z->value();
  update.consensus = m_consensus->value();
  update.fixed_fraction = m_fraction->value();
  update.vote_momentum = m_momentum->value();
  update.cooldown = m_cooldown->value();
  update.seed = train.seed;
  settings.grids.clear();
  for (const auto& [key, box] : m_grids) {
    if (box->isChecked()) settings.grids.push_back(gridOf(key));
  }
  settings.updates.clear();
  for (const auto& [key, box] : m_updates) {
    if (box->isChecked()) settings.updates.push_back(update_of(key.toStdString()));
  }
  return settings;
}

void LowBitControls::setSettings(const LabSettings& settings) {
  const LabSettings wanted = settings;  // the caller's may change when it hears of changes
  const QSignalBlocker quiet(this);
  m_settings = wanted;
  const auto choose = [](QComboBox* box, const QString& key) {
    if (const int at = box->findData(key); at >= 0) box->setCurrentIndex(at);
  };
  const LowBitTrainOptions& train = wanted.train;
  showText();
  choose(m_size, QString::fromStdString(train.size));
  m_settings.train.shape = train.shape;
  m_vocabulary->setValue(static_cast<int>(train.vocabulary));
  choose(m_grid, m_grid->findData(QString::fromStdString(train.grid.name)) >= 0
                     ? QString::fromStdString(train.grid.name)
                     : kOwn);
  choose(m_update, word_of(train.update.update));
  m_rate->setValue(train.update.learning_rate);
  m_learn_scales->setChecked(train.update.learn_scales);
  m_z->setValue(train.update.z);
  m_consensus->setValue(train.update.consensus);
  m_fraction->setValue(train.update.fixed_fraction);
  m_momentum->setValue(train.update.vote_momentum);
  m_cooldown->setValue(train.update.cooldown);
  m_steps->setValue(static_cast<int>(std::min<std::int64_t>(train.steps, m_steps->maximum())));
  m_batch->setValue(train.batch);
  m_micro->setValue(train.micro_batches);
  m_context->setValue(static_cast<int>(train.context));
  m_validate->setValue(static_cast<int>(std::min<std::int64_t>(train.validate_every, m_validate->maximum())));
  m_checkpoint->setValue(
      static_cast<int>(std::min<std::int64_t>(train.checkpoint_every, m_checkpoint->maximum())));
  m_seed->setValue(static_cast<int>(std::min<std::uint64_t>(train.seed, std::numeric_limits<int>::max())));
  for (const auto& [key, box] : m_grids) {
    const std::string name = key.toStdString();
    box->setChecked(std::any_of(wanted.grids.begin(), wanted.grids.end(),
                                [&name](const Grid& grid) { return grid.name == name; }));
  }
  for (const auto& [key, box] : m_updates) {
    const LowBitUpdate update = update_of(key.toStdString());
    box->setChecked(std::find(wanted.updates.begin(), wanted.updates.end(), update) != wanted.updates.end());
  }
  showSize();
  showRule();
}

void LowBitControls::setOwnTable(const std::vector<float>& values) {
  m_settings.own_table = values;
  Q_EMIT changed();
}

int LowBitControls::comparedRuns() const {
  const LabSettings now = settings();
  const bool reference =
      std::find(now.updates.begin(), now.updates.end(), LowBitUpdate::fp32) != now.updates.end();
  const auto others = static_cast<int>(now.updates.size()) - (reference ? 1 : 0);
  return others * static_cast<int>(now.grids.size()) + (reference ? 1 : 0);
}

}  // namespace prism::app
