// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/run_record.h"

#include <vector>

#include <QString>

namespace prism::app {

/// One line of the Runs page.
struct RunRow {
  QString id;
  QString command;
  QString started;  ///< UTC, ISO 8601
  double seconds = 0;
  QString outcome;
  double r2 = 0;    ///< NaN where the run has none
  QString figures;  ///< "r2 0.8021, cosine 0.91, …"
};

/// SQLite index of the run records: what a list needs, without reading every record again. The JSON records
/// stay the truth; a missing or damaged index is made anew. Use one object on one thread at a time.
class RunsIndex {
 public:
  RunsIndex(RunStore store, QString file);
  ~RunsIndex();
  RunsIndex(const RunsIndex&) = delete;
  RunsIndex& operator=(const RunsIndex&) = delete;

  /// Reads records that are new or changed, forgets those that are gone. Throws Error when neither an index
  /// file nor one in memory can be had.
  void refresh();
  /// Newest first.
  [[nodiscard]] std::vector<RunRow> rows() const;

 private:
  bool open(const QString& file);
  void close();
  bool readable() const;

  RunStore m_store;
  QString m_file;
  QString m_connection;
};

/// One line out of a record's scalar figures.
[[nodiscard]] QString figures_line(const Json& figures);

}  // namespace prism::app
