// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distributed/environment.h"

#include "core/base/error.h"

#include <charconv>
#include <cstdlib>

namespace prism {
namespace {

using Getter = std::function<const char*(const char*)>;

std::string text_of(const Getter& get, const char* name) {
  const char* value = get(name);
  return value == nullptr ? std::string() : std::string(value);
}

[[noreturn]] void refuse(const char* name, const std::string& value, const std::string& expected) {
  throw Error(ErrorCode::usage,
              value.empty() ? std::string(name) + " is not set, though WORLD_SIZE asks for several processes"
                            : std::string(name) + "=" + value + " is not possible",
              {}, {}, expected);
}

long number_of(const Getter& get, const char* name, long least, long most, const std::string& expected) {
  const std::string text = text_of(get, name);
  long value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || failed != std::errc() || end != text.data() + text.size() || value < least ||
      value > most) {
    refuse(name, text, expected);
  }
  return value;
}

void limit_of(const Getter& get, const char* name, std::chrono::milliseconds& limit) {
  if (text_of(get, name).empty()) return;
  limit = std::chrono::seconds(number_of(get, name, 1, 86400, "seconds from 1 to 86400"));
}

}  // namespace

std::optional<RunEnvironment> run_environment(const Getter& given) {
  const Getter get = given ? given : Getter([](const char* name) { return std::getenv(name); });
  if (text_of(get, "WORLD_SIZE").empty()) return std::nullopt;
  RunEnvironment run;
  run.size = static_cast<int>(number_of(get, "WORLD_SIZE", 1, 65536, "a number of processes"));
  if (run.size == 1) return std::nullopt;
  run.rank = static_cast<int>(number_of(get, "RANK", 0, run.size - 1, "a number below WORLD_SIZE"));
  run.address = text_of(get, "MASTER_ADDR");
  if (run.address.empty()) refuse("MASTER_ADDR", {}, "the address of the process with RANK=0");
  run.port = static_cast<std::uint16_t>(number_of(get, "MASTER_PORT", 1, 65535, "a port from 1 to 65535"));
  run.token = text_of(get, "PRISM_RUN_TOKEN");
  if (run.token.empty()) refuse("PRISM_RUN_TOKEN", {}, "one secret, the same for all processes of the run");
  run.launcher_listens = text_of(get, "TORCHELASTIC_USE_AGENT_STORE") == "True";
  run.attempt = text_of(get, "TORCHELASTIC_RESTART_COUNT");
  limit_of(get, "PRISM_JOIN_TIMEOUT", run.join_limit);
  limit_of(get, "PRISM_RUN_TIMEOUT", run.silence_limit);
  return run;
}

}  // namespace prism
