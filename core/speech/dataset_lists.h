// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/speech/dataset.h"

#include <filesystem>
#include <string>
#include <vector>

namespace prism {

/// A line of a dataset's list.
struct ListedUtterance {
  std::string id;
  std::string text;
  std::string speaker;
  std::vector<std::filesystem::path> folders;  ///< where its recording may be, as ID.wav, ID.flac …
};

/// Finds the list below `path` (or takes the file it is), sets the layout and adds warnings about bad lines.
/// Throws Error(not_found) naming what was looked for, Error(format) for a list without a single utterance.
[[nodiscard]] std::vector<ListedUtterance> read_dataset_list(const std::filesystem::path& path,
                                                             SpeechDataset& dataset);

}  // namespace prism
