// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/found_models.h"

#include "core/base/text_format.h"
#include "core/model/model.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace prism::app {
namespace {

enum Column { Name, Size, Place };
constexpr int kPathRole = Qt::UserRole;

/// Sizes sort as numbers.
class ModelItem final : public QTreeWidgetItem {
 public:
  using QTreeWidgetItem::QTreeWidgetItem;
  bool operator<(const QTreeWidgetItem& other) const override {
    if (treeWidget() != nullptr && treeWidget()->sortColumn() == Size) {
      return data(Size, kPathRole).toULongLong() < other.data(Size, kPathRole).toULongLong();
    }
    return QTreeWidgetItem::operator<(other);
  }
};

}  // namespace

FoundModels::FoundModels(ModelPair& pair, JobCenter& jobs, QWidget* parent)
    : QWidget(parent), m_pair(pair), m_jobs(jobs) {
  m_list = new QTreeWidget;
  m_list->setAccessibleName(tr("Models found on this machine"));
  m_list->setHeaderLabels({tr("Model"), tr("Size"), tr("Where, or why it cannot be opened")});
  m_list->setRootIsDecorated(false);
  m_list->setSortingEnabled(true);
  m_list->sortByColumn(Name, Qt::AscendingOrder);
  m_list->header()->setSectionResizeMode(Name, QHeaderView::ResizeToContents);
  m_list->setUniformRowHeights(true);
  m_note = new QLabel;
  m_note->setObjectName(QStringLiteral("muted"));
  m_note->setWordWrap(true);

  m_as_upper = new QPushButton(tr("Open as upper"));
  m_as_lower = new QPushButton(tr("Open as lower"));
  auto* add = new QPushButton(tr("Add folder…"));
  auto* again = new QPushButton(tr("Scan again"));
  connect(m_as_upper, &QPushButton::clicked, this, [this] { openSelected(Side::upper); });
  connect(m_as_lower, &QPushButton::clicked, this, [this] { openSelected(Side::lower); });
  connect(add, &QPushButton::clicked, this, &FoundModels::addFolder);
  connect(again, &QPushButton::clicked, this, &FoundModels::scan);
  connect(m_list, &QTreeWidget::itemSelectionChanged, this, &FoundModels::updateButtons);
  connect(m_list, &QTreeWidget::itemActivated, this, [this] {
    openSelected(m_pair.state(Side::upper) == ModelPair::State::empty ? Side::upper : Side::lower);
  });

  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_as_upper);
  buttons->addWidget(m_as_lower);
  buttons->addStretch(1);
  buttons->addWidget(add);
  buttons->addWidget(again);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_list, 1);
  layout->addWidget(m_note);
  layout->addLayout(buttons);
  updateButtons();
}

void FoundModels::setFolders(const QStringList& folders) {
  m_folders = folders;
  m_scanned = false;
}

void FoundModels::scanOnce() {
  if (!m_scanned) scan();
}

bool FoundModels::busy() const {
  return m_jobs.alive(m_job);
}

void FoundModels::scan() {
  m_scanned = true;
  m_jobs.drop(m_job);
  m_note->setText(tr("Looking for models…"));
  std::vector<std::filesystem::path> folders;
  for (const QString& folder : m_folders) folders.emplace_back(folder.toStdString());
  m_job = m_jobs.run<std::vector<FoundModel>>(
      Lane::io, tr("Look for models"), this,
      [folders](const RunControl& control) { return find_models(folders, control); },
      [this](const std::vector<FoundModel>& models) { fill(models); },
      [this](const JobEvent& event) { m_note->setText(sentence_of(tr("Look for models"), event)); }, true);
}

void FoundModels::fill(const std::vector<FoundModel>& models) {
  m_list->clear();
  for (const FoundModel& model : models) {
    const QString path = QString::fromStdString(model.path.string());
    const QString problem = QString::fromStdString(model.problem);
    auto* item = new ModelItem(m_list);
    item->setText(Name, QString::fromStdString(model.name));
    item->setData(Name, kPathRole, path);
    item->setText(Size, QString::fromStdString(format_bytes(model.bytes)));
    item->setData(Size, kPathRole, static_cast<qulonglong>(model.bytes));
    item->setTextAlignment(Size, Qt::AlignRight | Qt::AlignVCenter);
    item->setText(Place, problem.isEmpty() ? path : tr("⚠ %1").arg(problem));
    item->setToolTip(Name, path);
    item->setToolTip(Place, problem.isEmpty() ? path : problem);
    if (!problem.isEmpty()) item->setDisabled(true);
  }
  m_note->setText(models.empty()
                      ? tr("No model was found in the Hugging Face cache. Add a folder that holds models.")
                      : tr("%n model(s) in the Hugging Face cache and your folders", nullptr,
                           static_cast<int>(models.size())));
  updateButtons();
}

void FoundModels::addFolder() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Add a folder that holds models"));
  if (folder.isEmpty() || m_folders.contains(folder)) return;
  m_folders << folder;
  scan();
}

void FoundModels::openSelected(Side side) {
  const auto selected = m_list->selectedItems();
  if (!selected.isEmpty()) m_pair.open(side, selected.first()->data(Name, kPathRole).toString());
}

void FoundModels::updateButtons() {
  const bool any = !m_list->selectedItems().isEmpty();
  m_as_upper->setEnabled(any);
  m_as_lower->setEnabled(any);
}

}  // namespace prism::app
