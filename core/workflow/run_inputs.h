// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_record.h"
#include "core/samples/data.h"
#include "core/solve/train.h"

#include <filesystem>
#include <string>

namespace prism {

/// Identity of an input for run records: quick_file_hash of a file; of a folder (a model) one over the names
/// and hashes of the files right inside it.
[[nodiscard]] std::string path_hash(const std::filesystem::path& path);

/// Notes the models or matrices of `data` with their hashes as inputs of the run.
void note_inputs(RunRecord& record, const DataSpec& data);
/// Notes any other file or folder; absent ones are left out.
void note_input(RunRecord& record, const std::filesystem::path& path);
void note_output(RunRecord& record, const std::filesystem::path& path);

/// What a training run's record says of its data and options; empty data when it names none.
[[nodiscard]] DataSpec data_of(const RunRecord& record);
[[nodiscard]] TrainOptions options_of(const RunRecord& record);

}  // namespace prism
