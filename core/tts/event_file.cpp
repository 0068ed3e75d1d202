// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/event_file.h"

#include "core/base/atomic_file.h"
#include "core/base/crc32c.h"
#include "core/base/error.h"

#include <bit>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <span>
#include <system_error>
#include <unistd.h>

namespace prism {

namespace fs = std::filesystem;
namespace io = google::protobuf::io;

namespace {

// Field numbers of tensorflow's event.proto and summary.proto.
constexpr std::uint32_t kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5;
constexpr std::uint32_t tag(std::uint32_t field, std::uint32_t kind) {
  return field << 3 | kind;
}

template <typename Fill>
std::string message(const Fill& fill) {
  std::string bytes;
  {
    io::StringOutputStream stream(&bytes);
    io::CodedOutputStream out(&stream);
    fill(out);
  }
  return bytes;
}

void put_bytes(io::CodedOutputStream& out, std::uint32_t field, const std::string& bytes) {
  out.WriteTag(tag(field, kBytes));
  out.WriteVarint32(static_cast<std::uint32_t>(bytes.size()));
  out.WriteString(bytes);
}

void put_time(io::CodedOutputStream& out, double wall_time) {
  out.WriteTag(tag(1, kFixed64));
  out.WriteLittleEndian64(std::bit_cast<std::uint64_t>(wall_time));
}

std::uint32_t masked(std::string_view bytes) {
  const std::uint32_t crc = crc32c(std::as_bytes(std::span(bytes)));
  return ((crc >> 15) | (crc << 17)) + 0xa282ead8U;
}

double now() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// What a table of an earlier part of the training holds up to a step.
std::string earlier_rows(const fs::path& path, const std::string& header, std::int64_t step) {
  std::error_code ignored;
  std::string kept = header + "\n";
  if (step == 0 || !fs::exists(path, ignored)) return kept;
  const std::string text = read_file(path);
  std::size_t at = text.find('\n');
  if (at == std::string::npos || text.substr(0, at) != header) return kept;
  for (++at; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string::npos) break;  // cut short by a kill
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data() + at, text.data() + end, number);
    if (read.ec != std::errc() || number > step) break;
    kept.append(text, at, end + 1 - at);
    at = end + 1;
  }
  return kept;
}

}  // namespace

std::string encode_event(double wall_time, std::int64_t step, const Scalars& scalars) {
  const std::string summary = message([&](io::CodedOutputStream& out) {
    for (const auto& [name, value] : scalars) {
      put_bytes(out, 1, message([&](io::CodedOutputStream& one) {
                  put_bytes(one, 1, name);
                  one.WriteTag(tag(2, kFixed32));
                  one.WriteLittleEndian32(std::bit_cast<std::uint32_t>(static_cast<float>(value)));
                }));
    }
  });
  return message([&](io::CodedOutputStream& out) {
    put_time(out, wall_time);
    out.WriteTag(tag(2, kVarint));
    out.WriteVarint64(static_cast<std::uint64_t>(step));
    put_bytes(out, 5, summary);
  });
}

std::string encode_event_version(double wall_time) {
  return message([&](io::CodedOutputStream& out) {
    put_time(out, wall_time);
    put_bytes(out, 3, "brain.Event:2");
  });
}

std::string frame_record(const std::string& data) {
  const auto number = [](io::CodedOutputStream& out, const std::string& of) {
    out.WriteLittleEndian32(masked(of));
  };
  const std::string length =
      message([&](io::CodedOutputStream& out) { out.WriteLittleEndian64(data.size()); });
  return length + message([&](io::CodedOutputStream& out) {
           number(out, length);
           out.WriteString(data);
           number(out, data);
         });
}

TrainingLog::TrainingLog(const fs::path& folder, std::vector<std::string> columns, std::int64_t step)
    : m_table_path(folder / "log.csv"), m_columns(std::move(columns)) {
  const std::string header = fmt::format("step,{}", fmt::join(m_columns, ","));
  write_file(m_table_path, earlier_rows(m_table_path, header, step));
  m_table.open(m_table_path, std::ios::binary | std::ios::app);
  const double time = now();
  m_events_path =
      folder / fmt::format("events.out.tfevents.{}.{}.{}", static_cast<std::int64_t>(time), getpid(), step);
  m_events.open(m_events_path, std::ios::binary | std::ios::trunc);
  const std::string first = frame_record(encode_event_version(time));
  m_events.write(first.data(), static_cast<std::streamsize>(first.size()));
  flush();
}

void TrainingLog::row(std::int64_t step, const std::vector<double>& values, const std::string& group) {
  std::string line = std::to_string(step);
  Scalars named;
  for (std::size_t i = 0; i < values.size() && i < m_columns.size(); ++i) {
    line += std::isfinite(values[i]) ? fmt::format(",{:.7g}", values[i]) : ",";
    named.emplace_back(group + m_columns[i], values[i]);
  }
  line += "\n";
  m_table.write(line.data(), static_cast<std::streamsize>(line.size()));
  scalars(step, named);
}

void TrainingLog::scalars(std::int64_t step, const Scalars& values) {
  const std::string record = frame_record(encode_event(now(), step, values));
  m_events.write(record.data(), static_cast<std::streamsize>(record.size()));
}

void TrainingLog::flush() {
  errno = 0;
  m_table.flush();
  m_events.flush();
  if (!m_table) throw system_error(errno != 0 ? errno : EIO, "write", m_table_path);
  if (!m_events) throw system_error(errno != 0 ? errno : EIO, "write", m_events_path);
}

}  // namespace prism
