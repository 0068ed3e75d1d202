// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/route/router.h"

namespace prism {

/// What `route` reports, with the field names of the command line and of run records. entropy and
/// effective are means over the pipes, max_share the largest, dead and uncovered sums; `pipes` has each
/// pipe's own.
[[nodiscard]] Json route_json(const RouteResult& result);
[[nodiscard]] Json route_json(const PipeUse& use);

}  // namespace prism
