// SPDX-License-Identifier: GPL-3.0-or-later
// safetensors: eight bytes of header length, a JSON header, data without holes.
#include "core/base/error.h"
#include "core/model/byte_cursor.h"
#include "core/model/close_names.h"
#include "core/model/safetensors_header.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace prism {
namespace {

constexpr std::uint64_t kLongestHeader = 100'000'000;  // the reference reader's limit

std::string label_of(const TensorInfo& tensor) {
  return "tensor \"" + shown(tensor.name) + "\"";
}

/// Every byte of the data belongs to exactly one tensor.
void check_coverage(std::vector<TensorInfo>& tensors, std::uint64_t data_begin, const MappedFile& file) {
  std::sort(tensors.begin(), tensors.end(), [](const TensorInfo& a, const TensorInfo& b) {
    return std::pair(a.offset, a.bytes) < std::pair(b.offset, b.bytes);
  });
  const std::uint64_t size = file.size() - data_begin;
  const auto fail = [&](std::uint64_t place, const std::string& reason) {
    throw Error(ErrorCode::format, reason, file.path(), "offset " + std::to_string(data_begin + place));
  };
  std::uint64_t next = 0;
  for (TensorInfo& tensor : tensors) {
    if (tensor.bytes > size || tensor.offset > size - tensor.bytes) {
      fail(size, label_of(tensor) + " ends at data offset " + std::to_string(tensor.offset + tensor.bytes) +
                     ", the file's data after " + std::to_string(size) + " bytes");
    }
    if (tensor.offset < next) fail(tensor.offset, label_of(tensor) + " overlaps the tensor before it");
    if (tensor.offset > next) {
      fail(next, std::to_string(tensor.offset - next) + " bytes before " + label_of(tensor) +
                     " belong to no tensor");
    }
    next = tensor.offset + tensor.bytes;
    tensor.offset += data_begin;
  }
  if (next != size) fail(next, std::to_string(size - next) + " bytes after the last tensor belong to none");
}

void sort_by_name(TensorFile& file) {
  std::sort(file.tensors.begin(), file.tensors.end(),
            [](const TensorInfo& a, const TensorInfo& b) { return a.name < b.name; });
  const auto twice =
      std::adjacent_find(file.tensors.begin(), file.tensors.end(),
                         [](const TensorInfo& a, const TensorInfo& b) { return a.name == b.name; });
  if (twice != file.tensors.end()) {
    throw Error(ErrorCode::format, label_of(*twice) + " appears twice",
                file.files[std::next(twice)->file]->path(), "header");
  }
}

void warn_of_names(TensorFile& file) {
  for (const TensorInfo& tensor : file.tensors) {
    if (tensor.name.find('\0') == std::string::npos && tensor.name.find("../") == std::string::npos) continue;
    file.warnings.push_back(label_of(tensor) + " has an odd name; it is never used as a path");
    if (file.warnings.size() >= 20) return;
  }
}

}  // namespace

TensorFile open_safetensors(const std::filesystem::path& path) {
  const auto mapped = MappedFile::open(path);
  ByteCursor cursor(mapped->bytes(), mapped->path());
  if (cursor.left() == 0) cursor.fail("is empty", "a safetensors file");
  const auto length = cursor.number<std::uint64_t>("the header length");
  if (length < 2) cursor.fail_at(0, "has a header of " + std::to_string(length) + " bytes", "at least {}");
  if (length > kLongestHeader) {
    cursor.fail_at(0, "claims a header of " + std::to_string(length) + " bytes",
                   "at most " + std::to_string(kLongestHeader));
  }
  const std::string_view text = cursor.take(length, "the header");
  SafetensorsHeader header = parse_safetensors_header(text, 8, mapped->path());

  TensorFile file;
  file.format = "safetensors";
  file.files.push_back(mapped);
  file.tensors = std::move(header.tensors);
  file.metadata = std::move(header.metadata);
  if (text.front() != '{') file.warnings.push_back("the header begins with a blank at offset 8");
  sort_by_name(file);
  check_coverage(file.tensors, cursor.offset(), *mapped);
  sort_by_name(file);
  warn_of_names(file);
  return file;
}

}  // namespace prism
