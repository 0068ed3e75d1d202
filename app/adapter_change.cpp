// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AdapterSession that lets others make a new version of the adapter from its data.
#include "app/adapter_session.h"
#include "app/session_engine.h"

#include <QUndoCommand>
#include <QUndoStack>

namespace prism::app {

namespace {

void fill(AdapterData& data, const Adapter& adapter, const std::filesystem::path& path, const DataSpec& spec,
          const RunControl& control) {
  if (!data.source || !data.statistics) data = data_for(adapter, path, spec, control);
}

}  // namespace

/// Exchanges one version with its whole history for another; like EditCommand it is pushed when the work has
/// been done.
class AdapterSession::ChangeCommand final : public QUndoCommand {
 public:
  ChangeCommand(const QString& text, AdapterSession& session, std::shared_ptr<Engine> before,
                std::shared_ptr<Engine> after)
      : QUndoCommand(text), m_session(session), m_before(std::move(before)), m_after(std::move(after)) {}

  void undo() override { use(m_before, tr("Undoing: %1").arg(text())); }
  void redo() override {
    if (!std::exchange(m_first, false)) use(m_after, tr("Redoing: %1").arg(text()));
  }

 private:
  void use(const std::shared_ptr<Engine>& engine, const QString& title) {
    m_session.m_engine = engine;
    m_session.edit(
        title, [](Engine&, const RunControl&) {}, {}, false);
  }

  AdapterSession& m_session;
  std::shared_ptr<Engine> m_before, m_after;
  bool m_first = true;
};

AdapterSession::DataSource AdapterSession::dataSource() const {
  return [engine = m_engine, adapter = m_adapter, data = m_data,
          path = std::filesystem::path(m_path.toStdString())](const RunControl& control) {
    AdapterData result;
    if (engine) result = engine->data;
    if (adapter) fill(result, *adapter, path, data, control);
    return result;
  };
}

void AdapterSession::change(const QString& title, Change work, std::function<void(const JobEvent&)> ended) {
  if (busy() || !m_adapter) return;
  m_jobs.drop(m_gain_job);
  m_jobs.drop(m_samples_job);
  struct Changed {
    Snapshot snapshot;
    std::shared_ptr<Engine> before;
  };
  auto run = [engine = m_engine, adapter = m_adapter, data = m_data, work = std::move(work),
              path = std::filesystem::path(m_path.toStdString())](const RunControl& control) {
    Changed out;
    out.before = engine ? engine : std::make_shared<Engine>();
    fill(out.before->data, *adapter, path, data, control);
    if (!out.before->analysis)
      out.before->analysis.emplace(*adapter, out.before->data.statistics, out.before->data.source);
    Snapshot& after = out.snapshot;
    after.engine = std::make_shared<Engine>();
    after.engine->data = out.before->data;
    after.engine->analysis.emplace(work(*adapter, out.before->data, control), out.before->data.statistics,
                                   out.before->data.source);
    after.adapter = std::make_shared<const Adapter>(after.engine->analysis->adapter());
    // The new version is whole; a stop from here on only leaves its figures to be worked out later.
    try {
      after.map = after.engine->analysis->figures(control);
      AdapterFigures figures;
      const AdapterData& used = after.engine->data;
      figures.test = evaluate(*after.adapter, *used.source, used.statistics, Part::test, control);
      after.figures = std::move(figures);
      after.analysed = true;
    } catch (const Stopped&) {
      after.map = engine::map_from_records(*after.adapter);
    }
    return out;
  };
  auto done = [this, title, ended](Changed out) {
    m_job = {};
    m_dirty = true;
    m_kept_broken = false;
    m_undo.push(new ChangeCommand(title, *this, std::move(out.before), out.snapshot.engine));
    AdapterFigures figures = m_figures;
    figures.test = out.snapshot.figures ? out.snapshot.figures->test : std::nullopt;
    figures.validation.reset();
    figures.train.reset();
    out.snapshot.figures = std::move(figures);
    const bool analysed = out.snapshot.analysed;
    m_state = analysed ? State::ready : State::unanalysed;
    apply(std::move(out.snapshot));
    setState(m_state);
    JobEvent event;
    event.end = JobEnd::done;
    if (ended) ended(event);
    if (!analysed) analyse(tr("Analysing workers"));
  };
  auto failed = [this, title, ended, before = m_state](const JobEvent& event) {
    m_job = {};
    setState(before);
    fail(title, event);
    if (ended) ended(event);
  };
  m_job = m_jobs.run<Changed>(Lane::compute, title, this, run, done, failed);
  setState(m_state);
}

}  // namespace prism::app
