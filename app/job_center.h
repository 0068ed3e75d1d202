// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/job/job.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <QObject>
#include <QPointer>
#include <QString>

namespace prism::app {

/// compute: heavy work, one job at a time; io: opening and writing files; preview: small pictures and tables
/// that follow the user's hand.
enum class Lane { compute, io, preview };

/// Names one job; an empty one names none.
struct JobTicket {
  Lane lane = Lane::io;
  JobId id = 0;
  explicit operator bool() const noexcept { return id != 0; }
  auto operator<=>(const JobTicket&) const = default;
};

/// The three lanes seen from the GUI thread: work goes to a lane, its result comes back here, queued.
/// Everything is called from the GUI thread; only `work` runs elsewhere and must not touch QObjects.
class JobCenter final : public QObject {
  Q_OBJECT

 public:
  using Work = std::function<void(const RunControl&)>;
  using Ended = std::function<void(const JobEvent&)>;

  explicit JobCenter(QObject* parent = nullptr);
  ~JobCenter() override;  ///< stops running jobs, joins; nothing is delivered any more

  /// `ended` is called once on the GUI thread unless `receiver` is gone by then. `quiet` jobs are not listed
  /// as finished in the Jobs dock and their failures raise no error bar by themselves.
  JobTicket submit(Lane lane, const QString& title, QObject* receiver, Work work, Ended ended,
                   bool quiet = false);

  /// As submit, with a result: `done(value)` when the work ended well, otherwise `failed(event)` when given.
  template <typename T>
  JobTicket run(Lane lane, const QString& title, QObject* receiver, std::function<T(const RunControl&)> work,
                std::function<void(T)> done, Ended failed = {}, bool quiet = false) {
    auto result = std::make_shared<std::optional<T>>();
    return submit(
        lane, title, receiver,
        [result, work = std::move(work)](const RunControl& control) { result->emplace(work(control)); },
        [result, done = std::move(done), failed = std::move(failed)](const JobEvent& event) {
          if (event.end == JobEnd::done && result->has_value()) {
            done(std::move(**result));
          } else if (failed) {
            failed(event);
          }
        },
        quiet);
  }

  /// Asks to stop; its final event still comes (stopped, or done when it had finished).
  void cancel(JobTicket ticket);
  /// Asks to stop and forgets its receiver: nothing of it is delivered. Empties the ticket.
  void drop(JobTicket& ticket);
  [[nodiscard]] bool alive(JobTicket ticket) const;  ///< its final event has not been delivered yet
  [[nodiscard]] bool idle() const;                   ///< nothing left to deliver on any lane
  [[nodiscard]] bool idle(Lane lane) const;

  struct View {
    JobTicket ticket;
    QString title;
    JobLane::View lane_view;
  };
  /// Running and waiting jobs of all lanes, for the Jobs dock.
  [[nodiscard]] std::vector<View> views() const;

 Q_SIGNALS:
  void submitted(prism::app::JobTicket ticket, const QString& title, bool quiet);
  /// After its receiver was served.
  void ended(prism::app::JobTicket ticket, const QString& title, const prism::JobEvent& event, bool quiet);
  void becameIdle();

 private:
  struct Pending {
    QString title;
    QPointer<QObject> receiver;
    Ended ended;
    bool quiet = false;
  };
  void deliver(Lane lane, const JobEvent& event);
  [[nodiscard]] JobLane& lane_of(Lane lane) const;

  std::map<JobTicket, Pending> m_pending;
  std::vector<std::unique_ptr<JobLane>> m_lanes;  ///< last member: joins before the rest goes
};

/// One sentence for people out of a failed job's event: what, where, what to do.
[[nodiscard]] QString sentence_of(const QString& title, const JobEvent& event);

}  // namespace prism::app

Q_DECLARE_METATYPE(prism::app::JobTicket)
