// SPDX-License-Identifier: GPL-3.0-or-later
// The layout follows PKWARE's APPNOTE 6.3, sections 4.3 and 4.5.3.
#include "core/model/zip_archive.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <optional>
#include <utility>
#include <zlib.h>

namespace prism {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEndRecord = 0x06054b50;
constexpr std::uint32_t kZip64End = 0x06064b50;
constexpr std::uint32_t kZip64Locator = 0x07064b50;
constexpr std::uint64_t kLocalHeaderSize = 30;
constexpr std::uint64_t kCentralHeaderSize = 46;
constexpr std::uint64_t kEndRecordSize = 22;
constexpr std::uint64_t kZip64EndSize = 56;
constexpr std::uint64_t kZip64LocatorSize = 20;
constexpr std::uint16_t kZip64Extra = 0x0001;
constexpr std::uint16_t kEncrypted = 0x2041;  // plain, strong and masked-header encryption
constexpr std::uint16_t kSizesFollowData = 0x0008;
constexpr std::uint32_t kInZip64 = 0xFFFFFFFFu;
// Far above any checkpoint (one entry a tensor); keeps the entry list small beside the bytes present.
constexpr std::uint64_t kMaxEntries = 200'000;

/// Little-endian integers out of the mapped file; every read is checked against its end.
class Bytes {
 public:
  Bytes(std::span<const std::byte> bytes, const std::filesystem::path& path) : m_bytes(bytes), m_path(path) {}

  template <typename T>
  T get(std::uint64_t offset) const {
    require(offset, sizeof(T));
    T value{};
    std::memcpy(&value, m_bytes.data() + offset, sizeof(T));
    return value;
  }
  std::string text(std::uint64_t offset, std::uint64_t length) const {
    require(offset, length);
    return {reinterpret_cast<const char*>(m_bytes.data() + offset), length};
  }
  void require(std::uint64_t offset, std::uint64_t length) const {
    if (offset > m_bytes.size() || length > m_bytes.size() - offset) {
      fail(offset,
           fmt::format("{} bytes would reach past the end of the file ({} bytes)", length, m_bytes.size()));
    }
  }
  [[noreturn]] void fail(std::uint64_t offset, std::string reason, std::string expected = {}) const {
    throw Error(ErrorCode::format, std::move(reason), m_path, fmt::format("zip offset {}", offset),
                std::move(expected));
  }

 private:
  std::span<const std::byte> m_bytes;
  const std::filesystem::path& m_path;
};

/// The zip64 fields of one header: the 64-bit values stand in for those that are saturated, in this order.
struct WideFields {
  std::uint64_t* fields[3];
};

void read_zip64_extra(const Bytes& bytes, std::uint64_t extra, std::uint64_t length, WideFields wide) {
  const std::uint64_t end = extra + length;
  bytes.require(extra, length);
  std::optional<std::pair<std::uint64_t, std::uint64_t>> found;
  for (std::uint64_t at = extra; at < end;) {
    if (end - at < 4) break;  // padding shorter than a field header is common and harmless
    const auto id = bytes.get<std::uint16_t>(at);
    const auto size = bytes.get<std::uint16_t>(at + 2);
    if (size > end - at - 4) bytes.fail(at, "an extra field reaches past its header");
    if (id == kZip64Extra) {
      if (found) bytes.fail(at, "a second zip64 field", "one");
      found = {at + 4, size};
    }
    at += 4 + static_cast<std::uint64_t>(size);
  }
  std::uint64_t at = found ? found->first : 0;
  std::uint64_t left = found ? found->second : 0;
  for (std::uint64_t* field : wide.fields) {
    if (field == nullptr || *field != kInZip64) continue;
    if (left < 8) bytes.fail(extra, "a 64-bit size or offset is missing from the zip64 field");
    *field = bytes.get<std::uint64_t>(at);
    at += 8;
    left -= 8;
  }
}

bool is_safe_name(const std::string& name) {
  if (name.empty() || name.front() == '/' || name.find('\0') != std::string::npos ||
      name.find('\\') != std::string::npos) {
    return false;
  }
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t slash = std::min(name.find('/', begin), name.size());
    if (name.compare(begin, slash - begin, "..") == 0) return false;
    begin = slash + 1;
  }
  return true;
}

}  // namespace

ZipArchive::ZipArchive(std::shared_ptr<const MappedFile> file) : m_file(std::move(file)) {
  const Directory directory = find_directory();
  read_directory(directory);
  check_overlaps(directory);
  std::sort(m_entries.begin(), m_entries.end(),
            [](const ZipEntry& a, const ZipEntry& b) { return a.name < b.name; });
  const auto twice =
      std::adjacent_find(m_entries.begin(), m_entries.end(),
                         [](const ZipEntry& a, const ZipEntry& b) { return a.name == b.name; });
  if (twice != m_entries.end()) {
    Bytes(m_file->bytes(), m_file->path())
        .fail(twice->header, fmt::format("two entries named \"{}\"", twice->name));
  }
}

ZipArchive::Directory ZipArchive::find_directory() const {
  const Bytes bytes(m_file->bytes(), m_file->path());
  const std::uint64_t size = m_file->size();
  if (size < kEndRecordSize || bytes.get<std::uint32_t>(0) != kLocalHeader) {
    if (size < kEndRecordSize || bytes.get<std::uint32_t>(0) != kEndRecord) {
      bytes.fail(0, "is not a zip archive", "\"PK\" 3 4");
    }
  }
  const std::uint64_t lowest = size - std::min<std::uint64_t>(size, kEndRecordSize + 0xFFFF);
  std::optional<std::uint64_t> end_record;
  for (std::uint64_t at = size - kEndRecordSize + 1; at-- > lowest;) {
    if (bytes.get<std::uint32_t>(at) == kEndRecord &&
        at + kEndRecordSize + bytes.get<std::uint16_t>(at + 20) == size) {
      end_record = at;
      break;
    }
  }
  if (!end_record)
    bytes.fail(size, "the zip directory at the end is missing", "a whole file: was it cut off?");
  const std::uint64_t at = *end_record;
  const auto on_this_disk = bytes.get<std::uint16_t>(at + 8);
  const auto total = bytes.get<std::uint16_t>(at + 10);
  const auto disk = bytes.get<std::uint16_t>(at + 4);
  if ((disk != 0 && disk != 0xFFFF) || on_this_disk != total) {
    throw Error(ErrorCode::unsupported, "a zip archive in several volumes", m_file->path(),
                fmt::format("zip offset {}", at), "one file");
  }
  Directory directory{bytes.get<std::uint32_t>(at + 16), bytes.get<std::uint32_t>(at + 12), total, at};
  const bool required =
      total == 0xFFFF || directory.size == kInZip64 || directory.offset == kInZip64 || disk == 0xFFFF;
  read_zip64_end(at, directory, required);
  if (directory.offset > directory.end || directory.size != directory.end - directory.offset) {
    bytes.fail(at,
               fmt::format("the directory is said to be {} bytes at {}", directory.size, directory.offset),
               fmt::format("to end at {}", directory.end));
  }
  if (directory.entries > directory.size / kCentralHeaderSize) {
    bytes.fail(at, fmt::format("{} entries cannot be in a directory of {} bytes", directory.entries,
                               directory.size));
  }
  if (directory.entries > kMaxEntries) {
    bytes.fail(at, fmt::format("{} entries", directory.entries), fmt::format("at most {}", kMaxEntries));
  }
  return directory;
}

void ZipArchive::read_zip64_end(std::uint64_t end_record, Directory& directory, bool required) const {
  const Bytes bytes(m_file->bytes(), m_file->path());
  const bool located = end_record >= kZip64LocatorSize &&
                       bytes.get<std::uint32_t>(end_record - kZip64LocatorSize) == kZip64Locator;
  if (!located) {
    if (required) bytes.fail(end_record, "the zip64 end record is missing");
    return;
  }
  const std::uint64_t locator = end_record - kZip64LocatorSize;
  const auto at = bytes.get<std::uint64_t>(locator + 8);
  if (at > locator || locator - at < kZip64EndSize || bytes.get<std::uint32_t>(at) != kZip64End) {
    bytes.fail(locator, fmt::format("no zip64 end record at {}", at));
  }
  const auto record_size = bytes.get<std::uint64_t>(at + 4);
  if (record_size != locator - at - 12) bytes.fail(at, "the zip64 end record has a wrong size");
  const Directory wide{bytes.get<std::uint64_t>(at + 48), bytes.get<std::uint64_t>(at + 40),
                       bytes.get<std::uint64_t>(at + 32), at};
  // Where the short record also gives a number, both must agree: a reader may believe either.
  if ((directory.entries != 0xFFFF && directory.entries != wide.entries) ||
      (directory.size != kInZip64 && directory.size != wide.size) ||
      (directory.offset != kInZip64 && directory.offset != wide.offset)) {
    bytes.fail(at, "the zip64 end record contradicts the end record");
  }
  directory = wide;
}

void ZipArchive::read_directory(const Directory& directory) {
  const Bytes bytes(m_file->bytes(), m_file->path());
  m_entries.reserve(directory.entries);
  std::uint64_t at = directory.offset;
  for (std::uint64_t index = 0; index < directory.entries; ++index) {
    if (directory.end - at < kCentralHeaderSize || bytes.get<std::uint32_t>(at) != kCentralHeader) {
      bytes.fail(at, fmt::format("entry {} of the directory is missing", index));
    }
    const auto flags = bytes.get<std::uint16_t>(at + 8);
    const auto method = bytes.get<std::uint16_t>(at + 10);
    const std::uint64_t name_size = bytes.get<std::uint16_t>(at + 28);
    const std::uint64_t extra_size = bytes.get<std::uint16_t>(at + 30);
    const std::uint64_t comment_size = bytes.get<std::uint16_t>(at + 32);
    const std::uint64_t entry_size = kCentralHeaderSize + name_size + extra_size + comment_size;
    if (entry_size > directory.end - at) bytes.fail(at, "a directory entry reaches past the directory");

    ZipEntry entry;
    entry.crc = bytes.get<std::uint32_t>(at + 16);
    entry.packed_size = bytes.get<std::uint32_t>(at + 20);
    entry.size = bytes.get<std::uint32_t>(at + 24);
    entry.header = bytes.get<std::uint32_t>(at + 42);
    entry.name = bytes.text(at + kCentralHeaderSize, name_size);
    entry.stored = method == 0;
    read_zip64_extra(bytes, at + kCentralHeaderSize + name_size, extra_size,
                     {{&entry.size, &entry.packed_size, &entry.header}});
    if (!is_safe_name(entry.name)) {
      bytes.fail(at, fmt::format("entry {} has a name that leads out of the archive or is empty", index),
                 "a relative name without \"..\"");
    }
    if ((flags & kEncrypted) != 0) {
      throw Error(ErrorCode::unsupported, fmt::format("\"{}\" is encrypted", entry.name), m_file->path(),
                  fmt::format("zip offset {}", at));
    }
    if (entry.stored && entry.size != entry.packed_size) {
      bytes.fail(at, fmt::format("\"{}\" is stored but has two sizes, {} and {}", entry.name, entry.size,
                                 entry.packed_size));
    }
    check_local_header(entry, flags, method);
    m_entries.push_back(std::move(entry));
    at += entry_size;
  }
  if (at != directory.end) bytes.fail(at, "bytes after the last directory entry");
}

void ZipArchive::check_local_header(ZipEntry& entry, std::uint16_t flags, std::uint16_t method) const {
  const Bytes bytes(m_file->bytes(), m_file->path());
  const std::uint64_t at = entry.header;
  bytes.require(at, kLocalHeaderSize);
  if (bytes.get<std::uint32_t>(at) != kLocalHeader) {
    bytes.fail(at, fmt::format("no local header for \"{}\"", entry.name));
  }
  const std::uint64_t name_size = bytes.get<std::uint16_t>(at + 26);
  const std::uint64_t extra_size = bytes.get<std::uint16_t>(at + 28);
  const std::string name = bytes.text(at + kLocalHeaderSize, name_size);
  if (name != entry.name) {
    bytes.fail(at, fmt::format("the local name differs from the directory's \"{}\"", entry.name));
  }
  if (bytes.get<std::uint16_t>(at + 6) != flags || bytes.get<std::uint16_t>(at + 8) != method) {
    bytes.fail(at, fmt::format("\"{}\" has other flags or another method than in the directory", entry.name));
  }
  const auto crc = bytes.get<std::uint32_t>(at + 14);
  std::uint64_t packed = bytes.get<std::uint32_t>(at + 18);
  std::uint64_t size = bytes.get<std::uint32_t>(at + 22);
  const bool follows = (flags & kSizesFollowData) != 0;
  if (size == kInZip64 || packed == kInZip64) {
    read_zip64_extra(bytes, at + kLocalHeaderSize + name_size, extra_size, {{&size, &packed, nullptr}});
  }
  // With the sizes behind the data, zeros here are right; anything else must be the truth.
  const bool empty = crc == 0 && size == 0 && packed == 0;
  if (!(follows && empty) && (crc != entry.crc || size != entry.size || packed != entry.packed_size)) {
    bytes.fail(at, fmt::format("the local sizes or CRC of \"{}\" differ from the directory's", entry.name));
  }
  entry.offset = at + kLocalHeaderSize + name_size + extra_size;
  if (entry.offset > m_file->size() || entry.packed_size > m_file->size() - entry.offset) {
    bytes.fail(at, fmt::format("\"{}\" is said to hold {} bytes, more than the file has", entry.name,
                               entry.packed_size));
  }
}

void ZipArchive::check_overlaps(const Directory& directory) const {
  std::vector<const ZipEntry*> order;
  order.reserve(m_entries.size());
  for (const ZipEntry& entry : m_entries) order.push_back(&entry);
  std::sort(order.begin(), order.end(),
            [](const ZipEntry* a, const ZipEntry* b) { return a->header < b->header; });
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint64_t limit = i + 1 < order.size() ? order[i + 1]->header : directory.offset;
    if (order[i]->offset + order[i]->packed_size > limit) {
      Bytes(m_file->bytes(), m_file->path())
          .fail(order[i]->header, fmt::format("\"{}\" overlaps what follows it", order[i]->name));
    }
  }
}

const ZipEntry* ZipArchive::find(const std::string& name) const noexcept {
  const auto found =
      std::lower_bound(m_entries.begin(), m_entries.end(), name,
                       [](const ZipEntry& entry, const std::string& key) { return entry.name < key; });
  return found != m_entries.end() && found->name == name ? &*found : nullptr;
}

std::span<const std::byte> ZipArchive::data(const ZipEntry& entry) const {
  if (!entry.stored) {
    throw Error(ErrorCode::unsupported, fmt::format("\"{}\" is compressed", entry.name), m_file->path(),
                fmt::format("zip offset {}", entry.header), "stored entries, as torch.save writes them");
  }
  return m_file->bytes().subspan(entry.offset, entry.size);
}

void ZipArchive::check_crc(const ZipEntry& entry) const {
  const auto bytes = data(entry);
  const auto crc = crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  if (crc != entry.crc) {
    Bytes(m_file->bytes(), m_file->path())
        .fail(entry.offset, fmt::format("the bytes of \"{}\" have CRC-32 {:08x}", entry.name, crc),
              fmt::format("{:08x}, as the archive says: is the file damaged?", entry.crc));
  }
}

}  // namespace prism
