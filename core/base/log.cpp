// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"

#include <cstdio>
#include <mutex>
#include <utility>

namespace prism {
namespace {

std::mutex g_mutex;
LogSink g_sink;

}  // namespace

LogSink set_log_sink(LogSink sink) {
  const std::scoped_lock lock(g_mutex);
  return std::exchange(g_sink, std::move(sink));
}

void log(LogLevel level, const std::string& line) {
  LogSink sink;
  {
    const std::scoped_lock lock(g_mutex);
    sink = g_sink;
  }
  if (sink) {
    sink(level, line);
    return;
  }
  const char* word = level == LogLevel::info ? "" : level == LogLevel::warning ? "warning: " : "error: ";
  std::fprintf(stderr, "%s%s\n", word, line.c_str());
}

}  // namespace prism
