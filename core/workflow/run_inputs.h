// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/path_hash.h"
#include "core/base/run_record.h"
#include "core/samples/data.h"
#include "core/solve/train.h"

#include <filesystem>
#include <string>

namespace prism {

/// Notes the models or matrices of `data` with their hashes as inputs of the run.
void note_inputs(RunRecord& record, const DataSpec& data);
/// Notes any other file or folder; absent ones are left out.
void note_input(RunRecord& record, const std::filesystem::path& path);
void note_output(RunRecord& record, const std::filesystem::path& path);

/// What a training run's record says of its data and options; empty data when it names none.
[[nodiscard]] DataSpec data_of(const RunRecord& record);
[[nodiscard]] TrainOptions options_of(const RunRecord& record);

}  // namespace prism
