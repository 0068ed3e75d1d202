// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/rerun.h"
#include "app/cli/text_table.h"
#include "core/base/text_format.h"

#include <fmt/format.h>
#include <memory>
#include <set>

namespace prism::cli {
namespace {

struct Options {
  std::string id, other;
};

std::string first_output(const RunRecord& record) {
  return record.outputs.empty() ? "" : record.outputs.begin()->first;
}

Answer list(const Context& context) {
  Answer answer;
  answer.json["runs"] = Json::array();
  std::vector<std::vector<std::string>> rows{{"run", "command", "outcome", "time", "output"}};
  for (const RunRecord& record : context.runs().list()) {
    answer.json["runs"].push_back({{"id", record.id},
                                   {"command", record.command},
                                   {"started", record.started},
                                   {"seconds", record.seconds},
                                   {"outcome", record.outcome},
                                   {"program_version", record.program_version},
                                   {"outputs", record.outputs}});
    rows.push_back(
        {record.id, record.command, record.outcome, format_seconds(record.seconds), first_output(record)});
  }
  answer.text =
      rows.size() == 1 ? "There are no runs in " + context.runs().folder().string() + ".\n" : aligned(rows);
  return answer;
}

Answer show(const Context& context, const std::string& id) {
  const RunRecord record = context.runs().load(id);
  Answer answer;
  answer.json["runs"] = Json::array({record.to_json()});
  answer.text = dump_json(record.to_json(), 2) + "\n";
  return answer;
}

/// Fields of two objects that differ, by key: [first, second].
Json differences(const Json& a, const Json& b) {
  Json result = Json::object();
  std::set<std::string> keys;
  for (const auto& item : a.items()) keys.insert(item.key());
  for (const auto& item : b.items()) keys.insert(item.key());
  for (const std::string& key : keys) {
    const Json left = a.value(key, Json()), right = b.value(key, Json());
    if (left == right) continue;
    if (left.is_object() && right.is_object()) {
      const Json inner = differences(left, right);
      for (const auto& item : inner.items()) result[key + "." + item.key()] = item.value();
    } else {
      result[key] = {left, right};
    }
  }
  return result;
}

/// A value as people read it: few digits, no quotes, a dash for what one of the runs lacks.
std::string plain_text(const Json& value) {
  if (value.is_null()) return "–";
  if (value.is_number_float()) return format_number(value.get<double>());
  std::string text = value.is_string() ? value.get<std::string>() : dump_json(value);
  if (text.empty()) return "–";
  constexpr std::size_t kLongest = 48;  // a hash of 64 digits is told from another by far fewer
  if (text.size() > kLongest) {
    std::size_t end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;  // whole characters
    text = text.substr(0, end) + "…";
  }
  return text;
}

/// All groups in one table, so that the runs' columns stand below their names.
std::string differences_text(const std::string& first, const std::string& second, const Json& differences) {
  std::vector<std::vector<std::string>> rows{{"", first, second}};
  std::string same;
  for (const char* group : {"inputs", "options", "figures"}) {
    const Json& found = differences[group];
    if (found.empty()) same += (same.empty() ? "" : ", ") + std::string(group);
    if (!found.empty()) rows.push_back({group});
    for (const auto& item : found.items()) {
      if (item.key() == "arguments") continue;  // said by the options already
      rows.push_back({"  " + item.key(), plain_text(item.value()[0]), plain_text(item.value()[1])});
    }
  }
  return (rows.size() > 1 ? aligned(rows) : "") + (same.empty() ? "" : "no difference: " + same + "\n");
}

Answer compare(const Context& context, const std::string& first, const std::string& second) {
  const RunRecord a = context.runs().load(first);
  const RunRecord b = context.runs().load(second);
  Answer answer;
  answer.json["runs"] = Json::array({a.to_json(), b.to_json()});
  answer.json["differences"] = {{"options", differences(a.options, b.options)},
                                {"inputs", differences(a.inputs, b.inputs)},
                                {"figures", differences(a.figures, b.figures)}};
  answer.text = differences_text(a.id, b.id, answer.json["differences"]);
  return answer;
}

Answer remove(const Context& context, const std::string& id) {
  const RunRecord record = context.runs().load(id);
  context.runs().remove(record.id);
  Answer answer;
  answer.json["runs"] = Json::array({record.id});
  answer.text = "deleted " + record.id + "\n";
  return answer;
}

}  // namespace

void add_runs(Commands& commands) {
  CLI::App* runs = commands.add("runs", "Records of what was run: list, show, compare, repeat, delete");
  runs->require_subcommand(1);
  auto options = std::make_shared<Options>();
  const auto with_id = [&](const char* name, const char* description) {
    CLI::App* command = commands.add(name, description, runs);
    command->add_option("id", options->id, "Run, or a unique beginning of it")->required();
    return command;
  };
  commands.on(commands.add("list", "All runs, newest first", runs),
              [](Context& context) { return list(context); });
  commands.on(with_id("show", "Everything recorded of a run"),
              [options](Context& context) { return show(context, options->id); });
  CLI::App* both = with_id("compare", "In what two runs differ");
  both->add_option("other", options->other, "The other run")->required();
  commands.on(both, [options](Context& context) { return compare(context, options->id, options->other); });
  commands.on(with_id("rerun", "Run it again with the same options"),
              [options](Context& context) { return rerun(context, context.runs().load(options->id)); });
  commands.on(with_id("delete", "Delete its record (outputs stay)"),
              [options](Context& context) { return remove(context, options->id); });
}

}  // namespace prism::cli
