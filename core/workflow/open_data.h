// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/llm/activations.h"
#include "core/samples/data.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace prism {

/// Every kind of DataSpec. One that names a text has its models run over it once; the pairs lie in
/// activation_cache_folder() from then on, under a name made of both models, the text and the options. Throws
/// Error, and Stopped (nothing is kept of an unfinished run).
[[nodiscard]] std::unique_ptr<SampleSource> open_data(const DataSpec& data, std::uint64_t seed,
                                                      const RunControl& control = {});

/// The pairs of a DataSpec that names a text: from the cache, or written there now.
[[nodiscard]] std::filesystem::path cached_activations(const DataSpec& data, const RunControl& control = {});

/// What a DataSpec that names a text needs to be run.
struct ActivationModels {
  std::shared_ptr<const LanguageModel> upper, lower;  ///< one and the same when the paths are
  std::string text;
};
/// Throws Error(usage) when the spec mixes kinds of data.
[[nodiscard]] ActivationModels open_activation_models(const DataSpec& data, const std::string& device,
                                                      const RunControl& control = {});
[[nodiscard]] ActivationOptions activation_options(const DataSpec& data);

/// $PRISM_CACHE/activations, else $XDG_CACHE_HOME/prism-workbench/activations (~/.cache/…).
[[nodiscard]] std::filesystem::path activation_cache_folder();

struct CacheLimits {
  std::uint64_t bytes = std::uint64_t{20} << 30;
  double days = 30;  ///< since last used
};
/// Removes what was not used for `days`, then the longest unused until `bytes` are kept; never `keep`.
void prune_cache(const std::filesystem::path& folder, const std::filesystem::path& keep,
                 const CacheLimits& limits = {});

}  // namespace prism
