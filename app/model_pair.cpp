// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/model_pair.h"

#include "core/base/atomic_file.h"
#include "core/base/sha256.h"

#include <filesystem>
#include <optional>

#include <QFileInfo>
#include <QUndoCommand>
#include <QUndoStack>

namespace prism::app {

namespace fs = std::filesystem;

struct ModelPair::Opened {
  std::shared_ptr<const Model> model;
  std::shared_ptr<const Vocabulary> vocabulary;
  std::int64_t width = 0;
  std::string vocabulary_problem;
};

namespace {

// One step over whole edit sets: edits are few, so that keeping both sides is cheaper than being clever.
class EditsCommand final : public QUndoCommand {
 public:
  using Apply = std::function<void(const ModelPair::Edits&)>;
  EditsCommand(const QString& text, ModelPair::Edits before, ModelPair::Edits after, Apply apply)
      : QUndoCommand(text),
        m_before(std::move(before)),
        m_after(std::move(after)),
        m_apply(std::move(apply)) {}
  void undo() override { m_apply(m_before); }
  void redo() override { m_apply(m_after); }

 private:
  ModelPair::Edits m_before;
  ModelPair::Edits m_after;
  Apply m_apply;
};

std::string edits_tsv(const ModelPair::Edits& edits) {
  std::string text;
  for (const auto& [upper, edit] : edits) {
    text += std::to_string(upper) + '\t';
    if (edit.excluded || edit.lower.empty()) {
      text += '-';
    } else {
      for (std::size_t i = 0; i < edit.lower.size(); ++i) {
        if (i > 0) text += ',';
        text += std::to_string(edit.lower[i]);
      }
    }
    text += '\n';
  }
  return text;
}

}  // namespace

ModelPair::ModelPair(JobCenter& jobs, QUndoStack& undo, QString work_folder, QObject* parent)
    : QObject(parent), m_jobs(jobs), m_undo(undo), m_work_folder(std::move(work_folder)) {
  for (const std::string& rule : MapOptions().normalise) m_normalise << QString::fromStdString(rule);
}

ModelPair::~ModelPair() = default;

// Edits speak of token ids of the pair before. A side that failed to open gives its edits to what is opened
// in its place: that is how a project is mended.
bool ModelPair::losesEdits(Side side, const QString& path) const {
  const Slot& here = slot(side);
  return here.state == State::ready && here.path != QFileInfo(path).absoluteFilePath();
}

void ModelPair::open(Side side, const QString& path) {
  if (m_guard && !m_edits.empty() && losesEdits(side, path)) {
    m_guard([this, side, path] { openNow(side, path); });
  } else {
    openNow(side, path);
  }
}

void ModelPair::open(const QString& upper, const QString& lower) {
  const auto both = [this, upper, lower] {
    openNow(Side::upper, upper);
    openNow(Side::lower, lower);
  };
  if (m_guard && !m_edits.empty() && (losesEdits(Side::upper, upper) || losesEdits(Side::lower, lower))) {
    m_guard(both);
  } else {
    both();
  }
}

void ModelPair::openNow(Side side, const QString& path) {
  Slot& target = slot(side);
  m_jobs.drop(target.job);
  const QString absolute = QFileInfo(path).absoluteFilePath();
  const bool other_pair = losesEdits(side, path);
  target = Slot{};
  target.state = State::opening;
  target.path = absolute;
  m_jobs.drop(m_map_job);
  m_map.reset();
  if (other_pair) {
    if (!m_edits.empty()) {
      Q_EMIT problemRaised(
          tr("Your %n change(s) of token pairs belonged to the pair before and were dropped.", nullptr,
             static_cast<int>(m_edits.size())),
          {});
    }
    m_edits.clear();
    m_undo.clear();
  }
  const fs::path file = target.path.toStdString();
  const QString title = tr("Opening %1").arg(QFileInfo(path).fileName());

  auto work = [file, side](const RunControl& control) {
    Opened opened;
    auto model = std::make_shared<Model>(open_model(file));
    control.check();
    try {
      opened.vocabulary =
          std::make_shared<Vocabulary>(load_vocabulary(model->tokenizer.empty() ? file : model->tokenizer));
    } catch (const Error& error) {
      // A model without a readable vocabulary can still be looked at, tiled and trained from matrices.
      if (!model->tokenizer.empty()) opened.vocabulary_problem = error.what();
    }
    try {
      opened.width = side == Side::upper ? model->head().cols() : model->input_embedding().cols();
    } catch (const Error&) {
      opened.width = 0;
    }
    opened.model = std::move(model);
    return opened;
  };
  auto done = [this, side, title](Opened opened) {
    Slot& here = slot(side);
    here.state = State::ready;
    here.model = std::move(opened.model);
    here.vocabulary = std::move(opened.vocabulary);
    here.width = opened.width;
    here.job = {};
    if (!opened.vocabulary_problem.empty()) {
      Q_EMIT problemRaised(tr("The vocabulary of %1 cannot be read, so its tokens have no partners. Choose a "
                              "model with a tokenizer file.")
                               .arg(QFileInfo(here.path).fileName()),
                           QString::fromStdString(opened.vocabulary_problem));
    }
    remap();
    Q_EMIT modelChanged(side);
  };
  auto failed = [this, side, title](const JobEvent& event) {
    Slot& here = slot(side);
    here.state = State::failed;
    here.problem = event.end == JobEnd::stopped ? tr("Opening was cancelled.") : sentence_of(title, event);
    here.job = {};
    Q_EMIT modelChanged(side);
    if (event.end == JobEnd::failed)
      Q_EMIT problemRaised(here.problem, QString::fromStdString(event.message));
  };
  target.job = m_jobs.run<Opened>(Lane::io, title, this, work, done, failed);
  Q_EMIT modelChanged(side);
  Q_EMIT mapChanged();
}

void ModelPair::close(Side side) {
  m_jobs.drop(slot(side).job);
  m_jobs.drop(m_map_job);
  slot(side) = Slot{};
  m_map.reset();
  m_edits.clear();
  m_undo.clear();
  Q_EMIT modelChanged(side);
  Q_EMIT mapChanged();
}

ModelPair::State ModelPair::state(Side side) const {
  return slot(side).state;
}
QString ModelPair::path(Side side) const {
  return slot(side).path;
}
QString ModelPair::problem(Side side) const {
  return slot(side).problem;
}
std::shared_ptr<const Model> ModelPair::model(Side side) const {
  return slot(side).model;
}
std::shared_ptr<const Vocabulary> ModelPair::vocabulary(Side side) const {
  return slot(side).vocabulary;
}
std::int64_t ModelPair::width(Side side) const {
  return slot(side).width;
}

bool ModelPair::ready() const {
  return slot(Side::upper).state == State::ready && slot(Side::lower).state == State::ready;
}

bool ModelPair::mapping() const {
  return m_jobs.alive(m_map_job);
}

bool ModelPair::busy() const {
  return mapping() || slot(Side::upper).state == State::opening || slot(Side::lower).state == State::opening;
}

void ModelPair::setNormalise(const QStringList& rules) {
  if (rules == m_normalise) return;
  m_normalise = rules;
  Q_EMIT editsChanged();
  remap();
}

void ModelPair::pushEdits(const QString& text, Edits edits) {
  if (edits == m_edits) return;
  m_undo.push(new EditsCommand(text, m_edits, std::move(edits), [this](const Edits& now) { setEdits(now); }));
}

void ModelPair::overridePair(std::int32_t upper, const std::vector<std::int32_t>& lower) {
  Edits edits = m_edits;
  edits[upper] = Edit{lower, false};
  pushEdits(tr("Pair token %1 by hand").arg(upper), std::move(edits));
}

void ModelPair::setExcluded(const std::vector<std::int32_t>& upper, bool excluded) {
  Edits edits = m_edits;
  for (const std::int32_t id : upper) {
    if (excluded) {
      edits[id].excluded = true;
    } else if (const auto found = edits.find(id); found != edits.end()) {
      found->second.excluded = false;
      if (found->second.lower.empty()) edits.erase(found);
    }
  }
  const int count = static_cast<int>(upper.size());
  pushEdits(excluded ? tr("Exclude %n token(s)", nullptr, count) : tr("Include %n token(s)", nullptr, count),
            std::move(edits));
}

void ModelPair::clearEdits(const std::vector<std::int32_t>& upper) {
  Edits edits = m_edits;
  for (const std::int32_t id : upper) edits.erase(id);
  pushEdits(tr("Pair %n token(s) automatically", nullptr, static_cast<int>(upper.size())), std::move(edits));
}

void ModelPair::setEdits(const Edits& edits) {
  if (edits == m_edits) return;
  m_edits = edits;
  Q_EMIT editsChanged();
  remap();
}

QString ModelPair::editsFile() const {
  if (m_edits.empty()) return {};
  // Named by content: what a run record names stays what it was when edits go on.
  return m_work_folder + QStringLiteral("/edits-%1.tsv")
                             .arg(QString::fromStdString(sha256_hex(edits_tsv(m_edits)).substr(0, 12)));
}

void ModelPair::remap() {
  m_jobs.drop(m_map_job);
  const auto upper = slot(Side::upper).vocabulary;
  const auto lower = slot(Side::lower).vocabulary;
  if (!upper || !lower) return;
  MapOptions options;
  options.normalise.clear();
  for (const QString& rule : m_normalise) options.normalise.push_back(rule.toStdString());
  options.overrides = editsFile().toStdString();
  const std::string tsv = edits_tsv(m_edits);
  auto work = [upper, lower, options, tsv](const RunControl& control) {
    if (!options.overrides.empty()) write_file(options.overrides, tsv);
    return std::shared_ptr<const VocabularyMap>(
        std::make_shared<VocabularyMap>(map_vocabularies(*upper, *lower, options, control)));
  };
  auto done = [this](std::shared_ptr<const VocabularyMap> map) {
    m_map_job = {};
    m_map = std::move(map);
    Q_EMIT mapChanged();
  };
  const QString title = tr("Aligning vocabularies");
  auto failed = [this, title](const JobEvent& event) {
    m_map_job = {};
    if (event.end == JobEnd::failed) {
      Q_EMIT problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
    }
    Q_EMIT mapChanged();
  };
  // Not the preview lane: a decomposition there cannot be interrupted and would hold the table up.
  m_map_job =
      m_jobs.run<std::shared_ptr<const VocabularyMap>>(Lane::io, title, this, work, done, failed, true);
}

void ModelPair::exportMap(const QString& target) {
  const auto upper = slot(Side::upper).vocabulary;
  const auto lower = slot(Side::lower).vocabulary;
  const auto map = m_map;
  if (!upper || !lower || !map) return;
  const QString title = tr("Writing %1").arg(QFileInfo(target).fileName());
  m_jobs.submit(
      Lane::io, title, this,
      [upper, lower, map, file = fs::path(target.toStdString())](const RunControl&) {
        write_map_tsv(*map, *upper, *lower, file);
      },
      [this, title](const JobEvent& event) {
        if (event.end == JobEnd::failed) {
          Q_EMIT problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        }
      });
}

}  // namespace prism::app
