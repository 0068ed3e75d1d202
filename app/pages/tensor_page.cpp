// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/tensor_page.h"

#include "app/pages/tensor_chooser.h"
#include "app/workspace.h"
#include "widgets/histogram_view.h"
#include "widgets/icons.h"
#include "widgets/matrix_view.h"
#include "widgets/numbers.h"
#include "widgets/surface_view.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QSplitter>
#include <QTabWidget>
#include <QTableWidget>

namespace prism::app {

namespace {

constexpr int kDelayMs = 60;  // a dragged slider asks only where it rests
const QString kSource = QStringLiteral("source");
const QString kTensor = QStringLiteral("tensor");
const QString kSource2 = QStringLiteral("source2");
const QString kTensor2 = QStringLiteral("tensor2");
const QString kCompare = QStringLiteral("compare");
const QString kView = QStringLiteral("view");

}  // namespace

TensorPage::TensorPage(Workspace& workspace, QWidget* parent)
    : Page({QStringLiteral("tensor"), tr("Tensor"), tr("look into any tensor of a model, or compare two"),
            QStringLiteral("tensor")},
           workspace, parent) {
  auto* body = new QWidget(this);
  auto* column = new QVBoxLayout(body);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(makeControls());

  m_matrix = new widgets::MatrixView;
  m_matrix->setAccessibleName(tr("Slice as an image"));
  m_surface = new widgets::SurfaceView;
  m_surface->setAccessibleName(tr("Slice as a surface"));
  m_views = new QTabWidget;
  m_views->setAccessibleName(tr("Kind of picture"));
  m_views->addTab(m_matrix, tr("Image"));
  m_views->addTab(m_surface, tr("Surface"));
  m_splitter = new QSplitter(Qt::Horizontal);
  m_splitter->addWidget(m_views);
  m_splitter->addWidget(makeFigures());
  m_splitter->setStretchFactor(0, 3);
  m_splitter->setStretchFactor(1, 1);
  m_splitter->setSizes({780, 330});
  column->addWidget(m_splitter, 1);
  setBody(body);

  auto* open = new QAction(widgets::icon(QStringLiteral("open")), tr("Open file…"), this);
  open->setToolTip(tr("Look at a tensor of any file: drop it here or choose it"));
  auto* pictures = new QAction(widgets::icon(QStringLiteral("export")), tr("Export picture"), this);
  auto* menu = new QMenu(this);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    menu->clear();
    widgets::Exportable* view = m_views->currentWidget() == m_matrix
                                    ? static_cast<widgets::Exportable*>(m_matrix)
                                    : static_cast<widgets::Exportable*>(m_surface);
    view->addPictureActions(*menu, this);
  });
  pictures->setMenu(menu);
  addHeaderAction(open);
  addHeaderAction(pictures);
  connect(open, &QAction::triggered, this, [this] { m_first->askFile(); });

  connect(&workspace, &Workspace::fileOpened, this, [this](const QString& path, const QString& kind) {
    if (kind == QLatin1String("tensor")) m_first->openFile(path);
  });
  m_delay.setSingleShot(true);
  m_delay.setInterval(kDelayMs);
  connect(&m_delay, &QTimer::timeout, this, &TensorPage::loadSlice);
  tensorChanged();
}

QWidget* TensorPage::makeControls() {
  auto* controls = new QWidget(this);
  auto* column = new QVBoxLayout(controls);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  m_first = new TensorChooser(workspace(), tr("Tensor"), controls);
  column->addWidget(m_first);

  auto* second = new QHBoxLayout;
  second->setSpacing(8);
  m_compare = new QCheckBox(tr("Compare with"), controls);
  m_second = new TensorChooser(workspace(), tr("second"), controls);
  m_which = new QComboBox(controls);
  m_which->setAccessibleName(tr("Which of the two is shown"));
  m_which->addItems({tr("First"), tr("Second"), tr("Second − first")});
  m_which->setCurrentIndex(kDifference);
  second->addWidget(m_compare);
  second->addWidget(m_second, 1);
  second->addWidget(m_which);
  column->addLayout(second);

  auto* slices = new QHBoxLayout;
  slices->setSpacing(8);
  m_slider = new QSlider(Qt::Horizontal, controls);
  m_slider->setAccessibleName(tr("Slice"));
  m_number = new QSpinBox(controls);
  m_number->setAccessibleName(tr("Number of the slice"));
  m_slice_text = new QLabel(controls);
  auto* label = new QLabel(tr("Slice"), controls);
  label->setBuddy(m_number);
  slices->addWidget(label);
  slices->addWidget(m_number);
  slices->addWidget(m_slider, 1);
  slices->addWidget(m_slice_text);
  column->addLayout(slices);

  connect(m_slider, &QSlider::valueChanged, m_number, &QSpinBox::setValue);
  connect(m_number, &QSpinBox::valueChanged, m_slider, &QSlider::setValue);
  connect(m_slider, &QSlider::valueChanged, this, [this] {
    m_slice_text->setText(sliceText());
    m_delay.start();
  });
  connect(m_first, &TensorChooser::chosenChanged, this, &TensorPage::tensorChanged);
  connect(m_second, &TensorChooser::chosenChanged, this, &TensorPage::tensorChanged);
  connect(m_compare, &QCheckBox::toggled, this, &TensorPage::tensorChanged);
  connect(m_which, &QComboBox::activated, this, &TensorPage::tensorChanged);
  m_second->hide();
  m_which->hide();
  return controls;
}

QWidget* TensorPage::makeFigures() {
  auto* side = new QWidget(this);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  m_histogram = new widgets::HistogramView;
  m_histogram->setAccessibleName(tr("Distribution of all values"));
  m_figures = new QTableWidget(0, 2);
  m_figures->setAccessibleName(tr("Statistics of all values"));
  m_figures->setHorizontalHeaderLabels({tr("All values"), tr("Value")});
  m_figures->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_figures->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  m_figures->horizontalHeader()->setHighlightSections(false);
  m_figures->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  m_figures->horizontalHeaderItem(1)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  m_figures->verticalHeader()->hide();
  m_figures->verticalHeader()->setDefaultSectionSize(m_figures->fontMetrics().height() + 8);
  m_figures->setShowGrid(false);
  m_figures->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_figures->setSelectionBehavior(QAbstractItemView::SelectRows);
  column->addWidget(m_histogram, 2);
  column->addWidget(m_figures, 3);
  return side;
}

TensorPage::Shown TensorPage::shown() const {
  if (!m_compare->isChecked() || m_second->chosen().info() == nullptr) return kFirst;
  return static_cast<Shown>(m_which->currentIndex());
}

void TensorPage::activate() {
  m_active = true;
  if (std::exchange(m_stale, false)) tensorChanged();
}

bool TensorPage::busy() const {
  JobCenter& jobs = workspace().jobs();
  return m_delay.isActive() || m_first->busy() || m_second->busy() || jobs.alive(m_slice_job) ||
         jobs.alive(m_statistics_job) || jobs.alive(m_comparison_job);
}

void TensorPage::changeEvent(QEvent* event) {
  Page::changeEvent(event);
  if (event->type() == QEvent::FontChange && m_active) fillFigures();
}

QString TensorPage::sliceText() const {
  if (!m_plan || m_plan->count() == 0) return tr("no values");
  const SlicePlan::Slice slice = m_plan->slice(m_slider->value());
  const QString cols = widgets::count_text(m_plan->cols());
  if (m_plan->by_rows() && !slice.whole) {
    return tr("rows %1 to %2 of %3, %4 columns")
        .arg(widgets::count_text(slice.first_row), widgets::count_text(slice.first_row + slice.rows - 1),
             widgets::count_text(m_plan->rows()), cols);
  }
  if (m_plan->count() == 1 || m_plan->by_rows()) {
    return tr("all %1 rows, %2 columns").arg(widgets::count_text(m_plan->rows()), cols);
  }
  return tr("%1 of %2, %3 × %4")
      .arg(m_slider->value())
      .arg(m_plan->count())
      .arg(widgets::count_text(m_plan->rows()), cols);
}

void TensorPage::tensorChanged() {
  m_second->setVisible(m_compare->isChecked());
  m_which->setVisible(m_compare->isChecked());
  if (!m_active) {
    m_stale = true;
    return;
  }
  JobCenter& jobs = workspace().jobs();
  for (JobTicket* ticket : {&m_slice_job, &m_statistics_job, &m_comparison_job}) jobs.drop(*ticket);
  const ChosenTensor& tensor = shown() == kSecond ? m_second->chosen() : m_first->chosen();
  m_statistics.reset();
  m_comparison.reset();
  m_plan.reset();
  const TensorInfo* info = tensor.info();
  if (info != nullptr) m_plan.emplace(info->shape);
  {
    const QSignalBlocker quiet1(m_slider), quiet2(m_number);
    const int last = m_plan ? std::max(m_plan->count() - 1, 0) : 0;
    m_slider->setRange(0, last);
    m_number->setRange(0, last);
    m_number->setValue(m_slider->value());
  }
  const bool several = m_plan && m_plan->count() > 1;
  m_slider->setEnabled(several);
  m_number->setEnabled(several);
  m_slice_text->setText(sliceText());
  fillFigures();
  if (!m_plan || m_plan->count() == 0) {
    m_matrix->clear();
    m_surface->clear();
    m_histogram->setHistogram({});
    return;
  }
  loadSlice();
  loadStatistics();
  loadComparison();
}

void TensorPage::loadSlice() {
  if (!m_plan || m_plan->count() == 0) return;
  JobCenter& jobs = workspace().jobs();
  jobs.drop(m_slice_job);
  const Shown which = shown();
  const ChosenTensor first = m_first->chosen();
  const ChosenTensor second = m_second->chosen();
  const int index = m_slider->value();
  const QString title = tr("Reading a slice");
  auto work = [first, second, which, index, plan = *m_plan](const RunControl& control) {
    const auto reader = [](const ChosenTensor& tensor) {
      return RowReader(tensor.model->tensors, *tensor.info());
    };
    if (which != kDifference)
      return read_slice(reader(which == kSecond ? second : first), plan, index, control);
    if (first.info()->shape != second.info()->shape) {
      throw Error(ErrorCode::mismatch, "the two tensors have different shapes");
    }
    return read_difference(reader(first), reader(second), plan, index, control);
  };
  auto done = [this, which, index,
               name = (which == kSecond ? second : first).name](widgets::MatrixCells cells) {
    const QString label = which == kDifference ? tr("difference") : name.isEmpty() ? tr("value") : name;
    m_surface->setCells(cells, label);
    m_matrix->setCells(std::move(cells), label);
    m_matrix->setIndexOffset(m_plan ? m_plan->slice(index).first_row : 0, 0);
  };
  // The hand goes before the figures: they queue again behind this slice.
  const bool statistics = jobs.alive(m_statistics_job), comparison = jobs.alive(m_comparison_job);
  jobs.drop(m_statistics_job);
  jobs.drop(m_comparison_job);
  m_slice_job = jobs.run<widgets::MatrixCells>(
      Lane::preview, title, this, work, done,
      [this, title](const JobEvent& event) {
        if (event.end != JobEnd::failed) return;
        m_matrix->clear();
        m_surface->clear();
        Q_EMIT workspace().problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
      },
      true);
  if (statistics) loadStatistics();
  if (comparison) loadComparison();
}

void TensorPage::loadStatistics() {
  JobCenter& jobs = workspace().jobs();
  const ChosenTensor tensor = shown() == kSecond ? m_second->chosen() : m_first->chosen();
  m_statistics_job = jobs.run<TensorStatistics>(
      Lane::preview, tr("Statistics of %1").arg(tensor.name), this,
      [tensor](const RunControl& control) {
        return tensor_statistics(RowReader(tensor.model->tensors, *tensor.info()), 64, control);
      },
      [this](TensorStatistics statistics) {
        m_histogram->setHistogram(statistics.histogram);
        m_histogram->setLabel(tr("value"), {});
        m_statistics = std::move(statistics);
        fillFigures();
      },
      {}, true);
}

void TensorPage::loadComparison() {
  if (!m_compare->isChecked() || m_second->chosen().info() == nullptr) return;
  const ChosenTensor first = m_first->chosen();
  const ChosenTensor second = m_second->chosen();
  if (first.info() == nullptr || first.info()->shape != second.info()->shape) return;
  m_comparison_job = workspace().jobs().run<TensorComparison>(
      Lane::preview, tr("Comparing two tensors"), this,
      [first, second](const RunControl& control) {
        return compare_tensors(RowReader(first.model->tensors, *first.info()),
                               RowReader(second.model->tensors, *second.info()), control);
      },
      [this](TensorComparison comparison) {
        m_comparison = comparison;
        fillFigures();
      },
      {}, true);
}

void TensorPage::fillFigures() {
  m_figures->setRowCount(0);
  const auto add = [this](const QString& name, const QString& text, const QString& full) {
    const int row = m_figures->rowCount();
    m_figures->insertRow(row);
    m_figures->setItem(row, 0, new QTableWidgetItem(name));
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    item->setToolTip(full);
    item->setFont(widgets::tabular(m_figures->font()));
    m_figures->setItem(row, 1, item);
  };
  const auto number = [&](const QString& name, double value) {
    add(name, widgets::number_text(value), widgets::full_number_text(value));
  };
  const auto count = [&](const QString& name, std::int64_t value) {
    add(name, widgets::count_text(value), QString::number(value));
  };
  if (m_comparison) {
    number(tr("Largest difference"), m_comparison->max_abs);
    number(tr("Mean difference"), m_comparison->mean_abs);
    number(tr("Cosine"), m_comparison->cosine);
    count(tr("Values that differ"), m_comparison->different);
    count(tr("Row of the largest"), m_comparison->worst_row);
  }
  if (m_statistics) {
    count(tr("Values"), m_statistics->count);
    number(tr("Least"), m_statistics->min);
    number(tr("Greatest"), m_statistics->max);
    number(tr("Mean"), m_statistics->mean);
    number(tr("Standard deviation"), m_statistics->std);
    number(tr("Norm"), m_statistics->norm);
    count(tr("Not a number"), m_statistics->nan_count);
    count(tr("Infinite"), m_statistics->inf_count);
  }
}

QJsonObject TensorPage::saveState() const {
  QJsonObject state{{kSource, m_first->chosen().source},   {kTensor, m_first->chosen().name},
                    {kSource2, m_second->chosen().source}, {kTensor2, m_second->chosen().name},
                    {kCompare, m_compare->isChecked()},    {kView, m_views->currentIndex()}};
  return state;
}

void TensorPage::restoreState(const QJsonObject& state) {
  m_first->choose(state[kSource].toString(), state[kTensor].toString());
  m_second->choose(state[kSource2].toString(), state[kTensor2].toString());
  m_compare->setChecked(state[kCompare].toBool());
  m_views->setCurrentIndex(state[kView].toInt());
}

}  // namespace prism::app
