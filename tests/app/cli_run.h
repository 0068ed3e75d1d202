// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "tests/support/test_data.h"

#include <filesystem>
#include <string>

#include <QProcess>
#include <QStringList>

namespace prism::test {

/// How one run of the real program went.
struct CliRun {
  int code = -1;
  QByteArray out, err;

  /// stdout as the one JSON object it must be; an empty object when it is not.
  [[nodiscard]] Json json() const;
};

/// The program `prismoe` of this build.
[[nodiscard]] QString prismoe();

/// Runs it in `folder`, where its run records are kept too (folder "runs").
[[nodiscard]] CliRun run_cli(const TemporaryFolder& folder, const QStringList& arguments);

/// Prepares it like run_cli, for tests that look on while it runs.
void prepare_cli(QProcess& process, const TemporaryFolder& folder, const QStringList& arguments);

/// The built-in pair in the source tree.
[[nodiscard]] QString demo_model(const char* name);

}  // namespace prism::test
