// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

#include "core/distributed/group.h"

namespace prism::cli {

bool Context::join_run() {
  if (group == nullptr) {
    const std::optional<RunEnvironment> run = run_environment();
    if (run) control.progress("waiting for the other processes", 0, 0);
    group = run ? join_group(*run) : solo_group();
  }
  return group->first();
}

void Context::tell_of_run(Json& json) const {
  if (group == nullptr || group->alone()) return;
  json["ranks"] = group->size();
  json["bytes_sent"] = group->bytes_sent();
}

}  // namespace prism::cli
