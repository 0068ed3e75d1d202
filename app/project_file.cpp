// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"

#include <QJsonDocument>

namespace prism::app {

namespace {
constexpr int kVersion = 1;
constexpr JsonLimits kLimits{.depth = 32};
}  // namespace

QJsonObject read_project(const QString& path) {
  const std::filesystem::path file = path.toStdString();
  const Json json = read_json_file(file, kLimits);
  const int version = json_field<int>(json, "prism_project", file);
  if (version < 1 || version > kVersion) {
    throw Error(ErrorCode::unsupported, "project version " + std::to_string(version) + " is not known", file,
                "\"prism_project\"", "version " + std::to_string(kVersion));
  }
  return QJsonDocument::fromJson(QByteArray::fromStdString(dump_json(json))).object();
}

void write_project(const QString& path, const QJsonObject& project) {
  write_file(path.toStdString(), QJsonDocument(project).toJson(QJsonDocument::Indented).toStdString());
}

}  // namespace prism::app
