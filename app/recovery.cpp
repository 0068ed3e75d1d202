// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recovery.h"

#include "app/project_file.h"
#include "core/base/error.h"
#include "core/base/log.h"

#include <algorithm>

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QLockFile>
#include <QUuid>

namespace prism::app {

namespace {

QString sessions_of(const QString& root) {
  return root + QStringLiteral("/sessions");
}
QString lock_of(const QString& folder) {
  return folder + QStringLiteral("/lock");
}

}  // namespace

SessionFolder::SessionFolder(const QString& root)
    : m_path(sessions_of(root) + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::WithoutBraces)) {
  QDir().mkpath(m_path);
  m_lock = std::make_unique<QLockFile>(lock_of(m_path));
  m_lock->setStaleLockTime(0);  // only a dead owner makes it stale, however old it is
  m_lock->tryLock(0);
}

SessionFolder::~SessionFolder() {
  m_lock->unlock();
  QDir(m_path).removeRecursively();
}

QString SessionFolder::autosaveFile() const {
  return m_path + QStringLiteral("/autosave.json");
}
QString SessionFolder::autosaveAdapter() const {
  return m_path + QStringLiteral("/autosave.prism");
}

std::vector<CrashedSession> find_crashed_sessions(const QString& root) {
  std::vector<CrashedSession> found;
  std::vector<QDateTime> times;
  const QDir sessions(sessions_of(root));
  for (const QFileInfo& folder : sessions.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time)) {
    QLockFile lock(lock_of(folder.filePath()));
    lock.setStaleLockTime(0);
    if (!lock.tryLock(0)) continue;  // its window is alive
    const QString autosave = folder.filePath() + QStringLiteral("/autosave.json");
    CrashedSession session;
    session.folder = folder.filePath();
    try {
      session.state = read_project(autosave);
    } catch (const Error& error) {
      if (QFileInfo::exists(autosave)) log_warning(std::string("autosave not usable: ") + error.what());
      lock.unlock();
      discard(session);
      continue;
    }
    lock.unlock();
    session.project = session.state[QStringLiteral("project")].toString();
    const QDateTime time = QFileInfo(autosave).lastModified();
    session.saved_at = QLocale().toString(time, QLocale::ShortFormat);
    found.push_back(std::move(session));
    times.push_back(time);
  }
  std::vector<std::size_t> order(found.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return times[a] > times[b]; });
  std::vector<CrashedSession> sorted;
  for (const std::size_t i : order) sorted.push_back(std::move(found[i]));
  return sorted;
}

void discard(const CrashedSession& session) {
  QDir(session.folder).removeRecursively();
}

}  // namespace prism::app
