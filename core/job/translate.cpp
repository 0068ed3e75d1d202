// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/job/job.h"

#include <new>
#include <utility>

namespace prism {
namespace {

std::mutex g_mutex;
ExceptionTranslator g_translator;

JobEvent failed(ErrorCode code, std::string message) {
  return {.end = JobEnd::failed, .code = code, .message = std::move(message)};
}

}  // namespace

void set_exception_translator(ExceptionTranslator translator) {
  const std::scoped_lock lock(g_mutex);
  g_translator = std::move(translator);
}

JobEvent run_translated(const std::function<void()>& work) {
  try {
    work();
    return {.end = JobEnd::done, .message = {}};
  } catch (const Stopped&) {
    return {.end = JobEnd::stopped, .message = {}};
  } catch (const Error& error) {
    return failed(error.code(), error.what());
  } catch (const std::bad_alloc&) {
    return failed(ErrorCode::memory,
                  "there is not enough memory for this; close other programs or use less data");
  } catch (const std::exception& exception) {
    ExceptionTranslator translator;
    {
      const std::scoped_lock lock(g_mutex);
      translator = g_translator;
    }
    if (translator) {
      if (const auto words = translator(exception)) return failed(ErrorCode::internal, *words);
    }
    return failed(ErrorCode::internal, std::string("unexpected trouble: ") + exception.what());
  }
}

}  // namespace prism
