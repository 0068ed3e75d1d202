// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workflow/open_data.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/path_hash.h"
#include "core/base/sha256.h"
#include "core/llm/activations.h"
#include "core/model/tensor_file.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <system_error>
#include <vector>

namespace prism {

namespace fs = std::filesystem;

namespace {

// A change of what is written for the same inputs needs another number here.
constexpr const char* kFormat = "activations 1";
constexpr std::uint64_t kLongestText = std::uint64_t{4} << 30;

void check_form(const DataSpec& data) {
  const auto usage = [](const char* reason, const char* expected) {
    throw Error(ErrorCode::usage, reason, {}, {}, expected);
  };
  if (data.upper.empty() || data.lower.empty()) {
    usage("a text needs both models to run over it", "--upper and --lower beside --text");
  }
  if (!data.x.empty() || !data.z.empty() || !data.pairs.empty()) {
    usage("more than one kind of training data is given",
          "--upper, --lower and --text, or --x and --z, or --pairs");
  }
  if (!data.upper_layer.empty() || !data.lower_layer.empty()) {
    usage("a text uses hidden states, not single tensors", "--exit-layer and --entry-layer");
  }
  if (data.max_samples < 0) usage("the number of samples is negative", "0 for all, or a positive number");
}

/// False for a damaged file, which is then written anew.
bool is_whole(const fs::path& file) {
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return false;
  try {
    return open_safetensors(file).find("x") != nullptr;
  } catch (const Error& error) {
    log_warning(fmt::format("the activations are written anew: {}", error.what()));
    return false;
  }
}

}  // namespace

ActivationOptions activation_options(const DataSpec& data) {
  ActivationOptions options;
  options.exit_layer = data.exit_layer;
  options.entry_layer = data.entry_layer;
  options.target = activation_target_of(data.target);
  options.max_samples = data.max_samples;
  return options;
}

ActivationModels open_activation_models(const DataSpec& data, const std::string& device,
                                        const RunControl& control) {
  check_form(data);
  ActivationModels models;
  models.text = read_file(data.text, kLongestText);
  ModelOptions options;
  options.device = device.substr(0, device.find(','));
  models.upper = LanguageModel::open(data.upper, options, control);
  models.lower = fs::equivalent(data.upper, data.lower) ? models.upper
                                                        : LanguageModel::open(data.lower, options, control);
  return models;
}

fs::path activation_cache_folder() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return fs::path(value == nullptr ? "" : value);
  };
  if (const fs::path own = variable("PRISM_CACHE"); !own.empty()) return own / "activations";
  fs::path cache = variable("XDG_CACHE_HOME");
  // The specification of base directories: relative ones are to be ignored.
  if (!cache.is_absolute()) cache = variable("HOME") / ".cache";
  return cache / "prism-workbench" / "activations";
}

void prune_cache(const fs::path& folder, const fs::path& keep, const CacheLimits& limits) {
  struct Entry {
    fs::file_time_type used;
    std::uint64_t bytes;
    fs::path path;
  };
  std::vector<Entry> entries;
  std::uint64_t total = 0;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (entry.path().extension() != ".safetensors" || !entry.is_regular_file(failed)) continue;
    const std::uint64_t bytes = entry.file_size(failed);
    if (failed) continue;
    total += bytes;
    if (entry.path() != keep) entries.push_back({entry.last_write_time(failed), bytes, entry.path()});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.used < b.used; });
  const auto oldest =
      fs::file_time_type::clock::now() - std::chrono::duration_cast<fs::file_time_type::duration>(
                                             std::chrono::duration<double>(86400 * limits.days));
  for (const Entry& entry : entries) {
    if (entry.used >= oldest && total <= limits.bytes) break;
    if (fs::remove(entry.path, failed)) total -= entry.bytes;
  }
}

fs::path cached_activations(const DataSpec& data, const RunControl& control) {
  check_form(data);
  const ActivationOptions options = activation_options(data);
  // The paths belong to the key: the pairs name the models for their words and rows.
  const std::string key = sha256_hex(fmt::format(
      "{}\n{}\n{}\n{}\n{}\n{}\n{} {} {} {} {}\n", kFormat,
      fs::absolute(data.upper).lexically_normal().string(), path_hash(data.upper),
      fs::absolute(data.lower).lexically_normal().string(), path_hash(data.lower), sha256_of_file(data.text),
      options.exit_layer, options.entry_layer, name_of(options.target), options.window, options.max_samples));
  const fs::path folder = activation_cache_folder();
  const fs::path file = folder / (key.substr(0, 32) + ".safetensors");
  if (is_whole(file)) {
    std::error_code ignored;  // its time says when it was last used
    fs::last_write_time(file, fs::file_time_type::clock::now(), ignored);
    return file;
  }
  const ActivationModels models = open_activation_models(data, "cpu", control);
  (void)write_activations(*models.upper, *models.lower, models.text, options, file, control);
  prune_cache(folder, file);
  return file;
}

std::unique_ptr<SampleSource> open_data(const DataSpec& data, std::uint64_t seed, const RunControl& control) {
  if (data.text.empty()) return open_samples(data, seed, control);
  DataSpec pairs;
  pairs.pairs = cached_activations(data, control);
  return open_samples(pairs, seed, control);
}

}  // namespace prism
