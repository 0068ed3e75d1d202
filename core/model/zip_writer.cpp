// SPDX-License-Identifier: GPL-3.0-or-later
// The layout follows PKWARE's APPNOTE 6.3, sections 4.3 and 4.5.3.
#include "core/model/zip_writer.h"

#include "core/base/error.h"

#include <zlib.h>

namespace prism {
namespace {

constexpr std::uint32_t kInZip64 = 0xFFFFFFFFu;
constexpr std::uint64_t kLocalHeaderSize = 30;
constexpr std::uint64_t kCrcPosition = 14;
constexpr std::uint64_t kAlignment = 64;
constexpr std::uint16_t kPaddingField = 0x4246;  // "FB", the field PyTorch pads with
constexpr std::uint16_t kZip64Field = 1;
constexpr std::uint16_t kVersion = 45;  // the first that knows zip64
constexpr std::uint16_t kDate = 0x21;   // 1 January 1980: the same tensors give the same bytes

template <typename T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

std::uint32_t narrow(std::uint64_t value) {
  return value >= kInZip64 ? kInZip64 : static_cast<std::uint32_t>(value);
}

/// What local and directory headers share, from "version needed" to the length of the name.
void put_common(std::string& out, std::uint64_t size, std::uint32_t crc, std::size_t name_size) {
  put<std::uint16_t>(out, kVersion);
  put<std::uint16_t>(out, 0x0800);  // names are UTF-8
  put<std::uint16_t>(out, 0);       // stored
  put<std::uint16_t>(out, 0);
  put<std::uint16_t>(out, kDate);
  put<std::uint32_t>(out, crc);
  put<std::uint32_t>(out, narrow(size));
  put<std::uint32_t>(out, narrow(size));
  put<std::uint16_t>(out, static_cast<std::uint16_t>(name_size));
}

}  // namespace

void ZipWriter::begin_entry(const std::string& name, std::uint64_t size) {
  if (name.size() > 0xFFFF) throw Error(ErrorCode::usage, "a zip entry's name is too long");
  const std::uint64_t header = m_file.written();
  std::string extra;
  if (size >= kInZip64) {
    put<std::uint16_t>(extra, kZip64Field);
    put<std::uint16_t>(extra, 16);
    put<std::uint64_t>(extra, size);
    put<std::uint64_t>(extra, size);
  }
  const std::uint64_t unpadded = header + kLocalHeaderSize + name.size() + extra.size() + 4;
  const auto padding = static_cast<std::uint16_t>((kAlignment - unpadded % kAlignment) % kAlignment);
  put<std::uint16_t>(extra, kPaddingField);
  put<std::uint16_t>(extra, padding);
  extra.append(padding, '\0');

  std::string local = "PK\3\4";
  put_common(local, size, 0, name.size());
  put<std::uint16_t>(local, static_cast<std::uint16_t>(extra.size()));
  m_file.write(local + name + extra);
  m_entries.push_back({name, header, size, 0});
  m_left = size;
}

void ZipWriter::write(std::span<const std::byte> bytes) {
  if (bytes.size() > m_left) throw Error(ErrorCode::internal, "more bytes than announced for a zip entry");
  Entry& entry = m_entries.back();
  entry.crc = static_cast<std::uint32_t>(
      crc32_z(entry.crc, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
  m_file.write(bytes);
  m_left -= bytes.size();
}

void ZipWriter::end_entry() {
  if (m_left != 0) throw Error(ErrorCode::internal, "fewer bytes than announced for a zip entry");
  const Entry& entry = m_entries.back();
  m_file.write_at(entry.header + kCrcPosition, std::as_bytes(std::span(&entry.crc, 1)));
}

void ZipWriter::add(const std::string& name, std::string_view text) {
  begin_entry(name, text.size());
  write(std::as_bytes(std::span(text.data(), text.size())));
  end_entry();
}

std::uint64_t ZipWriter::finish() {
  const std::uint64_t begin = m_file.written();
  std::string directory;
  for (const Entry& entry : m_entries) {
    std::string extra;
    if (entry.size >= kInZip64) {
      put<std::uint64_t>(extra, entry.size);
      put<std::uint64_t>(extra, entry.size);
    }
    if (entry.header >= kInZip64) put<std::uint64_t>(extra, entry.header);
    if (!extra.empty()) {
      std::string field;
      put<std::uint16_t>(field, kZip64Field);
      put<std::uint16_t>(field, static_cast<std::uint16_t>(extra.size()));
      extra = field + extra;
    }
    directory += "PK\1\2";
    put<std::uint16_t>(directory, kVersion);
    put_common(directory, entry.size, entry.crc, entry.name.size());
    put<std::uint16_t>(directory, static_cast<std::uint16_t>(extra.size()));
    directory.append(10, '\0');  // no comment, disk 0, attributes 0
    put<std::uint32_t>(directory, narrow(entry.header));
    directory += entry.name + extra;
  }
  const std::uint64_t size = directory.size();
  const std::uint64_t count = m_entries.size();
  const bool wide = count >= 0xFFFF || begin >= kInZip64 || size >= kInZip64;
  if (wide) {
    directory += "PK\6\6";
    put<std::uint64_t>(directory, 44);
    put<std::uint16_t>(directory, kVersion);
    put<std::uint16_t>(directory, kVersion);
    put<std::uint64_t>(directory, 0);  // both disk numbers
    put<std::uint64_t>(directory, count);
    put<std::uint64_t>(directory, count);
    put<std::uint64_t>(directory, size);
    put<std::uint64_t>(directory, begin);
    directory += "PK\6\7";
    put<std::uint32_t>(directory, 0);
    put<std::uint64_t>(directory, begin + size);
    put<std::uint32_t>(directory, 1);
  }
  const auto short_count = static_cast<std::uint16_t>(wide ? 0xFFFF : count);
  directory += "PK\5\6";
  put<std::uint32_t>(directory, 0);
  put<std::uint16_t>(directory, short_count);
  put<std::uint16_t>(directory, short_count);
  put<std::uint32_t>(directory, wide ? kInZip64 : narrow(size));
  put<std::uint32_t>(directory, wide ? kInZip64 : narrow(begin));
  put<std::uint16_t>(directory, 0);
  m_file.write(directory);
  const std::uint64_t written = m_file.written();
  m_file.commit();
  return written;
}

}  // namespace prism
