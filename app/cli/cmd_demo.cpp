// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/primal_commands.h"
#include "app/cli/text_table.h"
#include "core/base/atomic_file.h"
#include "core/base/text_format.h"
#include "core/demo/demo.h"
#include "core/workflow/run_inputs.h"

#include <memory>

namespace prism::cli {
namespace {

Answer demo(Context& context, const std::filesystem::path& folder, double speech_seconds) {
  require_writable(folder / "report.html");
  const DemoPair pair = find_demo_pair();
  const DemoResult result =
      run_demo(pair, folder, context.global.seed, context.record, context.control, speech_seconds);
  note_input(context.record, pair.upper);
  note_input(context.record, pair.lower);
  Answer answer;
  answer.json = {{"steps", Json::array()},
                 {"report", std::filesystem::absolute(result.report).lexically_normal().string()},
                 {"adapter", std::filesystem::absolute(result.adapter).lexically_normal().string()}};
  std::vector<std::vector<std::string>> rows;
  for (const DemoStep& step : result.steps) {
    answer.json["steps"].push_back(
        {{"name", step.name}, {"seconds", step.seconds}, {"figures", step.figures}});
    rows.push_back({step.name, format_seconds(step.seconds)});
  }
  for (const auto& file : result.files) note_output(context.record, file);
  answer.text = aligned(rows) + "\nReport: " + answer.json["report"].get<std::string>() + "\n";
  return answer;
}

}  // namespace

void add_demo(Commands& commands) {
  auto folder = std::make_shared<std::filesystem::path>("prism-demo");
  CLI::App* command = commands.add("demo", "The whole main job on the built-in pair, with a report");
  command->add_option("--output,--output-dir", *folder, "Folder for the report and the adapters");
  auto speech_seconds = std::make_shared<double>(45);
  command->add_option("--training-seconds", *speech_seconds, "How long the projector of speech learns")
      ->check(CLI::Range(0.1, 86400.0));
  commands.on(command,
              [folder, speech_seconds](Context& context) { return demo(context, *folder, *speech_seconds); });
  add_demo_build(commands, command);
}

}  // namespace prism::cli
