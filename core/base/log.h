// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace prism {

enum class LogLevel { info, warning, error };

/// Where log lines go besides stderr's default; called from any thread, must not throw. Returns the previous
/// one.
using LogSink = std::function<void(LogLevel, const std::string&)>;
LogSink set_log_sink(LogSink sink);

/// One line for the user, in plain English. Without a sink it goes to stderr.
void log(LogLevel level, const std::string& line);
inline void log_info(const std::string& line) {
  log(LogLevel::info, line);
}
inline void log_warning(const std::string& line) {
  log(LogLevel::warning, line);
}

}  // namespace prism
