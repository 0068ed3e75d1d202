// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/run_record.h"

#include "core/base/atomic_file.h"
#include "core/base/log.h"
#include "core/base/sha256.h"
#include "core/base/version.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fmt/format.h>
#include <unistd.h>

namespace prism {

namespace fs = std::filesystem;

namespace {

std::string utc(const char* format, std::time_t now) {
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[64];
  const std::size_t length = std::strftime(text, sizeof text, format, &parts);
  return {text, length};
}

fs::path file_of(const fs::path& folder, const std::string& id) {
  return folder / (id + ".json");
}

// Ids become file names: nothing but what begin_run makes may pass.
bool is_id(const std::string& id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
  });
}

}  // namespace

Json RunRecord::to_json() const {
  return {{"id", id},           {"command", command},         {"options", options}, {"inputs", inputs},
          {"outputs", outputs}, {"version", program_version}, {"started", started}, {"seconds", seconds},
          {"outcome", outcome}, {"figures", figures}};
}

RunRecord RunRecord::from_json(const Json& json, const fs::path& file) {
  RunRecord record;
  record.id = json_field<std::string>(json, "id", file);
  record.command = json_field<std::string>(json, "command", file);
  record.options = json_field<Json>(json, "options", file);
  record.inputs = json_field<std::map<std::string, std::string>>(json, "inputs", file);
  record.outputs = json_field<std::map<std::string, std::string>>(json, "outputs", file);
  record.program_version = json_field<std::string>(json, "version", file);
  record.started = json_field<std::string>(json, "started", file);
  record.seconds = json_field<double>(json, "seconds", file);
  record.outcome = json_field<std::string>(json, "outcome", file);
  record.figures = json_field<Json>(json, "figures", file);
  return record;
}

RunRecord begin_run(const std::string& command, Json options) {
  static std::atomic<unsigned> counter{0};
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  RunRecord record;
  record.command = command;
  record.options = std::move(options);
  record.program_version = version();
  record.started = utc("%Y-%m-%dT%H:%M:%SZ", seconds);
  const std::string unique =
      fmt::format("{}/{}/{}/{}", now.time_since_epoch().count(), ::getpid(), counter++, command);
  record.id = utc("%Y%m%d-%H%M%S-", seconds) + sha256_hex(unique).substr(0, 6);
  return record;
}

fs::path RunStore::default_folder() {
  if (const char* own = std::getenv("PRISM_RUNS"); own != nullptr && *own != '\0') return own;
  fs::path data;
  if (const char* xdg = std::getenv("XDG_DATA_HOME"); xdg != nullptr && *xdg != '\0') {
    data = xdg;
  } else if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
    data = fs::path(home) / ".local/share";
  } else {
    data = fs::temp_directory_path();
  }
  return data / "prism-workbench" / "runs";
}

RunStore::RunStore(fs::path folder) : m_folder(std::move(folder)) {}

void RunStore::save(const RunRecord& record) const {
  write_file(file_of(m_folder, record.id), dump_json(record.to_json(), 1) + "\n");
}

std::vector<RunRecord> RunStore::list() const {
  std::vector<RunRecord> records;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(m_folder, failed)) {
    if (entry.path().extension() != ".json" || entry.path().filename().string().starts_with(".")) continue;
    try {
      records.push_back(RunRecord::from_json(read_json_file(entry.path()), entry.path()));
    } catch (const Error& error) {
      log_warning(std::string("run record skipped: ") + error.what());
    }
  }
  std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.id > b.id; });
  return records;
}

RunRecord RunStore::load(const std::string& id) const {
  if (!is_id(id))
    throw Error(ErrorCode::not_found, "there is no run " + id, {}, {},
                "a run that `prismoe runs list` shows");
  const fs::path exact = file_of(m_folder, id);
  if (fs::exists(exact)) return RunRecord::from_json(read_json_file(exact), exact);
  std::vector<fs::path> matches;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(m_folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".json" && name.starts_with(id)) matches.push_back(entry.path());
  }
  if (matches.empty())
    throw Error(ErrorCode::not_found, "there is no run " + id, {}, {},
                "a run that `prismoe runs list` shows");
  if (matches.size() > 1)
    throw Error(ErrorCode::usage, "several runs begin with " + id, {}, {}, "more of its name");
  return RunRecord::from_json(read_json_file(matches.front()), matches.front());
}

void RunStore::remove(const std::string& id) const {
  const RunRecord record = load(id);
  std::error_code failed;
  fs::remove(file_of(m_folder, record.id), failed);
  if (failed)
    throw system_error(failed.value(), "cannot delete the run record", file_of(m_folder, record.id));
}

}  // namespace prism
