// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checks.h"
#include "app/cli/context.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress_line.h"
#include "core/base/log.h"
#include "core/base/version.h"
#include "core/distributed/group.h"
#include "core/solve/devices.h"
#include "core/solve/train.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <memory>
#include <new>

namespace prism::cli {

CLI::App* Commands::add(const std::string& name, const std::string& description, CLI::App* parent) {
  CLI::App* command = (parent != nullptr ? parent : &m_app)->add_subcommand(name, description);
  command->option_defaults()->always_capture_default();
  return command;
}

const std::pair<CLI::App*, Action>* Commands::chosen() const {
  // A command's own subcommands come after it: the last one is what the user meant.
  for (auto entry = m_actions.rbegin(); entry != m_actions.rend(); ++entry) {
    if (entry->first->parsed()) return &*entry;
  }
  return nullptr;
}

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

int exit_code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
      return 2;
    case ErrorCode::not_found:
    case ErrorCode::format:
    case ErrorCode::unsupported:
    case ErrorCode::mismatch:
      return 3;
    default:
      return 1;
  }
}

void print(const Json& json) {
  std::printf("%s\n", dump_json(json, 1).c_str());
}

void print_version(bool as_json) {
  const ComputeInfo info = compute_info(true);
#ifdef PRISM_QT_VERSION
  const std::string qt = PRISM_QT_VERSION;
#else
  const std::string qt = "not built in";
#endif
  if (as_json) {
    print({{"version", version()},
           {"seconds", 0.0},
           {"torch", info.torch_version},
           {"blas", info.blas},
           {"qt", qt},
           {"threads", info.threads},
           {"cuda", info.cuda},
           {"gemm_gflops", info.gemm_gflops},
           {"slow_blas", info.slow_blas}});
  } else {
    std::printf("prismoe %s\nTorch %s\nBLAS %s\nQt %s\n", version().c_str(), info.torch_version.c_str(),
                info.blas.c_str(), qt.c_str());
  }
  if (info.slow_blas) log_warning("BLAS is a slow reference one; install libopenblas0-pthread");
}

void add_global_options(CLI::App& app, GlobalOptions& global) {
  app.add_flag("--json", global.json, "Print one JSON object on stdout and nothing else there");
  app.add_flag("--quiet", global.quiet, "No progress and no remarks on stderr, only warnings");
  app.add_flag("--no-record", global.no_record, "Keep no run record");
  app.add_option("--runs-dir", global.runs_dir, "Folder of the run records");
  app.add_option("--seed", global.seed, "Seed of everything random")->check(at_least(0));
  app.add_option("--threads", global.threads, "Threads to compute with (0 = all)")->check(at_least(0));
  app.add_option("--device", global.device, "Where to compute: cpu, cuda, cuda:1, or several between commas");
}

std::string full_name(const CLI::App* command) {
  std::string name = command->get_name();
  for (const CLI::App* app = command->get_parent(); app != nullptr && app->get_parent() != nullptr;
       app = app->get_parent()) {
    name = app->get_name() + " " + name;
  }
  return name;
}

void check_device(const CLI::App& command, const std::string& words) {
  const std::vector<std::string> devices = devices_of(words);
  if (devices.size() == 1 && devices.front() == "cpu") return;
  const std::string name = full_name(&command);
  const auto is_among = [&](std::initializer_list<const char*> names) {
    return std::any_of(names.begin(), names.end(), [&](const char* each) { return name == each; });
  };
  if (is_among({"infer", "stitch"})) return;  // spread an adapter's workers over all of them
  if (!is_among(
          {"generate", "perplexity", "activations", "tts train", "tts say", "tts evaluate", "tts batch"})) {
    throw Error(ErrorCode::usage, "--device " + words + ": " + name + " computes on the processor only", {},
                {}, "cpu");
  }
  if (devices.size() > 1) {
    throw Error(ErrorCode::usage,
                "--device " + words + ": " + name + " computes on one device; infer and stitch use several",
                {}, {}, devices.front());
  }
}

/// Every option of the command with its value, defaults included.
Json options_of(const CLI::App& command) {
  Json options = Json::object();
  for (const CLI::Option* option : command.get_options()) {
    const std::string name = option->get_single_name();
    if (name == "help") continue;
    const auto& values = option->results();
    if (option->get_expected_max() == 0) {
      options[name] = option->count() > 0;
    } else if (values.size() > 1) {
      options[name] = values;
    } else {
      options[name] = values.empty() ? option->get_default_str() : values.front();
    }
  }
  return options;
}

Json error_json(const Error& error) {
  return {{"code", name_of(error.code())}, {"message", error.what()},  {"file", error.file().string()},
          {"position", error.position()},  {"reason", error.reason()}, {"expected", error.expected()}};
}

/// The program's options and commands, as one command line fills them.
struct Program {
  CLI::App app{
      "Connects language models through small trainable adapters, and shows and repairs every part of them.",
      "prismoe"};
  GlobalOptions global;
  bool wants_version = false;
  Commands commands{app};

  Program() {
    app.fallthrough();
    app.option_defaults()->always_capture_default();
    add_global_options(app, global);
    app.add_flag("--version", wants_version, "Versions of this program, Torch, BLAS and Qt");
    for (const auto add : {add_info,      add_extract,    add_tile,     add_inspect,    add_compare,
                           add_visualize, add_map_tokens, add_tokenize, add_plan,       add_train,
                           add_validate,  add_repair,     add_export,   add_runs,       add_activations,
                           add_infer,     add_stitch,     add_generate, add_perplexity, add_route,
                           add_sweep,     add_benchmark,  add_tts,      add_primal,     add_demo}) {
      add(commands);
    }
  }
  /// Throws CLI::ParseError.
  void parse(const std::vector<std::string>& arguments) {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  }
  [[nodiscard]] RunRecord begin(const CLI::App& command, const std::vector<std::string>& arguments) const {
    Json options = options_of(command);
    options["seed"] = global.seed;
    options["threads"] = global.threads;
    options["device"] = global.device;
    options["arguments"] = arguments;
    std::error_code gone;  // a command that needs no folder works where the folder was deleted
    const std::filesystem::path folder = std::filesystem::current_path(gone);
    if (!gone) options["folder"] = folder.string();
    return begin_run(full_name(&command), std::move(options));
  }
};

/// Runs the chosen command and tells how it went.
class Runner {
 public:
  Runner(const Program& program, const std::vector<std::string>& arguments, const CLI::App& command)
      : m_command(command),
        m_as_json(program.global.json),
        m_rank(rank_in_run(command)),
        m_progress(program.global.quiet || m_rank > 0),
        m_interrupt([this] { say_farewell(); }) {
    m_context.global = program.global;
    m_context.control = RunControl(m_interrupt.token(), &m_progress);
    m_context.saving = &m_interrupt.saving();
    m_context.record = program.begin(command, arguments);
    m_context.finished = m_finished;
  }

  int run(const Action& action) {
    Json json = Json::object();
    int code = 0;
    std::string text;
    try {
      check_device(m_command, m_context.global.device);
      set_compute_threads(m_context.global.threads);
      Answer answer = action(m_context);
      leave_run(answer.stopped);
      m_progress.finish();
      json = std::move(answer.json);
      text = std::move(answer.text);
      code = answer.stopped ? kExitStopped : 0;
      m_context.record.outcome = answer.stopped ? "stopped" : "done";
    } catch (const Stopped&) {
      code = failed(json, "stopped", "stopped; nothing of the unfinished work was kept", kExitStopped);
      Answer part = m_finished->get();
      json.update(part.json);
      text = std::move(part.text);
    } catch (const Error& error) {
      code = failed(json, error_json(error), error.what(), exit_code_of(error.code()));
    } catch (const std::bad_alloc&) {
      code = failed(json, "memory", "not enough memory for this request", 1);
    } catch (const std::exception& error) {
      const std::string words = error.what();  // libraries add a call stack after the first line
      // Torch's allocator throws an exception of its own.
      if (words.find("can't allocate memory") != std::string::npos) {
        code = failed(json, "memory", "not enough memory for this request", 1);
      } else {
        code = failed(json, "internal", words.substr(0, words.find('\n')), 1);
      }
    }
    json["version"] = version();
    json["seconds"] = seconds_since(m_start);
    if (m_rank <= 0) keep_record(json);
    print_once(json, text);
    if (!m_left_run) end_at_once(code);
    return code;
  }

 private:
  /// The one answer of the program, whichever thread comes to it first.
  void print_once(const Json& json, const std::string& text) {
    if (m_printed.exchange(true) || m_rank > 0) return;
    if (m_as_json) {
      print(json);
    } else if (!text.empty()) {
      std::fputs(text.c_str(), stdout);
    }
    std::fflush(stdout);
  }

  /// Work that did not stop in time is cut off: what it had finished is still told.
  void say_farewell() {
    Answer part = m_finished->get();
    part.json["error"] = "stopped";
    part.json["version"] = version();
    part.json["seconds"] = seconds_since(m_start);
    print_once(part.json, part.text);
  }

  /// Rank of this process where a launcher started several for this command, −1 alone. The first one speaks
  /// for all.
  static int rank_in_run(const CLI::App& command) {
    const std::string name = command.get_name();
    if (name != "train" && name != "route" && name != "sweep") return -1;
    try {
      const std::optional<RunEnvironment> run = run_environment();
      return run ? run->rank : -1;
    } catch (const Error&) {
      return -1;  // told when the command joins its run
    }
  }

  /// Ranks that were all told to stop need not wait for each other any more.
  void leave_run(bool stopped) {
    const auto& group = m_context.group;
    if (group == nullptr || group->alone()) return;
    m_left_run = false;
    if (stopped) return group->abandon("stopped on request");
    group->leave();
    m_left_run = true;
  }

  /// A thread of a run that broke off may wait for ranks that are gone: nothing is left to be waited for.
  [[noreturn]] static void end_at_once(int code) {
    std::fflush(stdout);
    std::fflush(stderr);
    std::_Exit(code);
  }

  int failed(Json& json, Json error, const std::string& words, int code) {
    m_progress.finish();
    if (m_rank >= 0) m_left_run = false;
    if (m_context.group != nullptr) {
      m_context.group->abandon(code == kExitStopped ? "stopped on request" : words);
    }
    m_context.record.outcome = code == kExitStopped ? "stopped" : "failed: " + words;
    json = {{"error", std::move(error)}};
    std::fprintf(stderr, "prismoe: %s\n", words.c_str());
    return code;
  }

  /// Whoever produced an output leaves a record.
  void keep_record(const Json& json) {
    if (m_context.record.outputs.empty() || m_context.global.no_record) return;
    m_context.record.seconds = json["seconds"].get<double>();
    m_context.record.figures = json;
    try {
      m_context.runs().save(m_context.record);
    } catch (const Error& error) {
      log_warning(std::string("the run record could not be kept: ") + error.what());
    }
  }

  const CLI::App& m_command;
  // The interrupt's thread uses what stands before it.
  bool m_as_json;
  int m_rank;
  bool m_left_run = true;
  Clock::time_point m_start = Clock::now();
  std::atomic<bool> m_printed{false};
  std::shared_ptr<FinishedPart> m_finished = std::make_shared<FinishedPart>();
  ProgressLine m_progress;
  Interrupt m_interrupt;
  Context m_context;
};

}  // namespace

Answer run_inside(Context& context, const std::vector<std::string>& arguments) {
  Program program;
  try {
    program.parse(arguments);
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorCode::unsupported, std::string("this version cannot repeat the run: ") + error.what(),
                {}, {}, "a run of this version");
  }
  const auto* chosen = program.commands.chosen();
  if (chosen == nullptr)
    throw Error(ErrorCode::unsupported, "the run names no command", {}, {}, "a run of this version");
  Context inner = context;
  inner.global.seed = program.global.seed;
  inner.global.threads = program.global.threads;
  set_compute_threads(inner.global.threads);  // sums depend on how many threads share them
  inner.record = program.begin(*chosen->first, arguments);
  Answer answer = chosen->second(inner);
  context.record = inner.record;
  context.group = inner.group;
  return answer;
}

int run_command_line(const std::vector<std::string>& arguments) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file too large for its limit is an error like a full disk
  Program program;
  try {
    program.parse(arguments);
  } catch (const CLI::ParseError& error) {
    if (program.app.exit(error) == 0) return 0;
    if (std::find(arguments.begin(), arguments.end(), "--json") != arguments.end()) {
      const Json json = {{"error", {{"code", "usage"}, {"message", error.what()}}},
                         {"version", version()},
                         {"seconds", 0.0}};
      std::printf("%s\n", dump_json(json, 1).c_str());
    }
    return 2;
  }
  if (program.wants_version) {
    print_version(program.global.json);
    return 0;
  }
  const auto* chosen = program.commands.chosen();
  if (chosen == nullptr) {
    std::fputs(program.app.help().c_str(), stderr);
    return 2;
  }
  return Runner(program, arguments, *chosen->first).run(chosen->second);
}

}  // namespace prism::cli
