// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/recovery.h"
#include "widgets/theme.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include <QHash>
#include <QMainWindow>
#include <QStringList>
#include <QTimer>

class QDockWidget;
class QLabel;
class QListWidget;
class QMenu;
class QStackedWidget;

namespace prism {
struct Adapter;
}
namespace prism::widgets {
class ErrorBar;
}

namespace prism::app {

class Heartbeat;
class JobsModel;
class LogModel;
class Page;
class Workspace;
enum class Loss;
struct Command;

/// The one main window: page list, pages, docks, menus; owns the Workspace.
class MainWindow final : public QMainWindow {
  Q_OBJECT

 public:
  struct Options {
    bool remember = true;  ///< session, recent files, autosave, recovery; off for screenshots and tests
  };
  explicit MainWindow(Options options, QWidget* parent = nullptr);
  ~MainWindow() override;

  /// What the command line named; nothing named: the last session, else the built-in pair.
  void openAtStart(const QStringList& files, const QString& page);
  /// False when the built-in pair is nowhere.
  bool openDemo();

  [[nodiscard]] Workspace& workspace() noexcept { return *m_workspace; }
  [[nodiscard]] const std::vector<Page*>& pages() const noexcept { return m_pages; }
  [[nodiscard]] Page* page(const QString& id) const;
  [[nodiscard]] Page* currentPage() const;
  /// False for an unknown id.
  bool showPage(const QString& id);
  [[nodiscard]] widgets::ErrorBar& errorBar() noexcept { return *m_error_bar; }
  [[nodiscard]] Heartbeat& heartbeat() noexcept { return *m_heartbeat; }
  /// Every action of menus and pages, for the command palette.
  [[nodiscard]] std::vector<Command> commands() const;

  /// Asks first when something unsaved would be replaced.
  void openProject(const QString& path);
  /// The unsaved adapter, then the project; `then` once both are written. Failures are told.
  void saveProject(const QString& path, std::function<void()> then = {});
  [[nodiscard]] QString projectPath() const { return m_project_path; }
  /// Writes the autosave now (normally every 30 s while something is unsaved).
  void autosave();
  void offerRecovery();
  void recover(const CrashedSession& session);

  void setPaletteScheme(widgets::ColourScheme scheme);
  void zoom(int steps);  ///< 0 resets
  /// Warns when Torch computes with the slow reference BLAS (measured in the background).
  void checkBlas();

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void buildPages();
  void fitPageList();
  void buildDocks();
  void buildFileMenu();
  void buildEditMenu();
  void buildWorkMenu();
  void buildViewMenu();
  void buildHelpMenu();
  QAction* newAction(QMenu* menu, const QString& text, const QString& icon, const QKeySequence& keys,
                     const QString& tip, std::function<void()> run);
  void fillRecentMenu();
  void showInspector();
  void updateTitle();
  void tell(const QString& sentence, const QString& details);
  using Choices = std::vector<std::pair<QString, std::function<void()>>>;
  /// A question in the bar above the page, which blocks nothing; Cancel is added.
  void ask(const QString& sentence, Choices choices);
  void guard(Loss loss, const QString& what, const std::function<void()>& proceed);
  /// Before a whole project takes the place of everything.
  void askBeforeReplacing(const QString& what, const std::function<void()>& proceed);
  void askBeforeClosing();
  void openProjectNow(const QString& path);
  void saveCurrentProject(const std::function<void()>& then);
  void saveAdapter(const std::function<void()>& then);
  void chooseAdapterFile(const QString& base, const std::function<void(const QString&)>& use);
  void writeProject(const QString& path, const QString& adapter, std::function<void()> then);
  void askOpen(const QString& title, const QString& filter, bool folder,
               std::function<void(const QString&)> open);
  void askSaveProject(std::function<void()> then = {});
  void askSaveAdapter(std::function<void()> then = {});
  void showPalette();
  void showHelp();
  void saveSession();
  bool restoreSession();
  [[nodiscard]] QJsonObject fullState(const QString& folder) const;
  void restorePageStates(const QJsonObject& state);

  Options m_options;
  LogModel* m_log;  // outlives the jobs, which may log until they are joined
  std::unique_ptr<SessionFolder> m_folder;
  std::unique_ptr<Workspace> m_workspace;
  JobsModel* m_jobs_model = nullptr;
  Heartbeat* m_heartbeat = nullptr;
  std::vector<Page*> m_pages;
  QListWidget* m_page_list = nullptr;
  QStackedWidget* m_stack = nullptr;
  widgets::ErrorBar* m_error_bar = nullptr;
  QDockWidget* m_jobs_dock = nullptr;
  QDockWidget* m_log_dock = nullptr;
  QDockWidget* m_inspector_dock = nullptr;
  QStackedWidget* m_inspector = nullptr;
  QHash<QWidget*, QWidget*> m_inspectors;  ///< content of a page → its scroll area
  bool m_inspector_wanted = true;
  QLabel* m_status = nullptr;
  QMenu* m_recent_menu = nullptr;
  QAction* m_undo_action = nullptr;
  QAction* m_redo_action = nullptr;
  QTimer m_autosave_timer;
  QString m_project_path;
  std::shared_ptr<const Adapter> m_autosaved_adapter;
  QJsonObject m_autosaved_state;
  QString m_recovering;  ///< file of a recovered adapter that is still being read
  double m_base_font = 0;
  int m_zoom = 0;
  bool m_restoring = false;  ///< recovering: what is on screen is not whole yet
  bool m_closing = false;
  bool m_discarded = false;  ///< closing without saving what was changed
};

}  // namespace prism::app
