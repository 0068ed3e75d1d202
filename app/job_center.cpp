// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/job_center.h"

#include "core/solve/train.h"

#include <array>

#include <QCoreApplication>
#include <QMetaObject>

namespace prism::app {

namespace {

constexpr std::array kLanes{Lane::compute, Lane::io, Lane::preview};

const char* name_of(Lane lane) {
  return lane == Lane::compute ? "compute" : lane == Lane::io ? "io" : "preview";
}

// What a person can do about an error of this kind; the reason itself is in the engine's message.
QString advice_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
      return QCoreApplication::translate("Errors", "Change the settings and try again.");
    case ErrorCode::not_found:
      return QCoreApplication::translate("Errors", "Check that it is still there, or choose another.");
    case ErrorCode::format:
      return QCoreApplication::translate("Errors", "The file is damaged; get a fresh copy of it.");
    case ErrorCode::unsupported:
      return QCoreApplication::translate("Errors", "Convert the file to a supported form first.");
    case ErrorCode::mismatch:
      return QCoreApplication::translate("Errors", "Choose files that belong together.");
    case ErrorCode::io:
      return QCoreApplication::translate("Errors", "Check the drive and try again.");
    case ErrorCode::disk_full:
      return QCoreApplication::translate("Errors", "Free some space or choose another folder.");
    case ErrorCode::permission:
      return QCoreApplication::translate("Errors", "Choose a place you may read and write.");
    case ErrorCode::memory:
      return QCoreApplication::translate("Errors", "Close other programs or use fewer samples.");
    case ErrorCode::numeric:
      return QCoreApplication::translate("Errors", "Use a larger ridge or other data.");
    case ErrorCode::internal:
      return QCoreApplication::translate("Errors", "See the log for details.");
  }
  return {};
}

}  // namespace

QString sentence_of(const QString& title, const JobEvent& event) {
  QString reason = QString::fromStdString(event.message).simplified();
  while (reason.endsWith(QLatin1Char('.'))) reason.chop(1);
  return QCoreApplication::translate("Errors", "%1 failed: %2. %3", "job, reason, advice")
      .arg(title, reason, advice_of(event.code));
}

JobCenter::JobCenter(QObject* parent) : QObject(parent) {
  qRegisterMetaType<JobTicket>();
  for (const Lane lane : kLanes) {
    auto start = [lane] {
      if (lane == Lane::compute) set_compute_threads(0);
    };
    // Runs on the lane's thread; the lane is joined before this object goes, and events still queued for a
    // destroyed QObject are dropped by Qt.
    auto end = [this, lane](const JobEvent& event) {
      QMetaObject::invokeMethod(
          this, [this, lane, event] { deliver(lane, event); }, Qt::QueuedConnection);
    };
    m_lanes.push_back(std::make_unique<JobLane>(name_of(lane), std::move(start), std::move(end)));
  }
}

JobCenter::~JobCenter() = default;

JobLane& JobCenter::lane_of(Lane lane) const {
  return *m_lanes[static_cast<std::size_t>(lane)];
}

JobTicket JobCenter::submit(Lane lane, const QString& title, QObject* receiver, Work work, Ended ended,
                            bool quiet) {
  const JobTicket ticket{lane, lane_of(lane).submit(title.toStdString(), std::move(work))};
  m_pending.emplace(ticket, Pending{title, receiver, std::move(ended), quiet});
  Q_EMIT submitted(ticket, title, quiet);
  return ticket;
}

void JobCenter::cancel(JobTicket ticket) {
  if (ticket) lane_of(ticket.lane).cancel(ticket.id);
}

void JobCenter::drop(JobTicket& ticket) {
  if (const auto found = m_pending.find(ticket); found != m_pending.end()) {
    found->second.ended = nullptr;
    found->second.quiet = true;
    cancel(ticket);
  }
  ticket = {};
}

bool JobCenter::alive(JobTicket ticket) const {
  return ticket && m_pending.contains(ticket);
}

bool JobCenter::idle() const {
  return m_pending.empty();
}

bool JobCenter::idle(Lane lane) const {
  for (const auto& [ticket, pending] : m_pending) {
    if (ticket.lane == lane) return false;
  }
  return true;
}

std::vector<JobCenter::View> JobCenter::views() const {
  std::vector<View> views;
  for (const Lane lane : kLanes) {
    for (JobLane::View& view : lane_of(lane).jobs()) {
      const JobTicket ticket{lane, view.id};
      const auto found = m_pending.find(ticket);
      if (found == m_pending.end()) continue;
      views.push_back({ticket, found->second.title, std::move(view)});
    }
  }
  return views;
}

void JobCenter::deliver(Lane lane, const JobEvent& event) {
  const auto found = m_pending.find(JobTicket{lane, event.id});
  if (found == m_pending.end()) return;
  const JobTicket ticket = found->first;
  const Pending pending = std::move(found->second);
  m_pending.erase(found);
  if (pending.ended && !pending.receiver.isNull()) pending.ended(event);
  Q_EMIT ended(ticket, pending.title, event, pending.quiet);
  if (m_pending.empty()) Q_EMIT becameIdle();
}

}  // namespace prism::app
