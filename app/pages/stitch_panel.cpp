// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/stitch_panel.h"

#include "app/inference_session.h"
#include "widgets/action_button.h"
#include "widgets/icons.h"
#include "widgets/numbers.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSpinBox>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace prism::app {

namespace {

enum Column { kAdapter, kText, kTokens, kShare, kOwn, kStitched, kShuffled, kColumns };
constexpr int kUsualWindows = 60;

}  // namespace

StitchPanel::StitchPanel(InferenceSession& session, QWidget* parent) : QWidget(parent), m_session(session) {
  m_measure = new QAction(widgets::icon(QStringLiteral("open")), tr("Measure on a text…"), this);
  m_measure->setToolTip(tr("Stitched perplexity on a UTF-8 text file"));
  m_sampled = new QAction(widgets::icon(QStringLiteral("train")), tr("Measure on sampled text"), this);
  m_sampled->setToolTip(tr("Stitched perplexity on a text that the upper model writes first"));
  connect(m_measure, &QAction::triggered, this, &StitchPanel::chooseText);
  connect(m_sampled, &QAction::triggered, this,
          [this] { m_session.measureOnSampledText(m_windows->value()); });
  m_windows = new QSpinBox;
  m_windows->setRange(0, 1'000'000);
  m_windows->setValue(kUsualWindows);
  m_windows->setSpecialValueText(tr("all"));
  m_windows->setAccessibleName(tr("Windows"));
  m_windows->setToolTip(tr("How many windows of the lower model's context are read; 0 reads the whole text"));
  auto* windows = new QLabel(tr("&Windows"));
  windows->setBuddy(m_windows);
  auto* copy = new QToolButton;
  copy->setIcon(widgets::icon(QStringLiteral("copy")));
  copy->setAutoRaise(true);
  copy->setToolTip(tr("Copy the table as CSV"));
  copy->setAccessibleName(copy->toolTip());
  connect(copy, &QToolButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(csv_of(m_session.measurements())); });
  auto* clear = new QToolButton;
  clear->setIcon(widgets::icon(QStringLiteral("delete")));
  clear->setAutoRaise(true);
  clear->setToolTip(tr("Clear the table"));
  clear->setAccessibleName(clear->toolTip());
  connect(clear, &QToolButton::clicked, &m_session, &InferenceSession::clearMeasurements);

  m_summary = new QLabel;
  m_summary->setWordWrap(true);
  m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(widgets::make_action_button(m_measure, false, this));
  row->addWidget(widgets::make_action_button(m_sampled, false, this));
  row->addWidget(windows);
  row->addWidget(m_windows);
  row->addStretch();
  row->addWidget(copy);
  row->addWidget(clear);

  m_table = new QTableWidget(0, kColumns);
  m_table->setAccessibleName(tr("Stitched perplexity"));
  m_table->setHorizontalHeaderLabels(
      {tr("Adapter"), tr("Text"), tr("Tokens"), tr("Replaced"), tr("Own"), tr("Stitched"), tr("Shuffled")});
  const QString tips[] = {tr("The adapter that spoke"),
                          tr("What the lower model read"),
                          tr("Tokens the lower model had to predict"),
                          tr("Share of its input embeddings that were replaced"),
                          tr("Perplexity with the lower model's own embeddings: what can be reached at best"),
                          tr("Perplexity with the adapter's embeddings in their place"),
                          tr("Perplexity with the adapter's embeddings at wrong places: what nothing gives")};
  for (int column = 0; column < kColumns; ++column)
    m_table->horizontalHeaderItem(column)->setToolTip(tips[column]);
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setShowGrid(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 6);
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_table->horizontalHeader()->setSectionResizeMode(kAdapter, QHeaderView::Stretch);
  m_table->horizontalHeader()->setSectionResizeMode(kText, QHeaderView::Stretch);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 8, 0, 0);
  layout->setSpacing(8);
  layout->addLayout(row);
  layout->addWidget(m_summary);
  layout->addWidget(m_table, 1);
  connect(&m_session, &InferenceSession::measured, this, &StitchPanel::showMeasurements);
  connect(&m_session, &InferenceSession::stateChanged, this, &StitchPanel::showState);
  showMeasurements();
  showState();
}

void StitchPanel::showState() {
  QString why;
  const bool can = m_session.canRun(&why);
  m_measure->setEnabled(can);
  m_sampled->setEnabled(can);
}

void StitchPanel::chooseText() {
  auto* dialog =
      new QFileDialog(this, tr("Measure perplexity on a text"), {}, tr("Texts (*.txt *.md);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this,
          [this](const QString& path) { m_session.measure(path, m_windows->value()); });
  dialog->open();
}

void StitchPanel::showMeasurements() {
  const auto& measurements = m_session.measurements();
  m_table->setRowCount(static_cast<int>(measurements.size()));
  for (std::size_t i = 0; i < measurements.size(); ++i) {
    const StitchMeasurement& each = measurements[i];
    const QString texts[kColumns] = {each.adapter_name,
                                     each.text_name,
                                     widgets::count_text(each.tokens),
                                     tr("%1 %").arg(100 * each.replaced_share, 0, 'f', 1),
                                     widgets::number_text(each.own),
                                     widgets::number_text(each.stitched),
                                     widgets::number_text(each.shuffled)};
    const double numbers[kColumns] = {0, 0, 0, each.replaced_share, each.own, each.stitched, each.shuffled};
    for (int column = 0; column < kColumns; ++column) {
      auto* item = new QTableWidgetItem(texts[column]);
      item->setToolTip(column < kShare ? texts[column] : widgets::full_number_text(numbers[column]));
      if (column >= kTokens) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      m_table->setItem(static_cast<int>(i), column, item);
    }
  }
  if (measurements.empty()) {
    m_summary->setText(
        tr("The lower model's perplexity on a text when its input embeddings are the adapter's: "
           "near its own is good, near the shuffled one is worthless."));
    return;
  }
  const StitchMeasurement& last = measurements.front();
  m_summary->setText(tr("%1 on %2: own %3, stitched %4, shuffled %5 (%6 % of the embeddings replaced)")
                         .arg(last.adapter_name, last.text_name, widgets::number_text(last.own),
                              widgets::number_text(last.stitched), widgets::number_text(last.shuffled),
                              QString::number(100 * last.replaced_share, 'f', 1)));
}

}  // namespace prism::app
