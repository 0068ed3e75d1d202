// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli_run.h"

#include <QProcessEnvironment>

namespace prism::test {

Json CliRun::json() const {
  try {
    return parse_json(out.toStdString(), "stdout");
  } catch (const std::exception&) {
    return Json::object();
  }
}

QString prismoe() {
  return qEnvironmentVariable("PRISM_BINARY_DIR", QStringLiteral(PRISM_BINARY_FOLDER)) +
         QStringLiteral("/bin/prismoe");
}

QString demo_model(const char* name) {
  return QStringLiteral(PRISM_SOURCE_FOLDER "/resources/demo/") + QString::fromUtf8(name);
}

void prepare_cli(QProcess& process, const TemporaryFolder& folder, const QStringList& arguments) {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("PRISM_RUNS"), QString::fromStdString((folder / "runs").string()));
  process.setProcessEnvironment(environment);
  process.setWorkingDirectory(QString::fromStdString(folder.path().string()));
  process.setProgram(prismoe());
  process.setArguments(arguments);
}

CliRun run_cli(const TemporaryFolder& folder, const QStringList& arguments) {
  QProcess process;
  prepare_cli(process, folder, arguments);
  process.start();
  process.waitForFinished(280'000);
  CliRun run;
  if (process.exitStatus() == QProcess::NormalExit && process.error() == QProcess::UnknownError) {
    run.code = process.exitCode();
  }
  run.out = process.readAllStandardOutput();
  run.err = process.readAllStandardError();
  return run;
}

}  // namespace prism::test
