// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/run_inputs.h"

#include "core/base/error.h"

#include <system_error>

namespace prism {

namespace fs = std::filesystem;

namespace {

void note(std::map<std::string, std::string>& paths, const fs::path& path) {
  std::error_code failed;
  if (path.empty() || !fs::exists(path, failed)) return;
  const fs::path absolute = fs::absolute(path, failed).lexically_normal();
  try {
    paths[absolute.string()] = path_hash(path);
  } catch (const Error&) {
    paths[absolute.string()] = "";  // cannot be read any more: its name is still worth keeping
  }
}

}  // namespace

void note_input(RunRecord& record, const fs::path& path) {
  note(record.inputs, path);
}

void note_output(RunRecord& record, const fs::path& path) {
  note(record.outputs, path);
}

void note_inputs(RunRecord& record, const DataSpec& data) {
  for (const fs::path& path :
       {data.upper, data.lower, data.overrides, data.x, data.z, data.pairs, data.text}) {
    note_input(record, path);
  }
}

DataSpec data_of(const RunRecord& record) {
  const auto data = record.options.find("data");
  if (!record.options.is_object() || data == record.options.end() || !data->is_object()) return {};
  return DataSpec::from_json(*data);
}

TrainOptions options_of(const RunRecord& record) {
  return TrainOptions::from_json(record.options);
}

}  // namespace prism
