// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace prism {

using Scalars = std::vector<std::pair<std::string, double>>;

/// One record of TensorBoard's files: an Event message (protobuf) with the scalars of a step.
[[nodiscard]] std::string encode_event(double wall_time, std::int64_t step, const Scalars& scalars);
/// The record that every such file begins with.
[[nodiscard]] std::string encode_event_version(double wall_time);
/// TFRecord framing: length, masked CRC-32C of it, data, masked CRC-32C of them; little-endian.
[[nodiscard]] std::string frame_record(const std::string& data);

/// What a training leaves behind for other programs: `log.csv` with a row a step, and TensorBoard events.
/// Rows are appended as they come, so a training that is killed keeps them.
class TrainingLog {
 public:
  /// Rows of `log.csv` after `step` are dropped: they will come again. Throws Error(io …).
  TrainingLog(const std::filesystem::path& folder, std::vector<std::string> columns, std::int64_t step);
  /// Values in the order of the columns, and as scalars of the same names under `group`.
  void row(std::int64_t step, const std::vector<double>& values, const std::string& group);
  void scalars(std::int64_t step, const Scalars& values);
  /// Throws Error(disk_full …) when something could not be written.
  void flush();

 private:
  std::filesystem::path m_table_path, m_events_path;
  std::vector<std::string> m_columns;
  std::ofstream m_table, m_events;
};

}  // namespace prism
