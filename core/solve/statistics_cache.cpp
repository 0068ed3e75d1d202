// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/crc32c.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/model/tensor_file.h"
#include "core/model/writers.h"
#include "core/solve/blas_torch.h"
#include "core/solve/large_tensor_torch.h"
#include "core/solve/statistics_cache_torch.h"

#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

#include <ATen/ATen.h>

namespace prism {
namespace {

constexpr const char* kFormat = "1";

struct Entry {
  std::string name;
  std::vector<std::int64_t> shape;
  at::Tensor* tensor;
};

void add_part(std::vector<Entry>& entries, const std::string& name, Moments& moments, std::int64_t d_in,
              std::int64_t d_out) {
  entries.push_back({name + ".sum_x", {d_in}, &moments.sum_x});
  entries.push_back({name + ".sum_z", {d_out}, &moments.sum_z});
  entries.push_back({name + ".gram", {d_in, d_in}, &moments.gram});
  entries.push_back({name + ".cross", {d_in, d_out}, &moments.cross});
  entries.push_back({name + ".zz", {d_out}, &moments.zz});
}

std::vector<Entry> entries_of(Statistics& statistics) {
  std::vector<Entry> entries;
  entries.push_back({"provisional.x", {statistics.d_in}, &statistics.provisional_x});
  entries.push_back({"provisional.z", {statistics.d_out}, &statistics.provisional_z});
  add_part(entries, "train", statistics.train, statistics.d_in, statistics.d_out);
  add_part(entries, "validation", statistics.validation, statistics.d_in, statistics.d_out);
  add_part(entries, "test", statistics.test, statistics.d_in, statistics.d_out);
  return entries;
}

std::span<const std::byte> bytes_of(const at::Tensor& tensor) {
  return {static_cast<const std::byte*>(tensor.data_ptr()), tensor.nbytes()};
}

}  // namespace

std::string makers_of(const Statistics& statistics) {
  const std::string threads = std::to_string(blas_threads());
  return statistics.group->alone() ? threads : threads + " x " + std::to_string(statistics.group->size());
}

bool load_statistics(Statistics& statistics, const std::filesystem::path& file, const std::string& makers) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return false;
  try {
    const TensorFile stored = open_safetensors(file);
    const auto field = [&](const std::string& key) {
      const auto found = stored.metadata.find(key);
      return found == stored.metadata.end() ? std::string() : found->second;
    };
    if (field("prism.statistics") != kFormat || field("identity") != statistics.identity) return false;
    if (!makers.empty() && field("threads") != makers) return false;
    const Json checksums = parse_json(field("crc32c"), file);
    Statistics loaded = statistics;
    for (const Entry& entry : entries_of(loaded)) {
      const TensorInfo& info = stored.get(entry.name);
      const auto bytes = stored.data(info);
      if (info.dtype != DType::f64 || info.shape != entry.shape ||
          crc32c(bytes) != json_field<std::uint32_t>(checksums, entry.name, file)) {
        throw Error(ErrorCode::format, "the stored statistics are damaged", file, entry.name,
                    "the bytes that were written");
      }
      *entry.tensor = entry.shape.size() == 2 ? large_zeros(entry.shape[0], entry.shape[1], at::kDouble)
                                              : at::empty(entry.shape, at::kDouble);
      std::memcpy(entry.tensor->data_ptr(), bytes.data(), bytes.size());
    }
    statistics = std::move(loaded);
    return true;
  } catch (const Error& error) {
    log_warning(std::string("Stored statistics are not used and will be collected again: ") + error.what());
    return false;
  }
}

void save_statistics(const Statistics& statistics, const std::filesystem::path& file) {
  Statistics copy = statistics;  // tensors are shared, nothing large is copied
  std::vector<TensorToWrite> tensors;
  Json checksums = Json::object();
  for (const Entry& entry : entries_of(copy)) {
    TensorToWrite& tensor = tensors.emplace_back();
    tensor.name = entry.name;
    tensor.dtype = DType::f64;
    tensor.shape = entry.shape;
    tensor.raw = bytes_of(*entry.tensor);
    checksums[entry.name] = crc32c(tensor.raw);
  }
  write_safetensors(file, tensors,
                    {{"prism.statistics", kFormat},
                     {"identity", statistics.identity},
                     {"threads", makers_of(statistics)},
                     {"crc32c", dump_json(checksums)}});
}

}  // namespace prism
