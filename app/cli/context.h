// SPDX-License-Identifier: GPL-3.0-or-later
// cli: the command line `prismoe`, one .cpp a command or group of commands.
#pragma once

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/base/run_record.h"

#include <CLI/CLI.hpp>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace prism {
class Group;
}

namespace prism::cli {

/// Options that every command takes.
struct GlobalOptions {
  bool json = false;
  bool quiet = false;
  bool no_record = false;
  std::uint64_t seed = 0;
  int threads = 0;
  std::string device = "cpu";
  std::filesystem::path runs_dir;
};

/// What a command gives back: fields for --json, and the same for people.
struct Answer {
  Json json = Json::object();
  std::string text;
  bool stopped = false;  ///< ended early with the finished part kept (exit 130)
};

/// The answer as far as the work has come: what is printed when it is cut short. Thread-safe.
class FinishedPart {
 public:
  void put(Answer answer) {
    const std::scoped_lock lock(m_mutex);
    m_answer = std::move(answer);
  }
  [[nodiscard]] Answer get() const {
    const std::scoped_lock lock(m_mutex);
    return m_answer;
  }

 private:
  mutable std::mutex m_mutex;
  Answer m_answer;
};

/// What a command gets.
struct Context {
  GlobalOptions global;
  RunControl control;
  RunRecord record;  ///< begun; a command adds inputs, outputs and options to it
  std::atomic<bool>* saving = nullptr;
  std::shared_ptr<FinishedPart> finished = std::make_shared<FinishedPart>();
  /// The processes of this run once join_run() was called; null before, and in commands that one process
  /// runs.
  std::shared_ptr<Group> group;

  /// Joins the run that a launcher started this process for, alone without one. Returns whether this process
  /// is the one that writes outputs; the others only compute.
  bool join_run();
  /// Adds `ranks` and `bytes_sent` to an answer of several processes.
  void tell_of_run(Json& json) const;

  /// From here on finished work is being written: an interrupt waits for the end of the command.
  void begin_saving() const {
    if (saving != nullptr) *saving = true;
  }
  [[nodiscard]] RunStore runs() const {
    return global.runs_dir.empty() ? RunStore() : RunStore(global.runs_dir);
  }
};

using Action = std::function<Answer(Context&)>;

/// The commands of the program as they are added.
class Commands {
 public:
  explicit Commands(CLI::App& app) : m_app(app) {}
  /// A command under `parent` (the program itself by default).
  CLI::App* add(const std::string& name, const std::string& description, CLI::App* parent = nullptr);
  void on(CLI::App* command, Action action) { m_actions.emplace_back(command, std::move(action)); }
  /// The command the user chose; null when there is none.
  [[nodiscard]] const std::pair<CLI::App*, Action>* chosen() const;

 private:
  CLI::App& m_app;
  std::vector<std::pair<CLI::App*, Action>> m_actions;
};

void add_info(Commands& commands);
void add_extract(Commands& commands);
void add_tile(Commands& commands);
void add_inspect(Commands& commands);
void add_compare(Commands& commands);
void add_visualize(Commands& commands);
void add_map_tokens(Commands& commands);
void add_tokenize(Commands& commands);
void add_plan(Commands& commands);
void add_train(Commands& commands);
void add_activations(Commands& commands);
void add_infer(Commands& commands);
void add_stitch(Commands& commands);
void add_validate(Commands& commands);
void add_repair(Commands& commands);
void add_export(Commands& commands);
void add_runs(Commands& commands);
void add_generate(Commands& commands);
void add_perplexity(Commands& commands);
void add_route(Commands& commands);
void add_sweep(Commands& commands);
void add_benchmark(Commands& commands);
void add_tts(Commands& commands);
void add_primal(Commands& commands);
void add_demo(Commands& commands);

/// Runs another command line in place of this one: the answer and the record become that command's.
[[nodiscard]] Answer run_inside(Context& context, const std::vector<std::string>& arguments);

/// Runs one command line (without the program's name) and gives the exit code.
int run_command_line(const std::vector<std::string>& arguments);

}  // namespace prism::cli
