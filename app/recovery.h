// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QJsonObject>
#include <QString>

class QLockFile;

namespace prism::app {

/// The private folder of one running window: statistics cache, edits, autosave. It is locked while the window
/// lives and removed when it ends well; one that is left unlocked tells of a crash.
class SessionFolder {
 public:
  explicit SessionFolder(const QString& root);
  ~SessionFolder();  ///< removes the folder
  SessionFolder(const SessionFolder&) = delete;
  SessionFolder& operator=(const SessionFolder&) = delete;

  [[nodiscard]] QString path() const { return m_path; }
  [[nodiscard]] QString autosaveFile() const;
  [[nodiscard]] QString autosaveAdapter() const;

 private:
  QString m_path;
  std::unique_ptr<QLockFile> m_lock;
};

/// What a crashed window left behind.
struct CrashedSession {
  QString folder;
  QString project;    ///< its project file, empty if it had none
  QString saved_at;   ///< local time of the autosave, ready to show
  QJsonObject state;  ///< as Workspace::toJson with absolute paths
};
/// Newest first. Folders without a readable autosave are removed on the way.
[[nodiscard]] std::vector<CrashedSession> find_crashed_sessions(const QString& root);
void discard(const CrashedSession& session);

}  // namespace prism::app
