// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/shards.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/close_names.h"
#include "core/model/json_stream.h"

#include <algorithm>
#include <fmt/format.h>
#include <regex>
#include <set>
#include <utility>

namespace prism {
namespace {

constexpr std::size_t kMostTensors = 1u << 20;
constexpr int kMostShards = 1000;

/// {"metadata": {…}, "weight_map": {tensor: file}}; whatever else there is, is stepped over.
class IndexStream final : public JsonStream {
 public:
  using JsonStream::JsonStream;
  std::map<std::string, std::string> files;

  bool null() override { return outside(); }
  bool boolean(bool) override { return outside(); }
  bool number_integer(number_integer_t) override { return outside(); }
  bool number_unsigned(number_unsigned_t) override { return outside(); }
  bool number_float(number_float_t, const string_t&) override { return outside(); }
  bool start_array(std::size_t) override { return deeper(); }
  bool end_array() override { return shallower(); }
  bool start_object(std::size_t) override { return deeper(); }
  bool end_object() override { return shallower(); }

  bool key(string_t& name) override {
    if (m_depth == 1) m_in_map = name == "weight_map";
    if (m_depth == 2 && m_in_map) m_tensor = std::move(name);
    return true;
  }

  bool string(string_t& text) override {
    if (!m_in_map || m_depth != 2) return outside();
    const std::filesystem::path name(text);
    const bool plain = !text.empty() && text.find('\0') == std::string::npos && name == name.filename() &&
                       text != "." && text != "..";
    if (!plain) fail("lies in \"" + shown(text) + "\", outside the folder", "a plain file name");
    if (files.size() == kMostTensors) fail("is one of more than " + std::to_string(kMostTensors));
    if (!files.emplace(m_tensor, text).second) fail("appears twice");
    return true;
  }

 protected:
  std::string where() const override { return "tensor \"" + shown(m_tensor) + "\""; }

 private:
  bool outside() const {
    if (m_in_map && m_depth >= 1) fail("has no file name in \"weight_map\"");
    return true;
  }
  bool deeper() {
    if (m_in_map && m_depth >= 2) fail("has no file name in \"weight_map\"");
    if (++m_depth > 64) fail("is followed by JSON nested deeper than 64 levels");
    return true;
  }
  bool shallower() {
    if (--m_depth == 1) m_in_map = false;
    return true;
  }

  int m_depth = 0;
  bool m_in_map = false;
  std::string m_tensor;
};

/// Adds the tensors and files of one shard to a set.
void append(TensorFile& set, TensorFile shard, const std::string& name) {
  const std::size_t base = set.files.size();
  if (base == 0) set.gguf = std::move(shard.gguf);
  for (TensorInfo& tensor : shard.tensors) {
    tensor.file += base;
    set.tensors.push_back(std::move(tensor));
  }
  set.files.insert(set.files.end(), shard.files.begin(), shard.files.end());
  set.format = shard.format;
  set.metadata.merge(shard.metadata);
  for (const std::string& warning : shard.warnings) set.warnings.push_back(name + ": " + warning);
}

void sort_by_name(TensorFile& set) {
  std::stable_sort(set.tensors.begin(), set.tensors.end(),
                   [](const TensorInfo& a, const TensorInfo& b) { return a.name < b.name; });
  const auto twice =
      std::adjacent_find(set.tensors.begin(), set.tensors.end(),
                         [](const TensorInfo& a, const TensorInfo& b) { return a.name == b.name; });
  if (twice == set.tensors.end()) return;
  throw Error(ErrorCode::format, "tensor \"" + shown(twice->name) + "\" is also in another file of the model",
              set.files[std::next(twice)->file]->path(), "header",
              set.files[twice->file]->path().filename().string() + " alone to hold it");
}

}  // namespace

std::map<std::string, std::string> read_shard_index(const std::filesystem::path& index) {
  const std::string text = read_file(index);
  IndexStream stream(text, 0, index);
  stream.parse();
  if (stream.files.empty()) {
    throw Error(ErrorCode::format, "lists no tensors", index, "\"weight_map\"", "tensor names and files");
  }
  return std::move(stream.files);
}

TensorFile open_shards(const std::filesystem::path& index, OpenFile open) {
  const auto weight_map = read_shard_index(index);
  std::set<std::string> names;
  for (const auto& [tensor, name] : weight_map) names.insert(name);
  TensorFile set;
  for (const std::string& name : names) {
    const std::filesystem::path path = index.parent_path() / name;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
      throw Error(ErrorCode::not_found, "names the shard \"" + shown(name) + "\", which is not there", index,
                  "\"weight_map\"", "all shards in the same folder");
    }
    TensorFile shard = open(path);
    std::erase_if(shard.tensors, [&](const TensorInfo& tensor) {
      const auto place = weight_map.find(tensor.name);
      if (place == weight_map.end()) {
        shard.warnings.push_back("tensor \"" + shown(tensor.name) + "\" is missing from the index");
      }
      // A copy in another shard: the index says which one counts.
      return place != weight_map.end() && place->second != name;
    });
    append(set, std::move(shard), name);
  }
  sort_by_name(set);
  for (const auto& [tensor, name] : weight_map) {
    if (set.find(tensor) == nullptr) {
      throw Error(ErrorCode::format,
                  "says tensor \"" + shown(tensor) + "\" is in \"" + shown(name) + "\", but it is not there",
                  index, "\"weight_map\"", "an index of these files");
    }
  }
  return set;
}

TensorFile open_together(const std::vector<std::filesystem::path>& paths, OpenFile open) {
  TensorFile set;
  for (const std::filesystem::path& path : paths) append(set, open(path), path.filename().string());
  sort_by_name(set);
  return set;
}

std::vector<std::filesystem::path> gguf_shards(const std::filesystem::path& path) {
  static const std::regex kForm("(.*-)([0-9]{5})-of-([0-9]{5})\\.gguf");
  const std::string name = path.filename().string();
  std::smatch parts;
  if (!std::regex_match(name, parts, kForm)) return {};
  const int count = std::stoi(parts[3]);
  const int own = std::stoi(parts[2]);
  if (count < 2 || own < 1 || own > count || count > kMostShards) return {};
  std::vector<std::filesystem::path> paths;
  for (int number = 1; number <= count; ++number) {
    paths.push_back(path.parent_path() / fmt::format("{}{:05}-of-{:05}.gguf", parts[1].str(), number, count));
  }
  return paths;
}

TensorFile open_gguf_model(const std::filesystem::path& path) {
  const std::vector<std::filesystem::path> paths = gguf_shards(path);
  if (paths.empty()) return open_gguf(path);
  for (const std::filesystem::path& shard : paths) {
    std::error_code ignored;
    if (std::filesystem::exists(shard, ignored)) continue;
    throw Error(ErrorCode::not_found, "is a part of a split model that is not there", shard, {},
                fmt::format("all {} parts in the same folder", paths.size()));
  }
  TensorFile set = open_together(paths, open_gguf);
  const auto says = [&](const char* key, std::size_t found) {
    const auto value = set.gguf.find(key);
    if (value == set.gguf.end() || !value->is_number_integer() ||
        value->get<std::int64_t>() == static_cast<std::int64_t>(found)) {
      return;
    }
    throw Error(ErrorCode::mismatch, fmt::format("there are {}", found), paths.front(),
                fmt::format("\"{}\"", key), value->dump());
  };
  says("split.count", paths.size());
  says("split.tensors.count", set.tensors.size());
  return set;
}

}  // namespace prism
