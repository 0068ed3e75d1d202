// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/quantise_panel.h"

#include "app/adapter_session.h"
#include "app/lowbit_quantise.h"
#include "app/model_pair.h"
#include "app/workspace.h"
#include "core/base/text_format.h"
#include "widgets/numbers.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

namespace prism::app {

using widgets::number_text;

namespace {

const QString kAdapter = QStringLiteral("adapter:");
const QString kFile = QStringLiteral("file:");
const QString kFolder = QStringLiteral("folder:");
const QString kOwn = QStringLiteral("own");

QString bytes_text(std::uint64_t bytes) {
  return QString::fromStdString(format_bytes(bytes));
}

}  // namespace

QuantisePanel::QuantisePanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace) {
  m_source = new QComboBox;
  m_source->setAccessibleName(tr("What to quantise"));
  m_source->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_source->setMinimumContentsLength(18);
  m_grid = new QComboBox;
  m_grid->setAccessibleName(tr("Grid"));
  for (const std::string& name : grid_names()) {
    m_grid->addItem(QString::fromStdString(name), QString::fromStdString(name));
  }
  m_grid->addItem(tr("own table"), kOwn);
  m_embeddings = new QCheckBox(tr("Embeddings too"));
  m_embeddings->setToolTip(tr("Input embedding and output head as well; otherwise they stay as they are"));
  m_start = new QPushButton(tr("&Quantise"));
  m_save = new QPushButton(tr("Sa&ve packed…"));
  m_save->setEnabled(false);
  m_summary = new QLabel;
  m_summary->setWordWrap(true);
  m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
  const QStringList columns{tr("Matrix"), tr("Size"),        tr("SQNR, dB"),
                            tr("Zero"),   tr("Values used"), tr("Bytes")};
  m_table = new QTableWidget(0, static_cast<int>(columns.size()));
  m_table->setHorizontalHeaderLabels(columns);
  m_table->setAccessibleName(tr("Quantised matrices"));
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setShowGrid(false);
  m_table->setAlternatingRowColors(true);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 6);
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_table->horizontalHeader()->setHighlightSections(false);
  auto* head = new QHBoxLayout;
  head->setSpacing(8);
  head->addWidget(m_source, 1);
  head->addWidget(m_grid);
  head->addWidget(m_embeddings);
  head->addWidget(m_start);
  head->addWidget(m_save);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 8, 0, 0);
  column->setSpacing(8);
  column->addLayout(head);
  column->addWidget(m_summary);
  column->addWidget(m_table, 1);

  connect(m_start, &QPushButton::clicked, this, [this] {
    if (busy()) {
      m_workspace.jobs().cancel(m_job);
    } else {
      quantise();
    }
  });
  connect(m_save, &QPushButton::clicked, this, &QuantisePanel::save);
  connect(m_source, &QComboBox::activated, this, [this] {
    const QString key = m_source->currentData().toString();
    if (key == kFile || key == kFolder) chooseModel(key == kFolder);
  });
  connect(&workspace, &Workspace::dataChanged, this, &QuantisePanel::showSources);
  connect(&workspace.session(), &AdapterSession::adapterChanged, this, &QuantisePanel::showSources);
  showSources();
  showResult();
}

bool QuantisePanel::busy() const {
  return m_workspace.jobs().alive(m_job) || m_workspace.jobs().alive(m_save_job);
}

void QuantisePanel::showSources() {
  const QString before = m_source->currentData().toString();
  const QSignalBlocker quiet(m_source);
  m_source->clear();
  const auto add_model = [this](const QString& text, const QString& path) {
    if (!path.isEmpty()) m_source->addItem(text.arg(QFileInfo(path).fileName()), path);
  };
  add_model(tr("Upper model: %1"), m_workspace.pair().path(Side::upper));
  add_model(tr("Lower model: %1"), m_workspace.pair().path(Side::lower));
  if (m_workspace.session().adapter()) m_source->addItem(tr("The open adapter"), kAdapter);
  add_model(tr("Model: %1"), m_other);
  m_source->addItem(tr("A model file…"), kFile);
  m_source->addItem(tr("A model folder…"), kFolder);
  m_source->setCurrentIndex(std::max(0, m_source->findData(before)));
}

void QuantisePanel::openModel(const QString& path) {
  m_other = path;
  showSources();
  m_source->setCurrentIndex(m_source->findData(path));
}

void QuantisePanel::chooseModel(bool folder) {
  auto* dialog = new QFileDialog(this, tr("Choose a model"), QString(),
                                 tr("Models (*.safetensors *.gguf *.bin *.pt *.pth *.npy);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, &QuantisePanel::openModel);
  connect(dialog, &QFileDialog::rejected, this, [this] { m_source->setCurrentIndex(0); });
  dialog->open();
}

void QuantisePanel::quantise() {
  const QString key = m_source->currentData().toString();
  if (key == kFile || key == kFolder) {
    chooseModel(key == kFolder);
    return;
  }
  QuantiseRequest request;
  if (key == kAdapter) {
    request.adapter = m_workspace.session().adapter();
    if (!m_workspace.session().data().empty()) request.adapter_data = m_workspace.session().dataSource();
  } else {
    request.model = key;
  }
  const QString grid = m_grid->currentData().toString();
  request.grid = grid == kOwn ? custom_grid("own", m_own) : grid_named(grid.toStdString());
  request.embeddings = m_embeddings->isChecked();
  const QString title = tr("Quantising");
  using Result = std::shared_ptr<const LabQuantised>;
  m_job = m_workspace.jobs().run<Result>(
      Lane::compute, title, this,
      [request](const RunControl& control) { return quantise_for_lab(request, control); },
      [this](Result result) {
        m_result = std::move(result);
        showResult();
      },
      [this, title](const JobEvent& event) {
        showResult();
        if (event.end == JobEnd::failed) {
          Q_EMIT m_workspace.problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        }
      });
  m_start->setText(tr("&Cancel"));
  m_summary->setText(tr("Quantising…"));
}

void QuantisePanel::showResult() {
  m_start->setText(tr("&Quantise"));
  m_save->setEnabled(m_result != nullptr);
  if (!m_result) {
    m_table->setRowCount(0);
    m_summary->setText(
        tr("Brings a finished model or the open adapter onto a grid, without training, and tells "
           "what each matrix loses."));
    return;
  }
  const QuantisedModel& weights = m_result->weights;
  QString text =
      tr("%1 on %2: SQNR %3 dB over %4 weights, %5 bytes each with their scales")
          .arg(m_result->source.isEmpty() ? tr("The adapter") : QFileInfo(m_result->source).fileName(),
               QString::fromStdString(m_result->grid.name), number_text(weights.sqnr_db),
               widgets::count_text(weights.parameters()), number_text(m_result->bytesPerWeight()));
  if (!std::isnan(m_result->r2_after)) {
    const double change = m_result->r2_after - m_result->r2_before;
    text += tr(" · test R² %1 → %2 (%3%4)")
                .arg(number_text(m_result->r2_before), number_text(m_result->r2_after),
                     change >= 0 ? QStringLiteral("+") : QString(), number_text(change));
  }
  m_summary->setText(text);
  m_table->setRowCount(static_cast<int>(weights.figures.size()));
  const QFont digits = widgets::tabular(QApplication::font());
  for (int row = 0; row < m_table->rowCount(); ++row) {
    const QuantisedFigures& each = weights.figures[static_cast<std::size_t>(row)];
    const std::pair<QString, QString> cells[] = {
        {QString::fromStdString(each.name), {}},
        {tr("%1 × %2").arg(each.rows).arg(each.cols), {}},
        {number_text(each.sqnr_db), widgets::full_number_text(each.sqnr_db)},
        {tr("%1 %").arg(number_text(each.zero_fraction * 100)),
         widgets::full_number_text(each.zero_fraction)},
        {QString::number(each.values_used), {}},
        {bytes_text(each.bytes), widgets::count_text(static_cast<std::int64_t>(each.bytes))}};
    for (int column = 0; column < static_cast<int>(std::size(cells)); ++column) {
      auto* item = new QTableWidgetItem(cells[column].first);
      item->setToolTip(cells[column].second.isEmpty() ? cells[column].first : cells[column].second);
      item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
      item->setFont(digits);
      m_table->setItem(row, column, item);
    }
  }
}

void QuantisePanel::save() {
  auto* dialog =
      new QFileDialog(this, tr("Save packed weights"), QString(), tr("Packed weights (*.safetensors)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("safetensors"));
  connect(dialog, &QFileDialog::fileSelected, this, [this, result = m_result](const QString& path) {
    const QString title = tr("Saving packed weights");
    m_save_job = m_workspace.jobs().submit(
        Lane::io, title, this,
        [result, path](const RunControl&) { save_quantised(*result, path.toStdString()); },
        [this, title](const JobEvent& event) {
          if (event.end != JobEnd::failed) return;
          Q_EMIT m_workspace.problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        });
  });
  dialog->open();
}

}  // namespace prism::app
