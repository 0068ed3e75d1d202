// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/route_controls.h"

#include "app/pages/field_label.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

namespace prism::app {

namespace {

constexpr double kUsualShare = 0.3;

}  // namespace

RouteControls::RouteControls(QWidget* parent) : QWidget(parent) {
  m_budget_row = new QWidget;
  m_slider = new QSlider(Qt::Horizontal);
  m_slider->setAccessibleName(tr("Active workers"));
  m_slider->setPageStep(16);
  m_budget = new QSpinBox;
  m_budget->setAccessibleName(tr("Active workers"));
  const QString tip =
      tr("The share of all workers that work for one input, counted on the largest pipe: pipes of experts "
         "take two "
         "a position, the rest goes to the others. Raised where every output could not be covered otherwise. "
         "The "
         "figures follow at once.");
  m_slider->setToolTip(tip);
  m_budget->setToolTip(tip);
  m_share = new QLabel;
  auto* name = new QLabel(tr("&Active workers, k"));
  name->setBuddy(m_budget);
  auto* row = new QHBoxLayout(m_budget_row);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(name);
  row->addWidget(m_slider, 1);
  row->addWidget(m_budget);
  row->addWidget(m_share);

  m_epochs = new QSpinBox;
  m_epochs->setRange(1, 10'000);
  m_balance = new QComboBox;
  m_balance->addItem(tr("none"), static_cast<int>(Balance::none));
  m_balance->addItem(tr("auxiliary loss"), static_cast<int>(Balance::loss));
  m_balance->addItem(tr("loss-free bias"), static_cast<int>(Balance::bias));
  m_separate = new QCheckBox(tr("Separate &gate for every worker"));
  m_separate->setToolTip(tr("Instead of one a row block and expert: same quality, much more memory"));
  m_rate = new QDoubleSpinBox;
  m_rate->setDecimals(5);
  m_rate->setRange(1e-5, 10);
  m_rate->setSingleStep(0.001);
  m_batch = new QSpinBox;
  m_batch->setRange(1, 1'000'000);
  m_rows = new QSpinBox;
  m_rows->setRange(0, std::numeric_limits<int>::max());
  m_rows->setSingleStep(4096);
  m_rows->setSpecialValueText(tr("all"));
  m_rows->setKeyboardTracking(false);
  m_rows->setGroupSeparatorShown(true);
  m_seed = new QSpinBox;
  m_seed->setRange(0, std::numeric_limits<int>::max());

  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(4);
  const auto place = [grid](int at, int column, const QString& text, const QString& meaning,
                            QWidget* editor) {
    grid->addWidget(field_label(text, meaning, editor), at, column);
    grid->addWidget(editor, at, column + 1);
  };
  place(0, 0, tr("&Epochs"), tr("Passes over the training rows"), m_epochs);
  place(0, 2, tr("&Balance"), tr("How the load is spread over the experts while gates are trained"),
        m_balance);
  place(1, 0, tr("Learning &rate"), tr("Of Adam"), m_rate);
  place(1, 2, tr("Ba&tch"), tr("Rows a step"), m_batch);
  place(2, 0, tr("R&ows an epoch"),
        tr("At most so many training rows, a seeded choice of them; more take longer"), m_rows);
  place(2, 2, tr("See&d"), tr("The same seed gives the same gates"), m_seed);
  grid->addWidget(m_separate, 3, 0, 1, 4);
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(3, 1);

  setWorkers(512);
  setOptions({});
  connect(m_slider, &QSlider::valueChanged, m_budget, &QSpinBox::setValue);
  connect(m_budget, &QSpinBox::valueChanged, this, [this](int budget) {
    m_usual = false;
    showBudget();
    Q_EMIT budgetMoved(budget);
    Q_EMIT changed();
  });
  for (QSpinBox* box : {m_epochs, m_batch, m_rows, m_seed}) {
    connect(box, &QSpinBox::valueChanged, this, &RouteControls::changed);
  }
  connect(m_rate, &QDoubleSpinBox::valueChanged, this, &RouteControls::changed);
  connect(m_balance, &QComboBox::currentIndexChanged, this, &RouteControls::changed);
  connect(m_separate, &QCheckBox::toggled, this, &RouteControls::changed);
}

RouteOptions RouteControls::options() const {
  RouteOptions options = m_options;
  options.top_k = m_budget->value();
  options.epochs = m_epochs->value();
  options.balance = static_cast<Balance>(m_balance->currentData().toInt());
  options.separate_gates = m_separate->isChecked();
  options.learning_rate = m_rate->value();
  options.batch = m_batch->value();
  options.max_rows = m_rows->value();
  options.seed = static_cast<std::uint64_t>(m_seed->value());
  return options;
}

void RouteControls::setOptions(const RouteOptions& options) {
  if (dump_json(options.to_json()) == dump_json(this->options().to_json())) return;
  const RouteOptions wanted = options;  // the caller's may change when it hears of changes
  const QSignalBlocker quiet(this);
  m_options = wanted;
  m_budget->setValue(wanted.top_k);
  m_epochs->setValue(wanted.epochs);
  m_balance->setCurrentIndex(m_balance->findData(static_cast<int>(wanted.balance)));
  m_separate->setChecked(wanted.separate_gates);
  m_rate->setValue(wanted.learning_rate);
  m_batch->setValue(static_cast<int>(wanted.batch));
  m_rows->setValue(
      static_cast<int>(std::min<std::int64_t>(wanted.max_rows, std::numeric_limits<int>::max())));
  m_seed->setValue(static_cast<int>(wanted.seed));
  m_usual = wanted.top_k == RouteOptions().top_k;
  showBudget();
}

void RouteControls::setWorkers(int workers) {
  if (workers < 1 || workers == m_slider->maximum()) return;
  const bool usual = m_usual;
  m_slider->setRange(1, workers);
  m_budget->setRange(1, workers);
  if (usual) m_budget->setValue(static_cast<int>(std::lround(kUsualShare * workers)));
  m_usual = usual;
  showBudget();
}

int RouteControls::budget() const {
  return m_budget->value();
}

void RouteControls::showBudget() {
  const QSignalBlocker quiet(m_slider);
  m_slider->setValue(m_budget->value());
  m_share->setText(tr("of %1 (%2 %)")
                       .arg(m_slider->maximum())
                       .arg(100.0 * m_budget->value() / std::max(1, m_slider->maximum()), 0, 'f', 0));
}

}  // namespace prism::app
