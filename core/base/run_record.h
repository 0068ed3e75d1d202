// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace prism {

/// What produced an output: enough to show it, compare it and run it again. Every output file carries one,
/// and RunStore keeps them all.
struct RunRecord {
  std::string id;       ///< "20261121-083015-3fa2c1": UTC time and hash of the content; sorts by time
  std::string command;  ///< "train"
  Json options = Json::object();               ///< every option with its value, defaults included
  std::map<std::string, std::string> inputs;   ///< path → quick_file_hash
  std::map<std::string, std::string> outputs;  ///< path → quick_file_hash
  std::string program_version;
  std::string started;  ///< UTC, ISO 8601
  double seconds = 0;
  std::string outcome;            ///< "done", "stopped", "failed: …"
  Json figures = Json::object();  ///< what --json printed, numbers and curves

  [[nodiscard]] Json to_json() const;
  static RunRecord from_json(const Json& json, const std::filesystem::path& file);
};

/// A record with id, version and start time filled in.
[[nodiscard]] RunRecord begin_run(const std::string& command, Json options);

/// The run records as one JSON file each in a folder; safe for several processes at once.
class RunStore {
 public:
  /// Default folder: $PRISM_RUNS, else $XDG_DATA_HOME/prism-workbench/runs (~/.local/share/…).
  explicit RunStore(std::filesystem::path folder = default_folder());
  static std::filesystem::path default_folder();

  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_folder; }
  void save(const RunRecord& record) const;
  /// Newest first. Damaged records are skipped and logged with their reason.
  [[nodiscard]] std::vector<RunRecord> list() const;
  /// By full id or a unique beginning of it; throws Error(not_found).
  [[nodiscard]] RunRecord load(const std::string& id) const;
  void remove(const std::string& id) const;

 private:
  std::filesystem::path m_folder;
};

}  // namespace prism
