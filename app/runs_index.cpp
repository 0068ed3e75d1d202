// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runs_index.h"

#include "core/base/log.h"
#include "core/base/text_format.h"

#include <filesystem>
#include <limits>
#include <map>

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

namespace prism::app {

namespace fs = std::filesystem;

namespace {

constexpr int kShownFigures = 6;

double r2_of(const Json& figures) {
  const auto found = figures.is_object() ? figures.find("r2") : figures.end();
  if (!figures.is_object() || found == figures.end() || !found->is_number())
    return std::numeric_limits<double>::quiet_NaN();
  return found->get<double>();
}

qint64 stamp_of(const fs::path& file) {
  std::error_code failed;
  const auto time = fs::last_write_time(file, failed);
  return failed ? 0 : static_cast<qint64>(time.time_since_epoch().count());
}

}  // namespace

QString figures_line(const Json& figures) {
  QStringList parts;
  if (!figures.is_object()) return {};
  for (const auto& [key, value] : figures.items()) {
    if (!value.is_number() || parts.size() >= kShownFigures) continue;
    parts << QString::fromStdString(key + " " + format_number(value.get<double>()));
  }
  return parts.join(QStringLiteral(", "));
}

RunsIndex::RunsIndex(RunStore store, QString file) : m_store(std::move(store)), m_file(std::move(file)) {
  if (open(m_file) && readable()) return;
  // A damaged index holds nothing that the records do not.
  close();
  if (QFile::exists(m_file)) {
    log_warning("the run index was damaged and is made anew: " + m_file.toStdString());
    QFile::remove(m_file);
  }
  if (open(m_file) && readable()) return;
  close();
  if (!open(QStringLiteral(":memory:")) || !readable()) {
    throw Error(ErrorCode::io, "cannot be opened as an SQLite database", m_file.toStdString());
  }
}

RunsIndex::~RunsIndex() {
  close();
}

bool RunsIndex::open(const QString& file) {
  m_connection = QUuid::createUuid().toString();
  QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
  database.setDatabaseName(file);
  if (!database.open()) return false;
  QSqlQuery query(database);
  query.exec(QStringLiteral("PRAGMA busy_timeout = 2000"));
  return query.exec(
      QStringLiteral("CREATE TABLE IF NOT EXISTS runs (id TEXT PRIMARY KEY, stamp INTEGER, command TEXT, "
                     "started TEXT, seconds REAL, outcome TEXT, r2 REAL, figures TEXT)"));
}

void RunsIndex::close() {
  if (m_connection.isEmpty()) return;
  QSqlDatabase::database(m_connection, false).close();
  QSqlDatabase::removeDatabase(m_connection);
  m_connection.clear();
}

bool RunsIndex::readable() const {
  QSqlQuery query(QSqlDatabase::database(m_connection, false));
  return query.exec(QStringLiteral("PRAGMA quick_check")) && query.next() &&
         query.value(0).toString() == QLatin1String("ok");
}

void RunsIndex::refresh() {
  QSqlDatabase database = QSqlDatabase::database(m_connection, false);
  std::map<std::string, qint64> known;
  {
    QSqlQuery query(database);
    query.exec(QStringLiteral("SELECT id, stamp FROM runs"));
    while (query.next()) known[query.value(0).toString().toStdString()] = query.value(1).toLongLong();
  }
  database.transaction();
  QSqlQuery insert(database);
  insert.prepare(QStringLiteral("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(m_store.folder(), failed)) {
    const fs::path& file = entry.path();
    if (file.extension() != ".json" || file.filename().string().starts_with(".")) continue;
    const std::string id = file.stem().string();
    const qint64 stamp = stamp_of(file);
    const auto before = known.find(id);
    const bool unchanged = before != known.end() && before->second == stamp;
    if (before != known.end()) known.erase(before);
    if (unchanged) continue;
    try {
      const RunRecord record = RunRecord::from_json(read_json_file(file), file);
      insert.addBindValue(QString::fromStdString(id));
      insert.addBindValue(stamp);
      insert.addBindValue(QString::fromStdString(record.command));
      insert.addBindValue(QString::fromStdString(record.started));
      insert.addBindValue(record.seconds);
      insert.addBindValue(QString::fromStdString(record.outcome));
      insert.addBindValue(r2_of(record.figures));
      insert.addBindValue(figures_line(record.figures));
      insert.exec();
    } catch (const Error& error) {
      log_warning(std::string("run record skipped: ") + error.what());
    }
  }
  QSqlQuery remove(database);
  remove.prepare(QStringLiteral("DELETE FROM runs WHERE id = ?"));
  for (const auto& [id, stamp] : known) {
    remove.addBindValue(QString::fromStdString(id));
    remove.exec();
  }
  database.commit();
}

std::vector<RunRow> RunsIndex::rows() const {
  std::vector<RunRow> rows;
  QSqlQuery query(QSqlDatabase::database(m_connection, false));
  query.exec(QStringLiteral(
      "SELECT id, command, started, seconds, outcome, r2, figures FROM runs ORDER BY started DESC, id DESC"));
  while (query.next()) {
    RunRow row;
    row.id = query.value(0).toString();
    row.command = query.value(1).toString();
    row.started = query.value(2).toString();
    row.seconds = query.value(3).toDouble();
    row.outcome = query.value(4).toString();
    row.r2 = query.value(5).isNull() ? std::numeric_limits<double>::quiet_NaN() : query.value(5).toDouble();
    row.figures = query.value(6).toString();
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace prism::app
