// SPDX-License-Identifier: GPL-3.0-or-later
// What torch.save pickles: torch/serialization.py and torch/_utils.py of PyTorch.
#include "core/model/pytorch_state.h"

#include "core/base/error.h"
#include "core/model/close_names.h"
#include "core/model/pytorch_globals.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <utility>

namespace prism {
namespace {

using Kind = Pickle::Kind;
using Value = Pickle::Value;

// Dicts within dicts; real checkpoints have three or four levels.
constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxRank = 64;
// A few bytes of pickle can stand for many tensors or long names; these bound them together with the file's
// size.
constexpr std::uint64_t kNameBytes = 8u << 20;
constexpr std::uint64_t kMaxTensors = 100'000;

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80       ? 1
                               : lead >> 5 == 6  ? 2
                               : lead >> 4 == 14 ? 3
                               : lead >> 3 == 30 ? 4
                                                 : 0;
    if (length == 0 || length > text.size() - i) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
    }
    i += length;
  }
  return true;
}

class StateReader {
 public:
  StateReader(const ZipArchive& archive, const std::string& folder, const Pickle& pickle, TensorFile& result)
      : m_archive(archive), m_folder(folder), m_pickle(pickle), m_result(result) {}

  void walk();

 private:
  struct Visit {
    Value value;
    std::string name;
    std::size_t depth;
  };
  struct Storage {
    const ZipEntry* record = nullptr;
    std::string_view type;
    std::uint64_t count = 0;  ///< elements, bytes for UntypedStorage
  };

  [[noreturn]] void fail(const std::string& tensor, std::string reason, std::string expected = {}) const {
    throw Error(ErrorCode::format, std::move(reason), m_archive.file()->path(),
                fmt::format("data.pkl tensor \"{}\"", shown(tensor)), std::move(expected));
  }
  std::string_view global_name(Value value) const {
    return value.kind == Kind::global ? pytorch_globals()[value.bits].name : std::string_view();
  }
  /// Name and arguments of the function behind a tensor.
  struct TensorCall {
    std::string_view function;
    std::span<const Value> arguments;
  };
  void descend(const Visit& visit, std::vector<Visit>& waiting);
  std::string key_text(const Visit& visit, Value key) const;
  /// The _rebuild_tensor call behind parameter wrappers; nothing if `value` is no tensor.
  std::optional<TensorCall> tensor_call(const Visit& visit) const;
  void add_tensor(const std::string& name, const TensorCall& call);
  Storage storage_of(const std::string& name, Value value) const;
  std::vector<std::int64_t> sizes_of(const std::string& name, Value value, const char* what) const;
  void place(const std::string& name, TensorInfo& info, const Storage& storage, std::uint64_t item,
             std::int64_t offset, std::vector<std::int64_t> strides) const;

  const ZipArchive& m_archive;
  const std::string& m_folder;
  const Pickle& m_pickle;
  TensorFile& m_result;
  std::set<std::string> m_names;
  std::uint64_t m_name_bytes = 0;
};

void StateReader::walk() {
  std::vector<Visit> waiting{{m_pickle.root(), "", 0}};
  std::size_t visited = 0;
  while (!waiting.empty()) {
    const Visit visit = std::move(waiting.back());
    waiting.pop_back();
    // Shared objects could make a small pickle stand for endlessly many names.
    if (++visited > 4 * m_pickle.nodes() + 1000)
      fail(visit.name, "objects that hold each other again and again");
    if (const auto call = tensor_call(visit)) {
      add_tensor(visit.name, *call);
    } else {
      descend(visit, waiting);
    }
  }
}

void StateReader::descend(const Visit& visit, std::vector<Visit>& waiting) {
  const Kind kind = visit.value.kind;
  if (kind != Kind::dict && kind != Kind::list && kind != Kind::tuple) return;
  if (visit.depth >= kMaxDepth)
    fail(visit.name, "dicts nested too deep", fmt::format("at most {}", kMaxDepth));
  const auto& items = m_pickle.node(visit.value).items;
  const std::size_t step = kind == Kind::dict ? 2 : 1;
  for (std::size_t i = 0; i < items.size(); i += step) {
    const Value value = items[i + step - 1];
    // Plain values hold no tensors; leaving them out keeps long lists of numbers cheap.
    if (value.kind < Kind::tuple) continue;
    std::string name = kind == Kind::dict ? key_text(visit, items[i]) : std::to_string(i);
    if (!visit.name.empty()) name = visit.name + "." + name;
    m_name_bytes += name.size();
    if (m_name_bytes > kNameBytes + m_archive.file()->size()) fail(visit.name, "names too long and too many");
    waiting.push_back({value, std::move(name), visit.depth + 1});
  }
}

std::string StateReader::key_text(const Visit& visit, Value key) const {
  if (key.kind == Kind::text) {
    const std::string_view text = m_pickle.text(key);
    if (!is_utf8(text)) fail(visit.name, "a key is not valid UTF-8");
    return std::string(text);
  }
  if (key.kind == Kind::integer) return std::to_string(key.number);
  return fmt::format("({})", key.bits);
}

std::optional<StateReader::TensorCall> StateReader::tensor_call(const Visit& visit) const {
  constexpr std::array<std::string_view, 3> kTensors{"_rebuild_tensor_v2", "_rebuild_tensor_v3",
                                                     "_rebuild_qtensor"};
  constexpr std::array<std::string_view, 5> kWrappers{"_rebuild_parameter", "_rebuild_parameter_with_state",
                                                      "Parameter", "Buffer", "Tensor"};
  const auto among = [](const auto& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  Value value = visit.value;
  for (int layer = 0; layer < 4; ++layer) {
    if (value.kind != Kind::call) return std::nullopt;
    const auto& node = m_pickle.node(value);
    const std::string_view function = pytorch_globals()[static_cast<std::size_t>(node.global)].name;
    const std::span<const Value> arguments = m_pickle.arguments(node);
    if (among(kTensors, function)) return TensorCall{function, arguments};
    if (function == "_rebuild_from_type_v2" && arguments.size() > 2 && arguments[2].kind == Kind::tuple &&
        among(kTensors, global_name(arguments[0]))) {
      return TensorCall{global_name(arguments[0]), m_pickle.node(arguments[2]).items};
    }
    if (!among(kWrappers, function) || arguments.empty()) return std::nullopt;
    value = arguments[0];
  }
  fail(visit.name, "parameters wrapped in parameters");
}

std::vector<std::int64_t> StateReader::sizes_of(const std::string& name, Value value,
                                                const char* what) const {
  if (value.kind != Kind::tuple && value.kind != Kind::list)
    fail(name, fmt::format("its {} is not a tuple", what));
  const auto& items = m_pickle.node(value).items;
  if (items.size() > kMaxRank)
    fail(name, fmt::format("{} dimensions", items.size()), fmt::format("at most {}", kMaxRank));
  std::vector<std::int64_t> sizes;
  for (const Value& item : items) {
    if (item.kind != Kind::integer)
      fail(name, fmt::format("its {} holds something that is no integer", what));
    if (item.number < 0) fail(name, fmt::format("a negative {}, {}", what, item.number), "0 or more");
    sizes.push_back(item.number);
  }
  return sizes;
}

StateReader::Storage StateReader::storage_of(const std::string& name, Value value) const {
  // ("storage", type, record, place, count)
  if (value.kind != Kind::persistent) fail(name, "its storage is not a persistent id");
  const Value id = m_pickle.node(value).items[0];
  if (id.kind != Kind::tuple || m_pickle.node(id).items.size() < 5)
    fail(name, "its storage id is not a tuple of five");
  const auto& items = m_pickle.node(id).items;
  if (items[0].kind != Kind::text || m_pickle.text(items[0]) != "storage" || items[1].kind != Kind::global ||
      items[2].kind != Kind::text || items[4].kind != Kind::integer || items[4].number < 0) {
    fail(name, "its storage id is broken", "(\"storage\", type, record, place, count)");
  }
  Storage storage;
  storage.type = global_name(items[1]);
  storage.count = static_cast<std::uint64_t>(items[4].number);
  const std::string_view key = m_pickle.text(items[2]);
  storage.record = m_archive.find(fmt::format("{}data/{}", m_folder, key.substr(0, 256)));
  if (storage.record == nullptr)
    fail(name, fmt::format("the record data/{} is missing", shown(std::string(key.substr(0, 256)))));
  return storage;
}

void StateReader::add_tensor(const std::string& name, const TensorCall& call) {
  const auto& [function, arguments] = call;
  const bool typed = function == "_rebuild_tensor_v3";
  if (arguments.size() < (typed ? 7u : 4u))
    fail(name, fmt::format("{} with {} arguments", function, arguments.size()));
  const Storage storage = storage_of(name, arguments[0]);
  const std::string_view type = typed ? global_name(arguments[6]) : storage.type;
  const auto dtype = pytorch_dtype(type);
  if (!dtype || function == "_rebuild_qtensor") {
    m_result.warnings.push_back(
        fmt::format("tensor \"{}\" was left out: its type {} is not read", shown(name), type));
    return;
  }
  if (!m_names.insert(name).second) fail(name, "two tensors of this name");
  if (name.find('\0') != std::string::npos || name.find("../") != std::string::npos) {
    m_result.warnings.push_back(
        fmt::format("a tensor name looks like a path or holds NUL: \"{}\"", shown(name)));
  }

  if (m_result.tensors.size() >= kMaxTensors + m_archive.file()->size() / 256) fail(name, "too many tensors");

  TensorInfo info;
  info.name = name;
  info.dtype = *dtype;
  const auto item = static_cast<std::uint64_t>(layout_of(*dtype).block_bytes);
  const bool bytes = storage.type == "UntypedStorage";
  std::uint64_t needed = 0;
  if (__builtin_mul_overflow(storage.count, bytes ? 1 : item, &needed) || needed > storage.record->size) {
    fail(name, fmt::format("a storage of {} elements", storage.count),
         fmt::format("at most the {} bytes of {}", storage.record->size, storage.record->name));
  }
  if (arguments[1].kind != Kind::integer || arguments[1].number < 0) {
    fail(name, "its offset in the storage is not a number of elements", "0 or more");
  }
  info.shape = sizes_of(name, arguments[2], "shape");
  std::vector<std::int64_t> strides = sizes_of(name, arguments[3], "stride");
  if (strides.size() != info.shape.size()) {
    fail(name, fmt::format("{} dimensions but {} strides", info.shape.size(), strides.size()));
  }
  place(name, info, storage, item, arguments[1].number, std::move(strides));
  m_result.tensors.push_back(std::move(info));
}

void StateReader::place(const std::string& name, TensorInfo& info, const Storage& storage, std::uint64_t item,
                        std::int64_t offset, std::vector<std::int64_t> strides) const {
  const std::uint64_t capacity = storage.type == "UntypedStorage" ? storage.count / item : storage.count;
  std::uint64_t elements = 1;
  std::uint64_t last = static_cast<std::uint64_t>(offset);  // index of the last element touched
  bool overflow = false;
  const bool empty = std::find(info.shape.begin(), info.shape.end(), 0) != info.shape.end();
  for (std::size_t i = 0; i < info.shape.size(); ++i) {
    const auto extent = static_cast<std::uint64_t>(info.shape[i]);
    overflow |= __builtin_mul_overflow(elements, std::max<std::uint64_t>(extent, 1), &elements);
    std::uint64_t reach = 0;
    overflow |=
        extent > 1 && __builtin_mul_overflow(extent - 1, static_cast<std::uint64_t>(strides[i]), &reach);
    overflow |= __builtin_add_overflow(last, reach, &last);
  }
  if (overflow) fail(name, "its shape and strides are beyond any storage");
  if (empty) {
    if (static_cast<std::uint64_t>(offset) > capacity) fail(name, "its offset lies beyond its storage");
    info.offset = storage.record->offset + static_cast<std::uint64_t>(offset) * item;
    return;
  }
  if (last >= capacity) {
    fail(name, fmt::format("its last element is number {} of its storage", last),
         fmt::format("below {}, the storage's size", capacity));
  }
  // Views that repeat elements (stride 0) may be larger than their storage, not larger than the file.
  std::uint64_t logical = 0;
  if (__builtin_mul_overflow(elements, item, &logical) || logical > m_archive.file()->size()) {
    fail(name, fmt::format("its shape stands for {} elements, more than the file could hold", elements));
  }
  info.offset = storage.record->offset + static_cast<std::uint64_t>(offset) * item;

  const auto follows = [&](bool from_last) {
    std::int64_t expected = 1;
    for (std::size_t k = 0; k < info.shape.size(); ++k) {
      const std::size_t i = from_last ? info.shape.size() - 1 - k : k;
      if (info.shape[i] != 1 && strides[i] != expected) return false;
      expected *= info.shape[i];
    }
    return true;
  };
  info.bytes = (last - static_cast<std::uint64_t>(offset) + 1) * item;
  if (follows(true)) return;
  if (info.shape.size() == 2 && follows(false)) {
    info.fortran = true;
  } else {
    info.strides = std::move(strides);
  }
}

}  // namespace

void read_pytorch_state(const ZipArchive& archive, const std::string& folder, TensorFile& result) {
  const ZipEntry& entry = *archive.find(folder + "data.pkl");
  archive.check_crc(entry);
  // A file of many tensors describes many objects, but then their records are bytes that are really there.
  const Pickle pickle(archive.data(entry), pytorch_globals(), archive.file()->path(), entry.name,
                      archive.file()->size() / 2);
  if (pickle.trailing() > 0) {
    result.warnings.push_back(
        fmt::format("{} has {} bytes after the end of the pickle", entry.name, pickle.trailing()));
  }
  StateReader(archive, folder, pickle, result).walk();
}

}  // namespace prism
