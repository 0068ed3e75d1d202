// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/run_inputs.h"

#include "core/base/error.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <system_error>
#include <vector>

namespace prism {

namespace fs = std::filesystem;

std::string path_hash(const fs::path& path) {
  if (!fs::is_directory(path)) return quick_file_hash(path);
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Sha256 hash;
  for (const fs::path& file : files) hash.add(file.filename().string() + "\n" + quick_file_hash(file) + "\n");
  return hash.hex();
}

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
  for (const fs::path& path : {data.upper, data.lower, data.overrides, data.x, data.z, data.pairs}) {
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
