// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs_model.h"

#include "app/core_texts.h"
#include "core/base/text_format.h"

#include <algorithm>

#include <QLocale>

namespace prism::app {

namespace {

constexpr int kRefreshMs = 100;
constexpr double kQuietSeconds = 1;
constexpr std::size_t kKeptFinished = 100;

double fraction_of(const Progress& progress) {
  return progress.total > 0 ? std::clamp(progress.done / progress.total, 0.0, 1.0) : -1;
}

}  // namespace

JobsModel::JobsModel(JobCenter& jobs, QObject* parent) : QAbstractTableModel(parent), m_jobs(jobs) {
  m_timer.setInterval(kRefreshMs);
  connect(&m_timer, &QTimer::timeout, this, &JobsModel::refresh);
  connect(&jobs, &JobCenter::submitted, this, [this](JobTicket ticket, const QString& title, bool quiet) {
    if (!quiet) insert(ticket, title, false);
    m_timer.start();
  });
  connect(&jobs, &JobCenter::ended, this,
          [this](JobTicket ticket, const QString&, const JobEvent& event, bool quiet) {
            finish(ticket, event, quiet);
          });
}

int JobsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int JobsModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumns;
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case kTitle:
      return tr("Job");
    case kProgress:
      return tr("Progress");
    case kRemaining:
      return tr("Time");
    case kState:
      return tr("State");
    default:
      return {};
  }
}

QString JobsModel::remainingOf(const Row& row) const {
  if (!row.active) return QString::fromStdString(format_seconds(row.event.seconds));
  if (!row.running) return {};
  const double fraction = fraction_of(row.progress);
  const double in_stage = row.seconds - row.stage_began;
  if (fraction <= 0.02 || in_stage < 0.5) return QString::fromStdString(format_seconds(row.seconds));
  return tr("%1 left").arg(QString::fromStdString(format_seconds(in_stage * (1 - fraction) / fraction)));
}

QString JobsModel::stateOf(const Row& row) const {
  if (row.active) {
    if (row.stopping) return tr("stopping");
    if (!row.running) return tr("waiting");
    return row.progress.stage.empty() ? tr("running") : stage_text(row.progress.stage);
  }
  switch (row.event.end) {
    case JobEnd::done:
      return tr("done");
    case JobEnd::stopped:
      return tr("stopped");
    case JobEnd::failed:
      return tr("failed: %1").arg(QString::fromStdString(row.event.message));
  }
  return {};
}

QVariant JobsModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
  const double fraction = !row.active ? (row.event.end == JobEnd::done ? 1 : 0) : fraction_of(row.progress);
  switch (role) {
    case kFractionRole:
      return fraction;
    case kRunningRole:
      return row.active;
    case Qt::ToolTipRole:
      if (index.column() == kState) return stateOf(row);
      if (index.column() == kProgress && row.progress.total > 0) {
        return tr("%1 of %2 %3")
            .arg(QLocale().toString(row.progress.done, 'f', 0),
                 QLocale().toString(row.progress.total, 'f', 0), stage_text(row.progress.unit));
      }
      return row.title;
    case Qt::DisplayRole:
      break;
    default:
      return {};
  }
  switch (index.column()) {
    case kTitle:
      return row.title;
    case kProgress:
      return fraction < 0 ? QString() : tr("%1 %").arg(fraction * 100, 0, 'f', 0);
    case kRemaining:
      return remainingOf(row);
    case kState:
      return stateOf(row);
    default:
      return {};
  }
}

JobTicket JobsModel::ticket(int row) const {
  if (row < 0 || row >= rowCount()) return {};
  const Row& found = m_rows[static_cast<std::size_t>(row)];
  return found.active ? found.ticket : JobTicket{};
}

void JobsModel::insert(JobTicket ticket, const QString& title, bool quiet) {
  Row row;
  row.ticket = ticket;
  row.title = title;
  row.quiet = quiet;
  beginInsertRows({}, 0, 0);
  m_rows.insert(m_rows.begin(), std::move(row));
  endInsertRows();
}

void JobsModel::refresh() {
  if (m_jobs.idle()) m_timer.stop();
  for (const JobCenter::View& view : m_jobs.views()) {
    const auto known = [&](const Row& row) { return row.ticket == view.ticket; };
    // Previews come and go many times a second: only one that takes long is worth a line.
    if (view.lane_view.seconds > kQuietSeconds && std::none_of(m_rows.begin(), m_rows.end(), known)) {
      insert(view.ticket, view.title, true);
    }
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), known);
    if (found == m_rows.end()) continue;
    found->running = view.lane_view.running;
    found->stopping = view.lane_view.stopping;
    found->seconds = view.lane_view.seconds;
    if (found->progress.stage != view.lane_view.progress.stage) found->stage_began = found->seconds;
    found->progress = view.lane_view.progress;
    const int row = static_cast<int>(found - m_rows.begin());
    Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
  }
}

void JobsModel::finish(JobTicket ticket, const JobEvent& event, bool quiet) {
  const auto found =
      std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.ticket == ticket; });
  if (found == m_rows.end()) return;
  const int row = static_cast<int>(found - m_rows.begin());
  if (quiet) {
    beginRemoveRows({}, row, row);
    m_rows.erase(found);
    endRemoveRows();
    return;
  }
  found->active = false;
  found->running = false;
  found->event = event;
  Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
  std::size_t finished = 0;
  for (std::size_t i = 0; i < m_rows.size(); ++i) {
    if (m_rows[i].active || ++finished <= kKeptFinished) continue;
    beginRemoveRows({}, static_cast<int>(i), static_cast<int>(i));
    m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(i));
    endRemoveRows();
    break;
  }
}

void JobsModel::clearFinished() {
  for (int row = rowCount() - 1; row >= 0; --row) {
    if (m_rows[static_cast<std::size_t>(row)].active) continue;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
  }
}

QString JobsModel::summary() const {
  for (const Row& row : m_rows) {
    if (!row.active || !row.running || row.quiet) continue;
    QStringList parts{row.title};
    if (const double fraction = fraction_of(row.progress); fraction >= 0) {
      parts << tr("%1 %").arg(fraction * 100, 0, 'f', 0);
    }
    parts << remainingOf(row);
    return parts.join(QStringLiteral(", "));
  }
  return {};
}

}  // namespace prism::app
