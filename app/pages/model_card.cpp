// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/model_card.h"

#include "app/pages/tensor_table_model.h"
#include "core/base/text_format.h"
#include "core/model/rows.h"
#include "widgets/numbers.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace prism::app {
namespace {

enum View { EmptyView, BusyView, ReadyView };

QString matrix_text(const std::optional<std::string>& name, const Model& model) {
  if (!name) return ModelCard::tr("not found");
  const TensorInfo* tensor = model.tensors.find(*name);
  if (tensor == nullptr) return QString::fromStdString(*name);
  return ModelCard::tr("%1, %2").arg(QString::fromStdString(*name), shapeText(tensor->shape));
}

}  // namespace

ModelCard::ModelCard(Side side, ModelPair& pair, JobCenter& jobs, QWidget* parent)
    : QFrame(parent), m_side(side), m_pair(pair), m_jobs(jobs) {
  const bool upper = side == Side::upper;
  setFrameShape(QFrame::StyledPanel);
  setAccessibleName(upper ? tr("Upper model") : tr("Lower model"));

  auto* role = new QLabel(upper ? tr("Upper model, A") : tr("Lower model, B"));
  role->setObjectName(QStringLiteral("muted"));
  role->setToolTip(upper ? tr("Its output head gives X") : tr("Its input embedding gives Z"));
  m_name = new QLabel;
  QFont bold = m_name->font();
  bold.setBold(true);
  m_name->setFont(bold);
  m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);

  auto* open_folder = new QPushButton(tr("Open folder…"));
  auto* open_file = new QPushButton(tr("Open file…"));
  m_close = new QPushButton(tr("Close"));
  open_folder->setAccessibleName(upper ? tr("Open the upper model's folder")
                                       : tr("Open the lower model's folder"));
  open_file->setAccessibleName(upper ? tr("Open the upper model's file") : tr("Open the lower model's file"));
  m_close->setAccessibleName(upper ? tr("Close the upper model") : tr("Close the lower model"));
  connect(open_folder, &QPushButton::clicked, this, &ModelCard::chooseFolder);
  connect(open_file, &QPushButton::clicked, this, &ModelCard::chooseFile);
  connect(m_close, &QPushButton::clicked, this, [this] { m_pair.close(m_side); });

  auto* title = new QHBoxLayout;
  auto* names = new QVBoxLayout;
  names->setSpacing(0);
  names->addWidget(role);
  names->addWidget(m_name);
  title->addLayout(names, 1);
  title->addWidget(open_folder);
  title->addWidget(open_file);
  title->addWidget(m_close);

  m_facts = new QWidget;
  m_facts_layout = new QFormLayout(m_facts);
  m_facts_layout->setContentsMargins(0, 0, 0, 0);
  m_facts_layout->setHorizontalSpacing(16);
  m_facts_layout->setVerticalSpacing(2);
  m_warnings = new QLabel;
  m_warnings->setWordWrap(true);
  m_warnings->setObjectName(QStringLiteral("warning"));

  m_tensors = new TensorTableModel(this);
  m_proxy = new QSortFilterProxyModel(this);
  m_proxy->setSourceModel(m_tensors);
  m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
  m_proxy->setFilterKeyColumn(TensorTableModel::Name);
  m_proxy->setSortRole(TensorTableModel::kSortRole);
  m_filter = new QLineEdit;
  m_filter->setPlaceholderText(tr("Filter tensors"));
  m_filter->setAccessibleName(tr("Filter tensors by name"));
  m_filter->setClearButtonEnabled(true);
  connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
  m_table = new QTableView;
  m_table->setModel(m_proxy);
  m_table->setAccessibleName(tr("Tensors"));
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(TensorTableModel::Name, Qt::AscendingOrder);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->setTextElideMode(Qt::ElideMiddle);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_table->horizontalHeader()->setSectionResizeMode(TensorTableModel::Name, QHeaderView::Stretch);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& current) { showStatisticsOf(current); });
  m_statistics = new QLabel;
  m_statistics->setObjectName(QStringLiteral("muted"));
  m_statistics->setWordWrap(true);
  m_statistics->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_statistics->hide();  // until a tensor is chosen: the table needs the room

  auto* ready = new QWidget;
  auto* ready_layout = new QVBoxLayout(ready);
  ready_layout->setContentsMargins(0, 0, 0, 0);
  ready_layout->setSpacing(4);
  ready_layout->addWidget(m_facts);
  ready_layout->addWidget(m_warnings);
  ready_layout->addWidget(m_filter);
  ready_layout->addWidget(m_table, 1);
  ready_layout->addWidget(m_statistics);

  m_state = new QLabel;
  m_state->setWordWrap(true);
  m_state->setAlignment(Qt::AlignCenter);
  auto* empty = new QLabel(tr("Drop a model folder or file here, or open one."));
  empty->setAlignment(Qt::AlignCenter);
  empty->setObjectName(QStringLiteral("muted"));
  m_stack = new QStackedWidget;
  m_stack->addWidget(empty);
  m_stack->addWidget(m_state);
  m_stack->addWidget(ready);

  auto* layout = new QVBoxLayout(this);
  layout->addLayout(title);
  layout->addWidget(m_stack, 1);

  connect(&m_pair, &ModelPair::modelChanged, this, [this](Side changed) {
    if (changed == m_side) refresh();
  });
  refresh();
}

bool ModelCard::busy() const {
  return m_jobs.alive(m_statistics_job);
}

void ModelCard::chooseFolder() {
  const QString path =
      QFileDialog::getExistingDirectory(this, tr("Open a model folder"), m_pair.path(m_side));
  if (!path.isEmpty()) m_pair.open(m_side, path);
}

void ModelCard::chooseFile() {
  const QString path =
      QFileDialog::getOpenFileName(this, tr("Open a model file"), m_pair.path(m_side),
                                   tr("Models and vocabularies (*.safetensors *.gguf *.pt *.pth *.bin *.npy "
                                      "*.model *.tiktoken tokenizer.json);;All files (*)"));
  if (!path.isEmpty()) m_pair.open(m_side, path);
}

void ModelCard::addFact(const QString& name, const QString& value, const QString& tip) {
  auto* key = new QLabel(name);
  key->setObjectName(QStringLiteral("muted"));
  auto* text = new QLabel(value);
  text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  text->setToolTip(tip.isEmpty() ? value : tip);
  text->setMinimumWidth(1);  // long tensor names are cut rather than widening the window
  m_facts_layout->addRow(key, text);
}

void ModelCard::refresh() {
  m_jobs.drop(m_statistics_job);
  m_statistics->hide();
  const QString path = m_pair.path(m_side);
  const ModelPair::State state = m_pair.state(m_side);
  m_name->setText(path.isEmpty() ? tr("none open") : QFileInfo(path).fileName());
  m_name->setToolTip(path);
  m_close->setEnabled(state != ModelPair::State::empty);
  const auto model = m_pair.model(m_side);
  m_tensors->setModel(model);
  while (m_facts_layout->rowCount() > 0) m_facts_layout->removeRow(0);
  switch (state) {
    case ModelPair::State::empty:
      m_stack->setCurrentIndex(EmptyView);
      return;
    case ModelPair::State::opening:
      m_state->setText(tr("Opening…"));
      m_stack->setCurrentIndex(BusyView);
      return;
    case ModelPair::State::failed:
      m_state->setText(tr("⚠ %1").arg(m_pair.problem(m_side)));
      m_stack->setCurrentIndex(BusyView);
      return;
    case ModelPair::State::ready:
      break;
  }
  m_stack->setCurrentIndex(ReadyView);
  const auto vocabulary = m_pair.vocabulary(m_side);
  if (model) {
    const QString architecture = QString::fromStdString(model->architecture);
    addFact(tr("Format"),
            architecture.isEmpty()
                ? QString::fromStdString(model->tensors.format)
                : tr("%1, %2").arg(QString::fromStdString(model->tensors.format), architecture));
    addFact(tr("Size"),
            tr("%1 parameters, %2")
                .arg(QString::fromStdString(format_count(static_cast<double>(model->parameters()))),
                     QString::fromStdString(format_bytes(model->bytes()))),
            tr("%1 parameters, %2 bytes")
                .arg(widgets::count_text(model->parameters()),
                     widgets::count_text(static_cast<std::int64_t>(model->bytes()))));
    addFact(tr("Output head"), model->tied ? tr("%1 (tied)").arg(matrix_text(model->lm_head, *model))
                                           : matrix_text(model->lm_head, *model));
    addFact(tr("Embedding"), matrix_text(model->embedding, *model));
  }
  addFact(tr("Vocabulary"),
          vocabulary ? tr("%1 tokens").arg(widgets::count_text(vocabulary->size())) : tr("none found"));
  QStringList warnings;
  if (model) {
    for (const std::string& warning : model->warnings) warnings << QString::fromStdString(warning);
  }
  m_warnings->setVisible(!warnings.isEmpty());
  m_warnings->setText(tr("⚠ %1").arg(warnings.join(QLatin1Char('\n'))));
}

void ModelCard::showStatisticsOf(const QModelIndex& current) {
  m_jobs.drop(m_statistics_job);
  m_statistics->hide();
  const auto model = m_pair.model(m_side);
  if (!current.isValid() || !model) return;
  const TensorInfo tensor = m_tensors->tensorAt(m_proxy->mapToSource(current).row());
  const QString name = QString::fromStdString(tensor.name);
  m_statistics->setText(tr("Reading %1…").arg(name));
  m_statistics->show();
  m_statistics_job = m_jobs.run<TensorStatistics>(
      Lane::preview, tr("Statistics of %1").arg(name), this,
      [model, tensor](const RunControl& control) {
        return tensor_statistics(RowReader(model->tensors, tensor), 64, control);
      },
      [this, name](const TensorStatistics& statistics) {
        const auto number = [](double value) { return widgets::number_text(value); };
        QString text = tr("%1: min %2, max %3, mean %4, std %5")
                           .arg(name, number(statistics.min), number(statistics.max), number(statistics.mean),
                                number(statistics.std));
        if (statistics.nan_count + statistics.inf_count > 0) {
          text +=
              tr(", %1 NaN, %2 infinite")
                  .arg(widgets::count_text(statistics.nan_count), widgets::count_text(statistics.inf_count));
        }
        m_statistics->setText(text);
      },
      [this, name](const JobEvent& event) {
        m_statistics->setText(sentence_of(tr("Statistics of %1").arg(name), event));
      },
      true);
}

}  // namespace prism::app
