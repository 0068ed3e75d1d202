// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Workspace that opens files and reads and writes projects.
#include "app/path_kind.h"
#include "app/workspace.h"

#include <filesystem>
#include <utility>

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUndoStack>

namespace prism::app {

namespace fs = std::filesystem;

namespace {

constexpr int kProjectVersion = 1;

QString relative_to(const QString& folder, const QString& path) {
  return path.isEmpty() ? QString() : QDir(folder).relativeFilePath(path);
}

QString absolute_from(const QString& folder, const QString& path) {
  return path.isEmpty() ? QString() : QDir::cleanPath(QDir(folder).absoluteFilePath(path));
}

QJsonObject qjson_of(const Json& json) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(dump_json(json))).object();
}

Json json_of(const QJsonObject& object) {
  return parse_json(QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString(), {});
}

}  // namespace

void Workspace::openAdapter(const QString& path, bool recovered) {
  const auto open = [this, path, recovered] {
    whenFree([this, path, recovered] { m_session->open(path, {}, recovered); });
  };
  const bool running = m_session->changing();
  if (!m_guard || recovered || (!running && !m_session->dirty())) {
    open();
  } else if (running) {
    // What the stopped work leaves is asked about when it has come to rest.
    m_guard(Loss::running, QFileInfo(path).fileName(),
            [this, path] { whenFree([this, path] { openAdapter(path); }); });
  } else {
    m_guard(Loss::adapter, QFileInfo(path).fileName(), open);
  }
}

void Workspace::openPaths(const QStringList& paths) {
  if (paths.isEmpty()) return;
  using Kinds = std::vector<std::pair<QString, PathKind>>;
  const QString title = paths.size() == 1 ? tr("Looking at %1").arg(QFileInfo(paths.front()).fileName())
                                          : tr("Looking at files");
  m_jobs->run<Kinds>(
      Lane::io, title, this,
      [paths](const RunControl& control) {
        Kinds kinds;
        for (const QString& path : paths) {
          control.check();
          kinds.emplace_back(path, kind_of(fs::path(path.toStdString())));
        }
        return kinds;
      },
      [this](Kinds kinds) {
        QStringList models, matrices;
        for (const auto& [path, kind] : kinds) {
          switch (kind) {
            case PathKind::project:
              Q_EMIT projectRequested(path);
              return;
            case PathKind::adapter:
              openAdapter(path);
              break;
            case PathKind::model:
            case PathKind::vocabulary:
              models << path;
              break;
            case PathKind::matrix:
              matrices << path;
              break;
            case PathKind::pairs: {
              DataSpec data;
              data.pairs = path.toStdString();
              setData(data);
              break;
            }
          }
        }
        if (matrices.size() >= 2) {
          DataSpec data;
          data.x = matrices[0].toStdString();
          data.z = matrices[1].toStdString();
          setData(data);
        } else if (matrices.size() == 1) {
          Q_EMIT fileOpened(matrices[0], QStringLiteral("tensor"));
        }
        if (models.size() >= 2) {
          m_pair->open(models[0], models[1]);
        } else if (models.size() == 1) {
          const bool lower_is_next = m_pair->state(Side::upper) != ModelPair::State::empty &&
                                     m_pair->state(Side::lower) == ModelPair::State::empty;
          m_pair->open(lower_is_next ? Side::lower : Side::upper, models[0]);
        }
      },
      [this, title](const JobEvent& event) {
        if (event.end == JobEnd::failed) {
          Q_EMIT problemRaised(sentence_of(title, event), QString::fromStdString(event.message));
        }
      },
      true);
}

QJsonObject Workspace::toJson(const QString& folder) const {
  QJsonObject json;
  json[QStringLiteral("prism_project")] = kProjectVersion;
  json[QStringLiteral("upper")] = relative_to(folder, m_pair->path(Side::upper));
  json[QStringLiteral("lower")] = relative_to(folder, m_pair->path(Side::lower));
  json[QStringLiteral("adapter")] = relative_to(folder, m_session->path());
  json[QStringLiteral("options")] = qjson_of(m_options.to_json());
  const auto text_of = [&](const fs::path& path) {
    return relative_to(folder, QString::fromStdString(path.string()));
  };
  if (!m_data.empty()) {
    QJsonObject data{{QStringLiteral("x"), text_of(m_data.x)},
                     {QStringLiteral("z"), text_of(m_data.z)},
                     {QStringLiteral("pairs"), text_of(m_data.pairs)}};
    if (!m_data.text.empty()) {
      data = {{QStringLiteral("text"), text_of(m_data.text)},
              {QStringLiteral("upper"), text_of(m_data.upper)},
              {QStringLiteral("lower"), text_of(m_data.lower)},
              {QStringLiteral("exit_layer"), m_data.exit_layer},
              {QStringLiteral("entry_layer"), m_data.entry_layer},
              {QStringLiteral("target"), QString::fromStdString(m_data.target)},
              {QStringLiteral("max_samples"), static_cast<qint64>(m_data.max_samples)}};
    }
    json[QStringLiteral("data")] = data;
  }
  QJsonArray edits;
  for (const auto& [upper, edit] : m_pair->edits()) {
    QJsonArray lower;
    for (const std::int32_t id : edit.lower) lower.append(id);
    edits.append(QJsonObject{{QStringLiteral("upper"), upper},
                             {QStringLiteral("lower"), lower},
                             {QStringLiteral("excluded"), edit.excluded}});
  }
  json[QStringLiteral("edits")] = edits;
  json[QStringLiteral("normalise")] = QJsonArray::fromStringList(m_pair->normalise());
  QJsonArray selection;
  for (const int id : m_selection) selection.append(id);
  json[QStringLiteral("selection")] = selection;
  return json;
}

void Workspace::fromJson(const QJsonObject& json, const QString& folder) {
  const auto path_of = [&](const QJsonObject& object, const char* key) {
    return absolute_from(folder, object[QLatin1String(key)].toString());
  };
  const auto present = [this](const QString& path) {
    if (path.isEmpty()) return false;
    if (QFileInfo::exists(path)) return true;
    const QString sentence =
        tr("%1 is missing: it was part of this project. Put it back, or open another in its place.")
            .arg(path);
    Q_EMIT problemRaised(sentence, sentence);
    return false;
  };

  m_session->close();
  m_pair->close(Side::upper);
  m_pair->close(Side::lower);
  m_undo->clear();
  setSelection({});
  try {
    const QJsonValue options = json[QStringLiteral("options")];
    applyOptions(options.isObject() ? TrainOptions::from_json(json_of(options.toObject())) : TrainOptions());
  } catch (const Error& error) {
    applyOptions(TrainOptions());
    Q_EMIT problemRaised(tr("The training options of the project cannot be read, so the defaults are used."),
                         QString::fromStdString(error.what()));
  }
  for (const Side side : {Side::upper, Side::lower}) {
    const QString path = path_of(json, side == Side::upper ? "upper" : "lower");
    if (present(path)) m_pair->open(side, path);
  }
  const QJsonArray rules = json[QStringLiteral("normalise")].toArray();
  if (json.contains(QStringLiteral("normalise"))) {
    QStringList names;
    for (const QJsonValue& rule : rules) names << rule.toString();
    m_pair->setNormalise(names);
  }
  ModelPair::Edits edits;
  for (const QJsonValue& value : json[QStringLiteral("edits")].toArray()) {
    const QJsonObject object = value.toObject();
    ModelPair::Edit edit;
    edit.excluded = object[QStringLiteral("excluded")].toBool();
    for (const QJsonValue& id : object[QStringLiteral("lower")].toArray()) edit.lower.push_back(id.toInt(-1));
    edits[object[QStringLiteral("upper")].toInt(-1)] = std::move(edit);
  }
  m_pair->setEdits(edits);

  DataSpec data;
  const QJsonObject source = json[QStringLiteral("data")].toObject();
  const auto take = [&](const char* key, fs::path& target) {
    if (const QString path = path_of(source, key); present(path)) target = path.toStdString();
  };
  take("x", data.x);
  take("z", data.z);
  take("pairs", data.pairs);
  if (!source[QStringLiteral("text")].toString().isEmpty()) {
    take("text", data.text);
    take("upper", data.upper);
    take("lower", data.lower);
    data.exit_layer = source[QStringLiteral("exit_layer")].toInt(-1);
    data.entry_layer = source[QStringLiteral("entry_layer")].toInt(-1);
    data.target = source[QStringLiteral("target")].toString(QStringLiteral("next-embedding")).toStdString();
    data.max_samples = source[QStringLiteral("max_samples")].toInteger();
    // Two models without their text would be the pair's weights, which nobody chose.
    if (data.text.empty()) data = {};
  }
  openData(data, false);

  if (const QString adapter = path_of(json, "adapter"); present(adapter)) openAdapter(adapter);
  std::vector<int> selection;
  for (const QJsonValue& id : json[QStringLiteral("selection")].toArray()) selection.push_back(id.toInt());
  setSelection(std::move(selection));
  markSaved(revision());
}

}  // namespace prism::app
