// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/pictures.h"
#include "core/base/error.h"

namespace prism::cli {
namespace {

[[noreturn]] void refuse() {
  throw Error(ErrorCode::usage, "this build of prismoe draws no pictures (PRISM_PICTURES=OFF)");
}

}  // namespace

Files draw_inspection(const RowReader&, const TensorStatistics&, const std::vector<double>&,
                      const std::filesystem::path&, const RunControl&) {
  refuse();
}

Files draw_tensor(const std::vector<RowReader>&, const TensorStatistics&, const std::filesystem::path&,
                  const std::string&, const RunControl&) {
  refuse();
}

void draw_workers(const Plan&, const ErrorMap&, Metric, const std::filesystem::path&) {
  refuse();
}

void add_demo(Commands& commands) {
  CLI::App* command = commands.add("demo", "The whole main job (not in this build: it draws no pictures)");
  commands.on(command, [](Context&) -> Answer { refuse(); });
}

}  // namespace prism::cli
