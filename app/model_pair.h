// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/job_center.h"
#include "core/model/model.h"
#include "core/text/vocabulary.h"
#include "core/text/vocabulary_map.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include <QObject>
#include <QString>

class QUndoStack;

namespace prism::app {

enum class Side { upper, lower };

/// The two opened models, their vocabularies and how these meet, with the user's edits. Models and maps are
/// immutable and shared: hold the pointer while you use it. GUI thread only; opening happens on the io lane.
class ModelPair final : public QObject {
  Q_OBJECT

 public:
  enum class State { empty, opening, ready, failed };
  /// What the user decided for one upper token instead of the automatic pairing.
  struct Edit {
    std::vector<std::int32_t> lower;  ///< its partners; ignored when excluded
    bool excluded = false;
    bool operator==(const Edit&) const = default;
  };
  using Edits = std::map<std::int32_t, Edit>;  ///< by upper id

  ModelPair(JobCenter& jobs, QUndoStack& undo, QString work_folder, QObject* parent = nullptr);
  ~ModelPair() override;

  /// A model directory, a model file, or a vocabulary alone. Replaces what was open on that side.
  void open(Side side, const QString& path);
  void open(const QString& upper, const QString& lower);
  /// Asked before edits of token pairs would be dropped; calls `proceed` or lets it be.
  using Guard = std::function<void(std::function<void()> proceed)>;
  void setGuard(Guard guard) { m_guard = std::move(guard); }
  void close(Side side);

  [[nodiscard]] State state(Side side) const;
  [[nodiscard]] QString path(Side side) const;
  [[nodiscard]] QString problem(Side side) const;                               ///< one sentence when failed
  [[nodiscard]] std::shared_ptr<const Model> model(Side side) const;            ///< null unless ready
  [[nodiscard]] std::shared_ptr<const Vocabulary> vocabulary(Side side) const;  ///< null when it has none
  [[nodiscard]] bool ready() const;                                             ///< both models are open
  /// Width of the map on that side: columns of the upper's head, of the lower's embedding; 0 if unknown.
  [[nodiscard]] std::int64_t width(Side side) const;

  /// Null until both vocabularies are known. Edits are applied.
  [[nodiscard]] std::shared_ptr<const VocabularyMap> map() const { return m_map; }
  [[nodiscard]] bool mapping() const;
  [[nodiscard]] QStringList normalise() const { return m_normalise; }
  void setNormalise(const QStringList& rules);

  [[nodiscard]] const Edits& edits() const noexcept { return m_edits; }
  /// Each is one undoable step on the shared undo stack; the map follows in the background.
  void overridePair(std::int32_t upper, const std::vector<std::int32_t>& lower);
  void setExcluded(const std::vector<std::int32_t>& upper, bool excluded);
  void clearEdits(const std::vector<std::int32_t>& upper);
  /// Not undoable: what a project held.
  void setEdits(const Edits& edits);
  /// TSV of the edits as DataSpec::overrides wants it; empty when there are none.
  [[nodiscard]] QString editsFile() const;
  /// Writes the whole table as TSV in the background.
  void exportMap(const QString& target);

  [[nodiscard]] bool busy() const;

 Q_SIGNALS:
  void modelChanged(prism::app::Side side);
  void mapChanged();
  void editsChanged();
  void problemRaised(const QString& sentence, const QString& details);

 private:
  struct Opened;
  struct Slot {
    State state = State::empty;
    QString path;
    QString problem;
    std::shared_ptr<const Model> model;
    std::shared_ptr<const Vocabulary> vocabulary;
    std::int64_t width = 0;
    JobTicket job;
  };
  [[nodiscard]] bool losesEdits(Side side, const QString& path) const;
  void openNow(Side side, const QString& path);
  void pushEdits(const QString& text, Edits edits);
  void remap();
  [[nodiscard]] Slot& slot(Side side) { return m_slots[static_cast<std::size_t>(side)]; }
  [[nodiscard]] const Slot& slot(Side side) const { return m_slots[static_cast<std::size_t>(side)]; }

  JobCenter& m_jobs;
  QUndoStack& m_undo;
  QString m_work_folder;
  std::array<Slot, 2> m_slots;
  std::shared_ptr<const VocabularyMap> m_map;
  QStringList m_normalise;
  Edits m_edits;
  JobTicket m_map_job;
  Guard m_guard;
};

}  // namespace prism::app
