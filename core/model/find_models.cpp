// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/model.h"
#include "core/model/shards.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string_view>

namespace prism {
namespace {

namespace fs = std::filesystem;

fs::path environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? fs::path(value) : fs::path();
}

fs::path hugging_face_cache() {
  if (const fs::path folder = environment("HF_HUB_CACHE"); !folder.empty()) return folder;
  if (const fs::path folder = environment("HF_HOME"); !folder.empty()) return folder / "hub";
  const fs::path home = environment("HOME");
  return home.empty() ? fs::path() : home / ".cache" / "huggingface" / "hub";
}

/// Entries of a folder by name; none where it cannot be read.
std::vector<fs::path> entries(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code problem;
  for (fs::directory_iterator it(folder, problem), end; !problem && it != end; it.increment(problem)) {
    if (!it->path().filename().string().starts_with('.')) found.push_back(it->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool has(const fs::path& folder, const char* name) {
  std::error_code ignored;
  return fs::exists(folder / name, ignored);
}

bool is_model_folder(const fs::path& folder) {
  return has(folder, "model.safetensors") || has(folder, "model.safetensors.index.json") ||
         has(folder, "pytorch_model.bin") || has(folder, "pytorch_model.bin.index.json");
}

bool is_model_file(const fs::path& path) {
  const std::string extension = path.extension().string();
  std::error_code ignored;
  return (extension == ".safetensors" || extension == ".gguf" || extension == ".pt" || extension == ".pth") &&
         fs::is_regular_file(path, ignored);
}

class Search {
 public:
  explicit Search(const RunControl& control) : m_control(control) {}

  void in_cache(const fs::path& cache) {
    constexpr std::string_view kPrefix = "models--";
    for (const fs::path& repository : entries(cache)) {
      const std::string folder = repository.filename().string();
      if (!folder.starts_with(kPrefix) || !is_folder(repository)) continue;
      std::string name = folder.substr(kPrefix.size());
      if (const auto dashes = name.find("--"); dashes != std::string::npos) name.replace(dashes, 2, "/");
      const fs::path snapshot = current_snapshot(repository);
      if (!snapshot.empty()) add(snapshot, name);
    }
  }

  void in_folder(const fs::path& folder, int levels) {
    if (is_model_folder(folder)) {
      add(folder, name_of_folder(folder));
      return;
    }
    for (const fs::path& entry : entries(folder)) {
      const auto shards = gguf_shards(entry);
      if (!shards.empty() && entry != shards.front()) continue;  // listed with its first part
      if (is_model_file(entry)) {
        add(entry, entry.filename().string());
      } else if (levels > 0 && is_folder(entry)) {
        in_folder(entry, levels - 1);
      }
    }
  }

  std::vector<FoundModel> result;

 private:
  /// What refs/main names, else the snapshot that was written last.
  static fs::path current_snapshot(const fs::path& repository) {
    std::error_code ignored;
    if (has(repository, "refs/main")) {
      try {
        std::string revision = read_file(repository / "refs" / "main", 4096);
        while (!revision.empty() && (revision.back() == '\n' || revision.back() == ' ')) revision.pop_back();
        const bool plain = !revision.empty() && fs::path(revision) == fs::path(revision).filename();
        if (plain && is_folder(repository / "snapshots" / revision)) {
          return repository / "snapshots" / revision;
        }
      } catch (const Error&) {
        // An unreadable reference: the newest snapshot will do.
      }
    }
    fs::path newest;
    for (const fs::path& snapshot : entries(repository / "snapshots")) {
      if (!is_folder(snapshot)) continue;
      if (newest.empty() || fs::last_write_time(snapshot, ignored) > fs::last_write_time(newest, ignored)) {
        newest = snapshot;
      }
    }
    return newest;
  }

  static std::string name_of_folder(const fs::path& folder) {
    const fs::path plain = folder.lexically_normal();
    return (plain.filename().empty() ? plain.parent_path() : plain).filename().string();
  }

  void add(const fs::path& path, const std::string& name) {
    m_control.check();
    std::error_code problem;
    const fs::path real = fs::canonical(path, problem);
    if (!m_seen.insert(problem ? path : real).second) return;
    FoundModel model{path, name, 0, {}};
    try {
      model.bytes = open_model(path).bytes();
    } catch (const Error& error) {
      model.problem = error.what();
    }
    result.push_back(std::move(model));
  }

  const RunControl& m_control;
  std::set<fs::path> m_seen;
};

}  // namespace

std::vector<FoundModel> find_models(const std::vector<fs::path>& folders, const RunControl& control) {
  Search search(control);
  if (const fs::path cache = hugging_face_cache(); !cache.empty()) search.in_cache(cache);
  for (const fs::path& folder : folders) search.in_folder(folder, 2);
  std::stable_sort(search.result.begin(), search.result.end(),
                   [](const FoundModel& a, const FoundModel& b) { return a.name < b.name; });
  return std::move(search.result);
}

}  // namespace prism
