// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/pytorch_state.h"
#include "core/model/tensor_file.h"
#include "core/model/zip_archive.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <set>
#include <string_view>
#include <utility>

namespace prism {
namespace {

// Records up to this size have their CRC checked on opening; big ones would have to be read whole.
constexpr std::uint64_t kSmallRecord = 64u << 10;
constexpr std::uint64_t kCheckedInAll = 16u << 20;

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Formats torch.load still knows but this program does not: told apart so that the message helps.
void refuse_old_formats(const MappedFile& file) {
  const std::string_view text = text_of(file.bytes());
  const std::string hint = "a zip checkpoint: load it with torch and save it again with torch.save";
  // The pickled magic number 0x1950a86a20f9469cfc6c that starts every checkpoint of PyTorch 0.2 to 1.5.
  if (text.substr(0, 16).find("\x8a\x0al\xfc\x9c\x46\xf9 j\xa8P\x19") != std::string_view::npos) {
    throw Error(ErrorCode::unsupported, "is a checkpoint from before PyTorch 1.6 (not a zip archive)",
                file.path(), "offset 0", hint);
  }
  if (text.size() > 512 && text.substr(257, 5) == "ustar") {
    throw Error(ErrorCode::unsupported, "is a tar archive, the checkpoint format before PyTorch 0.2",
                file.path(), "offset 257", hint);
  }
  if (text.size() > 1 && text[0] == '\x80' && text[1] >= 2 && text[1] <= 5) {
    throw Error(ErrorCode::unsupported, "is a bare pickle, not a zip checkpoint", file.path(), "offset 0",
                hint);
  }
}

/// "name/" in front of every entry, or "" for archives without a folder. Refuses archives with two states.
std::string find_folder(const ZipArchive& archive) {
  constexpr std::string_view kState = "data.pkl";
  const ZipEntry* found = nullptr;
  for (const ZipEntry& entry : archive.entries()) {
    const std::string_view name = entry.name;
    if (!name.ends_with(kState)) continue;
    const std::string_view folder = name.substr(0, name.size() - kState.size());
    const bool top = folder.empty() || folder.find('/') == folder.size() - 1;
    if (!top) continue;
    if (found != nullptr) {
      throw Error(ErrorCode::format, fmt::format("two states, \"{}\" and \"{}\"", found->name, entry.name),
                  archive.file()->path(), fmt::format("zip offset {}", entry.header), "one data.pkl");
    }
    found = &entry;
  }
  if (found == nullptr) {
    throw Error(ErrorCode::format, "is a zip archive without data.pkl", archive.file()->path(),
                "zip directory", "a checkpoint written by torch.save");
  }
  return found->name.substr(0, found->name.size() - kState.size());
}

void refuse_torchscript(const ZipArchive& archive, const std::string& folder) {
  for (const ZipEntry& entry : archive.entries()) {
    if (entry.name == folder + "constants.pkl" || entry.name.starts_with(folder + "code/")) {
      throw Error(ErrorCode::unsupported, "is a TorchScript program, not a file of weights",
                  archive.file()->path(), entry.name,
                  "a state dict: torch.save(torch.jit.load(file).state_dict(), other_file)");
    }
  }
}

void check_records(const ZipArchive& archive, const std::string& folder) {
  std::uint64_t checked = 0;
  for (const ZipEntry& entry : archive.entries()) {
    if (!entry.name.starts_with(folder)) continue;
    const std::string_view rest = std::string_view(entry.name).substr(folder.size());
    if (!rest.starts_with("data/") && rest != "byteorder" && rest != "version") continue;
    (void)archive.data(entry);  // throws for a compressed one
    if (entry.size > kSmallRecord || checked + entry.size > kCheckedInAll) continue;
    archive.check_crc(entry);
    checked += entry.size;
  }
  if (const ZipEntry* order = archive.find(folder + "byteorder"); order != nullptr) {
    const std::string_view text = text_of(archive.data(*order));
    if (text != "little") {
      throw Error(ErrorCode::unsupported, fmt::format("byte order \"{}\"", text.substr(0, 16)),
                  archive.file()->path(), order->name, "\"little\"");
    }
  }
}

}  // namespace

TensorFile open_pytorch(const std::filesystem::path& path) {
  auto file = MappedFile::open(path);
  refuse_old_formats(*file);
  const ZipArchive archive(file);
  const std::string folder = find_folder(archive);
  refuse_torchscript(archive, folder);
  check_records(archive, folder);

  TensorFile result;
  result.format = "pytorch";
  read_pytorch_state(archive, folder, result);
  if (result.tensors.empty()) result.warnings.push_back("the checkpoint holds no tensors");
  std::sort(result.tensors.begin(), result.tensors.end(),
            [](const TensorInfo& a, const TensorInfo& b) { return a.name < b.name; });
  // The checks touched a page or more of every record.
  file->forget(0, file->size());
  result.files.push_back(std::move(file));
  return result;
}

}  // namespace prism
