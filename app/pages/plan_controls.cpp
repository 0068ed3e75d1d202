// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/plan_controls.h"

#include "app/workspace.h"

#include <limits>

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleValidator>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QSpinBox>

namespace prism::app {
namespace {

QLabel* section(const QString& text) {
  auto* label = new QLabel(text);
  QFont font = label->font();
  font.setBold(true);
  label->setFont(font);
  return label;
}

void choose(QComboBox* box, const QVariant& value) {
  int index = box->findData(value);
  if (index < 0) {  // a project may hold a choice this list does not offer: it must not be replaced silently
    index = box->count();
    box->addItem(value.toString(), value);
  }
  box->setCurrentIndex(index);
}

std::vector<std::int64_t> numbers_of(const QString& text) {
  std::vector<std::int64_t> numbers;
  const QStringList words = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
  for (const QString& word : words) {
    const qlonglong number = word.trimmed().toLongLong();
    if (number > 0) numbers.push_back(number);
  }
  return numbers;
}

QString text_of(const std::vector<std::int64_t>& numbers) {
  QStringList words;
  for (const std::int64_t number : numbers) words << QString::number(number);
  return words.join(QStringLiteral(", "));
}

}  // namespace

PlanControls::PlanControls(Workspace& workspace, QWidget* parent) : QWidget(parent), m_workspace(workspace) {
  m_workers = new QSpinBox;
  m_workers->setRange(1, 65536);
  m_workers->setAccelerated(true);
  m_workers->setKeyboardTracking(false);  // a plan for the number, not for each of its digits
  m_workers->setGroupSeparatorShown(true);
  m_pipes = new QSpinBox;
  m_pipes->setRange(0, 8);
  m_pipes->setSpecialValueText(tr("as the recipe says"));
  m_tile = new QComboBox;
  for (const int side : {32, 64, 128, 256, 512, 1024})
    m_tile->addItem(QStringLiteral("%1 × %1").arg(side), side);
  m_remainder = new QComboBox;
  m_remainder->addItem(tr("tiles of variable size"), static_cast<int>(Remainder::variable));
  m_remainder->addItem(tr("zero padding"), static_cast<int>(Remainder::zero));
  m_remainder->addItem(tr("overlapping tiles"), static_cast<int>(Remainder::overlap));
  m_hierarchy = new QLineEdit;
  m_hierarchy->setPlaceholderText(tr("none; for example 512, 256, 128"));
  m_hierarchy->setValidator(new QRegularExpressionValidator(
      QRegularExpression(QStringLiteral("[0-9]{0,5}( *, *[0-9]{1,5})*")), m_hierarchy));

  m_recipe = new QComboBox;
  m_recipe->addItem(tr("default"), QStringLiteral("default"));
  m_recipe->addItem(tr("as first written down"), QStringLiteral("original"));
  m_recipe->addItem(tr("first listing, last column wins"), QStringLiteral("original-overwrite"));
  m_solver = new QComboBox;
  m_solver->addItem(tr("experts, where the rows carry them"), static_cast<int>(Solver::experts));
  m_solver->addItem(tr("joint"), static_cast<int>(Solver::joint));
  m_solver->addItem(tr("backfit"), static_cast<int>(Solver::backfit));
  m_solver->addItem(tr("independent"), static_cast<int>(Solver::independent));
  m_auto_ridge = new QCheckBox(tr("chosen on validation"));
  m_ridge = new QLineEdit;
  auto* positive = new QDoubleValidator(0, 1e6, 12, m_ridge);
  positive->setLocale(QLocale::c());
  m_ridge->setValidator(positive);
  m_rank = new QSpinBox;
  m_rank->setRange(0, 65536);
  m_rank->setSpecialValueText(tr("full"));
  m_rank->setKeyboardTracking(false);
  m_double = new QCheckBox(tr("statistics in double precision"));
  m_seed = new QSpinBox;
  m_seed->setKeyboardTracking(false);
  m_seed->setRange(0, std::numeric_limits<int>::max());

  auto* form = new QFormLayout(this);
  form->setContentsMargins(0, 0, 0, 0);
  form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
  const auto row = [form](const QString& name, QWidget* field, const QString& tip) {
    field->setAccessibleName(name);
    field->setToolTip(tip);
    form->addRow(name, field);
  };
  form->addRow(section(tr("Layout")));
  row(tr("Workers a pipe"), m_workers, tr("How many tiles, each owned by one worker, a pipe is cut into"));
  row(tr("Pipes"), m_pipes,
      tr("One pipe is a plain tiled map; three are two cube pipes and one custom pipe"));
  row(tr("Cube tile"), m_tile, tr("Side of the square tiles of cube pipes"));
  row(tr("Remainders"), m_remainder,
      tr("What happens where a width is no multiple of the tile. The map is the same."));
  row(tr("Hierarchy"), m_hierarchy,
      tr("Tile sizes from coarse to fine; each level fits what the coarser ones left"));
  form->addRow(section(tr("Training")));
  row(tr("Recipe"), m_recipe, tr("The first form of the method is kept so that the difference can be seen"));
  row(tr("Solver"), m_solver,
      tr("Joint is the dense ridge solution cut into tiles; experts add tiles that serve a cluster of inputs "
         "each"));
  form->addRow(tr("Ridge λ"), m_auto_ridge);
  row(tr("λ, relative"), m_ridge, tr("Multiple of the mean of diag G"));
  row(tr("Rank"), m_rank, tr("Rank of the map; both sides meet in a space of this many dimensions"));
  form->addRow(QString(), m_double);
  row(tr("Seed"), m_seed, tr("Decides the split into training, validation and test rows"));

  const auto spin = [this](QSpinBox* box, const QString& what) {
    connect(box, &QSpinBox::valueChanged, this, [this, what] { apply(what); });
  };
  const auto combo = [this](QComboBox* box, const QString& what) {
    connect(box, &QComboBox::currentIndexChanged, this, [this, what] { apply(what); });
  };
  spin(m_workers, tr("Change workers"));
  spin(m_pipes, tr("Change pipes"));
  combo(m_tile, tr("Change cube tile"));
  combo(m_remainder, tr("Change remainders"));
  connect(m_hierarchy, &QLineEdit::editingFinished, this, [this] { apply(tr("Change hierarchy")); });
  combo(m_recipe, tr("Change recipe"));
  combo(m_solver, tr("Change solver"));
  connect(m_auto_ridge, &QCheckBox::toggled, this, [this](bool automatic) {
    m_ridge->setEnabled(!automatic);
    if (!automatic && m_ridge->text().isEmpty()) m_ridge->setText(QStringLiteral("0.01"));
    apply(tr("Change ridge"));
  });
  connect(m_ridge, &QLineEdit::editingFinished, this, [this] { apply(tr("Change ridge")); });
  spin(m_rank, tr("Change rank"));
  connect(m_double, &QCheckBox::toggled, this, [this] { apply(tr("Change precision")); });
  spin(m_seed, tr("Change seed"));
  connect(&m_workspace, &Workspace::planChanged, this, &PlanControls::showOptions);
  showOptions();
}

void PlanControls::showOptions() {
  m_showing = true;
  const TrainOptions& options = m_workspace.options();
  m_workers->setValue(options.workers);
  m_pipes->setValue(options.pipes);
  choose(m_tile, static_cast<int>(options.tile));
  choose(m_remainder, static_cast<int>(options.remainder));
  if (numbers_of(m_hierarchy->text()) != options.hierarchy) m_hierarchy->setText(text_of(options.hierarchy));
  choose(m_recipe, QString::fromStdString(options.recipe));
  choose(m_solver, static_cast<int>(options.solver));
  m_auto_ridge->setChecked(!options.ridge.has_value());
  m_ridge->setEnabled(options.ridge.has_value());
  if (options.ridge && m_ridge->text().toDouble() != *options.ridge)
    m_ridge->setText(QString::number(*options.ridge, 'g', 12));
  m_rank->setValue(options.rank);
  m_double->setChecked(options.double_precision);
  m_seed->setValue(static_cast<int>(std::min<std::uint64_t>(options.seed, std::numeric_limits<int>::max())));
  const bool own_solver = options.recipe == "default";
  m_solver->setEnabled(own_solver);
  m_rank->setEnabled(own_solver && options.solver == Solver::joint);
  m_showing = false;
}

void PlanControls::apply(const QString& what) {
  if (m_showing) return;
  TrainOptions options = m_workspace.options();
  options.workers = m_workers->value();
  options.pipes = m_pipes->value();
  options.tile = m_tile->currentData().toInt();
  options.remainder = static_cast<Remainder>(m_remainder->currentData().toInt());
  options.hierarchy = numbers_of(m_hierarchy->text());
  options.recipe = m_recipe->currentData().toString().toStdString();
  options.solver = static_cast<Solver>(m_solver->currentData().toInt());
  options.ridge.reset();
  if (!m_auto_ridge->isChecked()) {
    // An empty field is no λ of zero: that would be the plain least squares nobody asked for.
    bool is_number = false;
    const double ridge = m_ridge->text().toDouble(&is_number);
    options.ridge = is_number ? ridge : m_workspace.options().ridge.value_or(0.01);
  }
  options.rank = m_rank->value();
  options.double_precision = m_double->isChecked();
  options.seed = static_cast<std::uint64_t>(m_seed->value());
  m_workspace.setOptions(options, what);
}

}  // namespace prism::app
