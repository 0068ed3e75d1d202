// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/worker_list.h"

#include "core/base/error.h"

#include <charconv>
#include <fmt/format.h>
#include <set>
#include <string_view>

namespace prism::cli {
namespace {

int id_of(std::string_view text, std::string_view part, const std::string& whole, const Plan& plan) {
  const auto count = static_cast<int>(plan.workers.size());
  int id = -1;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (failed != std::errc() || end != text.data() + text.size() || id < 0 || id >= count) {
    throw Error(ErrorCode::usage,
                fmt::format("\"{}\" in the list of workers \"{}\" is no worker", part, whole), {}, {},
                fmt::format("ids from 0 to {}, as 1,2,10-20", count - 1));
  }
  return id;
}

}  // namespace

std::vector<int> parse_workers(const std::string& text, const Plan& plan) {
  std::set<int> ids;
  std::string_view rest = text;
  while (true) {
    const std::string_view part = rest.substr(0, rest.find(','));
    const auto dash = part.find('-');
    const int first = id_of(part.substr(0, dash), part, text, plan);
    const int last = dash == std::string_view::npos ? first : id_of(part.substr(dash + 1), part, text, plan);
    if (last < first) {
      throw Error(ErrorCode::usage, fmt::format("the range {} runs backwards", part), {}, {}, "first-last");
    }
    for (int id = first; id <= last; ++id) ids.insert(id);
    if (part.size() == rest.size()) break;
    rest.remove_prefix(part.size() + 1);
  }
  return {ids.begin(), ids.end()};
}

}  // namespace prism::cli
